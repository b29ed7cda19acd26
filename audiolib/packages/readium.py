"""Readium audiobook: a folder with `manifest.json` and sound, to be put on a web server as it is.

Readium Web Publication Manifest with the profile of audiobooks. Times are seconds.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from audiolib.findings import Finding
from audiolib.packages import Format, Rendition
from audiolib.packages.accessibility import facts, sound_only
from audiolib.packages.accessibility_texts import direction
from audiolib.packages.audiobook import cover_of
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
from audiolib.packages.epub3.package import modified
from audiolib.packages.epub3.pictures import SUFFIXES

__all__ = ["READIUM", "manifest"]

CONTEXT = "https://readium.org/webpub-manifest/context.jsonld"
PROFILE = "https://readium.org/webpub-manifest/profiles/audiobook"
MEDIA_TYPE = "application/audiobook+json"
SELF = "manifest.json"
"""The href of the manifest's link to itself: relative, for the folder has no address yet."""

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")
_ROLES = {
    "aut": "author",
    "trl": "translator",
    "edt": "editor",
    "ill": "illustrator",
    "nrt": "narrator",
}


class _Readium:
    name = "readium"
    media_type = MEDIA_TYPE
    product = "readium/"
    access = staticmethod(sound_only)

    def write(self, rendition: Rendition, target: Path) -> None:
        target.mkdir(parents=True, exist_ok=True)
        described = json.dumps(manifest(rendition), ensure_ascii=False, indent=2) + "\n"
        (target / SELF).write_text(described, encoding="utf-8", newline="\n")
        if cover := cover_of(rendition):
            (target / _cover_name(cover.media_type)).write_bytes(rendition.data(cover))
        for part in parts(rendition):
            file = target / file_name(part.sound.number)
            file.parent.mkdir(exist_ok=True)
            shutil.copyfile(part.sound.path, file)

    def check(self, target: Path, *, deep: bool = False) -> Iterator[Finding]:
        from audiolib.packages.readium_check import check  # writing needs none of it

        return check(target, deep=deep)


READIUM: Format = _Readium()


def manifest(rendition: Rendition) -> Mapping[str, Any]:
    """`manifest.json`; nothing is told that is not known."""
    made = parts(rendition)
    told: dict[str, Any] = {
        "@context": CONTEXT,
        "metadata": _metadata(rendition, made),
        "links": [{"rel": "self", "href": SELF, "type": MEDIA_TYPE}],
        "readingOrder": [_reading(part) for part in made],
        "resources": list(_resources(rendition)),
        "toc": [_entry(stop) for stop in stops(rendition)]
        or [{"href": file_name(p.sound.number), "title": p.name} for p in made],
    }
    return {key: value for key, value in told.items() if value}


def seconds(milliseconds: int) -> float | int:
    """Milliseconds in seconds, whole ones without a decimal point."""
    return milliseconds // 1000 if milliseconds % 1000 == 0 else milliseconds / 1000


def _metadata(rendition: Rendition, made: tuple[Part, ...]) -> dict[str, Any]:
    metadata = rendition.publication.metadata
    claims = sound_only(facts(rendition), metadata.language)
    people: dict[str, list[str]] = {}
    for person in metadata.contributors:
        people.setdefault(_ROLES.get(person.role, "contributor"), []).append(person.name)
    people["narrator"] = narrators(rendition)
    told: dict[str, Any] = {
        "@type": "http://schema.org/Audiobook",
        "conformsTo": PROFILE,
        **_identifier(metadata.identifier),
        "title": metadata.title,
        "language": metadata.language,
        **people,
        "publisher": metadata.publisher,
        "published": full_date(metadata.date),
        "modified": modified(rendition.created),
        "description": metadata.description,
        "subject": list(metadata.subjects),
        "readingProgression": direction(metadata.language),
        "duration": seconds(total(made)),
        "accessibility": {
            "accessMode": list(claims.modes),
            "accessModeSufficient": [list(modes) for modes in claims.sufficient],
            "feature": list(claims.features),
            "hazard": list(claims.hazards),
            "summary": claims.summary,
        },
        "audiolib": {**provenance(rendition), "rights": metadata.rights},
    }
    return {key: value for key, value in told.items() if value not in ("", [], None)}


def _identifier(identifier: str) -> dict[str, Any]:
    """An identifier that is no URI stands as another one, without its scheme."""
    if not identifier or _URI.fullmatch(identifier):
        return {"identifier": identifier}
    return {"altIdentifier": [{"value": identifier}]}


def _reading(part: Part) -> dict[str, Any]:
    return {
        "href": file_name(part.sound.number),
        "type": "audio/mpeg",
        "title": part.name,
        "duration": seconds(part.sound.duration),
        "bitrate": part.sound.bitrate_kbps,
        "size": part.sound.size,
    }


def _entry(stop: Stop) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "href": f"{file_name(stop.track)}#t={seconds(stop.time)}",
        "title": stop.label,
    }
    if stop.children:
        entry["children"] = [_entry(child) for child in stop.children]
    return entry


def _resources(rendition: Rendition) -> Iterator[dict[str, Any]]:
    if cover := cover_of(rendition):
        yield {
            "rel": "cover",
            "href": _cover_name(cover.media_type),
            "type": cover.media_type,
            "size": cover.size,
        }


def _cover_name(media_type: str) -> str:
    return f"cover{SUFFIXES[media_type]}"
