"""Which packages lie at a path, told by their files and not by the folder's name."""

import json
from collections.abc import Iterator
from pathlib import Path

from audiolib.errors import SourceKindError, SourceMissingError
from audiolib.formats import installed
from audiolib.packages import Format


def packages_at(path: Path) -> Iterator[tuple[Format, Path]]:
    """Every package at a path, or in the folder and the folders in it.

    Raises:
        SourceMissingError: there is no such path.
        SourceKindError: there is no package.
    """
    if not path.exists():
        raise SourceMissingError(str(path))
    found = list(_found(path))
    if not found:
        raise SourceKindError(str(path))
    yield from found


def _found(path: Path) -> Iterator[tuple[Format, Path]]:
    name = _file(path) if path.is_file() else _folder(path)
    formats = installed().formats
    if name in formats:
        yield formats[name], path
        return
    if path.is_dir():
        for child in sorted(path.iterdir()):
            if not child.name.startswith("."):
                yield from _found(child)


def _file(path: Path) -> str:
    by_suffix = {".epub": "epub3", ".lpf": "audiobook", ".m4b": "m4b", ".vtt": "webvtt"}
    if path.name == "readalong.json":
        return "readalong"
    return by_suffix.get(path.suffix.lower(), "")


def _folder(path: Path) -> str:
    if (path / "ncc.html").is_file():
        return "daisy202" if _has_content(path) else "daisy202-ncc"
    if any(path.glob("*.opf")):
        return "daisy3"
    if (path / "manifest.json").is_file():
        return "readium" if _is_readium(path / "manifest.json") else ""
    if path.name == "mp3" or (any(path.glob("*.mp3")) and any(path.glob("*.m3u*"))):
        return "mp3"
    return ""


def _has_content(path: Path) -> bool:
    return any(f.name != "ncc.html" for f in path.glob("*.htm*"))


def _is_readium(manifest: Path) -> bool:
    try:
        found = json.loads(manifest.read_bytes())
    except ValueError:
        return False
    return isinstance(found, dict) and "readingOrder" in found
