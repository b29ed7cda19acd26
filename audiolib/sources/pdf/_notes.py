"""Footnotes: small type at the foot of a page, each with a sign that stands in the text above."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from audiolib.sources.pdf._draft import REFERENCE
from audiolib.sources.pdf._flow import Body
from audiolib.sources.pdf._sheet import Line
from audiolib.sources.pdf_words import RAISED

_SMALL = 0.94
_MARKER = re.compile(
    r"^[\[(]?(\d{1,3}|\*{1,4}|[†‡§¶]{1,2}|[a-z](?=[\s.)\]]))[\])]?\.?(?=\s|\w|[“\"«(]|$)"
)
_SIGNS = "*†‡§¶"
_ENDS = tuple('.!?…"”»)’')


@dataclass(slots=True)
class Footnote:
    """A note and its lines; `number` counts through the document from 1."""

    number: int
    sign: str
    lines: list[Line] = field(default_factory=list)


def take_notes(pages: Sequence[list[Line]], body: Body) -> list[Footnote]:
    """Take the notes out of the pages' lines, and mark what refers to them.

    A note is taken only where its sign stands in the text of the same page; the rest stays text.
    """
    notes: list[Footnote] = []
    for lines in pages:
        for begin, end in reversed(_tails(lines, body)):
            text = lines[:begin] + lines[end:]
            found = _split(lines[begin:end], notes, text)
            if found is not None:
                del lines[begin:end]
                notes += found
    return notes


def _tails(lines: Sequence[Line], body: Body) -> list[tuple[int, int]]:
    """Where small type ends a column that began in type of the usual size."""
    found: list[tuple[int, int]] = []
    begin = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and lines[end].edges == lines[begin].edges:
            continue
        first = end
        while first > begin and lines[first - 1].size < _SMALL * body.size:
            first -= 1
        if first < end and (first > begin or begin > 0):
            found.append((first, end))
        begin = end
    return found


def _split(
    tail: Sequence[Line], earlier: Sequence[Footnote], text: Sequence[Line]
) -> list[Footnote] | None:
    """The notes of a tail, or None where it is none."""
    found: list[Footnote] = []
    for line in tail:
        match = _MARKER.match(line.text)
        sign = match[1] if match else ""
        if match and _refer(text, sign, line, len(earlier) + len(found) + 1):
            found.append(Footnote(len(earlier) + len(found) + 1, sign, [line]))
        elif found:
            found[-1].lines.append(line)
        elif not _continues(line, earlier):
            return None
        else:
            earlier[-1].lines.append(line)
    return found


def _continues(line: Line, earlier: Sequence[Footnote]) -> bool:
    """Whether a note of the page before runs on here."""
    if not earlier or earlier[-1].lines[-1].page not in (line.page, line.page - 1):
        return False
    return earlier[-1].lines[-1].page == line.page or not earlier[-1].lines[-1].text.endswith(_ENDS)


def _refer(text: Sequence[Line], sign: str, note: Line, number: int) -> bool:
    """Mark the first place in a page's text that bears the sign, and has no note yet."""
    for line in text:
        if line.page != note.page:
            continue
        for at, (piece, style) in enumerate(line.pieces):
            if style & RAISED and style < REFERENCE and piece.strip("[]() ,.") == sign:
                line.pieces[at] = (piece, style | number * REFERENCE)
                return True
            if sign[0] in _SIGNS and (split := _split_sign(piece, style, sign, number)):
                line.pieces[at : at + 1] = split
                return True
    return False


def _split_sign(piece: str, style: int, sign: str, number: int) -> list[tuple[str, int]] | None:
    """A star or dagger behind a word is of full size, and so no piece of its own yet."""
    if style >= REFERENCE:
        return None
    match = re.search(rf"(?<=\S)(?<![*†‡§¶]){re.escape(sign)}(?![*†‡§¶\w])", piece)
    if not match:
        return None
    parts = [
        (piece[: match.start()], style),
        (sign, RAISED | number * REFERENCE),
        (piece[match.end() :], style),
    ]
    return [part for part in parts if part[0]]
