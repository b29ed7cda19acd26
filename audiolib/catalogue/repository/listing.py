"""The SQL of lists: their lines, their facets, and what narrows them."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, func, or_, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, col, select

from audiolib.catalogue.ages import OLDEST
from audiolib.catalogue.model import Facet, Listed
from audiolib.tables import (
    Collection,
    CollectionWork,
    Contribution,
    Contributor,
    Release,
    Series,
    Subject,
    Work,
    WorkSubject,
)

_KINDS = ("collection", "series", "subject")
# One way to the server for all three: it costs more than what is counted there.
_SHARED = text("""
WITH found AS (SELECT unnest(CAST(:works AS bigint[])) AS id)
SELECT 'collection' AS kind, c.code AS value, n FROM (
    SELECT collection_id, count(*) AS n
    FROM found JOIN collectionwork ON work_id = found.id GROUP BY collection_id
) AS counted JOIN collection c ON c.id = collection_id AND c.retired_on IS NULL
UNION ALL SELECT 'series', s.title, n FROM (
    SELECT series_id, count(*) AS n FROM found JOIN work ON work.id = found.id
    WHERE series_id IS NOT NULL GROUP BY series_id ORDER BY n DESC, series_id LIMIT :most
) AS counted JOIN series s ON s.id = series_id
UNION ALL SELECT 'subject', t.term, n FROM (
    SELECT subject_id, count(*) AS n FROM found JOIN worksubject ON work_id = found.id
    GROUP BY subject_id ORDER BY n DESC, subject_id LIMIT :most
) AS counted JOIN subject t ON t.id = subject_id
""")


def listed(session: Session, works: Sequence[int]) -> tuple[Listed, ...]:
    """Lines of a list, in the order given."""
    rows = session.exec(select(Work).where(col(Work.id) == _any(works))).all()
    names: dict[int, list[str]] = {}
    for number, name in session.exec(
        select(Contribution.work_id, Contributor.name)
        .join(Contributor, col(Contributor.id) == Contribution.contributor_id)
        .where(col(Contribution.work_id) == _any(works), Contribution.role == "aut")
        .order_by(col(Contribution.position))
    ):
        names.setdefault(number, []).append(name)
    sounds = {
        number: (duration, kind)
        for number, duration, kind in session.exec(
            select(Release.work_id, Release.duration_ms, Release.voice_kind)
            .where(col(Release.work_id) == _any(works), col(Release.withdrawn_at).is_(None))
            .order_by(col(Release.id))
        )
    }
    found = {
        _number(row.id): Listed(
            id=_number(row.id),
            title=row.title,
            subtitle=row.subtitle,
            people=tuple(names.get(_number(row.id), ())),
            language=row.language,
            audience=row.audience,
            rights_status=row.rights_status,
            published=row.published_at is not None,
            duration_ms=sounds.get(_number(row.id), (0, ""))[0],
            voice_kind=sounds.get(_number(row.id), (0, ""))[1],
        )
        for row in rows
    }
    return tuple(found[number] for number in works if number in found)


def after(session: Session, number: int, among: ColumnElement[bool], most: int) -> list[int]:
    """Numbers of works behind a number, in their order."""
    found = session.exec(
        select(Work.id).where(col(Work.id) > number, among).order_by(col(Work.id)).limit(most)
    )
    return [_number(each) for each in found]


def shared(session: Session, works: Sequence[int], most: int) -> dict[str, tuple[Facet, ...]]:
    """Columns, series and subjects that these works have, those of the most works first."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in _KINDS}
    told = {"works": list(works), "most": most}
    for kind, value, count in session.connection().execute(_SHARED, told):
        found[kind][value] += count  # several lists may have the same subject
    return {
        kind: tuple(
            Facet(value, count)
            for value, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        )
        for kind, counted in found.items()
    }


def in_collection(code: str) -> ColumnElement[bool]:
    """That a work stands in a column."""
    return col(Work.id).in_(
        select(CollectionWork.work_id)
        .join(Collection, col(Collection.id) == CollectionWork.collection_id)
        .where(Collection.code == code)
    )


def about(term: str) -> ColumnElement[bool]:
    """That a work has a subject."""
    return col(Work.id).in_(
        select(WorkSubject.work_id)
        .join(Subject, col(Subject.id) == WorkSubject.subject_id)
        .where(Subject.term == term)
    )


def of_series(title: str) -> ColumnElement[bool]:
    """That a work belongs to a series."""
    return col(Work.series_id).in_(select(Series.id).where(Series.title == title))


def aged(begin: int, end: int) -> ColumnElement[bool]:
    """That a work is for ages that touch these, `end` exclusive."""
    return and_(
        or_(col(Work.age_from).is_not(None), col(Work.age_to).is_not(None)),
        func.coalesce(Work.age_from, 0) < end,
        func.coalesce(Work.age_to, OLDEST) >= begin,
    )


def made_by(contributor: int) -> ColumnElement[bool]:
    """That a person had a part in a work."""
    return col(Work.id).in_(
        select(Contribution.work_id).where(Contribution.contributor_id == contributor)
    )


def _any(works: Sequence[int]) -> Any:
    """One of these numbers, as one parameter: a thousand of them take long to be written out."""
    return func.any(bindparam("works", list(works), type_=ARRAY(BigInteger), unique=True))


def _number(value: int | None) -> int:
    if value is None:
        raise ValueError("the row was not kept yet")
    return value
