"""Pictures inside a Word document (MS-DOC §2.9.192 PICFAndOfficeArtData, MS-ODRAW §2.2)."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from audiolib.sources.docx import Picture
from audiolib.sources.limits import LIMITS

_SHAPE, _PROPERTIES, _FILE_BLOCK = 0xF004, 0xF00B, 0xF007
_KINDS = {
    0xF01A: ("emfblip", 16), 0xF01B: ("wmetafile", 16), 0xF01C: ("macpict", 16),
    0xF01D: ("jpegblip", 17), 0xF01E: ("pngblip", 17), 0xF01F: ("dibitmap", 17),
    0xF02A: ("jpegblip", 17),
}  # fmt: skip
_TWO_NAMES = {0x3D5, 0x217, 0x543, 0x46B, 0x6E3, 0x6E1, 0x7A9}
"""Instances of records that hold two fingerprints of 16 bytes."""
_DESCRIPTION = 0x0381


class _Record(NamedTuple):
    kind: int
    instance: int
    content: bytes


def picture_at(data: bytes, place: int) -> Picture | None:
    """The picture at a place of the data stream; None where there is none that is kept."""
    if place + 68 > len(data):
        return None
    length, header, mode = struct.unpack_from("<IHH", data, place)
    if length > LIMITS.image or header < 44:
        return None
    block = data[place + header : place + length]
    if mode == 0x66 and block:
        block = block[1 + block[0] :]
    picture = Picture()
    for record in _records(block):
        if record.kind == _SHAPE:
            picture.said = _description(record.content)
        elif record.kind == _FILE_BLOCK and len(record.content) > 36:
            inner = record.content[36 + record.content[33] :]
            for blip in _records(inner):
                _fill(picture, blip)
        else:
            _fill(picture, record)
    return picture if picture.kind else None


def _fill(picture: Picture, record: _Record) -> None:
    if record.kind not in _KINDS:
        return
    kind, skipped = _KINDS[record.kind]
    if record.instance in _TWO_NAMES:
        skipped += 16
    picture.kind, picture.content = kind, record.content[skipped:]


def _records(content: bytes) -> Iterator[_Record]:
    at = 0
    while at + 8 <= len(content):
        head, kind, length = struct.unpack_from("<HHI", content, at)
        yield _Record(kind, head >> 4, content[at + 8 : at + 8 + length])
        at += 8 + length


def _description(shape: bytes) -> str:
    """What is said of the picture, among the properties of its shape."""
    for record in _records(shape):
        if record.kind != _PROPERTIES:
            continue
        at = 6 * record.instance
        for number in range(min(record.instance, len(record.content) // 6)):
            name, value = struct.unpack_from("<HI", record.content, 6 * number)
            if name & 0x8000:
                if name & 0x3FFF == _DESCRIPTION:
                    said = record.content[at : at + min(value, 4000)]
                    return said.decode("utf-16-le", "replace").strip("\0 ")
                at += value
    return ""
