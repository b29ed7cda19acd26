"""What is wrong with a folder of MP3 files; codes in docs/findings/mp3.md."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from audiolib.findings import Finding, Place, Severity
from audiolib.packages._m4b_sound import measured
from media import Probe, UnreadableSoundError
from media.mp3 import layout
from media.probe import probe

_PLAYLIST = "playlist.m3u8"
_NAME = re.compile(r"[0-9]{2,}-[a-z0-9-]+\.mp3")
_NEEDED = ("title", "album", "track")


def check(target: Path, *, deep: bool) -> Iterator[Finding]:
    """The findings of one folder."""
    files = sorted(target.glob("*.mp3")) if target.is_dir() else []
    if not files:
        yield Finding("mp3-001", Severity.ERROR, Place(file=target.name))
        return
    yield from _playlist(target, [file.name for file in files])
    for number, file in enumerate(files, 1):
        place = Place(file=file.name)
        if not _NAME.fullmatch(file.name):
            yield Finding("mp3-009", Severity.WARNING, place)
        try:
            found = probe(file)
            yield from _frames(file)
        except UnreadableSoundError:
            yield Finding("mp3-002", Severity.ERROR, place)
            continue
        yield from _tags(found, place, f"{number}/{len(files)}")
        yield from _chapters(found, place)
        if deep:
            yield from measured(file, found, "mp3")


def _playlist(target: Path, names: list[str]) -> Iterator[Finding]:
    place = Place(file=_PLAYLIST)
    try:
        lines = (target / _PLAYLIST).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        yield Finding("mp3-005", Severity.ERROR, place)
        return
    listed = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    for number, line in enumerate(lines, 1):
        if line.strip() in set(listed) - set(names):
            where = Place(file=_PLAYLIST, line=number)
            yield Finding("mp3-006", Severity.ERROR, where, {"name": line.strip()})
    for name in names:
        if name not in listed:
            yield Finding("mp3-011", Severity.ERROR, place, {"name": name})
    if sorted(listed) == names != listed:
        yield Finding("mp3-012", Severity.ERROR, place)


def _frames(file: Path) -> Iterator[Finding]:
    found = layout(file)
    place = Place(file=file.name)
    if found.channels != 1 or not found.bitrate_kbps or found.xing:
        yield Finding("mp3-003", Severity.WARNING, place)
    if found.end != found.size and not found.id3v1:
        yield Finding("mp3-013", Severity.ERROR, place, {"bytes": found.size - found.end})


def _tags(found: Probe, where: Place, place: str) -> Iterator[Finding]:
    for name in _NEEDED:
        if not found.tags.get(name, "").strip():
            yield Finding("mp3-004", Severity.ERROR, where, {"tag": name})
    told = found.tags.get("track", "")
    if told and told != place:
        yield Finding("mp3-008", Severity.ERROR, where, {"told": told, "place": place})
    if not found.tags.get("comment", "").strip():
        yield Finding("mp3-010", Severity.WARNING, where)


def _chapters(found: Probe, place: Place) -> Iterator[Finding]:
    for before, behind in pairwise(found.chapters):
        if behind.begin < before.end:
            yield Finding("mp3-007", Severity.ERROR, place, {"title": behind.title})
    for chapter in found.chapters[-1:]:
        if chapter.end > found.duration + 100 or chapter.end <= chapter.begin:
            yield Finding("mp3-007", Severity.ERROR, place, {"title": chapter.title})
