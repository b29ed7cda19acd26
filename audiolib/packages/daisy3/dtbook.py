"""The text of the publication as DTBook 2005-3, an id and a `smilref` for all that sounds."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from audiolib.content import LineNode, MarkNode, Node, PageNode, PhraseNode, nodes
from audiolib.packages._daisy.markup import attribute, escaped, language
from audiolib.packages._daisy.outline import Level
from audiolib.packages._daisy.pages import PageNumber
from audiolib.packages._daisy.pictures import own_phrase
from audiolib.packages._daisy.record import Record
from audiolib.packages.daisy3.smil import DECLARATION
from audiolib.publication import (
    Block,
    Break,
    Cell,
    Figure,
    Heading,
    List,
    MarkKind,
    Matter,
    Note,
    NoteKind,
    PageBreak,
    Quote,
    Speech,
    Table,
    Text,
    Verse,
)

_DOCTYPE = (
    '<?xml-stylesheet type="text/css" href="daisy.css"?>\n'
    '<!DOCTYPE dtbook PUBLIC "-//NISO//DTD dtbook 2005-3//EN"'
    ' "http://www.daisy.org/z3986/2005/dtbook-2005-3.dtd">\n'
)
_MARKS = {
    MarkKind.EMPHASIS: "em",
    MarkKind.STRONG: "strong",
    MarkKind.SUBSCRIPT: "sub",
    MarkKind.SUPERSCRIPT: "sup",
    MarkKind.CODE: "code",
    MarkKind.ABBREVIATION: "abbr",
    MarkKind.MATH: "span",
    MarkKind.LANGUAGE: "span",
}
_MATTERS = {Matter.FRONT: "frontmatter", Matter.BODY: "bodymatter", Matter.REAR: "rearmatter"}


class Dtbook:
    """Writes `book.xml`.

    Args:
        links: The par of each phrase in SMIL by the phrase's id.
        sequences: The seq of each structure that sounds by the structure's id.
        pictures: Name of each picture by its href.
        ids: Every id that an inner link can lead to.
        notes: The ids of footnotes and endnotes that sound.
    """

    def __init__(
        self,
        record: Record,
        links: Mapping[str, str],
        sequences: Mapping[str, str],
        pages: Mapping[str, PageNumber],
        pictures: Mapping[str, str],
        ids: frozenset[str],
        notes: frozenset[str],
    ) -> None:
        self._record = record
        self._links = links
        self._sequences = sequences
        self._pages = pages
        self._pictures = pictures
        self._ids = ids
        self._notes = notes
        self._out: list[str] = []
        self._book = record.languages[0]

    def document(self, tops: Sequence[tuple[Matter, Level]]) -> str:
        """The whole file."""
        record = self._record
        authors = [f"<docauthor>{escaped(name)}</docauthor>\n" for name in record.creators]
        front = [f"<doctitle>{escaped(record.title)}</doctitle>\n", *authors]
        self._out = []
        if not tops or tops[0][0] is not Matter.FRONT:
            self._out += ["<frontmatter>\n", *front, "</frontmatter>\n"]
        for matter, run in groupby(tops, key=lambda pair: pair[0]):
            name = _MATTERS[matter]
            self._out.append(f"<{name}>\n")
            if matter is Matter.FRONT:
                self._out += front
            for _, level in run:
                self._level(level)
            self._out.append(f"</{name}>\n")
        lang = self._language(self._book if self._book != "und" else None)
        head = [
            DECLARATION,
            _DOCTYPE,
            f'<dtbook xmlns="http://www.daisy.org/z3986/2005/dtbook/" version="2005-3"{lang}>\n',
            "<head>\n",
            *(f'<meta name="{name}"{attribute("content", v)}/>\n' for name, v in self._metadata()),
            '<link rel="stylesheet" type="text/css" href="daisy.css"/>\n',
            "</head>\n<book>\n",
        ]
        return "".join([*head, *self._out, "</book>\n</dtbook>\n"])

    def _metadata(self) -> list[tuple[str, str]]:
        record = self._record
        return [
            ("dtb:uid", record.identifier),
            ("dtb:generator", record.generator),
            ("dc:Title", record.title),
            *(("dc:Creator", name) for name in record.creators),
            ("dc:Publisher", record.publisher),
            ("dc:Date", record.date),
            ("dc:Language", self._book),
            ("dc:Identifier", record.identifier),
        ]

    def _level(self, level: Level) -> None:
        section = level.section
        id_ = f' id="{section.id}"' if level.heading else ""
        kind = attribute("class", section.kind) if section.kind and level.heading else ""
        name = f"level{level.depth}"
        self._out.append(f"<{name}{id_}{kind}{self._language(section.lang)}>\n")
        # A level holds at least one element beside its heading (DTD).
        bare = True
        for child in level.content:
            if isinstance(child, Level):
                self._level(child)
            elif child is level.heading:
                self._text(f"h{level.depth}", "", level.heading)
                bare = True
                continue
            else:
                self._block(child)
            bare = False
        if bare:
            self._out.append("<p/>\n")
        self._out.append(f"</{name}>\n")

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case PageBreak():
                self._out.append(self._page(block) + "\n")
            case Break(id=id_):
                self._out.append(f'<p class="break" id="{id_}"/>\n')
            case Verse():
                self._text("linegroup", "", block)
            case Heading():
                self._text("p", "heading", block)
            case Text():
                self._text("p", "", block)
            case List():
                self._list(block)
            case Table():
                self._table(block)
            case Figure():
                self._figure(block)
            case Quote():
                self._group("blockquote", "", block, block.blocks)
            case Speech():
                self._group("div", "speech", block, (block.speaker, *block.blocks))
            case Note():
                self._note(block)

    def _group(
        self,
        tag: str,
        attributes: str,
        block: Quote | Speech | Note | List,
        blocks: Sequence[Block],
    ) -> None:
        if attributes and "=" not in attributes:
            attributes = f' class="{attributes}"'
        language = self._language(block.lang)
        self._out.append(f'<{tag} id="{block.id}"{attributes}{language}>\n')
        self._blocks(blocks)
        if not blocks:
            self._out.append("<p/>\n")
        self._out.append(f"</{tag}>\n")

    def _note(self, note: Note) -> None:
        """One without sound can't be skipped, and is no note in the sense of the standard."""
        sequence = self._sequences.get(note.id)
        if not sequence:
            self._group("div", note.kind.value, note, note.blocks)
            return
        linked = f' smilref="{sequence}"'
        if note.kind is NoteKind.SIDEBAR:
            self._group("sidebar", f' render="optional"{linked}', note, note.blocks)
        elif note.kind is NoteKind.PRODUCER:
            self._group("prodnote", f' render="optional"{linked}', note, note.blocks)
        else:
            self._group("note", f' class="{note.kind.value}"{linked}', note, note.blocks)

    def _list(self, block: List) -> None:
        sequence = self._sequences.get(block.id)
        if not sequence or not block.items:
            self._group("div", "list", block, [b for item in block.items for b in item.blocks])
            return
        kind = "ul" if block.bulleted else "pl"
        language = self._language(block.lang)
        self._out.append(f'<list id="{block.id}" type="{kind}" smilref="{sequence}"{language}>\n')
        for item in block.items:
            self._out.append("<li>\n")
            self._blocks(item.blocks)
            self._out.append("</li>\n")
        self._out.append("</list>\n")

    def _table(self, block: Table) -> None:
        sequence = self._sequences.get(block.id)
        if not sequence or not block.rows:
            self._out.append(f'<div id="{block.id}"{self._language(block.lang)}>\n<p/>\n')
            if block.caption:
                self._text("p", "", block.caption)
            for row in block.rows:
                for cell in row.cells:
                    self._blocks(cell.blocks)
            self._out.append("</div>\n")
            return
        language = self._language(block.lang)
        self._out.append(f'<table id="{block.id}" smilref="{sequence}"{language}>\n')
        if block.caption:
            self._text("caption", "", block.caption)
        for index, row in enumerate(block.rows):
            self._out.append("<tr>\n")
            for cell in row.cells:
                self._cell(cell, len(block.rows) - index)
            self._out.append("</tr>\n" if row.cells else "<td/>\n</tr>\n")
        self._out.append("</table>\n")

    def _cell(self, cell: Cell, left: int) -> None:
        tag = "th" if cell.header else "td"
        spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        rows = min(cell.rows, left)
        spans += f' rowspan="{rows}"' if rows > 1 else ""
        self._out.append(f"<{tag}{spans}>\n")
        for block in cell.blocks:
            if isinstance(block, PageBreak):
                self._out.append(f"<p>{self._page(block)}</p>\n")  # a cell holds no bare pagenum
            else:
                self._block(block)
        self._out.append(f"</{tag}>\n")

    def _figure(self, block: Figure) -> None:
        """A description of one phrase is the picture's own; a longer one is a producer's note."""
        alt = block.alt
        picture = self._pictures.get(block.href)
        single = own_phrase(alt) if picture else ""
        image = single or f"i{block.id}"
        reference = f' imgref="{image}"' if picture else ""
        self._out.append(f'<imggroup id="{block.id}"{self._language(block.lang)}>\n')
        if picture:
            words = attribute("alt", alt.text if alt else "")
            self._out.append(f'<img id="{image}" src="{picture}"{words}{self._ref(single)}/>\n')
        if alt and not single:
            self._out.append(f'<prodnote render="required"{reference}>\n')
            self._text("p", "", alt)
            self._out.append("</prodnote>\n")
        if block.caption or not (picture or alt):
            self._out.append(f"<caption{reference}>\n")
            self._blocks(block.caption)
            self._out.append("</caption>\n")
        self._out.append("</imggroup>\n")

    def _text(self, tag: str, kind: str, text: Text) -> None:
        class_ = f' class="{kind}"' if kind else ""
        inside = "".join([self._node(node) for node in nodes(text)])
        lang = self._language(text.lang)
        self._out.append(f'<{tag} id="{text.id}"{class_}{lang}>{inside}</{tag}>\n')

    def _nodes(self, children: Sequence[Node]) -> str:
        return "".join([self._node(child) for child in children])

    def _node(self, node: Node) -> str:
        match node:
            case str():
                return escaped(node)
            case PhraseNode(phrase=phrase):
                return (
                    f'<sent id="{phrase.id}"{self._ref(phrase.id)}>'
                    f"{self._nodes(node.children)}</sent>"
                )
            case PageNode(page=page):
                return self._page(page)
            case LineNode():
                return f"<line>{self._nodes(node.children)}</line>\n"
            case MarkNode():
                return self._mark(node)

    def _mark(self, node: MarkNode) -> str:
        mark = node.mark
        if mark.kind is MarkKind.NOTEREF:
            return self._reference(node)
        inside = self._nodes(node.children)
        if mark.kind is MarkKind.LINK:
            return self._link(mark.href or "", inside)
        tag = _MARKS.get(mark.kind)
        return f"<{tag}{self._language(mark.lang)}>{inside}</{tag}>" if tag else inside

    def _link(self, href: str, inside: str) -> str:
        if href.startswith("#"):
            return f'<a href="{href}">{inside}</a>' if href[1:] in self._ids else inside
        if href.startswith(("http://", "https://", "mailto:")) and href.isascii():
            return f'<a{attribute("href", href)} external="true">{inside}</a>'
        return inside

    def _reference(self, node: MarkNode) -> str:
        """It holds plain text (DTD), so a page break or a reference inside it follows it."""
        mark = node.mark
        inside = escaped(_plain(node.children))
        inner = self._nodes(_targets(node.children))
        note = (mark.href or "")[1:]
        if not node.first or not mark.id:
            return inside + inner
        link = self._ref(mark.id)
        if link and note in self._notes:
            return f'<noteref id="{mark.id}" idref="#{note}"{link}>{inside}</noteref>{inner}'
        if note in self._ids:
            return f'<a id="{mark.id}" href="#{note}"{link}>{inside}</a>{inner}'
        return f'<span id="{mark.id}"{link}>{inside}</span>{inner}'

    def _page(self, page: PageBreak) -> str:
        number = self._pages[page.phrase]
        link = self._ref(page.phrase)
        label = escaped(number.label)
        if not link:
            return f'<samp class="page" id="{page.phrase}">{label}</samp>'
        return f'<pagenum id="{page.phrase}" page="{number.kind}"{link}>{label}</pagenum>'

    def _ref(self, phrase: str) -> str:
        link = self._links.get(phrase)
        return f' smilref="{link}"' if link else ""

    def _language(self, tag: str | None) -> str:
        return language(tag, self._book, html=False) if tag else ""


def _plain(children: Sequence[Node]) -> str:
    parts: list[str] = []
    for child in children:
        if isinstance(child, str):
            parts.append(child)
        elif isinstance(child, PhraseNode | MarkNode | LineNode):
            parts.append(_plain(child.children))
    return "".join(parts)


def _targets(children: Sequence[Node]) -> list[Node]:
    """Page breaks and references among nodes, the references without their text."""
    found: list[Node] = []
    for child in children:
        if isinstance(child, PageNode):
            found.append(child)
        elif isinstance(child, PhraseNode | MarkNode | LineNode):
            if isinstance(child, MarkNode) and child.mark.kind is MarkKind.NOTEREF:
                found.append(MarkNode(child.mark, (), child.first, child.last))
            found += _targets(child.children)
    return found
