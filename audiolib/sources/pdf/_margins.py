"""Running heads and feet taken out, and the numbers of the printed pages that stand in them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from audiolib.sources.pdf._edges import EdgeRow, PrintedNumber, edge_rows
from audiolib.sources.pdf._sheet import Sheet

_SAME = 4.0
"""Points by which a head may stand higher or lower from page to page."""
_FEW = 6
"""Pages of a document in which two like rows are enough."""

_Offsets = set[tuple[str, int]]


def strip_margins(sheets: Sequence[Sheet], reach: int = 2) -> dict[int, str]:
    """Take heads and feet out of the pages; gives the label of each page by the sheet's number.

    A page without a number gets one by counting from a page at most `reach` sheets away.
    """
    candidates = [row for sheet in sheets for row in edge_rows(sheet)]
    least = 2 if len(sheets) <= _FEW else 3
    offsets = _offsets(candidates, least, len(sheets))
    printed: dict[int, PrintedNumber] = {}
    gone: dict[int, set[int]] = defaultdict(set)
    for row in _taken(candidates, offsets, least):
        gone[row.sheet].update(id(part) for part in row.parts)
        if row.number and row.offset in offsets:
            printed.setdefault(row.sheet, row.number)
    for sheet in sheets:
        if ids := gone.get(sheet.number):
            sheet.lines = [line for line in sheet.lines if id(line) not in ids]
    return _labels(sheets, printed, reach)


def _offsets(candidates: Sequence[EdgeRow], least: int, pages: int) -> _Offsets:
    """By how much printed numbers differ from the sheets', for each kind of number.

    A number within a row counts only where the rest of the row comes again on other pages: the
    first words of a page may well be "3. …".
    """
    repeated = _repeated(candidates, lambda row: row.rest, least)
    sheets: dict[tuple[str, int], set[int]] = defaultdict(set)
    for row in candidates:
        told = row.alone or (row.apart and row.gap >= 1.3) or id(row) in repeated
        if row.number and told:
            sheets[row.offset].add(row.sheet)
    counts = Counter({offset: len(found) for offset, found in sheets.items()})
    kinds = Counter(kind for kind, _ in counts.elements())
    found = {
        offset
        for offset, count in counts.items()
        if count >= least and count >= 0.08 * kinds[offset[0]]
    }
    if pages <= 4:
        # In a few pages one number that stands alone and counts from the first sheet is enough.
        found |= {row.offset for row in candidates if row.alone and row.offset == ("1", 1)}
    return found


def _repeated(candidates: Iterable[EdgeRow], key: Callable[[EdgeRow], str], least: int) -> set[int]:
    """The rows whose text stands at the same place, in the same size, on several pages."""
    groups: dict[Hashable, list[EdgeRow]] = defaultdict(list)
    for row in candidates:
        if any(c.isalpha() for c in key(row)):
            groups[row.side, key(row), round(row.size)].append(row)
    found: set[int] = set()
    for group in groups.values():
        for place in _places(group):
            pages = {row.sheet for row in place}
            found.update(id(row) for row in place if len(pages) >= (2 if row.gap >= 1.8 else least))
    return found


def _places(group: Iterable[EdgeRow]) -> list[list[EdgeRow]]:
    """Rows of one text parted by where they stand on the page."""
    places: list[list[EdgeRow]] = []
    for row in sorted(group, key=lambda row: row.y):
        if places and row.y - places[-1][0].y <= _SAME:
            places[-1].append(row)
        else:
            places.append([row])
    return places


def _taken(candidates: Sequence[EdgeRow], offsets: _Offsets, least: int) -> list[EdgeRow]:
    """The rows that are heads or feet, from the page's edge inwards."""

    def text(row: EdgeRow) -> str:
        # Another number than the page's belongs to the text: "Chapter 5" on three pages.
        return row.rest if row.offset in offsets else row.text

    repeated = _repeated(candidates, text, least)
    plain = [row for row in candidates if _is_plain(row, offsets) or id(row) in repeated]
    slots: dict[int, list[float]] = {
        side: sorted({round(row.y) for row in plain if row.side == side}) for side in (0, 1)
    }
    chosen = {id(row) for row in plain}
    taken: list[EdgeRow] = []
    ended: set[tuple[int, int]] = set()
    for row in sorted(candidates, key=lambda row: (row.sheet, row.side, row.depth)):
        in_slot = row.offset in offsets and row.gap >= 1.4 and _is_near(row.y, slots[row.side])
        edge = row.sheet, row.side
        if edge not in ended and (id(row) in chosen or in_slot):
            taken.append(row)
        else:
            ended.add(edge)
    return taken


def _is_plain(row: EdgeRow, offsets: _Offsets) -> bool:
    return row.offset in offsets and (row.alone or (row.apart and row.gap >= 1.3))


def _is_near(y: float, places: Sequence[float]) -> bool:
    return any(abs(y - place) <= _SAME for place in places)


def _labels(
    sheets: Sequence[Sheet], printed: dict[int, PrintedNumber], reach: int
) -> dict[int, str]:
    """Printed numbers, those between two of them counted on; else the file's; else the sheets'."""
    labels: dict[int, str] = {}
    own = {sheet.label for sheet in sheets if sheet.label}
    for sheet in sheets:
        here = sheet.number
        if here in printed:
            labels[here] = printed[here].text
        elif counted := _counted(here, printed, reach):
            labels[here] = counted
        elif sheet.label and len(own) == len(sheets):
            labels[here] = sheet.label
        else:
            labels[here] = str(here + 1)
    return labels


def _counted(sheet: int, printed: dict[int, PrintedNumber], reach: int) -> str:
    """The number a page has though it isn't printed: chapters often open without one."""
    for away in (sign * step for step in range(1, reach + 1) for sign in (1, -1)):
        near = printed.get(sheet + away)
        if near and near.kind == "1" and near.value - away >= 1:
            return str(near.value - away)
    return ""
