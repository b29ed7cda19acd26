"""The reader of Word documents."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from audiolib.errors import SourceEmptyError, SourceTooLargeError
from audiolib.findings import Finding, Place, Severity
from audiolib.publication import (
    Contributor,
    Heading,
    Metadata,
    Publication,
    Resource,
    Section,
    texts,
)
from audiolib.sources import Keep, Reading
from audiolib.sources.contents import tidied
from audiolib.sources.docx._blocks import Blocks
from audiolib.sources.docx._languages import settle
from audiolib.sources.docx._numbering import Numbering
from audiolib.sources.docx._package import Package, Part, tag, value
from audiolib.sources.docx._story import Story
from audiolib.sources.docx._styles import Styles
from audiolib.sources.docx._titles import with_titles
from audiolib.sources.healing import converted_fonts, of_legacy
from audiolib.sources.limits import LIMITS
from audiolib.sources.outline import Outline
from audiolib.sources.pdf_frame import unframed
from audiolib.sources.pictures import Pictures
from audiolib.xml import Element

_DATE = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?")


def read_docx(path: Path, keep: Keep) -> Reading:
    """The draft of a Word document; macros are never looked at.

    Raises:
        SourceEncryptedError: it has a password, or is in Word's old binary format.
        SourceError: it can't be read.
    """
    return draft(path, Package.open(path), keep)


def draft(path: Path, package: Package, keep: Keep) -> Reading:
    """The draft of a Word document that is open, whatever file it came from."""
    try:
        return _read(path, package, keep)
    except RecursionError as error:  # boxes in tables in boxes, each within the depth of XML
        raise SourceTooLargeError(str(path), "", LIMITS.depth) from error
    finally:
        package.close()


def _read(path: Path, package: Package, keep: Keep) -> Reading:
    kept: list[Resource] = []

    def remember(named: str, kind: str, content: bytes) -> Resource:
        kept.append(keep(named, kind, content))
        return kept[-1]

    def load(named: str) -> bytes | None:
        return package.data(named.lstrip("/"))

    part = package.main()
    styles = package.part(part.related("styles"))
    numbering = package.part(part.related("numbering"))
    story = Story(
        package=package,
        part=part,
        styles=Styles(styles.root if styles else None),
        numbering=Numbering(numbering.root if numbering else None),
        pictures=Pictures(str(path), path.name, remember, load),
        notes=dict(_notes(package, part)),
    )
    outline = Outline()
    body = next(element for element in part.root if tag(element) == "w:body")
    Blocks(story, outline).read(body)
    metadata = _metadata(package.properties(), story)
    sections = settle(outline.sections(), metadata.language, story.languages.are_sane)
    sections = with_titles(sections)
    metadata, sections = unframed(_titled(metadata, sections), sections)
    publication = Publication(
        metadata=metadata,
        sections=_tidied(sections, metadata),
        resources=tuple({resource.href: resource for resource in kept}.values()),
    )
    if next(texts(publication), None) is None:
        raise SourceEmptyError(str(path), reason="no text in the document")
    pictures = (replace(f, code=f.code.replace("html-", "docx-")) for f in story.pictures.findings)
    publication = replace(publication, metadata=of_legacy(metadata, story.legacy))
    legacy = converted_fonts(story.legacy, path.name, "docx-legacy-font")
    findings = (*story.findings, *pictures, *_doubts(path.name, story), *legacy)
    return Reading(publication, findings)


def _tidied(sections: tuple[Section, ...], metadata: Metadata) -> tuple[Section, ...]:
    """Sections in order; a title that Word styles as such stands for itself."""
    if sections and sections[0].kind == "titlepage":
        return (*tidied(sections[:1], metadata), *tidied(sections[1:], metadata))
    return tidied(sections, metadata)


def _notes(package: Package, part: Part) -> Iterator[tuple[tuple[str, str], tuple[Part, Element]]]:
    """Footnotes and endnotes by kind and id, without the lines that part them from the text."""
    for kind in ("footnote", "endnote"):
        held = package.part(part.related(f"{kind}s"))
        for element in held.root if held else ():
            usual = value(element, "w:type") in ("", "normal")
            if held and tag(element) == f"w:{kind}" and usual:
                yield (kind, value(element, "w:id")), (held, element)


def _metadata(properties: Element | None, story: Story) -> Metadata:
    said: dict[str, str] = {}
    for element in properties if properties is not None else ():
        if words := " ".join((element.text or "").split()):
            said.setdefault(tag(element), words[:2000])
    date = _DATE.match(said.get("dcterms:created", ""))
    authors = (name.strip() for name in said.get("dc:creator", "").split(";"))
    return Metadata(
        identifier=said.get("dc:identifier", ""),
        title=said.get("dc:title", ""),
        language=said.get("dc:language", "") or story.languages.usual,
        contributors=tuple(Contributor(name) for name in authors if name and not _is_account(name)),
        date=date[0] if date else "",
        description=said.get("dc:description", ""),
        subjects=tuple(s for s in re.split(r"[,;]\s*", said.get("cp:keywords", "")) if s),
    )


def _is_account(author: str) -> bool:
    """Whether an author is the account that wrote the file: one word, small or with digits."""
    return " " not in author and (author.islower() or any(c.isdigit() for c in author))


def _titled(metadata: Metadata, sections: tuple[Section, ...]) -> Metadata:
    """The metadata with the title page's title where the properties have none."""
    first = sections[0] if sections else None
    heading = first.heading if first and first.kind == "titlepage" else None
    if metadata.title or not isinstance(heading, Heading):
        return metadata

    return replace(metadata, title=heading.text)


def _doubts(file: str, story: Story) -> Iterator[Finding]:
    place = Place(file)
    for what, severity in (
        ("comments", Severity.NOTE),
        ("deleted", Severity.NOTE),
        ("inserted", Severity.NOTE),
        ("math", Severity.WARNING),
        ("symbols", Severity.WARNING),
        ("embedded", Severity.WARNING),
        ("graphics", Severity.WARNING),
    ):
        if count := story.counts[what]:
            yield Finding(f"docx-{what}", severity, place, {"count": count})
    if not story.languages.are_sane and not story.legacy.fonts:
        facts = {"language": story.languages.wrong.most_common(1)[0][0],
                 "shown": story.languages.proved.most_common(1)[0][0]}  # fmt: skip
        yield Finding("docx-language", Severity.WARNING, place, facts)
