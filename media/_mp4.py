"""Boxes of the ISO base media file format (ISO/IEC 14496-12), written and read."""

import struct
from collections.abc import Iterator

U32 = 0xFFFFFFFF


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box around `parts`."""
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def full(kind: bytes, *parts: bytes, version: int = 0, flags: int = 0) -> bytes:
    """A full box: one with a version and flags (§4.2)."""
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def timed(kind: bytes, *fields: tuple[int, bool], tail: bytes = b"", flags: int = 0) -> bytes:
    """A full box of numbers, some of them times: of 64 bits (version 1) where 32 are too few.

    `fields` are (value, is a time).
    """
    long = any(value > U32 for value, is_time in fields if is_time)
    body = b"".join(
        struct.pack(">Q" if long and is_time else ">I", value) for value, is_time in fields
    )
    return full(kind, body, tail, version=int(long), flags=flags)


def boxes(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """The boxes that lie side by side in `data`: kind and body.

    Raises:
        ValueError: a box that is longer than what holds it.
    """
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1 and at + 16 <= len(data):
            (size,) = struct.unpack_from(">Q", data, at + 8)
            head = 16
        elif size == 0:
            size = len(data) - at
        if size < head or at + size > len(data):
            raise ValueError(f"box {kind!r} of {size} bytes in {len(data) - at}")
        yield kind, data[at + head : at + size]
        at += size


def find(data: memoryview, *path: bytes) -> memoryview | None:
    """The body of the first box at `path`, None where there is none."""
    if not path:
        return data
    for kind, body in boxes(data):
        if kind == path[0]:
            return find(body, *path[1:])
    return None


def need(data: memoryview, *path: bytes) -> memoryview:
    """As `find`.

    Raises:
        ValueError: there is no such box.
    """
    found = find(data, *path)
    if found is None:
        raise ValueError("no box " + "/".join(kind.decode("latin-1") for kind in path))
    return found


def descriptor(tag: int, body: bytes) -> bytes:
    """A descriptor with a size of four bytes (ISO/IEC 14496-1 §8.3.3)."""
    size = len(body)
    return bytes((tag, size >> 21 | 0x80, size >> 14 & 0x7F | 0x80, size >> 7 & 0x7F | 0x80,
                  size & 0x7F)) + body  # fmt: skip


def descriptors(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The descriptors side by side in `data`: tag and body."""
    at = 0
    while at + 2 <= len(data):
        tag, size = data[at], 0
        at += 1
        while at < len(data):
            byte = data[at]
            at += 1
            size = size << 7 | byte & 0x7F
            if not byte & 0x80:
                break
        yield tag, data[at : at + size]
        at += size
