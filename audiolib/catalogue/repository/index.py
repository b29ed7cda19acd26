"""The SQL of search: what it looks at, and the works it finds there."""

from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, cast, func, select, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from audiolib.catalogue.model import Candidate
from audiolib.catalogue.seen import Seen
from audiolib.tables import Work, WorkIndex

_BY_LENGTH = 1
"""`ts_rank` divides by 1 + the logarithm of the length: a short title with the word comes first."""


def index(session: Session, work_id: int, seen: Seen) -> None:
    """What search sees of a work."""
    session.execute(
        text(
            "INSERT INTO workindex (work_id, title, text, heads, words)"
            " VALUES (:work, :title, :text, CAST(:heads AS tsvector), CAST(:words AS tsvector))"
            " ON CONFLICT (work_id) DO UPDATE SET title = excluded.title,"
            " text = excluded.text, heads = excluded.heads, words = excluded.words"
        ),
        {
            "work": work_id,
            "title": seen.title,
            "text": seen.text,
            "heads": seen.heads,
            "words": seen.words,
        },
    )


def by_heads(
    session: Session, query: str, among: ColumnElement[bool], most: int
) -> list[Candidate]:
    """Works whose title, people and numbers have all words of a text search query."""
    return _by_words(session, col(WorkIndex.heads), query, among, most)


def by_words(
    session: Session, query: str, among: ColumnElement[bool], most: int
) -> list[Candidate]:
    """Works that have all words of a text search query anywhere."""
    return _by_words(session, col(WorkIndex.words), query, among, most)


def has_words(query: str) -> ColumnElement[bool]:
    """That a work has all words of a text search query anywhere."""
    return col(Work.id).in_(
        select(col(WorkIndex.work_id)).where(col(WorkIndex.words).op("@@")(cast(query, TSQUERY)))
    )


def by_title(
    session: Session, beginning: str, query: str, among: ColumnElement[bool], most: int
) -> list[Candidate]:
    """Works whose folded title begins so, and that fit a text search query where there is one."""
    score: ColumnElement[float] = bindparam("score", 0.0)
    found = _candidates(score).where(col(WorkIndex.title).startswith(beginning, autoescape=True))
    if query:
        found = found.where(col(WorkIndex.heads).op("@@")(cast(query, TSQUERY)))
    return _read(session, found.where(among).limit(most))


def by_most_words(
    session: Session, query: str, words: str, among: ColumnElement[bool], most: int
) -> list[Candidate]:
    """Works whose title, people and numbers fit a query, ranked by how like they are to words."""
    likeness = func.word_similarity(words, col(WorkIndex.text))
    fits = col(WorkIndex.heads).op("@@")(cast(query, TSQUERY))
    return _read(session, _candidates(likeness).where(fits, among).limit(most))


def by_likeness(
    session: Session, words: str, among: ColumnElement[bool], most: int
) -> list[Candidate]:
    """Works whose title or people are most like these words, letter by letter (pg_trgm)."""
    likeness = func.word_similarity(words, col(WorkIndex.text))
    found = (
        _candidates(likeness)
        .where(bindparam("words", words).op("<%")(col(WorkIndex.text)), among)
        .order_by(likeness.desc())
        .limit(most)
    )
    return _read(session, found)


def newest(
    session: Session, among: ColumnElement[bool], sort: str, most: int, *, published: bool
) -> list[Candidate]:
    """Works without looking for words, in the order of a sort."""
    found = _candidates(bindparam("score", 0.0)).where(among)
    if sort == "title":
        found = found.order_by(col(Work.sort_title), col(Work.id))
    elif published:
        found = found.order_by(col(Work.published_at).desc(), col(Work.id).desc())
    else:
        found = found.order_by(col(Work.id).desc())
    return _read(session, found.limit(most))


def _by_words(
    session: Session, where: Mapped[Any], query: str, among: ColumnElement[bool], most: int
) -> list[Candidate]:
    tsquery = cast(query, TSQUERY)
    rank = func.ts_rank(where, tsquery, _BY_LENGTH)
    found = _candidates(rank).where(where.op("@@")(tsquery), among)
    return _read(session, found.limit(most))


def _candidates(score: ColumnElement[Any]) -> Select[Any]:
    return (
        select(
            col(Work.id),
            col(Work.language),
            col(Work.audience),
            col(Work.sort_title),
            col(WorkIndex.title),
            col(Work.age_from),
            col(Work.age_to),
            score.label("score"),
        )
        .select_from(WorkIndex)
        .join(Work, col(Work.id) == WorkIndex.work_id)
    )


def _read(session: Session, found: Select[Any]) -> list[Candidate]:
    return [Candidate(*row) for row in session.execute(found)]
