"""What the outline of a text shows that somebody should look at, as findings with a place."""

import re
from collections import Counter
from collections.abc import Iterator

from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.publication import (
    Figure,
    Heading,
    MarkKind,
    Matter,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Publication,
    Section,
    Text,
    texts,
    walk,
)

Facts = dict[str, Fact]

LONG_HEADING = 200
SHORT = 60
"""As long as a paragraph may be that is taken for a heading."""
RUNNING = 3
"""Times that a heading stands in a text before it is taken for a running head."""
_NUMBER = r"(?P<number>[0-9۰-۹]{1,4}|[IVXLCDM]{1,8})"
_NAMED = re.compile(
    r"(?P<name>chương|phần|hồi|bài|quyển|chapter|part|book|canto|розділ|частина|глава|часть|فصل|بخش)"
    rf"\s+(?P<sign>thứ\s+)?{_NUMBER}(?!\w)",
    re.IGNORECASE,
)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN = re.compile(r"M{0,4}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")


def findings(publication: Publication) -> tuple[Finding, ...]:
    """Headings, pages, figures and notes that may be wrong; `place.id` is where to jump.

    Only what its source wrote is looked at.
    """
    own = tuple(s for s in publication.sections if s.origin == "source")
    found = [
        *_numbers(own),
        *_headings(own, publication.metadata.title),
        *_unnamed(own),
        *_pages(own),
        *_figures(own),
        *_notes(publication),
    ]
    order = {id_: n for n, node in enumerate(_nodes(own)) for id_ in {_name(node)} if id_}
    return tuple(sorted(found, key=lambda f: order.get(f.place.id, 0)))


def value(number: str) -> int:
    """What a number of figures or Roman letters counts; 0 where it is none."""
    if number.isdigit():
        return int(number)
    letters = number.upper()
    if not letters or not _ROMAN.fullmatch(letters):
        return 0
    values = [_VALUES[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def _nodes(sections: tuple[Section, ...]) -> Iterator[object]:
    for section in sections:
        for node in walk(section):
            yield node
            if isinstance(node, Text):
                yield from node.pages


def _name(node: object) -> str:
    return node.phrase if isinstance(node, PageBreak) else str(getattr(node, "id", ""))


def _headed(sections: tuple[Section, ...]) -> Iterator[tuple[Section, Heading]]:
    for section in sections:
        for node in walk(section):
            if isinstance(node, Section) and (heading := node.heading):
                yield node, heading


def _numbers(sections: tuple[Section, ...]) -> Iterator[Finding]:
    """Chapters that do not count on; those of a new part may begin at one."""
    last: dict[str, int] = {}
    for _, heading in _headed(sections):
        match = _NAMED.match(heading.text)
        if not match or not (number := value(match["number"])):
            continue
        kind = match["name"].casefold()
        expected = last.get(kind, 0) + 1
        if number not in (1, expected):
            facts: Facts = {"words": _shown(heading.text), "number": number, "expected": expected}
            yield Finding("proof-001", Severity.WARNING, Place(id=heading.id), facts)
        last[kind] = number


def _headings(sections: tuple[Section, ...], title: str) -> Iterator[Finding]:
    headed = list(_headed(sections))
    times = Counter(heading.text.casefold() for _, heading in headed)
    for number, (section, heading) in enumerate(headed):
        words = heading.text.casefold()
        facts: Facts = {"words": _shown(heading.text)}
        is_title = words == title.casefold() and number > 0
        if times[words] >= RUNNING or is_title:
            told: Facts = {**facts, "times": times[words]}
            yield Finding("proof-002", Severity.WARNING, Place(id=heading.id), told)
        if len(heading.text) > LONG_HEADING:
            yield Finding("proof-003", Severity.WARNING, Place(id=heading.id), facts)
        below = (node for node in walk(section) if node is not section and node is not heading)
        if not any(isinstance(node, Text | Figure) for node in below):
            yield Finding("proof-004", Severity.NOTE, Place(id=heading.id), facts)


def _unnamed(sections: tuple[Section, ...]) -> Iterator[Finding]:
    """Sections that navigation can't name, and paragraphs that could be a heading."""
    for section in sections:
        first = next((t for t in texts(section)), None)
        if section.matter is Matter.BODY and first and not section.heading:
            yield Finding(
                "proof-005", Severity.NOTE, Place(id=first.id), {"words": _shown(first.text)}
            )
    for section in sections:
        for node in walk(section):
            for block in node.content if isinstance(node, Section) else ():
                if (
                    isinstance(block, Paragraph)
                    and len(block.text) <= SHORT
                    and _NAMED.match(block.text)
                    and not block.text.endswith((".", ",", ";", "!", "?"))
                ):
                    facts = {"words": _shown(block.text)}
                    yield Finding("proof-006", Severity.NOTE, Place(id=block.id), facts)


def _pages(sections: tuple[Section, ...]) -> Iterator[Finding]:
    """Page numbers that do not rise, or leave some out; Roman ones count for themselves."""
    last: dict[bool, int] = {}
    for node in _nodes(sections):
        if not isinstance(node, PageBreak) or not (number := value(node.label)):
            continue
        roman = not node.label.isdigit()
        before = last.get(roman)
        facts: Facts = {"page": node.label, "before": before or 0}
        place = Place(id=node.phrase, page=node.label)
        if before is not None and number <= before:
            yield Finding(
                "proof-007", Severity.WARNING, Place(id=node.phrase, page=node.label), facts
            )
        elif before is not None and number > before + 1:
            yield Finding("proof-008", Severity.NOTE, place, facts)
        last[roman] = number


def _figures(sections: tuple[Section, ...]) -> Iterator[Finding]:
    for section in sections:
        for node in walk(section):
            if isinstance(node, Figure) and node.alt is None:
                yield Finding("proof-009", Severity.NOTE, Place(id=node.id), {"file": node.href})


def _notes(publication: Publication) -> Iterator[Finding]:
    referred = {
        (mark.href or "").removeprefix("#")
        for text in texts(publication)
        for mark in text.marks
        if mark.kind is MarkKind.NOTEREF
    }
    for node in walk(publication):
        own = isinstance(node, Note) and node.kind in (NoteKind.FOOTNOTE, NoteKind.ENDNOTE)
        if isinstance(node, Note) and own and node.id not in referred:
            words = next((t.text for t in texts(node)), "")
            yield Finding("proof-010", Severity.NOTE, Place(id=node.id), {"words": _shown(words)})


def _shown(words: str) -> str:
    return words if len(words) <= SHORT else words[: SHORT - 1] + "…"
