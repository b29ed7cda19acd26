"""Lines become paragraphs, stanzas and lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from audiolib.sources.pdf._flow import Body, distance, indent, is_centred, slack
from audiolib.sources.pdf._sheet import Line

BULLET = re.compile(r"^[•▪◦●○■□‣⁃∙➢➤✓\uf0b7\uf0a7\uf0d8]\s*")
NUMBER = re.compile(r"^[\[(]?(\d{1,3})[.)\]]\s+(?=\S)")
_ITEM = re.compile(
    r"^[\[(]?(?:\d{1,3}|[a-zđ]|[ivx]{1,5})[.)\]]\s|^[•▪◦●○■□‣⁃∙➢➤✓\uf0b7\uf0a7\uf0d8–-]\s*"
)
_ENDS = re.compile(r"[.!?…։؟۔:;]['\"”’»)\]]*$")
_STOPS = re.compile(r"[.!?…؟۔]['\"”’»)\]]*$")
_LEADER = re.compile(r"\s*(?:\.\s?){4,}\s*|\s*…{2,}\s*|\s*_{4,}\s*")


@dataclass(slots=True)
class Passage:
    """Lines that belong together; `gap` tells whether white space parts it from the one before."""

    lines: list[Line] = field(default_factory=list)
    gap: bool = False
    kind: str = "paragraph"

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


class Ragged:
    """The stretches of columns in which every line ends where its writer ended it: verse."""

    def __init__(self, lines: Sequence[Line], body: Body) -> None:
        self._lines: set[int] = set()
        runs: list[list[list[Line]]] = []
        last: Line | None = None
        for line in lines:
            if last is None or not _is_below(last, line):
                runs.append([[line]])
            elif distance(last, line) < 1.28 * body.leading * body.size:
                runs[-1][-1].append(line)
            else:
                runs[-1].append([line])
            last = line
        free = [run for run in runs if _is_free(run)]
        sure = [run for run in free if _ends(run) < 0.6]
        # Where verse is plain to see, a page of it may well end each line with a stop.
        is_verse = 2 * sum(map(_count, sure)) > sum(map(_count, free))
        for run in free if is_verse else sure:
            for stanza in run:
                own = sum(_is_forced(last, line) for last, line in pairwise(stanza))
                if own >= 0.6 * (len(stanza) - 1):
                    self._lines.update(id(line) for line in stanza)

    def __contains__(self, line: Line) -> bool:
        return id(line) in self._lines


def _pairs(run: Sequence[Sequence[Line]]) -> list[tuple[Line, Line]]:
    return [pair for stanza in run for pair in pairwise(stanza)]


def _count(run: Sequence[Sequence[Line]]) -> int:
    return sum(len(stanza) for stanza in run)


def _is_free(run: Sequence[Sequence[Line]]) -> bool:
    """Whether most lines of a stretch were ended before they were full."""
    pairs = _pairs(run)
    forced = sum(_is_forced(last, line) for last, line in pairs)
    return len(pairs) >= 4 and forced > 0.65 * len(pairs)


def _ends(run: Sequence[Sequence[Line]]) -> float:
    """The part of the lines with which a sentence or clause ends."""
    pairs = _pairs(run)
    return sum(bool(_ENDS.search(last.text)) for last, _ in pairs) / max(1, len(pairs))


def _is_below(last: Line, line: Line) -> bool:
    same = abs(last.size - line.size) < 0.1 * last.size
    return same and distance(last, line) > 0 and abs(line.x0 - last.x0) < 4 * line.size


def passages(lines: Sequence[Line], body: Body, ragged: Ragged) -> Iterator[Passage]:
    """The paragraphs and stanzas of a run of text without headings and tables."""
    run: list[Passage] = []
    for passage in _paragraphs(lines, body, ragged):
        if run and (passage.gap or len(passage.lines) > 1 or len(run[-1].lines) > 1):
            yield from _verse(run, ragged)
            run = []
        run.append(passage)
    yield from _verse(run, ragged)


def _paragraphs(lines: Sequence[Line], body: Body, ragged: Ragged) -> Iterator[Passage]:
    passage = Passage()
    for line in lines:
        last = passage.lines[-1] if passage.lines else None
        if last is not None and (why := _begins(passage, last, line, body, ragged)):
            yield passage
            passage = Passage(gap=why == "gap")
        passage.lines.append(line)
    if passage.lines:
        yield passage


def _begins(passage: Passage, last: Line, line: Line, body: Body, ragged: Ragged) -> str:
    """Why a paragraph begins at `line`, or nothing."""
    if abs(last.size - line.size) > 0.1 * body.size:
        return "gap"
    step = distance(last, line)
    if step > 1.28 * body.leading * line.size:
        return "gap"
    if BULLET.match(line.text):
        return "line"
    free = line in ragged and last in ragged
    if free or (_is_forced(last, line) and not _runs_on(last, line)):
        # Nobody can see whether a stanza ends with its page; one that ends a sentence may.
        return "gap" if not step and _STOPS.search(last.text) else "line"
    first = passage.lines[0]
    hangs = bool(_ITEM.match(first.text)) and indent(first) + 0.5 * line.size < indent(line)
    if not hangs and not is_centred(line) and indent(line) > 0.8 * line.size:
        deeper = indent(line) - indent(last)
        if deeper > 0.5 * line.size:
            return "indent"
        alone = len(passage.lines) == 1 and body.indented and indent(line) < 4 * line.size
        if alone and abs(deeper) < 0.3 * line.size and _ENDS.search(last.text):
            return "indent"
    if not step and not body.indented and _ENDS.search(last.text):
        return "gap"
    return ""


def _runs_on(last: Line, line: Line) -> bool:
    """Whether a line that ends early goes on all the same: a sentence in ragged lines."""
    left, right = line.edges
    first = next((c for c in line.text if c.isalpha()), "A")
    goes_on = first.islower() and not _ENDS.search(last.text)
    if goes_on and not distance(last, line):
        return True  # in the next column, or on the next page
    return goes_on and slack(last) < 0.35 * (right - left) and not is_centred(last)


def _is_forced(last: Line, line: Line) -> bool:
    """Whether the next line's first word would have fitted behind the last: its writer ended it."""
    text = line.text
    word = text.split(" ", 1)[0]
    width = (line.x1 - line.x0) / max(1, len(text))
    return slack(last) > width * (len(word) + 1) + 0.3 * last.size + 1.0


def _verse(run: Sequence[Passage], ragged: Ragged) -> Iterator[Passage]:
    """Single lines under each other as one stanza, where they read like verse."""
    lines = [line for passage in run for line in passage.lines]
    if len(lines) < 2 or len(lines) != len(run) or not _is_verse(lines, ragged):
        yield from run
        return
    yield Passage(lines, run[0].gap, "verse")


def _is_verse(lines: Sequence[Line], ragged: Ragged) -> bool:
    listed = sum(bool(_ITEM.match(line.text) or _LEADER.search(line.text)) for line in lines)
    if listed > 0.2 * len(lines):
        return False
    if sum(line in ragged for line in lines) > 0.6 * len(lines):
        return True
    before = lines[:-1]
    ends = sum(bool(_ENDS.search(line.text)) for line in before)
    widest = max(line.x1 - line.x0 for line in lines)
    left, right = lines[0].edges
    return ends <= 0.55 * len(before) and widest < 0.92 * (right - left)


def leaderless(text: str) -> str:
    """The text of an entry of a table of contents without the dots that lead to its page."""
    return _LEADER.sub(" ", text).strip()


def has_leader(text: str) -> bool:
    return bool(_LEADER.search(text))
