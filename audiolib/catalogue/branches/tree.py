"""Branches as a dated tree: names and parents count from a day on, and nothing that was is lost."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlmodel import Session

from audiolib.catalogue.branches import repository
from audiolib.catalogue.branches.repository import UNSAID, Note
from audiolib.catalogue.errors import (
    BranchDayError,
    BranchLoopError,
    BranchNewError,
    BranchUnknownError,
)
from audiolib.catalogue.model import Placed
from audiolib.tables.catalogue import BranchKind


def found(
    session: Session,
    code: str,
    name: str,
    kind: BranchKind,
    parent_id: int | None,
    day: date,
    note: Note = UNSAID,
) -> int:
    """A new branch, from a day on; gives its number."""
    if parent_id is not None:
        on(session, parent_id, day)
    number = repository.add(session, code, kind)
    repository.begin(session, number, name, parent_id, day, note=note)
    return number


def on(session: Session, branch_id: int, day: date) -> Placed:
    """Name and parent of a branch on a day.

    Raises:
        BranchUnknownError: there was none on that day.
    """
    placed = repository.on(session, branch_id, day)
    if placed is None:
        raise BranchUnknownError(branch_id)
    return placed


def tree(session: Session, day: date) -> Sequence[Placed]:
    """Every branch of a day, parents before what is below them, and each level by name."""
    return repository.tree(session, day)


def below(session: Session, branch_id: int, day: date) -> frozenset[int]:
    """A branch and everything below it on a day."""
    return repository.below(session, branch_id, day)


def rename(session: Session, branch_id: int, day: date, name: str, note: Note = UNSAID) -> None:
    """Another name from a day on.

    Raises:
        BranchUnknownError: there is no such branch on that day.
        BranchDayError: it changes on a later day too.
    """
    now = _as_it_is(session, branch_id, day)
    repository.end(session, branch_id, day)
    repository.begin(session, branch_id, name, now.parent_id, day, via=now.via, note=note)


def move(
    session: Session, branch_id: int, day: date, parent_id: int | None, note: Note = UNSAID
) -> None:
    """Another place from a day on; who had a role by a merging that brought it here loses it.

    Raises:
        BranchUnknownError: there is no such branch, or no such parent, on that day.
        BranchDayError: it changes on a later day too.
        BranchLoopError: the parent lies below the branch itself.
    """
    _place(session, branch_id, day, parent_id, (), note)


def merge(session: Session, branch_id: int, into: int, day: date, note: Note = UNSAID) -> None:
    """That a branch became part of another one: what was below it is below that one now.

    Works, patrons and events keep the branch they had; reports follow its successor. Who has a
    role in the other branch, or above it, has it over all that came; who had one in this branch
    keeps it, and gets none over anything else.

    Raises:
        BranchUnknownError: one of the two is not there on that day.
        BranchDayError: it, or a branch right below it, changes on a later day too.
        BranchNewError: it begins on that very day.
        BranchLoopError: a branch can't become part of what lies below it.
    """
    repository.lock_tree(session)
    _as_it_is(session, branch_id, day)
    on(session, into, day)
    if repository.first(session, branch_id) == day:
        raise BranchNewError(branch_id, day)
    if into in below(session, branch_id, day):
        raise BranchLoopError(branch_id)
    for child in repository.children(session, branch_id, day):
        via = (*on(session, child, day).via, branch_id)
        _place(session, child, day, into, via, note)
    repository.end(session, branch_id, day)
    repository.succeed(session, branch_id, into, "merged", day, note)


def split(
    session: Session,
    branch_id: int,
    code: str,
    name: str,
    kind: BranchKind,
    day: date,
    note: Note = UNSAID,
    *,
    along: Collection[int] = (),
) -> int:
    """A new branch out of another one, beside it; gives its number.

    What lies right below the old one and is named in `along` lies below the new one from that day.

    Raises:
        BranchUnknownError: there is no such branch on that day, or no such one right below it.
        BranchDayError: one of those that go along changes on a later day too.
    """
    repository.lock_tree(session)
    now = on(session, branch_id, day)
    number = found(session, code, name, kind, now.parent_id, day, note)
    mine = repository.children(session, branch_id, day)
    for child in along:
        if child not in mine:
            raise BranchUnknownError(child)
        _place(session, child, day, number, (), note)
    repository.succeed(session, branch_id, number, "split", day, note)
    return number


def successor(session: Session, branch_id: int, day: date) -> int:
    """The branch that stands for a branch on a day: itself while it lasts, else what took it in."""
    seen = {branch_id}
    while (after := repository.merged_into(session, branch_id, day)) is not None:
        if after in seen:
            break
        seen.add(after)
        branch_id = after
    return branch_id


def _as_it_is(session: Session, branch_id: int, day: date) -> Placed:
    """A branch on a day that nothing comes behind.

    Raises:
        BranchUnknownError: there was none on that day.
        BranchDayError: it changes on a later day too.
    """
    placed = on(session, branch_id, day)
    if (last := repository.later(session, branch_id, day)) is not None:
        raise BranchDayError(branch_id, last)
    return placed


def _place(
    session: Session,
    branch_id: int,
    day: date,
    parent_id: int | None,
    via: tuple[int, ...],
    note: Note,
) -> None:
    repository.lock_tree(session)
    now = _as_it_is(session, branch_id, day)
    if parent_id is not None:
        on(session, parent_id, day)
        # A branch that moves later may already lie elsewhere then, so every later day counts too.
        if any(parent_id in below(session, branch_id, d) for d in repository.days(session, day)):
            raise BranchLoopError(branch_id)
    repository.end(session, branch_id, day)
    repository.begin(session, branch_id, now.name, parent_id, day, via=via, note=note)
