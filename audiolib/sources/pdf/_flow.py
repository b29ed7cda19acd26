"""What is usual in a document: the size of its text, its leading, its margins."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiolib.sources.pdf._sheet import Line
from audiolib.sources.pdf_words import BOLD

_NEAR = 3.0
"""Points by which the left edges of one column differ from page to page."""
_ALIKE = 0.84
_PROSE = 15.0
"""Ems; in a narrower block any word may fill the line."""
_Edges = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Body:
    """The usual text: size in points, distance of lines in ems, whether paragraphs are indented."""

    size: float
    bold: bool
    leading: float
    indented: bool


def measure(lines: Sequence[Line]) -> Body:
    sizes: Counter[float] = Counter()
    bold = letters = 0
    for line in lines:
        length = sum(len(text) for text, _ in line.pieces)
        sizes[round(2 * line.size) / 2] += length
        letters += length
        bold += sum(len(text) for text, style in line.pieces if style & BOLD)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    steps = [
        step / line.size
        for last, line in pairwise(lines)
        if line.size and abs(line.size - size) < 0.6 and (step := distance(last, line)) > 0
    ]
    usual = Counter(round(20 * step) / 20 for step in steps if 0.8 < step < 2.6)
    # Paragraphs of one line may stand farther apart than lines of a paragraph; the lesser counts.
    common = [step for step, count in usual.items() if count >= 0.08 * len(steps)]
    body = [line for line in lines if abs(line.size - size) < 0.6]
    indents = sum(0.8 * size < indent(line) < 4 * size for line in body)
    return Body(
        size=size,
        bold=2 * bold > letters,
        leading=min(common) if common else 1.2,
        indented=indents > 0.04 * len(body),
    )


def distance(last: Line, line: Line) -> float:
    """From one baseline to the next; 0 where the next is not below in the same column."""
    beside = last.edges[1] < line.edges[0] or line.edges[1] < last.edges[0]
    if last.page != line.page or beside or line.y1 <= last.y1:
        return 0.0
    return line.y1 - last.y1


def indent(line: Line) -> float:
    """Points between the column's edge and where the line begins."""
    left, right = line.edges
    return right - line.x1 if line.is_right_to_left else line.x0 - left


def slack(line: Line) -> float:
    """Points left free behind the end of the line, on both sides where it is centred."""
    left, right = line.edges
    before, after = line.x0 - left, right - line.x1
    if is_centred(line):
        return before + after
    return before if line.is_right_to_left else after


def is_centred(line: Line) -> bool:
    left, right = line.edges
    before, after = line.x0 - left, right - line.x1
    return before > 2.6 * line.size and abs(before - after) < max(line.size, 0.06 * before)


def widen(lines: Iterable[Line]) -> None:
    """Give columns the edges that are usual for their place on pages of their side.

    The longest line of a page of verse says little of the width it might have had.
    """
    sides: tuple[Counter[_Edges], Counter[_Edges]] = (Counter(), Counter())
    every = list(lines)
    for line in every:
        sides[line.page % 2][line.edges] += 1
    usual = _as_wide(*(_usual(counts) for counts in sides))
    for line in every:
        line.edges = _widened(line.edges, usual[line.page % 2])


def _usual(counts: Counter[_Edges]) -> list[_Edges]:
    """The columns that hold enough lines; those that differ only by their longest are one."""
    least = max(4.0, 0.02 * counts.total())
    found: list[_Edges] = []
    for left, right in sorted(edges for edges, count in counts.items() if count >= least):
        for at, (near, far) in enumerate(found):
            like = min(right, far) - left > _ALIKE * (max(right, far) - left)
            if abs(left - near) <= _NEAR and like:
                found[at] = near, max(right, far)
                break
        else:
            found.append((left, right))
    return found


def _as_wide(even: Sequence[_Edges], odd: Sequence[_Edges]) -> tuple[list[_Edges], list[_Edges]]:
    """The columns of both sides, those that correspond equally wide: margins are mirrored."""

    def widest(column: _Edges, others: Sequence[_Edges]) -> _Edges:
        width = column[1] - column[0]
        like = (right - left for left, right in others)
        widths = [w for w in like if min(w, width) > _ALIKE * max(w, width)]
        return column[0], column[0] + max([width, *widths])

    return [widest(c, odd) for c in even], [widest(c, even) for c in odd]


def _widened(edges: _Edges, usual: Sequence[_Edges]) -> _Edges:
    """The narrowest usual column around."""
    around = [
        (left, right)
        for left, right in usual
        if left - _NEAR <= edges[0] and edges[1] <= right + _NEAR
    ]
    left, right = min(around, key=lambda e: e[1] - e[0], default=edges)
    return min(left, edges[0]), max(right, edges[1])


def narrow(lines: Sequence[Line], body: Body) -> None:
    """Give blocks that are set narrower than their column edges of their own.

    Such a block, an extract for one, is full in all its lines but the last; verse hardly ever is.
    """
    block: list[Line] = []
    for line in lines:
        last = block[-1] if block else None
        usual = 1.28 * body.leading * line.size
        if last and not (
            0 < distance(last, line) < usual
            and abs(line.size - last.size) < 0.1 * line.size
            and (len(block) < 2 or abs(line.x0 - last.x0) < 0.3 * line.size)
        ):
            _narrow(block)
            block = []
        block.append(line)
    _narrow(block)


def _narrow(block: Sequence[Line]) -> None:
    if len(block) < 4:
        return
    left, right = min(line.x0 for line in block), max(line.x1 for line in block)
    outer = block[0].edges
    size = block[0].size
    if right - left > 0.93 * (outer[1] - outer[0]) or right - left < _PROSE * size:
        return
    turned = block[0].is_right_to_left
    for last, line in pairwise(block):
        text = line.text
        word = (len(text.split(" ", 1)[0]) + 1) * (line.x1 - line.x0) / max(1, len(text))
        free = last.x0 - left if turned else right - last.x1
        if free > word + 0.3 * last.size + 1.0:
            return
    for line in block:
        line.edges = left, right
