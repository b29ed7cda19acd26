"""How many devices play protected titles for one reader at a time (R5).

Whoever begins is heard. Beyond the policy's limit the device that was silent for longest gives way:
its links stop, and its reader is told; opening the title's page there makes it the one that plays.
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from audiolib.delivery.repository import playing as kept
from audiolib.errors import AudiolibError
from audiolib.rights.repository import policies
from audiolib.rights.repository.facts import day

_NOTED = timedelta(minutes=1)
"""Between two notes that a device plays: a row for each range would be most of the writing."""


class PlaysElsewhereError(AudiolibError):
    """The card plays on as many other devices as may be; `streams` is how many."""

    code = "delivery-plays-elsewhere"

    def __init__(self, streams: int) -> None:
        super().__init__(streams)
        self.streams = streams


def opened(session: Session, reader: str, device: str) -> bool:
    """Let a device play (again) whose reader opens a title's page; whether it had given way.

    `reader` and `device` are keyed hashes; without a device nothing is counted.
    """
    return bool(device) and kept.begin_anew(session, reader, device)


def play(session: Session, reader: str, device: str, now: datetime) -> None:
    """Note that sound goes out to a device; where it begins, another one may have to give way.

    Raises:
        PlaysElsewhereError: it gave way itself, and its reader has not come back since.
    """
    if not device:
        return
    sharing = policies.at(session, day(now)).sharing
    quiet = now - timedelta(minutes=sharing.quiet_minutes)
    found = kept.of(session, reader, device)
    if found is None or found.stopped_at or found.heard_at <= quiet:
        kept.one_at_a_time(session, reader)
        found = kept.of(session, reader, device)
    if found is not None and found.stopped_at is not None:
        raise PlaysElsewhereError(sharing.streams)
    if found is not None and quiet < now - _NOTED < found.heard_at:
        return
    if found is None or found.heard_at <= quiet:
        others = kept.others(session, reader, device, quiet)
        if len(others) >= sharing.streams:
            kept.stop(session, reader, others[: len(others) - sharing.streams + 1], now)
    kept.heard(session, reader, device, now)
