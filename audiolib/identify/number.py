"""Gives the parts of a settled publication their ids, and the references their targets."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from audiolib.findings import Finding, Place, Severity
from audiolib.merge.parts import Part, parts
from audiolib.publication import (
    Block,
    Break,
    Cell,
    Figure,
    Heading,
    Item,
    List,
    Mark,
    MarkKind,
    Note,
    PageBreak,
    Paragraph,
    Phrase,
    Section,
    Speech,
    Stretch,
    Table,
    Text,
    Verse,
)

AnyText = TypeVar("AnyText", bound=Heading | Paragraph | Verse)
Sections = tuple[Section, ...]


def number(sections: Sections, names: Mapping[int, str], first: int) -> tuple[dict[int, str], int]:
    """An id for every part, by the identity of its object, and the next number never used.

    Parts without a name among `names` are counted on from `first`.
    """
    given = dict(names)
    for part in parts(sections):
        if id(part) not in given:
            given[id(part)] = f"s{first:04}"
            first += 1
    return given, first


def notes_by_alias(sections: Sections) -> dict[str, Note]:
    """The note that a reference means, by its own alias or by one of a part of it."""
    own: dict[str, Note] = {}
    parted: dict[str, Note] = {}
    for part in parts(sections):
        if isinstance(part, Note):
            for alias in part.aliases:
                own.setdefault(alias, part)
            for inner in parts((part,)):
                for alias in getattr(inner, "aliases", ()):
                    parted.setdefault(alias, part)
    return parted | own


def parts_by_alias(sections: Sections) -> dict[str, Part]:
    """The part that a link means; where an alias was given twice, the first."""
    found: dict[str, Part] = {}
    for part in parts(sections):
        for alias in getattr(part, "aliases", ()):
            found.setdefault(alias, part)
    return found


class Namer:
    """Rebuilds sections with their ids; collects what could not be resolved in `findings`.

    `given` are the ids of what had names in the draft, by these names.
    """

    def __init__(self, sections: Sections, names: Mapping[int, str]) -> None:
        self._names = names
        self._notes = notes_by_alias(sections)
        self._parts = parts_by_alias(sections)
        self.findings: list[Finding] = []
        self.given: dict[str, str] = {}

    def section(self, section: Section) -> Section:
        content = tuple(
            self.section(child) if isinstance(child, Section) else self._block(child)
            for child in section.content
        )
        return replace(section, id=self._names[id(section)], content=content)

    def _blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        name = self._names[id(block)]
        match block:
            case Heading() | Paragraph() | Verse():
                return self._text(block)
            case Stretch():
                return replace(block, id=name, phrases=self._phrases(block))
            case PageBreak():
                return self._page(block)
            case Break():
                return Break(id=name)
            case List(items=items):
                return replace(block, id=name, items=tuple(self._item(item) for item in items))
            case Table():
                return self._table(block)
            case Figure(alt=alt, caption=caption):
                alt = self._text(alt) if alt else None
                return replace(block, id=name, alt=alt, caption=self._blocks(caption))
            case Speech(speaker=speaker, blocks=blocks):
                speaker = self._text(speaker)
                return replace(block, id=name, speaker=speaker, blocks=self._blocks(blocks))
        return replace(block, id=name, blocks=self._blocks(block.blocks))

    def _item(self, item: Item) -> Item:
        return Item(id=self._names[id(item)], blocks=self._blocks(item.blocks))

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, id=self._names[id(cell)], blocks=self._blocks(cell.blocks))

    def _table(self, table: Table) -> Table:
        caption = self._text(table.caption) if table.caption else None
        rows = tuple(
            replace(row, cells=tuple(self._cell(cell) for cell in row.cells)) for row in table.rows
        )
        return replace(table, id=self._names[id(table)], caption=caption, rows=rows)

    def _text(self, text: AnyText) -> AnyText:
        marks = tuple(m for mark in text.marks for m in self._mark(mark, text))
        pages = tuple(self._page(page) for page in text.pages)
        return replace(
            text,
            id=self._names[id(text)],
            marks=marks,
            phrases=self._phrases(text),
            pages=pages,
        )

    def _phrases(self, text: Text) -> tuple[Phrase, ...]:
        return tuple(replace(p, id=self._given(p.id, self._names[id(p)])) for p in text.phrases)

    def _page(self, page: PageBreak) -> PageBreak:
        return replace(page, phrase=self._given(page.phrase, self._names[id(page)]))

    def _given(self, named: str | None, name: str) -> str:
        if named:
            self.given[named] = name
        return name

    def _mark(self, mark: Mark, text: Text) -> tuple[Mark, ...]:
        """The mark with its target; none, where it refers to nothing."""
        href = mark.href or ""
        if mark.kind is MarkKind.NOTEREF:
            note = self._notes.get(href.removeprefix("#"))
            if note is not None:
                target = f"#{self._names[id(note)]}"
                name = self._given(mark.id, self._names[id(mark)])
                return (replace(mark, href=target, id=name),)
            self._unresolved("ident-001", Severity.WARNING, mark, text)
            return ()
        if mark.kind is MarkKind.LINK and not href:
            return ()
        if mark.kind is MarkKind.LINK and href.startswith("#"):
            part = self._parts.get(href.removeprefix("#"))
            if part is not None:
                return (replace(mark, href=f"#{self._names[id(part)]}"),)
            self._unresolved("ident-002", Severity.NOTE, mark, text)
            return ()
        return (mark,)

    def _unresolved(self, code: str, severity: Severity, mark: Mark, text: Text) -> None:
        facts = {"words": text.text[mark.begin : mark.end], "target": mark.href or ""}
        self.findings.append(Finding(code, severity, Place(id=self._names[id(text)]), facts))
