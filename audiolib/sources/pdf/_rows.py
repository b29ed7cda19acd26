"""Fragments of lines put together: rows from left to right or right to left, columns in order."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from audiolib.sources.pdf._sheet import Line, Sheet, is_right_to_left, join

_BIN = 2.0
_DEPTH = 2
_MOST_TITLES = 6
_LEAST = 4
"""Lines on either side of a gutter."""


def rows(fragments: Iterable[Line]) -> list[list[Line]]:
    """Fragments that stand on one line, from the top down, each row in its order of reading."""
    found: list[list[Line]] = []
    for part in sorted(fragments, key=lambda line: (line.y0 + line.y1, line.x0)):
        for row in found[:-4:-1]:
            if _beside(row[-1], part) or (len(row) > 1 and _beside(row[0], part)):
                row.append(part)
                break
        else:
            found.append([part])
    for row in found:
        turned = is_right_to_left(" ".join(part.text for part in row))
        row.sort(key=lambda line: -line.x1 if turned else line.x0)
    return found


def _beside(one: Line, other: Line) -> bool:
    overlap = min(one.y1, other.y1) - max(one.y0, other.y0)
    if overlap < 0.5 * min(one.height, other.height):
        return False
    within = min(one.x1, other.x1) - max(one.x0, other.x0)
    return within < 0.5 * min(one.x1 - one.x0, other.x1 - other.x0) + 0.5


def lines(sheet: Sheet) -> list[Line]:
    """The lines of a page in their order of reading, with the edges of their columns."""
    fragments = list(_without_initials(sheet.lines))
    turned = is_right_to_left(" ".join(line.text for line in fragments[:20]))
    found: list[Line] = []
    for column in _columns(fragments, turned, 0):
        edges = min(line.x0 for line in column), max(line.x1 for line in column)
        for row in rows(column):
            line = join(sheet.number, row)
            line.edges = edges
            line.cells = _cells(row)
            found.append(line)
    return found


def _cells(row: Sequence[Line]) -> tuple[Line, ...]:
    """The parts of a row between which lie gaps wider than those of justified words."""
    cells: list[list[Line]] = []
    for part in row:
        last = cells[-1][-1] if cells else None
        if last and max(part.x0 - last.x1, last.x0 - part.x1) < 1.2 * part.size:
            cells[-1].append(part)
        else:
            cells.append([part])
    return tuple(join(cell[0].page, cell) for cell in cells) if len(cells) > 1 else ()


def _without_initials(fragments: Sequence[Line]) -> Iterator[Line]:
    """Joins an initial that is several lines high to the line beside its top."""
    initials = [f for f in fragments if len(f.text) <= 2 and f.text[:1].isalpha()]
    taken: dict[int, Line] = {}
    dropped: set[int] = set()
    for initial in initials:
        beside = [
            f
            for f in fragments
            if initial.height > 1.6 * f.height
            and initial.y0 - f.height < f.y0 < initial.y1
            and 0 <= f.x0 - initial.x1 + 2 < 2 * initial.size
        ]
        if len(beside) >= 2:
            top = min(beside, key=lambda f: f.y0)
            taken[id(top)] = initial
            dropped.add(id(initial))
    for fragment in fragments:
        if id(fragment) in dropped:
            continue
        if first := taken.get(id(fragment)):
            text, style = fragment.pieces[0]
            fragment.pieces[0] = (first.text.strip() + text, style)
            fragment.x0 = first.x0
        yield fragment


def _columns(fragments: list[Line], turned: bool, depth: int) -> Iterator[list[Line]]:
    """The columns of a region in order; lines across all of them part it into bands."""
    titles = _titles_above(fragments) if not depth else []
    if titles:
        fragments = [f for f in fragments if f not in titles]
    gutter = _gutter(fragments) if depth < _DEPTH and len(fragments) >= 2 * _LEAST else None
    if titles and gutter is not None:
        yield titles
    elif titles:
        fragments = [*titles, *fragments]
    if gutter is None:
        if fragments:
            yield fragments
        return
    begin, end = gutter
    across = sorted((f for f in fragments if f.x0 < begin and f.x1 > end), key=lambda f: f.y0)
    band_edges = [f.y0 + f.height / 2 for f in across]
    bands: list[tuple[list[Line], list[Line], list[Line]]] = [
        ([], [], []) for _ in range(len(across) + 1)
    ]
    for fragment in fragments:
        middle = fragment.y0 + fragment.height / 2
        at = sum(edge < middle for edge in band_edges)
        if fragment.x0 < begin and fragment.x1 > end:
            bands[at + 1 if at < len(across) else at][0].append(fragment)
        else:
            bands[at][1 if fragment.x1 <= end else 2].append(fragment)
    single: list[Line] = []
    for spanning, left, right in bands:
        single += spanning
        if left and right:
            if single:
                yield single
                single = []
            for side in (right, left) if turned else (left, right):
                yield from _columns(side, turned, depth + 1)
        else:
            single += left + right
    if single:
        yield single


def _titles_above(fragments: Sequence[Line]) -> list[Line]:
    """Large or centred lines that stand above everything else, over whatever column."""
    ordered = sorted(fragments, key=lambda line: line.y0)
    if len(ordered) < 2 * _LEAST:
        return []
    size = median(line.size for line in ordered)
    middle = (min(f.x0 for f in ordered) + max(f.x1 for f in ordered)) / 2
    above: list[Line] = []
    for at, line in enumerate(ordered[:_MOST_TITLES]):
        alone = line.y1 <= ordered[at + 1].y0 + 1.0
        centred = abs((line.x0 + line.x1) / 2 - middle) < 1.5 * size
        if not alone or not (line.size > 1.12 * size or centred):
            break
        above.append(line)
    return above


def _gutter(fragments: Sequence[Line]) -> tuple[float, float] | None:
    """The widest empty strip that runs down between two columns, or None."""
    left = min(line.x0 for line in fragments)
    right = max(line.x1 for line in fragments)
    count = int((right - left) / _BIN) + 1
    if count > 5000 or right <= left:
        return None
    cover, ends, begins = [0] * (count + 1), [0] * (count + 1), [0] * (count + 1)
    for line in fragments:
        first, last = int((line.x0 - left) / _BIN), int((line.x1 - left) / _BIN)
        cover[first] += 1
        cover[last] -= 1
        begins[first] += 1
        ends[last] += 1
    strips = _strips(cover, ends, begins, len(fragments))
    wide = 0.8 * median(line.size for line in fragments)
    best = max(strips, key=lambda strip: strip[2], default=None)
    if best is None:
        return None
    begin, end = left + best[0] * _BIN, left + best[1] * _BIN
    if end - begin < max(wide, 6.0):
        return None
    return (begin, end) if _are_columns(fragments, begin, end) else None


def _strips(
    cover: list[int], ends: list[int], begins: list[int], total: int
) -> list[tuple[int, int, int]]:
    """Runs of bins that few lines cross: begin, end, and the lesser number of lines beside."""
    allowed = total // 5
    found: list[tuple[int, int, int]] = []
    crossing = done = started = 0
    run: int | None = None
    low = total
    for at in range(len(cover)):
        crossing += cover[at]
        done += ends[at]
        low = min(low, crossing)
        if crossing <= allowed and done >= _LEAST and total - started - begins[at] >= _LEAST:
            run = at if run is None else run
        elif run is not None:
            found.append((run, at, min(done, total - started)))
            run = None
        started += begins[at]
    return found


def _are_columns(fragments: Sequence[Line], begin: float, end: float) -> bool:
    """Whether the two sides are columns of text rather than the cells of a table.

    The writer of a file goes down a column before the next; a table it writes row by row. Only
    where lines fill both columns are they taken for columns against that order.
    """
    sides = [0 if f.x1 <= end else 1 for f in fragments if f.x1 <= end or f.x0 >= begin]
    less = min(sides.count(0), sides.count(1))
    if less < _LEAST:
        return False
    switches = sum(a != b for a, b in itertools.pairwise(sides))
    if switches <= max(2, less // 5):
        return True
    return all(
        _fill(
            [f for f in fragments if (f.x1 <= end) == first and not (f.x0 < begin and f.x1 > end)]
        )
        > 0.8
        for first in (True, False)
    )


def _fill(side: Sequence[Line]) -> float:
    """How much of their column the lines of one side take up."""
    width = max(f.x1 for f in side) - min(f.x0 for f in side)
    return median(f.x1 - f.x0 for f in side) / width if width > 0 else 0.0
