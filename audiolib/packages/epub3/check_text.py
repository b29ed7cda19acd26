"""Checks the text of an EPUB and the ways into it."""

import re
from collections.abc import Iterator

from audiolib.findings import Finding
from audiolib.packages.epub3.findings import found
from audiolib.packages.epub3.read import NS, Opened, Part, target
from audiolib.xml import Element

_HEADING = re.compile(r"\{http://www.w3.org/1999/xhtml\}h([1-6])")
_TYPE = f"{{{NS['epub']}}}type"


def check_text(book: Opened) -> Iterator[Finding]:
    """Languages, levels of headings, and text alternatives of pictures."""
    level = 0
    for part in book.reading():
        tree = book.trees.get(part.name)
        if tree is None:
            continue
        if not tree.get("lang") and not tree.get("{http://www.w3.org/XML/1998/namespace}lang"):
            yield found("ep3-024", part.name)
        for element in headings(tree):
            match = _HEADING.fullmatch(str(element.tag))
            now = int(match[1]) if match else 0
            if now > level + 1:
                yield found("ep3-021", part.name, element.get("id") or "", level=now, before=level)
            level = now
        for picture in tree.iterfind(".//h:img", NS):
            if picture.get("alt") is None:
                src = picture.get("src") or ""
                yield found("ep3-031", part.name, picture.get("id") or "", picture=src)


def headings(tree: Element) -> Iterator[Element]:
    """The headings of a document, in order."""
    return (e for e in tree.iter() if isinstance(e.tag, str) and _HEADING.fullmatch(e.tag))


def page_breaks(book: Opened) -> Iterator[tuple[Part, Element]]:
    """The page breaks of the reading order."""
    for part in book.reading():
        tree = book.trees.get(part.name)
        for element in () if tree is None else tree.iter():
            if "pagebreak" in (element.get(_TYPE) or "").split():
                yield part, element


def nav_targets(book: Opened, kind: str) -> set[tuple[str, str]] | None:
    """What a list of the navigation document leads to; None where there is no such list."""
    part = book.navigation()
    tree = book.trees.get(part.name) if part else None
    if part is None or tree is None:
        return None
    for nav in tree.iterfind(".//h:nav", NS):
        if kind in (nav.get(_TYPE) or "").split():
            return {target(part.name, a.get("href") or "") for a in nav.iterfind(".//h:a", NS)}
    return None


def check_navigation(book: Opened) -> Iterator[Finding]:
    """Every heading is in the table of contents, every page break in the page list."""
    contents = nav_targets(book, "toc")
    if contents is None:
        yield found("ep3-032", book.package)
        contents = set()
    for part in book.reading():
        tree = book.trees.get(part.name)
        for element in () if tree is None else headings(tree):
            if not _is_reached(part, element, contents):
                words = " ".join("".join(element.itertext()).split())
                yield found("ep3-022", part.name, element.get("id") or "", heading=words)
    pages = nav_targets(book, "page-list") or set()
    for part, element in page_breaks(book):
        if (part.name, element.get("id") or "") not in pages:
            label = element.get("aria-label") or element.get("title") or ""
            yield found("ep3-020", part.name, element.get("id") or "", label=label)


def _is_reached(part: Part, heading: Element, targets: set[tuple[str, str]]) -> bool:
    """By its own id, that of a section it begins, or its file, where it is the first."""
    if (part.name, heading.get("id") or "") in targets:
        return True
    parent = heading.getparent()
    if parent is not None and (part.name, parent.get("id") or "-") in targets:
        return True
    inside = heading.iterdescendants()
    if any((part.name, e.get("id") or "-") in targets for e in inside):
        return True
    first = next(headings(heading.getroottree().getroot()), None)
    return (part.name, "") in targets and first is heading
