"""A file of records goes out in parts, whole, and comes in again somewhere else."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from sqlalchemy import true
from sqlmodel import Session

from audiolib.catalogue import WorkDraft, add_work, draft_of, install_collections
from audiolib.catalogue import repository as catalogue
from audiolib.catalogue.exchange import Library, give, repository
from audiolib.catalogue.exchange.forms.parse import begun
from audiolib.catalogue.exchange.incoming.look import Act, looked
from audiolib.catalogue.model import SearchRequest
from audiolib.catalogue.search import matching
from audiolib.database import Database
from audiolib.tables import Branch
from tests.audiolib.catalogue.exchange.works import DRAFT

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LIBRARY = Library("VN-BT", "https://sachnoi.example")


def fill(database: Database, drafts: list[WorkDraft]) -> None:
    with database.transaction() as session:
        install_collections(session)
        session.add(Branch(code="bt"))
        session.flush()
        for draft in drafts:
            add_work(session, draft, 1, NOW)


def given(database: Database, form: str, request: SearchRequest | None = None) -> bytes:
    condition = matching(request) if request else true()
    return b"".join(give.give(form, database.transaction, lambda _: condition, LIBRARY))


def seen(session: Session, content: bytes, agency: str = "") -> list[tuple[Act, str]]:
    columns = {column.code: column for column in catalogue.collections(session)}
    rows = list(begun(BytesIO(content), "x", columns, agency).rows)
    shown = looked(session, rows, change=True, mine=lambda _: True)
    return [(row.act, row.title) for row in shown]


@pytest.mark.parametrize("form", give.FORMS)
def test_what_goes_out_in_parts_is_whole_and_known_again(
    database: Database, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(give, "_AT_ONCE", 2)
    titles = [f"Truyện {number}" for number in range(5)]
    fill(database, [DRAFT, *(WorkDraft(title=title, language="vi") for title in titles)])
    content = given(database, form)
    with database.transaction() as session:
        rows = seen(session, content, "VN-BT")
        assert [title for _act, title in rows] == [DRAFT.title, *titles]
        assert rows[0][0] in (Act.SAME, Act.CHANGE)
        if form in ("marc", "marcxml"):  # these name the work itself
            assert {act for act, _title in rows} == {Act.SAME}


def test_only_what_was_looked_for_goes_out(database: Database) -> None:
    others = [
        WorkDraft(title="Dế Mèn", language="vi", collections=("fairy_tales",)),
        WorkDraft(title="Dế Mèn", language="en"),
        WorkDraft(title="Truyện Kiều", language="vi"),
    ]
    fill(database, others)
    for request, count in (
        (SearchRequest(words="de men"), 2),
        (SearchRequest(words="de men", language="vi"), 1),
        (SearchRequest(collection="fairy_tales"), 1),
        (SearchRequest(words="không có"), 0),
    ):
        assert given(database, "marc", request).count(b"\x1d") == count


def test_a_record_that_is_too_long_goes_out_without_its_longest_notes(database: Database) -> None:
    fill(database, [WorkDraft(title="Dài", language="vi", summary="đường " * 8_000)])
    content = given(database, "marc")
    assert content.count(b"\x1d") == 1
    assert len(content) < 100_000
    with database.transaction() as session:
        assert [title for _act, title in seen(session, content)] == ["Dài"]


def test_many_works_are_read_as_one_by_one(database: Database) -> None:
    fill(database, [DRAFT, WorkDraft(title="B", language="en", subjects=(("", "x"),))])
    with database.transaction() as session:
        works = repository.works(session, [1, 2])
        around = catalogue.around(session, [1, 2])
        assert [draft_of(session, works[n]).title for n in (1, 2)] == [DRAFT.title, "B"]
        assert around[2].subjects == [("", "x")]
