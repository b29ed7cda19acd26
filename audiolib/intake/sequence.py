"""What is wrong with the pages of a book together: missing, doubled, out of order, of two sizes."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.intake.look import Look, likeness

_NEAR = 4
"""Pages after it among which the same page is sought again."""
_SAME_LOOK = 0.75
_SAME_TEXT = 0.6
_MAYBE = 0.35
_SHINGLE = 3
_FEW = 8
_SIZE = 0.12
_WIDEST_GAP = 40
_BACK = 60
"""Numbers before it from which a number may count on."""
_JUMP = 3
_AROUND = 4
"""Numbered pages on either side, among which a number is sought that counts on."""
_READ = 0.8
"""The part of the printed numbers that must count on from one near them, to be well read."""
_ENOUGH = 1
"""Where they are not, so many others must count on from each side of a gap."""
_ALTERNATES = 0.85
_SIDE = 0.006
CODES = frozenset(
    (
        *("intake-page-missing", "intake-page-missing-side", "intake-page-doubled"),
        *("intake-order", "intake-size"),
    )
)
"""The faults that a page has by its neighbours, not by itself."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the sequence: `number` as printed, `text` as read, each empty where unknown."""

    seen: Look
    name: str = ""
    number: str = ""
    text: str = ""


def compare(sheets: Sequence[Sheet]) -> tuple[Finding, ...]:
    """The faults of a sequence, each at the page where it is noticed; pages count from 1."""
    doubled = dict(_doubled(sheets))
    found = [
        _finding("intake-page-doubled", sheets, at, first=first + 1)
        for at, first in doubled.items()
    ]
    numbered = [
        (at, int(sheet.number))
        for at, sheet in enumerate(sheets)
        if sheet.number.isdecimal() and at not in doubled
    ]
    found += _by_numbers(sheets, numbered, set(doubled))
    if len(numbered) < 0.5 * len(sheets):
        found += _by_sides(sheets, set(doubled))
    found += _sizes(sheets)
    return tuple(sorted(found, key=lambda finding: int(finding.facts["sheet"])))


def _finding(code: str, sheets: Sequence[Sheet], at: int, **facts: Fact) -> Finding:
    sheet = sheets[at]
    place = Place(file=sheet.name, page=sheet.number or str(at + 1))
    return Finding(code, Severity.WARNING, place, {"sheet": at + 1, **facts})


def _doubled(sheets: Sequence[Sheet]) -> Iterator[tuple[int, int]]:
    """Pages that were there shortly before, and where."""
    shingles = [_shingles(sheet.text) for sheet in sheets]
    for at in range(1, len(sheets)):
        for before in range(at - 1, max(-1, at - 1 - _NEAR), -1):
            alike = likeness(sheets[before].seen.print, sheets[at].seen.print)
            told = _overlap(shingles[before], shingles[at])
            sure = alike > _SAME_LOOK if told is None else told > _SAME_TEXT
            if sure or (alike > _MAYBE and _same_number(sheets[before], sheets[at])):
                yield at, before
                break


def _same_number(one: Sheet, other: Sheet) -> bool:
    return bool(one.number) and one.number == other.number


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = text.casefold().split()
    return frozenset(tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def _overlap(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float | None:
    if min(len(one), len(other)) < _FEW:
        return None
    return len(one & other) / min(len(one), len(other))


def _by_numbers(
    sheets: Sequence[Sheet], numbered: Sequence[tuple[int, int]], doubled: set[int]
) -> Iterator[Finding]:
    """Gaps in the printed numbers, and pages whose number belongs elsewhere."""
    kept = _rising(numbered)
    outside = [pair for pair in numbered if pair not in set(kept)]
    gaps = {(a, b): _missing(a, b, doubled) for a, b in pairwise(kept)}
    strays: set[int] = set()
    alike = _alike(numbered)
    read_well = sum(n > 0 for n in alike.values()) >= _READ * len(alike)
    for at, value in outside if read_well else ():
        home = next(
            (g for g, count in gaps.items() if g[0][1] < value < g[1][1] and count > 0), None
        )
        if home is None or any(value == number for _, number in kept):
            continue  # misread, rather than misplaced
        strays.add(at)
        gaps[home] -= 1
        yield _finding("intake-order", sheets, at, number=str(value), after=str(home[0][1]))
    for ((a, before), (b, after)), count in gaps.items():
        # A page that strayed into the gap takes the place of one that is missing there.
        count += sum(a < at < b for at in strays)
        sure = read_well or min(alike[a, before], alike[b, after]) >= _ENOUGH
        if 0 < count <= _WIDEST_GAP and sure and _supported(kept, (b, after)):
            yield _finding(
                "intake-page-missing", sheets, b, before=str(before), after=str(after), count=count
            )


def _alike(numbered: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """How many pages near each one have a number that counts on from its own."""
    found = {}
    for place, (at, value) in enumerate(numbered):
        near = numbered[max(0, place - _AROUND) : place + _AROUND + 1]
        found[at, value] = sum(other - there == value - at for there, other in near) - 1
    return found


def _missing(one: tuple[int, int], other: tuple[int, int], doubled: set[int]) -> int:
    between = sum(one[0] < at <= other[0] for at in doubled)
    return (other[1] - one[1]) - (other[0] - one[0] - between)


def _rising(numbered: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pages whose numbers are believed: those that rise, and count on from one another.

    A number that was misread may rise too, but it does not count on from those around it.
    """
    scores: list[int] = []
    before: list[int] = []
    for number, pair in enumerate(numbered):
        score, last = 1, -1
        for other in range(number - 1, max(-1, number - 1 - _BACK), -1):
            if numbered[other][1] < pair[1]:
                reached = scores[other] + _counts_on(numbered[other], pair)
                if reached > score or (reached == score and last < 0):
                    score, last = reached, other
        scores.append(score)
        before.append(last)
    found: list[tuple[int, int]] = []
    at = max(range(len(scores)), key=lambda n: (scores[n], n), default=-1)
    while at >= 0:
        found.append(numbered[at])
        at = before[at]
    return found[::-1]


def _counts_on(one: tuple[int, int], other: tuple[int, int]) -> int:
    """What speaks for two numbers together: for a few missing between them nothing does."""
    jump = abs((other[1] - other[0]) - (one[1] - one[0]))
    return 2 if jump == 0 else 0 if jump <= _JUMP else -1


def _supported(kept: Sequence[tuple[int, int]], page: tuple[int, int]) -> bool:
    """Whether another page near it counts on from this one: a misread number stands alone."""
    offset = page[1] - page[0]
    following = [pair for pair in kept if page[0] < pair[0] <= page[0] + 4]
    return not following or any(pair[1] - pair[0] >= offset for pair in following)


def _by_sides(sheets: Sequence[Sheet], doubled: set[int]) -> Iterator[Finding]:
    """Where left and right pages stop taking turns, by the margins: an odd number is missing."""
    sides = [
        (at, sheet.seen.offset > 0)
        for at, sheet in enumerate(sheets)
        if abs(sheet.seen.offset) > _SIDE and at not in doubled
    ]
    if len(sides) < 6 or len(sides) < 0.7 * len(sheets):
        return
    phases = [(at, (at + right) % 2) for at, right in sides]
    changes = [b for (a, one), (b, other) in pairwise(phases) if one != other]
    if len(changes) > max(1, (1 - _ALTERNATES) * len(phases)):
        return
    for number, at in enumerate(changes):
        following = changes[number + 1] if number + 1 < len(changes) else len(sheets)
        if following - at >= 3:
            yield _finding("intake-page-missing-side", sheets, at)


def _sizes(sheets: Sequence[Sheet]) -> Iterator[Finding]:
    """Pages that are smaller or larger than most; in inches where files tell them."""
    told = all(sheet.seen.declared for sheet in sheets)
    sizes = [
        tuple(
            side / (sheet.seen.declared if told else 1)
            for side in (sheet.seen.width, sheet.seen.height)
        )
        for sheet in sheets
        if not sheet.seen.gutter
    ]
    if len(sizes) < 3:
        return
    usual = [statistics.median(size[axis] for size in sizes) for axis in (0, 1)]
    for at, sheet in enumerate(sheets):
        if sheet.seen.gutter:
            continue
        scale = sheet.seen.declared if told else 1
        own = sheet.seen.width / scale, sheet.seen.height / scale
        if any(abs(o / u - 1) > _SIZE for o, u in zip(own, usual, strict=True)):
            yield _finding("intake-size", sheets, at)
