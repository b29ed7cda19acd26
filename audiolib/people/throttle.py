"""How fast somebody may guess, so that a stranger never shuts a blind patron out.

Failures are counted for a person *and* an origin: whatever others do from elsewhere, a right PIN
from an origin without failures comes in at once. There, a few slips cost nothing; then each wrong
try makes the next one wait longer, up to a quarter of an hour, and never for ever. The wait that
was told is the one that holds; only whoever begins where hundreds of names were tried within the
hour waits for that to end. A device that the person came in with before counts as an origin of
its own, so that not even a neighbour behind the same address slows it.

A person whom many origins try to guess gets fewer free slips for strange origins and longer waits,
up to four hours; the first tries stay free. So the tries that count in a day are bounded for each
origin (`per_day`), whoever asks however often.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address

from sqlmodel import Session

from audiolib.people.repository import attempts as repository

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
IN_AN_HOUR = 300
"""Failures of one strange origin for all persons; a library's computers share one."""
UNDER_ATTACK = 30
"""Failures in a day from at least `_SPREAD` origins."""
_SPREAD = 3
_BUSY_S = 2


@dataclass(frozen=True, slots=True)
class Pace:
    """Slips that cost nothing, then the first wait, doubled by each failure up to the longest."""

    free: int
    first_s: int
    longest_s: int

    def wait(self, failed: int) -> timedelta:
        """How long after the failure of this number, counted from 1, no try counts."""
        if failed < self.free:
            return timedelta()
        doubled = min(failed - self.free, 20)
        return timedelta(seconds=min(self.first_s << doubled, self.longest_s))

    @property
    def per_day(self) -> int:
        """The most tries that count from one origin for one person in a day."""
        tries, elapsed = 0, timedelta()
        while elapsed <= DAY:
            tries += 1
            elapsed += self.wait(tries)
        return tries


CALM = Pace(free=5, first_s=15, longest_s=900)
ATTACKED = Pace(free=2, first_s=60, longest_s=14_400)


@dataclass(frozen=True, slots=True)
class Turn:
    """Whether a try counts now; else after how many seconds."""

    counts: bool
    wait_s: int = 0


def origin_of(address: str, key: bytes) -> str:
    """An address as it is kept for a day: a keyed hash of it, or of its /56 for IPv6.

    An IPv6 household or attacker has at least 2^64 addresses, and often 256 such networks.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        plain = address
    else:
        if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
            plain = (int(parsed) >> 72).to_bytes(7, "big").hex()
        else:
            plain = str(getattr(parsed, "ipv4_mapped", None) or parsed)
    return hmac.new(key, f"origin\n{plain}".encode(), sha256).hexdigest()[:24]


def who_of(kind: str, name: str) -> str:
    """A name or number as it is kept: people type passwords into the wrong field."""
    return sha256(f"{kind}\n{name}".encode()).hexdigest()[:24]


def turn(session: Session, who: str, origin: str, now: datetime, *, known: bool = False) -> Turn:
    """Whether a try counts now; `known`: the origin is a device of the person's own."""
    if not repository.alone(session, who, origin):
        return Turn(counts=False, wait_s=_BUSY_S)
    found = repository.failures(session, who, origin, now - DAY)
    if found.until is not None and found.until > now:
        return Turn(counts=False, wait_s=_seconds(found.until - now))
    # Who had a wait told to them keeps it; the origin's measure is for those who begin.
    begins = not known and found.until is None
    if begins and repository.from_origin(session, origin, now - HOUR) >= IN_AN_HOUR:
        return Turn(counts=False, wait_s=60)
    return Turn(counts=True)


def failed(session: Session, who: str, origin: str, now: datetime, *, known: bool = False) -> int:
    """Note a wrong try; gives the seconds until the next one counts."""
    found = repository.failures(session, who, origin, now - DAY)
    attacked = found.everywhere >= UNDER_ATTACK and found.origins >= _SPREAD
    pace = ATTACKED if attacked and not known else CALM
    wait = pace.wait(found.here + 1)
    repository.add(session, who, origin, now, now + wait)
    return _seconds(wait)


def came_in(session: Session, who: str, origin: str) -> None:
    """Forget the slips of somebody who came in after all."""
    repository.forgive(session, who, origin)


def is_few(session: Session, what: str, origin: str, now: datetime, most: int) -> bool:
    """Note that something was done from an origin; whether that was not too often in an hour."""
    who = who_of(what, "")
    if repository.failures(session, who, origin, now - HOUR).here >= most:
        return False
    repository.add(session, who, origin, now, now)
    return True


def is_attacked(session: Session, who: str, now: datetime) -> bool:
    """Whether many origins guess at a person's PIN or password: time for a new number."""
    found = repository.failures(session, who, "", now - DAY)
    return found.everywhere >= UNDER_ATTACK and found.origins >= _SPREAD


def _seconds(wait: timedelta) -> int:
    return -int(-wait.total_seconds() // 1)
