"""The headings that a player of plain sound jumps to, and what its tags say."""

from dataclasses import dataclass
from itertools import pairwise

from audiolib.narration import VoiceUsed
from audiolib.packages import Rendition
from audiolib.packages.accessibility_texts import texts
from audiolib.packages.audiobook_outline import first_clip, narrators
from audiolib.packages.epub3.outline import entries, outline
from audiolib.publication import Resource
from media import Milliseconds

PICTURES = frozenset({"image/png", "image/jpeg"})
"""What players of M4B and MP3 show as a cover."""

# ISO 639-2/T of the languages that our collections hold; others are told as undetermined.
_ISO639_2 = {
    "ar": "ara", "cs": "ces", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra",
    "hi": "hin", "id": "ind", "it": "ita", "ja": "jpn", "km": "khm", "ko": "kor", "lo": "lao",
    "nl": "nld", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sv": "swe", "th": "tha",
    "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "zho",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stop:
    """A heading and the time in its track's master at which it begins to sound."""

    title: str
    track: int
    begin: Milliseconds


def stops(rendition: Rendition, most: int) -> tuple[Stop, ...]:
    """The headings of levels 1 and 2 that sound; of level 1 alone where both are over `most`."""
    clips = rendition.narration.clips
    found: list[tuple[int, Stop]] = []
    for entry in entries(outline(rendition.publication)):
        clip = first_clip(entry, clips)
        if entry.level <= 2 and clip is not None:
            found.append((entry.level, Stop(entry.label, clip.track, clip.begin)))
    if len(found) > most:
        found = [(level, stop) for level, stop in found if level == 1]
    return tuple(sorted((stop for _, stop in found), key=lambda stop: (stop.track, stop.begin)))


def from_zero(
    chapters: list[tuple[Milliseconds, str]], title: str
) -> list[tuple[Milliseconds, str]]:
    """The chapters with none at the same time as another, and the first at 0.

    What lies before the first heading goes under `title`, unless it is less than a second.
    """
    apart = [chapter for chapter, after in pairwise(chapters) if chapter[0] < after[0]]
    apart += chapters[-1:]
    if not apart or apart[0][0] >= 1000:
        return [(Milliseconds(0), title), *apart]
    return [(Milliseconds(0), apart[0][1]), *apart[1:]]


def cover(rendition: Rendition) -> Resource | None:
    """The cover, where it is of a kind that players show."""
    publication = rendition.publication
    found = publication.resource(publication.metadata.cover)
    return found if found and found.media_type in PICTURES else None


def language(rendition: Rendition) -> str:
    """ISO 639-2/T of the publication, `und` where it has none here."""
    return _ISO639_2.get(rendition.publication.metadata.language.split("-")[0].lower(), "und")


def authors(rendition: Rendition) -> str:
    return ", ".join(rendition.publication.metadata.authors)


def readers(rendition: Rendition) -> str:
    return ", ".join(narrators(rendition))


def date(rendition: Rendition) -> str:
    """The edition's date, else the year in which the production began."""
    return rendition.publication.metadata.date or str(rendition.created.year)


def comment(rendition: Rendition) -> str:
    """Who reads, in the publication's language, a synthetic voice disclosed; how it was made."""
    metadata, made = rendition.publication.metadata, rendition.provenance
    who = readers(rendition)
    read_by = texts(metadata.language).voice.format(voice=who) if who else ""
    voices = "; ".join(_facts(voice) for voice in rendition.narration.voices)
    technical = ". ".join(filter(None, (made.generator, voices, f"Text sha256:{made.text_digest}")))
    technical += f". Rules {made.rules_version}."
    return "\n".join(line for line in (read_by, metadata.rights, technical) if line)


def _facts(voice: VoiceUsed) -> str:
    public = "" if voice.public_audio else "not for the public"
    known = (
        voice.lang,
        f"{voice.engine} {voice.version}".strip(),
        voice.licence,
        public,
        voice.attribution,
    )
    return f"{voice.name} ({', '.join(filter(None, known))})"
