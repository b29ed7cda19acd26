"""What the reading of one HTML document knows: its names, its notes, its pictures, its doubts."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.publication import Resource
from audiolib.sources.html_tree import anchor, get, language, name, types
from audiolib.xml import Element

NOTE_TYPES = {"footnote", "endnote", "rearnote", "note"}
_REFERENCE = re.compile(r"[\[(]?\s*(\d{1,4}|[*†‡§¶]{1,3}|[a-zA-Z])\s*[\])]?\.?")
_NOTE_NAME = re.compile(r"(?:^|[-_.#])(?:foot|end)?(?:note?|fn|ftn|edn)[-_.]?\w*\d", re.IGNORECASE)
_BLOCKS = {"p", "li", "div", "aside", "dd", "td", "blockquote", "section"}

Picture = Callable[[str], Resource | None]
"""Keeps the picture of a `src`; None where there is none to keep, and a finding says why."""


@dataclass(slots=True)
class Document:
    """One document of a source, and how its names become aliases of the publication.

    `place` names it in findings; `alias` turns an id of the document into an alias that is unique
    in the source, `target` a link into what a mark's `href` holds, empty where it leads nowhere.
    """

    place: str
    picture: Picture
    alias: Callable[[str], str]
    target: Callable[[str], str]
    lang: str = ""
    notes: set[Element] = field(default_factory=set)
    references: set[Element] = field(default_factory=set)
    backlinks: set[Element] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def find(self, code: str, severity: Severity, element: Element, **facts: Fact) -> None:
        """Doubt something about an element."""
        line = element.sourceline or 0
        place = Place(self.place, line if line < 65535 else 0, anchor(element))
        self.findings.append(Finding(code, severity, place, facts))

    def language(self, element: Element, current: str) -> str:
        """The language inside an element, empty where it is the document's own."""
        declared = language(element)
        if not declared:
            return current
        return "" if same_language(declared, self.lang) else declared

    def look_for_notes(self, root: Element) -> None:
        """Find notes, references to them, and the ways back, before the text is read."""
        by_id: dict[str, Element] = {}
        links: list[Element] = []
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            if own := anchor(element):
                by_id.setdefault(own, element)
            said = types(element)
            if said & NOTE_TYPES and name(element) in _BLOCKS:
                self.notes.add(element)
            if name(element) == "a" and element.get("href"):
                links.append(element)
                if "noteref" in said:
                    self.references.add(element)
                elif said & {"backlink", "referrer"}:
                    self.backlinks.add(element)
        self._look_for_unsaid(links, by_id)

    def _look_for_unsaid(self, links: list[Element], by_id: dict[str, Element]) -> None:
        """References that nothing calls so: a short sign whose target is called or links back."""
        for link in links:
            target = by_id.get(_fragment(link))
            if target is None or link in self.backlinks or _inside(link, self.notes):
                continue
            if link in self.references or self._is_reference(link, target):
                block = note_block(target)
                if block is not None and not _holds(block, link):
                    self.references.add(link)
                    self.notes.add(block)
        back = {own for link in self.references for own in anchors(link)}
        for link in links:
            if link not in self.references and _inside(link, self.notes):
                arrow = not any(c.isalnum() for c in "".join(link.itertext()))
                if _fragment(link) in back or (arrow and link.get("href", "").startswith("#")):
                    self.backlinks.add(link)

    def _is_reference(self, link: Element, target: Element) -> bool:
        block = note_block(target)
        if block is None or not looks_like_reference(link):
            return False
        own = anchors(link)
        returns = any(name(e) == "a" and _fragment(e) in own for e in block.iter("*"))
        return returns or is_note_name(anchor(target))


def looks_like_reference(link: Element) -> bool:
    """Whether the words of a link are those of a note reference: a number, a letter, a star."""
    return bool(_REFERENCE.fullmatch("".join(link.itertext()).strip()))


def is_note_name(own: str) -> bool:
    """Whether an id looks like a note's: `fn1`, `note-12`, `_ftn3`."""
    return bool(_NOTE_NAME.search(own))


def note_block(target: Element) -> Element | None:
    """The block that is the note where a reference leads."""
    return target if name(target) in _BLOCKS else _block_of(target)


def same_language(one: str, other: str) -> bool:
    """Whether two tags mean one language, `en` and `en-GB`, but not `en-US` and `en-GB`."""
    one, other = one.lower().replace("_", "-"), other.lower().replace("_", "-")
    return one == other or one.startswith(other + "-") or other.startswith(one + "-")


def _fragment(link: Element) -> str:
    href = get(link, "href")
    return href[1:] if href.startswith("#") else ""


def anchors(link: Element) -> set[str]:
    """Ids by which a way back may point at a reference: its own, or of what tightly holds it."""
    found = {anchor(link), *(anchor(e) for e in link.iter() if isinstance(e.tag, str))}
    parent = link.getparent()
    if parent is not None and name(parent) in ("sup", "span", "a"):
        found.add(anchor(parent))
    before = link.getprevious()
    if before is not None and name(before) == "a" and not before.text:
        found.add(anchor(before))
    return found - {""}


def _block_of(element: Element) -> Element | None:
    for ancestor in element.iterancestors():
        if name(ancestor) in _BLOCKS:
            return ancestor
    return None


def _inside(element: Element, holders: set[Element]) -> bool:
    return any(ancestor in holders for ancestor in element.iterancestors())


def _holds(block: Element, element: Element) -> bool:
    return any(ancestor is block for ancestor in element.iterancestors())
