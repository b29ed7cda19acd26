"""Words as they were gathered become texts; lines of verse become stanzas."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from audiolib.publication import Block, Text, Verse
from audiolib.sources.inline import Piece

_T = TypeVar("_T", bound=Text)


def filled(text: _T, piece: Piece, lang: str) -> _T:
    """A text of a kind with the words of a piece."""
    return replace(
        text,
        text=piece.text,
        lang=lang or None,
        marks=piece.marks,
        pages=piece.pages,
        aliases=piece.aliases,
    )


def with_lines_joined(blocks: list[Block]) -> Iterator[Block]:
    """Lines of verse that follow each other without a group are one stanza."""
    waiting: Verse | None = None
    for block in blocks:
        if isinstance(block, Verse) and "\n" not in block.text:
            waiting = block if waiting is None else _joined(waiting, block)
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        yield block
    if waiting is not None:
        yield waiting


def _joined(one: Verse, other: Verse) -> Verse:
    shift = len(one.text) + 1
    marks = (replace(m, begin=m.begin + shift, end=m.end + shift) for m in other.marks)
    pages = (replace(p, at=p.at + shift) for p in other.pages)
    return replace(
        one,
        text=f"{one.text}\n{other.text}",
        marks=(*one.marks, *marks),
        pages=(*one.pages, *pages),
        aliases=(*one.aliases, *other.aliases),
    )
