"""EPUB 2 and 3: every file of the reading order, its pages, notes, pictures and lexicons."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from audiolib.errors import (
    SourceDamagedError,
    SourceEmptyError,
    SourceEncryptedError,
    SourceHostileError,
    SourceTooLargeError,
)
from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.publication import Publication, Resource, texts
from audiolib.sources import Keep, Reading
from audiolib.sources.archive import Archive
from audiolib.sources.contents import tidied
from audiolib.sources.epub_navigation import Navigation, of_nav, of_ncx
from audiolib.sources.epub_notes import look_across
from audiolib.sources.epub_order import Part, ordered
from audiolib.sources.epub_package import Member, Package, package, resolve
from audiolib.sources.epub_places import with_headings, with_pages
from audiolib.sources.html_blocks import Blocks
from audiolib.sources.html_document import Document
from audiolib.sources.html_kinds import matter_of, section_kind
from audiolib.sources.html_tree import get, name, parse_html, parse_xhtml, types
from audiolib.sources.limits import LIMITS
from audiolib.sources.outline import Outline
from audiolib.sources.pictures import Pictures
from audiolib.xml import Element, parse

_TEXT = {"application/xhtml+xml", "text/html", "text/x-oeb1-document"}
_FONTS = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
_PLS = "application/pls+xml"
_GUIDE = {
    "title-page": "titlepage",
    "acknowledgements": "acknowledgments",
    "notes": "endnotes",
    "text": "bodymatter",
}


Prepare = Callable[[Package, Archive, dict[str, Element]], None]
"""Changes the documents of the reading order, by their paths, before they are read."""


def read_epub(path: Path, keep: Keep, prepare: Prepare | None = None) -> Reading:
    """A draft of an EPUB.

    Raises:
        SourceEncryptedError: it is under rights management.
        SourceDamagedError: its container, its package or all of its texts can't be read.
        SourceEmptyError: it holds no text.
    """
    with Archive.open(path) as archive:
        refuse_encrypted(archive)
        opf = _rootfile(archive)
        found = package(parse(archive.read(opf), archive.file, opf), opf, archive.file)
        return _Epub(archive, path, keep, found, prepare).reading()


def refuse_encrypted(archive: Archive) -> None:
    """Raise `SourceEncryptedError` where anything but fonts is encrypted (OCF 3.3 §4.2.6.3.2)."""
    listing = "META-INF/encryption.xml"
    if "META-INF/sinf.xml" in archive:
        raise SourceEncryptedError(archive.file, "META-INF/sinf.xml", "FairPlay")
    if listing not in archive:
        return
    for element in parse(archive.read(listing), archive.file, listing).iter("*"):
        algorithm = get(element, "Algorithm")
        if name(element) == "encryptionmethod" and algorithm not in _FONTS:
            parent = element.getparent()
            if parent is None or name(parent) == "encrypteddata":
                raise SourceEncryptedError(archive.file, listing, algorithm)


def _rootfile(archive: Archive) -> str:
    """The path of the package document (OCF 3.3 §4.2.6.3.1)."""
    container = "META-INF/container.xml"
    if container in archive:
        for element in parse(archive.read(container), archive.file, container).iter("*"):
            path = get(element, "full-path")
            if name(element) == "rootfile" and path in archive:
                return path
    found = [path for path in archive.names if path.lower().endswith(".opf")]
    if not found:
        raise SourceDamagedError(archive.file, container, "no package document")
    return min(found, key=len)


@dataclass(slots=True)
class _Epub:
    """One EPUB as it is read."""

    archive: Archive
    path: Path
    keep: Keep
    package: Package
    prepare: Prepare | None = None
    roots: dict[str, Element] = field(default_factory=dict)
    kept: dict[str, Resource] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def reading(self) -> Reading:
        metadata = self.package.metadata
        navigation = self._navigation()
        linear = self._load_texts(navigation)
        if self.prepare:
            self.prepare(self.package, self.archive, self.roots)
        pictures = Pictures(str(self.path), self.path.name, self._remember, self._bytes)
        documents = {path: self._document(path, pictures) for path in self.roots}
        look_across(self.roots, documents, _resolve)
        parts = [self._part(path, documents[path], navigation) for path in self.roots]
        parts.sort(key=lambda part: not linear[part.path])
        sections = tidied(ordered(parts, navigation), metadata)
        if self.package.cover and (cover := pictures(self.package.cover)):
            metadata = replace(metadata, cover=cover.href)
        self._keep_lexicons()
        if self.package.has_narration and not self.prepare:
            self._find("epub-narration-unused", Severity.NOTE)
        publication = Publication(
            metadata=metadata,
            sections=sections,
            resources=tuple({r.href: r for r in self.kept.values()}.values()),
        )
        if next(texts(publication), None) is None:
            raise SourceEmptyError(str(self.path), reason="no text in the reading order")
        doubts = [f for document in documents.values() for f in document.findings]
        return Reading(publication, (*self.findings, *doubts, *pictures.findings))

    def _navigation(self) -> Navigation:
        """The navigation document, completed by the NCX and the guide of EPUB 2."""
        found, older = Navigation(), Navigation()
        for path, take in ((self.package.nav, of_nav), (self.package.ncx, of_ncx)):
            if not path:
                continue
            try:
                root = self._markup(path)
            except (SourceDamagedError, SourceTooLargeError):
                self._find("epub-navigation-damaged", Severity.WARNING, path)
                continue
            if take is of_nav:
                found = take(root, path)
            else:
                older = take(root, path)
        found.contents = found.contents or older.contents
        found.pages = found.pages or older.pages
        for path, kind in self.package.guide.items():
            found.landmarks.setdefault(path, _GUIDE.get(kind, kind))
        return found

    def _load_texts(self, navigation: Navigation) -> dict[str, bool]:
        """Parse the documents of the reading order; gives which are linear."""
        linear: dict[str, bool] = {}
        size = 0
        for entry, is_linear in self.package.spine:
            member = self._readable(entry)
            if member is None or member.path in linear:
                continue
            if not is_linear:
                if navigation.landmarks.get(member.path) == "cover" or "nav" in member.properties:
                    continue
                self._find("epub-not-linear", Severity.NOTE, member.path)
            size += self.archive.size(member.path)
            if size > LIMITS.text:
                raise SourceTooLargeError(str(self.path), member.path, LIMITS.text)
            try:
                self.roots[member.path] = self._markup(member.path)
            except SourceDamagedError as error:
                self._find(
                    "epub-text-damaged", Severity.ERROR, member.path, reason=error.reason[:120]
                )
                continue
            linear[member.path] = is_linear
        if not self.roots:
            raise SourceDamagedError(str(self.path), reason="no readable text")
        return linear

    def _readable(self, member: Member) -> Member | None:
        """The member, or what stands in for it, that is a text we read."""
        seen: set[str] = set()
        at: Member | None = member
        while at is not None and at.id not in seen:
            seen.add(at.id)
            if at.media_type in _TEXT and at.path in self.archive:
                return at
            at = self.package.members.get(at.fallback)
        missing = member.media_type in _TEXT
        code = "epub-text-missing" if missing else "epub-kind-unread"
        severity = Severity.ERROR if missing else Severity.WARNING
        self._find(code, severity, member.path, kind=member.media_type)
        return None

    def _markup(self, path: str) -> Element:
        content = self.archive.read(path, LIMITS.text)
        try:
            return parse_xhtml(content, str(self.path), path)
        except SourceDamagedError:
            if not content.strip() or path == self.package.ncx:
                raise
            root = parse_html(content, str(self.path), path)
            self._find("epub-not-well-formed", Severity.WARNING, path)
            return root

    def _document(self, path: str, pictures: Pictures) -> Document:
        folder = posixpath.dirname(path)
        roots = self.roots

        def target(href: str) -> str:
            if href.lower().startswith(("http:", "https:", "mailto:")):
                return href
            there, fragment = _resolve(path, href)
            if there not in roots:
                return ""
            return f"#{there}#{fragment}" if fragment else f"#{there}"

        return Document(
            place=path,
            picture=lambda source: pictures(source, folder),
            alias=lambda own: f"{path}#{own}",
            target=target,
            lang=self.package.metadata.language,
        )

    def _part(self, path: str, document: Document, navigation: Navigation) -> Part:
        root = self.roots[path]
        body = next((e for e in root.iter("*") if name(e) == "body"), root)
        with_pages(body, [t for t in navigation.pages if t.path == path])
        for label in with_headings(body, [t for t in navigation.contents if t.path == path]):
            self._find("epub-heading-added", Severity.NOTE, path, label=label)
        document.look_for_notes(body)
        outline = Outline()
        blocks = Blocks(document, str(self.path), pending=[path])
        if own := get(body, "id"):
            blocks.pending.append(document.alias(own))
        lang = document.language(body, document.language(root, ""))
        try:
            blocks.flow(body, outline, lang)
        except RecursionError as error:
            raise SourceHostileError(str(self.path), path, "nested too deep") from error
        said = types(body) | types(root) | {navigation.landmarks.get(path, "")}
        heading = (name(e) for e in body.iter("*") if name(e) in _LEVELS)
        return Part(
            path=path,
            sections=outline.sections(),
            level=_LEVELS.get(next(heading, ""), 0),
            kind=section_kind(said),
            matter=matter_of(said),
        )

    def _keep_lexicons(self) -> None:
        """Keep the pronunciation lexicons (PLS 1.0) that the publication brings along."""
        for member in self.package.members.values():
            if member.media_type == _PLS and member.path in self.archive:
                content = self.archive.read(member.path, LIMITS.text)
                try:
                    parse(content, str(self.path), member.path)
                except SourceDamagedError:
                    self._find("epub-lexicon-damaged", Severity.WARNING, member.path)
                    continue
                self._remember(posixpath.basename(member.path), _PLS, content)

    def _bytes(self, path: str) -> bytes | None:
        return self.archive.read(path, LIMITS.image) if path in self.archive else None

    def _remember(self, named: str, kind: str, content: bytes) -> Resource:
        resource = self.keep(named, kind, content)
        self.kept[resource.href] = resource
        return resource

    def _find(self, code: str, severity: Severity, path: str = "", **facts: Fact) -> None:
        place = Place(path or self.path.name)
        self.findings.append(Finding(code, severity, place, facts))


_LEVELS = {f"h{level}": level for level in range(1, 7)}


def _resolve(path: str, href: str) -> tuple[str, str]:
    """Path and fragment of a reference in the document at `path`."""
    there, fragment = resolve(posixpath.dirname(path), href)
    return (path if href.strip().startswith("#") else there), fragment
