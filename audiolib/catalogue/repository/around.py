"""What stands beside the rows of works, read for many of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import BigInteger, bindparam, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, col, select

from audiolib.catalogue.model import Person
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


@dataclass(slots=True)
class Around:
    """What stands beside the row of a work."""

    people: list[Person] = field(default_factory=list)
    series: str = ""
    identifiers: list[tuple[str, str]] = field(default_factory=list)
    subjects: list[tuple[str, str]] = field(default_factory=list)
    collections: list[str] = field(default_factory=list)


def around(session: Session, works: Sequence[int]) -> dict[int, Around]:
    """People, series, identifiers, subjects and columns of works, by their numbers."""
    found = {number: Around() for number in works}
    told = func.any(bindparam("works", list(works), type_=ARRAY(BigInteger)))
    people = (
        select(Contribution.work_id, Contributor, Contribution.role)
        .join(Contributor, col(Contribution.contributor_id) == Contributor.id)
        .where(col(Contribution.work_id) == told)
        .order_by(col(Contribution.position))
    )
    for number, person, role in session.exec(people):
        found[number].people.append(Person(person.name, role, person.born, person.died))
    series = (
        select(Work.id, Series.title)
        .join(Series, col(Work.series_id) == Series.id)
        .where(col(Work.id) == told)
    )
    for work, title in session.exec(series):
        found[work or 0].series = title
    identifiers = (
        select(Identifier.work_id, Identifier.kind, Identifier.value)
        .where(col(Identifier.work_id) == told)
        .order_by(col(Identifier.id))
    )
    for number, kind, value in session.exec(identifiers):
        found[number].identifiers.append((kind, value))
    subjects = (
        select(WorkSubject.work_id, Subject.scheme, Subject.term)
        .join(Subject, col(WorkSubject.subject_id) == Subject.id)
        .where(col(WorkSubject.work_id) == told)
        .order_by(Subject.scheme, Subject.term)
    )
    for number, scheme, term in session.exec(subjects):
        found[number].subjects.append((scheme, term))
    columns = (
        select(CollectionWork.work_id, Collection.code)
        .join(Collection, col(CollectionWork.collection_id) == Collection.id)
        .where(col(CollectionWork.work_id) == told)
        .order_by(col(Collection.position))
    )
    for number, code in session.exec(columns):
        found[number].collections.append(code)
    return found
