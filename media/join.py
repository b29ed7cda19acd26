"""Many AAC tracks as one MP4 file, without encoding them again.

A frame of AAC is heard by overlapping it with the one before, and every encoder begins with a frame
that lies before the sound. So at a join one frame must go: the last of the track before, or that
first one of the track behind. The smaller goes, for it holds the least sound; a track that ends in
one frame of silence (46 ms at 22,050 Hz) passes into the next without a trace. Each track thus
takes exactly its own whole frames, and nothing drifts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from media._m4a import AacFile, read_aac, top_boxes
from media._m4b import NERO_CHAPTERS, TAGS, Movie, head
from media.encode import AAC_FRAME
from media.errors import JoinError, UnreadableSoundError
from media.pcm import Milliseconds, Samples
from media.probe import probe_apart

__all__ = ["NERO_CHAPTERS", "TAGS", "VERSION", "Joined", "brand_and_order", "is_plain", "join"]

VERSION = "1"
"""Raised when the same tracks give other bytes."""

_BLOCK = 1 << 20
_AAC_LC = 2


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Tracks laid end to end, not yet written.

    Args:
        rate: Samples a second.
        offsets: The sample at which each track begins.
        samples: Length in samples.
        files: The tracks.
        kept: Which frames of each are taken.
    """

    rate: int
    offsets: tuple[Samples, ...]
    samples: Samples
    files: tuple[AacFile, ...]
    kept: tuple[slice, ...]

    def write(
        self,
        target: Path,
        chapters: Sequence[tuple[Milliseconds, str]] = (),
        tags: Mapping[str, str] | None = None,
        *,
        cover: bytes = b"",
        lang: str = "und",
    ) -> None:
        """Write an M4B; all that a player needs stands first, so that it can begin at once.

        No time of making gets in: the same tracks and arguments give the same bytes. Memory holds
        the table of frames (4 bytes each, 11 MB for 40 hours) and one block.

        Args:
            target: The file.
            chapters: Begin and title, in order, within the sound; the first counts from 0, the
                last ends with the sound. All lie in the QuickTime text track, the first 255 in the
                Nero list, whose count is one byte.
            tags: By the names in `TAGS`; empty ones are left out.
            cover: A PNG or JPEG picture, or nothing.
            lang: ISO 639-2/T.

        Raises:
            ValueError: chapters out of order or past the end.
        """
        begins = [begin for begin, _ in chapters]
        end = self.samples * 1000 // self.rate
        if any(a >= b for a, b in pairwise([*begins, end])):
            raise ValueError("chapters out of order or past the end")
        pairs = list(zip(self.files, self.kept, strict=True))
        sizes = np.concatenate([file.sizes[kept] for file, kept in pairs])
        movie = Movie(self.rate, self.samples, self.files[0].config, sizes, lang)
        with target.open("wb") as out:
            for part in head(movie, chapters, tags or {}, cover):
                out.write(part)
            for file, kept in pairs:
                for block in _blocks(file, kept):
                    out.write(block)


def join(tracks: Sequence[Path]) -> Joined:
    """Lay AAC tracks (MP4, as `encode` makes them) end to end; reads their tables only.

    Raises:
        UnreadableSoundError: one of them is no MP4 file with AAC in it, or is empty.
        JoinError: they differ in sample rate or profile.
        ValueError: there is none.
    """
    files = tuple(read_aac(path) for path in tracks)
    if not files:
        raise ValueError("no tracks")
    for file in files:
        if len(file.sizes) < 2:
            raise UnreadableSoundError(file.path.name)
        if (file.rate, file.config) != (files[0].rate, files[0].config):
            raise JoinError(file.path.name, files[0].path.name)
    begins, ends = [0], []
    for before, behind in pairwise(files):
        drop_last = before.sizes[-1] <= behind.sizes[0]
        ends.append(len(before.sizes) - drop_last)
        begins.append(0 if drop_last else 1)
    ends.append(len(files[-1].sizes))
    lengths = [(len(file.sizes) - 1) * AAC_FRAME for file in files]
    return Joined(
        files[0].rate,
        tuple(Samples(offset) for offset in accumulate(lengths[:-1], initial=0)),
        Samples(sum(lengths)),
        files,
        tuple(slice(begin, int(end)) for begin, end in zip(begins, ends, strict=True)),
    )


def is_plain(path: Path) -> bool:
    """Whether a file is MP4 with AAC-LC of 1,024 samples a frame, so that `join` may take it."""
    try:
        file, known = read_aac(path), probe_apart(path)
    except UnreadableSoundError:
        return False
    length = len(file.sizes) * AAC_FRAME * 1000 // file.rate
    low_complexity = len(file.config) > 1 and file.config[0] >> 3 == _AAC_LC
    whole = abs(length - known.duration) <= 3 * AAC_FRAME * 1000 // file.rate
    return low_complexity and whole and len(file.sizes) > 1 and not _is_doubled(file.config)


def _is_doubled(config: bytes) -> bool:
    """Whether an extension says that spectral bands are replicated (14496-3 §1.6.2.1)."""
    return len(config) >= 5 and config[2:4] == b"\x56\xe5" and bool(config[4] & 0x80)


def brand_and_order(path: Path) -> tuple[str, tuple[str, ...]]:
    """The major brand of an MP4 file, and its outermost boxes in order.

    Raises:
        UnreadableSoundError: it is none, or is cut off.
    """
    brand = b""
    kinds: list[str] = []
    try:
        with path.open("rb") as file:
            for kind, begin, _end in top_boxes(file):
                kinds.append(kind.decode("latin-1"))
                if kind == b"ftyp":
                    file.seek(begin)
                    brand = file.read(4)
    except (OSError, ValueError) as error:
        raise UnreadableSoundError(path.name) from error
    return brand.decode("latin-1"), tuple(kinds)


def _blocks(file: AacFile, kept: slice) -> Iterator[bytes]:
    """The bytes of the frames, in blocks; frames that touch are read together."""
    offsets, sizes = file.offsets[kept], file.sizes[kept]
    if not len(sizes):
        return
    ends = offsets + sizes
    gaps = np.flatnonzero(offsets[1:] != ends[:-1]) + 1
    with file.path.open("rb") as source:
        for first, last in pairwise([0, *gaps.tolist(), len(sizes)]):
            source.seek(int(offsets[first]))
            left = int(ends[last - 1]) - int(offsets[first])
            while left:
                block = source.read(min(left, _BLOCK))
                if not block:
                    raise UnreadableSoundError(file.path.name)
                yield block
                left -= len(block)
