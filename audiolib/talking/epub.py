"""EPUB 3 with media overlays (EPUB 3.3 §9): its text by the reader of EPUB, its sound as it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from audiolib.findings import Place as Where
from audiolib.publication import Metadata, SourceEdition
from audiolib.recording import Recording
from audiolib.sources import Keep, KeepSound, Reading
from audiolib.sources.archive import Archive
from audiolib.sources.epub import read_epub
from audiolib.sources.epub_package import Package
from audiolib.sources.html_tree import get, name, text_of
from audiolib.talking.join import Told, join
from audiolib.talking.medium import Medium, opened
from audiolib.talking.metadata import voices
from audiolib.talking.points import point
from audiolib.talking.smil import joined, pars
from audiolib.talking.sounds import Sounds
from audiolib.xml import Element, parse


def read_talking_epub(path: Path, keep: Keep, keep_sound: KeepSound | None) -> Reading:
    """A draft of an EPUB with the sound of its overlays; without any, or unwanted, its text alone.

    Raises what `read_epub` does.
    """
    if keep_sound is None:
        return read_epub(path, keep)
    with opened(path) as medium:
        overlays = _Overlays(medium, Sounds(medium, keep_sound))
        reading = read_epub(path, keep, overlays.prepare)
        if not any(told.clips for told in overlays.told):
            return read_epub(path, keep)
        made = join(reading.publication, overlays.told)
        findings = (*reading.findings, *overlays.sounds.findings, *made.findings)
        metadata = _as_talking(made.publication.metadata)
        narrators, synthetic = voices(overlays.narrators, overlays.voices)
        recording = Recording(
            tuple(overlays.sounds.tracks), made.clips, {}, narrators, synthetic, "kept"
        )
        publication = replace(made.publication, metadata=metadata)
        return Reading(publication, findings, recording)


@dataclass(slots=True)
class _Overlays:
    """Marks the words that the overlays point at, and tells what says them."""

    medium: Medium
    sounds: Sounds
    told: list[Told] = field(default_factory=list)
    narrators: list[str] = field(default_factory=list)
    voices: list[str] = field(default_factory=list)

    def prepare(self, package: Package, archive: Archive, roots: dict[str, Element]) -> None:
        for root in self._packages(archive):
            self.narrators += _properties(root, "media:narrator")
            self.voices += [
                f"; {'synthetic' if kind == 'true' else 'human'};"
                for kind in _properties(root, "audiolib:synthetic")
            ]
        seen: set[str] = set()
        for member, _linear in package.spine:
            overlay = package.members.get(member.overlay)
            if overlay is None or overlay.path in seen:
                continue
            seen.add(overlay.path)
            for par in pars(self.medium, overlay.path, self.sounds):
                key = "#".join(par.text) if par.text[1] else ""
                where = Where(par.file, par.line)
                self.told.append(Told(key, tuple(joined(par.clips)), where))
        for file, root in roots.items():
            wanted = {
                own
                for told in self.told
                for there, _, own in (told.key.partition("#"),)
                if there == file and own
            }
            point(root, wanted, lambda own, file=file: f"{file}#{own}")  # type: ignore[misc]

    def _packages(self, archive: Archive) -> Iterator[Element]:
        for named in archive.names:
            if named.lower().endswith(".opf"):
                yield parse(archive.read(named), archive.file, named)


def _properties(root: Element, term: str) -> list[str]:
    metas = (e for e in root.iter("*") if name(e) == "meta" and get(e, "property") == term)
    return [words for e in metas if (words := text_of(e))]


def _as_talking(metadata: Metadata) -> Metadata:
    """What the package says of itself is said of the talking book, not of its source."""
    source = metadata.source
    return replace(
        metadata,
        contributors=tuple(c for c in metadata.contributors if c.role != "nrt"),
        publisher=source.publisher,
        date=source.date,
        source=SourceEdition(identifier=source.identifier),
    )
