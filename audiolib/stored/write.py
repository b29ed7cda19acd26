"""Writes the stored form."""

from collections.abc import Iterable, Iterator

from audiolib.publication import (
    Block,
    Break,
    Cell,
    Figure,
    Heading,
    List,
    Matter,
    Metadata,
    Note,
    PageBreak,
    Paragraph,
    Publication,
    Quote,
    Resource,
    Row,
    Section,
    Speech,
    Stretch,
    Table,
    Text,
    Verse,
)
from audiolib.stored.inline import inline, languages, page
from audiolib.stored.markup import Attributes, empty, escape, join, refuse_controls, start
from audiolib.stored.names import (
    MATTER_TYPES,
    MATTERS,
    NOTE_TYPES,
    OPS,
    ROLELESS_TYPES,
    SECTION_ROLES,
    VERSION,
    XHTML,
)


def write(publication: Publication) -> bytes:
    """The publication as one XHTML file; the same publication gives the same bytes.

    Marks and page breaks come back in the order of the document, whatever order they had.

    Raises:
        ValueError: a text holds characters that XML cannot, or ranges that cross or leave it.
    """
    lang = publication.metadata.language
    root = [("xmlns", XHTML), ("xmlns:epub", OPS), *languages(lang)]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<!DOCTYPE html>",
        start("html", root),
        "<head>",
        '<meta charset="utf-8"/>',
        *_head(publication),
        "</head>",
        "<body>",
    ]
    for section in publication.sections:
        lines.extend(_section(section, 1))
    lines += ["</body>", "</html>", ""]
    document = "\n".join(lines)
    refuse_controls(document)
    return document.encode()


def _head(publication: Publication) -> Iterator[str]:
    metadata = publication.metadata
    yield f"<title>{escape(metadata.title or metadata.identifier or '…')}</title>"
    yield _meta("audiolib:version", VERSION)
    yield _meta("audiolib:next-id", str(publication.next_id))
    for name, value in _facts(metadata):
        if value:
            yield _meta(name, value)
    for contributor in metadata.contributors:
        yield _meta("dc:contributor", contributor.name, ("data-role", contributor.role))
    for subject in metadata.subjects:
        yield _meta("dc:subject", subject)
    for resource in publication.resources:
        yield _meta("audiolib:resource", resource.href, *_resource(resource))


def _facts(metadata: Metadata) -> Iterator[tuple[str, str]]:
    yield "dc:identifier", metadata.identifier
    yield "dc:title", metadata.title
    yield "dc:publisher", metadata.publisher
    yield "dc:date", metadata.date
    yield "dc:rights", metadata.rights
    yield "dc:description", metadata.description
    yield "audiolib:cover", metadata.cover
    yield "audiolib:source-title", metadata.source.title
    yield "audiolib:source-publisher", metadata.source.publisher
    yield "audiolib:source-date", metadata.source.date
    yield "audiolib:source-identifier", metadata.source.identifier
    yield "audiolib:source-rights", metadata.source.rights


def _resource(resource: Resource) -> Attributes:
    yield "data-type", resource.media_type
    yield "data-digest", resource.digest
    yield "data-size", str(resource.size)


def _meta(name: str, content: str, *more: tuple[str, str | None]) -> str:
    return empty("meta", [("name", name), ("content", content), *more])


Held = Section | Text | List | Table | Figure | Quote | Speech | Note


def _common(node: Held) -> Attributes:
    """What every element has that a source may have named."""
    yield "id", node.id or None
    yield from languages(node.lang)
    yield "data-alias", join(node.aliases)


def _section(section: Section, depth: int) -> Iterator[str]:
    yield start("section", _section_attributes(section, depth))
    for child in section.content:
        if isinstance(child, Section):
            yield from _section(child, depth + 1)
        else:
            yield from _block(child, depth)
    yield "</section>"


def _section_attributes(section: Section, depth: int) -> Attributes:
    kind, types = section.kind, []
    if depth == 1 or section.matter is not Matter.BODY or kind in MATTERS:
        types.append(MATTER_TYPES[section.matter])
    known = kind in SECTION_ROLES or kind in ROLELESS_TYPES
    if known:
        types.append(kind)
    yield "epub:type", " ".join(types) or None
    yield "role", SECTION_ROLES.get(kind)
    yield "data-kind", None if known else kind or None
    yield "data-origin", "generated" if section.origin == "generated" else None
    yield from _common(section)


def _blocks(blocks: Iterable[Block], depth: int) -> Iterator[str]:
    for block in blocks:
        yield from _block(block, depth)


def _block(block: Block, depth: int) -> Iterator[str]:
    match block:
        case Heading():
            level = [("aria-level", str(depth))] if depth > 6 else []
            yield _text(block, f"h{min(depth, 6)}", *level)
        case Paragraph():
            yield _text(block, "p")
        case Verse():
            yield _text(block, "p", ("class", "verse"))
        case Stretch():
            yield _text(block, "p", ("class", "stretch"))
        case PageBreak():
            if block.at:
                raise ValueError(f"page {block.label} stands between blocks, and not at 0")
            yield page(block, "div")
        case Break():
            yield empty("hr", [("id", block.id or None)])
        case List():
            yield from _list(block, depth)
        case Table():
            yield from _table(block, depth)
        case Figure():
            yield from _figure(block, depth)
        case Quote():
            yield start("blockquote", _common(block))
            yield from _blocks(block.blocks, depth)
            yield "</blockquote>"
        case Speech():
            yield start("div", [("class", "speech"), *_common(block)])
            yield _text(block.speaker, "p", ("class", "speaker"))
            yield from _blocks(block.blocks, depth)
            yield "</div>"
        case Note():
            kind, role = NOTE_TYPES[block.kind]
            names = [("class", block.kind.value), ("epub:type", kind), ("role", role)]
            yield start("aside", [*names, *_common(block)])
            yield from _blocks(block.blocks, depth)
            yield "</aside>"


def _text(text: Text, name: str, *more: tuple[str, str | None]) -> str:
    line = "\n" if isinstance(text, Verse) else ""
    return f"{start(name, [*more, *_common(text)])}{line}{inline(text)}</{name}>"


def _list(block: List, depth: int) -> Iterator[str]:
    yield start("ul", [("class", None if block.bulleted else "plain"), *_common(block)])
    for entry in block.items:
        yield start("li", [("id", entry.id or None)])
        yield from _blocks(entry.blocks, depth)
        yield "</li>"
    yield "</ul>"


def _table(table: Table, depth: int) -> Iterator[str]:
    yield start("table", _common(table))
    if table.caption:
        yield f"<caption>{_text(table.caption, 'p')}</caption>"
    yield "<tbody>"
    for row in table.rows:
        yield "<tr>"
        for cell in row.cells:
            yield start("th" if cell.header else "td", _cell_attributes(cell, row))
            yield from _blocks(cell.blocks, depth)
            yield "</th>" if cell.header else "</td>"
        yield "</tr>"
    yield "</tbody>"
    yield "</table>"


def _cell_attributes(cell: Cell, row: Row) -> Attributes:
    yield "id", cell.id or None
    if cell.header:
        yield "scope", "col" if all(c.header for c in row.cells) else "row"
    yield "colspan", str(cell.columns) if cell.columns != 1 else None
    yield "rowspan", str(cell.rows) if cell.rows != 1 else None


def _figure(figure: Figure, depth: int) -> Iterator[str]:
    """The alt text stands twice: as browsers want it, and, hidden, with its ids."""
    yield start("figure", _common(figure))
    yield empty("img", [("src", figure.href), ("alt", figure.alt.text if figure.alt else "")])
    if figure.alt:
        yield _text(figure.alt, "p", ("class", "alt"), ("hidden", "hidden"))
    if figure.caption:
        yield "<figcaption>"
        yield from _blocks(figure.caption, depth)
        yield "</figcaption>"
    yield "</figure>"
