"""Languages of a document's texts, once it is known how far they can be believed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from audiolib.publication import (
    Block,
    Figure,
    List,
    MarkKind,
    Note,
    Quote,
    Section,
    Table,
    Text,
)

_T = TypeVar("_T", bound=Text)


def settle(sections: Sequence[Section], language: str, believed: bool) -> tuple[Section, ...]:
    """Sections whose texts name a language only where it is another, and is to be believed."""
    return tuple(
        replace(
            section, content=tuple(_child(child, language, believed) for child in section.content)
        )
        for section in sections
    )


def _child(child: Section | Block, language: str, believed: bool) -> Section | Block:
    if isinstance(child, Section):
        return settle((child,), language, believed)[0]
    return _block(child, language, believed)


def _block(block: Block, language: str, believed: bool) -> Block:
    def inside(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(_block(inner, language, believed) for inner in blocks)

    match block:
        case Text():
            return _text(block, language, believed)
        case List(items=items):
            return replace(block, items=tuple(replace(i, blocks=inside(i.blocks)) for i in items))
        case Table(rows=rows, caption=caption):
            return replace(
                block,
                caption=_text(caption, language, believed) if caption else None,
                rows=tuple(
                    replace(
                        row, cells=tuple(replace(c, blocks=inside(c.blocks)) for c in row.cells)
                    )
                    for row in rows
                ),
            )
        case Figure(caption=blocks):
            return replace(block, caption=inside(blocks))
        case Quote(blocks=blocks) | Note(blocks=blocks):
            return replace(block, blocks=inside(blocks))
        case _:
            return block


def _text(text: _T, language: str, believed: bool) -> _T:
    lang = text.lang
    if lang is None and not text.marks:
        return text
    if not believed or (lang and _primary(lang) == _primary(language)):
        lang = None
    marks = text.marks
    if not believed:
        marks = tuple(mark for mark in marks if mark.kind is not MarkKind.LANGUAGE)
    return replace(text, lang=lang, marks=marks)


def _primary(lang: str) -> str:
    return lang.lower().partition("-")[0]
