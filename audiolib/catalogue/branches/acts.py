"""What a manager does with branches: each act with its day and reason, and noted in the audit."""

from datetime import date, datetime

from sqlmodel import Session

from audiolib.catalogue import branches
from audiolib.catalogue.branches import repository
from audiolib.catalogue.branches.said import above, line, note, require, tell
from audiolib.catalogue.errors import BranchCodeTakenError
from audiolib.people.reader import Reader
from audiolib.tables.catalogue import BranchKind


def add(
    session: Session,
    by: Reader,
    now: datetime,
    *,
    parent_id: int,
    code: str,
    name: str,
    kind: BranchKind,
    day: date,
    reason: str,
) -> int:
    """A new branch below one; gives its number.

    Raises:
        BranchRoleError: the parent is not theirs to manage.
        BranchIncompleteError, BranchCodeTakenError, BranchUnknownError
    """
    require(by, parent_id)
    code, name, why = line("code", code), line("name", name), note(by, reason)
    repository.lock_tree(session)
    if repository.has_code(session, code):
        raise BranchCodeTakenError(code)
    number = branches.found(session, code, name, kind, parent_id, day, why)
    facts = {"parent": parent_id, "code": code, "name": name}
    tell(session, by, now, "founded", number, day, reason, **facts)
    return number


def rename(
    session: Session,
    by: Reader,
    now: datetime,
    branch_id: int,
    *,
    name: str,
    day: date,
    reason: str,
) -> None:
    """Another name from a day on.

    Raises:
        BranchRoleError, BranchIncompleteError, BranchUnknownError, BranchDayError
    """
    require(by, branch_id)
    name, why = line("name", name), note(by, reason)
    branches.rename(session, branch_id, day, name, why)
    tell(session, by, now, "renamed", branch_id, day, reason, name=name)


def move(
    session: Session,
    by: Reader,
    now: datetime,
    branch_id: int,
    *,
    parent_id: int,
    day: date,
    reason: str,
) -> None:
    """Another place from a day on, below another branch.

    Raises:
        BranchRoleError: one of the two, or the branch above it, is not theirs to manage.
        BranchIncompleteError, BranchUnknownError, BranchDayError, BranchLoopError
    """
    require(by, branch_id, parent_id, *above(session, branch_id, day))
    branches.move(session, branch_id, day, parent_id, note(by, reason))
    tell(session, by, now, "moved", branch_id, day, reason, parent=parent_id)


def merge(
    session: Session,
    by: Reader,
    now: datetime,
    branch_id: int,
    *,
    into: int,
    day: date,
    reason: str,
) -> None:
    """That a branch became part of another one.

    Raises:
        BranchRoleError: one of the two, or the branch above it, is not theirs to manage.
        BranchIncompleteError, BranchUnknownError, BranchDayError, BranchLoopError
    """
    require(by, branch_id, into, *above(session, branch_id, day))
    branches.merge(session, branch_id, into, day, note(by, reason))
    tell(session, by, now, "merged", branch_id, day, reason, into=into)
