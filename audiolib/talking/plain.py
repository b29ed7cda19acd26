"""Sound that is no talking book yet: loose files, a folder of them, an M4B with its chapters."""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audiolib.findings import Severity
from audiolib.publication import (
    Contributor,
    Heading,
    Metadata,
    Phrase,
    Publication,
    Resource,
    Section,
    SourceEdition,
)
from audiolib.recording import RecordedClip, Recording
from audiolib.sources import Keep, KeepSound, Reading
from audiolib.sources.limits import LIMITS
from audiolib.talking.errors import SoundlessError, WordlessError
from audiolib.talking.medium import Medium, is_zip, opened
from audiolib.talking.metadata import date, voices
from audiolib.talking.sounds import SUFFIXES, Sounds
from audiolib.talking.tags import Tags, tags
from media import Chapter, Milliseconds

_NUMBER = re.compile(r"(\d+)")
_LEADING = re.compile(
    r"^(?:(?:cd|disc|disk|track|đĩa|диск)\s*)?\d{1,4}\s*[-_.) ]+\s*", re.IGNORECASE
)
_COVERS = ("cover.jpg", "cover.jpeg", "cover.png", "folder.jpg", "folder.png", "bìa.jpg")
_SLIVER = 1000
"""Milliseconds before the first chapter that belong to it."""


@dataclass(frozen=True, slots=True)
class _Tape:
    """A file of sound with what its tags tell; `track` is its number in the recording."""

    name: str
    track: int
    tags: Tags


def read_sounds(path: Path, keep: Keep, keep_sound: KeepSound | None) -> Reading:
    """A draft of sound alone: a section for each chapter, or for each file.

    Raises:
        SoundlessError: there is no sound in it that can be read.
        WordlessError: only its text is wanted, and it has none.
    """
    if keep_sound is None:
        raise WordlessError(str(path))
    with opened(path) as medium:
        sounds = Sounds(medium, keep_sound)
        alone = path.is_file() and not is_zip(path)
        names = [path.name] if alone else _in_order(medium)
        tapes = [
            _Tape(name, track, tags(medium.path(name)))
            for name in names
            if (track := sounds.number(name)) is not None
        ]
        if not tapes:
            raise SoundlessError(medium.file)
        publication, clips = _Draft(sounds, tapes).publication()
        metadata, narrators = _about(tapes, path)
        narrated, synthetic = voices(narrators)
        covers = [] if alone else medium.with_suffix(*_COVERS)
        cover = _cover(medium, covers, tapes, keep)
        if cover:
            publication = replace(publication, resources=(cover,))
            metadata = replace(metadata, cover=cover.href)
        publication = replace(publication, metadata=metadata)
        recording = Recording(tuple(sounds.tracks), clips, {}, narrated, synthetic, "kept")
        return Reading(publication, tuple(sounds.findings), recording)


def _in_order(medium: Medium) -> list[str]:
    """The files of sound as the folder's one playlist lists them, else by their names."""
    names = [n for n in medium.names if n.lower().endswith(SUFFIXES)]
    playlists = medium.with_suffix(".m3u8", ".m3u")
    listed: list[str] = []
    if len(playlists) == 1:
        text = medium.read(playlists[0], LIMITS.text).decode("utf-8-sig", "replace")
        entries = (line.strip() for line in text.splitlines() if not line.startswith("#"))
        found = (medium.find(playlists[0], entry)[0] for entry in entries if entry)
        listed = [name for name in dict.fromkeys(found) if name in names]
    return listed + sorted((n for n in names if n not in listed), key=_natural)


def _natural(name: str) -> tuple[object, ...]:
    """A key that sorts `2.mp3` before `10.mp3`, and folders with what lies in them."""
    folder, _, last = name.rpartition("/")
    parts = [*folder.split("/"), last] if folder else [last]
    return tuple(
        tuple(
            (0, int(p), "") if p.isdecimal() else (1, 0, p) for p in _NUMBER.split(part.casefold())
        )
        for part in parts
    )


class _Draft:
    def __init__(self, sounds: Sounds, tapes: Sequence[_Tape]) -> None:
        self._sounds = sounds
        self._tapes = tapes
        self._clips: dict[str, tuple[RecordedClip, ...]] = {}

    def publication(self) -> tuple[Publication, dict[str, tuple[RecordedClip, ...]]]:
        folders = list(dict.fromkeys(posixpath.dirname(t.name) for t in self._tapes))
        sections: list[Section] = []
        for folder in folders:
            inside = [t for t in self._tapes if posixpath.dirname(t.name) == folder]
            found = [s for tape in inside for s in self._sections(tape)]
            if len(folders) > 1 and folder:
                heading = Heading(text=_words(posixpath.basename(folder)))
                sections.append(Section(content=(heading, *found)))
            else:
                sections += found
        metadata = Metadata(identifier="", title="", language="")
        return Publication(metadata=metadata, sections=tuple(sections)), self._clips

    def _sections(self, tape: _Tape) -> Iterator[Section]:
        length = self._sounds.tracks[tape.track].duration
        title = tape.tags.title or _title_of(tape.name)
        chapters = list(_chapters(tape.tags.chapters, length))
        if len(chapters) != len(tape.tags.chapters) and tape.tags.chapters:
            self._sounds.find("talking-012", Severity.WARNING, tape.name)
        if not chapters:
            chapters = [Chapter(title, Milliseconds(0), length)]
        for number, chapter in enumerate(chapters, 1):
            name = f"~{len(self._clips) + 1}"
            self._clips[name] = (RecordedClip(tape.track, chapter.begin, chapter.end),)
            words = chapter.title.strip() or (title if len(chapters) == 1 else f"{title} {number}")
            yield Section(content=(Heading(text=words, phrases=(Phrase(name, 0, len(words)),)),))


def _chapters(told: Sequence[Chapter], length: Milliseconds) -> Iterator[Chapter]:
    """Chapters that cover a file without gaps: each goes on until the next begins."""
    begun = sorted(
        {c.begin: c for c in reversed(told) if 0 <= c.begin < length}.values(),
        key=lambda c: c.begin,
    )
    for number, chapter in enumerate(begun):
        begin = chapter.begin if number or chapter.begin > _SLIVER else Milliseconds(0)
        end = begun[number + 1].begin if number + 1 < len(begun) else length
        if number == 0 and begin > 0:
            yield Chapter("", Milliseconds(0), begin)
        yield Chapter(chapter.title, begin, end)


def _about(tapes: Sequence[_Tape], path: Path) -> tuple[Metadata, list[str]]:
    """Metadata of the whole, from the tags of its files; and who reads."""
    told = [tape.tags for tape in tapes]
    first = told[0]
    album = next((t.album for t in told if t.album), "")
    title = album or (first.title if len(told) == 1 else "") or _words(path.stem)
    authors = next((t.author for t in told if t.author), "")
    contributors = tuple(Contributor(n.strip()) for n in re.split(r"[;/]|, ", authors) if n.strip())
    narrators = next((t.narrator for t in told if t.narrator), "")
    return Metadata(
        identifier="",
        title=title,
        language=first.language,
        contributors=contributors,
        publisher=first.publisher,
        date=date(first.date),
        rights=first.rights,
        description=first.description,
        source=SourceEdition(),
    ), [n.strip() for n in re.split(r"[;/]", narrators)]


def _cover(
    medium: Medium, covers: Sequence[str], tapes: Sequence[_Tape], keep: Keep
) -> Resource | None:
    for name in covers:
        if posixpath.basename(name).lower() in _COVERS:
            kind = "image/png" if name.lower().endswith(".png") else "image/jpeg"
            return keep(posixpath.basename(name), kind, medium.read(name, LIMITS.image))
    for tape in tapes:
        if tape.tags.picture:
            kind, content = tape.tags.picture
            return keep(f"cover.{kind.partition('/')[2]}", kind, content)
    return None


def _title_of(name: str) -> str:
    """What a file is called without its number and ending."""
    stem = posixpath.splitext(posixpath.basename(name))[0]
    return _words(_LEADING.sub("", stem)) or _words(stem)


def _words(stem: str) -> str:
    return " ".join(stem.replace("_", " ").split())
