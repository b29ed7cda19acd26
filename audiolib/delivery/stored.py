"""The bytes of the store as a file that is read anywhere, from a folder or by parts of a bucket."""

import io
from typing import BinaryIO

from audiolib.store import Store

_AHEAD = 1 << 16


def opened(store: Store, key: str) -> tuple[BinaryIO, int] | None:
    """The bytes of a content key and how many they are, unverified; None where they are absent."""
    if store.folder is not None:
        path = store.path(key)
        return None if path is None else (path.open("rb"), path.stat().st_size)
    size = store.size_of(key)
    return None if size is None else (io.BufferedReader(_Parts(store, key, size), _AHEAD), size)


class _Parts(io.RawIOBase):
    """An object of a bucket."""

    def __init__(self, store: Store, key: str, size: int) -> None:
        self._bucket = store
        self._key = key
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(begin + offset, 0)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        length = min(len(buffer), self._size - self._at)
        if length <= 0:
            return 0
        buffer[:length] = self._bucket.part(self._key, self._at, self._at + length)
        self._at += length
        return length
