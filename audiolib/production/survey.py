"""What a source holds: counted without keeping or making anything."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audiolib.findings import Finding
from audiolib.formats import DEFAULT
from audiolib.identify import identify
from audiolib.keys import content_key
from audiolib.messages import Messages
from audiolib.production.room import Estimate, estimate
from audiolib.publication import Publication, Resource, Section, texts, walk
from audiolib.sources.read import read
from tts import segment


@dataclass(frozen=True, slots=True)
class Survey:
    """The structure of a publication, and what making it would come to."""

    publication: Publication
    findings: tuple[Finding, ...]
    estimate: Estimate

    def json(self) -> dict[str, Any]:
        about = self.publication.metadata
        return {
            "title": about.title,
            "creators": list(about.authors),
            "language": about.language,
            "languages": self.languages(),
            "blocks": self.blocks(),
            "characters": self.characters,
            "phrases": sum(len(t.phrases) for t in texts(self.publication)),
            "duration_s": round(self.estimate.seconds),
            "store_bytes": self.estimate.store_bytes,
            "package_bytes": self.estimate.package_bytes,
            "sections": [_outline(section) for section in self.publication.sections],
        }

    @property
    def characters(self) -> int:
        return sum(len(t.text) for t in texts(self.publication))

    def blocks(self) -> dict[str, int]:
        """How many there are of each kind of block."""
        kinds = Counter(type(n).__name__ for n in walk(self.publication))
        kinds["PageBreak"] += sum(len(t.pages) for t in texts(self.publication))
        return dict(sorted(kinds.items()))

    def languages(self) -> list[str]:
        """The publication's language, then the others that blocks and marks name."""
        own = self.publication.metadata.language
        others = {t.lang for t in texts(self.publication) if t.lang} | {
            m.lang for t in texts(self.publication) for m in t.marks if m.lang
        }
        return [own, *sorted(others - {own})]

    def lines(self, messages: Messages) -> Iterator[str]:
        """The survey in sentences, with the outline."""
        told = self.json()
        minutes = round(self.estimate.seconds / 60)
        yield messages(
            "cli-inspected",
            title=told["title"],
            creators=", ".join(told["creators"]),
            languages=", ".join(told["languages"]),
            characters=f"{self.characters:,}",
            phrases=f"{told['phrases']:,}",
            duration=f"{minutes // 60}:{minutes % 60:02}",
            store=f"{self.estimate.store_bytes / 1e6:,.0f}",
            packages=f"{self.estimate.package_bytes / 1e6:,.0f}",
        )
        yield ", ".join(f"{name} {count}" for name, count in told["blocks"].items())
        for number, section in enumerate(self.publication.sections, 1):
            yield from _outline_lines(section, f"{number}", 0)


def survey(file: Path, lang: str | None) -> Survey:
    """Read a source and count.

    Raises:
        SourceError: it can't be read.
    """
    reading = read(file, lang=lang, keep=_counted, keep_sound=_heard)
    identified = identify(
        reading.publication, None, split=lambda text, tag, lines: segment(text, tag, lines=lines)
    )
    return Survey(
        identified.publication,
        (*reading.findings, *identified.findings),
        estimate(identified.publication, DEFAULT, recording=reading.recording),
    )


def _counted(name: str, media_type: str, content: bytes) -> Resource:
    return Resource(name, media_type, content_key(content), len(content))


def _heard(path: Path, name: str, media_type: str) -> Resource:
    return Resource(name, media_type, "", path.stat().st_size)


def _outline(section: Section) -> dict[str, Any]:
    inner = [_outline(child) for child in section.content if isinstance(child, Section)]
    name = section.heading.text if section.heading else ""
    return {"heading": name, "kind": section.kind, "sections": inner}


def _outline_lines(section: Section, number: str, depth: int) -> Iterator[str]:
    name = section.heading.text if section.heading else "–"
    yield f"{'  ' * depth}{number}  {name}"
    inner = (child for child in section.content if isinstance(child, Section))
    for count, child in enumerate(inner, 1):
        yield from _outline_lines(child, f"{number}.{count}", depth + 1)
