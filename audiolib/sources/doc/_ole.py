"""The streams of a compound file (MS-CFB), each read once and within the file's own size."""

import struct
from dataclasses import dataclass

from audiolib.errors import SourceDamagedError

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA
"""Sectors from here on are no sectors, but say what a place in the table is used for."""


@dataclass(frozen=True, slots=True)
class _Entry:
    start: int
    size: int


class Compound:
    """The streams that lie in the root of a compound file.

    Raises:
        SourceDamagedError: it is none, or is cut off, or its tables lead in circles.
    """

    def __init__(self, content: bytes, file: str) -> None:
        self._content, self._file = content, file
        try:
            self._open()
        except (struct.error, IndexError, ValueError) as error:
            raise SourceDamagedError(file, reason=f"compound file: {error}") from error

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of a stream, empty where there is none."""
        entry = self._entries.get(name)
        if entry is None:
            return b""
        if entry.size < self._cutoff:
            return self._chain(entry.start, self._mini, self._small, self._mini_size)[: entry.size]
        return self._chain(entry.start, self._fat, self._content[self._size :], self._size)[
            : entry.size
        ]

    def _open(self) -> None:
        content = self._content
        if not content.startswith(_MAGIC):
            raise ValueError("no compound file")
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError("sectors of an odd size")
        self._size, self._mini_size = 1 << shift, 1 << mini_shift
        _, start, _, self._cutoff, mini, _, more, _ = struct.unpack_from("<8I", content, 44)
        sectors = content[self._size :]
        self._fat = self._table(list(struct.unpack_from("<109I", content, 76)), more)
        directory = self._chain(start, self._fat, sectors, self._size)
        self._entries: dict[str, _Entry] = {}
        root = _Entry(0, 0)
        for at in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            first, size = struct.unpack_from("<IQ", directory, at + 116)
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind == 5:
                root = _Entry(first, size & 0xFFFFFFFF)
            elif kind == 2:
                self._entries.setdefault(name, _Entry(first, size & 0xFFFFFFFF))
        packed = self._chain(mini, self._fat, sectors, self._size) if mini < _LAST else b""
        self._mini = struct.unpack(f"<{len(packed) // 4}I", packed[: len(packed) // 4 * 4])
        self._small = b""
        if root.start < _LAST:
            self._small = self._chain(root.start, self._fat, sectors, self._size)

    def _table(self, places: list[int], more: int) -> tuple[int, ...]:
        """The table of sectors, from the header's list and the sectors it goes on in."""
        count = self._size // 4
        seen: set[int] = set()
        while more < _LAST and more not in seen:
            seen.add(more)
            found = struct.unpack_from(f"<{count}I", self._content, (more + 1) * self._size)
            places += found[:-1]
            more = found[-1]
        table: list[int] = []
        for place in places:
            if place < _LAST:
                offset = (place + 1) * self._size
                if offset + self._size > len(self._content):
                    break
                table += struct.unpack_from(f"<{count}I", self._content, offset)
        return tuple(table)

    def _chain(self, start: int, table: tuple[int, ...], sectors: bytes, size: int) -> bytes:
        """The sectors from one on, as the table strings them together."""
        pieces: list[bytes] = []
        seen = bytearray(len(table) + 1)
        at = start
        while at < _LAST:
            if at >= len(table) or seen[at]:
                raise SourceDamagedError(self._file, reason="a chain of sectors is broken")
            seen[at] = 1
            pieces.append(sectors[at * size : (at + 1) * size])
            at = table[at]
        return b"".join(pieces)
