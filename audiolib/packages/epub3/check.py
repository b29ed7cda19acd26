"""Checks a finished EPUB: what it holds, what it links, what sounds when, what it claims."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from audiolib.errors import SourceError
from audiolib.findings import Finding
from audiolib.packages.epub3.check_metadata import check_metadata
from audiolib.packages.epub3.check_overlays import check_overlays
from audiolib.packages.epub3.check_text import check_navigation, check_text
from audiolib.packages.epub3.findings import found
from audiolib.packages.epub3.read import NS, PACKAGE_LIMITS, Opened, load, opened, target
from audiolib.packages.epub3.writer import MEDIA_TYPE
from audiolib.sources.archive import Archive

LARGE = 900_000_000
"""Bytes over which common readers grow unreliable."""


def check(path: Path, *, deep: bool = False) -> Iterator[Finding]:
    """What is wrong with an EPUB; `deep` decodes its sound."""
    try:
        archive = Archive.open(path, PACKAGE_LIMITS)
    except SourceError as error:
        yield found("ep3-001", path.name, reason=error.reason)
        return
    with archive, zipfile.ZipFile(path) as members:
        if path.stat().st_size > LARGE:
            yield found("ep3-026", path.name, megabytes=path.stat().st_size // 1_000_000)
        yield from _mimetype(archive, members)
        book = opened(path, archive, members)
        if isinstance(book, Finding):
            yield book
            return
        yield from _files(book)
        yield from load(book, path)
        yield from _spine(book)
        yield from _links(book)
        yield from check_text(book)
        yield from check_navigation(book)
        yield from check_metadata(book)
        yield from check_overlays(book, deep=deep)


def _mimetype(archive: Archive, members: zipfile.ZipFile) -> Iterator[Finding]:
    first = next(iter(members.infolist()), None)
    plain = (
        first is not None
        and first.filename == "mimetype"
        and first.compress_type == zipfile.ZIP_STORED
        and not first.extra
    )
    try:
        said = archive.read("mimetype", 100) if plain else b""
    except SourceError:
        said = b""
    if said != MEDIA_TYPE.encode():
        yield found("ep3-002", "mimetype")


def _files(book: Opened) -> Iterator[Finding]:
    listed = {part.name for part in book.parts.values()}
    for name in sorted(listed):
        if name not in book.archive:
            yield found("ep3-005", name)
    for name in book.archive.names:
        own = name == "mimetype" or name.startswith("META-INF/") or name == book.package
        if not own and name not in listed:
            yield found("ep3-006", name)


def _spine(book: Opened) -> Iterator[Finding]:
    if not book.spine:
        yield found("ep3-008", book.package, part="")
    for name in book.spine:
        if name not in book.parts:
            yield found("ep3-008", book.package, part=name)


def _links(book: Opened) -> Iterator[Finding]:
    for file, tree in book.trees.items():
        references = (
            *((e, e.get("href")) for e in tree.iterfind(".//h:a[@href]", NS)),
            *((e, e.get("src")) for e in tree.iterfind(".//h:img[@src]", NS)),
            *((e, e.get("href")) for e in tree.iterfind(".//h:link[@href]", NS)),
            *((e, e.get("src")) for e in tree.iterfind(".//ncx:content[@src]", NS)),
        )
        for element, href in references:
            name, fragment = target(file, href or "")
            if not name:
                continue
            known = name in book.archive
            if not known or (fragment and fragment not in book.ids.get(name, frozenset())):
                yield found("ep3-010", file, element.get("id") or "", href=href or "")
