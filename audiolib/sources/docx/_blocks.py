"""Paragraphs and tables of a Word document become blocks, its headings sections."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from audiolib.publication import (
    Block,
    Break,
    Heading,
    Matter,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Verse,
)
from audiolib.sources.docx._figures import figures, is_rule
from audiolib.sources.docx._groups import Entry, Group, grouped
from audiolib.sources.docx._inline import Inline, inline
from audiolib.sources.docx._package import child, is_on, number, tag, value
from audiolib.sources.docx._story import Story
from audiolib.sources.docx._styles import Style
from audiolib.sources.docx._tables import table
from audiolib.sources.inline import Piece, stanzas
from audiolib.sources.outline import Outline, as_paragraph
from audiolib.sources.verse import is_verse
from audiolib.xml import Element

_T = TypeVar("_T", Heading, Paragraph, Verse)
_HOLDERS = {"w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:sdtContent"}
_SCENE = re.compile(r"^[\s*⁂•·~#]+$|^[\s—–_-]{3,}$")
_KINDS = {"footnote": NoteKind.FOOTNOTE, "endnote": NoteKind.ENDNOTE}


@dataclass(slots=True)
class Blocks:
    """Reads one story; headings go to `outline`, and become paragraphs where there is none."""

    story: Story
    outline: Outline | None = None
    entries: list[Entry] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    """Names of places in empty paragraphs: they mean the next text."""
    carried: Inline | None = None
    """The words of a paragraph whose end was deleted: the next one goes on with them."""
    headed: bool = False

    def read(self, parent: Element) -> tuple[Block, ...]:
        """The blocks inside an element; those under an outline go there instead."""
        for element in _elements(parent):
            match tag(element):
                case "w:p":
                    self._paragraph(element)
                case "w:tbl":
                    self._table(element)
                case "w:altChunk":
                    self.story.counts["embedded"] += 1
        return self._flush()

    def _flush(self) -> tuple[Block, ...]:
        blocks = tuple(grouped(self.entries))
        self.entries = []
        if self.outline is None:
            return blocks
        for block in blocks:
            self.outline.block(block)
        return ()

    def _table(self, element: Element) -> None:
        def cell(inside: Element) -> tuple[Block, ...]:
            return Blocks(self.story).read(inside)

        for block in table(element, self.story, cell):
            self.entries.append(Entry(block))

    def _paragraph(self, element: Element) -> None:
        story = self.story
        properties = child(element, "w:pPr")
        style = story.styles.get(value(child(properties, "w:pStyle")))
        found = inline(element, style, story)
        if self.carried is not None:
            self.carried.extend(found)
            found, self.carried = self.carried, None
        if child(properties, "w:rPr", "w:del") is not None:
            self.carried = found
            return
        words = found.words
        for lang, text in words.items():
            story.languages.note(lang, text)
        lang = max(words, key=lambda name: sum(c.isalpha() for c in words[name]), default="")
        piece = found.piece(lang)
        label = self._label(properties, style) if piece.text or found.drawings else None
        level = _level(properties, style)
        if piece.text and (level is not None or style.is_title):
            self._heading(piece, lang, level, style, label.label if label else "")
        else:
            self._text(piece, lang, style, label)
        self._after(found)

    def _label(self, properties: Element | None, style: Style) -> Group | None:
        own = child(properties, "w:numPr")
        name = value(child(own, "w:numId")) or style.numbering
        if not name or name == "0":
            return None
        level = number(child(own, "w:ilvl"), default=style.list_level if own is None else 0)
        label = self.story.numbering.next(name, level)
        if label is None:
            return None
        return Group("list", name, label.level, label.bulleted, label.text)

    def _heading(
        self, piece: Piece, lang: str, level: int | None, style: Style, label: str
    ) -> None:
        piece = piece.joined()
        if label:
            piece = piece.prefixed(label + " ")
        heading = self._made(Heading, piece, lang)
        if self.outline is None:
            self.entries.append(Entry(as_paragraph(heading)))
            return
        self._flush()
        if style.is_title and level is None and not self.headed:
            self.outline.heading(1, heading, "titlepage", Matter.FRONT)
        else:
            self.outline.heading((level or 0) + 1, heading)
        self.headed = True

    def _text(self, piece: Piece, lang: str, style: Style, label: Group | None) -> None:
        if not piece.text:
            self.waiting += piece.aliases
            self.entries += (Entry(replace(page, at=0)) for page in piece.pages)
            return
        if style.is_page:
            self.entries.append(Entry(PageBreak(label=piece.text, aliases=piece.aliases)))
            return
        if _SCENE.match(piece.text) and not piece.marks:
            self.entries.append(Entry(Break()))
            return
        group = label or _group(style)
        if label and label.label:
            piece = piece.prefixed(label.label + " ")
        if "\n" not in piece.text:
            if style.is_verse:
                self.entries.append(Entry(self._made(Verse, piece, lang), group))
            else:
                self.entries.append(Entry(self._made(Paragraph, piece, lang), group))
            return
        for stanza in stanzas(piece):
            lines = stanza.text.split("\n")
            if len(lines) > 1 and (style.is_verse or is_verse(lines)):
                self.entries.append(Entry(self._made(Verse, stanza, lang), _without_verse(group)))
            else:
                self.entries.append(Entry(self._made(Paragraph, stanza.joined(), lang), group))

    def _made(self, make: type[_T], piece: Piece, lang: str) -> _T:
        aliases = (*self.waiting, *piece.aliases)
        self.waiting = []
        return make(
            text=piece.text,
            lang=lang or None,
            marks=piece.marks,
            pages=piece.pages,
            aliases=tuple(dict.fromkeys(aliases)),
        )

    def _after(self, found: Inline) -> None:
        """What a paragraph holds beside its words: pictures, text boxes, notes."""
        for drawing in found.drawings:
            if is_rule(drawing):
                self.entries.append(Entry(Break()))
                continue
            for block in figures(drawing, self.story):
                self.entries.append(Entry(block, Group("beside")))
            for box in _boxes(drawing):
                inside = Blocks(self.story).read(box)
                if inside:
                    note = Note(kind=NoteKind.SIDEBAR, blocks=inside)
                    self.entries.append(Entry(note, Group("beside")))
        for kind, name, alias in found.notes:
            self._note(kind, name, alias)

    def _note(self, kind: str, name: str, alias: str) -> None:
        if (kind, name) in self.story.told:
            return
        self.story.told.add((kind, name))
        part, element = self.story.notes[kind, name]
        inner = replace(self.story, part=part, notes={}, fields=[])
        blocks = Blocks(inner).read(element)
        if blocks:
            note = Note(kind=_KINDS[kind], blocks=blocks, aliases=(alias,))
            self.entries.append(Entry(note, Group("beside")))


def _elements(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables inside, whatever holds them; contents made by Word left out."""
    for element in parent:
        match tag(element):
            case "w:sdt":
                gallery = child(element, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
                placeholder = is_on(child(element, "w:sdtPr", "w:showingPlcHdr"))
                if value(gallery) != "Table of Contents" and not placeholder:
                    yield from _elements(element)
            case "mc:AlternateContent":
                yield from _elements(element[0] if len(element) else element)
            case held if held in _HOLDERS:
                yield from _elements(element)
            case _:
                yield element


def _boxes(drawing: Element) -> Iterator[Element]:
    """The text boxes of a drawing; a box inside a box is read with that."""
    for element in drawing:
        if tag(element) == "w:txbxContent":
            yield element
        elif tag(element) == "mc:AlternateContent":
            yield from _boxes(element[0] if len(element) else element)
        else:
            yield from _boxes(element)


def _level(properties: Element | None, style: Style) -> int | None:
    own = child(properties, "w:outlineLvl")
    if own is None:
        return style.level
    told = number(own, default=9)
    return told if 0 <= told <= 8 else None


def _group(style: Style) -> Group | None:
    if style.is_caption:
        return Group("caption")
    if style.is_verse:
        return Group("verse")
    return Group("quote") if style.is_quote else None


def _without_verse(group: Group | None) -> Group | None:
    return None if group and group.kind == "verse" else group
