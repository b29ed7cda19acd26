"""The order of sound: which phrase follows which, and what each one is to a listener.

Level, page number, heading; a page number at the nearest boundary of a sentence; a note after the
sentence that refers to it (DAISY Structure Guidelines). Everything that is navigated, skipped or
escaped is a function of this order; nothing of it is stored.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Literal

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
    Phrase,
    Publication,
    Quote,
    Section,
    Speech,
    Table,
    Text,
    children,
)


class Role(StrEnum):
    """What a phrase is to a listener."""

    HEADING = "heading"
    TEXT = "text"
    PAGE = "page"
    NOTEREF = "noteref"
    ALT = "alt"
    SPEAKER = "speaker"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class SoundOptions:
    """What is spoken, and how: stored with the production."""

    notes: Literal["inline", "end", "skip"] = "inline"
    pages: Literal["spoken", "silent"] = "spoken"
    tables: Literal["row", "header"] = "row"


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase in its place in the order of sound.

    Args:
        phrase: The phrase; of a page break it covers the label.
        text: What the phrase's offsets count in: the block's text, or the page's label.
        role: What it is.
        holder: The element that holds the words, or the page break itself.
        lang: The language of the holder, inherited where it has none of its own; BCP 47.
        sections: The sections around it, outermost first.
        within: The structures around it that a listener may skip or escape, outermost first.
        first: Whether it is the first phrase of its holder.
        last: Whether it is the last.
        after_break: Whether a change of scene lies between it and the cue before.
        header: In a table read by header: the header's text, to be spoken before the cell.
    """

    phrase: Phrase
    text: str
    role: Role
    holder: Text | PageBreak
    lang: str
    sections: tuple[Section, ...]
    within: tuple["Structure", ...] = ()
    first: bool = True
    last: bool = True
    after_break: bool = False
    header: str = ""

    @property
    def id(self) -> str:
        return self.phrase.id

    @property
    def level(self) -> int:
        """Depth of the section, 1 or more."""
        return len(self.sections)


Structure = Note | Table | List | Figure | Quote | Speech | Item | Cell


def cues(publication: Publication, options: SoundOptions) -> tuple[Cue, ...]:
    """Every phrase, in the order of sound; silent page numbers stand where they would sound."""
    return tuple(_Order(publication, options).publication())


def sounding(publication: Publication, options: SoundOptions) -> tuple[Cue, ...]:
    """The cues that have sound: all of them, but page numbers where these are silent."""
    order = cues(publication, options)
    if options.pages == "spoken":
        return order
    return tuple(cue for cue in order if cue.role is not Role.PAGE)


def arranged(order: Sequence[Cue], heard: Iterable[str]) -> tuple[Cue, ...]:
    """Cues in the order in which their phrases are heard, told by ids.

    A recording may go another way than the text. What is not heard stays behind what stands before
    it in the text.
    """
    ranks = {name: rank for rank, name in enumerate(heard)}
    at = -1
    placed: list[tuple[int, int]] = []
    for index, cue in enumerate(order):
        at = ranks.get(cue.id, at)
        placed.append((at, index))
    if all(a[0] <= b[0] for a, b in pairwise(placed)):
        return tuple(order)
    return tuple(order[index] for _, index in sorted(placed))


@dataclass(frozen=True, slots=True)
class _Around:
    lang: str
    sections: tuple[Section, ...]
    within: tuple[Structure, ...] = ()
    role: Role = Role.TEXT


class _Order:
    def __init__(self, publication: Publication, options: SoundOptions) -> None:
        self._publication = publication
        self._options = options
        self._notes: dict[str, Note] = {}
        self._languages: dict[str, str] = {}
        for note, lang in _notes(publication):
            self._notes.setdefault(note.id, note)
            self._languages.setdefault(note.id, lang)
        self._referred = _referred(publication)
        self._spoken: set[str] = set()
        self._waiting: list[tuple[Note, _Around]] = []
        self._broken = False
        self._header = ""

    def publication(self) -> Iterator[Cue]:
        for section in self._publication.sections:
            around = _Around(self._publication.metadata.language, ())
            yield from self._section(section, around)
            while self._waiting:
                yield from self._note(*self._waiting.pop(0))

    def _section(self, section: Section, around: _Around) -> Iterator[Cue]:
        inside = replace(
            around, lang=section.lang or around.lang, sections=(*around.sections, section)
        )
        for child in section.content:
            if isinstance(child, Section):
                yield from self._section(child, inside)
            else:
                yield from self._block(child, inside)

    def _blocks(self, blocks: tuple[Block, ...], around: _Around) -> Iterator[Cue]:
        for block in blocks:
            yield from self._block(block, around)

    def _block(self, block: Block, around: _Around) -> Iterator[Cue]:
        match block:
            case PageBreak():
                yield self._page(block, around)
            case Break():
                self._broken = True
            case Text():
                yield from self._text(block, around)
            case Note():
                if block.id not in self._referred:
                    yield from self._note(block, around)
            case List(items=items):
                for item in items:
                    yield from self._blocks(item.blocks, _enter(around, block, item))
            case Table():
                yield from self._table(block, around)
            case Figure(alt=alt, caption=caption):
                inside = _enter(around, block)
                if alt:
                    yield from self._text(alt, replace(inside, role=Role.ALT))
                yield from self._blocks(caption, replace(inside, role=Role.CAPTION))
            case Quote(blocks=blocks):
                yield from self._blocks(blocks, _enter(around, block))
            case Speech(speaker=speaker, blocks=blocks):
                inside = _enter(around, block)
                yield from self._text(speaker, replace(inside, role=Role.SPEAKER))
                yield from self._blocks(blocks, inside)

    def _table(self, table: Table, around: _Around) -> Iterator[Cue]:
        inside = _enter(around, table)
        if table.caption:
            yield from self._text(table.caption, replace(inside, role=Role.CAPTION))
        headers = _headers(table) if self._options.tables == "header" else {}
        for column, cell in _columns(table):
            self._header = "" if cell.header else headers.get(column, "")
            yield from self._blocks(cell.blocks, _enter(inside, cell))
        self._header = ""

    def _note(self, note: Note, around: _Around) -> Iterator[Cue]:
        if self._options.notes == "skip" or note.id in self._spoken:
            return
        self._spoken.add(note.id)
        lang = self._languages[note.id]
        yield from self._blocks(
            note.blocks, replace(around, lang=lang, within=(*around.within, note), role=Role.TEXT)
        )

    def _page(self, page: PageBreak, around: _Around) -> Cue:
        phrase = Phrase(page.phrase, 0, len(page.label), "generated")
        return self._cue(Cue(phrase, page.label, Role.PAGE, page, around.lang, around.sections,
                             around.within))  # fmt: skip

    def _cue(self, cue: Cue) -> Cue:
        broken, self._broken = self._broken, False
        return replace(cue, after_break=True) if broken else cue

    def _text(self, text: Text, around: _Around) -> Iterator[Cue]:
        lang = text.lang or around.lang
        role = Role.HEADING if isinstance(text, Heading) else around.role
        references = [m for m in text.marks if m.kind is MarkKind.NOTEREF and m.id]
        pages = _pages_by_phrase(text)
        for page in pages.get(-1, ()):
            yield self._page(page, around)
        for index, phrase in enumerate(text.phrases):
            header, self._header = self._header, ""
            yield self._cue(
                Cue(
                    phrase,
                    text.text,
                    role,
                    text,
                    lang,
                    around.sections,
                    around.within,
                    first=index == 0,
                    last=index == len(text.phrases) - 1,
                    header=header,
                )
            )
            for mark in references:
                if phrase.begin <= mark.begin < phrase.end:
                    yield from self._reference(mark, text, replace(around, lang=lang))
            for page in pages.get(index, ()):
                yield self._page(page, around)

    def _reference(self, mark: Mark, text: Text, around: _Around) -> Iterator[Cue]:
        note = self._notes.get((mark.href or "")[1:])
        if self._options.notes == "skip" or note is None or mark.id is None:
            return
        phrase = Phrase(mark.id, mark.begin, mark.end, "generated")
        yield Cue(phrase, text.text, Role.NOTEREF, text, around.lang, around.sections,
                  around.within, first=False, last=False)  # fmt: skip
        if self._options.notes == "end":
            self._waiting.append((note, around))
        else:
            yield from self._note(note, around)


def _enter(around: _Around, *structures: Structure) -> _Around:
    lang = next((s.lang for s in structures if not isinstance(s, Item | Cell) and s.lang), None)
    return replace(around, lang=lang or around.lang, within=(*around.within, *structures))


def _notes(publication: Publication) -> Iterator[tuple[Note, str]]:
    """Every note with its language, which comes from where it stands, not from who refers to it."""
    waiting: list[tuple[Section | Block, str]] = [
        (section, publication.metadata.language) for section in reversed(publication.sections)
    ]
    while waiting:
        node, around = waiting.pop()
        if isinstance(node, PageBreak | Break):
            continue
        lang = node.lang or around
        if isinstance(node, Note):
            yield node, lang
        waiting.extend((child, lang) for child in reversed(children(node)))


def _referred(publication: Publication) -> set[str]:
    """Ids of the notes that sound where they are referred to; others sound where they stand.

    Notes that only refer to each other would never sound: the first of them stands for itself.
    """
    targets: dict[str, list[str]] = {}
    waiting: list[tuple[Section | Block, str]] = [(s, "") for s in reversed(publication.sections)]
    notes: list[str] = []
    while waiting:
        node, holder = waiting.pop()
        if isinstance(node, Note):
            holder = node.id
            notes.append(holder)
        elif isinstance(node, Text) and node.marks:
            targets.setdefault(holder, []).extend(_references(node))
        waiting.extend((child, holder) for child in reversed(children(node)))
    reached: set[str] = set()
    for holder in ("", *notes):
        if holder not in reached:
            found = [target for target in targets.get(holder, ()) if target != holder]
            while found:
                note = found.pop()
                if note not in reached:
                    reached.add(note)
                    found.extend(targets.get(note, ()))
            reached.discard(holder)
    return reached


def _references(text: Text) -> Iterator[str]:
    """Ids of the notes that a phrase of the text refers to."""
    begins = [phrase.begin for phrase in text.phrases]
    for mark in text.marks:
        if mark.kind is MarkKind.NOTEREF and mark.id and mark.href:
            index = bisect_right(begins, mark.begin) - 1
            if index >= 0 and mark.begin < text.phrases[index].end:
                yield mark.href[1:]


def _pages_by_phrase(text: Text) -> dict[int, list[PageBreak]]:
    """Page breaks by the index of the phrase that they sound after; -1 is before the first."""
    after: dict[int, list[PageBreak]] = {}
    if text.pages:
        middles = [(phrase.begin + phrase.end) / 2 for phrase in text.phrases]
        for page in text.pages:
            after.setdefault(bisect_left(middles, page.at) - 1, []).append(page)
    return after


def _columns(table: Table) -> Iterator[tuple[int, Cell]]:
    """Every cell with the number of its column, which cells that span rows push on."""
    rows_left: dict[int, int] = {}
    for row in table.rows:
        column = 0
        spans: dict[int, int] = {}
        for cell in row.cells:
            while rows_left.get(column):
                column += 1
            yield column, cell
            spans |= dict.fromkeys(range(column, column + cell.columns), cell.rows)
            column += cell.columns
        rows_left = {at: left for at, left in (rows_left | spans).items() if left}
        rows_left = {at: left - 1 for at, left in rows_left.items()}


def _headers(table: Table) -> dict[int, str]:
    """The text of the header of each column, from the first row where every cell is one."""
    for row in table.rows:
        if row.cells and all(cell.header for cell in row.cells):
            headers: dict[int, str] = {}
            column = 0
            for cell in row.cells:
                words = " ".join(b.text for b in cell.blocks if isinstance(b, Text))
                for offset in range(cell.columns):
                    headers[column + offset] = words
                column += cell.columns
            return headers
    return {}
