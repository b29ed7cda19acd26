"""The content-addressed store: what was made once is never made again.

Bytes lie under their content key, results of steps under their action key. Nothing is ever
changed in place, so any number of workers may write at once. Everything is verified when read: a
thing that a power cut left damaged counts as absent, and is made again.
"""

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

import obstore
from obstore.exceptions import AlreadyExistsError, GenericError
from obstore.store import LocalStore, ObjectStore

from audiolib import bucket
from audiolib.bucket import StoreAwayError, answering
from audiolib.keys import content_key


@dataclass(frozen=True, slots=True)
class StoreSize:
    """What the store holds: bytes and counts of sound and files, and of results."""

    bytes: int
    blobs: int
    records: int


class Store:
    """A store in a local folder, or in a bucket by URL (`s3://bucket/prefix`).

    An object serves one process; open another in each worker from the same `location`. Whatever
    touches a bucket raises `StoreAwayError` where it does not answer.
    """

    def __init__(self, location: str) -> None:
        self.location = location
        self._folder: Path | None = None
        self._store: ObjectStore
        if "://" in location:
            self._store = bucket.opened(location)
            self._probe = bucket.opened(location, answer_s=bucket.PROBE_S, tries=0)
            return
        self._folder = Path(location).expanduser().resolve()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._store = LocalStore(self._folder)

    @property
    def folder(self) -> Path | None:
        """The folder of a local store, None for a bucket."""
        return self._folder

    def put(self, content: bytes) -> str:
        """Keep bytes; gives their content key."""
        key = content_key(content)
        self._create(_blob(key), content)
        return key

    def get(self, key: str) -> bytes | None:
        """The bytes of a content key; None where they are absent or damaged."""
        content = self._read(_blob(key))
        if content is None or content_key(content) == key:
            return content
        self._drop(_blob(key))
        return None

    def holds(self, key: str) -> bool:
        """Whether there are bytes under a content key; they may yet turn out damaged."""
        if self._folder is not None:
            return (self._folder / _blob(key)).is_file()
        return self.size_of(key) is not None

    def size_of(self, key: str) -> int | None:
        """The length of the bytes under a content key; None where they are absent."""
        if self._folder is not None:
            path = self._folder / _blob(key)
            return path.stat().st_size if path.is_file() else None
        return self._size(_blob(key))

    def part(self, key: str, begin: int, end: int) -> bytes:
        """Bytes of a bucket's object, from `begin` till before `end`, as they lie there.

        Raises:
            FileNotFoundError: there are none under the key.
        """
        with answering(self.location):
            return bytes(obstore.get_range(self._store, _blob(key), start=begin, end=end))

    def make_sure(self) -> None:
        """Raise unless a bucket answers, within a few seconds; a folder is there.

        Raises:
            StoreAwayError: it does not, there is none of the name, or we may not look into it.
        """
        if self._folder is None:
            with answering(self.location):
                next(iter(obstore.list(self._probe, chunk_size=1)), None)

    def put_file(self, path: Path) -> tuple[str, int]:
        """Keep a file's bytes without holding them in memory; gives content key and size."""
        with path.open("rb") as file:
            key = hashlib.file_digest(file, "sha256").hexdigest()
        size = path.stat().st_size
        if self._size(_blob(key)) != size:
            with path.open("rb") as file:
                self._write(_blob(key), file, "overwrite")
        return key, size

    def file(self, key: str, size: int, scratch: Path, *, verified: bool = False) -> Path | None:
        """A path from which the bytes of a key can be read, and must not be changed.

        A bucket's object is fetched into the folder `scratch`. None where it is absent, or its
        size or its bytes are others; `verified` says that the bytes were looked at just now.
        """
        path = self._local(key, scratch)
        if path is None or path.stat().st_size != size:
            return None
        if verified:
            return path
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == key:
                return path
        self._drop(_blob(key))
        return None

    def path(self, key: str) -> Path | None:
        """Where a local store has the bytes of a key, unverified; None where it has not."""
        path = self._folder / _blob(key) if self._folder else None
        return path if path is not None and path.is_file() else None

    def _local(self, key: str, scratch: Path) -> Path | None:
        if self._folder is not None:
            path = self._folder / _blob(key)
            return path if path.is_file() else None
        path = scratch / key
        if not path.exists():
            if not self.holds(key):
                return None
            with (
                answering(self.location),
                tempfile.NamedTemporaryFile(dir=scratch, delete=False) as file,
            ):
                for chunk in obstore.get(self._store, _blob(key)):
                    file.write(chunk)
            Path(file.name).replace(path)
        return path

    def record(self, step: str, key: str, result: Any) -> None:
        """Keep the result of a step, plain JSON; the first writer wins."""
        body = json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode()
        self._create(_record(step, key), _seal(body) + body)

    def result(self, step: str, key: str) -> Any | None:
        """The result of a step; None where it was never done, or its record is damaged."""
        content = self._read(_record(step, key))
        if content is None:
            return None
        if content[:_SEAL] == _seal(content[_SEAL:]):
            return json.loads(content[_SEAL:])
        self._drop(_record(step, key))
        return None

    def forget(self, step: str, key: str) -> None:
        """Drop a result whose bytes were found damaged, so that the step is done again."""
        self._drop(_record(step, key))

    def size(self) -> StoreSize:
        """Count everything; reads only the listing."""
        total = blobs = records = 0
        for path, size in self._list():
            total += size
            blobs += path.startswith("blob/")
            records += not path.startswith("blob/")
        return StoreSize(total, blobs, records)

    def prune(self, blobs: set[str], records: set[tuple[str, str]]) -> StoreSize:
        """Remove all but the given content keys and (step, action key); tells what went."""
        gone = freed = gone_records = 0
        for path, size in list(self._list()):
            kind, _shard, name = path.split("/", 2)
            kept = name in blobs if kind == "blob" else (kind, name) in records
            if kept:
                continue
            self._drop(path)
            freed += size
            gone += kind == "blob"
            gone_records += kind != "blob"
        return StoreSize(freed, gone, gone_records)

    def free(self) -> int | None:
        """Free bytes on the disk of a local store; None for a bucket."""
        return shutil.disk_usage(self._folder).free if self._folder else None

    def _list(self) -> Iterator[tuple[str, int]]:
        with answering(self.location):
            for batch in obstore.list(self._store):
                for meta in batch:
                    yield meta["path"], meta["size"]

    def _create(self, path: str, content: bytes) -> None:
        try:
            self._write(path, content, "create")
        except AlreadyExistsError:
            if self._folder is None or (self._folder / path).stat().st_size == len(content):
                return
            self._write(path, content, "overwrite")

    def _write(
        self, path: str, content: bytes | BinaryIO, mode: Literal["create", "overwrite"]
    ) -> None:
        if self._folder is None:
            try:
                with answering(self.location):
                    obstore.put(self._store, path, content, mode=mode)
            except FileNotFoundError as error:
                raise StoreAwayError(self.location, "NotFound") from error
            return
        try:
            obstore.put(self._store, path, content, mode=mode)
        except GenericError as error:
            # The library tells a full disk in words alone; callers know it by its number.
            if f"os error {errno.ENOSPC}" in str(error):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), self.location) from error
            raise

    def _size(self, path: str) -> int | None:
        try:
            with answering(self.location):
                return int(obstore.head(self._store, path)["size"])
        except FileNotFoundError:
            return None

    def _read(self, path: str) -> bytes | None:
        if self._folder is not None:
            # Reading the file itself costs a third of a call through the object store.
            try:
                return (self._folder / path).read_bytes()
            except FileNotFoundError:
                return None
        try:
            with answering(self.location):
                return bytes(obstore.get(self._store, path).bytes())
        except FileNotFoundError:
            return None

    def _drop(self, path: str) -> None:
        if self._folder is not None:
            (self._folder / path).unlink(missing_ok=True)
        else:
            with answering(self.location):
                obstore.delete(self._store, path)


_SEAL = 16


def _seal(body: bytes) -> bytes:
    return content_key(body)[:_SEAL].encode()


def _blob(key: str) -> str:
    return f"blob/{key[:2]}/{key}"


def _record(step: str, key: str) -> str:
    return f"{step}/{key[:2]}/{key}"
