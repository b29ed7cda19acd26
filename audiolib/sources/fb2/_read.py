"""The reader of FictionBook documents."""

import re
from dataclasses import replace
from pathlib import Path

from audiolib.errors import SourceDamagedError, SourceHostileError
from audiolib.findings import Finding, Place, Severity
from audiolib.publication import Resource
from audiolib.sources import Keep, Reading
from audiolib.sources.archive import Archive
from audiolib.sources.fb2._description import cover, metadata, pictures
from audiolib.sources.fb2._map import Mapping, local
from audiolib.sources.files import bytes_of
from audiolib.sources.html import draft
from audiolib.sources.html_tree import parse_xhtml
from audiolib.sources.limits import LIMITS
from audiolib.sources.pictures import Pictures
from audiolib.sources.text import decode
from audiolib.sources.xhtml import page
from audiolib.xml import Element

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9_.:\-]+)["']""")
_LOOSE = re.compile(r"&(?!#?\w{1,32};)|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_fb2(path: Path, keep: Keep) -> Reading:
    """The draft of a FictionBook, packed or not.

    Raises:
        SourceDamagedError: it is not well-formed, or holds no book.
        SourceHostileError: it declares entities, or its elements lie too deep.
        SourceTooLargeError: it, or a picture in it, is over the limit.
    """
    file = str(path)
    root, repaired = _root(_content(path), file)
    if local(root) != "fictionbook":
        raise SourceDamagedError(file, reason="no FictionBook element")
    found = pictures(root, file)
    about = metadata(root)
    html, body = page()
    try:
        Mapping(root, found).into(body)
    except RecursionError as error:
        raise SourceHostileError(file, reason="nested too deep") from error
    if about.language:
        html.set("lang", about.language)
    reading = draft(html, path, keep, about)
    if repaired:
        doubt = Finding("fb2-not-well-formed", Severity.WARNING, Place(path.name))
        reading = replace(reading, findings=(*reading.findings, doubt))
    return _with_cover(reading, found.get(cover(root), ""), path, keep)


def _content(path: Path) -> bytes:
    with path.open("rb") as stream:
        packed = stream.read(4).startswith(b"PK")
    if not packed:
        return bytes_of(path, LIMITS.member)
    with Archive.open(path) as archive:
        names = [name for name in archive.names if name.lower().endswith(".fb2")]
        if len(names) != 1:
            raise SourceDamagedError(str(path), reason=f"{len(names)} books in the archive")
        return archive.read(names[0])


def _root(content: bytes, file: str) -> tuple[Element, bool]:
    """The root, and whether signs that XML does not allow had to be taken out first."""
    match = _ENCODING.search(content[:200])
    text = decode(content, declared=match[1].decode("ascii") if match else "").text
    text = _DECLARATION.sub("", text, count=1)
    try:
        return parse_xhtml(text.encode("utf-8", "replace"), file), False
    except SourceDamagedError:
        mended = _LOOSE.sub(lambda m: "&amp;" if m[0] == "&" else " ", text)
        if mended == text:
            raise
        return parse_xhtml(mended.encode("utf-8", "replace"), file), True


def _with_cover(reading: Reading, source: str, path: Path, keep: Keep) -> Reading:
    if not source:
        return reading
    kept: list[Resource] = []

    def remember(named: str, kind: str, content: bytes) -> Resource:
        kept.append(keep(named, kind, content))
        return kept[-1]

    resource = Pictures(str(path), path.name, remember, lambda _: None)(source)
    if resource is None:
        return reading
    publication = reading.publication
    about = replace(publication.metadata, cover=resource.href)
    resources = {r.href: r for r in (*publication.resources, resource)}
    return replace(
        reading,
        publication=replace(publication, metadata=about, resources=tuple(resources.values())),
    )
