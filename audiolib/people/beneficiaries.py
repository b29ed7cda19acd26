"""Patrons who can't read print: how the library knows, and till when it counts.

Kept are the way it was seen, who saw it, the day and the end (R4): no copy of a document, and no
diagnosis, for which there is no field.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from audiolib.people.duties import By, Duty, branches_of, require
from audiolib.people.errors import NoSuchPersonError, VerificationDayError
from audiolib.people.reader import Reader
from audiolib.people.repository import beneficiaries as repository
from audiolib.people.repository import patrons as patron_rows
from audiolib.rights.audit import write
from audiolib.tables.people import Beneficiary, Patron, VerificationMethod

YEARS = 5
"""That a verification counts; a library's policy may say another number."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A verification that ends soon: whom to ask for a new one."""

    patron_id: int
    name: str
    expires_on: date


def verify(
    session: Session,
    patron_id: int,
    method: VerificationMethod,
    *,
    seen_on: date,
    by: Reader,
    now: datetime,
    years: int | None = YEARS,
) -> Beneficiary:
    """Write down that somebody can't read print; an earlier verification ends by it.

    `years` is how long it counts from the day it was seen; None for good.

    Raises:
        VerificationDayError: a day to come, so long ago that it is over, or no years at all.
    """
    patron = _patron(session, patron_id)
    require(by, Duty.VERIFY, patron.branch_id)
    today = now.date()
    expires_on = None if years is None else _years_after(seen_on, years)
    if seen_on > today or (expires_on is not None and expires_on <= today):
        raise VerificationDayError
    for earlier in repository.of_patron(session, patron_id):
        if earlier.ended_on is None:
            earlier.ended_on = today
            repository.keep(session, earlier)
    verified = Beneficiary(
        patron_id=patron_id,
        method=method,
        verified_by=by.account_id or 0,
        seen_on=seen_on,
        expires_on=expires_on,
    )
    repository.keep(session, verified)
    write(session, by.actor, "beneficiary.verified", f"patron:{patron_id}", now)
    return verified


def end(session: Session, patron_id: int, *, by: By, now: datetime) -> None:
    """Let every verification of a patron end today, as the library or the patron wishes."""
    patron = _patron(session, patron_id)
    _require_self_or(Duty.VERIFY, patron, by)
    for verified in repository.of_patron(session, patron_id):
        if verified.ended_on is None:
            verified.ended_on = now.date()
            repository.keep(session, verified)
    write(session, by.actor, "beneficiary.ended", f"patron:{patron_id}", now)


def verifications(session: Session, patron_id: int, *, by: By) -> tuple[Beneficiary, ...]:
    """All that the library wrote down of a patron's verification, the newest first."""
    _require_self_or(Duty.VERIFY, _patron(session, patron_id), by)
    return tuple(repository.of_patron(session, patron_id))


def ending_soon(session: Session, today: date, before: date, *, by: By) -> tuple[Ending, ...]:
    """Verifications in one's branches that end before a day or on it, the next one first."""
    require(by, Duty.VERIFY, None)
    found = repository.ending(session, today, before, branches_of(by, Duty.VERIFY))
    return tuple(
        Ending(patron.id or 0, patron.name, verified.expires_on)
        for patron, verified in found
        if verified.expires_on is not None
    )


def _patron(session: Session, patron_id: int) -> Patron:
    if (patron := patron_rows.by_id(session, patron_id)) is None:
        raise NoSuchPersonError("patron", patron_id)
    return patron


def _require_self_or(duty: Duty, patron: Patron, by: By) -> None:
    """That somebody asks for themselves or their child, or has a duty in the patron's branch."""
    asker = by.patron_id if isinstance(by, Reader) else None
    if asker is None or asker not in (patron.id, patron.guardian_id):
        require(by, duty, patron.branch_id)


def _years_after(day: date, years: int) -> date:
    """The same day some years later; the 1st of March for a 29th of February."""
    if years < 1:
        raise VerificationDayError
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
