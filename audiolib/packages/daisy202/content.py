"""The text of the publication as `content.html`: XHTML 1.0, an id for every phrase.

Each phrase links back to its `par` (Recommendation §2.3). The attribute `bodyref` of a note
reference (Skippable Structures Recommendation, 2003) is declared in the internal subset.
"""

from collections.abc import Mapping, Sequence

from audiolib.content import LineNode, MarkNode, Node, PageNode, PhraseNode, nodes
from audiolib.packages._daisy.markup import attribute, escaped, language
from audiolib.packages._daisy.outline import Level
from audiolib.packages._daisy.pages import PageNumber
from audiolib.packages._daisy.pictures import own_phrase
from audiolib.packages._daisy.record import Record
from audiolib.packages.daisy202.ncc import CONTENT_TYPE, DOCTYPE
from audiolib.packages.daisy202.smil import DECLARATION
from audiolib.publication import (
    Block,
    Break,
    Figure,
    Heading,
    List,
    MarkKind,
    Matter,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Speech,
    Table,
    Text,
    Verse,
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
_NOTES = {
    NoteKind.FOOTNOTE: "notebody",
    NoteKind.ENDNOTE: "notebody",
    NoteKind.SIDEBAR: "sidebar",
    NoteKind.PRODUCER: "optional-prodnote",
}


class Content:
    """Writes `content.html`.

    Args:
        links: Where each phrase that sounds lies: `m0001.smil#s0001` by the phrase's id.
        pictures: Name of each picture by its href.
        notes: The ids of all notes.
    """

    def __init__(
        self,
        record: Record,
        links: Mapping[str, str],
        pages: Mapping[str, PageNumber],
        pictures: Mapping[str, str],
        notes: frozenset[str],
    ) -> None:
        self._record = record
        self._links = links
        self._pages = pages
        self._pictures = pictures
        self._notes = notes
        self._out: list[str] = []
        self._book = record.languages[0]

    def document(self, tops: Sequence[tuple[Matter, Level]]) -> str:
        """The whole file."""
        self._out = []
        for _, level in tops:
            self._level(level)
        lang = language(self._book if self._book != "und" else None, self._book, html=True)
        return "".join(
            [
                DECLARATION,
                f"{DOCTYPE} [\n<!ATTLIST span bodyref CDATA #IMPLIED>\n]>\n",
                f'<html xmlns="http://www.w3.org/1999/xhtml"{lang}>\n<head>\n',
                CONTENT_TYPE,
                f"<title>{escaped(self._record.title)}</title>\n",
                f'<meta name="dc:identifier"{attribute("content", self._record.identifier)} />\n',
                f'<meta name="ncc:generator"{attribute("content", self._record.generator)} />\n',
                '<link rel="stylesheet" type="text/css" href="daisy.css" />\n',
                "</head>\n<body>\n",
                *self._out,
                "</body>\n</html>\n",
            ]
        )

    def _level(self, level: Level) -> None:
        id_ = f' id="{level.section.id}"' if level.heading else ""
        self._out.append(f'<div class="section"{id_}{self._language(level.section.lang)}>\n')
        for child in level.content:
            if isinstance(child, Level):
                self._level(child)
            elif child is level.heading:
                self._text(f"h{level.depth}", "", level.heading)
            else:
                self._block(child)
        self._out.append("</div>\n")

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case PageBreak():
                self._out.append(f"<p>{self._page(block)}</p>\n")
            case Break():
                self._out.append('<hr class="break" />\n')
            case Verse():
                self._text("div", "stanza", block)
            case Heading():
                self._text("p", "heading", block)
            case Paragraph():
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
                self._group("div", _NOTES[block.kind], block, block.blocks)
            case Text():
                self._text("p", "", block)

    def _group(
        self, tag: str, kind: str, block: Quote | Speech | Note, blocks: Sequence[Block]
    ) -> None:
        self._open(tag, kind, block.id, block.lang)
        self._blocks(blocks)
        self._out.append(f"</{tag}>\n")

    def _open(self, tag: str, kind: str, id_: str, lang: str | None) -> None:
        class_ = f' class="{kind}"' if kind else ""
        self._out.append(f'<{tag}{class_} id="{id_}"{self._language(lang)}>\n')

    def _list(self, block: List) -> None:
        if not block.items:
            return
        self._open("ul", "" if block.bulleted else "plain", block.id, block.lang)
        for item in block.items:
            self._out.append("<li>\n")
            self._blocks(item.blocks)
            self._out.append("</li>\n")
        self._out.append("</ul>\n")

    def _table(self, block: Table) -> None:
        if not block.rows:
            if block.caption:
                self._text("p", "caption", block.caption)
            return
        self._open("table", "", block.id, block.lang)
        if block.caption:
            self._text("caption", "", block.caption)
        for index, row in enumerate(block.rows):
            self._row(row, len(block.rows) - index)
        self._out.append("</table>\n")

    def _row(self, row: Row, left: int) -> None:
        self._out.append("<tr>\n")
        for cell in row.cells:
            tag = "th" if cell.header else "td"
            spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
            rows = min(cell.rows, left)
            spans += f' rowspan="{rows}"' if rows > 1 else ""
            self._out.append(f"<{tag}{spans}>\n")
            self._blocks(cell.blocks)
            self._out.append(f"</{tag}>\n")
        if not row.cells:
            self._out.append("<td></td>\n")
        self._out.append("</tr>\n")

    def _figure(self, block: Figure) -> None:
        """A description of one phrase is the picture's own; a longer one is text below it."""
        self._open("div", "figure", block.id, block.lang)
        alt = block.alt
        single = own_phrase(alt)
        picture = self._pictures.get(block.href)
        if picture:
            words = attribute("alt", alt.text if alt else "")
            id_ = f' id="{single}"' if single else ""
            image = f'<img src="{picture}"{words}{id_} />'
            self._out.append(f"<p>{self._linked(single, image)}</p>\n")
        if alt and not (picture and single):
            self._text("p", "description", alt)
        self._blocks(block.caption)
        self._out.append("</div>\n")

    def _text(self, tag: str, kind: str, text: Text) -> None:
        class_ = f' class="{kind}"' if kind else ""
        inside = "".join([self._node(node, "") for node in nodes(text)])
        lang = self._language(text.lang)
        self._out.append(f'<{tag}{class_} id="{text.id}"{lang}>{inside}</{tag}>\n')

    def _nodes(self, children: Sequence[Node], link: str) -> str:
        return "".join([self._node(child, link) for child in children])

    def _node(self, node: Node, link: str) -> str:
        """`link` is the `par` that the text around belongs to; anchors never nest."""
        match node:
            case str():
                return f'<a href="{link}">{escaped(node)}</a>' if link else escaped(node)
            case PhraseNode(phrase=phrase):
                inside = self._nodes(node.children, self._links.get(phrase.id, ""))
                return f'<span id="{phrase.id}">{inside}</span>'
            case PageNode(page=page):
                return self._page(page)
            case LineNode():
                return f'<div class="line">{self._nodes(node.children, link)}</div>\n'
            case MarkNode(mark=mark) if mark.kind is MarkKind.NOTEREF:
                return self._reference(node, link)
            case MarkNode(mark=mark):
                inside = self._nodes(node.children, link)
                tag = _MARKS.get(mark.kind)
                return f"<{tag}{self._language(mark.lang)}>{inside}</{tag}>" if tag else inside

    def _reference(self, node: MarkNode, link: str) -> str:
        mark = node.mark
        note = (mark.href or "")[1:]
        if not (node.first and mark.id and note in self._notes):
            return self._nodes(node.children, link)
        inside = self._nodes(node.children, self._links.get(mark.id, link))
        return f'<span class="noteref" id="{mark.id}" bodyref="content.html#{note}">{inside}</span>'

    def _page(self, page: PageBreak) -> str:
        number = self._pages[page.phrase]
        inside = self._linked(page.phrase, escaped(number.label))
        return f'<span class="page-{number.kind}" id="{page.phrase}">{inside}</span>'

    def _linked(self, phrase: str, inside: str) -> str:
        link = self._links.get(phrase)
        return f'<a href="{link}">{inside}</a>' if link else inside

    def _language(self, tag: str | None) -> str:
        return language(tag, self._book, html=True) if tag else ""
