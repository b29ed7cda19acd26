"""Pictures of a source: told by their bytes, kept once, and never fetched from a network."""

import base64
import binascii
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from lxml import etree

from audiolib.errors import SourceDamagedError, SourceHostileError, SourceTooLargeError
from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.publication import Resource
from audiolib.sources import Keep
from audiolib.sources.limits import LIMITS
from audiolib.xml import parse

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"GIF87a", "image/gif", "gif"),
    (b"GIF89a", "image/gif", "gif"),
    (b"II*\0", "image/tiff", "tif"),
    (b"MM\0*", "image/tiff", "tif"),
    (b"BM", "image/bmp", "bmp"),
)
_SVG = "http://www.w3.org/2000/svg"


def media_type(content: bytes) -> tuple[str, str]:
    """Media type and suffix of a picture, by its bytes; empty where it is none."""
    for signature, kind, suffix in _SIGNATURES:
        if content.startswith(signature):
            return kind, suffix
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp", "webp"
    if content[4:8] == b"ftyp" and content[8:12] in (b"avif", b"avis", b"heic", b"mif1"):
        return "image/avif", "avif"
    if b"<svg" in content[:4096]:
        return "image/svg+xml", "svg"
    return "", ""


@dataclass(slots=True)
class Pictures:
    """Keeps the pictures that a source points at.

    `load` gives the bytes of a name in the source (a path beside the file, a member of an archive),
    None where there is none, and must itself refuse names that lead elsewhere.
    """

    file: str
    place: str
    keep: Keep
    load: Callable[[str], bytes | None]
    kept: dict[str, Resource | None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def __call__(self, source: str, base: str = "") -> Resource | None:
        """The resource of a `src` found in a document of the folder `base`."""
        if source.lower().startswith("data:"):
            return self._from_data(source)
        parts = urlsplit(source)
        if parts.scheme or parts.netloc:
            self._find("html-image-external", image=source[:200])
            return None
        named = posixpath.normpath(posixpath.join(base, unquote(parts.path)))
        if named not in self.kept:
            self.kept[named] = self._loaded(named)
        return self.kept[named]

    def _loaded(self, named: str) -> Resource | None:
        content = self.load(named)
        if content is None:
            self._find("html-image-missing", image=named)
            return None
        return self._keep(named, content)

    def _from_data(self, source: str) -> Resource | None:
        header, _, encoded = source.partition(",")
        if len(encoded) > LIMITS.image * 4 // 3 + 4:
            raise SourceTooLargeError(self.file, header[:60], LIMITS.image)
        try:
            packed = unquote_to_bytes(encoded)
            content = base64.b64decode(packed) if header.endswith(";base64") else packed
        except (binascii.Error, ValueError):
            content = b""
        _, suffix = media_type(content)
        return self._keep(f"image.{suffix or 'bin'}", content)

    def _keep(self, named: str, content: bytes) -> Resource | None:
        if len(content) > LIMITS.image:
            raise SourceTooLargeError(self.file, named, LIMITS.image)
        kind, suffix = media_type(content)
        if kind == "image/svg+xml":
            content = self._harmless(named, content)
        if not kind or not content:
            self._find("html-image-damaged", image=named)
            return None
        stem = posixpath.splitext(posixpath.basename(named))[0] or "image"
        return self.keep(f"{stem}.{suffix}", kind, content)

    def _harmless(self, named: str, content: bytes) -> bytes:
        """A drawing without scripts and without anything from elsewhere; empty where damaged."""
        try:
            root = parse(content, self.file, named)
        except SourceDamagedError:
            return b""
        if root.tag != f"{{{_SVG}}}svg":
            raise SourceHostileError(self.file, named, "no drawing, though it is called one")
        for element in list(root.iter()):
            local = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if local in ("script", "foreignObject", "iframe", "handler"):
                parent = element.getparent()
                if parent is not None:
                    parent.remove(element)
                continue
            for attribute, value in list(element.attrib.items()):
                local = etree.QName(attribute).localname.lower()
                outside = local in ("href", "src") and not value.startswith(("#", "data:image/"))
                if local.startswith("on") or outside:
                    del element.attrib[attribute]
        return etree.tostring(root, xml_declaration=True, encoding="utf-8")

    def _find(self, code: str, **facts: Fact) -> None:
        place = Place(self.place)
        found = Finding(code, Severity.WARNING, place, facts)
        if found not in self.findings:
            self.findings.append(found)
