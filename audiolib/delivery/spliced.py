"""Bytes that are those of a stored file but for a few: stretches of it, and new bytes between."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

PIECE = 256 * 1024
"""Bytes that are held at once while they are read."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the stored file, from `begin` up to `end`."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Spliced:
    """Stretches and new bytes in their order; any part can be read without those before it."""

    pieces: tuple[bytes | Span, ...]

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(map(_length, self.pieces))

    def read(self, file: BinaryIO, begin: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `begin` up to `end`, out of the stored `file`, a piece at a time.

        Raises:
            EOFError: the file is shorter than it was.
        """
        end = self.size if end is None else min(end, self.size)
        at = 0
        for piece in self.pieces:
            first, last = max(begin - at, 0), min(end - at, _length(piece))
            if first < last:
                if isinstance(piece, Span):
                    yield from _stretch(file, piece.begin + first, piece.begin + last)
                else:
                    yield piece[first:last]
            at += _length(piece)


def _length(piece: bytes | Span) -> int:
    return piece.end - piece.begin if isinstance(piece, Span) else len(piece)


def _stretch(file: BinaryIO, begin: int, end: int) -> Iterator[bytes]:
    file.seek(begin)
    while begin < end:
        content = file.read(min(PIECE, end - begin))
        if not content:
            raise EOFError(f"{end - begin} bytes are missing")
        begin += len(content)
        yield content
