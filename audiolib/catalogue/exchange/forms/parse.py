"""A file of records of any form that we know, as drafts by row; nothing is asked of the catalogue.

The form is told by the bytes alone: names of files and what a browser says of them are guesses.
The file is read while its rows are asked for, so that it may be as long as it likes.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from pymarc import Record

from audiolib import xml
from audiolib.catalogue.errors import WorkIncompleteError
from audiolib.catalogue.exchange.errors import (
    RecordDamagedError,
    RecordsEmptyError,
    RecordsError,
)
from audiolib.catalogue.exchange.forms import dublin_core, iso2709, marc_files, sheet
from audiolib.catalogue.exchange.forms.faults import Fault, fault_of
from audiolib.catalogue.exchange.forms.marc_read import imported
from audiolib.catalogue.exchange.forms.spreadsheet import understood
from audiolib.catalogue.model import WorkDraft
from audiolib.catalogue.tidy import tidied
from audiolib.tables import Collection

_HEAD = 1 << 16
_PART = 4_000_000
"""Bytes of a record in XML."""
_ISO = re.compile(rb"\s*[0-9 ]{5}[a-z0-9 ][\x20-\x7e]{18}", re.ASCII)
_BYTE_ORDER = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DC = tuple(name.encode() for name in (dublin_core.DC, dublin_core.DCTERMS))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A row or record: a draft, or what is wrong with it.

    `ours` is the work's number in a record that our own catalogue gave.
    """

    row: int
    title: str
    draft: WorkDraft | None
    faults: tuple[Fault, ...] = ()
    accessibility: Mapping[str, Any] = field(default_factory=dict)
    ours: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that is being read: its form, headings that mean nothing to us, its rows.

    `form` is `marc`, `dc` or `sheet`; `at` tells how many bytes were read by now.
    """

    form: str
    rows: Iterator[Parsed]
    at: Callable[[], int]
    unknown: tuple[str, ...] = ()


def begun(
    file: BinaryIO,
    name: str,
    columns: Mapping[str, Collection],
    agency: str = "",
    after: int = 0,
) -> Reading:
    """The rows of a file behind a number.

    Args:
        file: Its bytes, from the beginning; stays open while rows are asked for.
        name: What its faults call it.
        columns: The library's columns by code.
        agency: The library's code among libraries; empty where it has none.
        after: Rows up to this number are passed over.

    Raises:
        RecordsError: it holds no record, or none of a form that we know.
        SheetError, TableError: it is a table that can't be read.
        SourceDamagedError, SourceHostileError: it is XML that can't be read.
        Each of them may come with a row, too.
    """
    head = file.read(_HEAD)
    file.seek(0)
    if not head.strip():
        raise RecordsEmptyError
    if _starts_as_xml(head):
        plain = head.replace(b"\0", b"")
        if marc_files.NAMESPACE.encode() in plain or b"<leader" in plain:
            return Reading("marc", _marc(_elements(file, name, after), agency), file.tell)
        if any(space in plain for space in _DC):
            return Reading("dc", _dublin_core(file, name, after), file.tell)
        # What begins as XML and is none is told as such; else it is of a form unknown to us.
        for _element in xml.walk(file, name, _PART):
            pass
        raise RecordsError
    if _ISO.match(head) and b"\x1e" in head:
        return Reading("marc", _marc(iso2709.read(file, after), agency), file.tell)
    unknown, rows = understood(sheet.stream(file), columns)
    return Reading("sheet", _table(rows, after), file.tell, unknown)


def _starts_as_xml(head: bytes) -> bool:
    head = head[:200]
    for mark in _BYTE_ORDER:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip().startswith(b"<")


def _elements(
    file: BinaryIO, name: str, after: int
) -> Iterator[tuple[int, Record | RecordDamagedError]]:
    walked = filter(marc_files.is_record, xml.walk(file, name, _PART, marc_files.RECORDS))
    for number, element in enumerate(walked, 1):
        if number > after:
            (record,) = marc_files.records_of([element])
            if isinstance(record, RecordDamagedError):
                record = RecordDamagedError(number, record.reason)
            yield number, record


def _marc(
    records: Iterator[tuple[int, Record | RecordDamagedError]], agency: str
) -> Iterator[Parsed]:
    for number, record in records:
        if isinstance(record, RecordDamagedError):
            yield Parsed(number, "", None, (fault_of(number, record),))
            continue
        told = imported(record, agency)
        row = _parsed(number, told.draft)
        own = record.get("001") if told.ours else None
        number_of = (own.data or "").strip() if own is not None else ""
        ours = int(number_of) if number_of.isascii() and number_of.isdecimal() else None
        yield Parsed(number, row.title, row.draft, row.faults, told.accessibility, ours)


def _dublin_core(file: BinaryIO, name: str, after: int) -> Iterator[Parsed]:
    walked = xml.walk(file, name, _PART, kept=dublin_core.is_term)
    for number, record in enumerate(dublin_core.records_of(walked), 1):
        if number > after:
            yield _parsed(number, dublin_core.draft_of(record))


def _table(
    rows: Iterator[tuple[int, WorkDraft, tuple[Fault, ...]]], after: int
) -> Iterator[Parsed]:
    for number, draft, faults in rows:
        if number <= after:
            continue
        yield Parsed(number, draft.title, None, faults) if faults else _parsed(number, draft)


def _parsed(number: int, draft: WorkDraft) -> Parsed:
    try:
        tidy = tidied(draft)
    except WorkIncompleteError as error:
        return Parsed(number, draft.title[:200], None, (fault_of(number, error),))
    return Parsed(number, tidy.title, tidy)
