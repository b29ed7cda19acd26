"""A file of records is looked at first, brought in once, taken back, and stops at no bad row."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason
from pymarc import Field, Indicators, Record, Subfield
from sqlmodel import Session, select

from audiolib.catalogue import WorkDraft, add_work, draft_of, repository
from audiolib.catalogue.exchange import as_iso2709, as_marcxml, record
from audiolib.catalogue.exchange import repository as files
from audiolib.catalogue.exchange.errors import (
    RecordFileUnknownError,
    RecordsEmptyError,
    RecordsRefusedError,
    RecordsStateError,
    RecordsTooLargeError,
)
from audiolib.catalogue.exchange.forms import sheet
from audiolib.catalogue.exchange.forms.dublin_core import dcterms, oai_dc
from audiolib.catalogue.exchange.forms.faults import told
from audiolib.catalogue.exchange.forms.spreadsheet import table
from audiolib.catalogue.exchange.incoming import bring
from audiolib.catalogue.exchange.incoming.listed import Sums, faults_of, listed
from audiolib.catalogue.exchange.incoming.look import Act
from audiolib.catalogue.repository.many import as_rows
from audiolib.catalogue.works import change_work
from audiolib.database import Database
from audiolib.database.blobs import referred
from audiolib.jobs.progress import Telling
from audiolib.jobs.run import Call, run
from audiolib.people.reader import Granted, Reader
from audiolib.tables import AuditEntry, Demand, Grant, Work
from audiolib.tables.people import Role
from tests.audiolib.catalogue.exchange.incoming.desk import NOW, STEPS, Desk, set_up
from tests.audiolib.catalogue.exchange.works import DRAFT, TOLD

FORMS = {
    "marc": as_iso2709([record(DRAFT, TOLD)]),
    "marcxml": as_marcxml([record(DRAFT, TOLD)]),
    "dc": oai_dc(DRAFT, TOLD),
    "dcterms": dcterms(DRAFT, TOLD),
    "csv": sheet.as_csv(table([DRAFT], "vi")),
    "xlsx": sheet.as_xlsx(table([DRAFT], "en")),
}


def csv(*drafts: WorkDraft) -> bytes:
    return sheet.as_csv(table(drafts, "vi"))


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return set_up(database, tmp_path)


def written(desk: Desk, do: Callable[[Session], Work]) -> int:
    with desk.service.database.transaction() as session:
        return do(session).id or 0


def draft(desk: Desk, number: int) -> WorkDraft:
    with desk.service.database.transaction() as session:
        return draft_of(session, repository.work(session, number))


@pytest.mark.parametrize("form", FORMS)
def test_a_record_of_each_form_comes_in(desk: Desk, form: str) -> None:
    number = desk.looked(FORMS[form])
    assert [(row.number, row.act, row.title) for row in desk.rows(number)] == [
        (2 if form in ("csv", "xlsx") else 1, Act.NEW, DRAFT.title)
    ]
    assert (desk.works(), desk.state(number)) == ([], "looked")
    desk.say_yes(number)
    desk.do()
    assert desk.state(number) == "in"
    made = draft(desk, desk.rows(number)[0].work_id or 0)
    assert (made.title, made.language, made.first_published) == (DRAFT.title, "vi", 1941)
    assert ("isbn", "9786042088640") in made.identifiers
    assert {p.name for p in made.people} >= {"Tô Hoài"}


def test_what_is_in_is_in_once_however_often_somebody_says_yes(desk: Desk) -> None:
    number = desk.brought(csv(DRAFT, replace(DRAFT, title="B", identifiers=())))
    desk.say_yes(number)
    assert desk.open() == []
    assert (len(desk.works()), desk.sums(number)) == (2, Sums(new=2, made=2))
    with desk.service.database.transaction() as session:
        acts = [entry.act for entry in session.exec(select(AuditEntry))]
    assert acts.count("catalogue.brought-in") == 1


def test_a_second_click_gives_the_same_file_and_the_same_errand(desk: Desk) -> None:
    content = csv(DRAFT)
    number = desk.hand_in(content)
    assert desk.hand_in(content) == number
    assert len(desk.open()) == 1
    desk.do()
    assert desk.hand_in(content) == number
    desk.say_yes(number)
    desk.say_yes(number)
    assert len(desk.open()) == 1


def test_a_known_work_is_left_or_changed_as_somebody_said(desk: Desk) -> None:
    old = replace(DRAFT, summary="Cũ", marc={})
    work = written(desk, lambda session: add_work(session, old, 1, NOW))
    content = csv(WorkDraft(title=DRAFT.title, language="vi", summary="Mới",
                            identifiers=(("isbn", "9786042088640"),)))  # fmt: skip
    assert [row.act for row in desk.rows(desk.looked(content))] == [Act.LEFT]
    number = desk.looked(content, change=True)
    (row,) = desk.rows(number)
    assert (row.act, row.changes) == (
        Act.CHANGE,
        [{"field": "summary", "before": "Cũ", "after": "Mới"}],
    )
    desk.say_yes(number)
    desk.do()
    assert desk.sums(number) == Sums(change=1, changed=1)
    after = draft(desk, work)
    assert after.summary == "Mới"
    assert (after.people, after.series, after.audience) == (
        DRAFT.people,
        DRAFT.series,
        DRAFT.audience,
    )
    assert [row.act for row in desk.rows(desk.looked(content, change=True))] == [Act.SAME]
    desk.take_back(number)
    assert draft(desk, work) == old
    assert desk.sums(number) == Sums(change=1, back=1)


def test_a_work_of_another_s_branch_is_not_changed(desk: Desk) -> None:
    work = written(desk, lambda session: add_work(session, DRAFT, 2, NOW))
    (row,) = desk.rows(desk.looked(csv(replace(DRAFT, title="Khác")), change=True))
    assert [(f.code, f.facts) for f in faults_of(row)] == [("row-not-yours", {"work": work})]


@pytest.mark.parametrize(("agency", "act"), [("VN-BT", Act.CHANGE), ("VN-LD", Act.NEW)])
def test_our_own_record_finds_its_work_by_its_number(desk: Desk, agency: str, act: Act) -> None:
    work = written(desk, lambda s: add_work(s, replace(DRAFT, identifiers=()), 1, NOW))
    changed = replace(DRAFT, identifiers=(), title="Dế Mèn")
    content = as_marcxml([record(changed, replace(TOLD, number=work))])
    settings = desk.service.settings
    library = settings.library.model_copy(update={"code": agency})
    service = replace(desk.service, settings=settings.model_copy(update={"library": library}))
    there = replace(desk, service=service)
    assert there.rows(there.looked(content, change=True))[0].act == act


def test_a_work_of_the_same_title_is_told_of(desk: Desk) -> None:
    same = replace(DRAFT, identifiers=())
    work = written(desk, lambda session: add_work(session, same, 1, NOW))
    assert [row.like_id for row in desk.rows(desk.looked(csv(same)))] == [work]


def test_faulty_rows_stay_outside_and_the_others_come_in(desk: Desk) -> None:
    bad = as_iso2709([record(DRAFT, TOLD)])[:-40] + b"\x1d"
    untitled = Record()
    untitled.fields = [Field("001", data="9")]
    other = replace(DRAFT, title="B", identifiers=(("isbn", "9786042088640"),))
    content = FORMS["marc"] + bad + as_iso2709([untitled, record(other, TOLD)])
    number = desk.looked(content)
    rows = desk.rows(number)
    assert [row.act for row in rows] == [Act.NEW, Act.FAULTY, Act.FAULTY, Act.FAULTY]
    faults = [fault for row in rows for fault in faults_of(row)]
    assert [fault.code for fault in faults] == [
        "record-damaged",
        "work-incomplete",
        "row-identifier-twice",
    ]
    assert "Nhan đề" in told(faults, "vi")[1]
    with desk.service.database.transaction() as session:
        first = listed(session, number, "", "", 2)
        rest = listed(session, number, "", first.next, 2)
    assert [row.number for row in (*first.rows, *rest.rows)] == [2, 3, 4, 1]
    assert rest.next == ""
    desk.say_yes(number)
    desk.do()
    assert desk.sums(number) == Sums(new=1, faulty=3, made=1)


def test_signs_that_no_database_keeps_are_left_out(desk: Desk) -> None:
    odd = record(DRAFT, TOLD)
    odd.fields.append(Field("852", Indicators(" ", " "), [Subfield("a", "A\0\\u0000B")]))
    nameless = Record(force_utf8=True)
    nameless.fields = [Field("245", Indicators("1", "0"), [Subfield("a", "C\0D")])]
    number = desk.brought(as_iso2709([odd, nameless]))
    assert desk.sums(number) == Sums(new=1, faulty=1, made=1)
    (kept,) = (f for f in draft(desk, 1).marc["fields"] if f["tag"] == "852")
    assert kept["parts"] == [["a", "A \\u0000B"]]
    assert [row.title for row in desk.rows(number)] == [DRAFT.title, "C D"]


@given(st.dictionaries(st.text(), st.text() | st.integers(-(2**40), 2**40)))
def test_rows_of_any_text_are_json_that_tells_the_same(row: dict[str, str | int]) -> None:
    def plain(told: str | int) -> str | int:
        if isinstance(told, int):
            return told
        return told.replace("\0", " ").encode("utf-8", "replace").decode()

    told = as_rows([row])
    assert json.loads(told) == [{plain(name): plain(value) for name, value in row.items()}]


def test_what_others_did_since_the_look_counts(desk: Desk) -> None:
    number = desk.looked(csv(DRAFT, replace(DRAFT, title="B", identifiers=())))
    written(desk, lambda session: add_work(session, DRAFT, 1, NOW))
    desk.say_yes(number)
    desk.do()
    assert desk.sums(number) == Sums(new=1, left=1, made=1)


def test_two_files_at_once_make_no_work_twice(desk: Desk) -> None:
    drafts = [
        WorkDraft(title=f"Truyện {n}", language="vi", identifiers=(("uri", f"urn:x:{n}"),))
        for n in range(450)
    ]
    numbers = [desk.looked(csv_with_uris(part)) for part in (drafts, drafts[::-1])]
    for number in numbers:
        desk.say_yes(number)
    desk.work()
    assert [desk.state(number) for number in numbers] == ["in", "in"]
    assert len(desk.works()) == 450
    sums = [desk.sums(number) for number in numbers]
    assert sum(told.made for told in sums) == sum(told.left for told in sums) == 450


def csv_with_uris(drafts: list[WorkDraft]) -> bytes:
    return as_marcxml([record(one, replace(TOLD, number=n)) for n, one in enumerate(drafts, 1)])


def test_a_file_that_was_cut_off_goes_on_where_it_was(desk: Desk) -> None:
    drafts = [WorkDraft(title=f"Truyện {n}", language="vi") for n in range(500)]
    number = desk.hand_in(csv(*drafts))
    cut_off(desk, batches=1)
    assert (desk.state(number), len(desk.rows(number))) == ("new", 200)
    desk.do()
    assert [row.number for row in desk.rows(number)] == list(range(2, 502))
    desk.say_yes(number)
    cut_off(desk, batches=2)
    assert (desk.state(number), len(desk.works())) == ("entering", 400)
    desk.do()
    assert [work.title for work in desk.works()] == [one.title for one in drafts]
    assert desk.sums(number) == Sums(new=500, made=500)


def cut_off(desk: Desk, batches: int) -> None:
    """Do the open errand as a worker does that is killed after some batches."""

    class Killed(BaseException):
        pass

    left = batches

    def dies() -> bool:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed
        return False

    (one,) = desk.open()
    telling = Telling(desk.service.database, one.id or 0, one.job_id or 0, of="errand")
    telling._stopped = dies  # asked at the beginning, and after every batch
    with pytest.raises(Killed):
        STEPS[one.step].run(desk.service, telling, one.id or 0)


def test_one_that_is_called_off_keeps_what_is_in_and_goes_on_when_asked(desk: Desk) -> None:
    drafts = [WorkDraft(title=f"Truyện {n}", language="vi") for n in range(300)]
    number = desk.looked(csv(*drafts))
    desk.say_yes(number)
    (one,) = desk.open()
    asked = iter([None, AbortReason.USER_REQUEST, AbortReason.USER_REQUEST])
    call = Call(one.job_id or 0, 0, 100, lambda: next(asked))
    with pytest.raises(JobAborted):
        run(desk.service, STEPS[one.step], call, one.id or 0)
    assert (desk.state(number), desk.sums(number).made) == ("entering", 200)
    assert desk.open() == []
    desk.say_yes(number)
    desk.do()
    assert (desk.state(number), desk.sums(number).made) == ("in", 300)


def test_what_came_in_is_taken_back_where_nobody_worked_on_it(desk: Desk) -> None:
    drafts = [
        replace(DRAFT, title=title, identifiers=(), people=()) for title in ("A", "B", "C", "D")
    ]
    number = desk.brought(csv(*drafts))
    _a, b, c, _d = (row.work_id or 0 for row in desk.rows(number))
    with desk.service.database.transaction() as session:
        change_work(session, b, 1, replace(drafts[1], summary="Mới"), NOW)
        session.add(Demand(title="C", work_id=c, branch_id=1))
    desk.take_back(number)
    assert desk.state(number) == "back"
    assert [work.id for work in desk.works()] == [b, c]
    assert desk.sums(number) == Sums(new=4, back=2, kept=2)
    desk.say_yes(number)
    assert desk.open() == []


def test_nothing_is_taken_back_that_is_not_in(desk: Desk) -> None:
    number = desk.looked(csv(DRAFT))
    with pytest.raises(RecordsStateError):
        desk.take_back(number)
    desk.say_yes(number)
    with pytest.raises(RecordsStateError):
        desk.take_back(number)


def test_a_file_concerns_who_handed_it_in_and_the_heads_of_its_branch(desk: Desk) -> None:
    number = desk.looked(csv(DRAFT))
    head = Reader(account_id=8, granted=(Granted(Role.MANAGER, frozenset({1})),))
    clerk = Reader(account_id=9, granted=(Granted(Role.CLERK, frozenset({1})),))
    with desk.service.database.transaction() as session:
        assert bring.concerning(session, number, head).id == number
        with pytest.raises(RecordFileUnknownError):
            bring.concerning(session, number, clerk)


def test_whose_role_ended_brings_nothing_in(desk: Desk) -> None:
    number = desk.looked(csv(DRAFT))
    desk.say_yes(number)
    with desk.service.database.transaction() as session:
        for grant in session.exec(select(Grant)):
            session.delete(grant)
    with pytest.raises(RecordsRefusedError):
        desk.do()
    assert desk.works() == []
    nobody = replace(desk, librarian=Reader(account_id=1))
    with pytest.raises(RecordsRefusedError):
        nobody.hand_in(b"x")


def test_a_file_that_is_too_large_is_refused(database: Database, tmp_path: Path) -> None:
    desk = set_up(database, tmp_path, most=3, mb=1)
    with pytest.raises(RecordsTooLargeError):
        desk.hand_in(b" " * 1_000_001)
    with pytest.raises(RecordsEmptyError):
        desk.hand_in(b"")
    three = [WorkDraft(title=f"Truyện {n}", language="vi") for n in range(3)]
    assert desk.sums(desk.looked(csv(*three))) == Sums(new=3)
    desk.hand_in(csv(*three, WorkDraft(title="B", language="vi")))
    with pytest.raises(RecordsTooLargeError):
        desk.do()


def test_the_bytes_are_kept_only_while_they_are_needed(desk: Desk) -> None:
    number = desk.looked(csv(DRAFT))
    with desk.service.database.transaction() as session:
        kept = files.file(session, number).blob
        assert ("recordfile", kept) in set(referred(session, desk.service.store))
    desk.say_yes(number)
    desk.do()
    with desk.service.database.transaction() as session:
        assert files.file(session, number).blob == ""
