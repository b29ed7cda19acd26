"""Tables of works as .xlsx and .csv: rows of plain text, whatever a stranger's file holds."""

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from itertools import chain
from typing import IO, Any, BinaryIO

from audiolib.catalogue.exchange.errors import (
    SheetError,
    TableEncodingError,
    TableError,
    TableLineError,
)

ROWS = 500
"""Works of one file."""
_COLUMNS = 100
_BYTES = 5_000_000
_UNPACKED = 30_000_000
_PARTS = 200
UNPACKED = 2_000_000_000
"""Bytes that a workbook of many rows may unpack to; they are never held at once."""
_SHARED = 100_000_000
"""Bytes of the texts that cells share, which are held at once."""
_LINE = 1 << 20
"""Letters of a line."""
_ESCAPED = re.compile("[\udc80-\udcff]")
"""What stands for a byte that is no UTF-8, so that its row can be told."""
_CHUNK = 1 << 20
_DOCTYPE = b"<!DOCTYPE"
_XLSX = b"PK\x03\x04"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet program take a cell for a formula."""


def rows(content: bytes, most: int = ROWS) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, with their numbers from 1; at most so many below the headings.

    Raises:
        SheetError: it is no such file (`format`), or there is too much in it (`size`).
    """
    if len(content) > _BYTES:
        raise SheetError("size")
    told: list[tuple[int, list[str]]] = []
    try:
        for number, texts in stream(io.BytesIO(content), unpacked=_UNPACKED):
            told.append((number, texts))
            if len(told) > most + 1 or number > 20 * most:
                raise SheetError("size")
    except TableError as error:
        raise SheetError("format") from error
    return told


def stream(file: BinaryIO, unpacked: int = UNPACKED) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with their numbers from 1, as they are read.

    Raises:
        SheetError: it is no such file (`format`), or unpacks to more than it may (`size`).
        TableError: a row can't be read.
    """
    packed = file.read(len(_XLSX)) == _XLSX
    file.seek(0)
    for number, cells in enumerate(_xlsx(file, unpacked) if packed else _csv(file), 1):
        texts = [_text(cell) for cell in cells[:_COLUMNS]]
        if any(texts):
            yield number, texts


def as_csv(table: Iterable[Sequence[str]]) -> bytes:
    """A table as CSV that spreadsheet programs open as UTF-8, with nothing that they would run."""
    return codecs.BOM_UTF8 + b"".join(map(csv_line, table))


def csv_line(row: Sequence[str]) -> bytes:
    """A row of CSV."""
    out = io.StringIO()
    csv.writer(out).writerow([harmless(cell) for cell in row])
    return out.getvalue().encode()


def as_xlsx(table: Iterable[Sequence[str]]) -> bytes:
    """A table as .xlsx; every cell is text."""
    out = io.BytesIO()
    write_xlsx(table, out)
    return out.getvalue()


def write_xlsx(table: Iterable[Sequence[str]], out: IO[bytes]) -> None:
    """Write a table as .xlsx, its rows as they come."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Audiolib")
    for row in table:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=harmless(text))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(out)


def harmless(text: str) -> str:
    """A text that no spreadsheet program takes for a formula: an apostrophe goes before it."""
    plain = "".join(c for c in text if c >= " " or c in "\t\n\r")
    return f"'{plain}" if plain.lstrip(" ").startswith(_FORMULA) else plain


def _csv(file: BinaryIO) -> Iterator[Sequence[Any]]:
    lines = _lines(file)
    first = next(lines, "")
    delimiter = max(";\t,", key=first.count)
    rows = csv.reader(chain((first,), lines), delimiter=delimiter)
    try:
        yield from rows
    except csv.Error as error:
        raise TableError(rows.line_num) from error


def _lines(file: BinaryIO) -> Iterator[str]:
    """The lines of a text in UTF-8, or in UTF-16 with its mark.

    Raises:
        SheetError: it is no text at all.
        TableError: a line is too long, in another encoding, or has a sign that no text has.
    """
    head = file.read(3)
    file.seek(0)
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    told = ("utf-16", "strict") if wide else ("utf-8-sig", "surrogateescape")
    text = io.TextIOWrapper(file, encoding=told[0], errors=told[1], newline="")
    number = 0
    try:
        while True:
            number += 1
            line = text.readline(_LINE)
            if len(line) >= _LINE:
                raise TableLineError(number)
            if "\0" in line:
                raise SheetError("format") if number == 1 else TableError(number)
            if _ESCAPED.search(line):
                raise TableEncodingError(number)
            if not line:
                return
            yield line
    except UnicodeError as error:
        raise TableEncodingError(number) from error
    finally:
        # The file is its caller's to close, who may have done so by now.
        with suppress(ValueError):
            text.detach()


def _xlsx(file: BinaryIO, unpacked: int) -> Iterator[Sequence[Any]]:
    from openpyxl import load_workbook

    _look(file, unpacked)
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # The size that the file claims is not to be trusted: it may be a million columns.
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)
    except SheetError:
        raise
    except Exception as error:  # whatever a stranger's file makes of openpyxl
        raise SheetError("format") from error


def _look(file: BinaryIO, unpacked: int) -> None:
    """Refuse a zip that unpacks to far more than a table is, or that declares entities."""
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
            texts = sum(p.file_size for p in parts if p.filename.endswith("sharedStrings.xml"))
            whole = sum(part.file_size for part in parts)
            if len(parts) > _PARTS or whole > unpacked or texts > _SHARED:
                raise SheetError("size")
            for part in parts:
                with packed.open(part) as opened:
                    _make_sure_of_no_doctype(opened)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise SheetError("format") from error
    except (ValueError, zlib.error) as error:
        raise SheetError("format") from error


def _make_sure_of_no_doctype(part: IO[bytes]) -> None:
    before = b""
    while chunk := part.read(_CHUNK):
        plain = before + chunk.replace(b"\0", b"")  # UTF-16 as well
        if _DOCTYPE in plain:
            raise SheetError("format")
        before = plain[-len(_DOCTYPE) :]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    text = " ".join(str(cell).replace("\0", "").split())
    # The apostrophe that `harmless` puts before a sign is no letter of the text.
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text
