"""Finds in a publication what a newer reading of its source still holds, so that ids stay.

Blocks are aligned, then phrases: equal or edited ones keep their id, a split keeps it on the first
part, a merge keeps the first, and what was moved keeps it where it can't be mistaken. All of it is
near to linear, and a source that has not changed is recognised in one pass.
"""

from collections.abc import Mapping, Sequence

from audiolib.merge.blocks import match_blocks
from audiolib.merge.parts import Node, name, nodes
from audiolib.merge.phrases import match_phrases
from audiolib.merge.structure import match_pages, match_references, match_structure
from audiolib.publication import Note, Section, Text

__all__ = ["borrow", "borrow_in_order"]


def borrow(
    sections: Sequence[Section], notes: Mapping[str, Note], older: Sequence[Section]
) -> dict[int, str]:
    """Ids of `older` for parts of `sections`, by the identity of the part; each given once.

    Args:
        sections: What was read now: tidy, cut into phrases, without ids, every node an object of
            its own.
        notes: The note that a reference in `sections` means, by alias.
        older: What was stored.
    """
    blocks = match_blocks(sections, older)
    match_phrases(blocks)
    match_pages(sections, older, blocks)
    match_structure(sections, older, blocks)
    names = blocks.names()
    names |= match_references(sections, older, notes, names)
    return _each_once(names)


def borrow_in_order(section: Section, older: Section) -> dict[int, str]:
    """Ids of a section for one that has its place, though other words: kind by kind, in order.

    The third text gets the id of the third text, its first phrase that of the first phrase there.
    """
    names: dict[int, str] = {}
    olds, news = _by_kind(older), _by_kind(section)
    for kind, members in news.items():
        for new, old in zip(members, olds.get(kind, ()), strict=False):
            names[id(new)] = name(old)
            if isinstance(new, Text) and isinstance(old, Text):
                pairs = zip(new.phrases, old.phrases, strict=False)
                names |= {id(phrase): other.id for phrase, other in pairs}
    return _each_once(names)


def _by_kind(section: Section) -> dict[str, list[Node]]:
    kinds: dict[str, list[Node]] = {}
    for node in nodes((section,)):
        kind = "Text" if isinstance(node, Text) else type(node).__name__
        kinds.setdefault(kind, []).append(node)
    return kinds


def _each_once(names: dict[int, str]) -> dict[int, str]:
    """The names without any that is empty, or given before; a damaged source may have some."""
    first = {old: key for key, old in reversed(names.items()) if old}
    return {key: old for old, key in first.items()}
