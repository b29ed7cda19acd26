"""The metadata of a rendition, complete, with nothing invented and every date well-formed."""

import re
from dataclasses import dataclass

from audiolib.packages import Rendition
from audiolib.packages._daisy.markup import is_language
from audiolib.packages._daisy.wording import Wording, wording
from audiolib.publication import Contributor, SourceEdition

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Record:
    """What both formats write of a publication; names of metadata are the writer's."""

    identifier: str
    title: str
    creators: tuple[str, ...]
    contributors: tuple[Contributor, ...]
    languages: tuple[str, ...]
    publisher: str
    date: str
    rights: str
    description: str
    subjects: tuple[str, ...]
    source: SourceEdition
    narrators: tuple[str, ...]
    produced: str
    generator: str
    words: Wording
    words_language: str
    production: tuple[tuple[str, str], ...]
    """Provenance: names under `prod:`, which DAISY leaves to producers."""


def record(rendition: Rendition) -> Record:
    """The record of a rendition; the date is that of the edition, else of the production."""
    meta = rendition.publication.metadata
    voices = rendition.narration.voices
    lang = meta.language if is_language(meta.language) else "und"
    words_language, words = wording(lang)
    produced = rendition.created.date().isoformat()
    creators = tuple(c.name for c in meta.contributors if c.role in ("aut", "cre") and c.name)
    provenance = rendition.provenance
    production = [("textDigest", provenance.text_digest), ("rules", provenance.rules_version)]
    for voice in voices:
        kind = "synthetic" if voice.synthetic else "human"
        engine = f"{voice.engine} {voice.version}".strip()
        facts = [voice.name, voice.lang, engine, kind, voice.licence]
        facts += [] if voice.public_audio else ["not for the public"]
        facts += [voice.attribution] if voice.attribution else []
        production.append(("voice", "; ".join(facts)))
    return Record(
        identifier=_line(meta.identifier) or f"urn:audiolib:{rendition.slug}",
        title=_line(meta.title) or rendition.slug,
        creators=creators or (words.anonymous,),
        contributors=tuple(c for c in meta.contributors if c.role not in ("aut", "cre") and c.name),
        languages=(lang,),
        publisher=_line(meta.publisher) or words.unknown_publisher,
        date=meta.date if _DATE.fullmatch(meta.date) else produced,
        rights=_line(meta.rights),
        description=_line(meta.description),
        subjects=tuple(s for s in map(_line, meta.subjects) if s),
        source=_edition(meta.source),
        narrators=tuple(dict.fromkeys(_narrator(v.name, v.synthetic) for v in voices)),
        produced=produced,
        generator=provenance.generator,
        words=words,
        words_language=words_language,
        production=tuple((name, value) for name, value in production if value),
    )


def _narrator(name: str, synthetic: bool) -> str:
    return f"{name} (synthetic voice)" if synthetic else name


def _edition(source: SourceEdition) -> SourceEdition:
    date = source.date if _DATE.fullmatch(source.date) else ""
    return SourceEdition(
        title=_line(source.title),
        publisher=_line(source.publisher),
        date=date,
        identifier=_line(source.identifier),
        rights=_line(source.rights),
    )


def _line(words: str) -> str:
    return " ".join(words.split())
