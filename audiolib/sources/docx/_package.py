"""The parts of a Word document and how they point at each other (ECMA-376-2, OPC)."""

import posixpath
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Self
from urllib.parse import unquote

from audiolib.errors import SourceDamagedError, SourceEncryptedError, SourceMissingError
from audiolib.sources.archive import Archive
from audiolib.sources.limits import LIMITS
from audiolib.xml import Element, parse

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT = b"http://purl.oclc.org/ooxml/"
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a:",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps:",
    "http://schemas.microsoft.com/office/drawing/2017/decorative": "adec:",
    "urn:schemas-microsoft-com:vml": "v:",
    "urn:schemas-microsoft-com:office:office": "o:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp:",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel:",
}
_NAMESPACES = {prefix: namespace for namespace, prefix in _PREFIXES.items()}
# The strict variant differs in these names only (ECMA-376-1, annex A).
_VARIANTS = tuple(
    (_STRICT + strict, b"http://schemas.openxmlformats.org/" + transitional)
    for strict, transitional in (
        (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
        (b"drawingml/main", b"drawingml/2006/main"),
        (b"drawingml/wordprocessingDrawing", b"drawingml/2006/wordprocessingDrawing"),
        (b"officeDocument/math", b"officeDocument/2006/math"),
        (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    )
)


@lru_cache(maxsize=2048)
def _short(tag: str) -> str:
    namespace, _, local = tag[1:].partition("}")
    return _PREFIXES.get(namespace, "?:") + local


@lru_cache(maxsize=2048)
def long_name(name: str) -> str:
    """The name with its namespace, as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix + ':']}}}{local}"


def tag(element: Element) -> str:
    """The element's name with the usual prefix (`w:p`); `?:` before names of other vocabularies."""
    return _short(element.tag) if isinstance(element.tag, str) and element.tag[0] == "{" else ""


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of that name, and the first child in it of the next name, and so on."""
    for name in names:
        if element is None:
            return None
        element = element.find(long_name(name))
    return element


def value(element: Element | None, name: str = "w:val") -> str:
    """An attribute, empty where it or the element is missing."""
    return "" if element is None else (element.get(long_name(name)) or "").strip()


def number(element: Element | None, name: str = "w:val", default: int = 0) -> int:
    """An attribute that counts; `default` where it is no number."""
    try:
        return int(value(element, name))
    except ValueError:
        return default


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and not turned off (ECMA-376-1 §17.17.4)."""
    return element is not None and value(element).lower() not in ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Relation:
    """What an `r:id` of a part means: a part of the package, or an address outside."""

    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Part:
    """An XML part with its relations."""

    name: str
    root: Element
    relations: dict[str, Relation] = field(default_factory=dict)

    def related(self, kind: str) -> str:
        """The name of the part of that kind, empty where there is none."""
        for relation in self.relations.values():
            if relation.kind == kind and not relation.external:
                return relation.target
        return ""


class Package:
    """A Word document as parts."""

    def __init__(self, path: Path, archive: Archive) -> None:
        self.file = str(path)
        self._archive = archive
        self._names = {name.lower(): name for name in archive.names}

    @classmethod
    def open(cls, path: Path) -> Self:
        """The package at `path`.

        Raises:
            SourceEncryptedError: it is protected by a password, or kept in the old binary format.
            SourceError: as `Archive.open` says.
        """
        try:
            with path.open("rb") as file:
                start = file.read(len(_OLE))
        except FileNotFoundError as error:
            raise SourceMissingError(str(path), reason=str(error)) from error
        except OSError as error:
            raise SourceDamagedError(str(path), reason=str(error)) from error
        if start == _OLE:
            # Word keeps a document with a password in an OLE file (MS-OFFCRYPTO §2.3).
            raise SourceEncryptedError(str(path), reason="an OLE container")
        return cls(path, Archive.open(path))

    def close(self) -> None:
        self._archive.close()

    def data(self, name: str) -> bytes | None:
        """The bytes of a picture, None where there is none."""
        found = self._names.get(name.lower())
        return None if found is None else self._archive.read(found, LIMITS.image)

    def part(self, name: str) -> Part | None:
        """An XML part by its name, None where there is none."""
        found = self._names.get(name.lower())
        if not name or found is None:
            return None
        relations = posixpath.join(
            posixpath.dirname(found), "_rels", posixpath.basename(found) + ".rels"
        )
        return Part(found, self._root(found), self._relations(relations, found))

    def main(self) -> Part:
        """The part that holds the text.

        Raises:
            SourceDamagedError: there is none.
        """
        start = Part("", self._root("_rels/.rels"), self._relations("_rels/.rels", ""))
        part = self.part(start.related("officeDocument") or "word/document.xml")
        if part is None or child(part.root, "w:body") is None:
            raise SourceDamagedError(self.file, "word/document.xml", "no text in the package")
        return part

    def properties(self) -> Element | None:
        """The core properties: title, creator, language."""
        relations = self._relations("_rels/.rels", "")
        part = self.part(Part("", self._root("_rels/.rels"), relations).related("core-properties"))
        return part.root if part else None

    def _root(self, name: str) -> Element:
        found = self._names.get(name.lower())
        if found is None:
            raise SourceDamagedError(self.file, name, "a part of the package is missing")
        content = self._archive.read(found, LIMITS.text)
        if _STRICT in content:
            for strict, transitional in _VARIANTS:
                content = content.replace(strict, transitional)
        return parse(content, self.file, found)

    def _relations(self, name: str, source: str) -> dict[str, Relation]:
        if name.lower() not in self._names:
            return {}
        found: dict[str, Relation] = {}
        for element in self._root(name).iter(long_name("rel:Relationship")):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                base = "/" if target.startswith("/") else posixpath.dirname("/" + source)
                target = posixpath.normpath(posixpath.join(base, unquote(target))).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, target, external)
        return found
