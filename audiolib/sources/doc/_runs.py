"""The text of a Word document in pieces, and the runs of equal format in it (MS-DOC §2.4)."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from audiolib.errors import SourceDamagedError, SourceHostileError
from audiolib.sources.doc._fib import CHARACTERS, CLX, PARAGRAPHS, Head

_PAGE = 512


class Piece(NamedTuple):
    """A stretch of text: its first character, its bytes' place, and what was changed on it."""

    begin: int
    end: int
    place: int
    packed: bool
    changes: bytes


class Run(NamedTuple):
    """Characters of one format."""

    begin: int
    text: str
    format: bytes


class Paragraph(NamedTuple):
    """The style of a paragraph and what else is said of it."""

    style: int
    format: bytes


@dataclass(slots=True)
class _Formats:
    """Formats by place in the document's stream: where each begins, and its bytes."""

    places: list[int]
    formats: list[bytes]

    def at(self, place: int) -> int:
        return bisect_right(self.places, place) - 1


class Text:
    """Gives the runs of any stretch of characters, and the paragraph that ends at one."""

    def __init__(self, head: Head, file: str) -> None:
        self._document = head.document
        try:
            self.pieces = list(_pieces(head.of(CLX)))
            self._characters = _formats(head.document, head.of(CHARACTERS), paragraphs=False)
            self._paragraphs = _formats(head.document, head.of(PARAGRAPHS), paragraphs=True)
        except (struct.error, IndexError, ValueError) as error:
            raise SourceDamagedError(file, reason=f"pieces: {error}") from error
        if sum(p.end - p.begin for p in self.pieces) > 2 * len(head.document) + _PAGE:
            raise SourceHostileError(file, reason="pieces of text repeat each other")
        self._begins = [piece.begin for piece in self.pieces]

    def runs(self, begin: int, end: int) -> Iterator[Run]:
        """The runs between two characters."""
        at = max(0, bisect_right(self._begins, begin) - 1)
        for piece in self.pieces[at:]:
            if piece.begin >= end:
                return
            first, last = max(begin, piece.begin), min(end, piece.end)
            if first < last:
                yield from self._of_piece(piece, first, last)

    def paragraph(self, at: int) -> Paragraph:
        """What is said of the paragraph that a character belongs to."""
        number = bisect_right(self._begins, at) - 1
        if number < 0 or at >= self.pieces[number].end:
            return Paragraph(0, b"")
        piece = self.pieces[number]
        place = piece.place + (at - piece.begin) * (1 if piece.packed else 2)
        found = self._paragraphs.at(place)
        format_ = self._paragraphs.formats[found] if found >= 0 else b""
        style = int.from_bytes(format_[:2], "little") if len(format_) >= 2 else 0
        return Paragraph(style, format_[2:] + piece.changes)

    def _of_piece(self, piece: Piece, begin: int, end: int) -> Iterator[Run]:
        width = 1 if piece.packed else 2
        place = piece.place + (begin - piece.begin) * width
        stop = place + (end - begin) * width
        formats = self._characters
        at = formats.at(place)
        while place < stop:
            following = formats.places[at + 1] if at + 1 < len(formats.places) else stop
            limit = min(stop, max(following, place + width))
            limit = min(stop, place + -(-(limit - place) // width) * width)
            content = self._document[place:limit]
            text = _decoded(content, piece.packed)
            format_ = formats.formats[at] if at >= 0 else b""
            if text:
                yield Run(begin, text, format_ + piece.changes)
            begin += (limit - place) // width
            place = limit
            at = formats.at(place)


def _decoded(content: bytes, packed: bool) -> str:
    """Text; packed pieces hold the first 256 code points but for those of windows-1252."""
    if not packed:
        return content.decode("utf-16-le", "replace")
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in content)


def _pieces(clx: bytes) -> Iterator[Piece]:
    """The pieces that the table of pieces names (MS-DOC §2.9.38 Clx)."""
    changes: list[bytes] = []
    at = 0
    while at < len(clx) and clx[at] == 1:
        (size,) = struct.unpack_from("<h", clx, at + 1)
        if size < 0:
            raise ValueError("a change of negative length")
        changes.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if at >= len(clx) or clx[at] != 2:
        raise ValueError("no table of pieces")
    (size,) = struct.unpack_from("<I", clx, at + 1)
    table = clx[at + 5 : at + 5 + size]
    count = (len(table) - 4) // 12
    begins = struct.unpack_from(f"<{count + 1}I", table)
    for number in range(count):
        _, place, change = struct.unpack_from("<HIH", table, 4 * (count + 1) + 8 * number)
        packed = bool(place & 0x40000000)
        place &= 0x3FFFFFFF
        index = change >> 1
        changed = changes[index] if change & 1 and index < len(changes) else b""
        if begins[number] < begins[number + 1]:
            start = place // 2 if packed else place
            yield Piece(begins[number], begins[number + 1], start, packed, changed)


def _formats(document: bytes, table: bytes, *, paragraphs: bool) -> _Formats:
    """The formats on the pages that a table names (MS-DOC §2.9.33 ChpxFkp, §2.9.177 PapxFkp)."""
    count = max(0, (len(table) - 4) // 8)
    pages = struct.unpack_from(f"<{count}I", table, 4 * (count + 1)) if count else ()
    found: dict[int, bytes] = {}
    ends: list[int] = []
    for number in dict.fromkeys(pages):
        start = (number & 0x3FFFFF) * _PAGE
        page = document[start : start + _PAGE]
        if len(page) == _PAGE:
            found |= _of_page(page, ends, paragraphs=paragraphs)
    for end in ends:
        found.setdefault(end, b"")
    places = sorted(found)
    return _Formats(places, [found[place] for place in places])


def _of_page(page: bytes, ends: list[int], *, paragraphs: bool) -> dict[int, bytes]:
    """The formats of one page by the places where they begin; its end goes to `ends`."""
    count, step = page[-1], 13 if paragraphs else 1
    if 4 * (count + 1) + step * count > _PAGE - 1:
        return {}
    places = struct.unpack_from(f"<{count + 1}I", page)
    found: dict[int, bytes] = {}
    for number in range(count):
        at = 2 * page[4 * (count + 1) + step * number]
        found[places[number]] = _format(page, at, paragraphs=paragraphs) if at else b""
    ends.append(places[count])
    return found


def _format(page: bytes, at: int, *, paragraphs: bool) -> bytes:
    size = page[at]
    at += 1
    if paragraphs and not size:
        size, at = 2 * page[at], at + 1
    elif paragraphs:
        size = 2 * size - 1
    return page[at : min(at + size, _PAGE - 1)]
