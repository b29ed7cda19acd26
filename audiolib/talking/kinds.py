"""Which kind of talking book a file or folder is, if any: by what lies in it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from audiolib.errors import SourceMissingError
from audiolib.sources.archive import Archive
from audiolib.talking.daisy202 import is_ncc
from audiolib.talking.errors import SeveralBooksError
from audiolib.talking.medium import LIMITS_OF_SOUND, is_zip, names_in
from audiolib.talking.sounds import SUFFIXES

TalkingKind = Literal["daisy202", "daisy3", "marks", "sounds"]
_MP3 = (b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xe3", b"\xff\xfd")
_MARKS = b'"audiolib-marks"'
_FEW = 0.5
"""Of a zip without a book's own files at least so many must be sound."""


def talking_kind(path: Path) -> TalkingKind | None:
    """The kind of talking book that a path means; None for a text, or for what we don't read.

    Raises:
        SourceMissingError: there is nothing at the path.
        SeveralBooksError: several books lie in it, and none of them above the others.
    """
    if not path.exists():
        raise SourceMissingError(str(path), reason="no such file or folder")
    if path.is_dir():
        return _of_names(path, names_in(path, path), sounds=0.0)
    if is_ncc(path.name):
        return "daisy202"
    if is_zip(path):
        with Archive.open(path, LIMITS_OF_SOUND) as archive:
            names = archive.names
            folded = {name.lower() for name in names}
            if "mimetype" in folded or "meta-inf/container.xml" in folded:
                return None
            return _of_names(path, names, sounds=_FEW)
    with path.open("rb") as file:
        head = file.read(4096)
    if path.suffix.lower() == ".json" and _MARKS in head:
        return "marks"
    if path.suffix.lower() == ".opf":
        return "daisy3" if b"oeb" in head.lower() or b"dtb:" in head else None
    return "sounds" if _is_sound(head) else None


def _of_names(path: Path, names: Sequence[str], *, sounds: float) -> TalkingKind | None:
    folded = [name.lower() for name in names]
    if centres := [name for name in names if is_ncc(name)]:
        _only_one(path, centres)
        return "daisy202"
    packages = [name for name in names if name.lower().endswith(".opf")]
    if packages and any(name.endswith((".smil", ".ncx")) for name in folded):
        _only_one(path, packages)
        return "daisy3"
    heard = sum(name.endswith(SUFFIXES) for name in folded)
    return "sounds" if heard and heard >= sounds * len(names) else None


def _only_one(path: Path, found: Sequence[str]) -> None:
    depths = sorted(name.count("/") for name in found)
    if len(depths) > 1 and depths[0] == depths[1]:
        raise SeveralBooksError(str(path), ", ".join(sorted(found)[:5]))


def _is_sound(head: bytes) -> bool:
    if head.startswith((b"OggS", b"fLaC", b"\x30\x26\xb2\x75", *_MP3)):
        return True
    if head.startswith(b"RIFF"):
        return head[8:12] == b"WAVE"
    if head.startswith(b"FORM"):
        return head[8:12] in (b"AIFF", b"AIFC")
    return head[4:8] == b"ftyp" and head[8:11] in (b"M4A", b"M4B", b"mp4", b"iso")
