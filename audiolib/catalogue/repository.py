"""The catalogue's SQL."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, text
from sqlmodel import Session, col, select

from audiolib.catalogue.errors import WorkUnknownError
from audiolib.catalogue.fold import fold
from audiolib.catalogue.model import Facet, Listed, Person
from audiolib.tables import (
    Collection,
    CollectionWork,
    Contribution,
    Contributor,
    Identifier,
    Release,
    Series,
    Subject,
    Work,
    WorkIndex,
    WorkSubject,
)

_LONGEST = 20_000
"""Letters of a text that search sees: a tsvector holds a megabyte."""
_BEGINNING = 300
"""Letters of a title that an index holds: an entry takes at most 2,700 bytes."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside the row of a work."""

    people: tuple[Person, ...]
    series: str
    identifiers: tuple[tuple[str, str], ...]
    subjects: tuple[tuple[str, str], ...]
    collections: tuple[str, ...]


def work(session: Session, work_id: int, *, lock: bool = False) -> Work:
    """A work by its number; `lock` keeps others from changing it in the meantime.

    Raises:
        WorkUnknownError: there is none.
    """
    found = session.get(Work, work_id, with_for_update=lock or None, populate_existing=lock)
    if found is None:
        raise WorkUnknownError(work_id)
    return found


def around(session: Session, work_id: int) -> Around:
    """People, series, identifiers, subjects and columns of a work."""
    people = session.exec(
        select(Contributor, Contribution)
        .join(Contribution, col(Contribution.contributor_id) == Contributor.id)
        .where(Contribution.work_id == work_id)
        .order_by(col(Contribution.position))
    )
    series_title = session.exec(
        select(Series.title).join(Work, col(Work.series_id) == Series.id).where(Work.id == work_id)
    ).first()
    identifiers = session.exec(
        select(Identifier.kind, Identifier.value)
        .where(Identifier.work_id == work_id)
        .order_by(col(Identifier.id))
    )
    subjects = session.exec(
        select(Subject.scheme, Subject.term)
        .join(WorkSubject, col(WorkSubject.subject_id) == Subject.id)
        .where(WorkSubject.work_id == work_id)
        .order_by(Subject.scheme, Subject.term)
    )
    collections = session.exec(
        select(Collection.code)
        .join(CollectionWork, col(CollectionWork.collection_id) == Collection.id)
        .where(CollectionWork.work_id == work_id)
        .order_by(col(Collection.position))
    )
    return Around(
        tuple(Person(c.name, part.role, c.born, c.died) for c, part in people),
        series_title or "",
        tuple(identifiers),
        tuple(subjects),
        tuple(collections),
    )


def set_people(session: Session, work_id: int, people: Sequence[Person]) -> None:
    """Who made a work; a person of the same name and years is the same person."""
    session.exec(delete(Contribution).where(col(Contribution.work_id) == work_id))
    given: set[tuple[int, str]] = set()
    for position, person in enumerate(people):
        number = _contributor(session, person)
        if (number, person.role) not in given:
            given.add((number, person.role))
            session.add(
                Contribution(
                    work_id=work_id, contributor_id=number, role=person.role, position=position
                )
            )
    session.flush()


def _contributor(session: Session, person: Person) -> int:
    known = session.exec(
        select(Contributor.id).where(
            Contributor.name == person.name,
            col(Contributor.born).is_not_distinct_from(person.born),
        )
    ).first()
    if known is not None:
        return known
    made = Contributor(
        name=person.name, folded=fold(person.name), born=person.born, died=person.died
    )
    session.add(made)
    session.flush()
    return _number(made.id)


def set_subjects(session: Session, work_id: int, subjects: Iterable[tuple[str, str]]) -> None:
    """What a work is about."""
    session.exec(delete(WorkSubject).where(col(WorkSubject.work_id) == work_id))
    for scheme, term in dict.fromkeys(subjects):
        known = session.exec(
            select(Subject.id).where(Subject.scheme == scheme, Subject.term == term)
        ).first()
        if known is None:
            made = Subject(scheme=scheme, term=term)
            session.add(made)
            session.flush()
            known = made.id
        session.add(WorkSubject(work_id=work_id, subject_id=_number(known)))
    session.flush()


def set_collections(session: Session, work_id: int, codes: Iterable[str]) -> None:
    """The columns a work stands in; one that is not known is left out."""
    session.exec(delete(CollectionWork).where(col(CollectionWork.work_id) == work_id))
    known = session.exec(select(Collection.id).where(col(Collection.code).in_(list(codes))))
    session.add_all(CollectionWork(work_id=work_id, collection_id=_number(n)) for n in known)
    session.flush()


def make_collection(session: Session, code: str, titles: dict[str, str], position: int) -> None:
    """A column, unless there is one of that code."""
    if session.exec(select(Collection.id).where(Collection.code == code)).first() is None:
        session.add(Collection(code=code, titles=titles, position=position))
        session.flush()


def collections(session: Session) -> Sequence[Collection]:
    """Every column, in its order."""
    return session.exec(select(Collection).order_by(col(Collection.position))).all()


def series(session: Session, title: str) -> int:
    """The number of a series, made where there is none of that title."""
    known = session.exec(select(Series.id).where(Series.title == title)).first()
    if known is not None:
        return known
    made = Series(title=title)
    session.add(made)
    session.flush()
    return _number(made.id)


def holder_of(session: Session, kind: str, value: str) -> int | None:
    """The work that has an identifier."""
    return session.exec(
        select(Identifier.work_id).where(Identifier.kind == kind, Identifier.value == value)
    ).first()


def set_identifiers(session: Session, work_id: int, identifiers: Iterable[tuple[str, str]]) -> None:
    """The numbers that others know a work by."""
    session.exec(delete(Identifier).where(col(Identifier.work_id) == work_id))
    session.add_all(
        Identifier(work_id=work_id, kind=kind, value=value)
        for kind, value in dict.fromkeys(identifiers)
    )
    session.flush()


def index(
    session: Session, work_id: int, *, title: str, people: str, rest: str, numbers: str
) -> None:
    """What search sees of a work, all of it folded."""
    session.execute(
        text(
            "WITH told AS (SELECT setweight(to_tsvector('simple', :title), 'A') ||"
            " setweight(to_tsvector('simple', :people), 'B') ||"
            " setweight(to_tsvector('simple', :numbers), 'C') AS heads)"
            " INSERT INTO workindex (work_id, title, text, heads, words)"
            " SELECT :work, :begins, :short, heads,"
            " heads || setweight(to_tsvector('simple', :rest), 'D') FROM told"
            " ON CONFLICT (work_id) DO UPDATE SET title = excluded.title,"
            " text = excluded.text, heads = excluded.heads, words = excluded.words"
        ),
        {
            "work": work_id,
            "title": title[:_LONGEST],
            "begins": title[:_BEGINNING],
            "short": f"{title} {people}".strip()[:_LONGEST],
            "people": people[:_LONGEST],
            "rest": rest[:_LONGEST],
            "numbers": numbers[:_LONGEST],
        },
    )


def by_words(
    session: Session, query: str, among: ColumnElement[bool], most: int
) -> dict[int, float]:
    """Works that have all words of a text search query, and how well they do, at most so many."""
    tsquery = func.to_tsquery("simple", query)
    found = (
        select(WorkIndex.work_id, col(WorkIndex.words).label("words"))
        .join(Work, col(Work.id) == WorkIndex.work_id)
        .where(col(WorkIndex.words).op("@@")(tsquery), among)
        .limit(most)
        .subquery()
    )
    ranked = select(found.c.work_id, func.ts_rank(found.c.words, tsquery))
    return {number: float(rank) for number, rank in session.exec(ranked)}


def by_title(
    session: Session, beginning: str, among: ColumnElement[bool], most: int
) -> dict[int, str]:
    """Works whose folded title begins so, and that title."""
    pattern = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    found = session.exec(
        select(WorkIndex.work_id, WorkIndex.title)
        .join(Work, col(Work.id) == WorkIndex.work_id)
        .where(col(WorkIndex.title).like(pattern), among)
        .limit(most)
    )
    return dict(found.all())


def by_likeness(
    session: Session, words: str, among: ColumnElement[bool], most: int
) -> dict[int, float]:
    """Works whose title or people are most like these words, letter by letter (pg_trgm)."""
    likeness = func.word_similarity(words, col(WorkIndex.text))
    found = session.exec(
        select(WorkIndex.work_id, likeness)
        .join(Work, col(Work.id) == WorkIndex.work_id)
        .where(bindparam("words", words).op("<%")(col(WorkIndex.text)), among)
        .order_by(likeness.desc())
        .limit(most)
    )
    return {number: float(like) for number, like in found}


def newest(session: Session, among: ColumnElement[bool], sort: str, most: int) -> list[int]:
    """Numbers of works without looking for words, in the order of a sort, at most so many."""
    order: Any = col(Work.sort_title) if sort == "title" else col(Work.id).desc()
    return list(session.exec(select(_work_id()).where(among).order_by(order).limit(most)))


def titled(session: Session, works: Iterable[int]) -> dict[int, str]:
    """The sort keys of works."""
    found = session.exec(select(_work_id(), Work.sort_title).where(col(Work.id).in_(list(works))))
    return dict(found.all())


def listed(session: Session, works: Sequence[int]) -> tuple[Listed, ...]:
    """Lines of a list, in the order given."""
    rows = session.exec(select(Work).where(col(Work.id).in_(works))).all()
    names: dict[int, list[str]] = {}
    for number, name in session.exec(
        select(Contribution.work_id, Contributor.name)
        .join(Contributor, col(Contributor.id) == Contribution.contributor_id)
        .where(col(Contribution.work_id).in_(works), Contribution.role == "aut")
        .order_by(col(Contribution.position))
    ):
        names.setdefault(number, []).append(name)
    sounds = {
        number: (duration, kind)
        for number, duration, kind in session.exec(
            select(Release.work_id, Release.duration_ms, Release.voice_kind)
            .where(col(Release.work_id).in_(works), col(Release.withdrawn_at).is_(None))
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


def facets(session: Session, works: Sequence[int]) -> dict[str, tuple[Facet, ...]]:
    """How many of these works each language, audience and column has."""
    if not works:
        return {}
    counted: dict[str, tuple[Facet, ...]] = {}
    among = col(Work.id).in_(works)
    for name, column in (("language", Work.language), ("audience", Work.audience)):
        rows = session.exec(
            select(column, func.count()).where(among).group_by(column).order_by(func.count().desc())
        )
        counted[name] = tuple(Facet(str(value), count) for value, count in rows)
    rows_ = session.exec(
        select(Collection.code, func.count())
        .join(CollectionWork, col(CollectionWork.collection_id) == Collection.id)
        .where(col(CollectionWork.work_id).in_(works))
        .group_by(Collection.code)
        .order_by(func.count().desc())
    )
    counted["collection"] = tuple(Facet(code, count) for code, count in rows_)
    return counted


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


def made_by(contributor: int) -> ColumnElement[bool]:
    """That a person had a part in a work."""
    return col(Work.id).in_(
        select(Contribution.work_id).where(Contribution.contributor_id == contributor)
    )


def _work_id() -> Any:
    return col(Work.id)


def _number(value: int | None) -> int:
    if value is None:
        raise ValueError("the row was not kept yet")
    return value
