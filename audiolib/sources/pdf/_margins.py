"""Running heads and feet, and the numbers of the printed pages that stand in them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from audiolib.sources.pdf._rows import rows
from audiolib.sources.pdf._sheet import Line, Sheet

_DEPTH = 3
"""Rows looked at from either edge of the page."""
_SAME = 4.0
"""Points by which a head may stand higher or lower from page to page."""
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_TOKEN = re.compile(r"\d{1,4}|[ivxlcdm]{1,8}", re.IGNORECASE)
_ALONE = re.compile(
    r"[\s\-–—.·|\[\](){}~•*/]*(?:(?:page|p\.|trang|tr\.|стр\.?|с\.|стор\.?|сторінка|страница|صفحه|ص)"
    r"\s*)?([0-9]{1,4}|[ivxlcdm]{1,8})[\s\-–—.·|\[\](){}~•*/]*",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"^\W*([0-9]{1,4}|[ivxlcdm]{1,8})\b|\b([0-9]{1,4}|[ivxlcdm]{1,8})\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number that may be the page's: its value, and its kind (`1` Arabic, `i` Roman)."""

    value: int
    text: str

    @property
    def kind(self) -> str:
        return "1" if self.text.isdecimal() else "i"


@dataclass(slots=True)
class _Row:
    """A row near the top or foot of a page."""

    sheet: int
    side: int
    depth: int
    y: float
    parts: list[Line]
    text: str
    gap: float
    number: PrintedNumber | None
    alone: bool


def strip_margins(sheets: Sequence[Sheet]) -> tuple[dict[int, str], int]:
    """Take heads and feet out of the pages.

    Returns:
        The label of each page by the sheet's number, and how many rows were taken out.
    """
    candidates = [row for sheet in sheets for row in _edge_rows(sheet)]
    offsets = _offsets(candidates, len(sheets))
    taken = _taken(candidates, offsets)
    printed: dict[int, PrintedNumber] = {}
    gone: dict[int, set[int]] = defaultdict(set)
    for row in taken:
        gone[row.sheet].update(id(part) for part in row.parts)
        if row.number and _fits(row, offsets):
            printed.setdefault(row.sheet, row.number)
    for sheet in sheets:
        if ids := gone.get(sheet.number):
            sheet.lines = [line for line in sheet.lines if id(line) not in ids]
    return _labels(sheets, printed), len(taken)


def _edge_rows(sheet: Sheet) -> Iterator[_Row]:
    found = rows(sheet.lines)
    for side, ordered in ((0, found), (1, found[::-1])):
        for depth, row in enumerate(ordered[:_DEPTH]):
            text = "  ".join(part.text for part in row)
            if len(text) > 150:
                break
            y = (row[0].y0 + row[0].y1) / 2
            near = 0.25 * sheet.height
            if (y if side == 0 else sheet.height - y) > near:
                break
            following = ordered[depth + 1] if depth + 1 < len(ordered) else None
            gap = abs((following[0].y0 + following[0].y1) / 2 - y) if following else 99.0
            number, alone = _number(text)
            yield _Row(sheet.number, side, depth, y, row, text, gap / row[0].height, number, alone)


def _key(row: _Row, offsets: dict[str, set[int]]) -> str:
    """The text of a row without the number of its page; another number ("Chapter 5") stays."""
    text = _EDGE.sub("#", row.text) if _fits(row, offsets) else row.text
    return " ".join(text.casefold().split())


def _number(text: str) -> tuple[PrintedNumber | None, bool]:
    """The page number a row may hold, and whether it holds nothing else."""
    text = text.translate(_DIGITS)
    if match := _ALONE.fullmatch(text):
        return _value(match[1]), True
    if match := _EDGE.search(text):
        return _value(match[1] or match[2]), False
    return None, False


_DIGITS = {
    ord(digit): str(value)
    for digits in ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")
    for value, digit in enumerate(digits)
}


def _value(text: str) -> PrintedNumber | None:
    if text.isdecimal():
        return PrintedNumber(int(text), text)
    if not _ROMAN.fullmatch(text):
        return None
    values = [_VALUES[letter] for letter in text.lower()]
    total = sum(
        -v if any(v < later for later in values[i + 1 : i + 2]) else v for i, v in enumerate(values)
    )
    return PrintedNumber(total, text)


def _offsets(candidates: Iterable[_Row], pages: int) -> dict[str, set[int]]:
    """By how much printed numbers differ from the sheets', for each kind of number."""
    counts: Counter[tuple[str, int]] = Counter()
    seen: set[tuple[int, str, int]] = set()
    for row in candidates:
        if row.number:
            key = row.number.kind, row.number.value - row.sheet
            if (row.sheet, *key) not in seen:
                seen.add((row.sheet, *key))
                counts[key] += 1
    least = 3 if pages > 4 else 1 if pages == 1 else 2
    alone: Counter[tuple[str, int]] = Counter(
        (row.number.kind, row.number.value - row.sheet)
        for row in candidates
        if row.number and row.alone
    )
    found: dict[str, set[int]] = {"1": set(), "i": set()}
    for key, count in counts.items():
        # In a few pages one number that stands alone and counts from the first sheet is enough.
        if count >= least or (pages <= 4 and alone[key] and key[1] == 1):
            found[key[0]].add(key[1])
    return found


def _fits(row: _Row, offsets: dict[str, set[int]]) -> bool:
    number = row.number
    return number is not None and number.value - row.sheet in offsets[number.kind]


def _taken(candidates: Sequence[_Row], offsets: dict[str, set[int]]) -> list[_Row]:
    """The rows that are heads or feet, from the page's edge inwards."""
    groups: dict[tuple[int, str, float], list[_Row]] = defaultdict(list)
    for row in candidates:
        groups[row.side, _key(row, offsets), round(row.parts[0].size)].append(row)
    repeated: set[int] = set()
    for (_, key, _size), group in groups.items():
        if not key.strip("# "):
            continue
        for row in group:
            same = {r.sheet for r in group if abs(r.y - row.y) <= _SAME}
            if len(same) >= (3 if row.gap < 1.8 else 2):
                repeated.add(id(row))
    taken: list[_Row] = []
    ended: set[tuple[int, int]] = set()
    for row in sorted(candidates, key=lambda r: (r.sheet, r.side, r.depth)):
        edge = row.sheet, row.side
        numbered = _fits(row, offsets) and (row.alone or row.gap >= 1.5 or id(row) in repeated)
        if edge not in ended and (numbered or id(row) in repeated):
            taken.append(row)
        else:
            ended.add(edge)
    return taken


def _labels(sheets: Sequence[Sheet], printed: dict[int, PrintedNumber]) -> dict[int, str]:
    """Printed numbers first, those between two of them counted on; then the file's; then sheets'."""
    labels: dict[int, str] = {}
    own = {sheet.label for sheet in sheets if sheet.label}
    for sheet in sheets:
        here = sheet.number
        if here in printed:
            labels[here] = printed[here].text
        elif counted := _counted(here, printed):
            labels[here] = counted
        elif sheet.label and len(own) == len(sheets):
            labels[here] = sheet.label
        else:
            labels[here] = str(here + 1)
    return labels


def _counted(sheet: int, printed: dict[int, PrintedNumber]) -> str:
    """The number a page has though it isn't printed: chapters often open without one."""
    for away in (1, -1, 2, -2):
        near = printed.get(sheet + away)
        if near and near.kind == "1" and near.value - away >= 1:
            return str(near.value - away)
    return ""
