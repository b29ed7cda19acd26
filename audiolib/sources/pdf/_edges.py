"""The rows near the top and foot of pages, and the numbers of pages they may hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audiolib.sources.pdf._rows import rows
from audiolib.sources.pdf._sheet import Line, Sheet

_DEPTH = 3
"""Rows looked at from either edge of the page."""
_NEAR = 0.25
"""The part of the page's height within which heads and feet lie."""
_LONGEST = 150
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_FRAME = r"[\s\-–—.·|\[\](){}~•*/]*"
_PAGE = r"page|p\.|trang|tr\.|стр\.?|с\.|стор\.?|сторінка|страница|صفحه|ص"
_ALONE = re.compile(
    rf"{_FRAME}(?:(?:{_PAGE})\s*)?([0-9]{{1,4}}|[ivxlcdm]{{1,8}}){_FRAME}", re.IGNORECASE
)
_EDGE = re.compile(
    r"^\W*([0-9]{1,4}|[ivxlcdm]{1,8})\b\W*|\W*\b([0-9]{1,4}|[ivxlcdm]{1,8})\W*$", re.IGNORECASE
)
_DIGITS = {
    ord(digit): str(value)
    for digits in ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")
    for value, digit in enumerate(digits)
}


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number that may be the page's, as printed, and its kind (`1` Arabic, `i` Roman)."""

    value: int
    text: str

    @property
    def kind(self) -> str:
        return "1" if self.text.isdecimal() else "i"


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A row near the top (`side` 0) or foot (1) of a page.

    `rest` is its text without the number; `apart` tells that the number stands by itself, alone
    in the row or with a wide gap beside it. `gap` is the distance of the next row in its heights.
    """

    sheet: int
    side: int
    depth: int
    y: float
    size: float
    parts: Sequence[Line]
    text: str
    rest: str
    gap: float
    number: PrintedNumber | None
    apart: bool

    @property
    def alone(self) -> bool:
        """Whether the row is nothing but a number."""
        return self.number is not None and not self.rest

    @property
    def offset(self) -> tuple[str, int]:
        """The kind of the number, and by how much it differs from the sheet's."""
        number = self.number
        return (number.kind, number.value - self.sheet) if number else ("", 0)


def edge_rows(sheet: Sheet) -> Iterator[EdgeRow]:
    """The rows at a page's edges, from each edge inwards."""
    found = rows(sheet.lines)
    for side, ordered in ((0, found), (1, found[::-1])):
        for depth, row in enumerate(ordered[:_DEPTH]):
            text = "  ".join(part.text for part in row)
            y = (row[0].y0 + row[0].y1) / 2
            far = y if side == 0 else sheet.height - y
            if len(text) > _LONGEST or far > _NEAR * sheet.height:
                break
            following = ordered[depth + 1] if depth + 1 < len(ordered) else None
            gap = abs((following[0].y0 + following[0].y1) / 2 - y) if following else 99.0
            number, rest, apart = _number(row, text)
            yield EdgeRow(
                sheet=sheet.number,
                side=side,
                depth=depth,
                y=y,
                size=row[0].size,
                parts=row,
                text=_folded(text),
                rest=rest,
                gap=gap / (1.15 * max(row[0].size, 1.0)),
                number=number,
                apart=apart,
            )


def _number(row: Sequence[Line], text: str) -> tuple[PrintedNumber | None, str, bool]:
    """The number a row may hold, the rest of its text, and whether the number stands apart."""
    if match := _ALONE.fullmatch(text.translate(_DIGITS)):
        return _value(match[1]), "", True
    for at in (0, -1) if len(row) > 1 else ():
        if match := _ALONE.fullmatch(row[at].text.translate(_DIGITS)):
            others = row[1:] if at == 0 else row[:-1]
            return _value(match[1]), _folded("  ".join(part.text for part in others)), True
    if match := _EDGE.search(text.translate(_DIGITS)):
        rest = text[: match.start()] + text[match.end() :]
        return _value(match[1] or match[2]), _folded(rest), False
    return None, _folded(text), False


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _value(text: str) -> PrintedNumber | None:
    if text.isdecimal():
        return PrintedNumber(int(text), text)
    if not _ROMAN.fullmatch(text):
        return None
    values = [_VALUES[letter] for letter in text.lower()]
    total = sum(
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )
    return PrintedNumber(total, text)
