"""Lexicons as tables, for spreadsheets: CSV and TSV with a line of names."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tts.errors import LexiconError
from tts.lexicon.words import plain

COLUMNS = (
    *("grapheme", "alias", "ipa", "lang", "match"),
    *("followed", "not_followed", "preceded", "not_preceded", "note", "author"),
)
_NAMES = {name: name for name in COLUMNS} | {
    "word": "grapheme",
    "từ": "grapheme",
    "слово": "grapheme",
    "واژه": "grapheme",
    "spoken": "alias",
    "cách đọc": "alias",
    "phoneme": "ipa",
    "phiên âm": "ipa",
    "language": "lang",
    "ngôn ngữ": "lang",
    "ghi chú": "note",
}
_FORMULA = re.compile(r"'*[=+\-@]")
_DELIMITERS = "\t;,"
_ORDER = ("grapheme", "alias", "ipa")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its cells by column, as they are written."""

    line: int
    cells: dict[str, str]


def read_table(content: bytes) -> Iterator[Row]:
    """The rows of a table that have a word; parted by tabs, semicolons or commas.

    The first line names the columns, in any order; one that is not known is passed over. Where it
    names none, the columns are word, alias, IPA.

    Raises:
        LexiconError: it is not UTF-8 (or UTF-16 with its mark), or no table.
    """
    text = _decoded(content)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: tuple[str, ...] | None = None
    try:
        for cells in reader:
            if names is None:
                named = tuple(_NAMES.get(cell.strip().lower(), "") for cell in cells)
                names = named if "grapheme" in named else _ORDER
                if names is named:
                    continue
            row = {n: plain(_bare(c)) for n, c in zip(names, cells, strict=False) if n}
            if row.get("grapheme"):
                yield Row(reader.line_num, row)
    except csv.Error as error:
        raise LexiconError(reader.line_num, str(error)) from error


def write_table(rows: Iterable[dict[str, str]], delimiter: str = ",") -> bytes:
    """A table in UTF-8 with its mark, which spreadsheets need to know it by."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, delimiter=delimiter, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: _safe(text) for name, text in row.items()} for row in rows)
    return codecs.BOM_UTF8 + out.getvalue().encode()


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _bare(cell: str) -> str:
    """A cell as it was before `_safe`."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell


def _decoded(content: bytes) -> str:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise LexiconError(line, "not UTF-8") from error
