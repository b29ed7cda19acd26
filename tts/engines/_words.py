"""From what an engine tells about its words to the words of the contract.

A *unit* is a run of a text without white space or dashes that holds something to say. Every unit
begins where the first event inside it says; one without an event joins the word before it. So words
are ordered, disjoint, and cover every unit whole, whatever an engine reports: several events for
one number, none for the second word of a pair that it speaks as one, events on punctuation.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from media import Samples
from tts.engine import Word

_RUN = re.compile(r"[^\s\u2012-\u2015\u2026]+")
SPOKEN_PUNCTUATION = frozenset("#%&@§‰‱٪")
"""Signs that Unicode counts as punctuation, and that people read aloud."""


def is_spoken(char: str) -> bool:
    """Whether a code point is a letter, a digit or a symbol: what no speech may leave out."""
    return char.isalnum() or unicodedata.category(char)[0] in "LNS" or char in SPOKEN_PUNCTUATION


def has_spoken(text: str) -> bool:
    """Whether there is anything in a text to say."""
    return any(map(is_spoken, text))


def units(text: str) -> list[tuple[int, int]]:
    """The units of a text, in order; a run of signs alone (`-`, `»`) is none."""
    return [m.span() for m in _RUN.finditer(text) if has_spoken(m.group())]


def words(
    text: str, events: Iterable[tuple[int, int]], length: int, exact: bool = True
) -> tuple[Word, ...]:
    """The words of a text from an engine's events: (code point, sample), in the order of sound.

    Each word sounds until the next begins, the last until the end of the sound.
    """
    spoken = units(text)
    if not spoken or length <= 0:
        return ()
    return _joined(spoken, _starts(spoken, events), length, exact)


def _starts(
    spoken: Sequence[tuple[int, int]], events: Iterable[tuple[int, int]]
) -> list[int | None]:
    """The sample each unit begins at; None where no event told."""
    begins = [begin for begin, _ in spoken]
    starts: list[int | None] = [None] * len(spoken)
    borrowed = -1  # the unit that begins, for want of better, at an event on signs before it
    reached = 0
    for position, sample in events:
        index = max(0, bisect_right(begins, position) - 1)
        inside = begins[index] <= position < spoken[index][1]
        if not inside and position >= spoken[index][1]:
            index += 1
        if index < reached or index >= len(spoken):
            continue
        if starts[index] is None or (inside and borrowed == index):
            starts[index] = sample
            borrowed = -1 if inside else index
        reached = index
    return starts


def _joined(
    spoken: Sequence[tuple[int, int]], starts: Sequence[int | None], length: int, exact: bool
) -> tuple[Word, ...]:
    """Units with their sounds; what has no sound of its own joins the word before it."""
    begins: list[tuple[int, int]] = []  # (first code point, first sample)
    ends: list[int] = []
    for (begin, end), start in zip(spoken, starts, strict=True):
        if not begins:
            begins.append((begin, min(max(start or 0, 0), length - 1)))
            ends.append(end)
        elif start is None or not begins[-1][1] < start < length:
            ends[-1] = end
        else:
            begins.append((begin, start))
            ends.append(end)
    stops = [start for _, start in begins[1:]] + [length]
    return tuple(
        Word(begin, end, Samples(start), Samples(stop), exact)
        for (begin, start), end, stop in zip(begins, ends, stops, strict=True)
    )
