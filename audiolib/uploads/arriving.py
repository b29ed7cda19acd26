"""The bytes of one file on its way in, in a file of our own that grows."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audiolib.uploads.errors import UploadBusyError, UploadChecksumError, UploadOffsetError

ALGORITHMS = ("sha1", "sha256")
FLUSH = 8 << 20
"""Bytes after which what came is safe from a power cut."""


class Arriving:
    """A file of which bytes are still missing; its size is how many have come."""

    def __init__(self, folder: Path, token: str) -> None:
        self.path = folder / token
        self._folder = folder

    @property
    def size(self) -> int:
        """Bytes that have come; 0 where none have."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    @contextmanager
    def open(self, offset: int, checksum: tuple[str, bytes] | None = None) -> "Iterator[Part]":
        """Take in bytes that begin at an offset; what came before a break is kept.

        `checksum` is algorithm and digest of all these bytes; where they differ, none is kept.

        Raises:
            UploadBusyError: another connection writes.
            UploadOffsetError: the file ends elsewhere.
            UploadChecksumError: the bytes are others than those that were sent.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise UploadBusyError from error
            size = os.lseek(descriptor, 0, os.SEEK_END)
            if size != offset:
                raise UploadOffsetError(size)
            part = Part(descriptor, checksum[0] if checksum else None)
            try:
                yield part
            except BaseException:
                # With a checksum nothing counts before all of it has come.
                if checksum:
                    os.ftruncate(descriptor, offset)
                raise
            finally:
                os.fsync(descriptor)
            if checksum and part.digest() != checksum[1]:
                os.ftruncate(descriptor, offset)
                raise UploadChecksumError
        finally:
            os.close(descriptor)

    def remove(self) -> None:
        """Give up what came."""
        self.path.unlink(missing_ok=True)


class Part:
    """Bytes that are coming in."""

    def __init__(self, descriptor: int, algorithm: str | None) -> None:
        self._descriptor = descriptor
        self._hash = hashlib.new(algorithm, usedforsecurity=False) if algorithm else None
        self._unsafe = 0

    def write(self, content: bytes) -> None:
        """Put bytes at the end of the file."""
        view = memoryview(content)
        while view:
            view = view[os.write(self._descriptor, view) :]
        if self._hash:
            self._hash.update(content)
        self._unsafe += len(content)
        if self._unsafe >= FLUSH:
            os.fsync(self._descriptor)
            self._unsafe = 0

    def digest(self) -> bytes:
        """Of all bytes so far."""
        return self._hash.digest() if self._hash else b""
