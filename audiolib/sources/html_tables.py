"""Tables of HTML: rows, headers, spans and caption."""

from collections.abc import Callable, Iterator

from audiolib.errors import SourceTooLargeError
from audiolib.publication import Block, Cell, Paragraph, Row, Table, Text
from audiolib.sources.html_tree import get, name, types
from audiolib.sources.limits import LIMITS
from audiolib.xml import Element

Inside = Callable[[Element], tuple[Block, ...]]
_MOST_SPAN = 1000
"""As browsers bound a span (HTML §4.9.11)."""


def table(element: Element, inside: Inside, file: str) -> Table | tuple[Block, ...]:
    """A table; or only the blocks of one that just lays out a page: one column, or no meaning.

    Raises:
        SourceTooLargeError: it has more cells than any honest table.
    """
    rows: list[Row] = []
    count = 0
    for line in _rows(element):
        cells: list[Cell] = []
        for child in line:
            if name(child) not in ("td", "th"):
                continue
            count += 1
            if count > LIMITS.cells:
                raise SourceTooLargeError(file, f"line {element.sourceline}", LIMITS.cells)
            cells.append(
                Cell(
                    blocks=inside(child),
                    header=_is_header(child),
                    columns=_span(child, "colspan"),
                    rows=_span(child, "rowspan"),
                )
            )
        if cells:
            rows.append(Row(cells=tuple(cells)))
    caption = _caption(element, inside)
    if _is_layout(element, rows) and caption is None:
        return tuple(b for row in rows for cell in row.cells for b in cell.blocks)
    return Table(rows=tuple(rows), caption=caption)


def _rows(element: Element) -> Iterator[Element]:
    """The rows of a table and not of tables inside; its foot last, wherever it is written."""
    last: list[Element] = []
    for child in element:
        kind = name(child)
        if kind == "tr":
            yield child
        elif kind in ("thead", "tbody", "tfoot"):
            found = [row for row in child if name(row) == "tr"]
            if kind == "tfoot":
                last.extend(found)
            else:
                yield from found
    yield from last


def _is_header(cell: Element) -> bool:
    said = types(cell)
    return (
        name(cell) == "th" or bool(get(cell, "scope")) or bool(said & {"columnheader", "rowheader"})
    )


def _span(cell: Element, attribute: str) -> int:
    written = get(cell, attribute)
    return min(max(1, int(written)), _MOST_SPAN) if written.isdigit() and len(written) < 9 else 1


def _is_layout(element: Element, rows: list[Row]) -> bool:
    if types(element) & {"presentation", "none"}:
        return True
    return max((len(row.cells) for row in rows), default=0) < 2


def _caption(element: Element, inside: Inside) -> Paragraph | None:
    """The caption in one paragraph."""
    found = next((child for child in element if name(child) == "caption"), None)
    blocks = [b for b in inside(found) if isinstance(b, Text)] if found is not None else []
    if not blocks:
        return None
    if len(blocks) == 1:
        only = blocks[0]
        return Paragraph(
            text=only.text.replace("\n", " "),
            lang=only.lang,
            marks=only.marks,
            pages=only.pages,
            aliases=only.aliases,
        )
    words = " ".join(block.text.replace("\n", " ") for block in blocks)
    spoken = {block.lang for block in blocks}
    return Paragraph(text=words, lang=spoken.pop() if len(spoken) == 1 else None)
