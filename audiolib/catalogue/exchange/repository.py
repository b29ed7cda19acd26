"""The SQL of records that come in: the works they are of, and the files they came in."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Text, bindparam, delete, func, tuple_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, col, select

from audiolib.catalogue.exchange.errors import RecordFileUnknownError
from audiolib.tables import Identifier, RecordFile, Work, WorkIndex

_FORGOTTEN = timedelta(days=7)
"""A file that nobody said yes to is kept so long."""


def holders(session: Session, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The works that have identifiers, by kind and value."""
    wanted = select(Identifier.kind, Identifier.value, Identifier.work_id).where(
        tuple_(col(Identifier.kind), col(Identifier.value)).in_(list(pairs))
    )
    return {(kind, value): number for kind, value, number in session.exec(wanted)}


def works(session: Session, numbers: Collection[int]) -> dict[int, Work]:
    """Works by their numbers; one that is not there is left out."""
    told = bindparam("numbers", list(numbers), type_=ARRAY(BigInteger))
    found = session.exec(select(Work).where(col(Work.id) == func.any(told)))
    return {work.id: work for work in found if work.id is not None}


def titled(session: Session, titles: Collection[str]) -> dict[tuple[str, str], int]:
    """The oldest work of each language and folded title (with its subtitle)."""
    told = bindparam("titles", list(titles), type_=ARRAY(Text))
    wanted = (
        select(Work.language, WorkIndex.title, func.min(Work.id))
        .join(WorkIndex, col(WorkIndex.work_id) == Work.id)
        .where(col(WorkIndex.title) == func.any(told))
        .group_by(Work.language, WorkIndex.title)
    )
    return {(language, title): n for language, title, n in session.exec(wanted) if n is not None}


def keep(session: Session, file: RecordFile) -> int:
    """Write a file down, and forget those that its person left lying."""
    session.exec(
        delete(RecordFile).where(
            col(RecordFile.by) == file.by,
            col(RecordFile.done_at).is_(None),
            col(RecordFile.at) < file.at - _FORGOTTEN,
        )
    )
    session.add(file)
    session.flush()
    return file.id or 0


def file(session: Session, number: int, by: int, *, lock: bool = False) -> RecordFile:
    """A file that somebody handed in; `lock` lets nobody else bring it in meanwhile.

    Raises:
        RecordFileUnknownError: there is none, or it is another person's.
    """
    found = session.get(RecordFile, number, with_for_update=lock or None, populate_existing=lock)
    if found is None or found.by != by:
        raise RecordFileUnknownError(number)
    return found


def newest(session: Session, by: int, most: int) -> Sequence[tuple[int, str, datetime, bool]]:
    """Number, name, time, and whether it is in, of the files that somebody handed in last."""
    found = session.exec(
        select(RecordFile.id, RecordFile.name, RecordFile.at, col(RecordFile.done_at).is_not(None))
        .where(RecordFile.by == by)
        .order_by(col(RecordFile.id).desc())
        .limit(most)
    )
    return [(number or 0, name, at, done) for number, name, at, done in found]
