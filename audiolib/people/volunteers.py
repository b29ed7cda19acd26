"""Volunteers: one section of one text each, once the undertaking is signed, till taken back.

The undertaking binds to secrecy and to the rights of the text; before it is signed nothing of the
text is told, not even a heading.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from audiolib.people import accounts
from audiolib.people.duties import By, Duty, require
from audiolib.people.errors import NoSuchPersonError, VolunteerSectionError
from audiolib.people.reader import Reader
from audiolib.people.repository import volunteers as repository
from audiolib.rights.audit import write
from audiolib.tables.people import Grant, Role

UNDERTAKING = "1"
"""The version of the text that volunteers sign: the messages `undertaking-…`."""


@dataclass(frozen=True, slots=True)
class Task:
    """A section that was given to somebody."""

    grant_id: int
    account_id: int
    name: str
    production_id: int
    title: str
    language: str
    section: str
    signed_on: date | None
    until: date | None


def give_section(
    session: Session,
    account_id: int,
    production_id: int,
    section: str,
    *,
    by: By,
    now: datetime,
    until: date | None = None,
) -> Grant:
    """Give a section of a production's text to somebody, in the production's branch.

    Raises:
        NotYourDutyError: a librarian of the branch gives.
        NoSuchPersonError: no such production, or account.
        VolunteerSectionError: no section, one that they have, or a day gone by.
    """
    branch_id = repository.branch_of(session, production_id)
    require(by, Duty.LEND, branch_id)
    if branch_id is None:
        raise NoSuchPersonError("production", production_id)
    there = repository.tasks(session, now.date(), production_id=production_id)
    theirs = {grant.section for grant, *_ in there if grant.account_id == account_id}
    if not section or section in theirs or (until is not None and until <= now.date()):
        raise VolunteerSectionError
    return accounts.give_role(
        session,
        account_id,
        Role.VOLUNTEER,
        branch_id,
        by=by,
        now=now,
        until=until,
        production_id=production_id,
        section=section,
    )


def given(session: Session, production_id: int, today: date, *, by: By) -> tuple[Task, ...]:
    """The sections of a production that volunteers have, by name.

    Raises:
        NotYourDutyError: the production is another branch's.
    """
    require(by, Duty.LEND, repository.branch_of(session, production_id))
    return _tasks(session, today, production_id=production_id)


def tasks(session: Session, reader: Reader, today: date) -> tuple[Task, ...]:
    """What was given to a volunteer and counts today."""
    if reader.account_id is None:
        return ()
    return _tasks(session, today, account_id=reader.account_id)


def sign(session: Session, grant_id: int, *, by: Reader, now: datetime) -> None:
    """Sign the undertaking for a section that was given to oneself; once is enough.

    Raises:
        NoSuchPersonError: it was given to somebody else, or is taken back.
    """
    mine = tasks(session, by, now.date())
    if not any(task.grant_id == grant_id for task in mine):
        raise NoSuchPersonError("grant", grant_id)
    if accounts.sign(session, grant_id, by.account_id or 0, now.date(), UNDERTAKING):
        told = {"grant": grant_id, "version": UNDERTAKING}
        write(session, by.actor, "undertaking.signed", by.actor, now, told)


def take_back(
    session: Session, production_id: int, grant_id: int, *, by: By, now: datetime
) -> None:
    """Take a section back; from the next request on nothing of it is shown.

    Raises:
        NoSuchPersonError: nobody has it.
    """
    if not any(t.grant_id == grant_id for t in given(session, production_id, now.date(), by=by)):
        raise NoSuchPersonError("grant", grant_id)
    accounts.end_role(session, grant_id, by=by, now=now)


def _tasks(
    session: Session,
    today: date,
    *,
    account_id: int | None = None,
    production_id: int | None = None,
) -> tuple[Task, ...]:
    found = repository.tasks(session, today, account_id=account_id, production_id=production_id)
    return tuple(
        Task(
            grant.id or 0,
            grant.account_id,
            name,
            grant.production_id or 0,
            title,
            language,
            grant.section,
            grant.undertaking_on,
            grant.until,
        )
        for grant, name, title, language in found
    )
