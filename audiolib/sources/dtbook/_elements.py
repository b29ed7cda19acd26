"""What the elements of DTBook are, and in which order they are read."""

import re

from audiolib.publication import NoteKind
from audiolib.sources.html_tree import classes, get, name
from audiolib.xml import Element

LEVEL = re.compile(r"level[1-6]?")
HEADINGS = {"hd", "h1", "h2", "h3", "h4", "h5", "h6"}
NOTES = {
    "note": NoteKind.FOOTNOTE,
    "annotation": NoteKind.FOOTNOTE,
    "sidebar": NoteKind.SIDEBAR,
    "prodnote": NoteKind.PRODUCER,
}
_LATER = {"img", "imggroup", "prodnote", "sidebar", "note", "annotation"}


def names(element: Element) -> tuple[str, ...]:
    """The id by which others may point at an element."""
    own = get(element, "id")
    return (own,) if own else ()


def is_level(element: Element) -> bool:
    """Whether an element is a level of the structure."""
    return bool(LEVEL.fullmatch(name(element)))


def heading_first(level: Element) -> list[Element]:
    """A level's children, its heading before pictures and notes that were put above it."""
    children = [child for child in level if name(child)]
    at = next((i for i, child in enumerate(children) if name(child) in HEADINGS), 0)
    above = children[:at]
    if any(name(child) not in (*_LATER, "pagenum") for child in above):
        return children
    pages = [child for child in above if name(child) == "pagenum"]
    later = [child for child in above if name(child) != "pagenum"]
    return [*pages, children[at], *later, *children[at + 1 :]] if children else []


def note_kind(element: Element) -> NoteKind:
    """What kind of matter beside the text an element holds."""
    said = classes(element)
    if name(element) == "note" and said & {"endnote", "rearnote", "endnotes", "rearnotes"}:
        return NoteKind.ENDNOTE
    return NOTES[name(element)]


def is_sign(image: Element) -> bool:
    """Whether a picture stands for a letter or sign amid the words."""
    return 0 < len(get(image, "alt")) <= 2


def pages_into_cells(element: Element) -> list[Element]:
    """Move page numbers between rows into the next cell; gives those after the last row."""
    waiting: list[Element] = []
    for child in list(element.iter()):
        kind = name(child)
        parent = child.getparent()
        if kind == "pagenum" and parent is not None and name(parent) in ("table", "tbody", "tr"):
            child.tail = None
            parent.remove(child)
            waiting.append(child)
        elif kind in ("td", "th") and waiting:
            for page in reversed(waiting):
                page.tail, child.text = child.text, None
                child.insert(0, page)
            waiting = []
    return waiting


def group_lines(level: Element) -> None:
    """Put lines of verse that stand in a level by themselves into groups."""
    group: Element | None = None
    for child in list(level):
        if name(child) != "line":
            group = None
            continue
        if group is None:
            group = level.makeelement("linegroup", {})
            child.addprevious(group)
        child.tail = None
        group.append(child)
