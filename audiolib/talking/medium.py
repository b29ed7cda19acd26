"""The files of a talking book, in a folder or in a zip, however their names were written."""

import posixpath
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from audiolib.errors import SourceDamagedError, SourceHostileError
from audiolib.files import SCRATCH
from audiolib.sources.archive import Archive
from audiolib.sources.files import bytes_of
from audiolib.sources.limits import LIMITS, MIB

LIMITS_OF_SOUND = replace(LIMITS, file=16_384 * MIB, member=8_192 * MIB, total=16_384 * MIB)
"""Sound is never read whole, so it may be as large as a hundred hours are."""
_LEFT_BY_SYSTEMS = ("__macosx", ".ds_store", "thumbs.db", "desktop.ini")


class Medium:
    """Files by their names, which are relative and use `/`.

    A reference finds its file whatever its case, slashes, escapes and Unicode form: discs were
    written on systems that did not mind.
    """

    def __init__(
        self, file: Path, folder: Path | None, archive: Archive | None, scratch: Path
    ) -> None:
        self.file = str(file)
        self._folder = folder
        self._archive = archive
        self._scratch = scratch
        found = archive.names if archive else names_in(file, folder or file)
        self.names = tuple(sorted(n for n in found if not _is_litter(n)))
        self._folded: dict[str, str] = {}
        for name in self.names:
            self._folded.setdefault(_folded(name), name)

    def __contains__(self, name: str) -> bool:
        return self._folded.get(_folded(name)) == name

    def read(self, name: str, limit: int = LIMITS.text) -> bytes:
        """The bytes of a file.

        Raises:
            SourceError: they can't be read, or are more than `limit`.
        """
        if self._archive:
            return self._archive.read(name, limit)
        return bytes_of(self.path(name), limit)

    def path(self, name: str) -> Path:
        """A file on the disk with the bytes of `name`, there until the medium is closed."""
        if self._folder is not None:
            return self._folder / name
        if self._archive is None:
            raise SourceDamagedError(self.file, name, "no such file")
        place = self._scratch / name
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            self._archive.save(name, place)
        return place

    def lay_out(self, *suffixes: str) -> None:
        """Have the files whose names end so lie on the disk, for readers that look beside."""
        for name in self.with_suffix(*suffixes) if self._archive else ():
            self.path(name)

    def find(self, base: str, href: str) -> tuple[str, str]:
        """The file and the fragment that a reference in the file `base` means.

        The file is empty where there is none such; one that lies elsewhere under the same name is
        found where it is the only one.
        """
        path, fragment = parted(href)
        if not path:
            return base, fragment
        there = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
        if found := self._folded.get(_folded(there)):
            return found, fragment
        last = _folded(posixpath.basename(path))
        alike = [n for n in self.names if _folded(posixpath.basename(n)) == last]
        return (alike[0] if len(alike) == 1 else ""), fragment

    def with_suffix(self, *suffixes: str) -> list[str]:
        """The files whose names end so, the nearest to the top first."""
        found = [n for n in self.names if n.lower().endswith(suffixes)]
        return sorted(found, key=lambda n: (n.count("/"), n.lower()))


@contextmanager
def opened(path: Path) -> Iterator[Medium]:
    """The medium that a path means: a folder, a zip, or the folder of a single file.

    Raises:
        SourceError: it can't be opened.
    """
    with TemporaryDirectory(prefix=SCRATCH) as scratch:
        if path.is_dir():
            yield Medium(path, path, None, Path(scratch))
        elif is_zip(path):
            with Archive.open(path, LIMITS_OF_SOUND) as archive:
                yield Medium(path, None, archive, Path(scratch))
        else:
            yield Medium(path, path.parent, None, Path(scratch))


def is_zip(path: Path) -> bool:
    """Whether a file begins as zip files do."""
    try:
        with path.open("rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:
        return False


def parted(href: str) -> tuple[str, str]:
    """Path and fragment of a reference, unescaped; both empty where it leads to the web."""
    href = href.strip().replace("\\", "/")
    path, _, fragment = href.partition("#")
    try:
        parts = urlsplit(path)
    except ValueError:
        return path, fragment
    if parts.scheme in ("http", "https", "mailto", "ftp"):
        return "", ""
    return unquote(path), unquote(fragment)


def names_in(file: Path, folder: Path) -> list[str]:
    """What lies in a folder and below it; links that lead out are left alone."""
    found: list[str] = []
    top = folder.resolve()
    for path in folder.rglob("*"):
        if len(found) > LIMITS.members:
            raise SourceHostileError(str(file), reason=f"more than {LIMITS.members} files")
        if path.is_file() and path.resolve().is_relative_to(top):
            found.append(path.relative_to(folder).as_posix())
    return found


def _is_litter(name: str) -> bool:
    parts = name.lower().split("/")
    return any(p in _LEFT_BY_SYSTEMS for p in parts) or parts[-1].startswith(".")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.replace("\\", "/")).casefold()
