"""Reads a finished EPUB again, knowing nothing of how it was written."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from audiolib.errors import SourceError
from audiolib.findings import Finding
from audiolib.packages.epub3.findings import found
from audiolib.sources.archive import Archive
from audiolib.sources.limits import LIMITS, MIB
from audiolib.xml import Element, parse

# Sound is never read whole, so the file itself may be as large as 100 hours are.
PACKAGE_LIMITS = replace(LIMITS, file=16_384 * MIB)

NS = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "smil": "http://www.w3.org/ns/SMIL",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}
XHTML = "application/xhtml+xml"
SMIL = "application/smil+xml"


@dataclass(frozen=True, slots=True)
class Part:
    """A file that the manifest lists, under its whole name in the archive."""

    id: str
    name: str
    media_type: str
    overlay: str
    properties: tuple[str, ...]


@dataclass(slots=True)
class Opened:
    """An EPUB that is open: what it lists, and its documents as they were parsed."""

    archive: Archive
    members: zipfile.ZipFile
    package: str
    root: Element
    parts: dict[str, Part]
    spine: tuple[str, ...]
    """The ids of the manifest, in reading order."""
    trees: dict[str, Element] = field(default_factory=dict)
    ids: dict[str, frozenset[str]] = field(default_factory=dict)

    def of_type(self, media_type: str) -> list[Part]:
        return [p for p in self.parts.values() if p.media_type == media_type]

    def metas(self, name: str) -> list[str]:
        """The values of a property of the publication as a whole."""
        return [
            (meta.text or "").strip()
            for meta in self.root.iterfind("opf:metadata/opf:meta", NS)
            if meta.get("property") == name and not meta.get("refines")
        ]

    def navigation(self) -> Part | None:
        return next((p for p in self.parts.values() if "nav" in p.properties), None)

    def reading(self) -> list[Part]:
        """The documents of the spine."""
        return [self.parts[i] for i in self.spine if i in self.parts]


def target(base: str, href: str) -> tuple[str, str]:
    """The file and the fragment that a reference leads to; the file is empty if it leads out."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return "", ""
    if parts.scheme or parts.netloc:
        return "", ""
    file = unquote(parts.path)
    name = posixpath.normpath(posixpath.join(posixpath.dirname(base), file)) if file else base
    return name, unquote(parts.fragment)


def opened(path: Path, archive: Archive, members: zipfile.ZipFile) -> Opened | Finding:
    """The package that an archive holds, or why there is none."""
    try:
        container = parse(archive.read("META-INF/container.xml"), str(path), "container.xml")
        root_file = container.find("c:rootfiles/c:rootfile", NS)
        name = "" if root_file is None else (root_file.get("full-path") or "")
        root = parse(archive.read(name), str(path), name)
    except SourceError as error:
        return found("ep3-003", error.place or "META-INF/container.xml", reason=error.reason)
    parts = {part.id: part for part in _parts(root, name)}
    spine = tuple(i.get("idref") or "" for i in root.iterfind("opf:spine/opf:itemref", NS))
    return Opened(archive, members, name, root, parts, spine)


def _parts(root: Element, package: str) -> Iterator[Part]:
    for element in root.iterfind("opf:manifest/opf:item", NS):
        yield Part(
            element.get("id") or "",
            target(package, element.get("href") or "")[0],
            element.get("media-type") or "",
            element.get("media-overlay") or "",
            tuple((element.get("properties") or "").split()),
        )


def load(book: Opened, path: Path) -> Iterator[Finding]:
    """Parse every XML document that is listed; what can't be is told and left out."""
    kinds = (XHTML, SMIL, "application/x-dtbncx+xml")
    for part in book.parts.values():
        if part.media_type not in kinds or part.name not in book.archive:
            continue
        try:
            tree = parse(book.archive.read(part.name), str(path), part.name)
        except SourceError as error:
            yield found("ep3-004", part.name, reason=error.reason)
            continue
        names = [value for element in tree.iter() if (value := element.get("id")) is not None]
        book.trees[part.name], book.ids[part.name] = tree, frozenset(names)
        if len(book.ids[part.name]) < len(names):
            twice = next(n for i, n in enumerate(names) if n in set(names[:i]))
            yield found("ep3-009", part.name, twice)
