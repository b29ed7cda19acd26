"""The structure of DTBook: levels become sections, everything else blocks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from audiolib.findings import Severity
from audiolib.publication import (
    Block,
    Figure,
    Heading,
    Item,
    List,
    Matter,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Quote,
    Table,
    Verse,
)
from audiolib.sources.docx_numbers import write_number
from audiolib.sources.dtbook._context import Context
from audiolib.sources.dtbook._elements import (
    HEADINGS,
    LEVEL,
    NOTES,
    group_lines,
    heading_first,
    is_level,
    is_sign,
    names,
    note_kind,
    pages_into_cells,
)
from audiolib.sources.dtbook._inline import INLINE, Inline
from audiolib.sources.dtbook._pieces import filled, with_lines_joined
from audiolib.sources.html_kinds import section_kind
from audiolib.sources.html_lists import numbered, terms
from audiolib.sources.html_tables import table
from audiolib.sources.html_tree import classes, get, name, text_of
from audiolib.sources.inline import Piece, stanzas
from audiolib.sources.outline import Outline, as_paragraph
from audiolib.sources.verse import is_verse
from audiolib.xml import Element

_MATTERS = {
    "frontmatter": Matter.FRONT,
    "bodymatter": Matter.BODY,
    "rearmatter": Matter.REAR,
}
_NAMES = {"doctitle", "covertitle", "docauthor"}
_QUOTES = {"blockquote", "epigraph"}
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(slots=True)
class Blocks:
    """Reads the elements of one book; `lang` is the language around, empty where the book's."""

    context: Context
    lang: str = ""

    def book(self, book: Element, outline: Outline) -> None:
        """Everything in the book, to the outline."""
        for part in book:
            matter = _MATTERS.get(name(part))
            if matter is None:
                self._level_part(part, outline, 1, None)
            else:
                with_lang = replace(self, lang=self.context.language(part, self.lang))
                with_lang._matter(part, outline, matter)

    def _matter(self, part: Element, outline: Outline, matter: Matter) -> None:
        named = [e for e in part if name(e) in _NAMES]
        if named and matter is Matter.FRONT:
            opened = outline.enter("titlepage", Matter.FRONT)
            self._title_page(named, outline)
            outline.leave(opened)
        for child in part:
            if child not in named or matter is not Matter.FRONT:
                self._level_part(child, outline, 1, matter)

    def _title_page(self, named: list[Element], outline: Outline) -> None:
        title = next((e for e in named if name(e) == "doctitle"), named[0])
        for heading in self._headings(title):
            self.context.title = self.context.title or heading.text
            outline.heading(1, heading, "titlepage", Matter.FRONT)
        for element in named:
            if element is not title:
                for block in self.inside(element, names(element)):
                    outline.block(block)

    def _level_part(
        self, element: Element, outline: Outline, depth: int, matter: Matter | None
    ) -> None:
        """What may stand in a level: deeper levels, headings, blocks."""
        kind = name(element)
        if LEVEL.fullmatch(kind):
            inner = replace(self, lang=self.context.language(element, self.lang))
            inner._level(element, outline, depth, matter)
        elif kind in HEADINGS:
            level = int(kind[1]) if kind != "hd" else depth
            for heading in self._headings(element):
                outline.heading(max(1, level), heading)
        elif kind:
            for block in self.block(element):
                outline.block(block)

    def _level(self, element: Element, outline: Outline, depth: int, matter: Matter | None) -> None:
        group_lines(element)
        opened = outline.enter(section_kind(classes(element)), matter)
        for child in heading_first(element):
            self._level_part(child, outline, depth + 1 if is_level(child) else depth, None)
        outline.leave(opened)

    def block(self, element: Element) -> tuple[Block, ...]:
        """The blocks that an element makes."""
        context, kind = self.context, name(element)
        inside = replace(self, lang=context.language(element, self.lang))
        aliases = names(element)
        match kind:
            case "":
                return ()
            case "pagenum":
                label = text_of(element)
                return (PageBreak(label=label, aliases=aliases),) if label else ()
            case "list":
                return inside._list(element, aliases)
            case "dl":
                found = terms(element, inside.inside)
                return (replace(found, aliases=aliases),) if found else ()
            case "table":
                return inside._table(element, aliases)
            case "img":
                return inside._figure(element, ())
            case "imggroup":
                return inside._group(element)
            case "linegroup" | "line" | "poem":
                return tuple(inside._verse(element))
            case note if note in NOTES:
                blocks = inside.inside(element)
                made = Note(kind=note_kind(element), blocks=blocks, aliases=aliases)
                return (made,) if blocks else ()
            case quote if quote in _QUOTES:
                blocks = inside.inside(element)
                return (Quote(blocks=blocks, aliases=aliases),) if blocks else ()
            case heading if heading in HEADINGS or heading == "bridgehead":
                return tuple(as_paragraph(h) for h in inside._headings(element))
            case word if word in INLINE:
                inline = Inline(context, self.lang)
                inline.element(element)
                return tuple(self._words(inline))
            case _:
                return inside.inside(element, aliases)

    def inside(self, element: Element, aliases: tuple[str, ...] = ()) -> tuple[Block, ...]:
        """The blocks inside an element: runs of words, and what interrupts them."""
        found: list[Block] = []
        inline = Inline(self.context, self.lang)
        inline.run.alias(*aliases)
        inline.text(element.text)
        for child in element:
            if name(child) in INLINE or not name(child):
                inline.element(child)
            elif name(child) == "img" and is_sign(child):
                inline.text(get(child, "alt"))
            else:
                found += self._words(inline)
                inline = Inline(self.context, self.lang)
                found += self.block(child)
            inline.text(child.tail)
        found += self._words(inline)
        return tuple(with_lines_joined(found))

    def _words(self, inline: Inline) -> Iterator[Block]:
        piece = inline.run.piece()
        if not piece.text:
            yield from (replace(page, at=0) for page in piece.pages)
            return
        for stanza in stanzas(piece):
            lines = stanza.text.split("\n")
            if len(lines) > 1 and is_verse(lines):
                yield self._verse_of(stanza)
            else:
                yield filled(Paragraph(text=""), stanza.joined(), self.lang)

    def _headings(self, element: Element) -> Iterator[Heading]:
        """The words of an element as one heading; none where there are none."""
        inline = Inline(self.context, self.context.language(element, self.lang))
        inline.run.alias(*names(element))
        inline.children(element)
        piece = inline.run.piece().joined()
        if piece.text:
            yield filled(Heading(text=""), piece, inline.lang)

    def _verse_of(self, piece: Piece) -> Verse:
        return filled(Verse(text=""), piece, self.lang)

    def _verse(self, element: Element) -> Iterator[Block]:
        """The stanzas of a poem or group of lines; names and page numbers stay between them."""
        inline = Inline(self.context, self.lang)
        inline.run.alias(*names(element))
        lines = [element] if name(element) == "line" else list(element)
        for child in lines:
            kind = name(child)
            if kind == "line":
                if inline.run.length:
                    inline.run.line()
                inline.element(child)
            elif kind == "pagenum":
                inline.element(child)
            elif kind:
                yield from self._stanza(inline)
                inline = Inline(self.context, self.lang)
                strong = kind in ("title", *HEADINGS)
                yield from (
                    (as_paragraph(h) for h in self._headings(child))
                    if strong
                    else self.block(child)
                )
        yield from self._stanza(inline)

    def _stanza(self, inline: Inline) -> Iterator[Block]:
        piece = inline.run.piece()
        if piece.text:
            yield self._verse_of(piece)
        else:
            yield from (replace(page, at=0) for page in piece.pages)

    def _list(self, element: Element, aliases: tuple[str, ...]) -> tuple[Block, ...]:
        ordered = get(element, "type") == "ol"
        form = _FORMS.get(get(element, "enum"), "decimal")
        number = int(start) if (start := get(element, "start")).isdecimal() else 1
        items: list[Item] = []
        before: list[Block] = []
        heads: list[Block] = []
        for child in element:
            kind = name(child)
            if kind == "li":
                own = replace(self, lang=self.context.language(child, self.lang))
                blocks = own.inside(child, names(child))
                if ordered and blocks:
                    blocks = numbered(blocks, write_number(number, form) + ".")
                    number += 1
                if blocks:
                    items.append(Item(blocks=(*before, *blocks)))
                    before = []
            elif kind:
                (before if items else heads).extend(self.block(child))
        if not items:
            return (*heads, *before)
        bulleted = get(element, "type") in ("ul", "")
        made = List(items=tuple(items), bulleted=bulleted, aliases=aliases)
        return (*heads, made, *before)

    def _table(self, element: Element, aliases: tuple[str, ...]) -> tuple[Block, ...]:
        after = pages_into_cells(element)
        found = table(element, self.inside, self.context.file)
        pages = tuple(block for page in after for block in self.block(page))
        if isinstance(found, Table):
            return (replace(found, aliases=aliases), *pages)
        return (*found, *pages)

    def _group(self, element: Element) -> tuple[Block, ...]:
        """Pictures with their captions and longer descriptions."""
        images = [e for e in element if name(e) == "img"]
        words: dict[str, list[Block]] = {}
        others: list[Block] = []
        for child in element:
            kind = name(child)
            if kind in ("caption", "prodnote"):
                named = get(child, "imgref").split()
                target = named[0].lstrip("#") if named else get(images[0], "id") if images else ""
                blocks = self.inside(child) if kind == "caption" else self.block(child)
                words.setdefault(target, []).extend(blocks)
            elif kind and kind != "img":
                others += self.block(child)
        found: list[Block] = []
        for image in images:
            found += self._figure(image, words.pop(get(image, "id"), ()))
        for left in words.values():
            found += left
        return (*found, *others)

    def _figure(self, element: Element, caption: Iterable[Block]) -> tuple[Block, ...]:
        source, alt = get(element, "src"), " ".join(get(element, "alt").split())
        resource = self.context.picture(source) if source else None
        described = Paragraph(text=alt, lang=self.lang or None) if alt else None
        if described is None and element.get("alt") is None:
            facts = {"image": source[:120]}
            self.context.find("image-undescribed", Severity.WARNING, element, **facts)
        if resource is not None:
            return (
                Figure(
                    href=resource.href,
                    alt=described,
                    caption=tuple(caption),
                    aliases=names(element),
                ),
            )
        told = Note(kind=NoteKind.PRODUCER, blocks=(described,)) if described else None
        return (*((told,) if told else ()), *caption)
