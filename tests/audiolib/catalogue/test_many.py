"""Many works at once are what each of them is alone, or none of them is."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from audiolib.catalogue import add_work, draft_of, install_collections, repository
from audiolib.catalogue.errors import WorkChangedError
from audiolib.catalogue.many import add_works, change_works
from audiolib.catalogue.model import Person, WorkDraft
from audiolib.catalogue.tidy import tidied
from audiolib.catalogue.works import change_work
from audiolib.database import Database
from audiolib.tables import Branch, Contributor, Subject, Work
from audiolib.tables.catalogue import Audience
from tests.audiolib.catalogue.exchange.works import DRAFT

NOW, LATER = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
PLAIN = WorkDraft(title="Dưới bóng \\u0000 “hoa”", language="vi")
RICH = WorkDraft(
    title="Truyện kể",
    language="vi",
    subtitle="Tập một",
    people=(Person("Tô Hoài", "aut", 1920), Person("Tô Hoài", "nrt", 1920), Person("Mai", "trl")),
    summary="Một.\nHai.",
    audience=Audience.CHILDREN,
    age_from=6,
    age_to=9,
    first_published=1950,
    series="Tủ sách",
    series_number="2",
    identifiers=(("uri", "urn:x:1"), ("uri", "urn:x:2")),
    subjects=(("", "Thơ"), ("lcsh", "Thơ"), ("", "Cổ tích")),
    collections=("fairy_tales", "none of ours"),
    marc={"fields": [{"tag": "500", "indicators": "  ", "parts": [["a", "Ghi chú"]]}]},
)
_INDEX = text("SELECT title, text, heads::text, words::text FROM workindex WHERE work_id = :id")
_BESIDE = {"id", "series_id"}


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        install_collections(session)
        session.add(Branch(code="bt"))
        session.flush()
        yield session


def whole(session: Session, number: int) -> object:
    """All that the tables hold of a work, but for what each has of its own."""
    session.expire_all()
    work = repository.work(session, number)
    draft = draft_of(session, work)
    draft = replace(draft, identifiers=tuple(kind_of for kind_of in sorted(draft.identifiers)))
    row = {name: getattr(work, name) for name in Work.model_fields if name not in _BESIDE}
    return draft, row, session.connection().execute(_INDEX, {"id": number}).one()


def without_numbers(draft: WorkDraft) -> WorkDraft:
    return tidied(replace(draft, identifiers=()))


@pytest.mark.parametrize("draft", [PLAIN, RICH, DRAFT], ids=["plain", "rich", "real"])
def test_a_work_among_many_is_what_it_is_alone(session: Session, draft: WorkDraft) -> None:
    told = without_numbers(draft)
    alone = add_work(session, told, 1, NOW).id or 0
    first, second = add_works(session, [told, told], [{}, {}], 1, NOW)
    assert alone < first < second
    assert whole(session, first) == whole(session, second) == whole(session, alone)


def test_numbers_come_along(session: Session) -> None:
    (number,) = add_works(session, [tidied(RICH)], [{"modes": ["auditory"]}], 1, NOW)
    work = repository.work(session, number)
    assert work.accessibility == {"modes": ["auditory"]}
    assert draft_of(session, work).identifiers == RICH.identifiers


def test_a_change_among_many_is_what_it_is_alone(session: Session) -> None:
    numbers = add_works(session, [without_numbers(RICH)] * 3, [{}] * 3, 1, NOW)
    after = without_numbers(
        replace(RICH, title="Khác", people=RICH.people[2:], series="", age_to=7)
    )
    change_work(session, numbers[0], 1, after, LATER)
    change_works(session, [(number, 1, after) for number in numbers[1:]], LATER)
    alone, *others = (whole(session, number) for number in numbers)
    assert others == [alone, alone]
    assert repository.work(session, numbers[1]).version == 2


def test_every_field_of_a_draft_can_be_changed(session: Session) -> None:
    (number,) = add_works(session, [tidied(PLAIN)], [{}], 1, NOW)
    change_works(session, [(number, 1, tidied(RICH))], LATER)
    session.expire_all()
    found = draft_of(session, repository.work(session, number))
    told = replace(RICH, collections=("fairy_tales",))
    for field in fields(told):
        value, wanted = getattr(found, field.name), getattr(told, field.name)
        assert (sorted(value) if field.name == "subjects" else value) == (
            sorted(wanted) if field.name == "subjects" else wanted
        ), field.name


def test_one_that_somebody_else_changed_lets_none_be_written(session: Session) -> None:
    first, second = add_works(session, [without_numbers(RICH)] * 2, [{}] * 2, 1, NOW)
    change_work(session, second, 1, without_numbers(PLAIN), LATER)
    told = without_numbers(replace(RICH, title="Khác"))
    with pytest.raises(WorkChangedError), session.begin_nested():
        change_works(session, [(first, 1, told), (second, 1, told)], LATER)
    session.expire_all()
    assert repository.work(session, first).title == RICH.title


def test_a_number_that_another_work_has_lets_none_be_written(session: Session) -> None:
    add_works(session, [tidied(RICH)], [{}], 1, NOW)
    with pytest.raises(IntegrityError), session.begin_nested():
        add_works(session, [tidied(PLAIN), tidied(RICH)], [{}, {}], 1, NOW)
    assert len(session.exec(select(Work)).all()) == 1


def test_people_and_terms_are_there_once(session: Session) -> None:
    add_works(session, [without_numbers(RICH)] * 5, [{}] * 5, 1, NOW)
    add_works(session, [without_numbers(RICH)], [{}], 1, NOW)
    assert sorted(one.name for one in session.exec(select(Contributor))) == ["Mai", "Tô Hoài"]
    assert len(session.exec(select(Subject)).all()) == 3
