"""Where the AAC frames of an MP4 file lie, as its sample tables tell (ISO/IEC 14496-12 §8.7)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from media._mp4 import boxes, descriptors, find, need
from media.errors import UnreadableSoundError

Sizes = NDArray[np.uint32]
Offsets = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class AacFile:
    """The frames of an AAC track: their sizes and offsets, and what a decoder must be told."""

    path: Path
    rate: int
    config: bytes
    """AudioSpecificConfig (ISO/IEC 14496-3 §1.6.2.1)."""
    sizes: Sizes
    offsets: Offsets


def read_aac(path: Path) -> AacFile:
    """Read the tables of an MP4 file with one AAC track.

    Raises:
        UnreadableSoundError: it is none, or is cut off.
    """
    try:
        with path.open("rb") as file:
            moov = memoryview(_moov(file))
            length = file.seek(0, 2)
        sound = next(
            body
            for kind, body in boxes(moov)
            if kind == b"trak" and bytes(need(body, b"mdia", b"hdlr")[8:12]) == b"soun"
        )
        table = need(sound, b"mdia", b"minf", b"stbl")
        sizes = _sizes(need(table, b"stsz"))
        offsets = _offsets(table, sizes)
        if len(sizes) and int(offsets[-1]) + int(sizes[-1]) > length:
            raise ValueError("cut off")
        rate, config = _entry(need(table, b"stsd"))
    except (OSError, ValueError, StopIteration, struct.error, IndexError) as error:
        raise UnreadableSoundError(path.name) from error
    return AacFile(path, rate, config, sizes, offsets)


def top_boxes(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """The boxes of a file: kind, offset of the body, end.

    Raises:
        ValueError: a box that reaches past the end of the file.
    """
    length = file.seek(0, 2)
    at = 0
    while at + 8 <= length:
        file.seek(at)
        size, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            size, head = int.from_bytes(file.read(8), "big"), 16
        elif size == 0:
            size = length - at
        if size < head or at + size > length:
            raise ValueError(f"box {kind!r} of {size} bytes in {length - at}")
        yield kind, at + head, at + size
        at += size


def _moov(file: BinaryIO) -> bytes:
    for kind, begin, end in top_boxes(file):
        if kind == b"moov":
            file.seek(begin)
            return file.read(end - begin)
    raise ValueError("no moov")


def _sizes(stsz: memoryview) -> Sizes:
    same, count = struct.unpack_from(">II", stsz, 4)
    if same:
        return np.full(count, same, dtype=np.uint32)
    return np.frombuffer(stsz, dtype=">u4", count=count, offset=12).astype(np.uint32)


def _offsets(table: memoryview, sizes: Sizes) -> Offsets:
    """Offset of each frame: that of its chunk, and what lies before it there."""
    long = find(table, b"co64")
    stco = need(table, b"stco") if long is None else long
    chunks = np.frombuffer(
        stco, ">u4" if long is None else ">u8", int.from_bytes(stco[4:8], "big"), 8
    ).astype(np.int64)
    stsc = need(table, b"stsc")
    runs = np.frombuffer(stsc, ">u4", 3 * int.from_bytes(stsc[4:8], "big"), 8)
    runs = runs.reshape(-1, 3).astype(np.int64)
    lasts = np.append(runs[1:, 0], len(chunks) + 1)
    per_chunk = np.repeat(runs[:, 1], lasts - runs[:, 0])
    if int(per_chunk.sum()) != len(sizes) or len(per_chunk) != len(chunks):
        raise ValueError("the sample tables do not agree")
    before = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))[:-1]
    firsts = np.concatenate(([0], np.cumsum(per_chunk)))[:-1]
    result: Offsets = before + np.repeat(chunks - before[firsts], per_chunk)
    return result


def _entry(stsd: memoryview) -> tuple[int, bytes]:
    """Rate and AudioSpecificConfig of the first sample entry."""
    kind, entry = next(boxes(stsd[8:]))
    if kind != b"mp4a":
        raise ValueError(f"{kind!r} is not AAC")
    rate = int.from_bytes(entry[24:26], "big")
    elementary = dict(descriptors(bytes(need(entry[28:], b"esds")[4:])))[3]
    decoder = dict(descriptors(elementary[3:]))[4]
    return rate, dict(descriptors(decoder[13:]))[5]
