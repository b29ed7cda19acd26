"""A publication: one edition made accessible, as plain immutable data.

Readers make it, writers take it. Its stored form is one XHTML file (`audiolib.stored`). Offsets
are code points of the NFC text they lie in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Origin = Literal["source", "generated"]


class MarkKind(StrEnum):
    """What a stretch of text is, beside being text."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    LANGUAGE = "language"
    LINK = "link"
    NOTEREF = "noteref"
    SUBSCRIPT = "subscript"
    SUPERSCRIPT = "superscript"
    CODE = "code"
    ABBREVIATION = "abbreviation"
    MATH = "math"
    ALIAS = "alias"
    """Spoken as `value`: SSML `sub`, `abbr title`."""
    PHONEME = "phoneme"
    """Spoken as the IPA in `value`: SSML `phoneme`, EPUB `ssml:ph`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text with a meaning of its own; marks may nest, and do not cross.

    A note reference is a phrase too: `id` is that phrase's, `href` is `#` and the note's id.
    """

    begin: int
    end: int
    kind: MarkKind
    lang: str | None = None
    href: str | None = None
    value: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence, or the part of it between line or block edges: one `par`, exactly one clip."""

    id: str
    begin: int
    end: int
    origin: Origin = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """The top of a page of the print edition.

    `label` is the page's number as printed. `at` is where it falls in the text that holds it, and
    0 where it stands between blocks. It sounds as a generated phrase at the nearest boundary of a
    sentence, and never cuts one; `phrase` is that phrase's id, and the target of navigation.
    """

    phrase: str = ""
    label: str
    at: int = 0
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What holds words: NFC text without edges of white space, its marks, phrases and page breaks.

    `aliases` are ids that the source gave the element. `lang` is BCP 47, None where inherited.
    """

    id: str = ""
    text: str
    lang: str | None = None
    marks: tuple[Mark, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    pages: tuple[PageBreak, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Text):
    """The name of its section; its level is the section's depth, so it can never skip one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Text):
    """A run of prose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verse(Text):
    r"""A stanza: its lines are parted by `\n`, and no phrase crosses a line's edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch(Text):
    """Recorded sound whose words are not known: each phrase is an empty range of an empty text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry of a list."""

    id: str = ""
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """A list. Where entries are numbered, the number is part of their text, so it is spoken too."""

    id: str = ""
    items: tuple[Item, ...]
    bulleted: bool = True
    lang: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table; spans count rows and columns, 1 or more."""

    id: str = ""
    blocks: tuple["Block", ...]
    header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, read row by row or cell by cell under its headers."""

    id: str = ""
    rows: tuple[Row, ...]
    caption: Paragraph | None = None
    lang: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture. `alt` sounds as a generated phrase; None: decoration, or not described."""

    id: str = ""
    href: str
    alt: Paragraph | None = None
    caption: tuple["Block", ...] = ()
    lang: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation set apart."""

    id: str = ""
    blocks: tuple["Block", ...]
    lang: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What a person of a play says: the name, then the words."""

    id: str = ""
    speaker: Paragraph
    blocks: tuple["Block", ...]
    lang: str | None = None
    aliases: tuple[str, ...] = ()


class NoteKind(StrEnum):
    """Kinds of matter beside the text that a listener may skip."""

    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    SIDEBAR = "sidebar"
    PRODUCER = "producer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Matter beside the text; where a sentence refers to it, it sounds after that sentence."""

    id: str = ""
    kind: NoteKind = NoteKind.FOOTNOTE
    blocks: tuple["Block", ...]
    lang: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A change of scene inside a section: a longer silence, and nothing spoken."""

    id: str = ""


Block = (
    Heading
    | Paragraph
    | Verse
    | Stretch
    | List
    | Table
    | Figure
    | Quote
    | Speech
    | Note
    | PageBreak
    | Break
)


class Matter(StrEnum):
    """The part of the publication that a section of the first level belongs to."""

    FRONT = "front"
    BODY = "body"
    REAR = "rear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Blocks and further sections under at most one heading, which comes first.

    `kind` is a term of the EPUB Structural Semantics Vocabulary 1.1 (`chapter`, `part`, `foreword`,
    `dedication`, `appendix`, …), empty where unknown; `about` and `closing` are our own generated
    sections. `matter` counts on the first level and is inherited below it.
    """

    id: str = ""
    kind: str = ""
    matter: Matter = Matter.BODY
    content: tuple["Section | Block", ...]
    lang: str | None = None
    origin: Origin = "source"
    aliases: tuple[str, ...] = ()

    @property
    def heading(self) -> Heading | None:
        """The section's heading; a page break may stand before it."""
        for child in self.content:
            if isinstance(child, Heading):
                return child
            if not isinstance(child, PageBreak):
                return None
        return None


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or body; `role` is a MARC relator (`aut`, `trl`, `ill`, `nrt`)."""

    name: str
    role: str = "aut"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEdition:
    """The edition the publication was made from, usually print."""

    title: str = ""
    publisher: str = ""
    date: str = ""
    identifier: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the publication is called, who made it, what may be done with it.

    `publisher` is who makes the accessible edition: the library. `date` and `source.date` are
    `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or empty. `cover` is the href of a resource.
    """

    identifier: str
    title: str
    language: str
    contributors: tuple[Contributor, ...] = ()
    publisher: str = ""
    date: str = ""
    rights: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    cover: str = ""
    source: SourceEdition = SourceEdition()

    @property
    def authors(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.contributors if c.role == "aut")


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the publication that is not text: its bytes lie in the store under `digest`.

    `href` is relative and ASCII (`resources/img001.png`); `digest` is the SHA-256 of the bytes.
    """

    href: str
    media_type: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One edition made accessible.

    Ids are `s` and a counter of at least four digits (`s0001`); `next_id` is the first number
    never used. A draft, as a reader makes it, has empty ids and no phrases; `audiolib.identify`
    gives them. Where a source itself tells its phrases, as a talking book does, its draft has them,
    under names of the reader's own, which the recording goes by until then.
    """

    metadata: Metadata
    sections: tuple[Section, ...]
    resources: tuple[Resource, ...] = ()
    next_id: int = 1

    def resource(self, href: str) -> Resource | None:
        return next((r for r in self.resources if r.href == href), None)


def children(node: Section | Block | Item | Cell) -> tuple["Section | Block", ...]:
    """What lies directly inside, in the order of the document, with alt texts and captions."""
    match node:
        case Section(content=content):
            return content
        case List(items=items):
            return tuple(block for item in items for block in item.blocks)
        case Table(rows=rows, caption=caption):
            cells = tuple(b for row in rows for cell in row.cells for b in cell.blocks)
            return (caption, *cells) if caption else cells
        case Figure(alt=alt, caption=caption):
            return (alt, *caption) if alt else caption
        case Speech(speaker=speaker, blocks=blocks):
            return (speaker, *blocks)
        case Quote(blocks=blocks) | Note(blocks=blocks) | Item(blocks=blocks) | Cell(blocks=blocks):
            return blocks
        case _:
            return ()


def walk(node: Publication | Section | Block) -> Iterator[Section | Block]:
    """Every section and block below (and with) a node, in the order of the document."""
    if isinstance(node, Publication):
        for section in node.sections:
            yield from walk(section)
        return
    yield node
    for child in children(node):
        yield from walk(child)


def texts(node: Publication | Section | Block) -> Iterator[Text]:
    """Every element that holds words, in the order of the document."""
    return (n for n in walk(node) if isinstance(n, Text))
