"""The frames of an MP3 file, read from their headers: exact length, bit rate, what surrounds them.

Source: ISO/IEC 11172-3 2.4.2.3 and 13818-3 2.4.2.3; ID3v2.4 §3.1 for the size of a tag.
"""

import mmap
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import gcd
from pathlib import Path
from typing import Any

import numpy as np

from media.errors import UnreadableSoundError
from media.pcm import Milliseconds, Samples, milliseconds

_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_KBPS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


@dataclass(frozen=True, slots=True)
class Mp3Layout:
    """What an MP3 file is made of.

    Args:
        rate: Samples a second.
        channels: 1 or 2.
        bitrate_kbps: Of every frame, 0 where they differ (VBR).
        frames: Number of frames, a Xing/Info frame included.
        samples: Length in samples, a Xing/Info frame included.
        begin: Offset of the first frame; what lies before is a tag or strange.
        end: Offset after the last frame.
        size: Of the file.
        xing: Whether the first frame is a Xing, Info or VBRI frame, which some decoders play.
        id3v2: Whether an ID3v2 tag stands before the frames.
        id3v1: Whether an ID3v1 tag stands after them.
    """

    rate: int
    channels: int
    bitrate_kbps: int
    frames: int
    samples: Samples
    begin: int
    end: int
    size: int
    xing: bool
    id3v2: bool
    id3v1: bool

    @property
    def is_bare(self) -> bool:
        """Nothing but frames of one bit rate: every decoder gives the same samples."""
        return (
            bool(self.bitrate_kbps) and not self.xing and self.begin == 0 and self.end == self.size
        )

    @property
    def duration(self) -> Milliseconds:
        return milliseconds(self.samples, self.rate)


def layout(path: Path) -> Mp3Layout:
    """Read the headers of all frames of a file; about a millisecond for an hour of speech.

    Raises:
        UnreadableSoundError: not an MP3 file (layer III), or no frame where the first should be.
    """
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _layout(data, path.name)
    except (OSError, ValueError) as error:  # an empty file cannot be mapped
        raise UnreadableSoundError(path.name) from error


def _layout(data: mmap.mmap, name: str) -> Mp3Layout:
    begin = tag_size(data[:10])
    first = data[begin : begin + 4]
    sizes = _sizes(first)
    if not sizes:
        raise UnreadableSoundError(name)
    version, channels = first[1] >> 3 & 3, 1 if first[3] >> 6 == 3 else 2
    rate = _RATES[version][first[2] >> 2 & 3]
    end, frames, bitrates = _walk(data, begin, first[:2], sizes)
    per_frame = 1152 if version == 3 else 576
    only = bitrates.pop() if len(bitrates) == 1 else 0
    return Mp3Layout(
        rate=rate,
        channels=channels,
        bitrate_kbps=(_KBPS_1 if version == 3 else _KBPS_2)[only],
        frames=frames,
        samples=Samples(frames * per_frame),
        begin=begin,
        end=end,
        size=len(data),
        xing=_is_xing(data[begin : begin + 64], version, channels),
        id3v2=data[:3] == b"ID3",
        id3v1=data[max(begin, len(data) - 128) :][:3] == b"TAG",
    )


def frame_samples(rate: int) -> int:
    """Samples that a frame stands for (13818-3 2.4.2.3: half as many at low rates)."""
    return 1152 if rate >= 32_000 else 576


def cut_to(path: Path, samples: int) -> None:
    """Drop the frames of a bare file behind the first `samples`, a multiple of a frame's.

    What frames before need of the bits lies in them or before them, never behind.

    Raises:
        UnreadableSoundError: no MP3 file, or it holds less than that.
    """
    with path.open("r+b") as file:
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            end = _offset(data, samples, path.name)
        file.truncate(end)


def lay_together(parts: Sequence[Path], cuts: Sequence[Samples]) -> tuple[int, ...]:
    """Append all files to the first, so that the sound of each begins at its cut; gives sizes.

    Frames behind a cut go; those before one need nothing that lies behind it (`cut_to`).
    """
    for part, (begin, end) in zip(parts, pairwise([0, *cuts]), strict=False):
        cut_to(part, end - begin)
    sizes = tuple(part.stat().st_size for part in parts)
    with parts[0].open("ab") as whole:
        for part in parts[1:]:
            with part.open("rb") as more:
                shutil.copyfileobj(more, whole)
    return sizes


def _offset(data: mmap.mmap, samples: int, name: str) -> int:
    """Where the frame begins that stands for the sample."""
    first = data[:4]
    sizes = _sizes(first)
    if not sizes:
        raise UnreadableSoundError(name)
    frames, rest = divmod(samples, 1152 if first[1] >> 3 & 3 == 3 else 576)
    if rest:
        raise ValueError(f"{samples} samples are no whole frames")
    at = 0
    for _ in range(frames):
        size = sizes.get(data[at + 2], 0) if at + 4 <= len(data) else 0
        if not size:
            raise UnreadableSoundError(name)
        at += size
    if at > len(data):
        raise UnreadableSoundError(name)
    return at


def tag_size(head: bytes) -> int:
    """Bytes of the ID3v2 tag that begins with `head` (10 bytes), 0 where there is none."""
    if len(head) < 10 or head[:3] != b"ID3":
        return 0
    footer = 10 if head[5] & 0x10 else 0
    return 10 + footer + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9])


def _sizes(head: bytes) -> dict[int, int]:
    """Size of a frame by the third byte of its header, for frames like the one with `head`."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2 or head[1] >> 3 & 3 == 1:
        return {}
    version, rate_index = head[1] >> 3 & 3, head[2] >> 2 & 3
    if rate_index == 3:
        return {}
    rate = _RATES[version][rate_index]
    factor, table = (144_000, _KBPS_1) if version == 3 else (72_000, _KBPS_2)
    return {
        index << 4 | rate_index << 2 | padding << 1 | private: factor * table[index] // rate
        + padding
        for index in range(1, 15)
        for padding in (0, 1)
        for private in (0, 1)
    }


def _walk(
    data: mmap.mmap, begin: int, sync: bytes, sizes: dict[int, int]
) -> tuple[int, int, set[int]]:
    """Where the frames end, how many they are, and the indices of their bit rates.

    A last frame that is cut off is not counted.
    """
    at, frames, thirds = begin, 0, set[int]()
    length = len(data)
    first, second = sync
    while at + 4 <= length:
        end, more, found = _evenly(data, at, sync, sizes)
        if more:
            at, frames, thirds = end, frames + more, thirds | found
            continue
        third = data[at + 2]
        size = sizes.get(third, 0)
        if data[at] != first or data[at + 1] != second or not size or at + size > length:
            break
        thirds.add(third)
        at += size
        frames += 1
    return at, frames, {third >> 4 for third in thirds}


_FORETOLD = 8192
"""Frames whose places are told beforehand: a stretch that was encoded alone has some thousands."""

_ENOUGH = 64
"""Frames after which a place in the period is no accident: the longest has 49."""

_Octets = np.ndarray[Any, np.dtype[np.uint8]]
_Places = np.ndarray[Any, np.dtype[np.int64]]
_Fits = np.ndarray[Any, np.dtype[np.bool_]]


def _evenly(
    data: mmap.mmap, begin: int, sync: bytes, sizes: dict[int, int]
) -> tuple[int, int, set[int]]:
    """Frames that lie where LAME puts those of one bit rate, as `_walk` gives them; maybe none.

    Its slots are shared out evenly over a period of frames, so from the place of the first in it
    all places can be told beforehand, and looked at at once: each must hold a header whose size
    leads to the next. A stretch that was encoded by itself begins a period of its own.
    """
    third = data[begin + 2]
    if (sizes.get(third & ~2, len(data)) + 1) * _ENOUGH + 4 > len(data) - begin:
        return begin, 0, set()
    octets = np.frombuffer(data, np.uint8)
    known = np.zeros(256, np.int64)
    for byte, length in sizes.items():
        known[byte] = length

    offsets = _offsets(*_mean_size(sync[1], third))
    opening = _fits(octets, begin + offsets[:, : _ENOUGH + 1], sync, known)
    runs = np.where(opening.all(axis=1), _ENOUGH, opening.argmin(axis=1))
    phase = int(runs.argmax())
    count = int(runs[phase])
    places = begin + offsets[phase]
    places = places[: np.searchsorted(places, len(data) - 3)]
    if count == _ENOUGH:
        further = _fits(octets, places[count:], sync, known)
        count += len(further) if further.all() else int(further.argmin())
    seen = np.bincount(octets[places[:count] + 2], minlength=256)
    del octets  # or the map could not be closed
    return int(places[count]), count, set(np.flatnonzero(seen).tolist())


def _fits(octets: _Octets, places: _Places, sync: bytes, known: _Places) -> _Fits:
    """Whether each place holds a header whose size leads to the next place; one less than these."""
    heads = places[..., :-1]
    right: _Fits = octets[heads] == sync[0]
    right &= octets[heads + 1] == sync[1]
    right &= known[octets[heads + 2]] == np.diff(places)
    return right


@lru_cache(maxsize=4)
def _offsets(numerator: int, denominator: int) -> _Places:
    """Where frames lie behind the first: a row for each number that it may have in a period.

    ceil((k - 1) * rest / denominator) slots precede frame k.
    """
    size, rest = divmod(numerator, denominator)
    phases = np.arange(denominator // gcd(numerator, denominator))[:, np.newaxis]
    numbers = np.arange(_FORETOLD + 1)
    slots = -(-((numbers + phases - 1) * rest) // denominator)
    offsets: _Places = numbers * size + slots - slots[:, :1]
    return offsets


def _mean_size(second: int, third: int) -> tuple[int, int]:
    """Bytes of a frame with its share of padding, as a fraction."""
    version = second >> 3 & 3
    factor, table = (144_000, _KBPS_1) if version == 3 else (72_000, _KBPS_2)
    return factor * table[third >> 4], _RATES[version][third >> 2 & 3]


def _is_xing(frame: bytes, version: int, channels: int) -> bool:
    side = {(3, 2): 32, (3, 1): 17}.get((version, channels), 9 if channels == 1 else 17)
    marks = (frame[4 + side : 8 + side], frame[6 + side : 10 + side])  # without and with a CRC
    return any(mark in (b"Xing", b"Info") for mark in marks) or frame[36:40] == b"VBRI"
