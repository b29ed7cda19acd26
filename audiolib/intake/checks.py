"""What is wrong with a page image before anything is read, told so that somebody can mend it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from audiolib.findings import Finding, Place, Severity
from audiolib.intake.clean import flatten, median3, turned
from audiolib.intake.look import Look, look
from audiolib.intake.numbers import margin_number
from audiolib.intake.pixels import Grey
from audiolib.intake.standing import standing


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on a page is faulty; a library may have others."""

    type: float = 24.0
    """Pixels of the size of type at least: 10 points at 175 dpi, 8 points at 220."""
    pitch: float = 36.0
    """Pixels from line to line at least, where the size of type can't be seen."""
    dpi: int = 180
    skew: float = 1.0
    """Degrees at most."""
    blur: float = 0.06
    """Of the height of a line, over which ink turns to paper, at most."""
    contrast: float = 70.0
    paper: float = 130.0
    ink: float = 0.0012
    """The part of the page below which it is empty."""


THRESHOLDS = Thresholds()
_NOWHERE = Place()
_RISE = {"vi": 0.188, "fa": 0.195}
"""The rise of a line (`Look.rise`) in sizes of its type: accents and dots reach farther out."""
_RISE_ELSE = 0.165
_BODY_INCHES = 0.153
"""The type of books: 11 points."""
_LEADING_INCHES = 0.185
"""From line to line in a book of usual type: 13.3 points."""
_SIZE_OF_PITCH = 0.72
_LINE_INCHES = 0.2
_UNKNOWN_LINE = 55.0
_UPRIGHT = {"vi": -0.06, "en": -0.06, "fa": -0.25}
"""The leaning of a page below which it surely stands upright, where a script tells that."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """A page as it was seen; `rotation` is by how many degrees it must be turned against the clock.

    `number` is the page's printed number where it stands alone and could be read, else empty.
    """

    seen: Look
    rotation: int = 0
    number: str = ""
    findings: tuple[Finding, ...] = field(default=())


def inspect(
    pixels: Grey,
    language: str,
    *,
    declared: int = 0,
    place: Place = _NOWHERE,
    rotation: int | None = None,
    thresholds: Thresholds = THRESHOLDS,
) -> Inspection:
    """What is wrong with a page.

    Args:
        pixels: The page, upright by its EXIF.
        language: BCP 47 of the book.
        declared: Dots per inch by its file, 0 where it does not say.
        place: What findings name: the file, and the page as it is counted or printed.
        rotation: Degrees against the clock that somebody says it must be turned by; None: nobody.
        thresholds: From where on something is a fault.

    Raises:
        NotRecognisedError, RecogniserMissingError: Tesseract is needed to tell which way up a page
            stands, and what its number is.
    """
    seen = look(pixels, declared)
    if seen.ink < thresholds.ink:
        blank = Finding("intake-blank", Severity.NOTE, place)
        return Inspection(seen, rotation or 0, "", (blank,))
    turn = _rotation(pixels, seen, language) if rotation is None else rotation
    if turn:
        pixels = np.ascontiguousarray(np.rot90(pixels, turn // 90))
        seen = look(pixels, declared)
    number = "" if seen.gutter else _number(pixels, seen, language)
    told = turn if rotation is None else 0
    found = tuple(_faults(seen, language, told, place, thresholds))
    return Inspection(seen, turn, number, found)


def _rotation(pixels: Grey, seen: Look, language: str) -> int:
    """Degrees against the clock; asks Tesseract only where the lines themselves do not tell."""
    primary = language.split("-", 1)[0].lower()
    sure = _UPRIGHT.get(primary)
    if not seen.quarter and sure is not None and seen.leaning < sure:
        return 0
    told = standing(flatten(pixels), language)
    if told is None:
        return 90 if seen.quarter else 0
    # A quarter is plain to see in the lines; a guess from the letters that says otherwise is wrong.
    return told if (told % 180 == 90) == seen.quarter else 0


def _number(pixels: Grey, seen: Look, language: str) -> str:
    flat = flatten(pixels)
    straight = median3(turned(flat, seen.skew) if abs(seen.skew) > 0.2 else flat)
    size = _type(seen, language) or _SIZE_OF_PITCH * seen.pitch
    return margin_number(straight, size, language)


def _faults(
    seen: Look, language: str, rotation: int, place: Place, limits: Thresholds
) -> Iterator[Finding]:
    warning, error = Severity.WARNING, Severity.ERROR
    if rotation == 180:
        yield Finding("intake-upside-down", Severity.NOTE, place)
    elif rotation:
        yield Finding("intake-turned", Severity.NOTE, place, {"degrees": rotation})
    if seen.gutter:
        yield Finding("intake-two-up", warning, place)
    size = _type(seen, language)
    small = size < limits.type if size else 0 < seen.pitch < limits.pitch
    if small or 0 < seen.declared < limits.dpi:
        yield Finding("intake-low-dpi", warning, place, {"dpi": _dpi(seen, size)})
    if abs(seen.skew) > limits.skew:
        yield Finding("intake-skewed", warning, place, {"degrees": round(abs(seen.skew), 1)})
    if seen.edge > limits.blur * _line(seen):
        yield Finding("intake-blurred", error, place)
    if seen.paper < limits.paper:
        yield Finding("intake-dark", warning, place)
    elif seen.contrast < limits.contrast:
        yield Finding("intake-faint", warning, place)
    for edge in seen.cut:
        yield Finding(_CUT[edge], error, place)


def _type(seen: Look, language: str) -> float:
    """The size of type in pixels, 0 where no lines are seen: however wide they are set."""
    return seen.rise / _RISE.get(language.split("-", 1)[0].lower(), _RISE_ELSE)


def _dpi(seen: Look, size: float) -> int:
    """The dots per inch that the file declares, else guessed from the type, or from the lines."""
    guessed = size / _BODY_INCHES if size else seen.pitch / _LEADING_INCHES
    return seen.declared or round(guessed)


_CUT = {
    "left": "intake-cut-left",
    "right": "intake-cut-right",
    "top": "intake-cut-top",
    "bottom": "intake-cut-bottom",
}


def _line(seen: Look) -> float:
    """The height of a line of usual leading; some scripts are set wider."""
    usual = _LINE_INCHES * seen.declared if seen.declared else _UNKNOWN_LINE * 1.2
    return min(seen.pitch, usual) if seen.pitch else usual
