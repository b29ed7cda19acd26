"""Roles that go over from one branch to another."""

from datetime import date, datetime

from sqlmodel import Session

from audiolib.people.duties import By, Duty, require
from audiolib.people.errors import NoSuchPersonError
from audiolib.people.repository import accounts as repository
from audiolib.rights.audit import write
from audiolib.tables.people import Grant, Role

_FIXED = (Role.VOLUNTEER, Role.ADMIN)
"""A volunteer's role belongs to a text, an administrator's to the whole."""


def move_role(
    session: Session, grant_id: int, old: int, new: int, day: date, *, by: By, now: datetime
) -> None:
    """Let a role in one branch be the same role in another from a day on; till then it stays.

    Raises:
        NoSuchPersonError: there is no such role in the branch, or it can't move.
        NotYourDutyError: a manager moves the roles below their own.
    """
    grant = repository.grant_by_id(session, grant_id)
    if grant is None or grant.branch_id != old or grant.role in _FIXED:
        raise NoSuchPersonError("grant", grant_id)
    require(by, Duty.ADMINISTER if grant.role == Role.MANAGER else Duty.ENROL, old)
    if grant.until is not None and grant.until <= day:
        return
    account_id, role = grant.account_id, grant.role
    if grant.since >= day:
        grant.branch_id = new
    else:
        further = Grant(
            account_id=account_id, role=role, branch_id=new, since=day, until=grant.until
        )
        grant.until = day
        repository.keep(session, further)
    repository.keep(session, grant)
    facts = {"role": str(role), "branch": old, "into": new, "since": day.isoformat()}
    write(session, by.actor, "role.moved", f"account:{account_id}", now, facts)
