"""A work is found as people type it, by those who may know of it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import true
from sqlmodel import Session, col, select

from audiolib.catalogue import (
    CursorError,
    IdentifierTakenError,
    Person,
    SearchRequest,
    WorkChangedError,
    WorkDraft,
    add_work,
    change_work,
    draft_of,
    install_collections,
    page,
    search,
)
from audiolib.catalogue.model import Facet
from audiolib.catalogue.search import matching
from audiolib.database import Database
from audiolib.tables import Branch, Work

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def _branch(session: Session) -> int:
    branch = Branch(code="bt")
    session.add(branch)
    session.flush()
    assert branch.id is not None
    return branch.id


def _shelf(session: Session) -> dict[str, int]:
    install_collections(session)
    branch = _branch(session)
    drafts = [
        WorkDraft(
            title="Dế Mèn phiêu lưu ký",
            language="vi",
            people=(Person("Tô Hoài"),),
            collections=("fairy_tales",),
            identifiers=(("isbn", "9786042088640"),),
        ),
        WorkDraft(title="Đất rừng phương Nam", language="vi", people=(Person("Đoàn Giỏi"),)),
        WorkDraft(
            title="Тіні забутих предків", language="uk", people=(Person("Михайло Коцюбинський"),)
        ),
        WorkDraft(title="کتاب‌های علی", language="fa"),
        WorkDraft(
            title="The Forest of the South", language="en", summary="After Đất rừng phương Nam."
        ),
    ]
    return {d.title: add_work(session, d, branch, NOW).id or 0 for d in drafts}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("dế mèn", "Dế Mèn phiêu lưu ký"),
        ("de men phieu", "Dế Mèn phiêu lưu ký"),
        ("DAT RUNG", "Đất rừng phương Nam"),
        ("phieu luu k", "Dế Mèn phiêu lưu ký"),
        ("to hoai", "Dế Mèn phiêu lưu ký"),
        ("de mem phieu luu", "Dế Mèn phiêu lưu ký"),
        ("9786042088640", "Dế Mèn phiêu lưu ký"),
        ("коцюбинс", "Тіні забутих предків"),
        ("كتابهای علي", "کتاب‌های علی"),
        ("کتاب های", "کتاب‌های علی"),
        ("south forest", "The Forest of the South"),
    ],
)
def test_what_people_type_finds_what_they_mean(database: Database, typed: str, first: str) -> None:
    with database.transaction() as session:
        shelf = _shelf(session)
        found = search(session, SearchRequest(words=typed), true())
        assert [w.id for w in found.works][:1] == [shelf[first]]


def test_a_work_that_somebody_may_not_know_of_is_neither_found_nor_counted(
    database: Database,
) -> None:
    with database.transaction() as session:
        shelf = _shelf(session)
        hidden = shelf["Đất rừng phương Nam"]
        open_ones = col(Work.id) != hidden
        found = search(session, SearchRequest(words="dat rung"), open_ones)
        assert hidden not in {w.id for w in found.works}
        everything = search(session, SearchRequest(), open_ones)
        assert everything.total == len(shelf) - 1
        assert sum(f.count for f in everything.facets["language"]) == everything.total


def test_pages_follow_each_other_without_gap_or_double(database: Database) -> None:
    with database.transaction() as session:
        branch = _branch(session)
        for number in range(25):
            add_work(session, WorkDraft(title=f"Truyện {number:02d}", language="vi"), branch, NOW)
        seen: list[str] = []
        after = ""
        while True:
            request = SearchRequest(words="truyen", sort="title", limit=10, after=after)
            found = search(session, request, true())
            seen += [w.title for w in found.works]
            after = found.next
            if not after:
                break
        assert seen == [f"Truyện {number:02d}" for number in range(25)]
        with pytest.raises(CursorError):
            search(session, SearchRequest(after="%%%"), true())


def test_a_work_comes_out_as_it_was_written_down(database: Database) -> None:
    draft = WorkDraft(
        title="Truyện Kiều",
        language="vi",
        subtitle="Đoạn trường tân thanh",
        people=(Person("Nguyễn Du", "aut", 1766, 1820), Person("Lan", "nrt")),
        series="Văn học cổ điển",
        series_number="3",
        identifiers=(("isbn", "1"), ("nlv", "2")),
        subjects=(("", "Thơ"),),
        collections=("talking_books",),
        summary="Trăm năm trong cõi người ta",
        marc={"500": ["note"]},
    )
    with database.transaction() as session:
        install_collections(session)
        work = add_work(session, draft, _branch(session), NOW)
        assert draft_of(session, work) == draft


def test_the_slower_of_two_editors_is_told_and_loses_nothing(database: Database) -> None:
    with database.transaction() as session:
        work = add_work(session, WorkDraft(title="A", language="en"), _branch(session), NOW)
        assert work.id is not None
        change_work(session, work.id, 1, WorkDraft(title="B", language="en"), NOW)
        with pytest.raises(WorkChangedError) as told:
            change_work(session, work.id, 1, WorkDraft(title="C", language="en"), NOW)
        assert told.value.version == 2
        assert work.title == "B"


def test_an_identifier_belongs_to_one_work(database: Database) -> None:
    with database.transaction() as session:
        branch = _branch(session)
        draft = WorkDraft(title="A", language="en", identifiers=(("isbn", "1"),))
        first = add_work(session, draft, branch, NOW)
        with pytest.raises(IdentifierTakenError) as told:
            add_work(
                session,
                WorkDraft(title="B", language="en", identifiers=(("isbn", "1"),)),
                branch,
                NOW,
            )
        assert told.value.work == first.id


def test_filters_narrow_words_and_lists_alike(database: Database) -> None:
    with database.transaction() as session:
        shelf = _shelf(session)
        crickets = shelf["Dế Mèn phiêu lưu ký"]
        for words in ("de men", "de mem phieu luu", ""):
            wanted = SearchRequest(words=words, language="vi", collection="fairy_tales")
            assert [w.id for w in search(session, wanted, true()).works] == [crickets]
            wanted = SearchRequest(words=words, language="en", collection="fairy_tales")
            assert search(session, wanted, true()).works == ()


@pytest.mark.parametrize("typed", ["'", "\\", "a' | 'b", "':*", "& ! ( )", "\x00", "=language:vi"])
def test_signs_of_the_database_are_only_signs(database: Database, typed: str) -> None:
    with database.transaction() as session:
        _shelf(session)
        search(session, SearchRequest(words=typed, language="'\\", subject="' | '"), true())
        search(session, SearchRequest(words=f"x{typed}"), true())


def test_a_number_is_found_whatever_stands_between_its_digits(database: Database) -> None:
    with database.transaction() as session:
        shelf = _shelf(session)
        found = search(session, SearchRequest(words="978-604-208-864-0"), true())
        assert [w.id for w in found.works] == [shelf["Dế Mèn phiêu lưu ký"]]


def test_every_work_comes_in_pages_and_hidden_ones_do_not(database: Database) -> None:
    with database.transaction() as session:
        shelf = _shelf(session)
        hidden = shelf["Đất rừng phương Nam"]
        seen: list[int] = []
        after = ""
        while True:
            part = page(session, col(Work.id) != hidden, after, 2)
            seen += [work.id for work in part.works]
            after = part.next
            if not after:
                break
        assert seen == sorted(set(shelf.values()) - {hidden})
        with pytest.raises(CursorError):
            page(session, true(), "x")


def test_series_ages_and_subjects_narrow_words_and_lists_alike(database: Database) -> None:
    with database.transaction() as session:
        branch = _branch(session)
        for title, first, last, series, subject in (
            ("Dế Mèn", 6, 10, "Tủ sách Vàng", "Côn trùng"),
            ("Dế Trũi", 3, 5, "Tủ sách Vàng", "Côn trùng"),
            ("Dế Choắt", 15, None, "", "Thơ"),
            ("Dế Than", None, None, "", ""),
        ):
            draft = WorkDraft(
                title=title,
                language="vi",
                age_from=first,
                age_to=last,
                series=series,
                subjects=(("", subject),) if subject else (),
            )
            add_work(session, draft, branch, NOW)

        def found(**told: str) -> list[str]:
            both = [
                sorted(work.title for work in search(session, request, true()).works)
                for request in (SearchRequest(**told), SearchRequest(words="de", **told))  # type: ignore[arg-type]
            ]
            assert both[0] == both[1]
            assert sorted(_matching(session, SearchRequest(**told))) == both[0]  # type: ignore[arg-type]
            return both[0]

        assert found(series="Tủ sách Vàng") == ["Dế Mèn", "Dế Trũi"]
        assert found(ages="9-12") == ["Dế Mèn"]
        assert found(ages="3-6") == ["Dế Trũi"]
        assert found(ages="15-18") == ["Dế Choắt"]
        assert found(ages="nào đó") == []
        assert found(subject="Côn trùng", ages="6-9") == ["Dế Mèn"]
        facets = search(session, SearchRequest(words="de"), true()).facets
        assert facets["series"] == (Facet("Tủ sách Vàng", 2),)
        assert facets["subject"] == (Facet("Côn trùng", 2), Facet("Thơ", 1))
        assert [facet.value for facet in facets["ages"]] == ["3-6", "6-9", "9-12", "15-18"]


def _matching(session: Session, request: SearchRequest) -> list[str]:
    return list(session.exec(select(Work.title).where(matching(request))))
