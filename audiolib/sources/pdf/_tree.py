"""Sections under their headings, from the lines of all pages."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from audiolib.publication import (
    Block,
    Heading,
    Item,
    List,
    Matter,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Section,
    Verse,
)
from audiolib.sources.pdf._draft import Draft, Vocabulary, alias
from audiolib.sources.pdf._flow import Body
from audiolib.sources.pdf._headings import Title
from audiolib.sources.pdf._notes import Footnote
from audiolib.sources.pdf._paragraphs import BULLET, NUMBER, Passage, Ragged, leaderless, passages
from audiolib.sources.pdf._sheet import Line
from audiolib.sources.pdf._tables import find_grids, grid_block
from audiolib.sources.pdf._words import BOLD, ITALIC

_KINDS = (
    ("chapter", re.compile(r"^(?:chapter|chương|hồi|розділ|глава|فصل|باب)\b", re.IGNORECASE)),
    ("part", re.compile(r"^(?:part|phần|quyển|частина|часть|بخش)\b", re.IGNORECASE)),
    ("toc", re.compile(r"^(?:table of )?contents$|^mục lục$|^зміст$|^содержание$|^оглавление$"
                       r"|^فهرست$", re.IGNORECASE)),
)  # fmt: skip
_FRONT = ("titlepage", "toc")


@dataclass(slots=True)
class _Open:
    """A section that is being filled."""

    level: int
    kind: str = ""
    content: list[Section | Block] = field(default_factory=list)


class Tree:
    """Builds the sections of one document."""

    def __init__(
        self,
        lines: Sequence[Line],
        titles: Sequence[Title],
        notes: Sequence[Footnote],
        body: Body,
        vocabulary: Vocabulary,
        breaks: Mapping[int, Sequence[PageBreak]],
    ) -> None:
        self._lines = lines
        self._titles = titles
        self._notes = {note.number: note for note in notes}
        self._body = body
        self._vocabulary = vocabulary
        self._breaks = breaks
        self._ragged = Ragged(lines, body)
        self._plain = BOLD if body.bold else 0
        self._headings = {self._said(title) for title in titles}

    def sections(self) -> tuple[Section, ...]:
        """The sections of the first level."""
        lead = self._book_title()
        root = _Open(0)
        stack = [root]
        taken = {at for t in self._titles for at in range(t.begin, t.end)}
        grids = iter(find_grids(self._lines, self._body, taken))
        grid = next(grids, None)
        at = 0
        titles = iter(self._titles)
        title = next(titles, None)
        while at < len(self._lines):
            if title and title.begin == at:
                self._open(stack, title, title is lead, lead)
                at = title.end
                title = next(titles, None)
                continue
            if grid and grid.begin == at:
                parts = self._lines[at : grid.end]
                stack[-1].content += self._before(parts[0])
                stack[-1].content.append(
                    grid_block(parts, grid.columns, self._vocabulary, self._plain)
                )
                at, grid = grid.end, next(grids, None)
                continue
            stop = min(
                title.begin if title else len(self._lines),
                grid.begin if grid else len(self._lines),
            )
            stack[-1].content += self._text(self._lines[at:stop])
            at = stop
        while len(stack) > 1:
            _close(stack)
        return tuple(_rooted(root.content))

    def _said(self, title: Title) -> str:
        text = " ".join(line.text for line in self._lines[title.begin : title.end])
        return "".join(c for c in text.casefold() if c.isalnum())

    def _book_title(self) -> Title | None:
        """The only heading of the highest level, near the beginning: the name of the whole."""
        first = [title for title in self._titles if title.level == 1]
        if len(first) != 1 or first[0] is not self._titles[0] or first[0].sure:
            return None
        deeper = len(self._titles) > 2 and self._lines[first[0].begin].page < 6
        return first[0] if deeper else None

    def _open(self, stack: list[_Open], title: Title, is_lead: bool, lead: Title | None) -> None:
        lines = self._lines[title.begin : title.end]
        draft = Draft(self._vocabulary, BOLD | ITALIC)
        for number, line in enumerate(lines):
            draft.add(line, self._inner(line) if number else ())
            if number < len(lines) - 1 and not line.text.rstrip().endswith((":", ".", "-", "–")):
                self._end_label(draft, line, lines[number + 1])
        if lead and not is_lead and self._is_byline(lead, title):
            stack[-1].content.append(Paragraph(text=draft.text, marks=draft.marks()))
            return
        level = max(1, title.level - 1) if lead and not is_lead else title.level
        while stack[-1].level >= level:
            _close(stack)
        kind = "titlepage" if is_lead else _kind(draft.text)
        heading = Heading(text=draft.text, marks=draft.marks(), pages=draft.pages())
        content: list[Section | Block] = [
            *self._before(lines[0]),
            heading,
            *self._notes_of([draft]),
        ]
        stack.append(_Open(level, kind, content))

    def _end_label(self, draft: Draft, line: Line, following: Line) -> None:
        """A full stop between "Chapter I" and the name on the next line, so that it is heard."""
        if abs(line.size - following.size) > 0.3 or len(line.text.split()) <= 2:
            text, style = draft.pieces[-1]
            draft.pieces[-1] = (text + ".", style)
            draft.length += 1
            draft.last += "."

    def _is_byline(self, lead: Title, title: Title) -> bool:
        """Whether a heading on the title page is an author's name or a subtitle."""
        first, here = self._lines[lead.begin], self._lines[title.begin]
        between = range(lead.end, title.begin)
        inner = {at for t in self._titles for at in range(t.begin, t.end)}
        return (
            first.page == here.page
            and all(at in inner for at in between)
            and not _kind(here.text)
            and not title.sure
        )

    def _inner(self, line: Line) -> Sequence[PageBreak]:
        return self._breaks.get(id(line), ())

    def _before(self, line: Line) -> tuple[PageBreak, ...]:
        return tuple(self._breaks.get(id(line), ()))

    def _text(self, lines: Sequence[Line]) -> Iterator[Block]:
        items: list[Passage] = []
        for passage in passages(lines, self._body, self._ragged):
            if items and not _goes_on(items, passage, self._headings):
                yield from self._list(items)
                items = []
            if _is_item(passage, self._headings):
                items.append(passage)
                continue
            yield from self._before(passage.lines[0])
            yield from self._passage(passage)
        yield from self._list(items)

    def _passage(self, passage: Passage) -> Iterator[Block]:
        draft = self._draft(passage)
        make = Verse if passage.kind == "verse" else Paragraph
        if draft.text.strip():
            yield make(text=draft.text, marks=draft.marks(), pages=draft.pages())
        yield from self._notes_of([draft])

    def _draft(self, passage: Passage) -> Draft:
        draft = Draft(self._vocabulary, self._plain)
        for number, line in enumerate(passage.lines):
            pages = self._inner(line) if number else ()
            draft.add(line, pages, "\n" if passage.kind == "verse" else " ")
        return draft

    def _list(self, items: Sequence[Passage]) -> Iterator[Block]:
        if not items:
            return
        bulleted = bool(BULLET.match(items[0].text))
        numbered = bool(NUMBER.match(items[0].text))
        if numbered and len(items) < 2:
            yield from self._before(items[0].lines[0])
            yield from self._passage(items[0])
            return
        made: list[Item] = []
        for number, passage in enumerate(items):
            if bulleted:
                _strip_bullet(passage.lines[0])
            draft = self._draft(passage)
            if not bulleted and not numbered:
                draft.pieces = [(leaderless(text), s) for text, s in draft.pieces]
            blocks: list[Block] = list(self._before(passage.lines[0])) if number else []
            blocks.append(Paragraph(text=draft.text, marks=draft.marks(), pages=draft.pages()))
            made.append(Item(blocks=(*blocks, *self._notes_of([draft]))))
        yield from self._before(items[0].lines[0])
        yield List(items=tuple(made), bulleted=bulleted)

    def _notes_of(self, drafts: Iterable[Draft]) -> Iterator[Note]:
        """The notes that texts refer to, each once."""
        for draft in drafts:
            for number in draft.notes:
                note = self._notes.pop(number, None)
                if note is not None:
                    inner = Draft(self._vocabulary, self._plain)
                    for line in note.lines:
                        inner.add(line)
                    text = Paragraph(text=inner.text, marks=inner.marks())
                    yield Note(kind=NoteKind.FOOTNOTE, blocks=(text,), aliases=(alias(number),))


def _strip_bullet(line: Line) -> None:
    text, style = line.pieces[0]
    rest = BULLET.sub("", text).lstrip()
    line.pieces[:1] = [(rest, style)] if rest else []
    if line.pieces and not rest:
        line.pieces[0] = (line.pieces[0][0].lstrip(), line.pieces[0][1])
    if not line.pieces:
        line.pieces.append(("", 0))


def _is_item(passage: Passage, headings: set[str]) -> bool:
    text = passage.text
    if BULLET.match(text):
        return len(BULLET.sub("", text)) > 0
    if NUMBER.match(text):
        return True
    return passage.kind == "paragraph" and leaderless(text) != text


def _goes_on(items: Sequence[Passage], passage: Passage, headings: set[str]) -> bool:
    """Whether a passage is the next item of the list."""
    if not _is_item(passage, headings):
        return False
    last, text = items[-1].text, passage.text
    one, two = NUMBER.match(last), NUMBER.match(text)
    if one or two:
        return bool(one and two and int(two[1]) == int(one[1]) + 1)
    return bool(BULLET.match(last)) == bool(BULLET.match(text))


def _kind(text: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.match(text.strip())), "")


def _close(stack: list[_Open]) -> None:
    done = stack.pop()
    matter = Matter.FRONT if done.kind in _FRONT else Matter.BODY
    stack[-1].content.append(Section(kind=done.kind, matter=matter, content=tuple(done.content)))


def _rooted(content: Sequence[Section | Block]) -> Iterator[Section]:
    """Sections only: what stands before the first heading is a section without one."""
    loose: list[Section | Block] = []
    sections: list[Section] = []
    for child in content:
        if isinstance(child, Section):
            sections.append(child)
        else:
            loose.append(child)
    if loose:
        yield Section(matter=Matter.FRONT if sections else Matter.BODY, content=tuple(loose))
    yield from sections
