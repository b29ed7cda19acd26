"""Pages of a PDF as fragments of lines, before anything is known of columns or paragraphs."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from audiolib.sources.pdf_words import LOWERED, RAISED

GAP = 1.5
"""White space, in ems, that parts two fragments of one line: a column's edge or a cell's."""
_COMPATIBLE = re.compile("[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc]")
_RIGHT_TO_LEFT = frozenset(("R", "AL"))

Piece = tuple[str, int]
"""Text and its style (`ITALIC`, `BOLD`, `RAISED`, `LOWERED`)."""


@dataclass(slots=True, eq=False)
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
    def base(self) -> float:
        """The baseline."""
        return self.y0 + 0.8 * self.size

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
    unmapped: int = 0
    turned: int = 0
    cut: int = 0
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
        unmapped=values["unmapped"],
        turned=values["turned"],
        cut=values["cut"],
    )


def is_right_to_left(text: str) -> bool:
    """Whether more letters run from right to left than the other way."""
    if not text or max(text) < "\u0590":
        return False
    letters = [c for c in text[:200] if c.isalpha()]
    turned = sum(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in letters)
    return 2 * turned > len(letters)


def join(page: int, parts: Sequence[Line]) -> Line:
    """One line of fragments that stand beside each other, in their order of reading."""
    if len(parts) == 1:
        return parts[0]
    main = max(parts, key=lambda part: len(part.text))
    pieces: list[Piece] = []
    last: Line | None = None
    for part in parts:
        raised = _script(part.base, part.size, main)
        if last is not None and _space_between(last, part):
            _add(pieces, " ", 0)
        for text, style in part.pieces:
            _add(pieces, text, style | raised)
        last = part
    x0, x1 = min(part.x0 for part in parts), max(part.x1 for part in parts)
    return Line(page, x0, main.y0, x1, main.y1, main.size, pieces)


def _space_between(last: Line, part: Line) -> bool:
    gap = max(part.x0 - last.x1, last.x0 - part.x1)
    return gap > 0.12 * max(last.size, part.size)


class _Word(NamedTuple):
    """A word as the extracting process wrote it."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    style: int
    size: float
    flags: int


def _fragments(page: int, words: Sequence[Sequence[Any]]) -> Iterable[Line]:
    """Runs of words that follow each other in the file and on the page."""
    run: list[_Word] = []
    for values in words:
        word = _Word(*values)
        if word.size <= 0:
            word = word._replace(size=max(word.y1 - word.y0, 1.0))
        if run and not _follows(run[-1], word):
            yield _fragment(page, run)
            run = []
        run.append(word)
    if run:
        yield _fragment(page, run)


def _follows(last: _Word, word: _Word) -> bool:
    if last.flags & 2:
        return False
    low, high = sorted((last, word), key=lambda w: w.size)
    above = high.base - low.base
    if not -0.5 * high.size < above < 0.9 * high.size:
        return False
    gap = max(word.x0 - last.x1, last.x0 - word.x1)
    return gap < (3 * GAP if word.flags & 1 else GAP) * high.size


def _fragment(page: int, run: Sequence[_Word]) -> Line:
    heaviest: Counter[tuple[float, float]] = Counter()
    for word in run:
        heaviest[word.base, word.size] += len(word.text)
    (base, size), _ = heaviest.most_common(1)[0]
    main = line_at(page, min(w.x0 for w in run), max(w.x1 for w in run), base, size)
    pieces = main.pieces
    for number, word in enumerate(run):
        text = word.text
        if not text.isascii():
            text = _COMPATIBLE.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
            text = unicodedata.normalize("NFC", text)
        style = word.style | _script(word.base, word.size, main)
        if number and not word.flags & 1:
            _add(pieces, " ", style & pieces[-1][1] & ~(RAISED | LOWERED))
        _add(pieces, text, style)
    return main


def line_at(page: int, x0: float, x1: float, base: float, size: float) -> Line:
    """An empty line of that size on a baseline; letters reach 0.8 above it and 0.2 below."""
    return Line(page, x0, base - 0.8 * size, x1, base + 0.2 * size, size, [])


def _script(base: float, size: float, main: Line) -> int:
    """Whether signs of a size on a baseline are raised or lowered beside a line's others."""
    if size > 0.88 * main.size:
        return 0
    above = main.base - base
    if above > 0.12 * main.size:
        return RAISED
    return LOWERED if above < -0.02 * main.size else 0


def _add(pieces: list[Piece], text: str, style: int) -> None:
    if pieces and pieces[-1][1] == style:
        pieces[-1] = (pieces[-1][0] + text, style)
    elif text == " " and pieces and not style:
        # A space takes on no style of its own, and so never parts two pieces of one style.
        pieces[-1] = (pieces[-1][0] + text, pieces[-1][1])
    else:
        pieces.append((text, style))
