"""The SQL of works and of what stands beside their rows."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from audiolib.catalogue.errors import WorkUnknownError
from audiolib.catalogue.fold import fold
from audiolib.catalogue.model import Person
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


def work(session: Session, work_id: int, *, lock: bool = False) -> Work:
    """A work by its number; `lock` keeps others from changing it in the meantime.

    Raises:
        WorkUnknownError: there is none.
    """
    found = session.get(Work, work_id, with_for_update=lock or None, populate_existing=lock)
    if found is None:
        raise WorkUnknownError(work_id)
    return found


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
        select(Contributor).where(
            Contributor.name == person.name,
            col(Contributor.born).is_not_distinct_from(person.born),
        )
    ).first()
    if known is not None:
        known.died = known.died if person.died is None else person.died
        return _number(known.id)
    made = Contributor(
        name=person.name, folded=fold(person.name)[:SHORT], born=person.born, died=person.died
    )
    session.add(made)
    session.flush()
    return _number(made.id)


def set_subjects(session: Session, work_id: int, subjects: Iterable[tuple[str, str]]) -> None:
    """What a work is about."""
    session.exec(delete(WorkSubject).where(col(WorkSubject.work_id) == work_id))
    for scheme, term in dict.fromkeys(subjects):
        # Two people may add the same term at once: the slower one takes what is there then.
        made = insert(Subject).values(scheme=scheme, term=term).on_conflict_do_nothing()
        session.execute(made)
        known = session.exec(
            select(Subject.id).where(Subject.scheme == scheme, Subject.term == term)
        ).one()
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
    """Every column that is offered, in its order."""
    offered = select(Collection).where(col(Collection.retired_on).is_(None))
    return session.exec(offered.order_by(col(Collection.position), col(Collection.id))).all()


def series(session: Session, title: str) -> int:
    """The number of a series, made where there is none of that title."""
    session.execute(insert(Series).values(title=title).on_conflict_do_nothing())
    return _number(session.exec(select(Series.id).where(Series.title == title)).one())


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


def _number(value: int | None) -> int:
    if value is None:
        raise ValueError("the row was not kept yet")
    return value
