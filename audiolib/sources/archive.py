"""Zip archives from strangers: read member by member in memory, never unpacked to a disk."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Self

from audiolib.errors import (
    SourceDamagedError,
    SourceEncryptedError,
    SourceHostileError,
    SourceMissingError,
    SourceTooLargeError,
)
from audiolib.sources.limits import KIB, LIMITS, Limits

_PIECE = 64 * KIB
_ENCRYPTED = 0x1
# bz2 and lzma expand a whole block at once, so their growth could not be bounded while streaming;
# neither EPUB (OCF 3.3 §4.2.3) nor Office files (ECMA-376-2 annex B) may use them.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    UnicodeDecodeError,
    ValueError,
    struct.error,
)


class Archive:
    """A zip file whose members are safe to name and to expand.

    Names use `/`. Not safe for several threads.
    """

    def __init__(self, path: Path, members: zipfile.ZipFile, limits: Limits) -> None:
        self.file = str(path)
        self._zip = members
        self._limits = limits
        self._members = _members(self.file, path.stat().st_size, members, limits)
        self._expanded: dict[str, int] = {}
        self._total = 0

    @classmethod
    def open(cls, path: Path, limits: Limits = LIMITS) -> Self:
        """The archive at `path`, its list of members looked through.

        Raises:
            SourceMissingError: there is no such file.
            SourceDamagedError: it is no zip file, or cut off, or packed in an unusual way.
            SourceEncryptedError: members are protected by a password.
            SourceHostileError: members lead outside, are links, overlap, or are too many.
            SourceTooLargeError: the file or its table of contents is over the limit.
        """
        try:
            size = path.stat().st_size
            if size > limits.file:
                raise SourceTooLargeError(str(path), "", limits.file)
            with path.open("rb") as file:
                _look_at_directory(str(path), file, size, limits)
            members = zipfile.ZipFile(path)
        except FileNotFoundError as error:
            raise SourceMissingError(str(path), reason=str(error)) from error
        except _DAMAGE as error:
            raise SourceDamagedError(str(path), reason=str(error)) from error
        try:
            return cls(path, members, limits)
        except BaseException:
            members.close()
            raise

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files, folders left out, in the order of the archive."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def size(self, name: str) -> int:
        """The expanded size that the archive declares for a member, in bytes."""
        return self._members[name].file_size

    def read(self, name: str, limit: int | None = None) -> bytes:
        """The bytes of a member.

        Raises:
            SourceDamagedError: there is no such member, or its bytes are damaged.
            SourceHostileError: it, or the archive, expands beyond reason.
            SourceTooLargeError: it is larger than `limit`, or than any member may be.
        """
        return b"".join(self._pieces(name, limit))

    def save(self, name: str, target: Path, limit: int | None = None) -> None:
        """Write a member to a file, piece by piece; raises what `read` does."""
        with target.open("wb") as file:
            for piece in self._pieces(name, limit):
                file.write(piece)

    def _pieces(self, name: str, limit: int | None) -> Iterator[bytes]:
        limit = self._limits.member if limit is None else min(limit, self._limits.member)
        member = self._members.get(name)
        if member is None:
            raise SourceDamagedError(self.file, name, "no such file in the archive")
        size = 0
        try:
            with self._zip.open(member) as stream:
                while piece := stream.read(_PIECE):
                    size += len(piece)
                    self._check_growth(name, member, size, limit)
                    yield piece
        except _DAMAGE as error:
            raise SourceDamagedError(self.file, name, str(error)) from error
        self._total += size - self._expanded.get(name, 0)
        self._expanded[name] = size

    def _check_growth(self, name: str, member: zipfile.ZipInfo, size: int, limit: int) -> None:
        ratio = self._limits.ratio
        if size > self._limits.spared and size > ratio * max(1, member.compress_size):
            raise SourceHostileError(self.file, name, f"expands more than {ratio} times")
        if size > limit:
            raise SourceTooLargeError(self.file, name, limit)
        if self._total - self._expanded.get(name, 0) + size > self._limits.total:
            raise SourceTooLargeError(self.file, "", self._limits.total)

    def close(self) -> None:
        self._zip.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _look_at_directory(file: str, stream: IO[bytes], size: int, limits: Limits) -> None:
    """Refuse a table of contents that would fill the memory, before it is loaded (APPNOTE §4.3)."""
    start = max(0, size - (22 + 0xFFFF))
    stream.seek(start)
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22:
        raise SourceDamagedError(file, reason="no end of the central directory")
    entries, length = struct.unpack("<HI", tail[end + 10 : end + 16])
    locator = tail[max(0, end - 20) : end]
    if len(locator) == 20 and locator.startswith(b"PK\x06\x07"):
        (where,) = struct.unpack("<Q", locator[8:16])
        stream.seek(min(where, size))
        record = stream.read(56)
        if len(record) < 56 or not record.startswith(b"PK\x06\x06"):
            raise SourceDamagedError(file, reason="no zip64 record")
        entries, length = struct.unpack("<QQ", record[32:48])
    if length > limits.directory:
        raise SourceTooLargeError(file, "", limits.directory)
    if entries > limits.members:
        raise SourceHostileError(file, reason=f"more than {limits.members} files")


def _members(
    file: str, size: int, members: zipfile.ZipFile, limits: Limits
) -> dict[str, zipfile.ZipInfo]:
    """The members by their names, or the reason why they can't be trusted."""
    found = members.infolist()
    if len(found) > limits.members:
        raise SourceHostileError(file, reason=f"more than {limits.members} files")
    if sum(member.compress_size for member in found) > size:
        raise SourceHostileError(file, reason="files overlap")
    by_name: dict[str, zipfile.ZipInfo] = {}
    for member in found:
        name = member.filename.replace("\\", "/")
        mode = member.external_attr >> 16
        if _leaves_the_archive(name):
            raise SourceHostileError(file, name, "the name leads out of the archive")
        if stat.S_ISLNK(mode):
            raise SourceHostileError(file, name, "a symbolic link")
        if member.is_dir() or name.endswith("/"):
            continue
        if member.flag_bits & _ENCRYPTED:
            raise SourceEncryptedError(file, name, "password")
        if member.compress_type not in _METHODS:
            raise SourceDamagedError(file, name, f"compression method {member.compress_type}")
        by_name[name] = member
    return by_name


def _leaves_the_archive(name: str) -> bool:
    path = PurePosixPath(name)
    drive = len(name) > 1 and name[1] == ":"
    return not name or "\0" in name or drive or path.is_absolute() or ".." in path.parts
