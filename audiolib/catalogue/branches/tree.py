"""Branches as a dated tree: names and parents count from a day on, and nothing that was is lost."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from audiolib.catalogue.branches import repository
from audiolib.catalogue.errors import BranchLoopError, BranchUnknownError
from audiolib.catalogue.model import Placed
from audiolib.tables.catalogue import BranchKind


def found(
    session: Session, code: str, name: str, kind: BranchKind, parent_id: int | None, day: date
) -> int:
    """A new branch, from a day on; gives its number."""
    if parent_id is not None:
        on(session, parent_id, day)
    return repository.add(session, code, kind, name, parent_id, day)


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


def change(
    session: Session, branch_id: int, day: date, *, name: str | None = None, **place: int | None
) -> None:
    """Another name, or another place (`parent_id`), from a day on; before it all stays as it was.

    Raises:
        BranchUnknownError: there is no such branch on that day.
        BranchLoopError: the parent lies below the branch itself.
    """
    now = on(session, branch_id, day)
    parent_id = place.get("parent_id", now.parent_id)
    if parent_id is not None:
        on(session, parent_id, day)
        repository.lock_tree(session)
        # A span that begins later may already say otherwise, so every later day counts too.
        if any(parent_id in below(session, branch_id, d) for d in repository.days(session, day)):
            raise BranchLoopError(branch_id)
    repository.end(session, branch_id, day)
    repository.begin(session, branch_id, name or now.name, parent_id, day)


def merge(session: Session, branch_id: int, into: int, day: date) -> None:
    """That a branch became part of another one: what was below it is below that one now.

    Works, patrons and events keep the branch they had; reports follow its successor.

    Raises:
        BranchUnknownError: one of the two is not there on that day.
        BranchLoopError: a branch can't become part of what lies below it.
    """
    on(session, branch_id, day)
    on(session, into, day)
    if into in below(session, branch_id, day):
        raise BranchLoopError(branch_id)
    for child in repository.children(session, branch_id, day):
        change(session, child, day, parent_id=into)
    repository.end(session, branch_id, day)
    repository.succeed(session, branch_id, into, "merged", day)


def split(
    session: Session, branch_id: int, code: str, name: str, kind: BranchKind, day: date
) -> int:
    """A new branch out of another one, beside it; gives its number."""
    now = on(session, branch_id, day)
    number = found(session, code, name, kind, now.parent_id, day)
    repository.succeed(session, branch_id, number, "split", day)
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
