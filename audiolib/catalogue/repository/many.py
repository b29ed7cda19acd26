"""The SQL of many works at once: a statement for each table, not for each work."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, func, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT, insert
from sqlmodel import Session, col, select

from audiolib.catalogue.fold import fold
from audiolib.catalogue.model import Person, WorkDraft
from audiolib.catalogue.seen import Seen
from audiolib.catalogue.tidy import SHORT
from audiolib.tables import (
    Collection,
    CollectionWork,
    Contribution,
    Contributor,
    Identifier,
    Series,
    Subject,
    Work,
    WorkSubject,
)
from audiolib.tables.catalogue import RightsStatus

Who = tuple[str, int | None]
_SUBJECTS = text(
    "SELECT s.scheme, s.term, s.id FROM subject s"
    " JOIN unnest(CAST(:schemes AS text[]), CAST(:terms AS text[])) AS t (scheme, term)"
    " ON s.scheme = t.scheme AND s.term = t.term"
)
_NUMBERS = text(
    "SELECT nextval(pg_get_serial_sequence('work', 'id')) FROM generate_series(1, :count)"
)
_COLUMNS = ", ".join(Work.model_fields)
_ADD = text(
    f"INSERT INTO work ({_COLUMNS}) SELECT {_COLUMNS}"  # noqa: S608 — the columns are our own
    " FROM jsonb_populate_recordset(NULL::work, CAST(:rows AS jsonb))"
)
_CHANGED = (
    *("title", "subtitle", "language", "sort_title", "summary", "genre", "audience", "age_from"),
    *("age_to", "first_published", "print_extent", "series_id", "series_number", "marc"),
    "changed_at",
)
_CHANGE = text(
    "UPDATE work SET version = work.version + 1, "  # noqa: S608 — the columns are our own
    + ", ".join(f"{name} = told.{name}" for name in _CHANGED)
    + " FROM jsonb_populate_recordset(NULL::work, CAST(:rows AS jsonb)) AS told"
    " WHERE work.id = told.id AND work.version = told.version RETURNING work.id"
)
_NEW = {"rights_status": RightsStatus.UNKNOWN.value, "version": 1}
_ZERO = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""The sign 0 as JSON writes it; a backslash that is written itself is two."""
_INDEX = text(
    "INSERT INTO workindex (work_id, title, text, heads, words)"
    " SELECT id, title, text, CAST(heads AS tsvector), CAST(words AS tsvector)"
    " FROM unnest(CAST(:id AS bigint[]), CAST(:title AS text[]), CAST(:text AS text[]),"
    " CAST(:heads AS text[]), CAST(:words AS text[])) AS t (id, title, text, heads, words)"
    " ON CONFLICT (work_id) DO UPDATE SET title = excluded.title,"
    " text = excluded.text, heads = excluded.heads, words = excluded.words"
)


def add(
    session: Session,
    works: Sequence[Mapping[str, Any]],
    series: Mapping[str, int],
    drafts: Sequence[WorkDraft],
) -> list[int]:
    """Write the rows of works; gives their numbers, in their order."""
    found = session.connection().execute(_NUMBERS, {"count": len(works)})
    numbers = [number for (number,) in found]
    rows = [
        {**_NEW, **work, "id": number, "series_id": series.get(draft.series)}
        for number, work, draft in zip(numbers, works, drafts, strict=True)
    ]
    session.connection().execute(_ADD, {"rows": as_rows(rows)})
    return numbers


def change(
    session: Session,
    works: Sequence[Mapping[str, Any]],
    series: Mapping[str, int],
    drafts: Sequence[WorkDraft],
) -> set[int]:
    """Write the rows of works that are of the versions told; gives the numbers of those."""
    rows = [
        {**work, "series_id": series.get(draft.series)}
        for work, draft in zip(works, drafts, strict=True)
    ]
    found = session.connection().execute(_CHANGE, {"rows": as_rows(rows)})
    return {number for (number,) in found}


def clear(session: Session, numbers: Sequence[int]) -> None:
    """Take away what stands beside the rows of works, before it is written anew."""
    told = bindparam("works", list(numbers), type_=ARRAY(BigInteger))
    for table in (Contribution, WorkSubject, CollectionWork, Identifier):
        session.exec(delete(table).where(col(table.work_id) == func.any(told)))


def as_rows(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as JSON that PostgreSQL takes: without the sign 0, and without half characters."""
    told = json.dumps(list(rows), ensure_ascii=False, default=str)
    if "\\u0000" in told:
        told = _ZERO.sub(r"\1 ", told)
    return told.encode("utf-8", "replace").decode()


def series(session: Session, drafts: Iterable[WorkDraft]) -> dict[str, int]:
    """The numbers of the drafts' series, made where there are none of their titles."""
    titles = sorted({draft.series for draft in drafts if draft.series})
    if not titles:
        return {}
    _write(session, Series, [{"title": title} for title in titles], or_nothing=True)
    told = bindparam("titles", titles, type_=ARRAY(TEXT))
    found = session.exec(select(Series.title, Series.id).where(col(Series.title) == func.any(told)))
    return {title: number or 0 for title, number in found}


def set_people(session: Session, numbers: Sequence[int], drafts: Sequence[WorkDraft]) -> None:
    """Who made works; a person of the same name and years is the same person."""
    known = _contributors(session, [person for draft in drafts for person in draft.people])
    rows: dict[tuple[int, int, str], dict[str, Any]] = {}
    for number, draft in zip(numbers, drafts, strict=True):
        for position, person in enumerate(draft.people):
            who = known[person.name, person.born]
            told = {"work_id": number, "contributor_id": who, "role": person.role}
            rows.setdefault((number, who, person.role), {**told, "position": position})
    _write(session, Contribution, list(rows.values()))


def _contributors(session: Session, people: Sequence[Person]) -> dict[Who, int]:
    told = bindparam("names", sorted({person.name for person in people}), type_=ARRAY(TEXT))
    wanted = select(Contributor).where(col(Contributor.name) == func.any(told))
    # Of several rows of the same person the oldest counts, as it does for one work alone.
    rows = {(c.name, c.born): c for c in session.exec(wanted.order_by(col(Contributor.id).desc()))}
    for person in people:
        row = rows.get((person.name, person.born))
        if row is None:
            folded = fold(person.name)[:SHORT]
            row = Contributor(name=person.name, folded=folded, born=person.born, died=person.died)
            rows[person.name, person.born] = row
            session.add(row)
        elif person.died is not None:
            row.died = person.died
    session.flush()
    return {who: row.id or 0 for who, row in rows.items()}


def set_subjects(session: Session, numbers: Sequence[int], drafts: Sequence[WorkDraft]) -> None:
    """What works are about."""
    pairs = sorted({pair for draft in drafts for pair in draft.subjects})
    if not pairs:
        return
    rows = [{"scheme": scheme, "term": term} for scheme, term in pairs]
    _write(session, Subject, rows, or_nothing=True)
    told = {"schemes": [scheme for scheme, _ in pairs], "terms": [term for _, term in pairs]}
    found = session.connection().execute(_SUBJECTS, told)
    known = {(scheme, term): number for scheme, term, number in found}
    _write(
        session,
        WorkSubject,
        [
            {"work_id": number, "subject_id": known[pair]}
            for number, draft in zip(numbers, drafts, strict=True)
            for pair in dict.fromkeys(draft.subjects)
        ],
    )


def set_collections(session: Session, numbers: Sequence[int], drafts: Sequence[WorkDraft]) -> None:
    """The columns that works stand in; one that is not known is left out."""
    codes = {code for draft in drafts for code in draft.collections}
    if not codes:
        return
    found = session.exec(
        select(Collection.code, Collection.id).where(col(Collection.code).in_(codes))
    )
    known = {code: number or 0 for code, number in found}
    _write(
        session,
        CollectionWork,
        [
            {"work_id": number, "collection_id": known[code], "position": 0}
            for number, draft in zip(numbers, drafts, strict=True)
            for code in dict.fromkeys(draft.collections)
            if code in known
        ],
    )


def set_identifiers(session: Session, numbers: Sequence[int], drafts: Sequence[WorkDraft]) -> None:
    """The numbers that others know works by."""
    _write(
        session,
        Identifier,
        [
            {"work_id": number, "kind": kind, "value": value}
            for number, draft in zip(numbers, drafts, strict=True)
            for kind, value in dict.fromkeys(draft.identifiers)
        ],
    )


def index(session: Session, numbers: Sequence[int], seen: Sequence[Seen]) -> None:
    """What search sees of works."""
    told: dict[str, Sequence[Any]] = {
        name: [getattr(one, name) for one in seen] for name in ("title", "text", "heads", "words")
    }
    session.connection().execute(_INDEX, {"id": list(numbers), **told})


def _write(
    session: Session,
    table: type[Any],
    rows: Sequence[Mapping[str, Any]],
    *,
    or_nothing: bool = False,
) -> None:
    if rows:
        statement = insert(table)
        if or_nothing:
            statement = statement.on_conflict_do_nothing()
        session.connection().execute(statement, list(rows))
