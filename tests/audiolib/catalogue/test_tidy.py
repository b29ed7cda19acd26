"""What people write down is put in order, and what can't be kept is told."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiolib.catalogue import (
    Person,
    WorkDraft,
    WorkIncompleteError,
    WorkTooLongError,
    WorkWrongError,
    add_work,
    draft_of,
)
from audiolib.catalogue.tidy import tidied
from audiolib.database import Database
from audiolib.tables import Branch

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_white_space_is_single_and_signs_that_nobody_sees_go() -> None:
    draft = WorkDraft(
        title=" Dế\x00 Mèn\n phiêu  lưu ",
        language="vi",
        summary="Một\t dòng\r\n\nHai",
        people=(Person("  "), Person(" Tô  Hoài ")),
        subjects=(("", "Thơ "), ("", " Thơ"), ("", " ")),
    )
    tidy = tidied(draft)
    assert tidy.title == "Dế Mèn phiêu lưu"
    assert tidy.summary == "Một dòng\n\nHai"
    assert tidy.people == (Person("Tô Hoài"),)
    assert tidy.subjects == (("", "Thơ"),)


@given(st.text(min_size=1, max_size=60), st.text(max_size=60))
def test_tidying_twice_changes_nothing_more(title: str, summary: str) -> None:
    draft = WorkDraft(title=f"a{title}", language="en", summary=summary)
    assert tidied(tidied(draft)) == tidied(draft)


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (WorkDraft(title=" \x00", language="vi"), WorkIncompleteError),
        (WorkDraft(title="A", language=""), WorkIncompleteError),
        (WorkDraft(title="A", language="tiếng Việt"), WorkWrongError),
        (WorkDraft(title="A" * 1001, language="vi"), WorkTooLongError),
        (WorkDraft(title="A", language="vi", people=(Person("B" * 301),)), WorkTooLongError),
        (WorkDraft(title="A", language="vi", people=(Person("B", "author"),)), WorkWrongError),
        (WorkDraft(title="A", language="vi", age_from=9, age_to=6), WorkWrongError),
        (WorkDraft(title="A", language="vi", age_from=-1), WorkWrongError),
        (WorkDraft(title="A", language="vi", first_published=10**9), WorkWrongError),
    ],
)
def test_what_cannot_be_kept_is_told(draft: WorkDraft, error: type[Exception]) -> None:
    with pytest.raises(error):
        tidied(draft)


def test_the_longest_texts_that_are_allowed_fit_into_the_indexes(database: Database) -> None:
    # Letters that fold into eighteen, and letters of four bytes.
    draft = WorkDraft(
        title="ﷺ" * 1000,
        subtitle="𠀀" * 1000,
        language="fa",
        people=(Person("ﷺ" * 300), Person("𐍈" * 300)),
        series="𐍈" * 300,
        subjects=(("𐍈" * 300, "𐍈" * 300),),
        identifiers=(("nlv", "𐍈" * 300),),
        summary="từ'\\ " * 10_000,
    )
    with database.transaction() as session:
        session.add(Branch(code="bt"))
        session.flush()
        work = add_work(session, draft, 1, NOW)
        assert draft_of(session, work).title == draft.title
