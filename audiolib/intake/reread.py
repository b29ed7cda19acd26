"""Lines that Tesseract tore apart, read again as one.

Over large type it takes high accents (ề, ấ) for a line of their own, and reads both wrongly.
"""

import statistics
from collections.abc import Sequence

import numpy as np

from audiolib.intake.pixels import Grey
from audiolib.intake.tesseract import Recogniser, read_page
from audiolib.intake.words import Box, TextLine, Word, lines_of

_LINE = 7
"""Tesseract's mode for one line."""
_SECONDS = 30.0
_MOST = 8
"""Lines of a page that are read again at most."""


def mended(
    pixels: Grey, lines: tuple[TextLine, ...], tool: Recogniser, dpi: int
) -> tuple[TextLine, ...]:
    """The lines of a page, those whose accents were torn off read again where that is surer."""
    found: list[TextLine] = []
    tries = 0
    at = 0
    while at < len(lines):
        line = lines[at]
        following = lines[at + 1] if at + 1 < len(lines) else None
        if following is not None and tries < _MOST and _are_accents(line, following):
            tries += 1
            found.append(_again(pixels, line, following, tool, dpi))
            at += 2
            continue
        found.append(line)
        at += 1
    return tuple(found)


def _around(words: Sequence[Word]) -> Box:
    return Box(
        min(word.box.left for word in words),
        min(word.box.top for word in words),
        max(word.box.right for word in words),
        max(word.box.bottom for word in words),
    )


def _are_accents(line: TextLine, below: TextLine) -> bool:
    """Whether a line is low, and lies in or right above the upper part of the next one."""
    one, other = _around(line.words), _around(below.words)
    low = one.bottom - one.top < 0.5 * below.size
    above = other.top - 0.3 * below.size <= one.bottom <= other.top + 0.6 * below.size
    within = one.left >= other.left - below.size and one.right <= other.right + below.size
    return low and above and within


def _again(pixels: Grey, accents: TextLine, line: TextLine, tool: Recogniser, dpi: int) -> TextLine:
    box = _around((*accents.words, *line.words))
    pad = round(0.25 * line.size)
    left, top = max(0, box.left - pad), max(0, box.top - pad)
    crop = np.ascontiguousarray(pixels[top : box.bottom + pad, left : box.right + pad])
    read = lines_of(read_page(crop, tool, dpi, mode=_LINE, seconds=_SECONDS).hocr)
    words = tuple(
        Word(
            word.text,
            Box(
                word.box.left + left,
                word.box.top + top,
                word.box.right + left,
                word.box.bottom + top,
            ),
            word.confidence,
        )
        for one in read
        for word in one.words
    )
    if not words or _sure(words) < _sure(line.words):
        return line
    size = max(read[0].size, line.size)
    return TextLine(words, size, line.base, line.block)


def _moved(box: Box, left: int, top: int) -> Box:
    return Box(box.left + left, box.top + top, box.right + left, box.bottom + top)


def _sure(words: Sequence[Word]) -> float:
    return statistics.fmean(word.confidence for word in words)
