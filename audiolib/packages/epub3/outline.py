"""The headings of a publication as a tree: what every table of contents is made from."""

from collections.abc import Iterator
from dataclasses import dataclass

from audiolib.publication import Heading, MarkKind, Publication, Section, Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading with the entries under it; a section without one hands its entries up."""

    label: str
    section: Section
    heading: Heading
    level: int
    """1 or more; never more than one deeper than the entry around it."""
    children: tuple["Entry", ...]

    @property
    def phrases(self) -> tuple[str, ...]:
        """The ids of the heading's phrases."""
        return tuple(phrase.id for phrase in self.heading.phrases)


def outline(publication: Publication) -> tuple[Entry, ...]:
    """The entries of the first level."""
    return tuple(e for section in publication.sections for e in _entries(section, 1))


def entries(tree: tuple[Entry, ...]) -> Iterator[Entry]:
    """Every entry, in the order of the document."""
    for entry in tree:
        yield entry
        yield from entries(entry.children)


def plain(text: Text) -> str:
    """The words of a text in one line, without the numbers of notes."""
    words: list[str] = []
    at = 0
    for mark in text.marks:
        if mark.kind is MarkKind.NOTEREF and mark.begin >= at:
            words.append(text.text[at : mark.begin])
            at = mark.end
    words.append(text.text[at:])
    return " ".join("".join(words).split()) or text.text


def _entries(section: Section, level: int) -> tuple[Entry, ...]:
    heading = section.heading if section.heading and section.heading.text.strip() else None
    inside = level if heading is None else level + 1
    children = tuple(
        entry
        for child in section.content
        if isinstance(child, Section)
        for entry in _entries(child, inside)
    )
    if heading is None:
        return children
    return (Entry(plain(heading), section, heading, level, children),)
