"""Sections as levels 1 to 6 that never skip: DAISY navigates by these alone.

A section without a heading opens no level: what it holds belongs to the level around it. A section
below the sixth level follows the one around it instead of lying in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Union

from audiolib.order import Structure
from audiolib.publication import (
    Block,
    Cell,
    Heading,
    Item,
    MarkKind,
    Matter,
    Publication,
    Section,
    Text,
    children,
)

DEEPEST = 6
_LONGEST = 80

Content = Union[Block, "Level"]


@dataclass(frozen=True, slots=True)
class Level:
    """A stretch of the publication under one heading, or under none (depth 1 only, or 6)."""

    depth: int
    section: Section
    heading: Heading | None
    content: tuple[Content, ...]


def levels(publication: Publication) -> tuple[tuple[Matter, Level], ...]:
    """The levels of the first depth, with the matter they belong to: front, then body, then rear.

    Front matter that follows body, and rear matter that body follows, count as body.
    """
    found = [
        (section.matter, level)
        for section in publication.sections
        for level in _grouped(_content(section, 1), 1, section, None)
    ]
    matters = [matter for matter, _ in found]
    front = next((i for i, m in enumerate(matters) if m is not Matter.FRONT), len(matters))
    rear = len(matters)
    while rear > front and matters[rear - 1] is Matter.REAR:
        rear -= 1
    kinds = [Matter.FRONT] * front + [Matter.BODY] * (rear - front)
    kinds += [Matter.REAR] * (len(matters) - rear)
    return tuple((kind, level) for kind, (_, level) in zip(kinds, found, strict=True))


def headings(tops: Iterable[tuple[Matter, Level]]) -> dict[str, Level]:
    """Every level with a heading, by the id of the heading."""
    found: dict[str, Level] = {}
    stack = [level for _, level in tops]
    while stack:
        level = stack.pop()
        if level.heading:
            found[level.heading.id] = level
        stack.extend(child for child in level.content if isinstance(child, Level))
    return found


def label(text: Text) -> str:
    """The words of a text in one line, without its references to notes."""
    parts: list[str] = []
    at = 0
    for mark in sorted(text.marks, key=lambda mark: mark.begin):
        if mark.kind is MarkKind.NOTEREF and mark.begin >= at:
            parts.append(text.text[at : mark.begin])
            at = mark.end
    parts.append(text.text[at:])
    return " ".join("".join(parts).split())


def first_words(structure: Structure) -> str:
    """What a structure is called in a list: a caption, an alternative text, a first sentence."""
    stack: list[Section | Block | Item | Cell] = [structure]
    while stack:
        node = stack.pop()
        if not isinstance(node, Text):
            stack.extend(reversed(children(node)))
        elif words := label(node):
            return shortened(words)
    return "–"


def shortened(words: str) -> str:
    """Words cut to the length of a label."""
    return words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + "…"


def _content(section: Section, depth: int) -> Iterator[Content]:
    """What a section gives to the level around it: one level of its own, or its parts."""
    if section.heading is None:
        for child in section.content:
            if isinstance(child, Section):
                yield from _content(child, depth)
            else:
                yield child
        return
    inside = [
        part
        for child in section.content
        for part in (
            _content(child, min(depth + 1, DEEPEST)) if isinstance(child, Section) else (child,)
        )
    ]
    if depth < DEEPEST:
        yield Level(depth, section, section.heading, tuple(inside))
    else:
        yield from _grouped(inside, depth, section, section.heading)


def _grouped(
    parts: Iterable[Content], depth: int, section: Section, heading: Heading | None
) -> Iterator[Level]:
    """Blocks that follow each other become one level; only the first has the heading."""
    for is_level, run in groupby(parts, key=lambda part: isinstance(part, Level)):
        if is_level:
            yield from (part for part in run if isinstance(part, Level))
        else:
            yield Level(depth, section, heading, tuple(run))
            heading = None
