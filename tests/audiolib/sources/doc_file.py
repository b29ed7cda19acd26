"""Small Word 97 documents written for a test, byte by byte after MS-CFB and MS-DOC."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_TEXT = 0x800


def sprm(code: int, operand: int | bytes) -> bytes:
    """A modifier; the size of a number is the one its code asks for."""
    size = (1, 1, 2, 4, 2, 2, 0, 3)[code >> 13]
    if isinstance(operand, bytes):
        return struct.pack("<HB", code, len(operand)) + operand
    return struct.pack("<H", code) + operand.to_bytes(size, "little")


BOLD, ITALIC, HIDDEN = sprm(0x0835, 1), sprm(0x0836, 1), sprm(0x083C, 1)
SPECIAL, DELETED = sprm(0x0855, 1), sprm(0x0800, 1)
IN_TABLE, ROW_END = sprm(0x2416, 1), sprm(0x2416, 1) + sprm(0x2417, 1)


def font(number: int) -> bytes:
    return sprm(0x4A4F, number)


@dataclass
class Doc:
    """A document: runs of its body and notes, each with its format; paragraphs end at marks."""

    fonts: Sequence[str] = ("Times New Roman",)
    runs: list[tuple[str, bytes]] = field(default_factory=list)
    notes: list[tuple[str, bytes]] = field(default_factory=list)
    """Runs of the footnotes; each note is one paragraph."""
    styles: Sequence[tuple[str, int, bytes]] = (("Normal", 0, b""), ("heading 1", 1, b""))
    """Name, number of the builtin style, format of paragraphs."""
    paragraphs: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    """Style and format by the number of the paragraph or cell, where they are not usual."""
    packed: bool = False
    flags: int = 0x0200
    version: int = 193

    def content(self) -> bytes:
        """The bytes of the file."""
        text = "".join(words for words, _ in (*self.runs, *self.notes))
        body = sum(len(words) for words, _ in self.runs)
        encoded = text.encode("cp1252" if self.packed else "utf-16-le")
        width = 1 if self.packed else 2
        pages = -(-(_TEXT + len(encoded)) // _SECTOR)
        characters = self._characters(width)
        paragraphs = self._paragraphs(text, width)
        place = 0x40000000 | (2 * _TEXT) if self.packed else _TEXT
        end = _TEXT + len(encoded)
        references = [at for at, c in enumerate(text[:body]) if c == "\x02"]
        ends = [at + 1 for at, c in enumerate(text[body:]) if c == "\r"]
        plc = struct.Struct("<I")
        tables = {
            1: self._sheet(),
            2: b"".join(map(plc.pack, [*references, body])) + b"\0\0" * len(references),
            3: b"".join(map(plc.pack, [0, *ends, (ends or [0])[-1] + 1])),
            12: struct.pack("<III", _TEXT, end, pages),
            13: struct.pack("<III", _TEXT, end, pages + 1),
            15: self._names(),
            33: b"\x02" + struct.pack("<I", 16) + struct.pack("<IIHIH", 0, len(text), 0, place, 0),
        }
        table = b""
        head = bytearray(_TEXT)
        struct.pack_into("<6H", head, 0, 0xA5EC, self.version, 0, 0x409, 0, self.flags)
        struct.pack_into("<H", head, 32, 14)
        struct.pack_into("<H", head, 62, 22)
        struct.pack_into("<2i", head, 76, body, len(text) - body)
        struct.pack_into("<H", head, 152, 93)
        for index, content in tables.items():
            if index in (2, 3) and not references:
                continue
            struct.pack_into("<II", head, 154 + 8 * index, len(table), len(content))
            table += content
        document = bytes(head) + encoded
        document = document.ljust(pages * _SECTOR, b"\0") + characters + paragraphs
        return compound({"WordDocument": document, "1Table": table})

    def _characters(self, width: int) -> bytes:
        page = bytearray(_SECTOR)
        runs = [*self.runs, *self.notes]
        at, room = _TEXT, _SECTOR - 2
        places = [at]
        for number, (words, format_) in enumerate(runs):
            at += width * len(words)
            places.append(at)
            if format_:
                room -= len(format_) + 1
                room -= room % 2
                page[room] = len(format_)
                page[room + 1 : room + 1 + len(format_)] = format_
                page[4 * (len(runs) + 1) + number] = room // 2
        struct.pack_into(f"<{len(places)}I", page, 0, *places)
        page[-1] = len(runs)
        return bytes(page)

    def _paragraphs(self, text: str, width: int) -> bytes:
        page = bytearray(_SECTOR)
        ends = [at + 1 for at, c in enumerate(text) if c in "\r\x07"]
        room = _SECTOR - 2
        for number in range(len(ends)):
            style, format_ = self.paragraphs.get(number, (0, b""))
            content = struct.pack("<H", style) + format_
            content += b"\0" * (len(content) % 2)
            room -= len(content) + 2
            page[room : room + 2] = bytes([0, len(content) // 2])
            page[room + 2 : room + 2 + len(content)] = content
            page[4 * (len(ends) + 1) + 13 * number] = room // 2
        places = [_TEXT, *(_TEXT + width * end for end in ends)]
        struct.pack_into(f"<{len(places)}I", page, 0, *places)
        page[-1] = len(ends)
        return bytes(page)

    def _names(self) -> bytes:
        found = struct.pack("<HH", len(self.fonts), 0)
        for name in self.fonts:
            content = b"\0" * 39 + name.encode("utf-16-le") + b"\0\0"
            found += bytes([len(content)]) + content
        return found

    def _sheet(self) -> bytes:
        found = struct.pack("<H", 18) + struct.pack(
            "<9H", len(self.styles), 10, 1, 0, 0, 0, 0, 0, 0
        )
        for name, builtin, format_ in self.styles:
            content = struct.pack("<5H", builtin, 1 | 0xFFF0, 2, 0, 0)
            content += struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0"
            paragraph = struct.pack("<H", 0) + format_
            content += struct.pack("<H", len(paragraph)) + paragraph
            content += b"\0" * (len(content) % 2) + struct.pack("<H", 0)
            found += struct.pack("<H", len(content)) + content + b"\0" * (len(content) % 2)
        return found


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file; every stream is as long as those outside of the small ones are."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = [_entry("Root Entry", 5, _END, 0, 1)]
    for number, (name, content) in enumerate(streams.items()):
        padded = content.ljust(4096, b"\0")
        count = -(-len(padded) // _SECTOR)
        start = len(sectors)
        sectors += [padded[at * _SECTOR :][:_SECTOR].ljust(_SECTOR, b"\0") for at in range(count)]
        fat += [*range(start + 1, start + count), _END]
        entries.append(_entry(name, 2, start, len(padded), number + 2))
    directory = len(sectors)
    sectors.append(b"".join(entries).ljust(_SECTOR, b"\0")[:_SECTOR])
    fat += [_END, _FAT]
    table = struct.pack("<128I", *(fat + [_FREE] * (128 - len(fat))))
    head = bytearray(_SECTOR)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<5H", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<8I", head, 44, 1, directory, 0, 4096, _END, 0, _END, 0)
    struct.pack_into("<109I", head, 76, directory + 1, *([_FREE] * 108))
    return bytes(head) + b"".join(sectors) + table


def _entry(name: str, kind: int, start: int, size: int, right: int) -> bytes:
    entry = bytearray(128)
    content = name.encode("utf-16-le")
    entry[: len(content)] = content
    struct.pack_into("<HBB3I", entry, 64, len(content) + 2, kind, 1, _FREE, right, _FREE)
    struct.pack_into("<IQ", entry, 116, start, size)
    return bytes(entry)
