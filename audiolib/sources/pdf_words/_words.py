"""The words of one page with their boxes and styles, as PDFium sees them."""

import ctypes
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unicodedata import bidirectional

import pypdfium2.raw as c

from audiolib.sources.legacy import Ledger, font_of, is_syllable
from audiolib.sources.pdf_words import BOLD, CHARACTERS, ITALIC

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|semi-?b|demi", re.IGNORECASE)
_SLANTED = re.compile(r"italic|oblique|kursiv|inclined", re.IGNORECASE)
_FLAG_ITALIC, _FLAG_BOLD = 1 << 6, 1 << 18
_RIGHT_TO_LEFT = ("R", "AL")
_BREAKS = "\r\n"
_TOKEN = re.compile(r"[^\s\0\ufeff\x02\ufffe]+|[\x02\ufffe\r\n]")
# PDFium stands these for a hyphen at the end of a line that it has joined with the next.
_HYPHENS = "\x02\ufffe"


@dataclass(slots=True)
class Word:
    """A run of signs without a space, its box and the origin of its first sign in user space.

    `glued`: no space stands before it. `turn` is the direction it runs in, -1 if oblique.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    base: tuple[float, float]
    style: int
    size: float
    turn: int
    glued: bool = False
    ends_line: bool = False


@dataclass(frozen=True, slots=True)
class _Font:
    name: str
    style: int
    size: float
    turn: int


def words_of_page(page: Any, text: Any, ledger: Ledger) -> dict[str, Any]:
    """Words, pictures and doubtful signs of a page, as plain JSON values.

    Words in fonts of old encodings are converted, and counted in `ledger`.

    Positions are points from the page's left and top, upright in the direction most of its text
    runs in.
    """
    signs = _signs(text.raw)
    fonts = _Fonts(text.raw, ledger)
    words = _words(text.raw, signs, fonts)
    turn = _turn(words)
    box = page.get_cropbox()
    upright = [word for word in words if word.turn == turn]
    placed = [_place(word, box, turn) for word in upright]
    width, height = box[2] - box[0], box[3] - box[1]
    if turn % 180:
        width, height = height, width
    kept = [p for p in placed if -2 <= (p[1] + p[3]) / 2 <= width + 2 and -2 <= p[4] <= height + 9]
    return {
        "width": width,
        "height": height,
        "words": kept,
        "unmapped": sum(s == "\ufffd" or "\ue000" <= s <= "\uf8ff" for s in signs),
        "turned": sum(len(word.text) for word in words if word.turn != turn),
        "cut": max(0, c.FPDFText_CountChars(text.raw) - CHARACTERS),
        "pictures": _pictures(page, width * height),
    }


def _signs(handle: Any) -> str:
    """The page's signs, one code point for each of PDFium's."""
    count = min(c.FPDFText_CountChars(handle), CHARACTERS)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = c.FPDFText_GetText(handle, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
    if written == count == len(text):
        return text
    # Signs beyond the BMP or without a code: their places can only be told one by one.
    return "".join(_sign(c.FPDFText_GetUnicode(handle, i)) for i in range(count))


def _sign(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


class _Fonts:
    """The style of a sign, asked once for each text object of the page."""

    def __init__(self, handle: Any, ledger: Ledger) -> None:
        self._handle = handle
        self._known: dict[int, _Font] = {}
        self._ledger = ledger

    def at(self, index: int) -> _Font:
        pointer = c.FPDFText_GetTextObject(self._handle, index)
        address = ctypes.cast(pointer, ctypes.c_void_p).value or -1
        font = self._known.get(address)
        if font is None:
            font = self._known[address] = self._ask(index)
        return font

    def _ask(self, index: int) -> _Font:
        name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
        c.FPDFText_GetFontInfo(self._handle, index, name, 256, flags)
        family = _SUBSET.sub("", name.value.decode("utf-8", "replace"))
        # PDFium guesses the weight from the width of stems, and calls many a plain font bold.
        style = BOLD if flags.value & _FLAG_BOLD or _BOLD.search(family) else 0
        style |= ITALIC if flags.value & _FLAG_ITALIC or _SLANTED.search(family) else 0
        matrix = c.FS_MATRIX()
        c.FPDFText_GetMatrix(self._handle, index, matrix)
        size = c.FPDFText_GetFontSize(self._handle, index) * math.hypot(matrix.c, matrix.d)
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) if size else 0.0
        turn = round(angle / 90) * 90 % 360 if abs(angle / 90 - round(angle / 90)) < 0.1 else -1
        return _Font(family, style, round(size, 2), turn)

    def is_legacy(self, font: _Font) -> bool:
        """Whether a font is one of an old encoding."""
        return font_of(font.name) is not None

    def converted(self, text: str, name: str) -> str:
        """Signs of a font in Unicode."""
        told = font_of(name)
        return self._ledger.converted(text, told) if told else text


def _words(handle: Any, signs: str, fonts: _Fonts) -> list[Word]:
    gather = _Gather(handle, signs, fonts)
    for match in _TOKEN.finditer(signs):
        if match[0] in _BREAKS:
            if gather.words:
                gather.words[-1].ends_line = True
        elif match[0] in _HYPHENS:
            gather.hyphen()
        else:
            gather.token(match.start(), match.end())
    return [word for word in gather.words if word.text]


def _telling(token: str) -> Iterator[int]:
    """The signs of a token whose boxes are asked for: its ends, and where its kind changes.

    Boxes cost most of the time. Raised signs follow signs of another kind: a digit a letter.
    """
    last = len(token) - 1
    if last > 1 and max(token) < "\u0590":
        letters = [sign.isalpha() for sign in token]
        yield 0
        for at in range(1, last):
            if letters[at] != letters[at - 1]:
                yield at
        yield last
    else:
        yield from range(last + 1)


class _Gather:
    """Puts signs together to words, by spaces and by changes of level."""

    def __init__(self, handle: Any, signs: str, fonts: _Fonts) -> None:
        self.words: list[Word] = []
        self._handle = handle
        self._signs = signs
        self._fonts = fonts
        self._word: Word | None = None
        self._begin = 0
        self._font = _Font("", 0, 0.0, 0)
        self._lefts: list[float] = []
        self._box = c.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def token(self, begin: int, end: int) -> None:
        """A run of signs between spaces."""
        box, handle = self._box, self._handle
        get = c.FPDFText_GetLooseCharBox
        glued = False
        for at in _telling(self._signs[begin:end]):
            index = begin + at
            if not get(handle, index, box):
                continue
            word = self._word
            if word is not None and not _level(word, box) and self._leaves(word, index):
                self._close(index)
                word, glued = None, True
            if word is None:
                self._open(index, glued)
                continue
            left, right, bottom, top = box.left, box.right, box.bottom, box.top
            self._lefts.append(left)
            word.left, word.right = min(word.left, left), max(word.right, right)
            word.bottom, word.top = min(word.bottom, bottom), max(word.top, top)
        self._close(end)

    def hyphen(self) -> None:
        """A hyphen at a line's end, which PDFium has taken out."""
        if self.words:
            # In TCVN3 the letter "ư" has the place of the soft hyphen.
            word, told = self.words[-1].text, font_of(self._font.name)
            lost = told is not None and told.encoding == "tcvn3"
            restored = word + ("Ư" if told and told.capitals else "ư")
            is_letter = lost and is_syllable(restored) and not is_syllable(word)
            self.words[-1].text = restored if is_letter else word + "-"
            self.words[-1].ends_line = True

    def _close(self, end: int) -> None:
        """End the word before the sign at `end`."""
        if self._word is not None:
            text = self._signs[self._begin : end]
            if text.isascii() and not self._fonts.is_legacy(self._font):
                self._word.text = text
            else:
                self._word.text = self._converted(text) or _in_order(text, self._lefts)
        self._word = None

    def _converted(self, text: str) -> str:
        """A word that has signs in old fonts, in Unicode; empty for any other word."""
        fonts = [self._fonts.at(self._begin + at) for at in range(len(text))]
        if not any(map(self._fonts.is_legacy, fonts)):
            return ""
        runs = itertools.groupby(zip(text, fonts, strict=True), key=lambda sign: sign[1].name)
        words = ((name, "".join(sign for sign, _ in run)) for name, run in runs)
        return "".join(self._fonts.converted(run, name) for name, run in words)

    def _open(self, index: int, glued: bool) -> None:
        box, font = self._box, self._fonts.at(index)
        c.FPDFText_GetCharOrigin(self._handle, index, self._x, self._y)
        self._word = Word(
            text="",
            left=box.left,
            bottom=box.bottom,
            right=box.right,
            top=box.top,
            base=(self._x.value, self._y.value),
            style=font.style,
            size=font.size,
            turn=font.turn,
            glued=glued,
        )
        self.words.append(self._word)
        self._begin, self._font, self._lefts = index, font, [box.left]

    def _leaves(self, word: Word, index: int) -> bool:
        """Whether a sign of another height is also of another size, or on another line."""
        font = self._fonts.at(index)
        if word.turn == -1 or font.turn != word.turn:
            return True
        c.FPDFText_GetCharOrigin(self._handle, index, self._x, self._y)
        at = 0 if word.turn % 180 else 1
        moved = abs((self._x.value, self._y.value)[at] - word.base[at])
        return moved > 0.1 * word.size or abs(font.size - word.size) > 0.08 * word.size


def _in_order(text: str, lefts: list[float]) -> str:
    """The signs of a word as they are read.

    Some writers put letters that run from right to left into the file as they stand, the last one
    first; PDFium takes that order over. Numbers in such a word still run from left to right.
    """
    if text.isascii() or len(text) != len(lefts):
        return text
    places = [at for at, sign in enumerate(text) if bidirectional(sign) in _RIGHT_TO_LEFT]
    if len(places) < 2:
        return text
    rising = sum(lefts[b] > lefts[a] for a, b in itertools.pairwise(places))
    if 2 * rising <= len(places) - 1:
        return text
    clusters: list[tuple[float, str]] = []
    for sign, left in zip(text, lefts, strict=True):
        kind = bidirectional(sign)
        last = bidirectional(clusters[-1][1][-1]) if clusters else ""
        if clusters and (kind == "NSM" or (kind == last and kind in ("EN", "AN", "L"))):
            clusters[-1] = (clusters[-1][0], clusters[-1][1] + sign)
        else:
            clusters.append((left, sign))
    return "".join(signs for _, signs in sorted(clusters, key=lambda cluster: -cluster[0]))


def _level(word: Word, box: Any) -> bool:
    """Whether a sign surely stands as the word's others do, neither raised nor smaller."""
    allowed = 0.08 * (word.top - word.bottom) + 0.1
    same_foot = abs(word.bottom - float(box.bottom)) <= allowed
    return same_foot and abs(word.top - float(box.top)) <= allowed


def _turn(words: list[Word]) -> int:
    """The direction most of the text runs in, in degrees against the clock."""
    counts: Counter[int] = Counter()
    for word in words:
        counts[word.turn] += len(word.text)
    counts.pop(-1, None)
    return counts.most_common(1)[0][0] if counts else 0


def _place(word: Word, box: tuple[float, float, float, float], turn: int) -> list[Any]:
    left, bottom, right, top = box
    match turn:
        case 90:
            edges = (word.bottom - bottom, word.left - left, word.top - bottom, word.right - left)
        case 180:
            edges = (right - word.right, word.bottom - bottom, right - word.left, word.top - bottom)
        case 270:
            edges = (top - word.top, right - word.right, top - word.bottom, right - word.left)
        case _:
            edges = (word.left - left, top - word.top, word.right - left, top - word.bottom)
    x, y = word.base
    base = {90: x - left, 180: y - bottom, 270: right - x}.get(turn, top - y)
    flags = (1 if word.glued else 0) | (2 if word.ends_line else 0)
    numbers = [round(edge, 2) for edge in (*edges, base)]
    return [word.text, *numbers, word.style, word.size, flags]


def _pictures(page: Any, area: float) -> list[float]:
    """The parts of the page that its pictures cover, each between 0 and 1; small ones left out."""
    shares = []
    for found in page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = found.get_bounds()
        share = abs((right - left) * (top - bottom)) / area if area > 0 else 0.0
        if share > 0.01:
            shares.append(round(min(share, 1.0), 3))
        if len(shares) >= 100:
            break
    return shares
