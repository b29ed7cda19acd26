"""The XHTML files: text with an id on every phrase, in the order in which it sounds."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape

from audiolib.content import LineNode, MarkNode, Node, PageNode, PhraseNode, nodes
from audiolib.order import SoundOptions
from audiolib.packages.accessibility_texts import texts
from audiolib.packages.epub3.inline import closing, opening
from audiolib.packages.epub3.layout import Document
from audiolib.packages.epub3.outline import entries, outline, plain
from audiolib.packages.epub3.semantics import MATTER, NOTES, SECTION_ROLES
from audiolib.packages.epub3.xhtml import (
    Around,
    aliases,
    is_header,
    lang_of,
    page,
    spans,
    title_of,
)
from audiolib.publication import (
    Block,
    Break,
    Figure,
    Heading,
    List,
    MarkKind,
    Note,
    PageBreak,
    Paragraph,
    Publication,
    Quote,
    Row,
    Section,
    Speech,
    Table,
    Text,
    Verse,
    walk,
)

# Marks a link that waits for its target.
_WAITING = re.compile("\0([^\0]*)\0")


class Content:
    """Renders the documents of a publication, one after the other.

    Args:
        publication: What is rendered.
        options: Notes that sound after their sentence stand after its paragraph.
        pictures: The file of each picture that the package holds, by its href.
    """

    def __init__(
        self, publication: Publication, options: SoundOptions, pictures: Mapping[str, str]
    ) -> None:
        self._publication = publication
        self._notes_at = options.notes
        self._pictures = pictures
        self._notes = {n.id: n for n in walk(publication) if isinstance(n, Note) and n.id}
        self._referred = self._references() if options.notes != "skip" else frozenset[str]()
        self._aliases = dict(aliases(publication))
        self._headings = {id(entry.heading) for entry in entries(outline(publication))}
        self._placed: set[str] = set()
        self._waiting: list[Note] = []
        self._out: list[str] = []
        self._file = ""
        self.places: dict[str, str] = {}
        """The file that each id stands in, of what was rendered so far."""

    def render(self, documents: Iterable[Document]) -> dict[str, str]:
        """The text of each document, by its name."""
        made = {document.name: self._document(document) for document in documents}
        return {name: self._linked(text) for name, text in made.items()}

    def _references(self) -> frozenset[str]:
        return frozenset(
            mark.href[1:]
            for text in walk(self._publication)
            if isinstance(text, Text)
            for mark in text.marks
            if mark.kind is MarkKind.NOTEREF and mark.id and mark.href and mark.href[1:] in
            self._notes
        )  # fmt: skip

    def _linked(self, text: str) -> str:
        def target(match: re.Match[str]) -> str:
            name = self._aliases.get(match[1], match[1])
            file = self.places.get(name)
            return f' href="{file}#{name}"' if file else ""

        return _WAITING.sub(target, text) if "\0" in text else text

    def _document(self, document: Document) -> str:
        self._file, self._out = document.name, []
        main = self._publication.metadata.language
        lang = next((s.lang for s in reversed(document.around) if s.lang), main)
        level = sum(1 for s in document.around if s.heading and s.heading.text.strip())
        around = Around(lang, level)
        for child in document.content:
            self._child(child, around)
        while document.last and self._waiting:
            self._note(self._waiting.pop(0), around)
        title = title_of(self._publication, document)
        return page(title, lang, MATTER[document.matter], "".join(self._out))

    def _id(self, name: str) -> str:
        if not name or name in self.places:
            return ""
        self.places[name] = self._file
        return f' id="{name}"'

    def _child(self, child: Section | Block, around: Around) -> None:
        if isinstance(child, Section):
            self._section(child, around)
        else:
            self._block(child, around)

    def _section(self, section: Section, around: Around) -> None:
        heading = section.heading if section.heading and section.heading.text.strip() else None
        kind = section.kind if section.kind in SECTION_ROLES else ""
        role = SECTION_ROLES.get(kind, "")
        self._out.append(f"<section{self._id(section.id)}")
        if kind:
            self._out.append(f' epub:type="{kind}"')
        if role:
            self._out.append(f' role="{role}"')
        if role and heading and heading.id:
            self._out.append(f' aria-labelledby="{heading.id}"')
        self._out.append(f"{lang_of(section.lang, around)}>\n")
        lang, deeper = section.lang or around.lang, 1 if heading else 0
        inside = Around(lang, around.level + deeper)
        for child in section.content:
            self._child(child, inside)
        self._out.append("</section>\n")

    def _blocks(self, blocks: Iterable[Block], around: Around) -> None:
        for block in blocks:
            self._block(block, around)

    def _block(self, block: Block, around: Around) -> None:
        match block:
            case PageBreak():
                self._page(block, around, "div")
            case Break():
                self._out.append("<hr/>\n")
            case Text():
                self._text(block, around)
            case Note():
                if block.id not in self._referred:
                    self._note(block, around)
            case List():
                self._list(block, around)
            case Table():
                self._table(block, around)
            case Figure():
                self._figure(block, around)
            case Quote(blocks=blocks):
                self._enclosed("blockquote", "", block, blocks, around)
            case Speech(speaker=speaker, blocks=blocks):
                self._speech(block, speaker, blocks, around)

    def _enclosed(
        self, tag: str, more: str, block: Quote | Note, blocks: tuple[Block, ...], around: Around
    ) -> None:
        self._out.append(f"<{tag}{self._id(block.id)}{more}{lang_of(block.lang, around)}>\n")
        self._blocks(blocks, replace(around, lang=block.lang or around.lang))
        self._out.append(f"</{tag}>\n")

    def _speech(
        self, speech: Speech, speaker: Paragraph, blocks: tuple[Block, ...], around: Around
    ) -> None:
        inside = replace(around, lang=speech.lang or around.lang)
        start = f'<div{self._id(speech.id)} class="speech"{lang_of(speech.lang, around)}>\n'
        self._out.append(start)
        self._text(speaker, inside, ' class="speaker" epub:type="z3998:persona"')
        self._blocks(blocks, inside)
        self._out.append("</div>\n")

    def _note(self, note: Note, around: Around) -> None:
        if note.id in self._placed:
            return
        if note.id:
            self._placed.add(note.id)
        term, role = NOTES[note.kind]
        more = f' class="{note.kind.value}" epub:type="{term}" role="{role}"'
        self._enclosed("aside", more, note, note.blocks, around)

    def _list(self, block: List, around: Around) -> None:
        style = "" if block.bulleted else ' class="plain"'
        self._out.append(f"<ul{self._id(block.id)}{style}{lang_of(block.lang, around)}>\n")
        inside = replace(around, lang=block.lang or around.lang)
        for item in block.items:
            self._out.append(f"<li{self._id(item.id)}>")
            self._blocks(item.blocks, inside)
            self._out.append("</li>\n")
        self._out.append("</ul>\n")

    def _table(self, table: Table, around: Around) -> None:
        self._out.append(f"<table{self._id(table.id)}{lang_of(table.lang, around)}>\n")
        inside = replace(around, lang=table.lang or around.lang)
        if table.caption:
            self._out.append("<caption>")
            self._text(table.caption, inside)
            self._out.append("</caption>\n")
        head = 0
        while head < len(table.rows) and is_header(table.rows[head]):
            head += 1
        # A table of headers alone has no body, and one without headers no head.
        head = 0 if head == len(table.rows) else head
        for tag, rows in (("thead", table.rows[:head]), ("tbody", table.rows[head:])):
            if rows:
                self._out.append(f"<{tag}>\n")
                for row in rows:
                    self._row(row, "col" if tag == "thead" else "row", inside)
                self._out.append(f"</{tag}>\n")
        self._out.append("</table>\n")

    def _row(self, row: Row, scope: str, around: Around) -> None:
        self._out.append("<tr>")
        for cell in row.cells:
            tag = "th" if cell.header else "td"
            self._out.append(f"<{tag}{self._id(cell.id)}")
            if cell.header:
                self._out.append(f' scope="{scope}"')
            self._out.append(f"{spans(cell)}>")
            self._blocks(cell.blocks, around)
            self._out.append(f"</{tag}>")
        self._out.append("</tr>\n")

    def _figure(self, figure: Figure, around: Around) -> None:
        inside = replace(around, lang=figure.lang or around.lang)
        self._out.append(f"<figure{self._id(figure.id)}{lang_of(figure.lang, around)}>\n")
        file = self._pictures.get(figure.href)
        if file:
            self._picture(file, figure.alt, inside)
        elif figure.alt:
            self._text(figure.alt, inside, ' class="alt"')
        if figure.caption:
            self._out.append("<figcaption>\n")
            self._blocks(figure.caption, inside)
            self._out.append("</figcaption>\n")
        self._out.append("</figure>\n")

    def _picture(self, file: str, alt: Paragraph | None, around: Around) -> None:
        """The picture stands for the phrases of its description: each id is an element on it."""
        ids = [phrase.id for phrase in alt.phrases] if alt else []
        words = escape(plain(alt)) if alt else ""
        lang = lang_of(alt.lang, around) if alt else ""
        outer = ids[:0:-1]
        self._out += [f"<span{self._id(name)}>" for name in outer]
        first = self._id(ids[0]) if ids else ""
        self._out.append(f'<img{first} src="../{file}" alt="{words}"{lang}/>')
        self._out.append("</span>" * len(outer) + "\n")

    def _page(self, page: PageBreak, around: Around, tag: str) -> None:
        name = escape(texts(self._publication.metadata.language).page.format(page=page.label))
        self._out.append(
            f'<{tag}{self._id(page.phrase)} class="page" epub:type="pagebreak" '
            f'role="doc-pagebreak" aria-label="{name}" data-page="{escape(page.label)}"></{tag}>'
        )
        if tag == "div":
            self._out.append("\n")

    def _text(self, text: Text, around: Around, more: str = "") -> None:
        tag = "p"
        if id(text) in self._headings:
            tag = f"h{min(6, max(1, around.level))}"
        elif isinstance(text, Heading):
            more += ' class="heading"'  # one that names no section may not skip levels either
        elif isinstance(text, Verse):
            more += ' class="verse" epub:type="z3998:verse"'
        inside = replace(around, lang=text.lang or around.lang)
        self._out.append(f"<{tag}{self._id(text.id)}{more}{lang_of(text.lang, around)}>")
        self._inline(nodes(text), inside)
        self._out.append(f"</{tag}>\n")
        if self._notes_at != "skip":
            self._notes_of(text, around)

    def _notes_of(self, text: Text, around: Around) -> None:
        for mark in text.marks:
            if mark.kind is MarkKind.NOTEREF and mark.id and mark.href:
                note = self._notes.get(mark.href[1:])
                if note is None or note.id in self._placed:
                    continue
                if self._notes_at == "end":
                    self._waiting.append(note)
                else:
                    self._note(note, around)

    def _inline(self, children: Iterable[Node], around: Around) -> None:
        for node in children:
            match node:
                case str():
                    self._out.append(escape(node.replace("\0", ""), quote=False))
                case PhraseNode(phrase=phrase, children=inner):
                    self._out.append(f"<span{self._id(phrase.id)}>")
                    self._inline(inner, around)
                    self._out.append("</span>")
                case LineNode(children=inner):
                    self._out.append('<span class="line">')
                    self._inline(inner, around)
                    self._out.append("</span>\n")
                case PageNode(page=page):
                    self._page(page, around, "span")
                case MarkNode():
                    self._mark(node, around)

    def _mark(self, node: MarkNode, around: Around) -> None:
        mark = node.mark
        name = self._id(mark.id) if mark.id and node.first else ""
        known = mark.kind is not MarkKind.NOTEREF or (mark.href or "")[1:] in self._notes
        start = opening(mark, name, linked=around.linked, known=known)
        inside = around
        if mark.lang:
            inside = replace(inside, lang=mark.lang)
        if mark.kind in (MarkKind.LINK, MarkKind.NOTEREF):
            inside = replace(inside, linked=True)
        self._out.append(f"<{start}{lang_of(mark.lang, around)}>")
        self._inline(node.children, inside)
        self._out.append(f"</{closing(start)}>")
