"""The SQL of records that come in: the works they are of, and the files they came in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, Integer, Text, bindparam, delete, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, col, select

from audiolib.catalogue.exchange.errors import RecordFileUnknownError
from audiolib.catalogue.repository.many import as_rows
from audiolib.tables import RecordFile, RecordMark, RecordRow, Work, WorkIndex
from audiolib.tables.records import RecordState, RowState

_FORGOTTEN = timedelta(days=7)
"""A file that nobody said yes to is kept so long."""
_ENTERING = 4_711_003
"""Of PostgreSQL's advisory locks."""
_HOLDERS = text(
    "SELECT i.kind, i.value, i.work_id FROM identifier i"
    " JOIN unnest(CAST(:kinds AS text[]), CAST(:values AS text[])) AS t (kind, value)"
    " ON i.kind = t.kind AND i.value = t.value"
)
_MARK = text(
    "INSERT INTO recordmark (file_id, mark, number)"
    " SELECT :file, * FROM unnest(CAST(:marks AS text[]), CAST(:numbers AS int[]))"
    " ON CONFLICT DO NOTHING"
)
_COLUMNS = tuple(RecordRow.model_fields)
_WRITE = text(
    f"INSERT INTO recordrow ({', '.join(_COLUMNS)})"  # noqa: S608 — the columns are our own
    f" SELECT {', '.join(_COLUMNS)}"
    " FROM jsonb_populate_recordset(NULL::recordrow, CAST(:rows AS jsonb))"
    " ON CONFLICT (file_id, number) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[2:])
)


def holders(session: Session, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The works that have identifiers, by kind and value."""
    told = session.connection().execute(_HOLDERS, _columns(pairs))
    return {(kind, value): number for kind, value, number in told}


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
            col(RecordFile.state).in_((RecordState.NEW, RecordState.LOOKED)),
            col(RecordFile.at) < file.at - _FORGOTTEN,
        )
    )
    session.add(file)
    session.flush()
    return file.id or 0


def file(session: Session, number: int, *, lock: bool = False) -> RecordFile:
    """A file that somebody handed in; `lock` holds it till the transaction ends.

    Raises:
        RecordFileUnknownError: there is none.
    """
    found = session.get(RecordFile, number, with_for_update=lock or None, populate_existing=lock)
    if found is None:
        raise RecordFileUnknownError(number)
    return found


def same(session: Session, told: RecordFile) -> RecordFile | None:
    """The file of the same bytes that a person handed in for the same, and did not bring in yet."""
    wanted = select(RecordFile).where(
        RecordFile.digest == told.digest,
        RecordFile.branch_id == told.branch_id,
        RecordFile.change == told.change,
        RecordFile.by == told.by,
        col(RecordFile.state).in_((RecordState.NEW, RecordState.LOOKED)),
    )
    return session.exec(wanted.order_by(col(RecordFile.id).desc()).limit(1)).first()


def newest(session: Session, by: int, most: int) -> Sequence[RecordFile]:
    """The files that somebody handed in last."""
    wanted = select(RecordFile).where(RecordFile.by == by)
    return session.exec(wanted.order_by(col(RecordFile.id).desc()).limit(most)).all()


def write_rows(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add the rows of a file, or write what became of them."""
    if rows:
        session.connection().execute(_WRITE, {"rows": as_rows(rows)})


def last_row(session: Session, file_id: int) -> int:
    """The highest number of a row that was looked at; 0 where there is none."""
    wanted = select(func.max(RecordRow.number)).where(RecordRow.file_id == file_id)
    return session.exec(wanted).one() or 0


def first_rows(session: Session, file_id: int, marks: Mapping[str, int]) -> dict[str, int]:
    """For each number the first row of a file that has it, which those given are if none was."""
    if not marks:
        return {}
    facts = {"file": file_id, "marks": list(marks), "numbers": list(marks.values())}
    session.connection().execute(_MARK, facts)
    told = bindparam("marks", list(marks), type_=ARRAY(Text))
    wanted = select(RecordMark.mark, RecordMark.number).where(
        RecordMark.file_id == file_id, col(RecordMark.mark) == func.any(told)
    )
    return dict(session.exec(wanted).all())


def forget_marks(session: Session, file_id: int) -> None:
    """Drop what told the rows of a file apart."""
    session.exec(delete(RecordMark).where(col(RecordMark.file_id) == file_id))


def counts(session: Session, file_id: int) -> dict[tuple[str, RowState], int]:
    """How many rows of a file do and did what."""
    wanted = (
        select(RecordRow.act, RecordRow.state, func.count())
        .where(RecordRow.file_id == file_id)
        .group_by(RecordRow.act, RecordRow.state)
    )
    return {(act, RowState(state)): count for act, state, count in session.exec(wanted)}


def waiting(
    session: Session, file_id: int, acts: Iterable[str], numbers: Collection[int]
) -> set[int]:
    """Which rows of a file are still to be brought in; they are held till the transaction ends."""
    told = bindparam("numbers", list(numbers), type_=ARRAY(Integer))
    wanted = select(RecordRow.number).where(
        RecordRow.file_id == file_id,
        col(RecordRow.number) == func.any(told),
        col(RecordRow.act).in_(list(acts)),
        RecordRow.state == RowState.LOOKED,
    )
    return set(session.exec(wanted.with_for_update()))


def first_waiting(session: Session, file_id: int, acts: Iterable[str]) -> tuple[int, int]:
    """The first row that is still to be brought in, and how many there are; 0 and 0: none."""
    wanted = select(func.min(RecordRow.number), func.count()).where(
        RecordRow.file_id == file_id,
        col(RecordRow.act).in_(list(acts)),
        RecordRow.state == RowState.LOOKED,
    )
    first, count = session.exec(wanted).one()
    return first or 0, count


def entered(session: Session, file_id: int, acts: Iterable[str], most: int) -> list[RecordRow]:
    """The last rows that are in and were not taken back, the last first; they are held."""
    wanted = (
        select(RecordRow)
        .where(
            RecordRow.file_id == file_id,
            col(RecordRow.act).in_(list(acts)),
            RecordRow.state == RowState.IN,
        )
        .order_by(col(RecordRow.number).desc())
        .limit(most)
        .with_for_update()
    )
    return list(session.exec(wanted))


def take_turns(session: Session) -> None:
    """Wait till no other file is being written: two at once would wait for each other's works."""
    session.connection().execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ENTERING})


def delete_work(session: Session, number: int, version: int) -> bool:
    """Delete a work that is of a version; tells whether it was.

    Raises:
        IntegrityError: something refers to it.
    """
    done = session.exec(delete(Work).where(col(Work.id) == number, col(Work.version) == version))
    return bool(done.rowcount)


def _columns(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    told = list(pairs)
    return {"kinds": [kind for kind, _ in told], "values": [value for _, value in told]}


def rows(
    session: Session, file_id: int, acts: Collection[str], after: int, most: int
) -> list[RecordRow]:
    """The rows of a file that do one of some things, in their order, behind a number."""
    wanted = select(RecordRow).where(
        RecordRow.file_id == file_id,
        col(RecordRow.act).in_(list(acts)),
        RecordRow.number > after,
    )
    return list(session.exec(wanted.order_by(col(RecordRow.number)).limit(most)))
