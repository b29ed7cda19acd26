"""The words of one page with their boxes and styles, as PDFium sees them."""

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as c

CHARACTERS = 200_000
"""Of one page; a page of a dictionary has about 10,000."""
ITALIC, BOLD, RAISED, LOWERED = 1, 2, 4, 8
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_LEGACY = re.compile(r"^(?:\.Vn|VNI[-_]|VPS|VISCII|TCVN)", re.IGNORECASE)
_BOLD = re.compile(r"bold|black|heavy|semi-?b|demi", re.IGNORECASE)
_SLANTED = re.compile(r"italic|oblique|kursiv|inclined", re.IGNORECASE)
_FLAG_ITALIC, _FLAG_BOLD = 1 << 6, 1 << 18
_BREAKS = "\r\n"
# PDFium stands these for a hyphen at the end of a line that it has joined with the next.
_HYPHENS = "\x02\ufffe"


@dataclass(slots=True)
class Word:
    """A run of signs without a space: box in user space, and whether a space or line follows."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
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


def words_of_page(page: Any, text: Any) -> dict[str, Any]:
    """Words, fonts of old encodings, pictures and doubtful signs of a page, as plain JSON values.

    Positions are points from the page's left and top, upright in the direction most of its text
    runs in.
    """
    signs = _signs(text.raw)
    fonts = _Fonts(text.raw)
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
        "legacy": fonts.legacy,
        "unmapped": sum(s == "\ufffd" or "\ue000" <= s <= "\uf8ff" for s in signs),
        "turned": sum(len(word.text) for word in words if word.turn != turn),
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

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._known: dict[int, _Font] = {}
        self.legacy: Counter[str] = Counter()

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

    def count(self, font: _Font, signs: int) -> None:
        if _LEGACY.match(font.name):
            self.legacy[font.name] += signs


def _words(handle: Any, signs: str, fonts: _Fonts) -> list[Word]:
    words: list[Word] = []
    box = c.FS_RECTF()
    word: Word | None = None
    begin = glued = 0
    font = _Font("", 0, 0.0, 0)

    def close(end: int) -> None:
        if word is not None:
            word.text = signs[begin:end]
            fonts.count(font, end - begin)

    for index, sign in enumerate(signs):
        if sign.isspace() or sign in "\0\ufeff":
            close(index)
            if sign in _BREAKS and words:
                words[-1].ends_line = True
            word, glued = None, 0
            continue
        if not c.FPDFText_GetLooseCharBox(handle, index, box):
            continue
        bottom, top = box.bottom, box.top
        if word is not None and not _level(word, bottom, top):
            close(index)
            word, glued = None, 1
        if word is None:
            font = fonts.at(index)
            style, size = font.style, font.size
            word = Word("", box.left, bottom, box.right, top, style, size, font.turn, bool(glued))
            words.append(word)
            begin = index
        else:
            word.left, word.right = min(word.left, box.left), max(word.right, box.right)
        if sign in _HYPHENS:
            close(index)
            # In TCVN3 the letter "ư" has the place of the soft hyphen.
            word.text += "\u00ad" if _LEGACY.match(font.name) else "-"
            word.ends_line = True
            word, glued = None, 0
    close(len(signs))
    return [word for word in words if word.text]


def _level(word: Word, bottom: float, top: float) -> bool:
    """Whether a sign stands as the word's others do, neither raised nor smaller."""
    allowed = 0.08 * (word.top - word.bottom) + 0.1
    return abs(word.bottom - bottom) <= allowed and abs(word.top - top) <= allowed


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
    flags = (1 if word.glued else 0) | (2 if word.ends_line else 0)
    return [word.text, *(round(edge, 2) for edge in edges), word.style, word.size, flags]


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
