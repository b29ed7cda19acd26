"""Running heads that were read a little differently on each page, made alike."""

import difflib
from collections import defaultdict
from collections.abc import Sequence

from audiolib.sources.pdf import Line, Sheet

_LIKE = 0.72
_NEAR = 0.04
"""Of the page's height, by which a head may stand higher or lower from page to page."""
_LEAST = 4
"""Letters of a head; shorter ones are too easily like each other."""
_MOST = 120
_GROUPS = 24


class _Heads:
    """Lines of one side of the pages that say nearly the same at nearly the same height."""

    def __init__(self, first: Line, said: str, place: float) -> None:
        self.lines = [(first, said)]
        self.place = place

    def takes(self, said: str, place: float) -> bool:
        if abs(place - self.place) > _NEAR:
            return False
        known = self.lines[0][1]
        if abs(len(known) - len(said)) > 0.4 * max(len(known), len(said)):
            return False
        return difflib.SequenceMatcher(None, known, said, autojunk=False).ratio() >= _LIKE


def even_heads(sheets: Sequence[Sheet]) -> None:
    """Give heads and feet that are alike on several pages the words that most of them have.

    Numbers are left: they may be the pages'. Only the line at either edge is looked at.
    """
    groups: dict[int, list[_Heads]] = defaultdict(list)
    for sheet in sheets:
        for side, line in _edges(sheet):
            said = _letters(line.text)
            if not _LEAST <= len(said) <= _MOST:
                continue
            place = (line.y0 + line.y1) / 2 / max(1.0, sheet.height)
            # Even and odd pages often bear two heads; the newest groups are looked at first.
            for heads in groups[side][: -_GROUPS - 1 : -1]:
                if heads.takes(said, place):
                    heads.lines.append((line, said))
                    break
            else:
                groups[side].append(_Heads(line, said, place))
    least = 2 if len(sheets) <= 6 else 3
    for found in groups.values():
        for heads in found:
            if len(heads.lines) >= least:
                _even(heads)


def _edges(sheet: Sheet) -> list[tuple[int, Line]]:
    if len(sheet.lines) < 2:
        return []
    top = min(sheet.lines, key=lambda line: line.y0)
    foot = max(sheet.lines, key=lambda line: line.y1)
    return [(0, top), (1, foot)]


def _even(heads: _Heads) -> None:
    counts: dict[str, int] = defaultdict(int)
    for _, said in heads.lines:
        counts[said] += 1
    usual = max(counts, key=lambda said: counts[said])
    words = next(_words(line.text) for line, said in heads.lines if said == usual)
    for line, _ in heads.lines:
        before, after = _numbers(line.text)
        line.pieces = [(" ".join((*before, *words, *after)), 0)]
        line.size = heads.lines[0][0].size


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalpha())


def _is_number(word: str) -> bool:
    return any(c.isdecimal() for c in word) and not any(c.isalpha() for c in word)


def _words(text: str) -> list[str]:
    return [word for word in text.split() if not _is_number(word)]


def _numbers(text: str) -> tuple[list[str], list[str]]:
    """The numbers a head begins and ends with."""
    words = text.split()
    before = words[:1] if words and _is_number(words[0]) else []
    after = words[-1:] if len(words) > 1 and _is_number(words[-1]) else []
    return before, after
