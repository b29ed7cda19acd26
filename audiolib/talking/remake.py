"""A draft made anew with other texts and pages, and with blocks put in behind others."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from audiolib.publication import (
    Block,
    Cell,
    Figure,
    Heading,
    List,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Section,
    Speech,
    Stretch,
    Table,
    Text,
    Verse,
)

AnyText = TypeVar("AnyText", bound=Heading | Paragraph | Verse)


class Remaker:
    """Rebuilds sections; `after` holds what comes behind a child of a section, by its identity."""

    def __init__(
        self,
        text: Callable[[Text], Text],
        page: Callable[[PageBreak], PageBreak],
        after: Mapping[int, Block],
    ) -> None:
        self._change = text
        self._page = page
        self._after = after

    def section(self, section: Section) -> Section:
        content: list[Section | Block] = []
        for child in section.content:
            if isinstance(child, Section):
                content.append(self.section(child))
            else:
                content.append(self._block(child))
            if (more := self._after.get(id(child))) is not None:
                content.append(more)
        return replace(section, content=tuple(content))

    def _text(self, text: AnyText) -> AnyText:
        changed = self._change(text)
        return replace(
            text,
            marks=changed.marks,
            phrases=changed.phrases,
            pages=tuple(self._page(page) for page in changed.pages),
        )

    def _blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        match block:
            case Heading() | Paragraph() | Verse():
                return self._text(block)
            case PageBreak():
                return self._page(block)
            case List(items=items):
                kept = tuple(replace(item, blocks=self._blocks(item.blocks)) for item in items)
                return replace(block, items=kept)
            case Table(rows=rows, caption=caption):
                return replace(
                    block,
                    rows=tuple(Row(cells=tuple(self._cell(c) for c in row.cells)) for row in rows),
                    caption=self._text(caption) if caption else None,
                )
            case Figure(alt=alt, caption=blocks):
                described = self._text(alt) if alt else None
                return replace(block, alt=described, caption=self._blocks(blocks))
            case Speech(speaker=speaker, blocks=blocks):
                return replace(block, speaker=self._text(speaker), blocks=self._blocks(blocks))
            case Quote(blocks=blocks) | Note(blocks=blocks):
                return replace(block, blocks=self._blocks(blocks))
            case Stretch():
                return block
        return block

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, blocks=self._blocks(cell.blocks))
