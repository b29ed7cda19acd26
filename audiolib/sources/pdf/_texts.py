"""Passages of text become blocks: paragraphs, verse, lists, and the notes they refer to."""

import re
from collections.abc import Iterator, Mapping, Sequence

from audiolib.publication import (
    Block,
    Break,
    Item,
    List,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Verse,
)
from audiolib.sources.outline import folded
from audiolib.sources.pdf._draft import Draft, Vocabulary, alias
from audiolib.sources.pdf._flow import Body
from audiolib.sources.pdf._notes import Footnote
from audiolib.sources.pdf._paragraphs import (
    BULLET,
    NUMBER,
    Passage,
    Ragged,
    leaderless,
    passages,
)
from audiolib.sources.pdf._sheet import Line
from audiolib.sources.pdf_words import BOLD

_SCENE = re.compile(r"^[*⁂•·~#\s]+$|^[—–_\s-]{3,}$")


class Texts:
    """Makes blocks of lines; page breaks are told by the line that begins their page."""

    def __init__(
        self,
        body: Body,
        vocabulary: Vocabulary,
        ragged: Ragged,
        notes: Sequence[Footnote],
        breaks: Mapping[int, Sequence[PageBreak]],
        headings: set[str],
    ) -> None:
        self.vocabulary = vocabulary
        self.plain = BOLD if body.bold else 0
        self._body = body
        self._ragged = ragged
        self._notes = {note.number: note for note in notes}
        self._breaks = breaks
        self._headings = headings

    def pages(self, line: Line) -> tuple[PageBreak, ...]:
        """The pages that begin with a line."""
        return tuple(self._breaks.get(id(line), ()))

    def blocks(self, lines: Sequence[Line]) -> Iterator[Block]:
        """The blocks of lines without headings and tables."""
        items: list[Passage] = []
        for passage in passages(lines, self._body, self._ragged):
            if items and not _goes_on(items, passage):
                yield from self._list(items)
                items = []
            if _is_item(passage):
                items.append(passage)
                continue
            yield from self.pages(passage.lines[0])
            yield from self._passage(passage)
        yield from self._list(items)

    def notes(self, draft: Draft) -> Iterator[Note]:
        """The notes that a text refers to, each once."""
        for number in draft.notes:
            note = self._notes.pop(number, None)
            if note is not None:
                inner = Draft(self.vocabulary, self.plain)
                for line in note.lines:
                    inner.add(line)
                text = Paragraph(text=inner.text, marks=inner.marks())
                yield Note(kind=NoteKind.FOOTNOTE, blocks=(text,), aliases=(alias(number),))

    def _passage(self, passage: Passage) -> Iterator[Block]:
        if passage.kind == "verse" and self._is_contents(passage):
            yield self._contents(passage)
            return
        draft = self._draft(passage)
        if _SCENE.match(draft.text):
            yield Break()
        elif draft.text.strip():
            make = Verse if passage.kind == "verse" else Paragraph
            yield make(text=draft.text, marks=draft.marks(), pages=draft.pages())
        yield from self.notes(draft)

    def _draft(self, passage: Passage) -> Draft:
        draft = Draft(self.vocabulary, self.plain)
        for number, line in enumerate(passage.lines):
            pages = self.pages(line) if number else ()
            draft.add(line, pages, "\n" if passage.kind == "verse" else " ")
        return draft

    def _is_contents(self, passage: Passage) -> bool:
        """Whether most of the lines are headings that stand elsewhere in the document."""
        named = sum(folded(line.text) in self._headings for line in passage.lines)
        return len(passage.lines) >= 3 and named >= 0.7 * len(passage.lines)

    def _contents(self, passage: Passage) -> List:
        items: list[Item] = []
        for number, line in enumerate(passage.lines):
            entry = self._draft(Passage([line]))
            pages = self.pages(line) if number else ()
            items.append(Item(blocks=(*pages, Paragraph(text=entry.text, marks=entry.marks()))))
        return List(items=tuple(items), bulleted=False)

    def _list(self, items: Sequence[Passage]) -> Iterator[Block]:
        if not items:
            return
        yield from self.pages(items[0].lines[0])
        bulleted = bool(BULLET.match(items[0].text))
        numbered = bool(NUMBER.match(items[0].text))
        if numbered and len(items) < 2:
            yield from self._passage(items[0])
            return
        made: list[Item] = []
        for number, passage in enumerate(items):
            draft = self._draft(passage)
            if bulleted:
                draft.trim(BULLET)
            elif not numbered:
                draft.replace(leaderless)
            before = self.pages(passage.lines[0]) if number else ()
            text = Paragraph(text=draft.text, marks=draft.marks(), pages=draft.pages())
            made.append(Item(blocks=(*before, text, *self.notes(draft))))
        yield List(items=tuple(made), bulleted=bulleted)


def _is_item(passage: Passage) -> bool:
    text = passage.text
    if BULLET.match(text):
        return bool(BULLET.sub("", text))
    if NUMBER.match(text):
        return True
    return passage.kind == "paragraph" and leaderless(text) != text


def _goes_on(items: Sequence[Passage], passage: Passage) -> bool:
    """Whether a passage is the next item of the list."""
    if not _is_item(passage):
        return False
    last, text = items[-1].text, passage.text
    one, two = NUMBER.match(last), NUMBER.match(text)
    if one or two:
        return bool(one and two and int(two[1]) == int(one[1]) + 1)
    return bool(BULLET.match(last)) == bool(BULLET.match(text))
