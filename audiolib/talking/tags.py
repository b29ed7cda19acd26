"""What the tags of a file of sound tell: titles, people, chapters, a cover."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mutagen
from mutagen import MutagenError
from mutagen.id3 import ID3
from mutagen.mp4 import MP4, MP4Cover

from audiolib.sources.limits import LIMITS
from media import Chapter, Milliseconds, UnreadableSoundError
from media.probe import probe_apart

_PICTURES = {"image/jpeg": "image/jpeg", "image/jpg": "image/jpeg", "image/png": "image/png"}
_NAMES = {
    "title": ("TIT2", "\xa9nam", "title"),
    "album": ("TALB", "\xa9alb", "album"),
    "author": ("TPE1", "\xa9ART", "artist"),
    "narrator": ("TXXX:narrator", "TCOM", "\xa9nrt", "\xa9wrt", "composer"),
    "publisher": ("TPUB", "\xa9pub", "publisher", "organization"),
    "date": ("TDRC", "TYER", "\xa9day", "date"),
    "rights": ("TCOP", "cprt", "copyright"),
    "description": ("desc", "ldes", "description"),
    "language": ("TLAN", "language"),
}


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of a file; what is not told is empty. `picture` is (media type, bytes)."""

    title: str = ""
    album: str = ""
    author: str = ""
    narrator: str = ""
    publisher: str = ""
    date: str = ""
    rights: str = ""
    description: str = ""
    language: str = ""
    chapters: tuple[Chapter, ...] = ()
    picture: tuple[str, bytes] | None = None


def tags(path: Path) -> Tags:
    """The tags of a file; one that has none that can be read tells nothing."""
    try:
        found = mutagen.File(path)
    except (MutagenError, OSError, ValueError, EOFError):
        found = None
    held: Any = getattr(found, "tags", None)
    told = {} if held is None else {field: _first(held, keys) for field, keys in _NAMES.items()}
    if told.get("language") == "und":
        told["language"] = ""
    return Tags(**told, chapters=_chapters(path, found), picture=_picture(held))


def _first(held: Any, keys: tuple[str, ...]) -> str:
    for key in keys:
        try:
            value = held[key]
        except (KeyError, ValueError, TypeError):
            continue
        value = getattr(value, "text", value)
        if isinstance(value, list | tuple):
            value = value[0] if value else ""
        if words := " ".join(str(value).split()):
            return words
    return ""


def _chapters(path: Path, found: Any) -> tuple[Chapter, ...]:
    held: Any = getattr(found, "tags", None)
    if isinstance(held, ID3):
        held = _untyped(held)
        frames = sorted(held.getall("CHAP"), key=lambda frame: frame.start_time)
        return tuple(
            Chapter(
                _first(frame.sub_frames, ("TIT2",)),
                Milliseconds(frame.start_time),
                Milliseconds(frame.end_time),
            )
            for frame in frames
        )
    if isinstance(found, MP4) or found is None or path.suffix.lower() in (".ogg", ".opus", ".m4b"):
        try:
            return probe_apart(path).chapters
        except UnreadableSoundError:
            return ()
    return ()


def _picture(held: Any) -> tuple[str, bytes] | None:
    if isinstance(held, ID3):
        held = _untyped(held)
        pictures = sorted(held.getall("APIC"), key=lambda frame: frame.type != 3)
        for frame in pictures:
            kind = _PICTURES.get(str(frame.mime).lower())
            if kind and len(frame.data) <= LIMITS.image:
                return kind, bytes(frame.data)
        return None
    covers = held.get("covr") if held is not None and hasattr(held, "get") else None
    for cover in covers if isinstance(covers, list) else ():
        if isinstance(cover, MP4Cover) and len(cover) <= LIMITS.image:
            png = cover.imageformat == MP4Cover.FORMAT_PNG
            return ("image/png" if png else "image/jpeg"), bytes(cover)
    return None


def _untyped(held: Any) -> Any:
    """The same; mutagen has no types for what is asked of it here."""
    return held
