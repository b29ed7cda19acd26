"""W3C Audiobook in the Lightweight Packaging Format: sound, a manifest and a table of contents.

Audiobooks, W3C Recommendation 10 November 2020; LPF, W3C Note of the same day.
"""

import json
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from audiolib.findings import Finding
from audiolib.packages import Format, Rendition
from audiolib.packages.accessibility import facts, sound_only
from audiolib.packages.accessibility_texts import direction, texts
from audiolib.packages.audiobook_outline import (
    Part,
    Stop,
    file_name,
    full_date,
    narrators,
    parts,
    provenance,
    stops,
    total,
)
from audiolib.packages.epub3.markup import clean
from audiolib.packages.epub3.package import modified
from audiolib.packages.epub3.pictures import SUFFIXES
from audiolib.packages.zipping import ZipWriter
from audiolib.publication import Resource

__all__ = ["AUDIOBOOK", "manifest", "table_of_contents"]

CONTEXT = ["https://schema.org", "https://www.w3.org/ns/pub-context"]
CONFORMS = "https://www.w3.org/TR/audiobooks/"

_ROLES = {"aut": "author", "trl": "translator", "edt": "editor", "ill": "illustrator"}


class _Audiobook:
    name = "audiobook"
    media_type = "application/lpf+zip"
    product = "{slug}.lpf"
    access = staticmethod(sound_only)

    def write(self, rendition: Rendition, target: Path) -> None:
        made = parts(rendition)
        cover = cover_of(rendition)
        described = json.dumps(manifest(rendition), ensure_ascii=False, indent=2)
        with ZipWriter(target) as zipped:
            zipped.text("publication.json", described + "\n")
            zipped.text("toc.html", clean(table_of_contents(rendition)))
            if cover:
                zipped.text(_cover_name(cover), rendition.data(cover), stored=True)
            for part in made:
                zipped.file(file_name(part.sound.number), part.sound.path)

    def check(self, target: Path, *, deep: bool = False) -> Iterator[Finding]:
        from audiolib.packages.audiobook_check import check  # writing needs none of it

        return check(target, deep=deep)


AUDIOBOOK: Format = _Audiobook()


def manifest(rendition: Rendition) -> Mapping[str, Any]:
    """`publication.json`; nothing is told that is not known."""
    metadata = rendition.publication.metadata
    made, claims = parts(rendition), sound_only(facts(rendition), metadata.language)
    told: dict[str, Any] = {
        "@context": [
            *CONTEXT,
            {"language": metadata.language, "direction": direction(metadata.language)},
        ],
        "conformsTo": CONFORMS,
        "type": "Audiobook",
        "id": metadata.identifier,
        "name": metadata.title,
        "inLanguage": metadata.language,
        **_people(rendition),
        "readBy": narrators(rendition),
        "publisher": metadata.publisher,
        "datePublished": full_date(metadata.date),
        "dateModified": modified(rendition.created),
        "description": metadata.description,
        "license": metadata.rights,
        "keywords": list(metadata.subjects),
        "abridged": False,
        "duration": duration(total(made)),
        "readingProgression": direction(metadata.language),
        "accessMode": list(claims.modes),
        "accessModeSufficient": [
            {"type": "ItemList", "itemListElement": list(modes)} for modes in claims.sufficient
        ],
        "accessibilityFeature": list(claims.features),
        "accessibilityHazard": list(claims.hazards),
        "accessibilitySummary": claims.summary,
        "audiolib": provenance(rendition),
        "readingOrder": [_reading(part) for part in made],
        "resources": list(_resources(rendition)),
    }
    if not _complete(rendition):
        del told["abridged"]
    return {key: value for key, value in told.items() if value not in ("", [], None)}


def duration(milliseconds: int) -> str:
    """A length of time as ISO 8601 has it, in seconds with three decimals."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"PT{seconds}.{rest:03d}S"


def cover_of(rendition: Rendition) -> Resource | None:
    """The picture of the cover, where readers are bound to show its kind."""
    publication = rendition.publication
    cover = publication.resource(publication.metadata.cover)
    return cover if cover and cover.media_type in SUFFIXES else None


def table_of_contents(rendition: Rendition) -> str:
    """`toc.html`: the headings as links into the sound (Audiobooks §5.4)."""
    metadata = rendition.publication.metadata
    words, lang = texts(metadata.language), metadata.language
    listed = _listed(stops(rendition)) or _listed(
        tuple(Stop(part.name, part.sound.number, part.sound.delay, ()) for part in parts(rendition))
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}" dir="{direction(lang)}">\n<head>\n'
        f'<meta charset="utf-8">\n<title>{escape(metadata.title, quote=False)}</title>\n'
        '<link rel="publication" href="publication.json">\n</head>\n<body>\n'
        f"<h1>{escape(metadata.title, quote=False)}</h1>\n"
        '<nav role="doc-toc" aria-labelledby="contents">\n'
        f'<h2 id="contents">{words.contents}</h2>\n{listed}</nav>\n</body>\n</html>\n'
    )


def _listed(tree: tuple[Stop, ...]) -> str:
    if not tree:
        return ""
    return "<ol>\n" + "".join(
        f'<li><a href="{file_name(s.track)}{_fragment(s.time)}">{escape(s.label, quote=False)}</a>'
        f"{_listed(s.children)}</li>\n"
        for s in tree
    ) + "</ol>\n"  # fmt: skip


def _fragment(time: int) -> str:
    return f"#t={time // 1000}.{time % 1000:03d}"


def _reading(part: Part) -> dict[str, Any]:
    return {
        "type": "LinkedResource",
        "url": file_name(part.sound.number),
        "encodingFormat": "audio/mpeg",
        "name": part.name,
        "duration": duration(part.sound.duration),
    }


def _resources(rendition: Rendition) -> Iterator[dict[str, Any]]:
    yield {
        "type": "LinkedResource",
        "url": "toc.html",
        "encodingFormat": "text/html",
        "rel": ["contents"],
    }
    if cover := cover_of(rendition):
        yield {
            "type": "LinkedResource",
            "url": _cover_name(cover),
            "encodingFormat": cover.media_type,
            "rel": ["cover"],
            "name": rendition.publication.metadata.title,
        }


def _people(rendition: Rendition) -> dict[str, list[str]]:
    people: dict[str, list[str]] = {}
    for person in rendition.publication.metadata.contributors:
        if person.role != "nrt":
            people.setdefault(_ROLES.get(person.role, "contributor"), []).append(person.name)
    return people


def _cover_name(cover: Resource) -> str:
    return f"cover{SUFFIXES[cover.media_type]}"


def _complete(rendition: Rendition) -> bool:
    """Whether the whole text sounds: only then is it told that nothing was left out."""
    return facts(rendition).spoken
