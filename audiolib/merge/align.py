"""Which members of two sequences are the same, in order: unique ones first, then what lies between.

Patience diff (B. Cohen), which is near to linear on texts, and bounded on anything else.
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher

Pair = tuple[int, int]

SMALL = 32
"""Up to this many members on both sides, difflib may compare each with each."""


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Pairs of indices of equal members, both rising."""
    pairs: list[Pair] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        a, a_end, b, b_end = waiting.pop()
        while a < a_end and b < b_end and old[a] == new[b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            pairs.append((a_end, b_end))
        if a == a_end or b == b_end:
            continue
        anchors = _unique(old, new, a, a_end, b, b_end)
        if not anchors:
            pairs.extend(_between(old, new, a, a_end, b, b_end))
            continue
        for i, j in [*anchors, (a_end, b_end)]:
            waiting.append((a, i, b, j))
            a, b = i, j
    return sorted(set(pairs))


def gaps(pairs: Sequence[Pair], old: int, new: int) -> Iterator[tuple[range, range]]:
    """What lies between rising pairs, where both sequences have something there."""
    a = b = 0
    for i, j in [*pairs, (old, new)]:
        if a < i and b < j:
            yield range(a, i), range(b, j)
        a, b = i + 1, j + 1


def once(
    members: Sequence[Hashable], begin: int = 0, end: int | None = None
) -> dict[Hashable, int]:
    """Where the members lie that occur only once."""
    places: dict[Hashable, int] = {}
    for at in range(begin, len(members) if end is None else end):
        places[members[at]] = -1 if members[at] in places else at
    return {member: at for member, at in places.items() if at >= 0}


def _unique(
    old: Sequence[Hashable], new: Sequence[Hashable], a: int, a_end: int, b: int, b_end: int
) -> list[Pair]:
    """The longest rising run of pairs of members that occur once on either side."""
    here = once(new, b, b_end)
    return _rising([(at, here[m]) for m, at in once(old, a, a_end).items() if m in here])


def _between(
    old: Sequence[Hashable], new: Sequence[Hashable], a: int, a_end: int, b: int, b_end: int
) -> list[Pair]:
    """Pairs among members none of which is unique."""
    if a_end - a <= SMALL and b_end - b <= SMALL:
        matcher = SequenceMatcher(None, old[a:a_end], new[b:b_end], autojunk=False)
        return [
            (a + block.a + k, b + block.b + k)
            for block in matcher.get_matching_blocks()
            for k in range(block.size)
        ]
    places: dict[Hashable, list[int]] = {}
    for at in range(b_end - 1, b - 1, -1):
        places.setdefault(new[at], []).append(at)
    return _rising([(at, places[old[at]].pop()) for at in range(a, a_end) if places.get(old[at])])


def _rising(pairs: list[Pair]) -> list[Pair]:
    """The longest subsequence whose second members rise; the first ones do already (n log n)."""
    ends: list[int] = []
    chain: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(chain[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        chain[length : length + 1] = [number]
    rising: list[Pair] = []
    at = chain[-1] if chain else -1
    while at >= 0:
        rising.append(pairs[at])
        at = before[at]
    return rising[::-1]
