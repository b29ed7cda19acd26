"""A table of works comes in, its faults are told by row, and hostile tables are refused."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from audiolib.catalogue import WorkDraft, install_collections, repository
from audiolib.catalogue.exchange import SheetError
from audiolib.catalogue.exchange.forms import sheet
from audiolib.catalogue.exchange.forms.faults import Fault, told
from audiolib.catalogue.exchange.forms.spreadsheet import isbn, table, understood
from audiolib.database import Database
from audiolib.tables import Branch

HEAD = "Nhan đề;Tác giả;Ngôn ngữ;ISBN;Năm xuất bản;Chuyên mục;Đối tượng\n"


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as session:
        install_collections(session)
        session.add(Branch(code="bt"))
        session.flush()
        yield session


def _csv(*rows: str) -> bytes:
    return (HEAD + "\n".join(rows)).encode("utf-8-sig")


@dataclass
class Looked:
    rows: dict[int, WorkDraft]
    faults: list[Fault]


def look(session: Session, content: bytes) -> Looked:
    columns = {column.code: column for column in repository.collections(session)}
    _unknown, rows = understood(iter(sheet.rows(content)), columns)
    looked = Looked({}, [])
    for number, draft, faults in rows:
        looked.rows[number] = draft
        looked.faults += faults
    return looked


def test_rows_are_understood_whatever_their_headings_and_words(session: Session) -> None:
    content = _csv(
        "Dế Mèn phiêu lưu ký;Tô Hoài;Tiếng Việt;978-604-208-864-0;1941;Truyện cổ tích;Thiếu nhi",
        "",
        "Truyện Kiều;Nguyễn Du;vi;;;talking_books;",
    )
    looked = look(session, content)
    assert not looked.faults
    assert sorted(looked.rows) == [2, 4]
    draft = looked.rows[2]
    assert draft.title == "Dế Mèn phiêu lưu ký"
    assert draft.identifiers == (("isbn", "9786042088640"),)
    assert draft.collections == ("fairy_tales",)
    assert draft.audience == "children"


def test_each_fault_is_told_with_its_row_in_the_reader_s_language(session: Session) -> None:
    looked = look(
        session,
        _csv(
            ";Tô Hoài;vi;;;;",
            "B;;klingonisch;;;;",
            "C;;vi;9786042088640;;;",
            "D;;vi;9786042088641;;;",
            "E;;vi;;mười;;",
            "F;;vi;;;không có;",
            "I;;vi;;;;ai đó",
            "Đúng;;vi;;;;",
        ),
    )
    assert [(fault.row, fault.code) for fault in looked.faults] == [
        (2, "row-field-missing"),
        (3, "row-value-unknown"),
        (5, "row-isbn-wrong"),
        (6, "row-number-wrong"),
        (7, "row-value-unknown"),
        (8, "row-value-unknown"),
    ]
    assert told(looked.faults, "vi")[0] == "Dòng 2: cột “Nhan đề” còn trống."
    assert told(looked.faults, "en")[0] == "Row 2: the column “Title” is empty."


def test_five_hundred_rows_come_in_and_one_more_does_not(session: Session) -> None:
    rows = [f"Truyện {number};;vi;;;;" for number in range(501)]
    assert len(look(session, _csv(*rows[:500])).rows) == 500
    with pytest.raises(SheetError):
        look(session, _csv(*rows))


@pytest.mark.parametrize("write", [sheet.as_csv, sheet.as_xlsx])
def test_what_goes_out_comes_in_again(session: Session, write: object) -> None:
    assert callable(write)
    draft = WorkDraft(
        title="=HYPERLINK(1)",
        subtitle="+84",
        language="vi",
        identifiers=(("isbn", "9786042088640"),),
        subjects=(("", "Côn trùng"), ("", "Thơ")),
        collections=("fairy_tales", "talking_books"),
        first_published=1941,
        age_from=6,
    )
    content = write(table([draft], "vi"))
    assert list(look(session, content).rows.values()) == [draft]


@given(st.text())
def test_no_cell_that_goes_out_is_a_formula(text: str) -> None:
    assert not sheet.harmless(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def _xlsx(**parts: bytes) -> bytes:
    out = io.BytesIO()
    good = zipfile.ZipFile(io.BytesIO(sheet.as_xlsx([["Title", "Language"], ["A", "en"]])))
    with good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in good.namelist():
            made.writestr(name, good.read(name))
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def test_a_table_that_unpacks_to_a_flood_is_refused() -> None:
    with pytest.raises(SheetError) as told:
        sheet.rows(_xlsx(bomb=b" " * 40_000_000))
    assert told.value.reason == "size"


def test_a_table_that_declares_entities_is_refused() -> None:
    with pytest.raises(SheetError):
        sheet.rows(_xlsx(part='<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")))


@pytest.mark.parametrize("content", [b"PK\x03\x04nothing", b"\x00\x01\x02", b"", b"\xff\xfe\x00"])
def test_what_is_no_table_is_told(session: Session, content: bytes) -> None:
    with pytest.raises(SheetError):
        look(session, content)


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_give_rows_or_an_error(content: bytes) -> None:
    with suppress(SheetError):
        assert all(isinstance(number, int) for number, _cells in sheet.rows(content))


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("978-0-14-143951-8", "9780141439518"),
        ("080442957X", "080442957X"),
        ("978-0-14-143951-7", ""),
        ("x", ""),
    ],
)
def test_an_isbn_is_checked_by_its_last_digit(written: str, plain: str) -> None:
    assert isbn(written) == plain
