"""Small sources written for a test, and what their drafts hold."""

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path

from audiolib.publication import Publication, Resource, Section
from audiolib.sources import Reading
from audiolib.sources.read import read

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="E/p.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def keep(named: str, media_type: str, content: bytes) -> Resource:
    digest = hashlib.sha256(content).hexdigest()
    return Resource(f"resources/{digest[:8]}-{named}", media_type, digest, len(content))


def reading_of(path: Path, content: str | bytes, lang: str | None = None) -> Reading:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path, lang=lang, keep=keep)


def titles(publication: Publication) -> list[str | None]:
    return [s.heading.text if s.heading else None for s in publication.sections]


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def inner(section: Section) -> list[Section]:
    return [child for child in section.content if isinstance(child, Section)]


def xhtml(body: str, head: str = "", attributes: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:epub="http://www.idpf.org/2007/ops" '
        f'xmlns:ssml="http://www.w3.org/2001/10/synthesis" {attributes}>'
        f"<head><title>t</title>{head}</head><body>{body}</body></html>"
    )


def epub(
    path: Path,
    texts: Mapping[str, str],
    *,
    nav: str = "",
    metadata: str = "",
    manifest: str = "",
    extra: Mapping[str, bytes] | None = None,
    linear: Mapping[str, str] | None = None,
) -> Path:
    """An EPUB 3 of some texts in the folder `E`."""
    items = "".join(
        f'<item id="i{at}" href="{name}" media-type="application/xhtml+xml"/>'
        for at, name in enumerate(texts)
    )
    spine = "".join(
        f'<itemref idref="i{at}" linear="{(linear or {}).get(name, "yes")}"/>'
        for at, name in enumerate(texts)
    )
    item = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="u">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<dc:identifier>other</dc:identifier><dc:identifier id="u">urn:x:1</dc:identifier>'
        f"<dc:title>Sách</dc:title><dc:language>vi</dc:language>{metadata}</metadata>"
        f"<manifest>{items}{item if nav else ''}{manifest}</manifest>"
        f"<spine>{spine}</spine></package>"
    )
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "E/p.opf": package,
        **{f"E/{name}": text for name, text in texts.items()},
        **({"E/nav.xhtml": xhtml(nav)} if nav else {}),
        **(extra or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path
