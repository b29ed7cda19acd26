"""Tables of works as .xlsx and .csv: rows of plain text, whatever a stranger's file holds."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any

from audiolib.catalogue.exchange.errors import SheetError

ROWS = 500
"""Works of one file."""
_COLUMNS = 100
_BYTES = 5_000_000
_UNPACKED = 30_000_000
_PARTS = 200
_XLSX = b"PK\x03\x04"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet program take a cell for a formula."""
_ENCODINGS = ("utf-8-sig", "utf-16")


def rows(content: bytes, most: int = ROWS) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, with their numbers from 1; at most so many below the headings.

    Raises:
        SheetError: it is no such file (`format`), or there is too much in it (`size`).
    """
    if len(content) > _BYTES:
        raise SheetError("size")
    found = _xlsx(content) if content.startswith(_XLSX) else _csv(content)
    told: list[tuple[int, list[str]]] = []
    for number, cells in enumerate(found, 1):
        if number > 20 * most:
            raise SheetError("size")
        texts = [_text(cell) for cell in cells[:_COLUMNS]]
        if any(texts):
            told.append((number, texts))
            if len(told) > most + 1:
                raise SheetError("size")
    return told


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


def _csv(content: bytes) -> Iterator[Sequence[Any]]:
    text = _decoded(content)
    if "\0" in text:
        raise SheetError("format")
    first = text.partition("\n")[0]
    delimiter = max(";\t,", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise SheetError("format") from error


def _decoded(content: bytes) -> str:
    for encoding in _ENCODINGS:
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError("format")


def _xlsx(content: bytes) -> Iterator[Sequence[Any]]:
    from openpyxl import load_workbook

    _look(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # The size that the file claims is not to be trusted: it may be a million columns.
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)
    except SheetError:
        raise
    except Exception as error:  # whatever a stranger's file makes of openpyxl
        raise SheetError("format") from error


def _look(content: bytes) -> None:
    """Refuse a zip that unpacks to far more than a table is, or that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > _PARTS or sum(part.file_size for part in parts) > _UNPACKED:
                raise SheetError("size")
            for part in parts:
                with packed.open(part) as unpacked:
                    if b"<!DOCTYPE" in unpacked.read().replace(b"\0", b""):  # UTF-16 as well
                        raise SheetError("format")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise SheetError("format") from error
    except ValueError as error:
        raise SheetError("format") from error


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
