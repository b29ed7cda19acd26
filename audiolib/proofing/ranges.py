"""Where places of a text come to lie when stretches of it are replaced."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audiolib.merge.align import align

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Hunk:
    """A stretch of the older text, and how many code points have its place."""

    begin: int
    end: int
    size: int


def start(hunks: Sequence[Hunk], at: int) -> int:
    """Where what began at `at` begins now: behind what was put in there."""
    moved = 0
    for hunk in hunks:
        if at < hunk.begin or (at == hunk.begin < hunk.end):
            break
        if at < hunk.end:
            return hunk.begin + moved + hunk.size
        moved += hunk.size - (hunk.end - hunk.begin)
    return at + moved


def stop(hunks: Sequence[Hunk], at: int) -> int:
    """Where what ended at `at` ends now: before what was put in there."""
    moved = 0
    for hunk in hunks:
        if at <= hunk.begin:
            break
        if at < hunk.end:
            return hunk.begin + moved
        moved += hunk.size - (hunk.end - hunk.begin)
    return at + moved


def near(hunks: Sequence[Hunk], at: int) -> int:
    """Where `at` lies now; inside of a replaced stretch, in proportion."""
    moved = 0
    for hunk in hunks:
        if at <= hunk.begin:
            break
        size = hunk.end - hunk.begin
        if at < hunk.end:
            return hunk.begin + moved + (at - hunk.begin) * hunk.size // size
        moved += hunk.size - size
    return at + moved


def touches(hunks: Sequence[Hunk], begin: int, end: int) -> bool:
    """Whether something inside a stretch was replaced, or put in."""
    return any(
        (h.begin < end and begin < h.end) if h.begin < h.end else begin < h.begin < end
        for h in hunks
    )


def trimmed(old: str, new: str, before: int, behind: int) -> tuple[int, int, int]:
    """What differs of two texts: begin and end in the old one, end in the new one.

    At most `before` code points at the front and `behind` at the end are taken as common.
    """
    front = 0
    most = min(before, len(old), len(new))
    while front < most and old[front] == new[front]:
        front += 1
    back = 0
    most = min(behind, len(old) - front, len(new) - front)
    while back < most and old[len(old) - 1 - back] == new[len(new) - 1 - back]:
        back += 1
    return front, len(old) - back, len(new) - back


def hunks(old: str, new: str, offset: int = 0) -> Iterator[Hunk]:
    """What differs of two texts, word by word, and within words without what is the same."""
    for a, b, c, d in differences(old, new):
        before, after = old[a:b], new[c:d]
        first, last, end = trimmed(before, after, len(before), len(before))
        yield Hunk(offset + a + first, offset + a + last, end - first)


def differences(old: str, new: str) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of whole words that differ: begin and end in the old text, and in the new one."""
    ours, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    i = j = a = c = 0
    for x, y in [*align(ours, theirs), (len(ours), len(theirs))]:
        b = a + sum(map(len, ours[i:x]))
        d = c + sum(map(len, theirs[j:y]))
        if a < b or c < d:
            yield a, b, c, d
        size = len(ours[x]) if x < len(ours) else 0
        a, c, i, j = b + size, d + size, x + 1, y + 1
