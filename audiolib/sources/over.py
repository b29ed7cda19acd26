"""Changes to every text of a publication, its marks, phrases and page breaks moved along."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from audiolib.publication import (
    Block,
    Cell,
    Figure,
    Item,
    List,
    Note,
    Publication,
    Quote,
    Row,
    Section,
    Speech,
    Table,
    Text,
)

Change = Callable[[str], str]
_T = TypeVar("_T", bound=Text)


def every(publication: Publication, change: Callable[[Text], Text]) -> Publication:
    """The publication with `change` made to each of its texts; it must keep a text's kind."""
    sections = tuple(_section(section, change) for section in publication.sections)
    return replace(publication, sections=sections)


def rewritten(text: _T, change: Change) -> _T:
    """A text with its words changed, a stretch between edges of what lies in it at a time."""
    edges = {0, len(text.text)}
    edges.update(at for mark in text.marks for at in (mark.begin, mark.end))
    edges.update(at for phrase in text.phrases for at in (phrase.begin, phrase.end))
    edges.update(page.at for page in text.pages)
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text.text))
    places = {0: 0}
    pieces: list[str] = []
    length = 0
    for begin, end in pairwise(cuts):
        pieces.append(change(text.text[begin:end]))
        length += len(pieces[-1])
        places[end] = length
    changed = "".join(pieces)
    if changed == text.text:
        return text
    marks = (replace(m, begin=places[m.begin], end=places[m.end]) for m in text.marks)
    return replace(
        text,
        text=changed,
        marks=tuple(mark for mark in marks if mark.begin < mark.end),
        phrases=tuple(replace(p, begin=places[p.begin], end=places[p.end]) for p in text.phrases),
        pages=tuple(replace(page, at=places[page.at]) for page in text.pages),
    )


def _section(section: Section, change: Callable[[Text], Text]) -> Section:
    content = tuple(
        _section(child, change) if isinstance(child, Section) else _block(child, change)
        for child in section.content
    )
    return replace(section, content=content)


def _blocks(blocks: tuple[Block, ...], change: Callable[[Text], Text]) -> tuple[Block, ...]:
    return tuple(_block(block, change) for block in blocks)


def _block(block: Block, change: Callable[[Text], Text]) -> Block:
    match block:
        case Text():
            return change(block)  # type: ignore[return-value]  # it keeps the kind of block
        case List(items=items):
            return replace(
                block, items=tuple(Item(blocks=_blocks(i.blocks, change)) for i in items)
            )
        case Table(rows=rows, caption=caption):
            kept = tuple(Row(cells=tuple(_cell(c, change) for c in row.cells)) for row in rows)
            return replace(block, rows=kept, caption=change(caption) if caption else None)  # type: ignore[arg-type]
        case Figure(alt=alt, caption=caption):
            described = change(alt) if alt else None
            return replace(block, alt=described, caption=_blocks(caption, change))  # type: ignore[arg-type]
        case Speech(speaker=speaker, blocks=blocks):
            return replace(block, speaker=change(speaker), blocks=_blocks(blocks, change))  # type: ignore[arg-type]
        case Quote(blocks=blocks) | Note(blocks=blocks):
            return replace(block, blocks=_blocks(blocks, change))
        case _:
            return block


def _cell(cell: Cell, change: Callable[[Text], Text]) -> Cell:
    return replace(cell, blocks=_blocks(cell.blocks, change))
