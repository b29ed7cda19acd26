"""What a package of sound alone tells: its tracks by name, its headings by time, its makers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from audiolib.narration import Clip
from audiolib.packages import EncodedTrack, Rendition
from audiolib.packages.accessibility import voices
from audiolib.packages.epub3.outline import Entry, outline, plain
from audiolib.publication import texts
from media import Milliseconds


@dataclass(frozen=True, slots=True)
class Stop:
    """A heading with where it sounds: a track and a time in its file."""

    label: str
    track: int
    time: Milliseconds
    children: tuple["Stop", ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A track under the name of the heading it begins with, or goes on with."""

    name: str
    sound: EncodedTrack


def file_name(number: int) -> str:
    """The file of a track, the same in every package of sound."""
    return f"audio/{number:03d}.mp3"


def stops(rendition: Rendition) -> tuple[Stop, ...]:
    """The headings that sound; one without sound hands up what is under it."""
    return tuple(s for entry in outline(rendition.publication) for s in _stops(rendition, entry))


def _stops(rendition: Rendition, entry: Entry) -> Iterator[Stop]:
    below = tuple(s for child in entry.children for s in _stops(rendition, child))
    clips = rendition.narration.clips
    first = first_clip(entry, clips)
    if first is None:
        yield from below
        return
    delay = rendition.sound(first.track, "mp3").delay
    yield Stop(entry.label, first.track, Milliseconds(first.begin + delay), below)


def first_clip(entry: Entry, clips: Mapping[str, Clip]) -> Clip | None:
    """What sounds first of a heading, or else of its section; None where nothing does."""
    under = (phrase.id for text in texts(entry.section) for phrase in text.phrases)
    return next((clips[name] for name in chain(entry.phrases, under) if name in clips), None)


def parts(rendition: Rendition) -> tuple[Part, ...]:
    """The tracks in order, each with a name of its own."""
    title = rendition.publication.metadata.title
    sections = {cue.id: cue.sections for cue in rendition.cues}
    named: list[str] = []
    for track in rendition.narration.tracks:
        around = sections.get(track.phrases[0], ()) if track.phrases else ()
        headings = (s.heading for s in reversed(around) if s.heading and s.heading.text.strip())
        heading = next(headings, None)
        named.append(plain(heading) if heading else title)
    sounds = (rendition.sound(track.number, "mp3") for track in rendition.narration.tracks)
    return tuple(Part(n, s) for n, s in zip(_apart(named), sounds, strict=True))


def _apart(names: list[str]) -> list[str]:
    """The names, those that occur again with a number: `Name (2)`."""
    seen: dict[str, int] = {}
    made = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return made


def narrators(rendition: Rendition) -> list[str]:
    """Who reads: persons named as narrators, then the voices; a synthetic one says so."""
    metadata = rendition.publication.metadata
    people = [c.name for c in metadata.contributors if c.role == "nrt"]
    return [*people, *voices(rendition.narration.voices, metadata.language)]


def provenance(rendition: Rendition) -> Mapping[str, Any]:
    """How the rendition was made, as JSON packages tell it under `audiolib`."""
    made = rendition.provenance
    return {
        "generator": made.generator,
        "textDigest": f"sha256:{made.text_digest}",
        "rulesVersion": made.rules_version,
        "voices": [
            {
                "name": voice.name,
                "language": voice.lang,
                "engine": f"{voice.engine} {voice.version}".strip(),
                "licence": voice.licence,
                "synthetic": voice.synthetic,
                **({} if voice.public_audio else {"publicAudio": False}),
                **({"attribution": voice.attribution} if voice.attribution else {}),
            }
            for voice in rendition.narration.voices
        ],
    }


def total(made: tuple[Part, ...]) -> Milliseconds:
    """The length of all files together."""
    return Milliseconds(sum(part.sound.duration for part in made))


def full_date(date: str) -> str:
    """A date with its day, as JSON manifests want it; empty where the day is not known."""
    return date if len(date) == 10 else ""
