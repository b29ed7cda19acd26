"""Page numbers that stand alone at a page's edge, which Tesseract takes for specks.

Of single figures below or above the text it read not one in ten (measured on rendered pages), so
marks of that size are cut out and read again as a line of their own.
"""

import re
import statistics
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from audiolib.intake.errors import RecogniserMissingError
from audiolib.intake.pixels import Grey
from audiolib.intake.tesseract import TRAINED, Recogniser, read_page, recogniser
from audiolib.intake.words import Box, TextLine, Word, lines_of

_INK = 150
_DEEP = 0.2
"""The part of the page's height within which its number stands, from either edge."""
_MARGIN = 0.12
_MARKS = 3
_BESIDE = 3
"""Marks in one row at most: a number, its dashes, a speck."""
_LINE = 7
"""Tesseract's mode for one line."""
_SECONDS = 20.0
_SURE, _FIGURES_SURE = 30, 4
"""Where only figures may be read, it is right far oftener than it believes ("11": 5)."""
_SIGNS = "0123456789۰۱۲۳۴۵۶۷۸۹ivxlcIVXLC-–—"
_NUMBER = re.compile(r"[\W_]*([0-9۰-۹٠-٩]{1,4}|[ivxlcIVXLC]{1,7})[\W_]*")


def with_numbers(
    pixels: Grey, lines: tuple[TextLine, ...], tool: Recogniser, dpi: int
) -> tuple[TextLine, ...]:
    """The lines of a page with the numbers at its head and foot, where they were left out."""
    if not lines:
        return lines
    tool = _for_figures(tool)
    size = statistics.median(line.size for line in lines)
    tops = [min(w.box.top for w in line.words) for line in lines]
    feet = [max(w.box.bottom for w in line.words) for line in lines]
    height = pixels.shape[0]
    above = 0, min(min(tops), round(_DEEP * height))
    below = max(max(feet), round((1 - _DEEP) * height)), height
    before = list(_read(pixels, above, size, tool, dpi, 0))
    after = list(_read(pixels, below, size, tool, dpi, lines[-1].block + 1))
    return (*before, *lines, *after)


def margin_number(flat: Grey, size: float, language: str, dpi: int = 300) -> str:
    """The figures that stand alone at a page's head or foot, before the page is read; else empty.

    Args:
        flat: The page on white and straight.
        size: Of the text's type, in pixels; 0 where no lines are seen.
        language: BCP 47 of the book.
        dpi: Of the pixels.

    Raises:
        NotRecognisedError, RecogniserMissingError: see `recogniser`.
    """
    if not size:
        return ""
    tool = _for_figures(recogniser(language))
    height = flat.shape[0]
    deep = round(_MARGIN * height)
    for band in ((height - deep, height), (0, deep)):
        for line in _read(flat, band, size, tool, dpi, 0):
            figures = "".join(c for c in line.text if c.isdecimal())
            if figures:
                return str(int(figures))
    return ""


def _for_figures(tool: Recogniser) -> Recogniser:
    """The data of English knows the figures best: that of Vietnamese reads "9" as "Q"."""
    if tool.trained == TRAINED["fa"]:
        return tool
    try:
        return recogniser("en")
    except RecogniserMissingError:
        return tool


def _read(
    pixels: Grey, band: tuple[int, int], size: float, tool: Recogniser, dpi: int, block: int
) -> Iterator[TextLine]:
    for number, mark in enumerate(_marks(pixels, band, size)):
        if number >= _MARKS:
            return
        pad = round(0.6 * size)
        crop = np.pad(
            pixels[mark.top : mark.bottom, mark.left : mark.right], pad, constant_values=255
        )
        raw = read_page(
            np.ascontiguousarray(crop), tool, dpi, mode=_LINE, seconds=_SECONDS, signs=_SIGNS
        )
        words = [word for line in lines_of(raw.hocr) for word in line.words]
        text = "".join(word.text for word in words)
        sure = min((word.confidence for word in words), default=0)
        least = _FIGURES_SURE if any(c.isdecimal() for c in text) else _SURE
        if sure >= least and _NUMBER.fullmatch(text):
            yield TextLine((Word(text, mark, sure),), size, mark.bottom, block)


def _marks(pixels: Grey, band: tuple[int, int], size: float) -> Iterator[Box]:
    """Marks as high as a figure and no wider than a few, with white around them."""
    top, bottom = band
    edge = pixels.shape[1] // 25
    if bottom - top < size / 2:
        return
    ink = pixels[top:bottom, edge:-edge] < _INK
    for first, last in _runs(ink.sum(axis=1) > 1, 0.15 * size):
        cut = first == 0 or last == bottom - top
        if cut or not 0.3 * size < last - first < 1.3 * size:
            continue
        beside = _runs(ink[first:last].sum(axis=0) > 0, 0.6 * size)
        if len(beside) > _BESIDE:
            continue  # a line of words
        for left, right in beside:
            dark = int(ink[first:last, left:right].sum())
            if 0.1 * size < right - left < 5 * size and dark > 0.03 * size * size:
                yield Box(left + edge, first + top, right + edge, last + top)


def _runs(flags: NDArray[np.bool_], gap: float) -> list[tuple[int, int]]:
    """Where flags are set, runs with no more than a gap between them as one."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    found: list[tuple[int, int]] = []
    for begin, end in edges.reshape(-1, 2).tolist():
        if found and begin - found[-1][1] <= gap:
            found[-1] = found[-1][0], end
        else:
            found.append((begin, end))
    return found
