"""What a manager does with branches: each act with its day and reason, and noted in the audit."""

import re
from datetime import date, datetime

from sqlmodel import Session

from audiolib.catalogue import branches
from audiolib.catalogue.branches import repository
from audiolib.catalogue.branches.repository import Note
from audiolib.catalogue.errors import (
    BranchCodeTakenError,
    BranchIncompleteError,
    BranchRoleError,
)
from audiolib.people.reader import Reader
from audiolib.rights import audit
from audiolib.tables.catalogue import BranchKind
from audiolib.tables.people import Role

LONGEST = 200


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
    _require(by, parent_id)
    code, name, note = _line("code", code), _line("name", name), _note(by, reason)
    repository.lock_tree(session)
    if repository.has_code(session, code):
        raise BranchCodeTakenError(code)
    number = branches.found(session, code, name, kind, parent_id, day, note)
    facts = {"parent": parent_id, "code": code, "name": name}
    _write(session, by, now, "founded", number, day, reason, **facts)
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
    _require(by, branch_id)
    name, note = _line("name", name), _note(by, reason)
    branches.rename(session, branch_id, day, name, note)
    _write(session, by, now, "renamed", branch_id, day, reason, name=name)


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
    _require(by, branch_id, parent_id, *_above(session, branch_id, day))
    branches.move(session, branch_id, day, parent_id, _note(by, reason))
    _write(session, by, now, "moved", branch_id, day, reason, parent=parent_id)


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
    _require(by, branch_id, into, *_above(session, branch_id, day))
    branches.merge(session, branch_id, into, day, _note(by, reason))
    _write(session, by, now, "merged", branch_id, day, reason, into=into)


def _above(session: Session, branch_id: int, day: date) -> tuple[int, ...]:
    """The branch above one, from which an act takes it away."""
    parent_id = branches.on(session, branch_id, day).parent_id
    return () if parent_id is None else (parent_id,)


def _require(by: Reader, *branch_ids: int) -> None:
    for branch_id in branch_ids:
        if not by.holds(Role.MANAGER, branch_id):
            raise BranchRoleError(branch_id)


def _note(by: Reader, reason: str) -> Note:
    return Note(_line("reason", reason), by.account_id)


def _line(field: str, text: str) -> str:
    plain = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())[:LONGEST]
    if not plain:
        raise BranchIncompleteError(field)
    return plain


def _write(
    session: Session,
    by: Reader,
    now: datetime,
    act: str,
    branch_id: int,
    day: date,
    reason: str,
    **facts: object,
) -> None:
    told = {"day": day.isoformat(), "reason": reason[:LONGEST], **facts}
    audit.write(session, by.actor, f"branch.{act}", f"branch:{branch_id}", now, told)
