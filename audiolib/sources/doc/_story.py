"""Goes through the stories of a Word document and writes today's Word document of them."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from audiolib.sources.doc import _sprms as sprms
from audiolib.sources.doc._fib import (
    BOX_TEXTS,
    ENDNOTE_TEXTS,
    ENDNOTES,
    FOOTNOTE_TEXTS,
    FOOTNOTES,
    Head,
)
from audiolib.sources.doc._pictures import picture_at
from audiolib.sources.doc._runs import Paragraph, Text
from audiolib.sources.docx import Annexes, Made, Paper, Shape, Typeface
from audiolib.sources.rtf import tag_of

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
_PLAIN = {"\x0b": "\n", "\x0e": " ", "\x1e": "\u2011"}
_FIELDS = {"\x13": "begin", "\x14": "separate", "\x15": "end"}
_ON = (1, 0x81)


@dataclass(frozen=True, slots=True)
class _Format:
    """What is said of a run: its look, and what its special characters mean."""

    look: Typeface
    special: bool = False
    deleted: bool = False
    picture: int = -1
    symbol: tuple[int, int] | None = None


@dataclass(slots=True)
class _Layout:
    """What is said of a paragraph beside its shape."""

    row_end: bool = False
    inner_cell: bool = False
    edges: tuple[list[int], list[str]] = ((), ())  # type: ignore[assignment]
    header: bool = False


class Stories:
    """Writes the body of a document, and the notes and boxes that it refers to."""

    def __init__(self, head: Head, text: Text, names: list[str], package: Made) -> None:
        self._head, self._text, self._names = head, text, names
        self._annexes = Annexes(package)
        self._format = lru_cache(maxsize=4096)(self._read_format)
        notes = head.body
        endnotes = notes + head.footnotes + head.headers + head.macros + head.comments
        self._notes = {
            **self._ranges("footnote", FOOTNOTES, FOOTNOTE_TEXTS, notes, head.footnotes),
            **self._ranges("endnote", ENDNOTES, ENDNOTE_TEXTS, endnotes, head.endnotes),
        }
        self._boxes = endnotes + head.endnotes

    def body(self) -> Paper:
        """The whole document."""
        paper = Paper()
        self._write(paper, 0, self._head.body)
        for begin, end in _places(self._head.of(BOX_TEXTS), 22, self._head.boxes):
            box = Paper("w:txbxContent")
            self._write(box, self._boxes + begin, self._boxes + end)
            paper.box(box, Typeface())
        return paper

    def _ranges(
        self, kind: str, references: int, texts: int, start: int, length: int
    ) -> dict[int, tuple[str, int, int]]:
        """Kind and story of each note by the character that refers to it."""
        table = self._head.of(references)
        count = max(0, (len(table) - 4) // 6)
        places = struct.unpack_from(f"<{count}I", table) if count else ()
        found = list(_places(self._head.of(texts), 0, length))
        return {
            place: (kind, start + begin, start + end)
            for place, (begin, end) in zip(places, found, strict=False)
        }

    def _write(self, paper: Paper, begin: int, end: int) -> None:
        self._in_field = 0
        for run in self._text.runs(begin, end):
            format_ = self._format(run.format)
            at = 0
            for match in _CONTROL.finditer(run.text):
                self._words(paper, run.text[at : match.start()], format_)
                self._control(paper, match[0], run.begin + match.start(), format_)
                at = match.end()
            self._words(paper, run.text[at:], format_)

    def _words(self, paper: Paper, text: str, format_: _Format) -> None:
        if not text:
            return
        if format_.deleted:
            paper.deleted()
        elif self._in_field:
            paper.instruction(text, format_.look)
        elif format_.symbol and format_.special:
            self._symbol(paper, format_)
        else:
            paper.text(text, format_.look)

    def _symbol(self, paper: Paper, format_: _Format) -> None:
        font, code = format_.symbol or (0, 0)
        name = self._names[font] if font < len(self._names) else "Symbol"
        paper.mark("w:sym", format_.look, font=name, char=f"{code:04X}")

    def _control(self, paper: Paper, sign: str, at: int, format_: _Format) -> None:
        if sign in _FIELDS:
            kind = _FIELDS[sign]
            paper.mark("w:fldChar", format_.look, fldCharType=kind)
            self._in_field = max(0, self._in_field + {"begin": 1, "separate": -1}.get(kind, 0))
            if kind == "end":
                self._in_field = 0
        elif sign in "\r\x0c":
            self._end(paper, at)
        elif sign == "\x07":
            self._end_cell(paper, at)
        elif sign in _PLAIN:
            self._words(paper, _PLAIN[sign], format_)
        elif sign == "\x1f":
            paper.mark("w:softHyphen", format_.look)
        elif sign == "\x01" and format_.picture >= 0:
            self._picture(paper, format_)
        elif at in self._notes:
            self._note(paper, at, format_)
        elif sign == "\x05" and format_.special:
            paper.mark("w:commentReference", format_.look, id="0")
        elif sign == "\x28" and format_.symbol:
            self._symbol(paper, format_)

    def _note(self, paper: Paper, at: int, format_: _Format) -> None:
        kind, begin, end = self._notes.pop(at)
        inside = Paper("w:note")
        self._write(inside, begin, end)
        name = self._annexes.note(kind, inside)
        look = replace(format_.look, position="", style="")
        paper.mark(f"w:{kind}Reference", look, id=name)

    def _picture(self, paper: Paper, format_: _Format) -> None:
        found = picture_at(self._head.data, format_.picture)
        if found is not None:
            paper.picture(self._annexes.picture(found), found.said, format_.look)

    def _end(self, paper: Paper, at: int) -> None:
        shape, layout = _shape(self._text.paragraph(at))
        paper.end_paragraph(shape)
        if layout.inner_cell:
            paper.end_cell(max(2, shape.table))

    def _end_cell(self, paper: Paper, at: int) -> None:
        """A cell's end, or a row's."""
        shape, layout = _shape(self._text.paragraph(at))
        depth = max(1, shape.table)
        if layout.row_end:
            edges, merges = layout.edges
            paper.end_row(depth, edges, merges, header=layout.header)
            return
        paper.end_paragraph(replace(shape, table=depth))
        paper.end_cell(depth)

    def _read_format(self, grpprl: bytes) -> _Format:
        said: dict[int, int] = {}
        symbol = None
        for sprm, operand in sprms.modifiers(grpprl):
            if sprm == sprms.SYMBOL and len(operand) == 4:
                symbol = struct.unpack("<HH", operand)
            else:
                said[sprm] = sprms.number(operand)
        font = said.get(sprms.FONT, -1)
        language = said.get(sprms.LANGUAGE) or said.get(sprms.LANGUAGE_OLD, 0)
        rtl = said.get(sprms.RTL) == 1
        look = Typeface(
            font=self._names[font] if 0 <= font < len(self._names) else "",
            bold=said.get(sprms.BOLD) in _ON,
            italic=said.get(sprms.ITALIC) in _ON,
            hidden=said.get(sprms.HIDDEN) in _ON,
            position={1: "superscript", 2: "subscript"}.get(said.get(sprms.POSITION, 0), ""),
            lang=tag_of(said.get(sprms.LANGUAGE_BIDI, 0) if rtl else language),
            rtl=rtl,
            style=f"c{said[sprms.CHARACTER_STYLE]}" if sprms.CHARACTER_STYLE in said else "",
        )
        return _Format(
            look=look,
            special=said.get(sprms.SPECIAL) == 1,
            deleted=said.get(sprms.DELETED) == 1,
            picture=said.get(sprms.PICTURE, -1),
            symbol=symbol,
        )


def _places(table: bytes, size: int, length: int) -> Iterator[tuple[int, int]]:
    """The stretches that a table parts a story into; its last one only ends it."""
    count = max(0, (len(table) - 4) // (4 + size))
    places = struct.unpack_from(f"<{count + 1}I", table) if count else ()
    for number in range(count - 1):
        begin, end = places[number : number + 2]
        if begin < end <= length:
            yield begin, end


def _shape(paragraph: Paragraph) -> tuple[Shape, _Layout]:
    shape = Shape(style=f"s{paragraph.style}")
    layout = _Layout(edges=([], []))
    table = depth = 0
    for sprm, operand in sprms.modifiers(paragraph.format):
        value = sprms.number(operand)
        match sprm:
            case sprms.STYLE:
                shape = replace(shape, style=f"s{value}")
            case sprms.OUTLINE:
                shape = replace(shape, outline=value)
            case sprms.LIST:
                shape = replace(shape, numbering=str(value) if 0 < value < 0x7FF else "0")
            case sprms.LEVEL:
                shape = replace(shape, level=value)
            case sprms.IN_TABLE:
                table = value
            case sprms.DEPTH:
                depth = min(value, 50)
            case sprms.ROW_END | sprms.INNER_ROW_END if value:
                layout.row_end = True
            case sprms.INNER_CELL if value:
                layout.inner_cell = True
            case sprms.TABLE:
                layout.edges = sprms.edges(operand)
            case sprms.HEADER_ROW if value:
                layout.header = True
    return replace(shape, table=max(depth, 1 if table else 0)), layout
