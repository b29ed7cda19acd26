"""Files of strangers: wrong lengths, no ends, other encodings, floods; each told with its place."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymarc import Field, Indicators, Leader, Record, Subfield

from audiolib.catalogue.exchange import as_iso2709, as_marcxml, record
from audiolib.catalogue.exchange.errors import (
    RecordDamagedError,
    RecordsEmptyError,
    RecordsError,
    SheetError,
    TableEncodingError,
    TableError,
    TableLineError,
)
from audiolib.catalogue.exchange.forms import iso2709, sheet
from audiolib.catalogue.exchange.forms.marc_files import XML_BEGIN, XML_END, marcxml
from audiolib.catalogue.exchange.forms.parse import Parsed, begun
from audiolib.errors import AudiolibError, SourceDamagedError, SourceHostileError
from tests.audiolib.catalogue.exchange.works import DRAFT, TOLD

MARC = as_iso2709([record(DRAFT, TOLD)])
HEAD = "Title;Language\n"


class Endless(io.RawIOBase):
    """A file that begins with something and then goes on for ever; tells how much was read."""

    def __init__(self, head: bytes, more: bytes, most: int = 2_000_000_000) -> None:
        self._left = io.BytesIO(head)
        self._more, self._most = more, most
        self.came = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, at: int, _whence: int = 0) -> int:
        self.came = at
        return self._left.seek(at)

    def tell(self) -> int:
        return self.came

    def read(self, size: int = -1) -> bytes:
        if self.came >= self._most:
            return b""
        count = size if size > 0 else 1 << 16
        found = self._left.read(count)
        if not found:
            begin = (self.came - len(self._left.getvalue())) % len(self._more)
            found = (self._more * (count // len(self._more) + 2))[begin : begin + count]
        self.came += len(found)
        return found

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        found = self.read(len(view))
        view[: len(found)] = found
        return len(found)


def rows(content: bytes | BinaryIO, after: int = 0) -> list[Parsed]:
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    return list(begun(file, "x", {}, after=after).rows)


def other(title: str) -> bytes:
    """A record as an older system writes it: Latin letters with marks in MARC-8."""
    made = Record(force_utf8=True)
    made.leader = Leader("     nam  2200000 a 4500")
    fixed = f"210101s1941    vm {'':11}000 0 vie d"
    title_field = Field("245", Indicators("1", "0"), [Subfield("a", title)])
    made.fields = [Field("008", data=fixed), title_field]
    content = bytes(made.as_marc())
    return content[:9] + b" " + content[10:]


def test_lengths_that_count_letters_are_put_right() -> None:
    content = as_iso2709([record(DRAFT, TOLD)])
    directory, *fields = content[24:-1].split(b"\x1e")
    at, entries = 0, b""
    for entry, field in zip(range(0, len(directory), 12), fields, strict=False):
        length = len(field.decode()) + 1
        entries += b"%b%04d%05d" % (directory[entry : entry + 3], length, at)
        at += length
    wrong = content[:24] + entries + content[24 + len(directory) :]
    assert wrong != content
    assert iso2709.mended(wrong) == content
    assert rows(wrong)[0].draft == rows(content)[0].draft


@pytest.mark.parametrize("length", [b"00000", b"99999", b"abcde"])
def test_a_length_of_the_whole_that_is_wrong_is_put_right(length: bytes) -> None:
    (_first, read) = rows(MARC + length + MARC[5:])
    assert read.title == DRAFT.title


def test_a_record_that_can_t_be_put_right_is_told_and_the_next_is_read() -> None:
    half = MARC[: len(MARC) // 2] + b"\x1d"
    found = rows(MARC + half + b"\r\n\x00" + MARC)
    assert [row.title for row in found] == [DRAFT.title, "", DRAFT.title]
    assert [fault.code for row in found for fault in row.faults] == ["record-damaged"]
    assert found[1].faults[0].facts["record"] == 2


def test_a_record_without_an_end_is_told_and_costs_no_memory() -> None:
    end = b"\x1d" + MARC
    content = io.BufferedReader(Endless(MARC + MARC[:60], b"x" * 1000, most=40_000_000))
    first, lost = rows(content)
    assert first.title == DRAFT.title
    assert [fault.code for fault in lost.faults] == ["record-damaged"]
    _first, lost, last = rows(MARC + MARC[:60] + b"x" * 3_000_000 + end)
    assert (bool(lost.faults), last.title) == (True, DRAFT.title)


def test_records_in_both_encodings_in_one_file_are_read() -> None:
    marc8 = other("De Men").replace(b"De Men", b"D\xe2e M\xe1en")
    said_marc8 = other("Dế Mèn")
    said_utf8 = marc8[:9] + b"a" + marc8[10:]
    found = rows(marc8 + said_marc8 + said_utf8)
    assert [row.title for row in found] == ["Dé Mèn", "Dế Mèn", ""]
    assert [fault.facts["record"] for fault in found[2].faults] == [3]


def test_numbers_of_rows_stay_when_a_file_is_gone_on_with() -> None:
    content = MARC * 3
    assert [row.row for row in rows(content, after=1)] == [2, 3]
    assert [row.row for row in rows(as_marcxml([record(DRAFT, TOLD)] * 3), after=2)] == [3]
    table = HEAD.encode() + b"A;vi\n\nB;vi\n"
    assert [row.row for row in rows(table)] == [2, 4]
    assert [row.row for row in rows(table, after=2)] == [4]


def test_records_inside_other_xml_are_found_and_forgotten() -> None:
    one = marcxml(record(DRAFT, TOLD))
    wrapped = b"<OAI><record><header/><metadata>%b</metadata></record></OAI>" % one
    assert [row.title for row in rows(wrapped)] == [DRAFT.title]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", RecordsEmptyError),
        (b"  \r\n\t", RecordsEmptyError),
        (b"<html><p>x</p></html>", RecordsError),
        (b"<html><p>x</html>", SourceDamagedError),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', SourceHostileError),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', SourceHostileError),
        (XML_BEGIN + marcxml(record(DRAFT, TOLD)) + b"<record>", SourceDamagedError),
        (b"PK\x03\x04" + b"x" * 100, SheetError),
        (b"\x00\x01\x02", SheetError),
        (HEAD.encode() + b"A;vi\nB\xe1;vi\n", TableEncodingError),
        (HEAD.encode("utf-16") + b"A", TableEncodingError),
        (HEAD.encode() + b"A\0;vi\n", TableError),
        (HEAD.encode() + b'"A;vi\n' + b"B;vi\n" * 40_000, TableError),
    ],
    ids=lambda told: told.__name__ if isinstance(told, type) else "",
)
def test_what_can_t_be_read_is_told(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        rows(content)


def test_the_row_of_a_wrong_encoding_is_named() -> None:
    content = HEAD.encode() + b"A;vi\n" * 20_000 + b"B\xe1;vi\n"
    with pytest.raises(TableEncodingError) as told:
        rows(content)
    assert told.value.row == 20_002


def test_lines_may_end_as_on_any_machine() -> None:
    for end in (b"\n", b"\r\n", b"\r"):
        assert [row.row for row in rows(end.join((b"Title;Language", b"A;vi", b"B;vi")))] == [2, 3]


def test_a_line_of_two_gigabytes_is_refused_after_a_million_letters() -> None:
    file = Endless(HEAD.encode(), b"a")
    with pytest.raises(TableLineError) as told:
        rows(io.BufferedReader(file))
    assert told.value.row == 2
    assert file.came < 10_000_000


@pytest.mark.parametrize(
    "begin",
    [
        b"<collection xmlns='http://www.loc.gov/MARC21/slim'><record><leader>",
        b"<dc xmlns:d='http://purl.org/dc/elements/1.1/'><x><d:title>A</d:title><d:title>",
    ],
    ids=["marcxml", "dublin core"],
)
def test_a_record_of_xml_without_an_end_is_refused_after_some_megabytes(begin: bytes) -> None:
    file = Endless(begin, b"a")
    with pytest.raises((SourceHostileError, SourceDamagedError)):
        rows(io.BufferedReader(file))
    assert file.came < 20_000_000


def test_many_terms_without_a_record_around_them_are_refused() -> None:
    begin = b"<x xmlns:d='http://purl.org/dc/elements/1.1/'>"
    file = Endless(begin, b"<d:title>A</d:title>" * 50)
    with pytest.raises(SourceHostileError):
        rows(io.BufferedReader(file))
    assert file.came < 20_000_000


def test_a_long_document_is_read_without_being_kept() -> None:
    one = marcxml(record(DRAFT, TOLD))
    file = io.BytesIO(XML_BEGIN + one * 2_000 + XML_END)
    read = begun(file, "x", {}).rows
    first = next(read)
    assert (first.row, file.tell() < 1_000_000) == (1, True)
    assert sum(1 for _ in read) == 1_999


def packed(**parts: bytes) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(f"xl/{name}.xml", content)
    out.seek(0)
    return out


def test_a_workbook_that_unpacks_to_a_flood_is_refused_unread() -> None:
    for flood in (packed(sharedStrings=b" " * 100_000_001), packed(sheet=b" " * 3_000_000)):
        with pytest.raises(SheetError) as told:
            list(sheet.stream(flood, unpacked=2_000_000))
        assert told.value.reason == "size"


@given(st.binary(max_size=300), st.sampled_from([b"", b"<", b"PK\x03\x04", MARC[:150], MARC]))
def test_bytes_of_any_kind_give_rows_or_an_error(content: bytes, head: bytes) -> None:
    with suppress(AudiolibError):
        assert rows(head + content)


@given(st.data())
def test_a_record_with_any_byte_changed_is_read_or_told(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(MARC) - 2))
    byte = data.draw(st.integers(0, 255))
    broken = MARC[:at] + bytes([byte]) + MARC[at + 1 :]
    for found in _read(broken):
        assert isinstance(found, Record | RecordDamagedError)


def _read(content: bytes) -> Iterator[Record | RecordDamagedError]:
    return (found for _number, found in iso2709.read(io.BytesIO(content)))
