"""The SQL of lists: their lines, their facets, and what narrows them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, func, or_
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


def columns(session: Session, works: Sequence[int]) -> tuple[Facet, ...]:
    """How many of these works each column has."""
    rows = session.exec(
        select(Collection.code, func.count())
        .join(CollectionWork, col(CollectionWork.collection_id) == Collection.id)
        .where(col(CollectionWork.work_id) == _any(works))
        .group_by(Collection.code)
        .order_by(func.count().desc(), Collection.code)
    )
    return tuple(Facet(code, count) for code, count in rows)


def subjects(session: Session, works: Sequence[int], most: int) -> tuple[Facet, ...]:
    """The subjects that most of these works have."""
    rows = session.exec(
        select(Subject.term, func.count())
        .join(WorkSubject, col(WorkSubject.subject_id) == Subject.id)
        .where(col(WorkSubject.work_id) == _any(works))
        .group_by(Subject.term)
        .order_by(func.count().desc(), Subject.term)
        .limit(most)
    )
    return tuple(Facet(term, count) for term, count in rows)


def in_series(session: Session, works: Sequence[int], most: int) -> tuple[Facet, ...]:
    """The series that most of these works belong to."""
    rows = session.exec(
        select(Series.title, func.count())
        .join(Work, col(Work.series_id) == Series.id)
        .where(col(Work.id) == _any(works))
        .group_by(Series.title)
        .order_by(func.count().desc(), Series.title)
        .limit(most)
    )
    return tuple(Facet(title, count) for title, count in rows)


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
