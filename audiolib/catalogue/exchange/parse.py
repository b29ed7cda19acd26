"""A file of records of any form that we know, as drafts by row; nothing is asked of the catalogue.

The form is told by the bytes alone: names of files and what a browser says of them are guesses.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from audiolib import xml
from audiolib.catalogue.errors import WorkIncompleteError
from audiolib.catalogue.exchange import dublin_core, marc_files
from audiolib.catalogue.exchange.errors import (
    RecordDamagedError,
    RecordsEmptyError,
    RecordsError,
    RecordsTooLargeError,
)
from audiolib.catalogue.exchange.faults import Fault, fault_of
from audiolib.catalogue.exchange.marc_read import imported
from audiolib.catalogue.exchange.spreadsheet import Looked, understood
from audiolib.catalogue.model import WorkDraft
from audiolib.catalogue.tidy import tidied
from audiolib.tables import Collection

MOST = 1_000
"""Records of one file; a table has at most `sheet.ROWS`."""
BYTES = 20_000_000
_ISO = re.compile(rb"\s*[0-9 ]{5}[a-z0-9 ][\x20-\x7e]{18}", re.ASCII)
_BYTE_ORDER = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


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
class File:
    """A file of records: its form (`marc`, `dc`, `sheet`), and headings that mean nothing to us."""

    form: str
    rows: tuple[Parsed, ...]
    unknown: tuple[str, ...] = ()


def parse(content: bytes, name: str, columns: Mapping[str, Collection], agency: str = "") -> File:
    """The rows of a file.

    Args:
        content: Its bytes.
        name: What its faults call it.
        columns: The library's columns by code.
        agency: The library's code among libraries; empty where it has none.

    Raises:
        RecordsError: it holds no record, too many of them, or none of a form that we know.
        SheetError: it is a table that can't be read.
        SourceDamagedError, SourceHostileError: it is XML that can't be read.
    """
    if not content.strip():
        raise RecordsEmptyError
    if len(content) > BYTES:
        raise RecordsTooLargeError(BYTES // 1_000_000, MOST)
    if _starts_as_xml(content):
        root = xml.parse(content, name)
        if marc_files.is_marcxml(root):
            return File("marc", _bounded(_marc(marc_files.records_of(root), agency)))
        records = dublin_core.records_of(root)
        if not records:
            raise RecordsError
        return File("dc", _bounded(_dublin_core(records)))
    if _ISO.match(content) and b"\x1e" in content:
        return File("marc", _bounded(_marc(marc_files.read(content, name), agency)))
    looked = understood(content, columns)
    return File("sheet", tuple(_rows(looked)), looked.unknown)


def _starts_as_xml(content: bytes) -> bool:
    head = content[:200]
    for mark in _BYTE_ORDER:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip().startswith(b"<")


def _bounded(rows: Iterator[Parsed]) -> tuple[Parsed, ...]:
    found: list[Parsed] = []
    for row in rows:
        found.append(row)
        if len(found) > MOST:
            raise RecordsTooLargeError(BYTES // 1_000_000, MOST)
    if not found:
        raise RecordsEmptyError
    return tuple(found)


def _marc(records: Iterator[Any], agency: str) -> Iterator[Parsed]:
    for number, record in enumerate(records, 1):
        if isinstance(record, RecordDamagedError):
            yield Parsed(number, "", None, (fault_of(number, record),))
            continue
        told = imported(record, agency)
        row = _parsed(number, told.draft)
        own = record.get("001") if told.ours else None
        number_of = (own.data or "").strip() if own is not None else ""
        ours = int(number_of) if number_of.isascii() and number_of.isdecimal() else None
        yield Parsed(number, row.title, row.draft, row.faults, told.accessibility, ours)


def _dublin_core(records: list[list[etree._Element]]) -> Iterator[Parsed]:
    for number, record in enumerate(records, 1):
        yield _parsed(number, dublin_core.draft_of(record))


def _rows(looked: Looked) -> Iterator[Parsed]:
    faults: dict[int, list[Fault]] = {}
    for fault in looked.faults:
        faults.setdefault(fault.row, []).append(fault)
    for number, draft in looked.rows.items():
        if told := faults.get(number):
            yield Parsed(number, draft.title, None, tuple(told))
        else:
            yield _parsed(number, draft)


def _parsed(number: int, draft: WorkDraft) -> Parsed:
    try:
        tidy = tidied(draft)
    except WorkIncompleteError as error:
        return Parsed(number, draft.title[:200], None, (fault_of(number, error),))
    return Parsed(number, tidy.title, tidy)
