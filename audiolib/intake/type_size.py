"""The size of a line's type, out of three guesses that each waver alone."""

import itertools
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence

from audiolib.intake.ocr import PageRead
from audiolib.intake.words import TextLine

_NEAR = 0.2
"""By how much of the body's size a line's may waver and still be the body's."""
_CROWDED = 0.6
"""The same, upwards, for a line that stands among others without more white around it."""
_CLOSE = 1.15
_STEP = 1.2
_SMALL = ((0.66, 0.6), (0.8, 0.75))
_LARGEST = 6.0


class Usual:
    """What is usual in a book: Tesseract's own guess, the height of words, their width a sign."""

    def __init__(self, pages: Sequence[PageRead]) -> None:
        guesses = [
            (guess, len(line.text))
            for page in pages
            for line in page.lines
            if (guess := _guesses(line, page.dpi))
        ]
        self._guesses = tuple(
            _usual((round(guess[at], 4), count) for guess, count in guesses) for at in range(3)
        )

    def sizes(self, page: PageRead) -> list[float]:
        """The size of type of each line of a page, in pixels."""
        crowded = _crowded(page.lines)
        return [
            self._size(line, page.dpi, _CROWDED if close else _NEAR)
            for line, close in zip(page.lines, crowded, strict=True)
        ]

    def _size(self, line: TextLine, dpi: int, near: float) -> float:
        """The size of a line's type, lines of nearly the usual size as that.

        The middle one of the three guesses: capitals are wide, accents high, and Tesseract's own
        guess wavers where a line has few letters with ascenders.
        """
        guess = _guesses(line, dpi)
        body = self._guesses[0] * dpi
        if guess is None or not all(self._guesses):
            return line.size
        ratio = statistics.median(
            own / usual for own, usual in zip(guess, self._guesses, strict=True)
        )
        return _evened(ratio, near) * body


def _guesses(line: TextLine, dpi: int) -> tuple[float, float, float] | None:
    """Three sizes of a line, in inches."""
    words = [word for word in line.words if any(c.isalnum() for c in word.text)]
    signs = sum(len(word.text) for word in words)
    if not signs:
        return None
    heights = sorted(word.box.bottom - word.box.top for word in words)
    width = sum(word.box.right - word.box.left for word in words)
    return line.size / dpi, heights[(3 * len(heights)) // 4] / dpi, width / signs / dpi


def _usual(sizes: Iterable[tuple[float, int]]) -> float:
    """The size with the most letters near it."""
    weights: Counter[float] = Counter()
    for size, count in sizes:
        weights[size] += count
    middle = sorted(weights.elements())
    return middle[len(middle) // 2] if middle else 0.0


def _crowded(lines: Sequence[TextLine]) -> list[bool]:
    """Which lines stand as close to those around them as lines of text do: no heading does."""
    steps = [below.base - above.base for above, below in itertools.pairwise(lines)]
    falling = [step for step in steps if step > 0]
    if len(falling) < 4:
        return [False] * len(lines)
    usual = _CLOSE * statistics.median(falling)
    close = [0 < step <= usual for step in steps]
    return [
        all(close[max(0, at - 1) : at + 1]) if at < len(steps) else close[-1]
        for at in range(len(lines))
    ]


def _evened(ratio: float, near: float) -> float:
    if 1 - _NEAR <= ratio <= 1 + near:
        return 1.0
    for most, size in _SMALL:
        if ratio <= most:
            return size
    size = _STEP
    # Steps of a fifth: two lines of one heading seldom waver by more.
    while size * _STEP**0.5 < ratio and size < _LARGEST:
        size *= _STEP
    return size
