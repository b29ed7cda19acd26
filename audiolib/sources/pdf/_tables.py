"""Lines with cells become tables, lists of contents, or verse in two columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audiolib.publication import Block, Cell, Item, List, Paragraph, Row, Table, Verse
from audiolib.sources.pdf._draft import Draft, Vocabulary
from audiolib.sources.pdf._flow import Body, distance
from audiolib.sources.pdf._sheet import Line
from audiolib.sources.pdf_words import BOLD

_PAGE = re.compile(r"^\W*(?:\d{1,4}|[ivxlc]{1,7}|[۰-۹]{1,4})\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grid:
    """Lines `begin` to `end` of a document are rows of a table; columns as stretches of x."""

    begin: int
    end: int
    columns: tuple[tuple[float, float], ...]


def find_grids(lines: Sequence[Line], body: Body, taken: set[int]) -> list[Grid]:
    """Runs of lines whose cells stand under each other."""
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        if lines[at].cells and at not in taken:
            end = _end(lines, at, body, taken)
            rows = [line for line in lines[at:end] if line.cells]
            columns = _columns(rows)
            if len(rows) >= 2 and len(columns) >= 2:
                while not lines[end - 1].cells and _column(lines[end - 1], columns) < 1:
                    end -= 1
                grids.append(Grid(at, end, columns))
                at = end
                continue
        at += 1
    return grids


def _end(lines: Sequence[Line], begin: int, body: Body, taken: set[int]) -> int:
    """Where the run of rows ends; a line without cells may continue a cell above it."""
    columns = _columns([lines[begin]])
    end = begin + 1
    while end < len(lines) and end not in taken:
        line = lines[end]
        step = distance(lines[end - 1], line)
        if not 0 < step < 2.6 * body.leading * body.size:
            break
        if line.cells:
            merged = _columns([*(r for r in lines[begin:end] if r.cells), line])
            if len(merged) < 2 or len(merged) < len(columns):
                break
            columns = merged
        elif _column(line, columns) < 1 or step > 1.2 * body.leading * body.size:
            break
        end += 1
    return end


def _columns(rows: Sequence[Line]) -> tuple[tuple[float, float], ...]:
    """The stretches that cells cover, from left to right."""
    found: list[list[float]] = []
    for x0, x1 in sorted((cell.x0, cell.x1) for row in rows for cell in row.cells):
        if found and x0 < found[-1][1] + 0.2:
            found[-1][1] = max(found[-1][1], x1)
        else:
            found.append([x0, x1])
    return tuple((x0, x1) for x0, x1 in found)


def _column(line: Line, columns: Sequence[tuple[float, float]]) -> int:
    """The number of the column that a line or cell lies in, or -1."""
    overlaps = [min(line.x1, x1) - max(line.x0, x0) for x0, x1 in columns]
    best = max(range(len(columns)), key=lambda at: overlaps[at])
    inside = overlaps[best] >= 0.8 * (line.x1 - line.x0)
    return best if inside else -1


def grid_block(
    lines: Sequence[Line],
    columns: Sequence[tuple[float, float]],
    vocabulary: Vocabulary,
    plain: int,
) -> Block:
    """A table, its rows as they stand; or a list of contents; or verse of half lines."""
    rows = [line for line in lines if line.cells]
    if len(rows) == len(lines) and _is_contents(rows):
        entries = (_text(row.cells, vocabulary, plain) for row in rows)
        return List(items=tuple(Item(blocks=(entry,)) for entry in entries), bulleted=False)
    if len(rows) == len(lines) and _is_verse(rows):
        draft = Draft(vocabulary, plain)
        for row in rows:
            for cell in row.cells:
                draft.add(cell, between="\n")
        return Verse(text=draft.text, marks=draft.marks())
    grid = _filled(lines, columns)
    header = _has_header(grid, plain)
    return Table(
        rows=tuple(
            Row(cells=tuple(_cell(parts, header and not at, vocabulary, plain) for parts in row))
            for at, row in enumerate(grid)
        )
    )


def _filled(
    lines: Sequence[Line], columns: Sequence[tuple[float, float]]
) -> list[list[list[Line]]]:
    """The lines of each cell, row by row; a line without cells goes on with the row above it."""
    grid: list[list[list[Line]]] = []
    for line in lines:
        if not line.cells and grid:
            place = _column(line, columns)
            grid[-1][len(columns) - 1 - place if line.is_right_to_left else place].append(line)
            continue
        places: list[list[Line]] = [[] for _ in columns]
        for cell in line.cells or (line,):
            places[_column(cell, columns)].append(cell)
        grid.append(places[::-1] if line.is_right_to_left else places)
    return grid


def _text(parts: Sequence[Line], vocabulary: Vocabulary, plain: int) -> Paragraph:
    draft = Draft(vocabulary, plain)
    for part in parts:
        draft.add(part)
    return Paragraph(text=draft.text, marks=draft.marks())


def _cell(parts: Sequence[Line], header: bool, vocabulary: Vocabulary, plain: int) -> Cell:
    blocks = (_text(parts, vocabulary, plain | (BOLD if header else 0)),) if parts else ()
    return Cell(blocks=blocks, header=header)


def _has_header(grid: Sequence[Sequence[Sequence[Line]]], plain: int) -> bool:
    """Whether the first row is bold and the others are not."""
    if plain & BOLD or len(grid) < 2:
        return False
    bold = [all(line.style & BOLD for cell in row for line in cell) and any(row) for row in grid]
    return bold[0] and not any(bold[1:])


def _is_contents(rows: Sequence[Line]) -> bool:
    """Whether each row ends with a page number, and none is less than the one before."""
    if len(rows) < 3 or any(not _PAGE.match(row.cells[-1].text) for row in rows):
        return False
    numbers = [int(t) for row in rows if (t := row.cells[-1].text.strip(" .")).isdecimal()]
    return numbers == sorted(numbers) and len(set(numbers)) > len(numbers) // 2


def _is_verse(rows: Sequence[Line]) -> bool:
    """Two half lines beside each other, as Persian verse is set."""
    return all(
        len(row.cells) == 2
        and row.is_right_to_left
        and 0.6 < (row.cells[0].x1 - row.cells[0].x0) / (row.cells[1].x1 - row.cells[1].x0) < 1.7
        for row in rows
    )
