"""A draft settled: its words tidy and cut into phrases, and nothing empty left in it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from audiolib.identify.cut import Split, around, cut
from audiolib.identify.tidy import language, tidy, tidy_text
from audiolib.publication import (
    Block,
    Break,
    Cell,
    Contributor,
    Figure,
    Heading,
    Item,
    List,
    Mark,
    MarkKind,
    Metadata,
    Origin,
    PageBreak,
    Paragraph,
    Phrase,
    Row,
    Section,
    SourceEdition,
    Speech,
    Stretch,
    Table,
    Verse,
)

AnyText = TypeVar("AnyText", bound=Heading | Paragraph | Verse)

COLUMNS, ROWS = 1000, 65534
"""As far as a cell may span (HTML, "forming a table"), so that no cell spans for ever."""


def settle(sections: Iterable[Section], lang: str, split: Split) -> tuple[Section, ...]:
    """The sections as they are kept, without ids; every node in them is a new object.

    Phrases, page breaks and references keep the names that a reader gave them.

    A page break of an empty text stands on its own; an alias of anything empty goes over to the
    next text, so that links to it lead somewhere near.
    """
    settler = _Settler(split)
    return tuple(s for section in sections for s in settler.section(section, lang))


def tidy_metadata(metadata: Metadata) -> Metadata:
    """The metadata with tidy words."""
    source = metadata.source
    return replace(
        metadata,
        identifier=tidy(metadata.identifier),
        title=tidy(metadata.title),
        language=language(metadata.language) or "",
        contributors=tuple(Contributor(tidy(c.name), c.role) for c in metadata.contributors),
        publisher=tidy(metadata.publisher),
        date=tidy(metadata.date),
        rights=tidy(metadata.rights),
        description=tidy(metadata.description),
        subjects=tuple(tidy(subject) for subject in metadata.subjects),
        source=SourceEdition(
            title=tidy(source.title),
            publisher=tidy(source.publisher),
            date=tidy(source.date),
            identifier=tidy(source.identifier),
            rights=tidy(source.rights),
        ),
    )


class _Settler:
    def __init__(self, split: Split) -> None:
        self._split = split
        self._homeless: list[str] = []

    def section(self, section: Section, above: str) -> list[Section]:
        own = language(section.lang)
        content: list[Section | Block] = []
        for child in section.content:
            if isinstance(child, Section):
                content += self.section(child, own or above)
            else:
                content += self._block(child, own or above, section.origin)
        aliases = _aliases(section.aliases)
        content = [c for n, c in enumerate(content) if not _repeats(c, content[n - 1 : n])]
        if not content:
            self._homeless += aliases
            return []
        kind = tidy(section.kind)
        return [
            replace(section, id="", kind=kind, content=tuple(content), lang=own, aliases=aliases)
        ]

    def _blocks(self, blocks: Iterable[Block], lang: str, origin: Origin) -> tuple[Block, ...]:
        return tuple(kept for block in blocks for kept in self._block(block, lang, origin))

    def _block(self, block: Block, lang: str, origin: Origin) -> list[Block]:
        match block:
            case Heading() | Paragraph() | Verse():
                text, pages = self._text(block, lang, origin)
                return [text] if text else list(pages)
            case Stretch(phrases=phrases):
                empty = tuple(Phrase(p.id, 0, 0, p.origin) for p in phrases)
                return [Stretch(text="", phrases=empty, aliases=_aliases(block.aliases))]
            case PageBreak():
                return [replace(page, at=0) for page in self._page(block)]
            case Break():
                return [Break()]
            case Table():
                return self._table(block, lang, origin)
            case Figure():
                return self._figure(block, lang, origin)
            case Speech():
                return self._speech(block, lang, origin)
        own = language(block.lang)
        aliases = _aliases(block.aliases)
        if isinstance(block, List):
            items = tuple(
                Item(blocks=kept)
                for item in block.items
                if (kept := self._blocks(item.blocks, own or lang, origin))
            )
            if items:
                return [replace(block, id="", items=items, lang=own, aliases=aliases)]
        else:
            blocks = self._blocks(block.blocks, own or lang, origin)
            if blocks:
                return [replace(block, id="", blocks=blocks, lang=own, aliases=aliases)]
        self._homeless += aliases
        return []

    def _table(self, table: Table, around: str, origin: Origin) -> list[Block]:
        own = language(table.lang)
        lang = own or around
        caption, pages = self._text(table.caption, lang, origin)
        rows = [
            Row(cells=tuple(self._cell(cell, lang, origin) for cell in row.cells))
            for row in table.rows
            if row.cells
        ]
        aliases = _aliases(table.aliases)
        if not any(cell.blocks for row in rows for cell in row.cells):
            self._homeless += aliases
            return [*pages, caption] if caption else [*pages]
        whole = Table(rows=tuple(rows), caption=caption, lang=own, aliases=aliases)
        return [*pages, whole]

    def _cell(self, cell: Cell, lang: str, origin: Origin) -> Cell:
        blocks = self._blocks(cell.blocks, lang, origin)
        columns = min(max(cell.columns, 1), COLUMNS)
        return replace(
            cell, id="", blocks=blocks, columns=columns, rows=min(max(cell.rows, 1), ROWS)
        )

    def _figure(self, figure: Figure, around: str, origin: Origin) -> list[Block]:
        own = language(figure.lang)
        alt, pages = self._text(figure.alt, own or around, "generated")
        caption = self._blocks(figure.caption, own or around, origin)
        href, aliases = tidy(figure.href), _aliases(figure.aliases)
        whole = Figure(href=href, alt=alt, caption=caption, lang=own, aliases=aliases)
        return [*pages, whole]

    def _speech(self, speech: Speech, around: str, origin: Origin) -> list[Block]:
        """Words of nobody are words like others."""
        own = language(speech.lang)
        speaker, pages = self._text(speech.speaker, own or around, origin)
        blocks = self._blocks(speech.blocks, own or around, origin)
        aliases = _aliases(speech.aliases)
        if speaker:
            return [Speech(speaker=speaker, blocks=blocks, lang=own, aliases=aliases)]
        self._homeless += aliases
        return [*pages, *blocks]

    def _page(self, page: PageBreak) -> list[PageBreak]:
        label, aliases = tidy(page.label), _aliases(page.aliases)
        if not label:
            return []
        return [PageBreak(phrase=page.phrase, label=label, at=page.at, aliases=aliases)]

    def _text(
        self, text: AnyText | None, above: str, origin: Origin
    ) -> tuple[AnyText | None, list[PageBreak]]:
        """The text as it is kept; where nothing is left of it, its page breaks alone."""
        if text is None:
            return None, []
        lines = isinstance(text, Verse)
        pages = [kept for page in text.pages for kept in self._page(page)]
        marks = [m for mark in text.marks for m in _mark(mark)]
        words, kept, tops, given = tidy_text(
            text.text, marks, pages, lines=lines, phrases=text.phrases
        )
        aliases = _aliases(text.aliases)
        if not words:
            self._homeless += aliases
            return None, [replace(page, at=0) for page in tops]
        if self._homeless:
            aliases = tuple(dict.fromkeys((*self._homeless, *aliases)))
            self._homeless.clear()
        lang = language(text.lang)
        if given:
            found = around(words, kept, given, lang or above, lines, self._split)
            phrases = tuple(replace(phrase, origin=origin) for phrase in found)
        else:
            ranges = cut(words, kept, lang or above, lines, self._split)
            phrases = tuple(Phrase("", begin, end, origin) for begin, end in ranges)
        return replace(
            text, id="", text=words, lang=lang, marks=kept, phrases=phrases, pages=tops,
            aliases=aliases,
        ), []  # fmt: skip


def _repeats(child: Section | Block, before: list[Section | Block]) -> bool:
    return isinstance(child, Break) and bool(before) and isinstance(before[0], Break)


def _aliases(aliases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a for alias in aliases if (a := tidy(alias)))) if aliases else ()


def _mark(mark: Mark) -> list[Mark]:
    """The mark with tidy attributes, as a new object; none where it means nothing."""
    href = None if mark.href is None else tidy(mark.href)
    value = None if mark.value is None else tidy(mark.value)
    if mark.kind in (MarkKind.ALIAS, MarkKind.PHONEME) and not value:
        return []
    lang = language(mark.lang)
    return [Mark(mark.begin, mark.end, mark.kind, lang=lang, href=href, value=value, id=mark.id)]
