"""Blocks and sections of HTML, whatever its author meant by them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from audiolib.publication import (
    Block,
    Break,
    Figure,
    Heading,
    List,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Quote,
    Table,
    Text,
    Verse,
)
from audiolib.sources import html_lists, html_tables
from audiolib.sources.html_document import Document
from audiolib.sources.html_drama import persona, speech
from audiolib.sources.html_inline import Inline, is_skipped, page_label, picture
from audiolib.sources.html_kinds import matter_of, section_kind
from audiolib.sources.html_tree import anchor, classes, get, name, types
from audiolib.sources.inline import Piece, stanzas
from audiolib.sources.limits import LIMITS
from audiolib.sources.outline import Outline, as_paragraph
from audiolib.sources.verse import is_verse
from audiolib.xml import Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_WRITTEN = {"p", "dt", "address", "summary", "legend", "figcaption", "caption"}
_BLOCKS = {
    *_HEADINGS,
    *_WRITTEN,
    *("article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "fieldset"),
    *("figure", "footer", "form", "header", "hgroup", "hr", "html", "li", "main", "menu", "nav"),
    *("ol", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_SECTIONS = {"section", "article", "body", "div", "main"}
_POEM = {"poem", "poetry", "verse", "stanza", "song", "hymn", "lyrics", "linegroup", "poesie"}
_STARS = re.compile(r"[\s*⁂·•⁎~—–_=#☙❦❧\-]+")

_HEAVY = 4
"""What a list or table counts more than other elements, as it takes more of Python's stack."""

Sink = Outline | list[Block]
_T = TypeVar("_T", bound=Text)


@dataclass(slots=True)
class Blocks:
    """Walks the elements of a document and puts what they are into an outline or a list.

    `pending` are aliases of elements that hold no words of their own; the next words take them.
    """

    document: Document
    file: str = ""
    pending: list[str] = field(default_factory=list)
    depth: int = 0

    def flow(self, element: Element, sink: Sink, lang: str = "", keep: bool = False) -> None:
        """All that lies inside an element; loose words between blocks become paragraphs.

        `keep` where the lines of the source are lines of a poem.
        """
        if self.depth >= LIMITS.depth:
            words = " ".join("".join(element.itertext()).split())
            if words:
                put(sink, Paragraph(text=words, lang=lang or None))
            return
        self.depth += 1
        inline = self._inline(lang)
        inline.text(element.text)
        for child in element:
            if self._is_block(child):
                self._end(inline, sink, lang, keep)
                self.block(child, sink, lang, keep)
                inline = self._inline(lang)
            else:
                inline.element(child)
            inline.text(child.tail)
        self._end(inline, sink, lang, keep)
        self.depth -= 1

    def block(self, element: Element, sink: Sink, lang: str, keep: bool = False) -> None:
        """One element that stands as a block."""
        if is_skipped(element):
            return
        if (label := page_label(element)) is not None:
            put(sink, PageBreak(label=label, aliases=self._take(element)))
            return
        lang = self.document.language(element, lang)
        kind = name(element)
        if element in self.document.notes:
            self._note(element, sink, lang)
        elif kind in _HEADINGS or get(element, "role").lower() == "heading":
            self._heading(element, sink, lang)
        elif kind == "hr":
            put(sink, Break())
        elif kind == "pre":
            self._pre(element, sink, lang)
        elif kind == "blockquote":
            self._quote(element, sink, lang)
        elif kind in ("ul", "ol", "menu", "dl"):
            self._list(element, sink, lang)
        elif kind == "table":
            self._table(element, sink, lang)
        elif kind == "figure":
            self._figure(element, sink, lang)
        elif kind in _WRITTEN:
            self._paragraph(element, sink, lang, keep)
        else:
            self._container(element, sink, lang, keep)

    def inside(self, element: Element, lang: str, keep: bool = False) -> tuple[Block, ...]:
        """The blocks inside an element that no section may begin in."""
        blocks: list[Block] = []
        self.flow(element, blocks, self.document.language(element, lang), keep)
        return tuple(blocks)

    def _container(self, element: Element, sink: Sink, lang: str, keep: bool) -> None:
        """A division of the document: a section where it has a kind or says so, else its inside."""
        said = types(element)
        keep = keep or bool((classes(element) | said) & _POEM)
        kind = section_kind(said)
        named = kind or matter_of(said) or name(element) in ("section", "article")
        if name(element) == "aside" or "sidebar" in said:
            aliases = self._take(element)
            if blocks := self.inside(element, lang):
                means = NoteKind.PRODUCER if "producer" in said else NoteKind.SIDEBAR
                put(sink, Note(kind=means, blocks=blocks, aliases=aliases))
            return
        self.pending.extend(self._own(element))
        if isinstance(sink, Outline) and named and name(element) in _SECTIONS:
            opened = sink.enter(kind, matter_of(said))
            self.flow(element, sink, lang, keep)
            sink.leave(opened)
        elif keep and _is_stanza(element):
            self._stanza(element, sink, lang)
        else:
            self.flow(element, sink, lang, keep)

    def _heading(self, element: Element, sink: Sink, lang: str) -> None:
        piece, figures = self._gathered(element, lang)
        if piece.text:
            heading = self._text(Heading, piece.joined(), lang)
            given = get(element, "aria-level")
            level = _HEADINGS.get(name(element)) or (int(given) if given.isdecimal() else 2)
            if isinstance(sink, Outline):
                said = types(element)
                sink.heading(max(1, min(level, 99)), heading, section_kind(said), matter_of(said))
            else:
                sink.append(as_paragraph(heading))
        self._rest(piece, figures, sink)

    def _paragraph(self, element: Element, sink: Sink, lang: str, keep: bool) -> None:
        keep = keep or bool((classes(element) | types(element)) & _POEM)
        if any(self._is_block(child) for child in element):
            self.pending.extend(self._own(element))
            self.flow(element, sink, lang, keep)  # broken nesting, or a list in a caption
            return
        if (speaker := persona(element)) is not None:
            blocks: list[Block] = []
            name_piece, _ = self._gathered(speaker, lang)
            speaker.clear(keep_tail=True)
            self._write(self._gathered(element, lang)[0], blocks, lang, keep)
            put(sink, speech(self._text(Paragraph, name_piece.joined(), lang), tuple(blocks)))
            return
        piece, figures = self._gathered(element, lang)
        self._write(piece, sink, lang, keep)
        self._rest(piece, figures, sink)

    def _write(self, piece: Piece, sink: Sink, lang: str, keep: bool) -> None:
        """Running text as paragraphs, stanzas or a change of scene."""
        for part in stanzas(piece):
            lines = part.text.split("\n")
            if _STARS.fullmatch(part.text):
                put(sink, Break())
            elif keep or (len(lines) > 1 and is_verse(lines)):
                put(sink, self._text(Verse, part, lang))
            else:
                put(sink, self._text(Paragraph, part.joined(), lang))

    def _stanza(self, element: Element, sink: Sink, lang: str) -> None:
        """A stanza whose lines are elements of their own."""
        inline = self._inline(lang)
        for child in element:
            if inline.run.length and not inline.run.text().endswith("\n"):
                inline.run.line()
            inline.element(child)
            inline.text(child.tail)
        piece = inline.run.piece()
        self._write(piece, sink, lang, keep=True)
        self._rest(piece, inline.figures, sink)

    def _pre(self, element: Element, sink: Sink, lang: str) -> None:
        inline = self._inline(lang)
        inline.keep_lines = True
        inline.run.alias(*self._own(element))
        inline.children(element)
        piece = inline.run.piece()
        self._write(piece, sink, lang, keep=any(name(child) == "code" for child in element))
        self._rest(piece, inline.figures, sink)

    def _quote(self, element: Element, sink: Sink, lang: str) -> None:
        keep = bool((classes(element) | types(element)) & _POEM)
        self.pending.extend(self._own(element))
        blocks: list[Block] = []
        if keep and _is_stanza(element):
            self._stanza(element, blocks, lang)
        else:
            self.flow(element, blocks, lang, keep)
        if blocks and all(isinstance(b, Verse | Figure | PageBreak) for b in blocks):
            for block in blocks:
                put(sink, block)
        elif blocks:
            put(sink, Quote(blocks=tuple(blocks)))

    def _list(self, element: Element, sink: Sink, lang: str) -> None:
        self.pending.extend(self._own(element))
        if any(child in self.document.notes for child in element):
            for child in element:
                self.block(child, sink, lang)
            return
        gather = html_lists.terms if name(element) == "dl" else html_lists.entries
        self.depth += _HEAVY
        kept: List | None = gather(element, lambda child: self._entry(child, lang))
        self.depth -= _HEAVY
        if kept is not None:
            put(sink, kept)

    def _entry(self, element: Element, lang: str) -> tuple[Block, ...]:
        self.pending.extend(self._own(element))
        if name(element) in ("ul", "ol"):  # a list straight inside a list
            blocks: list[Block] = []
            self._list(element, blocks, self.document.language(element, lang))
            return tuple(blocks)
        return () if is_skipped(element) else self.inside(element, lang)

    def _table(self, element: Element, sink: Sink, lang: str) -> None:
        self.pending.extend(self._own(element))
        self.depth += _HEAVY
        found = html_tables.table(element, lambda child: self.inside(child, lang), self.file)
        self.depth -= _HEAVY
        if isinstance(found, Table):
            put(sink, found)
        else:
            for block in found:
                put(sink, block)

    def _figure(self, element: Element, sink: Sink, lang: str) -> None:
        """A picture with its caption; a figure around anything else is just what it holds."""
        parts = [e for e in element.iter() if isinstance(e.tag, str)]
        images = [e for e in parts if name(e) in ("img", "image") and not is_skipped(e)]
        caption = next((e for e in parts if name(e) == "figcaption"), None)
        if len(images) != 1 or any(name(e) in ("table", "pre") for e in parts):
            self._container(element, sink, lang, keep=False)
            return
        self.pending.extend(self._own(element))
        figure = picture(images[0], self.document, lang)
        aliases = self._take() if isinstance(figure, Figure) else ()
        blocks = self.inside(caption, lang) if caption is not None else ()
        if isinstance(figure, Figure):
            put(sink, replace(figure, caption=blocks, aliases=(*aliases, *figure.aliases)))
            return
        for block in (*((figure,) if figure else ()), *blocks):
            put(sink, block)

    def _note(self, element: Element, sink: Sink, lang: str) -> None:
        if any(e in self.document.notes for e in element.iterdescendants("*")):
            self.document.notes.discard(element)  # what holds notes is not one
            self.block(element, sink, lang)
            return
        before, self.pending = self.pending, []
        said = types(element)
        blocks = self.inside(element, lang)
        aliases = [*before, *self._own(element), *self.pending]
        self.pending = []
        inner = [e for e in element.iterdescendants("*") if anchor(e)]
        aliases.extend(self.document.alias(anchor(e)) for e in inner)
        if blocks:
            kind = NoteKind.ENDNOTE if said & {"endnote", "rearnote"} else NoteKind.FOOTNOTE
            kept = tuple(dict.fromkeys(aliases))
            put(sink, Note(kind=kind, blocks=_bare(blocks), aliases=kept))

    def _end(self, inline: Inline, sink: Sink, lang: str, keep: bool) -> None:
        """Loose words until here become a paragraph."""
        if inline.run.empty and not inline.figures:
            return
        piece = inline.run.piece()
        self._write(piece, sink, lang, keep and "\n" in piece.text)
        self._rest(piece, inline.figures, sink)

    def _rest(self, piece: Piece, figures: Iterable[Figure | Note], sink: Sink) -> None:
        """What running text cannot hold: pictures, and page breaks where there are no words."""
        if not piece.text:
            self.pending.extend(piece.aliases)
            for page in piece.pages:
                put(sink, page)
        for figure in figures:
            put(sink, figure)

    def _inline(self, lang: str) -> Inline:
        return Inline(self.document, lang, depth=self.depth)

    def _gathered(self, element: Element, lang: str) -> tuple[Piece, list[Figure | Note]]:
        inline = self._inline(lang)
        inline.run.alias(*self._own(element))
        inline.children(element)
        return inline.run.piece(), inline.figures

    def _text(self, kind: type[_T], piece: Piece, lang: str) -> _T:
        aliases = tuple(dict.fromkeys((*self._take(), *piece.aliases)))
        return kind(
            text=piece.text,
            lang=lang or None,
            marks=piece.marks,
            pages=piece.pages,
            aliases=aliases,
        )

    def _take(self, element: Element | None = None) -> tuple[str, ...]:
        """The aliases that wait for somewhere to stand, and the element's own."""
        taken = (*self.pending, *(self._own(element) if element is not None else ()))
        self.pending = []
        return taken

    def _own(self, element: Element) -> tuple[str, ...]:
        own = anchor(element)
        return (self.document.alias(own),) if own else ()

    def _is_block(self, element: Element) -> bool:
        """Whether an element stands apart from running text, by itself or by what it holds."""
        kind = name(element)
        if kind in _BLOCKS or element in self.document.notes:
            return True
        if not kind or kind in ("math", "svg", "br", "img") or not len(element):
            return False
        return any(name(inner) in _BLOCKS for inner in element.iterdescendants("*"))


def put(sink: Sink, block: Block) -> None:
    """Add a block to an outline or a list."""
    if isinstance(sink, Outline):
        sink.block(block)
    else:
        sink.append(block)


def _is_stanza(element: Element) -> bool:
    """Whether the children of a part of a poem are its lines, and not its stanzas."""
    lines = [child for child in element if name(child) not in ("", "br")]
    return bool(lines) and all(
        name(line) in ("p", "div", "span", "i", "em", "a")
        and not any(name(e) in _BLOCKS or name(e) == "br" for e in _before_last(line))
        for line in lines
    )


def _before_last(line: Element) -> list[Element]:
    """What lies in a line, but a line break that ends it."""
    inner = list(line.iterdescendants("*"))
    ends = inner and name(inner[-1]) == "br" and not (inner[-1].tail or "").strip()
    return inner[:-1] if ends else inner


def _bare(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks without aliases of their own: the note around them holds them all."""
    return tuple(replace(b, aliases=()) if isinstance(b, Text) else b for b in blocks)
