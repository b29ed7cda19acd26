"""A Word document made of parts in memory: what the older formats of Word are turned into."""

import re
from dataclasses import dataclass, field

from lxml import etree

from audiolib.sources.docx._package import Package, Part, Relation, long_name
from audiolib.xml import Element

_STRANGE = dict.fromkeys({*range(0x20), 0x7F, 0xFFFE, 0xFFFF} - {0x09, 0x0A}, " ")
_UNHELD = re.compile("[\\x00-\\x1f\\x7f\\ud800-\\udfff\\ufffe\\uffff]")
_DEEPEST = 20


def made(name: str, /, **attributes: str) -> Element:
    """An element of WordprocessingML by its usual prefix, `w:` before its attributes."""
    element = etree.Element(long_name(name))
    for key, value in attributes.items():
        element.set(long_name(f"w:{key}"), clean(value))
    return element


def add(parent: Element, name: str, /, **attributes: str) -> Element:
    """A new last child."""
    child = made(name, **attributes)
    parent.append(child)
    return child


class Made(Package):
    """A package whose parts were made here; `pictures` by relation: name and bytes."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.parts: dict[str, Element] = {}
        self.pictures: dict[str, tuple[str, bytes]] = {}
        self.core: Element | None = None

    def close(self) -> None:
        pass

    def data(self, name: str) -> bytes | None:
        return next((bytes_ for own, bytes_ in self.pictures.values() if own == name), None)

    def part(self, name: str) -> Part | None:
        root = self.parts.get(name)
        return Part(name, root, self._images()) if root is not None else None

    def main(self) -> Part:
        relations = {
            name: Relation(name, name, external=False) for name in self.parts if name != "document"
        }
        return Part("document", self.parts["document"], {**relations, **self._images()})

    def properties(self) -> Element | None:
        return self.core

    def _images(self) -> dict[str, Relation]:
        return {key: Relation("image", name, False) for key, (name, _) in self.pictures.items()}


@dataclass(frozen=True, slots=True)
class Typeface:
    """The look of a run of characters."""

    font: str = ""
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    position: str = ""
    lang: str = ""
    rtl: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph is; `outline` from 0, -1 for none; `table` its depth in tables."""

    style: str = ""
    outline: int = -1
    numbering: str = ""
    level: int = 0
    table: int = 0


@dataclass(slots=True)
class _Row:
    cells: list[Element]
    edges: list[int]
    merges: list[str]
    header: bool


@dataclass(slots=True)
class _Grid:
    """A table that is being written."""

    rows: list[_Row] = field(default_factory=list)
    cells: list[Element] = field(default_factory=list)
    content: list[Element] = field(default_factory=list)


class Paper:
    """Writes one story, its body or a note, as elements of WordprocessingML."""

    def __init__(self, name: str = "w:body") -> None:
        self.root = made(name)
        self._paragraph = made("w:p")
        self._run: Element | None = None
        self._look: Typeface | None = None
        self._grids: list[_Grid] = []

    @property
    def is_empty(self) -> bool:
        """Whether the paragraph that is being written holds nothing yet."""
        return not len(self._paragraph)

    def text(self, text: str, look: Typeface) -> None:
        """Characters; tabs and line ends among them mean what they do."""
        text = text.translate(_STRANGE)
        if text.isprintable() and text:
            add(self._in(look), "w:t").text = text
            return
        for at, line in enumerate(text.split("\n")):
            if at:
                add(self._in(look), "w:br")
            for number, piece in enumerate(line.split("\t")):
                if number:
                    add(self._in(look), "w:tab")
                if piece:
                    add(self._in(look), "w:t").text = clean(piece)

    def mark(self, name: str, look: Typeface, /, **attributes: str) -> Element:
        """An empty element amid characters: `w:fldChar`, `w:softHyphen`, `w:footnoteReference`."""
        found = add(self._in(look), name, **attributes)
        self._run = None  # what a field begins or ends holds for the runs after it
        return found

    def instruction(self, text: str, look: Typeface) -> None:
        """What a field is told to do."""
        add(self._in(look), "w:instrText").text = clean(text)

    def picture(self, relation: str, said: str, look: Typeface) -> None:
        """A picture amid characters."""
        drawing = add(self._in(look), "w:drawing")
        inline = etree.SubElement(drawing, long_name("wp:docPr"))
        inline.set("descr", clean(said))
        blip = etree.SubElement(drawing, long_name("a:blip"))
        blip.set(long_name("r:embed"), relation)

    def box(self, inside: "Paper", look: Typeface) -> None:
        """A box with text of its own beside the paragraph."""
        content = etree.SubElement(add(self._in(look), "w:drawing"), long_name("w:txbxContent"))
        content.extend(list(inside.finished()))

    def bookmark(self, name: str) -> None:
        add(self._paragraph, "w:bookmarkStart", name=clean(name))
        self._run = None

    def deleted(self) -> None:
        """Words that were deleted stood here."""
        if not len(self._paragraph) or self._paragraph[-1].tag != long_name("w:del"):
            add(self._paragraph, "w:del")
        self._run = None

    def end_paragraph(self, shape: Shape) -> None:
        """The paragraph ends, and this is what it was."""
        paragraph = self._paragraph
        self._paragraph, self._run = made("w:p"), None
        properties = made("w:pPr")
        if shape.style:
            add(properties, "w:pStyle", val=shape.style)
        if shape.numbering:
            numbers = add(properties, "w:numPr")
            add(numbers, "w:ilvl", val=str(shape.level))
            add(numbers, "w:numId", val=shape.numbering)
        if 0 <= shape.outline < 9:
            add(properties, "w:outlineLvl", val=str(shape.outline))
        if len(properties):
            paragraph.insert(0, properties)
        self._place(paragraph, min(shape.table, _DEEPEST))

    def end_cell(self, depth: int) -> None:
        """A cell of the table at a depth ends."""
        depth = min(max(depth, 1), _DEEPEST)
        self._settle(depth)
        grid = self._grids[depth - 1]
        cell = made("w:tc")
        add(cell, "w:tcPr")
        cell.extend(grid.content)
        grid.content = []
        grid.cells.append(cell)

    def end_row(
        self,
        depth: int,
        edges: list[int] | None = None,
        merges: list[str] | None = None,
        *,
        header: bool = False,
    ) -> None:
        """A row ends: the right edges of its cells, and `first`, `next` or nothing for each.

        A cell that goes on with the one above it is `next`, with the one at its left `left`.
        """
        depth = min(max(depth, 1), _DEEPEST)
        self._settle(depth)
        grid = self._grids[depth - 1]
        if grid.content:
            self.end_cell(depth)
        if grid.cells:
            grid.rows.append(_Row(grid.cells, edges or [], merges or [], header))
        grid.cells = []

    def finished(self) -> Element:
        """The whole story; what was open is closed."""
        if not self.is_empty:
            self.end_paragraph(Shape(table=len(self._grids)))
        self._settle(0)
        return self.root

    def _place(self, paragraph: Element, depth: int) -> None:
        self._settle(depth)
        if depth:
            self._grids[depth - 1].content.append(paragraph)
        else:
            self.root.append(paragraph)

    def _settle(self, depth: int) -> None:
        """Close tables that lie deeper, open those that are missing."""
        while len(self._grids) > depth:
            grid = self._grids.pop()
            if grid.content or grid.cells:
                self._grids.append(grid)
                self.end_row(len(self._grids))
                self._grids.pop()
            if grid.rows:
                table = _table(grid.rows)
                target = self._grids[-1].content.append if self._grids else self.root.append
                target(table)
        while len(self._grids) < depth:
            self._grids.append(_Grid())

    def _in(self, look: Typeface) -> Element:
        if self._run is None or look != self._look:
            self._run, self._look = add(self._paragraph, "w:r"), look
            _dress(self._run, look)
        return self._run


def _table(rows: list[_Row]) -> Element:
    """A table; where rows have different edges, cells span the columns that these make."""
    table = made("w:tbl")
    columns = sorted({edge for row in rows for edge in row.edges})
    at = {edge: place for place, edge in enumerate(columns)}
    for row in rows:
        element = add(table, "w:tr")
        if row.header:
            add(add(element, "w:trPr"), "w:tblHeader")
        told = len(row.edges) == len(row.cells)
        for number, cell in enumerate(row.cells):
            merge = row.merges[number] if number < len(row.merges) else ""
            properties = cell[0]
            if merge in ("first", "next"):
                add(properties, "w:vMerge", val="restart" if merge == "first" else "continue")
            if told:
                left = at[row.edges[number - 1]] if number else -1
                span = at[row.edges[number]] - left
                add(properties, "w:gridSpan", val=str(max(1, span)))
            if merge != "left":
                element.append(cell)
            elif len(element) and element[-1].tag == cell.tag:
                _widen(element[-1], cell)
    return table


def _widen(cell: Element, other: Element) -> None:
    """A cell that goes on over its neighbour."""
    spans = [c.find(f"{long_name('w:tcPr')}/{long_name('w:gridSpan')}") for c in (cell, other)]
    widths = [int(s.get(long_name("w:val"), "1")) if s is not None else 1 for s in spans]
    first = spans[0] if spans[0] is not None else add(cell[0], "w:gridSpan")
    first.set(long_name("w:val"), str(sum(widths)))
    cell.extend(list(other)[1:])


def _dress(run: Element, look: Typeface) -> None:
    if look == Typeface():
        return
    properties = add(run, "w:rPr")
    if look.style:
        add(properties, "w:rStyle", val=look.style)
    if look.font:
        add(properties, "w:rFonts", ascii=clean(look.font), hAnsi=clean(look.font))
    for name, on in (("w:b", look.bold), ("w:i", look.italic), ("w:vanish", look.hidden)):
        if on:
            add(properties, name)
    if look.position:
        add(properties, "w:vertAlign", val=look.position)
    if look.rtl:
        add(properties, "w:rtl")
    if look.lang:
        add(properties, "w:lang", val=look.lang, bidi=look.lang)


def clean(text: str) -> str:
    """Text that XML can hold (XML 1.0 §2.2)."""
    return text if text.isprintable() else _UNHELD.sub(" ", text)
