"""A file of records is looked at first, brought in once, and stops at nothing that is wrong."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymarc import Field, Record
from sqlmodel import Session, select

from audiolib.catalogue import WorkDraft, add_work, draft_of, install_collections, repository
from audiolib.catalogue.exchange import as_iso2709, as_marcxml, record, sheet
from audiolib.catalogue.exchange.bring import Outcome, bring_in, hand_in
from audiolib.catalogue.exchange.dublin_core import dcterms, oai_dc
from audiolib.catalogue.exchange.errors import (
    RecordFileUnknownError,
    RecordsEmptyError,
    RecordsError,
    RecordsTooLargeError,
)
from audiolib.catalogue.exchange.faults import told
from audiolib.catalogue.exchange.look import Act, Look, look
from audiolib.catalogue.exchange.spreadsheet import table
from audiolib.database import Database
from audiolib.errors import AudiolibError, SourceHostileError
from audiolib.people.accounts import first_admin
from audiolib.tables import AuditEntry, Branch, BranchSpan, Work
from tests.audiolib.catalogue.exchange.works import DRAFT, TOLD

NOW = datetime(2026, 11, 22, tzinfo=UTC)
FORMS = {
    "marc": as_iso2709([record(DRAFT, TOLD)]),
    "marcxml": as_marcxml([record(DRAFT, TOLD)]),
    "dc": oai_dc(DRAFT, TOLD),
    "dcterms": dcterms(DRAFT, TOLD),
    "csv": sheet.as_csv(table([DRAFT], "vi")),
    "xlsx": sheet.as_xlsx(table([DRAFT], "en")),
}


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        install_collections(session)
        session.add_all([Branch(code="bt"), Branch(code="ld")])
        session.flush()
        session.add(BranchSpan(branch_id=1, name="Bình Thuận", since=NOW.date()))
        session.flush()
        first_admin(session, "lan", "Lan", "mùa thu Hà Nội", 1, now=NOW, language="vi")
        yield session


def seen(session: Session, content: bytes, *, change: bool = False, agency: str = "") -> Look:
    return look(session, content, "x", change=change, mine=lambda b: b == 1, agency=agency)


def handed(session: Session, content: bytes, *, change: bool = False) -> int:
    return hand_in(session, content, "x", branch_id=1, change=change, by=1, now=NOW)


def brought(session: Session, number: int, by: int = 1, agency: str = "") -> Outcome:
    return bring_in(
        session, number, by=by, actor="account:1", mine=lambda b: b == 1, agency=agency, now=NOW
    )


def csv(*drafts: WorkDraft) -> bytes:
    return sheet.as_csv(table(drafts, "vi"))


@pytest.mark.parametrize("form", FORMS)
def test_a_record_of_each_form_comes_in(session: Session, form: str) -> None:
    shown = seen(session, FORMS[form])
    assert [(row.number, row.act) for row in shown.rows] == [
        (2 if shown.form == "sheet" else 1, Act.NEW)
    ]
    assert session.exec(select(Work)).all() == []
    done = brought(session, handed(session, FORMS[form]))
    made = draft_of(session, repository.work(session, done.made[0]))
    assert (made.title, made.language, made.first_published) == (DRAFT.title, "vi", 1941)
    assert ("isbn", "9786042088640") in made.identifiers
    assert {p.name for p in made.people} >= {"Tô Hoài"}


def test_what_is_in_is_in_once_however_often_somebody_says_yes(session: Session) -> None:
    number = handed(session, csv(DRAFT, replace(DRAFT, title="B", identifiers=())))
    first = brought(session, number)
    assert len(first.made) == 2
    assert brought(session, number) == first
    assert len(session.exec(select(Work)).all()) == 2
    acts = [entry.act for entry in session.exec(select(AuditEntry))]
    assert acts.count("catalogue.brought-in") == 1
    with pytest.raises(RecordFileUnknownError):
        brought(session, number, by=2)


def test_a_known_work_is_left_or_changed_as_somebody_said(session: Session) -> None:
    work = add_work(session, replace(DRAFT, summary="Cũ", marc={}), 1, NOW)
    content = csv(WorkDraft(title=DRAFT.title, language="vi", summary="Mới",
                            identifiers=(("isbn", "9786042088640"),)))  # fmt: skip
    assert [row.act for row in seen(session, content).rows] == [Act.LEFT]
    shown = seen(session, content, change=True).rows[0]
    assert shown.act is Act.CHANGE
    assert [(c.field, c.before, c.after) for c in shown.changes] == [("summary", "Cũ", "Mới")]
    done = brought(session, handed(session, content, change=True))
    assert (done.made, done.changed) == ((), (work.id,))
    after = draft_of(session, repository.work(session, work.id or 0))
    assert after.summary == "Mới"
    assert (after.people, after.series, after.audience) == (
        DRAFT.people,
        DRAFT.series,
        DRAFT.audience,
    )
    assert [row.act for row in seen(session, content, change=True).rows] == [Act.SAME]


def test_a_work_of_another_s_branch_is_not_changed(session: Session) -> None:
    work = add_work(session, DRAFT, 2, NOW)
    shown = seen(session, csv(replace(DRAFT, title="Khác")), change=True)
    assert [(f.code, f.facts) for f in shown.faults] == [("row-not-yours", {"work": work.id})]


def test_our_own_record_finds_its_work_by_its_number(session: Session) -> None:
    work = add_work(session, replace(DRAFT, identifiers=()), 1, NOW)
    changed = replace(DRAFT, identifiers=(), title="Dế Mèn")
    content = as_marcxml([record(changed, replace(TOLD, number=work.id or 0))])
    assert seen(session, content, change=True, agency="VN-BT").rows[0].act is Act.CHANGE
    assert seen(session, content, change=True, agency="VN-LD").rows[0].act is Act.NEW


def test_a_work_of_the_same_title_is_told_of(session: Session) -> None:
    work = add_work(session, replace(DRAFT, identifiers=()), 1, NOW)
    assert [row.like for row in seen(session, csv(replace(DRAFT, identifiers=()))).rows] == [
        work.id
    ]


def test_faulty_rows_stay_outside_and_the_others_come_in(session: Session) -> None:
    bad = as_iso2709([record(DRAFT, TOLD)])[:-40] + b"\x1d"
    untitled = Record()
    untitled.fields = [Field("001", data="9")]
    other = replace(DRAFT, title="B", identifiers=(("isbn", "9786042088640"),))
    content = FORMS["marc"] + bad + as_iso2709([untitled, record(other, TOLD)])
    shown = seen(session, content)
    assert [row.act for row in shown.rows] == [Act.NEW, Act.FAULTY, Act.FAULTY, Act.FAULTY]
    assert [fault.code for fault in shown.faults] == [
        "record-damaged",
        "work-incomplete",
        "row-identifier-twice",
    ]
    assert "Nhan đề" in told(shown.faults, "vi")[1]
    done = brought(session, handed(session, content))
    assert (len(done.made), len(done.faults)) == (1, 3)


def test_what_others_did_since_the_look_counts(session: Session) -> None:
    number = handed(session, csv(DRAFT))
    add_work(session, DRAFT, 1, NOW)
    done = brought(session, number)
    assert (done.made, done.left) == ((), 1)


def test_what_is_no_file_of_records_is_told(session: Session) -> None:
    for content, error in (
        (b"  \r\n", RecordsEmptyError),
        (b"<html><p>x</p></html>", RecordsError),
        (b" " * 20_000_001 + b"<a/>", RecordsTooLargeError),
        (FORMS["marc"] * 2001, RecordsTooLargeError),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', SourceHostileError),
    ):
        with pytest.raises(error):
            seen(session, content)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from([b"", b"<", b"PK\x03\x04", FORMS["marc"][:150]]))
def test_bytes_of_any_kind_give_rows_or_an_error(
    session: Session, content: bytes, head: bytes
) -> None:
    with suppress(AudiolibError):
        assert seen(session, head + content).rows
