"""The formats `daisy202` and `daisy202-ncc`: all files of a package in one folder."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from audiolib.findings import Finding
from audiolib.order import Role
from audiolib.packages import Rendition
from audiolib.packages._daisy.outline import headings, label, levels
from audiolib.packages._daisy.pages import page_numbers
from audiolib.packages._daisy.pictures import pictures
from audiolib.packages._daisy.record import Record, record
from audiolib.packages._daisy.sounds import Sound, SoundTrack, is_complete, sound_tracks
from audiolib.packages.accessibility import Claims, sound_with_pages, with_text
from audiolib.packages.daisy202.content import Content
from audiolib.packages.daisy202.ncc import Measure, NccItem, ncc, ncc_items, without_skips
from audiolib.packages.daisy202.smil import Target, master_smil, track_smil
from audiolib.publication import Note, Text, walk
from audiolib.wordless import is_wordless

_PICTURES = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}
_CSS = """\
body { line-height: 1.5; margin: 1em; }
a { color: inherit; text-decoration: none; }
img { max-width: 100%; }
ul.plain { list-style: none; padding: 0; }
.stanza, blockquote, .speech { margin: 1em 2em; }
.sidebar, .optional-prodnote, .notebody { border: 1px solid; margin: 1em; padding: 0 1em; }
.page-normal, .page-front, .page-special { font-size: smaller; }
table { border-collapse: collapse; }
th, td { border: 1px solid; padding: 0.2em 0.5em; }
"""


class Daisy202:
    """DAISY 2.02 with all text, or with the navigation control centre as its only text."""

    media_type = "application/zip"

    def __init__(self, name: str, text: Literal["full", "ncc"]) -> None:
        self.name = name
        self.product = f"{name}/"
        self._text = text
        self.access: Claims = with_text if text == "full" else sound_with_pages

    def write(self, rendition: Rendition, target: Path) -> None:
        """Fill `target`. Raises `NothingSoundsError` where not one phrase has a clip."""
        _Folder(rendition, target, self._text).write()

    def check(self, target: Path, *, deep: bool = False) -> Iterator[Finding]:
        """What is wrong with a package, from its files alone."""
        from audiolib.packages.daisy202.check import check

        return check(target, deep=deep)


class _Folder:
    def __init__(self, rendition: Rendition, target: Path, text: Literal["full", "ncc"]) -> None:
        self._rendition = rendition
        self._target = target
        # Without words to show, the navigation is all the text there is.
        self._full = text == "full" and not is_wordless(rendition.publication)
        self._record: Record = record(rendition)
        self._tracks = sound_tracks(rendition)
        self._sounds = [sound for track in self._tracks for sound in track.sounds]
        self._tops = levels(rendition.publication)
        self._headings = headings(self._tops)
        self._pages = page_numbers(rendition.publication)
        self._files = 0
        self._size = 0

    def write(self) -> None:
        found = ncc_items(self._sounds, self._record.title, self._headings, self._pages)
        items = list(without_skips(found))
        self._smil(items)
        for audio, sound in {t.audio: t.encoded for t in self._tracks}.items():
            shutil.copyfile(sound.path, self._target / audio)
            self._count(sound.size)
        if self._full:
            self._content()
        duration = sum(track.duration for track in self._tracks)
        measure = Measure(self._files + 1, self._size, duration)
        self._text("ncc.html", ncc(items, self._record, measure, self._multimedia()))

    def _multimedia(self) -> str:
        if not self._full:
            return "audioNcc"
        return "audioFullText" if is_complete(self._rendition) else "audioPartText"

    def _smil(self, items: list[NccItem]) -> None:
        target = _content_target if self._full else _ncc_target(self._sounds, items)
        elapsed = 0
        titled: list[tuple[SoundTrack, str]] = []
        title = self._record.title
        for track in self._tracks:
            title = _title(track) or title
            titled.append((track, title))
            self._text(track.smil, track_smil(track, elapsed, title, self._record, target))
            elapsed += track.duration
        self._text("master.smil", master_smil(titled, self._record))

    def _content(self) -> None:
        publication = self._rendition.publication
        named = pictures(publication, _PICTURES)
        for name, resource in named.values():
            data = self._rendition.data(resource)
            (self._target / name).write_bytes(data)
            self._count(len(data))
        content = Content(
            self._record,
            {sound.id: sound.href for sound in self._sounds if not sound.is_silent},
            self._pages,
            {href: name for href, (name, _) in named.items()},
            frozenset(node.id for node in walk(publication) if isinstance(node, Note)),
        )
        self._text("daisy.css", _CSS)
        self._text("content.html", content.document(self._tops))

    def _text(self, name: str, words: str) -> None:
        data = words.encode()
        (self._target / name).write_bytes(data)
        self._count(len(data))

    def _count(self, size: int) -> None:
        self._files += 1
        self._size += size


def _content_target(sound: Sound) -> str:
    return f"content.html#{sound.id}"


def _ncc_target(sounds: list[Sound], items: list[NccItem]) -> Target:
    """Each sound belongs to the last item that leads to it or to a sound before it."""
    last: Mapping[str, str] = {item.href: item.id for item in items[1:]}
    owners: dict[str, str] = {}
    owner = items[0].id
    for sound in sounds:
        owner = last.get(sound.href, owner) if not sound.is_silent else owner
        owners[sound.id] = f"ncc.html#{owner}"
    return lambda sound: owners[sound.id]


def _title(track: SoundTrack) -> str:
    """The first heading of a track."""
    for sound in track.sounds:
        if sound.cue.role is Role.HEADING and isinstance(sound.cue.holder, Text):
            return label(sound.cue.holder)
    return ""


DAISY202 = Daisy202("daisy202", "full")
DAISY202_NCC = Daisy202("daisy202-ncc", "ncc")
