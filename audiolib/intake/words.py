"""The words of a page with their places, as they were recognised."""

import re
import statistics
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from lxml import etree

from audiolib.errors import SourceDamagedError
from audiolib.xml import parse

_BOX = re.compile(r"\bbbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_SURE = re.compile(r"\bx_wconf (\d+)")
_BASE = re.compile(r"\bbaseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"\bx_size (\d+(?:\.\d+)?)")
Letters = dict[int, str | None]
"""What stands for a sign; None: nothing."""
_INVISIBLE: Letters = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\ufeff"))
_ALIKE: dict[str, Letters] = {"fa": {0x64A: "\u06cc", 0x649: "\u06cc", 0x643: "\u06a9"}}
"""Arabic ye and kaf, which Tesseract writes now and then within Persian words."""


class Box(NamedTuple):
    """Left, top, right and bottom in pixels of the cleaned page."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was read; `confidence` from 0 to 100."""

    text: str
    box: Box
    confidence: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words of one line in their order of reading.

    `size` is the height of its type from the foot of its descenders to the top of its ascenders,
    in pixels; `base` is the height of its baseline, from the page's top; `block` counts the page's
    regions in their order.
    """

    words: tuple[Word, ...]
    size: float
    base: float
    block: int

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def lines_of(hocr: bytes, language: str = "") -> tuple[TextLine, ...]:
    """The lines of Tesseract's hOCR; lines without any sign are left out.

    Letters of another alphabet that look the same are those of `language`, BCP 47.

    Source: hOCR 1.2, properties `bbox`, `baseline`, `x_size`, `x_wconf`.
    """
    try:
        root = parse(hocr, "hocr", "")
    except SourceDamagedError:
        return ()
    alike = _ALIKE.get(language.partition("-")[0].lower(), {})
    return tuple(_lines(root, _INVISIBLE | alike))


def _lines(root: etree._Element, letters: Letters) -> Iterator[TextLine]:
    block = -1
    for element in root.iter():
        kind = element.get("class", "") if isinstance(element.tag, str) else ""
        if kind == "ocr_carea":
            block += 1
        elif kind in ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"):
            title = element.get("title", "")
            words = tuple(_words(element, letters))
            if words:
                size = _SIZE.search(title)
                heights = [word.box.bottom - word.box.top for word in words]
                high = float(size[1]) if size else max(heights)
                yield TextLine(words, high, _base(title, words), max(block, 0))


def _base(title: str, words: Sequence[Word]) -> float:
    """Where the middle of the baseline lies: a polynomial from the box's left and bottom."""
    box, base = _BOX.search(title), _BASE.search(title)
    if box is None or base is None:
        return statistics.median(word.box.bottom for word in words)
    half = (int(box[3]) - int(box[1])) / 2
    return int(box[4]) + float(base[1]) * half + float(base[2])


def _words(line: etree._Element, letters: Letters) -> Iterator[Word]:
    for element in line.iter():
        if not isinstance(element.tag, str) or element.get("class") != "ocrx_word":
            continue
        title = element.get("title", "")
        box, sure = _BOX.search(title), _SURE.search(title)
        text = unicodedata.normalize("NFC", "".join(element.itertext()).translate(letters))
        if box and (text := "".join(text.split())):
            place = Box(int(box[1]), int(box[2]), int(box[3]), int(box[4]))
            yield Word(text, place, int(sure[1]) if sure else 0)


def as_json(lines: tuple[TextLine, ...]) -> list[Any]:
    """Lines as plain lists: block, size, baseline, and of each word text, box and confidence."""
    return [
        [
            line.block,
            line.size,
            round(line.base, 1),
            [[w.text, *w.box, w.confidence] for w in line.words],
        ]
        for line in lines
    ]


def from_json(values: list[Any]) -> tuple[TextLine, ...]:
    """Lines from what `as_json` gave."""
    return tuple(
        TextLine(
            tuple(Word(w[0], Box(*w[1:5]), w[5]) for w in words), float(size), float(base), block
        )
        for block, size, base, words in values
    )
