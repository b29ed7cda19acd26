"""Zip files whose bytes depend on names, order and contents alone, written as a stream."""

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

_PIECE = 1 << 20
# The earliest time a zip file can tell: a date of the making would change the bytes.
_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o100644 << 16


class ZipWriter:
    """Makes a zip file; members keep the order in which they are added.

    Names are ASCII with `/`. Texts are deflated; sound and pictures are packed already, and
    stored. Memory holds one text, and a piece of a file.
    """

    def __init__(self, target: Path) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True)

    def text(self, name: str, content: str | bytes, *, stored: bool = False) -> None:
        """Add a member from memory; `stored` leaves it unpacked, as OCF 3.3 §4.3.3 asks."""
        method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        self._zip.writestr(_member(name, method), content, compresslevel=6)

    def file(self, name: str, path: Path) -> None:
        """Add a file unchanged; its checksum is computed while it is copied."""
        member = _member(name, zipfile.ZIP_STORED)
        member.file_size = path.stat().st_size  # decides on zip64 before anything is written
        with path.open("rb") as source, self._zip.open(member, "w") as sink:
            shutil.copyfileobj(source, sink, _PIECE)

    def pieces(self, name: str, size: int, content: Iterable[bytes]) -> None:
        """Add a member of `size` bytes that come a piece at a time."""
        member = _member(name, zipfile.ZIP_STORED)
        member.file_size = size
        with self._zip.open(member, "w") as sink:
            for piece in content:
                sink.write(piece)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()


def _member(name: str, method: int) -> zipfile.ZipInfo:
    if not name.isascii():
        raise ValueError(f"{name!r} is not ASCII")
    member = zipfile.ZipInfo(name, _DATE)
    member.create_system = _UNIX
    member.external_attr = _MODE
    member.compress_type = method
    return member
