"""What a form does to one text beside its words, as an edit."""

from collections.abc import Mapping, Sequence

from api.errors import FieldError, NotFoundError
from audiolib.merge.parts import inside, name
from audiolib.proofing.edits import (
    DeleteBlock,
    Edit,
    JoinBlocks,
    MakeNote,
    MakeParagraph,
    MakeVerse,
    SetHeading,
    SetLanguage,
    UnmakeNote,
)
from audiolib.proofing.errors import EditImpossibleError
from audiolib.publication import Note, Section, Text, Verse
from web.pages.proof_desk import Desk

DEEPEST = 6
"""Levels of headings that a form offers."""


def change(desk: Desk, block: str, do: str, fields: Mapping[str, str]) -> Sequence[Edit]:
    """The edits that a button of a text's page stands for.

    Raises:
        FieldError: a value is none of those offered.
        NotFoundError: there is no such button.
    """
    match do:
        case "heading":
            return [SetHeading(block, _level(fields.get("level", "1")))]
        case "up" | "down":
            deep = depth(desk, block) + (1 if do == "down" else -1)
            return [SetHeading(block, min(max(1, deep), DEEPEST))]
        case "paragraph":
            there = desk.text(block)
            if isinstance(there, Verse):
                return [MakeParagraph(block)]
            return [SetHeading(block, None)]
        case "verse":
            return [MakeVerse(block)]
        case "note":
            return [MakeNote(block)]
        case "no-note":
            return [UnmakeNote(_note(desk, block))]
        case "join":
            return [JoinBlocks(block, _behind(desk, block))]
        case "delete":
            return [DeleteBlock(block)]
        case "language":
            return [SetLanguage(block, fields.get("language") or None)]
    raise NotFoundError


def depth(desk: Desk, block: str) -> int:
    """The number of sections that a text stands in: the level of a heading."""
    return sum(isinstance(node, Section) for node in desk.texts[block])


def in_note(desk: Desk, block: str) -> bool:
    """Whether a text is, or is part of, a note."""
    return any(isinstance(node, Note) for node in desk.texts[block])


def _level(value: str) -> int:
    if value not in {str(n) for n in range(1, DEEPEST + 1)}:
        raise FieldError("level", value)
    return int(value)


def _note(desk: Desk, block: str) -> str:
    for node in desk.texts[block]:
        if isinstance(node, Note):
            return node.id
    raise EditImpossibleError(block, "no note")


def _behind(desk: Desk, block: str) -> str:
    """The id of the next text in the same place."""
    path = desk.texts[block]
    around = [node for node in inside(path[-2]) if isinstance(node, Text)]
    at = next(n for n, node in enumerate(around) if node is path[-1])
    if at + 1 == len(around):
        raise EditImpossibleError(block, "nothing follows")
    return name(around[at + 1])
