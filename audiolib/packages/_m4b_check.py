"""What is wrong with an M4B file; codes in docs/findings/m4b.md."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.packages._m4b_sound import measured
from media import Chapter, Milliseconds, UnreadableSoundError
from media.join import brand_and_order
from media.probe import Probe, probe, probe_apart

_SLACK_MS = 2  # chapters are told in samples, lengths in milliseconds
_FIRST = ("ftyp", "moov")
_LONG = 250_000_000
"""Bytes from which a file is looked into by another process, for the memory that takes."""


def check(target: Path, *, deep: bool) -> Iterator[Finding]:
    """The findings of one file."""
    place = Place(file=target.name)

    def error(code: str, **facts: Fact) -> Finding:
        return Finding(code, Severity.ERROR, place, facts)

    try:
        found = (probe_apart if target.stat().st_size > _LONG else probe)(target)
        sound = found.sound
        if sound is None or sound.codec != "aac":
            yield error("m4b-002", codec=sound.codec if sound else "")
            return
        brand, order = brand_and_order(target)
    except UnreadableSoundError:
        yield error("m4b-001")
        return
    if brand != "M4B ":
        yield error("m4b-003", brand=brand.strip())
    if order[:2] != _FIRST:
        yield error("m4b-004")
    yield from _chapters(found, error_at=target.name)
    if not found.tags.get("title", "").strip():
        yield error("m4b-008")
    if not found.tags.get("artist", "").strip():
        yield Finding("m4b-009", Severity.NOTE, place)
    if not found.tags.get("comment", "").strip():
        yield Finding("m4b-010", Severity.WARNING, place)
    if deep:
        yield from measured(target, found, "m4b")


def _chapters(found: Probe, error_at: str) -> Iterator[Finding]:
    place = Place(file=error_at)
    chapters = found.chapters
    if not chapters:
        yield Finding("m4b-005", Severity.ERROR, place)
        return
    if chapters[0].begin > _SLACK_MS:
        yield Finding("m4b-011", Severity.ERROR, place, _facts(chapters[0], 0))
    for before, behind in pairwise(chapters):
        if behind.begin < before.end - _SLACK_MS or before.end <= before.begin:
            yield Finding("m4b-006", Severity.ERROR, place, _facts(behind, before.end))
    if abs(chapters[-1].end - found.duration) > _SLACK_MS:
        yield Finding("m4b-007", Severity.ERROR, place, _facts(chapters[-1], found.duration))
    for number, chapter in enumerate(chapters, 1):
        if not chapter.title.strip():
            yield Finding("m4b-012", Severity.ERROR, place, {"number": number})


def _facts(chapter: Chapter, time: int | Milliseconds) -> dict[str, Fact]:
    return {"title": chapter.title, "begin": chapter.begin, "end": chapter.end, "time": int(time)}
