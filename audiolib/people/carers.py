"""Who acts for a patron: linked by the library on evidence, agreed to by the patron, ended by each.

A carer's rights are the patron's and never more; what they do is kept for the patron to look at.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from audiolib.people import sessions
from audiolib.people.age import is_child
from audiolib.people.cards import CARER
from audiolib.people.desk import agree
from audiolib.people.duties import By, Duty, account_of, require
from audiolib.people.errors import CarerError, NoSuchPersonError
from audiolib.people.reader import Reader
from audiolib.people.repository import carers as repository
from audiolib.people.repository import patrons as patron_rows
from audiolib.rights.audit import write
from audiolib.tables.people import Carer, CarerAct, CarerEvidence, Patron

CONSENT = "1"
"""The version of the text that patrons agree to: the message `carer-consent`."""
BEGAN, ENDED, TOOK, HEARD = "began", "ended", "took", "heard"
WISHED, REPORTED, DID = "wished", "reported", "did"
_OF_A_TITLE = (TOOK, HEARD)
SHOWN = 100
_ONCE_IN = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Link:
    """One who acts for another, with the names of both."""

    id: int
    carer_id: int
    carer: str
    patron_id: int
    patron: str
    evidence: CarerEvidence
    agreed_on: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done for a patron; `carer` is empty where that one was forgotten."""

    carer: str
    act: str
    title: str
    work_id: int | None
    at: datetime


def link(
    session: Session,
    carer_id: int,
    patron_id: int,
    evidence: CarerEvidence,
    *,
    by: By,
    now: datetime,
    agreed: bool = False,
    until: date | None = None,
) -> Carer:
    """Link a carer to a patron; `agreed`: the patron said yes at the desk, else it waits for that.

    Raises:
        NotYourDutyError: a librarian of the patron's branch links.
        NoSuchPersonError: one of them is unknown.
        CarerError: for themselves, for somebody they act for already, or till a day gone by.
    """
    carer, patron = _patron(session, carer_id), _patron(session, patron_id)
    require(by, Duty.VERIFY, patron.branch_id)
    today = now.date()
    there = repository.links(session, patron_id, today)
    if carer.id == patron.id or any(
        found.carer_id == carer_id and found.patron_id == patron_id for found in there
    ):
        raise CarerError
    if until is not None and until <= today:
        raise CarerError
    made = Carer(
        carer_id=carer_id,
        patron_id=patron_id,
        evidence=evidence,
        linked_by=account_of(by),
        since=today,
        until=until,
    )
    repository.keep(session, made)
    told = {"carer": f"patron:{carer_id}", "evidence": evidence.value}
    write(session, by.actor, "carer.linked", f"patron:{patron_id}", now, told)
    if agreed:
        _agree(session, made, "desk", by, now)
    return made


def accept(session: Session, link_id: int, *, by: Reader, now: datetime) -> None:
    """Say yes to a carer, as the patron themselves or as the guardian of a child.

    Raises:
        NoSuchPersonError: there is no such link, or it is of somebody else.
    """
    found = repository.by_id(session, link_id)
    patron = found and patron_rows.by_id(session, found.patron_id)
    if not found or not patron or by.patron_id not in (patron.id, patron.guardian_id):
        raise NoSuchPersonError("carer", link_id)
    if by.patron_id is None or not repository.counts(found, now.date()):
        raise NoSuchPersonError("carer", link_id)
    if found.agreed_on is None:
        _agree(session, found, "web", by, now)


def unlink(session: Session, carer_id: int, patron_id: int, *, by: By, now: datetime) -> None:
    """Let a patron no longer act for another: as the library, the one, or the other wishes."""
    carer, patron = _patron(session, carer_id), _patron(session, patron_id)
    if not (isinstance(by, Reader) and by.patron_id is not None and by.patron_id == carer.id):
        _require_self_or(Duty.VERIFY, patron, by)
    today = now.date()
    for found in repository.links(session, patron_id, today):
        if (found.carer_id, found.patron_id) != (carer_id, patron_id):
            continue
        if found.since >= today:
            repository.drop(session, found)
        else:
            found.until = today
            repository.keep(session, found)
    repository.stop_acting(session, carer_id, patron_id)
    told = {"carer": f"patron:{carer_id}"}
    write(session, by.actor, "carer.unlinked", f"patron:{patron_id}", now, told)


def links(session: Session, patron_id: int, today: date, *, by: By) -> tuple[Link, ...]:
    """Who acts for a patron or waits for a yes, and for whom the patron acts."""
    _require_self_or(Duty.SERVE, _patron(session, patron_id), by)
    return tuple(
        Link(
            found.id or 0,
            found.carer_id,
            carer,
            found.patron_id,
            patron,
            CarerEvidence(found.evidence),
            found.agreed_on,
            found.until,
        )
        for found, carer, patron in repository.named(session, patron_id, today)
    )


def choices(session: Session, reader: Reader) -> list[tuple[int, str]]:
    """Number and name of those for whom a reader may act now, by name."""
    return repository.names(session, reader.cares_for)


def act_for(session: Session, token: str, patron_id: int | None, now: datetime) -> Reader:
    """Let a carer act for a patron from now on in a session, or for themselves again; it is noted.

    Raises:
        NoSuchPersonError: they may not act for that patron, or nobody is there.
    """
    before = sessions.reader_of(session, token, now)
    after = sessions.act_for(session, token, patron_id, now)
    if before is not None and before.acting_for != after.acting_for:
        note(session, before, ENDED, now)
        note(session, after, BEGAN, now)
    return after


def note(
    session: Session, reader: Reader, act: str, now: datetime, work_id: int | None = None
) -> None:
    """Keep what a reader does for somebody; nothing where they act for themselves.

    Of a child no note tells what it heard (R10).
    """
    if reader.patron_id is None or reader.acting_for is None:
        return
    patron = patron_rows.by_id(session, reader.acting_for)
    if patron is None:
        return
    is_kept = not is_child(patron.birth_year, now.date())
    if act in _OF_A_TITLE and not is_kept:
        return
    # A download that goes on, and sound that is fetched in parts, is one.
    if act in _OF_A_TITLE and repository.did(session, reader, act, work_id, now - _ONCE_IN):
        return
    done = CarerAct(
        carer_id=reader.patron_id,
        patron_id=reader.acting_for,
        act=act,
        work_id=work_id if is_kept else None,
        at=now,
    )
    repository.keep(session, done)


def acts(session: Session, patron_id: int, *, by: By) -> tuple[Done, ...]:
    """What was done for a patron, the newest first, for themselves or a librarian."""
    _require_self_or(Duty.VERIFY, _patron(session, patron_id), by)
    return tuple(
        Done(carer or "", done.act, title or "", done.work_id, done.at)
        for done, carer, title in repository.acts(session, patron_id, SHOWN)
    )


def _agree(session: Session, found: Carer, channel: str, by: By, now: datetime) -> None:
    found.agreed_on = now.date()
    repository.keep(session, found)
    agree(session, found.patron_id, CARER, CONSENT, channel=channel, by=by, now=now)
    told = {"carer": f"patron:{found.carer_id}", "channel": channel}
    write(session, by.actor, "carer.agreed", f"patron:{found.patron_id}", now, told)


def _patron(session: Session, patron_id: int) -> Patron:
    if (patron := patron_rows.by_id(session, patron_id)) is None:
        raise NoSuchPersonError("patron", patron_id)
    return patron


def _require_self_or(duty: Duty, patron: Patron, by: By) -> None:
    """That somebody asks for themselves or their child, or has a duty in the patron's branch."""
    asker = by.patron_id if isinstance(by, Reader) else None
    if asker is None or asker not in (patron.id, patron.guardian_id):
        require(by, duty, patron.branch_id)
