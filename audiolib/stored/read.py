"""Reads the stored form."""

from collections.abc import Iterator

from audiolib.errors import SourceDamagedError
from audiolib.publication import (
    Block,
    Break,
    Cell,
    Contributor,
    Figure,
    Heading,
    Item,
    List,
    Matter,
    Metadata,
    Note,
    NoteKind,
    Paragraph,
    Publication,
    Quote,
    Resource,
    Row,
    Section,
    SourceEdition,
    Speech,
    Stretch,
    Table,
    Verse,
)
from audiolib.stored.markup import split
from audiolib.stored.names import MATTERS, TYPE, VERSION
from audiolib.stored.parsed import damaged, is_page, origin, page, tag, text
from audiolib.xml import Element, parse

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def read(content: bytes, file: str) -> Publication:
    """The publication that `write` wrote; `file` is its name, for errors.

    Raises:
        SourceDamagedError: it is not well-formed, or not the stored form of a publication.
        SourceHostileError: it declares entities.
    """
    root = parse(content, file)
    children = {tag(child): child for child in root}
    if tag(root) != "html" or not {"head", "body"} <= children.keys():
        raise SourceDamagedError(file, "", "no html, head or body")
    head = _Head(children["head"])
    if head.one("audiolib:version") != VERSION:
        raise SourceDamagedError(file, "", f"version {head.one('audiolib:version') or 'unknown'}")
    try:
        return Publication(
            metadata=head.metadata(root.get("lang", "")),
            sections=tuple(_Body(file).sections(children["body"])),
            resources=tuple(head.resources()),
            next_id=int(head.one("audiolib:next-id")),
        )
    except ValueError as error:
        raise SourceDamagedError(file, "", str(error)) from error


class _Head:
    def __init__(self, head: Element) -> None:
        self._metas: dict[str, list[Element]] = {}
        for element in head:
            if tag(element) == "meta":
                self._metas.setdefault(element.get("name", ""), []).append(element)

    def one(self, name: str) -> str:
        return next(iter(self.every(name)), "")

    def every(self, name: str) -> list[str]:
        return [element.get("content", "") for element in self._metas.get(name, ())]

    def metadata(self, language: str) -> Metadata:
        contributors = self._metas.get("dc:contributor", ())
        return Metadata(
            identifier=self.one("dc:identifier"),
            title=self.one("dc:title"),
            language=language,
            contributors=tuple(
                Contributor(element.get("content", ""), element.get("data-role", ""))
                for element in contributors
            ),
            publisher=self.one("dc:publisher"),
            date=self.one("dc:date"),
            rights=self.one("dc:rights"),
            description=self.one("dc:description"),
            subjects=tuple(self.every("dc:subject")),
            cover=self.one("audiolib:cover"),
            source=SourceEdition(
                title=self.one("audiolib:source-title"),
                publisher=self.one("audiolib:source-publisher"),
                date=self.one("audiolib:source-date"),
                identifier=self.one("audiolib:source-identifier"),
                rights=self.one("audiolib:source-rights"),
            ),
        )

    def resources(self) -> Iterator[Resource]:
        for element in self._metas.get("audiolib:resource", ()):
            yield Resource(
                href=element.get("content", ""),
                media_type=element.get("data-type", ""),
                digest=element.get("data-digest", ""),
                size=int(element.get("data-size", "")),
            )


class _Body:
    def __init__(self, file: str) -> None:
        self._file = file

    def sections(self, body: Element) -> Iterator[Section]:
        for element in _elements(body):
            if tag(element) != "section":
                raise damaged(self._file, element)
            yield self._section(element)

    def _section(self, element: Element) -> Section:
        types = (element.get(TYPE) or "").split()
        matter = MATTERS[types.pop(0)] if types and types[0] in MATTERS else Matter.BODY
        return Section(
            id=element.get("id", ""),
            kind=element.get("data-kind", types[0] if types else ""),
            matter=matter,
            content=tuple(
                self._section(child) if tag(child) == "section" else self._block(child)
                for child in _elements(element)
            ),
            lang=element.get("lang"),
            origin=origin(element),
            aliases=split(element.get("data-alias")),
        )

    def _blocks(self, element: Element) -> tuple[Block, ...]:
        return tuple(self._block(child) for child in _elements(element))

    def _block(self, element: Element) -> Block:
        name, kind = tag(element), element.get("class")
        if name in HEADINGS:
            return text(Heading, element, self._file)
        match name:
            case "p":
                if kind == "verse":
                    return text(Verse, element, self._file)
                if kind == "stretch":
                    return text(Stretch, element, self._file)
                return text(Paragraph, element, self._file)
            case "div" if is_page(element):
                return page(element)
            case "hr":
                return Break(id=element.get("id", ""))
            case "ul":
                return self._list(element)
            case "table":
                return self._table(element)
            case "figure":
                return self._figure(element)
            case "blockquote" | "div" | "aside":
                return self._group(element)
        raise damaged(self._file, element)

    def _group(self, element: Element) -> Block:
        blocks = self._blocks(element)
        id_, lang, aliases = _names(element)
        kind = element.get("class", "")
        match tag(element):
            case "blockquote":
                return Quote(id=id_, blocks=blocks, lang=lang, aliases=aliases)
            case "aside" if kind in NoteKind._value2member_map_:
                note = NoteKind(kind)
                return Note(id=id_, kind=note, blocks=blocks, lang=lang, aliases=aliases)
            case "div" if kind == "speech" and blocks and isinstance(blocks[0], Paragraph):
                speaker, spoken = blocks[0], blocks[1:]
                return Speech(id=id_, speaker=speaker, blocks=spoken, lang=lang, aliases=aliases)
        raise damaged(self._file, element)

    def _list(self, element: Element) -> List:
        id_, lang, aliases = _names(element)
        items = tuple(
            Item(id=entry.get("id", ""), blocks=self._blocks(entry)) for entry in _elements(element)
        )
        bulleted = element.get("class") != "plain"
        return List(id=id_, items=items, bulleted=bulleted, lang=lang, aliases=aliases)

    def _table(self, element: Element) -> Table:
        id_, lang, aliases = _names(element)
        caption: Paragraph | None = None
        rows: list[Row] = []
        for child in _elements(element):
            if tag(child) == "caption":
                caption = self._caption(child)
            else:
                rows.extend(self._row(row) for row in _elements(child))
        return Table(id=id_, rows=tuple(rows), caption=caption, lang=lang, aliases=aliases)

    def _caption(self, element: Element) -> Paragraph:
        blocks = self._blocks(element)
        if len(blocks) != 1 or not isinstance(blocks[0], Paragraph):
            raise damaged(self._file, element)
        return blocks[0]

    def _row(self, element: Element) -> Row:
        return Row(
            cells=tuple(
                Cell(
                    id=cell.get("id", ""),
                    blocks=self._blocks(cell),
                    header=tag(cell) == "th",
                    columns=int(cell.get("colspan", "1")),
                    rows=int(cell.get("rowspan", "1")),
                )
                for cell in _elements(element)
            )
        )

    def _figure(self, element: Element) -> Figure:
        id_, lang, aliases = _names(element)
        href: str | None = None
        alt: Paragraph | None = None
        caption: tuple[Block, ...] = ()
        for child in _elements(element):
            match tag(child):
                case "img":
                    href = child.get("src", "")
                case "p":
                    alt = text(Paragraph, child, self._file)
                case "figcaption":
                    caption = self._blocks(child)
                case _:
                    raise damaged(self._file, child)
        if href is None:
            raise damaged(self._file, element)
        return Figure(id=id_, href=href, alt=alt, caption=caption, lang=lang, aliases=aliases)


def _elements(element: Element) -> Iterator[Element]:
    """The elements inside, without comments."""
    return (child for child in element if isinstance(child.tag, str))


def _names(element: Element) -> tuple[str, str | None, tuple[str, ...]]:
    return element.get("id", ""), element.get("lang"), split(element.get("data-alias"))
