"""The columns of the library's offer: what they are called, their order, and what stands in them.

They belong to the whole library, so whoever manages a branch at the top manages them.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from audiolib.catalogue import repository
from audiolib.catalogue.branches import tree
from audiolib.catalogue.errors import (
    ColumnIncompleteError,
    ColumnRoleError,
    ColumnUnknownError,
)
from audiolib.catalogue.repository import columns as kept
from audiolib.catalogue.works import change_work, draft_of
from audiolib.people.reader import Reader
from audiolib.rights import audit
from audiolib.slug import slug
from audiolib.tables import Collection
from audiolib.tables.people import Role

LANGUAGES = ("vi", "en", "uk", "ru", "fa")
LONGEST = 100


def title_of(column: Collection, language: str) -> str:
    """What a column is called in a language; in another one where it has no name in that."""
    named = [column.titles.get(tag, "") for tag in (language, *LANGUAGES)]
    return next((name for name in named if name), column.code)


def may_arrange(session: Session, by: Reader, now: datetime) -> bool:
    """Whether somebody manages a branch at the top of the tree today."""
    top = [b.id for b in tree(session, now.astimezone().date()) if b.parent_id is None]
    return any(by.holds(Role.MANAGER, number) for number in top)


def add(session: Session, by: Reader, now: datetime, titles: Mapping[str, str]) -> int:
    """A new column behind the others; gives its number.

    Raises:
        ColumnRoleError: somebody else arranges the offer.
        ColumnIncompleteError: it is called nothing in any language.
    """
    _require(session, by, now)
    names = _names(titles)
    columns = kept.held(session)
    stem = slug(next(iter(names.values())), "column").replace("-", "_")
    taken = {column.code for column in columns}
    codes = (f"{stem}_{n}" if n else stem for n in range(len(taken) + 2))
    code = next(told for told in codes if told not in taken)
    number = kept.add(session, code, names, len(columns))
    _tell(session, by, now, "added", number, code=code, titles=names)
    return number


def rename(
    session: Session, by: Reader, now: datetime, column_id: int, titles: Mapping[str, str]
) -> None:
    """Other names for a column; addresses and records know it by its code, which stays.

    Raises:
        ColumnRoleError, ColumnUnknownError, ColumnIncompleteError
    """
    column = _column(session, by, now, column_id)
    column.titles = _names(titles)
    kept.keep(session, column)
    _tell(session, by, now, "renamed", column_id, titles=column.titles)


def shift(session: Session, by: Reader, now: datetime, column_id: int, by_places: int) -> None:
    """A place further up (-1) or down (1) among those that are offered; ends stay where they are.

    Raises:
        ColumnRoleError, ColumnUnknownError
    """
    _column(session, by, now, column_id)
    columns = kept.held(session)
    offered = [column for column in columns if column.retired_on is None]
    at = next((n for n, column in enumerate(offered) if column.id == column_id), None)
    if at is None or not 0 <= at + by_places < len(offered):
        return
    offered.insert(at + by_places, offered.pop(at))
    retired = [column for column in columns if column.retired_on is not None]
    kept.order(session, [*offered, *retired])
    _tell(session, by, now, "moved", column_id, place=at + by_places + 1)


def retire(session: Session, by: Reader, now: datetime, column_id: int) -> None:
    """Offer a column no longer; its works keep their places, and it can come back.

    Raises:
        ColumnRoleError, ColumnUnknownError
    """
    column = _column(session, by, now, column_id)
    if column.retired_on is None:
        column.retired_on = now.astimezone().date()
        kept.keep(session, column)
        _tell(session, by, now, "retired", column_id)


def offer(session: Session, by: Reader, now: datetime, column_id: int) -> None:
    """Offer a retired column again, behind the others.

    Raises:
        ColumnRoleError, ColumnUnknownError
    """
    column = _column(session, by, now, column_id)
    if column.retired_on is not None:
        column.retired_on = None
        others = [c for c in kept.held(session) if c.id != column_id]
        there = [c for c in others if c.retired_on is None]
        kept.order(session, [*there, column, *(c for c in others if c.retired_on is not None)])
        _tell(session, by, now, "offered", column_id)


def put(session: Session, by: Reader, now: datetime, column_id: int, work_id: int) -> None:
    """Let a work stand in a column.

    Raises:
        ColumnRoleError, ColumnUnknownError, WorkUnknownError
    """
    _place(session, by, now, column_id, work_id, stands=True)


def take_out(session: Session, by: Reader, now: datetime, column_id: int, work_id: int) -> None:
    """Let a work stand in a column no longer.

    Raises:
        ColumnRoleError, ColumnUnknownError, WorkUnknownError
    """
    _place(session, by, now, column_id, work_id, stands=False)


def _place(
    session: Session, by: Reader, now: datetime, column_id: int, work_id: int, *, stands: bool
) -> None:
    column = _column(session, by, now, column_id)
    work = repository.work(session, work_id, lock=True)
    draft = draft_of(session, work)
    codes = tuple(code for code in draft.collections if code != column.code)
    codes = (*codes, column.code) if stands else codes
    if set(codes) != set(draft.collections):
        change_work(session, work_id, work.version, replace(draft, collections=codes), now)
        act = "put" if stands else "taken"
        _tell(session, by, now, act, column_id, work=work_id)


def _column(session: Session, by: Reader, now: datetime, column_id: int) -> Collection:
    _require(session, by, now)
    for column in kept.held(session):
        if column.id == column_id:
            return column
    raise ColumnUnknownError(column_id)


def _require(session: Session, by: Reader, now: datetime) -> None:
    if not may_arrange(session, by, now):
        raise ColumnRoleError


def _names(titles: Mapping[str, str]) -> dict[str, str]:
    """The names that are some, each one line, in the order of the languages."""
    lines = {tag: " ".join(titles.get(tag, "").split())[:LONGEST] for tag in LANGUAGES}
    plain = {tag: "".join(c for c in line if c.isprintable()) for tag, line in lines.items()}
    if not any(plain.values()):
        raise ColumnIncompleteError
    return {tag: line for tag, line in plain.items() if line}


def _tell(
    session: Session, by: Reader, now: datetime, act: str, column_id: int, **facts: object
) -> None:
    audit.write(session, by.actor, f"column.{act}", f"column:{column_id}", now, facts)
