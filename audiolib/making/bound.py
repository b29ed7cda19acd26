"""Packages as they are handed out: one file each, in the store."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from audiolib.formats import named
from audiolib.narration import Narration
from audiolib.packages.audiobook_outline import first_clip
from audiolib.packages.epub3.outline import Entry, entries, outline
from audiolib.packages.zipping import ZipWriter
from audiolib.production.report import Report
from audiolib.publication import Publication
from audiolib.store import Store

_TEXTS = ".xml .opf .ncx .smil .html .xhtml .css .txt .json .m3u .m3u8 .vtt .dtd .res"
_PACKED = frozenset(_TEXTS.split())
"""Endings of what a zip file makes smaller; sound and pictures are packed already."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A package in the store: its format, how it is called and typed, its content key and size."""

    format: str
    media_type: str
    name: str
    digest: str
    size: int

    def row(self) -> dict[str, Any]:
        return asdict(self)


def bound(report: Report, scratch: Path, store: Store) -> tuple[Bound, ...]:
    """The packages of a report, those that are folders as zip files whose bytes never differ."""
    return tuple(_bound(report, name, scratch, store) for name in report.packages)


def _bound(report: Report, name: str, scratch: Path, store: Store) -> Bound:
    path = report.folder / report.packages[name]["path"]
    slug = report.folder.name
    if path.is_dir():
        packed = scratch / f"{slug}-{name}.zip"
        with ZipWriter(packed) as archive:
            for file in _files(path):
                member = file.relative_to(path).as_posix()
                if file.suffix.lower() in _PACKED:
                    archive.text(member, file.read_bytes())
                else:
                    archive.file(member, file)
        path = packed
    told = path.name if path.stem.startswith(slug) else f"{slug}-{path.name}"
    digest, size = store.put_file(path)
    return Bound(name, named(name).media_type, told, digest, size)


def _files(folder: Path) -> Iterator[Path]:
    """Every file of a package, in the order of the names."""
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def track_rows(
    publication: Publication, narration: Narration, sounds: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The tracks, each with the headings that begin in it and the milliseconds to them."""
    begun: dict[int, list[dict[str, Any]]] = {}
    delays = {sound["number"]: sound["delay_ms"] for sound in sounds}
    tree: tuple[Entry, ...] = outline(publication)
    for entry in entries(tree):
        clip = first_clip(entry, narration.clips)
        if clip is not None:
            begun.setdefault(clip.track, []).append(
                {
                    "title": entry.label,
                    "level": entry.level,
                    "begin_ms": clip.begin + delays.get(clip.track, 0),
                    "id": entry.section.id,
                }
            )
    return [
        {
            "number": sound["number"],
            "digest": sound["digest"],
            "size": sound["bytes"],
            "duration_ms": sound["duration_ms"],
            "sections": begun.get(sound["number"], []),
        }
        for sound in sounds
    ]
