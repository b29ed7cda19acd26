"""What every act on branches needs: that one may, a reason, plain lines, the audit."""

import re
from datetime import date, datetime

from sqlmodel import Session

from audiolib.catalogue import branches
from audiolib.catalogue.branches.repository import Note
from audiolib.catalogue.errors import BranchIncompleteError, BranchRoleError
from audiolib.people.reader import Reader
from audiolib.rights import audit
from audiolib.tables.people import Role

LONGEST = 200


def above(session: Session, branch_id: int, day: date) -> tuple[int, ...]:
    """The branch above one, from which an act takes it away."""
    parent_id = branches.on(session, branch_id, day).parent_id
    return () if parent_id is None else (parent_id,)


def require(by: Reader, *branch_ids: int) -> None:
    """That somebody manages some branches.

    Raises:
        BranchRoleError: one of them is not theirs to manage.
    """
    for branch_id in branch_ids:
        if not by.holds(Role.MANAGER, branch_id):
            raise BranchRoleError(branch_id)


def note(by: Reader, reason: str) -> Note:
    """Why, and by whom."""
    return Note(line("reason", reason), by.account_id)


def line(field: str, text: str) -> str:
    """What was written into a field, as one line.

    Raises:
        BranchIncompleteError: that is nothing.
    """
    plain = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())[:LONGEST]
    if not plain:
        raise BranchIncompleteError(field)
    return plain


def tell(
    session: Session,
    by: Reader,
    now: datetime,
    act: str,
    branch_id: int,
    day: date,
    reason: str,
    **facts: object,
) -> None:
    """Write an act into the audit."""
    told = {"day": day.isoformat(), "reason": reason[:LONGEST], **facts}
    audit.write(session, by.actor, f"branch.{act}", f"branch:{branch_id}", now, told)
