"""On how many devices a card is signed in (R5).

Whoever comes in with card and PIN is in. Beyond the policy's limit the device that was unused for
longest is signed out, and comes in again whenever it is needed.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from audiolib.delivery.repository import devices as kept
from audiolib.people.sessions import digest
from audiolib.rights.repository import policies
from audiolib.rights.repository.facts import day


@dataclass(frozen=True, slots=True)
class Device:
    """A device on which a card is signed in: its key, the day of the last use, and if it asks."""

    key: str
    used_on: date
    asks: bool


def arrived(
    session: Session, patron_id: int, token: str, device: str, now: datetime
) -> date | None:
    """Note on which device a patron came in; where one had to give way, the day of its last use.

    `token` and `device` are what the browser keeps.
    """
    kept.one_at_a_time(session, patron_id)
    mine = digest(device)
    kept.note(session, digest(token), patron_id, mine)
    most = policies.at(session, day(now)).sharing.devices
    others = [one for one in kept.signed_in(session, patron_id, now) if one[0] != mine]
    over = others[max(most - 1, 0) :]
    if not over:
        return None
    kept.sign_out(session, patron_id, [key for key, _ in over])
    return day(over[0][1])


def devices(session: Session, patron_id: int, now: datetime, token: str = "") -> list[Device]:
    """The devices on which a card is signed in, the one used last first; `token` is who asks."""
    mine = kept.of_session(session, digest(token)) if token else ""
    return [
        Device(key, day(seen), bool(mine) and key == mine)
        for key, seen in kept.signed_in(session, patron_id, now)
    ]


def sign_out(session: Session, patron_id: int, keys: list[str]) -> int:
    """Sign devices of a card out; how many sessions ended."""
    return kept.sign_out(session, patron_id, keys)


def most(session: Session, now: datetime) -> int:
    """On how many devices a card may be signed in."""
    return policies.at(session, day(now)).sharing.devices
