"""Tables of a Word document (ECMA-376-1 §17.4)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from audiolib.errors import SourceTooLargeError
from audiolib.publication import Block, Cell, Row, Table
from audiolib.sources.docx._package import child, is_on, number, tag, value
from audiolib.sources.docx._story import Story
from audiolib.sources.limits import LIMITS
from audiolib.xml import Element

_HOLDERS = {"w:ins", "w:sdtContent", "w:customXml", "w:moveTo", "w:sdt"}
_WIDEST = 1000


@dataclass(slots=True)
class _Open:
    """A cell that later rows may go on with."""

    row: int
    place: int
    blocks: tuple[Block, ...]
    header: bool
    columns: int
    rows: int = 1


@dataclass(slots=True)
class _Grid:
    rows: list[list[_Open]] = field(default_factory=list)
    above: dict[int, _Open] = field(default_factory=dict)
    cells: int = 0


def table(
    element: Element, story: Story, read: Callable[[Element], tuple[Block, ...]]
) -> Iterator[Block]:
    """The table; one of a single cell is a frame, and only its content counts.

    Raises:
        SourceTooLargeError: it has more cells than any honest table.
    """
    grid = _Grid()
    for row in _inner(element, "w:tr"):
        if child(row, "w:trPr", "w:del") is None:
            _row(row, grid, story, read)
    cells = [cell for row in grid.rows for cell in row]
    if len(cells) == 1:
        yield from cells[0].blocks
        return
    rows = tuple(
        Row(
            cells=tuple(
                Cell(blocks=c.blocks, header=c.header, columns=c.columns, rows=c.rows) for c in row
            )
        )
        for row in grid.rows
        if row
    )
    if any(cell.blocks for cell in cells):
        yield Table(rows=rows)


def _row(
    element: Element, grid: _Grid, story: Story, read: Callable[[Element], tuple[Block, ...]]
) -> None:
    header = is_on(child(element, "w:trPr", "w:tblHeader"))
    row: list[_Open] = []
    place = max(0, min(number(child(element, "w:trPr", "w:gridBefore")), _WIDEST))
    for cell in _inner(element, "w:tc"):
        grid.cells += 1
        if grid.cells > LIMITS.cells:
            raise SourceTooLargeError(story.package.file, "w:tbl", LIMITS.cells)
        properties = child(cell, "w:tcPr")
        columns = max(1, min(number(child(properties, "w:gridSpan"), default=1), _WIDEST))
        merge = child(properties, "w:vMerge")
        over = grid.above.get(place)
        if merge is not None and value(merge) in ("", "continue") and over is not None:
            over.rows += 1
            over.blocks += read(cell)
        else:
            opened = _Open(len(grid.rows), place, read(cell), header, columns)
            row.append(opened)
            if merge is not None:
                grid.above[place] = opened
            else:
                grid.above.pop(place, None)
        place += columns
    if not row and grid.rows:
        # A row that only goes on with cells above adds nothing but their height.
        for over in grid.above.values():
            over.rows = max(1, over.rows - 1)
        return
    grid.rows.append(row)


def _inner(parent: Element, name: str) -> Iterator[Element]:
    """Rows or cells inside, whatever holds them."""
    for element in parent:
        named = tag(element)
        if named == name:
            yield element
        elif named in _HOLDERS:
            yield from _inner(element, name)
