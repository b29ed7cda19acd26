"""Pages of a PDF as fragments of lines, before anything is known of columns or paragraphs."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from audiolib.sources.pdf._words import ITALIC, LOWERED, RAISED

GAP = 1.5
"""White space, in ems, that parts two fragments of one line: a column's edge or a cell's."""
_COMPATIBLE = re.compile("[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc]")
_RIGHT_TO_LEFT = frozenset(("R", "AL"))

Piece = tuple[str, int]
"""Text and its style (`ITALIC`, `BOLD`, `RAISED`, `LOWERED`)."""


@dataclass(slots=True)
class Line:
    """A line, or a part of one, with its box in points from the page's left and top.

    `edges` are the left and right of the column it stands in; `cells` are its parts where wide
    gaps lie between them, else empty.
    """

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    pieces: list[Piece]
    edges: tuple[float, float] = (0.0, 0.0)
    cells: tuple["Line", ...] = ()

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def style(self) -> int:
        """The style that most of the line has."""
        if len(self.pieces) == 1:
            return self.pieces[0][1]
        weights: Counter[int] = Counter()
        for text, style in self.pieces:
            weights[style] += len(text)
        return weights.most_common(1)[0][0] if weights else 0

    @property
    def is_right_to_left(self) -> bool:
        return is_right_to_left(self.text)


@dataclass(slots=True)
class Sheet:
    """One page: its fragments in the order of the file, and what else was seen on it."""

    number: int
    width: float = 0.0
    height: float = 0.0
    label: str = ""
    lines: list[Line] = field(default_factory=list)
    pictures: tuple[float, ...] = ()
    legacy: dict[str, int] = field(default_factory=dict)
    unmapped: int = 0
    turned: int = 0
    broken: str = ""

    @property
    def letters(self) -> int:
        return sum(len(text) for line in self.lines for text, _ in line.pieces)


def sheet(values: dict[str, Any]) -> Sheet:
    """A page from what the extracting process wrote of it."""
    number = int(values["number"])
    if "broken" in values:
        return Sheet(number, broken=str(values["broken"]))
    return Sheet(
        number=number,
        width=values["width"],
        height=values["height"],
        label=values["label"],
        lines=list(_fragments(number, values["words"])),
        pictures=tuple(values["pictures"]),
        legacy=values["legacy"],
        unmapped=values["unmapped"],
        turned=values["turned"],
    )


def is_right_to_left(text: str) -> bool:
    """Whether more letters run from right to left than the other way."""
    letters = [c for c in text[:200] if c.isalpha()]
    turned = sum(c > "\u0590" and unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in letters)
    return 2 * turned > len(letters)


def join(page: int, parts: Sequence[Line]) -> Line:
    """One line of fragments that stand beside each other, in their order of reading."""
    if len(parts) == 1:
        return parts[0]
    main = max(parts, key=lambda part: len(part.text))
    pieces: list[Piece] = []
    last: Line | None = None
    for part in parts:
        raised = _script(part.y0, part.y1, main)
        if last is not None and _space_between(last, part):
            _add(pieces, " ", 0)
        for text, style in part.pieces:
            _add(pieces, text, style | raised)
        last = part
    return Line(page, *_box(parts), main.size, pieces)


def _space_between(last: Line, part: Line) -> bool:
    gap = max(part.x0 - last.x1, last.x0 - part.x1)
    return gap > 0.12 * max(last.size, part.size)


def _box(parts: Iterable[Line]) -> tuple[float, float, float, float]:
    boxes = [(part.x0, part.y0, part.x1, part.y1) for part in parts]
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def _fragments(page: int, words: Sequence[Sequence[Any]]) -> Iterable[Line]:
    """Runs of words that follow each other in the file and on the page."""
    run: list[Sequence[Any]] = []
    for word in words:
        if run and not _follows(run[-1], word):
            yield _fragment(page, run)
            run = []
        run.append(word)
    if run:
        yield _fragment(page, run)


def _follows(last: Sequence[Any], word: Sequence[Any]) -> bool:
    _, x0, y0, x1, y1, _, size, flags = word
    if last[7] & 2:
        return False
    overlap = min(y1, last[4]) - max(y0, last[2])
    if overlap < 0.4 * min(y1 - y0, last[4] - last[2]):
        return False
    gap = max(x0 - last[3], last[1] - x1)
    em = max(size, last[6]) or last[4] - last[2]
    return bool(gap < (GAP if not flags & 1 else 3 * GAP) * em)


def _fragment(page: int, run: Sequence[Sequence[Any]]) -> Line:
    heaviest: Counter[tuple[float, float, float]] = Counter()
    for word in run:
        heaviest[word[2], word[4], word[6]] += len(word[0])
    (y0, y1, size), _ = heaviest.most_common(1)[0]
    main = Line(page, min(w[1] for w in run), y0, max(w[3] for w in run), y1, size or y1 - y0, [])
    pieces = main.pieces
    for number, word in enumerate(run):
        text = _COMPATIBLE.sub(lambda m: unicodedata.normalize("NFKC", m[0]), word[0])
        style = word[5] | _script(word[2], word[4], main)
        if number and not word[7] & 1:
            _add(pieces, " ", style & pieces[-1][1] & ~(RAISED | LOWERED))
        _add(pieces, text, style)
    return main


def _script(y0: float, y1: float, main: Line) -> int:
    """Whether a box is that of a raised or lowered sign beside a line's others."""
    height = main.height
    if y1 - y0 > 0.88 * height:
        return 0
    if y1 < main.y1 - 0.12 * height:
        return RAISED
    return LOWERED if y1 > main.y1 + 0.02 * height else 0


def _add(pieces: list[Piece], text: str, style: int) -> None:
    if pieces and pieces[-1][1] == style:
        pieces[-1] = (pieces[-1][0] + text, style)
    elif text == " " and pieces and not style:
        # A space takes on no style of its own, and so never parts two pieces of one style.
        pieces[-1] = (pieces[-1][0] + text, pieces[-1][1])
    else:
        pieces.append((text, style))


def plain(style: int) -> int:
    return style & ~ITALIC
