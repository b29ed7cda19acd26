"""Read-along JSON: the text, its phrases and words, and when each of them sounds.

For players of our own and of others; `docs/formats/readalong.md` describes it, and
`docs/formats/readalong.schema.json` is its JSON Schema. Offsets are code points, times whole
milliseconds in the MP3 files, their delay included.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from audiolib.findings import Finding
from audiolib.order import Cue, Role
from audiolib.packages import EncodedTrack, Format, Rendition
from audiolib.packages.accessibility import has_sound, text_only
from audiolib.packages.accessibility_texts import direction
from audiolib.packages.audiobook_outline import file_name, provenance
from audiolib.packages.webvtt import spoken
from audiolib.publication import (
    Heading,
    PageBreak,
    Publication,
    Section,
    Stretch,
    Text,
    Verse,
    walk,
)

__all__ = ["READALONG", "document"]

VERSION = 1


class _ReadAlong:
    name = "readalong"
    media_type = "application/json"
    product = "readalong.json"
    access = staticmethod(text_only)

    def write(self, rendition: Rendition, target: Path) -> None:
        content = json.dumps(document(rendition), ensure_ascii=False, separators=(",", ":"))
        target.write_text(content + "\n", encoding="utf-8", newline="\n")

    def check(self, target: Path, *, deep: bool = False) -> Iterator[Finding]:
        from audiolib.packages.readalong_check import check  # writing needs none of it

        return check(target)


READALONG: Format = _ReadAlong()


def document(rendition: Rendition) -> dict[str, Any]:
    """The whole of it, as JSON data."""
    metadata = rendition.publication.metadata
    sounds = {t.number: rendition.sound(t.number, "mp3") for t in rendition.narration.tracks}
    return {
        "format": "audiolib-readalong",
        "version": VERSION,
        "identifier": metadata.identifier,
        "title": metadata.title,
        "language": metadata.language,
        "direction": direction(metadata.language),
        "offsets": "code points",
        "times": "milliseconds of the track's MP3 file, its delay included",
        "audiolib": provenance(rendition),
        "tracks": [
            {
                "track": sound.number,
                "file": file_name(sound.number),
                "sha256": sound.digest,
                "size": sound.size,
                "duration": sound.duration,
                "delay": sound.delay,
            }
            for sound in sounds.values()
        ],
        "blocks": list(_blocks(rendition, sounds)),
    }


def _blocks(rendition: Rendition, sounds: dict[int, EncodedTrack]) -> Iterator[dict[str, Any]]:
    """The texts and page numbers that sound, in the order of the document."""
    publication = rendition.publication
    spoken_of: dict[str, list[Cue]] = {}
    for cue in rendition.cues:
        if has_sound(rendition, cue):
            holder = cue.holder.phrase if isinstance(cue.holder, PageBreak) else cue.holder.id
            spoken_of.setdefault(holder, []).append(cue)
    for name, kind, level in _holders(publication):
        found = spoken_of.get(name)
        if not found:
            continue
        found.sort(key=lambda cue: cue.phrase.begin)
        block: dict[str, Any] = {
            "id": name,
            "kind": kind or found[0].role.value,
            "text": found[0].text,
            "phrases": [_phrase(rendition, cue, sounds) for cue in found],
        }
        if level:
            block["level"] = level
        if found[0].lang != publication.metadata.language:
            block["language"] = found[0].lang
        yield block


def _holders(publication: Publication) -> Iterator[tuple[str, str, int]]:
    """Every holder of words: its id, its kind where the role does not tell it, its level."""
    depth: dict[str, int] = {}
    for section in publication.sections:
        _measure(section, 1, depth)
    for node in walk(publication):
        if isinstance(node, PageBreak):
            yield node.phrase, "page", 0
        elif isinstance(node, Text):
            kind = "verse" if isinstance(node, Verse) else ""
            kind = "sound" if isinstance(node, Stretch) else kind
            for page in sorted(node.pages, key=lambda page: page.at):
                yield page.phrase, "page", 0
            yield node.id, kind, depth.get(node.id, 0)


def _measure(section: Section, level: int, depth: dict[str, int]) -> None:
    for child in section.content:
        if isinstance(child, Section):
            _measure(child, level + 1, depth)
        elif isinstance(child, Heading):
            depth[child.id] = level


def _phrase(rendition: Rendition, cue: Cue, sounds: dict[int, EncodedTrack]) -> dict[str, Any]:
    clip = rendition.narration.clips[cue.id]
    sound = sounds[clip.track]
    delay = sound.delay
    phrase: dict[str, Any] = {
        "id": cue.id,
        "begin": cue.phrase.begin,
        "end": cue.phrase.end,
        "track": clip.track,
        "start": clip.begin + delay,
        "stop": min(clip.end + delay, sound.duration),
        "words": [
            [begin, end, start + delay, stop + delay]
            for begin, end, start, stop in rendition.narration.words.get(cue.id, ())
        ],
    }
    if cue.role is Role.NOTEREF:
        phrase["role"] = cue.role.value
    if cue.phrase.origin == "generated":
        phrase["origin"] = "generated"
        phrase["spoken"] = spoken(cue, rendition.narration.spans.get(cue.id, ()))
    return phrase
