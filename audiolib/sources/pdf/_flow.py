"""What is usual in a document: the size of its text, its leading, its margins."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from audiolib.sources.pdf._sheet import Line
from audiolib.sources.pdf_words import BOLD

_GRID = 4.0
_NEAR = 3.0


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
        for last, line in itertools.pairwise(lines)
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
    if last.page != line.page or last.edges != line.edges or line.y1 <= last.y1:
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
    """Give columns that hold only short lines the edges usual on pages of their side."""
    every = list(lines)
    counts: tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]] = (Counter(), Counter())
    exact: dict[tuple[int, int, int], list[tuple[float, float]]] = {}
    for line in every:
        key = round(line.edges[0] / _GRID), round(line.edges[1] / _GRID)
        counts[line.page % 2][key] += 1
        exact.setdefault((line.page % 2, *key), []).append(line.edges)
    usual: list[list[tuple[float, float]]] = []
    for side in (0, 1):
        least = max(4.0, 0.05 * counts[side].total())
        usual.append(
            [
                (median(e[0] for e in edges), median(e[1] for e in edges))
                for key, count in counts[side].items()
                if count >= least and (edges := exact[side, *key])
            ]
        )
    for line in every:
        line.edges = _widened(line.edges, usual[line.page % 2])


def _widened(edges: tuple[float, float], usual: list[tuple[float, float]]) -> tuple[float, float]:
    around = [
        (left, right)
        for left, right in usual
        if left - _NEAR <= edges[0] and edges[1] <= right + _NEAR
    ]
    if not around:
        return edges
    left, right = min(around, key=lambda e: e[1] - e[0])
    if right - left < 1.02 * (edges[1] - edges[0]):
        left, right = max(around, key=lambda e: e[1] - e[0]) if len(around) == 1 else (left, right)
    return min(left, edges[0]), max(right, edges[1])
