"""Telling verse from prose that was merely cut into lines."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import mean, pstdev

_LONGEST = 90
"""Code points of a line of verse; longer lines are prose."""
_LOWER_STARTS = 0.34
_SENTENCE_ENDS = '.!?…:;”"»)’،؛؟۔'


def is_verse(lines: Sequence[str]) -> bool:
    """Whether lines are a stanza: short, ragged, none broken just because it was full.

    Asked of lines whose breaks the source sets itself (`br`, `pre`); a plain text, where every
    line has a break, is asked by `wraps` first.
    """
    lines = [line.strip() for line in lines if line.strip()]
    if len(lines) < 2 or max(map(len, lines)) > _LONGEST:
        return False
    return not wraps(lines) and mean(map(len, lines)) < 65


def wraps(lines: Sequence[str]) -> bool:
    """Whether lines were filled up to a right edge: the next first word would not have fitted.

    The last line may be short. Verse breaks where it likes, so that sooner or later the word that
    begins a line would have had room on the line before.
    """
    lines = [line.strip() for line in lines]
    if len(lines) < 2:
        return False
    edge = max(map(len, lines))
    if edge < 45:
        return False
    fitted = sum(
        len(line) + 1 + len(following.split(" ", 1)[0]) <= edge
        for line, following in pairwise(lines)
    )
    return fitted <= (len(lines) - 1) * 0.15


def starts_high(lines: Sequence[str]) -> bool:
    """Whether nearly all lines begin with a capital, a quotation, or a script without cases."""
    starts = [next((c for c in line if c.isalpha()), "A") for line in lines]
    return sum(c.islower() for c in starts) <= _LOWER_STARTS * len(starts)


def is_ragged(lengths: Sequence[int]) -> bool:
    """Whether lengths of lines scatter as verse does, and not as the entries of a list."""
    return len(lengths) > 1 and pstdev(lengths) < 0.5 * mean(lengths)


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence or clause does."""
    return line.rstrip().endswith(tuple(_SENTENCE_ENDS))
