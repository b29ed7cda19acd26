"""Where one track ends and the next begins."""

from collections.abc import Sequence
from itertools import accumulate

from audiolib.order import Cue, Role

SHORTEST_S = 5 * 60
LONGEST_S = 45 * 60
COMFORTABLE_S = 10 * 60
"""Sections longer than half as much again are cut into parts of about this length: a corrected word
makes its track anew, and a reader who lost the place loses no more than this."""


def cut(cues: Sequence[Cue], lengths: Sequence[int], rate: int) -> tuple[range, ...]:
    """The cues of each track, as ranges of their indices; lengths are samples.

    A track starts at a heading of the first or second level where there is one, and else at a
    block; it lasts 5 to 45 minutes where that can be.
    """
    if not cues:
        return ()
    until = [0, *accumulate(lengths)]

    def lasts(part: range) -> float:
        return (until[part.stop] - until[part.start]) / rate

    parts: list[range] = []
    for section in _sections(cues):
        pieces = _split(section, cues, until, rate)
        if parts and (lasts(parts[-1]) < SHORTEST_S or lasts(pieces[0]) < SHORTEST_S):
            joined = range(parts[-1].start, pieces[0].stop)
            if lasts(joined) <= COMFORTABLE_S * 3 // 2 or lasts(parts[-1]) < SHORTEST_S:
                parts[-1] = joined
                pieces = pieces[1:]
        parts += pieces
    if len(parts) > 1 and lasts(parts[-1]) < SHORTEST_S:
        joined = range(parts[-2].start, parts[-1].stop)
        if lasts(joined) <= LONGEST_S:
            parts[-2:] = [joined]
    return tuple(parts)


def _sections(cues: Sequence[Cue]) -> list[range]:
    """The stretches between starts of sections of the first and second level."""
    starts = [0]
    for index in range(1, len(cues)):
        if _upper(cues[index]) != _upper(cues[index - 1]):
            starts.append(index)
    return [range(a, b) for a, b in zip(starts, [*starts[1:], len(cues)], strict=True)]


def _upper(cue: Cue) -> tuple[str, ...]:
    return tuple(section.id for section in cue.sections[:2])


def _split(section: range, cues: Sequence[Cue], until: Sequence[int], rate: int) -> list[range]:
    """A long section in parts of about equal length, each beginning with a block."""
    total = until[section.stop] - until[section.start]
    if total <= COMFORTABLE_S * rate * 3 // 2:
        return [section]
    wanted = round(total / (COMFORTABLE_S * rate))
    starts = [section.start]
    for number in range(1, wanted):
        goal = until[section.start] + total * number // wanted
        best = min(
            (i for i in range(starts[-1] + 1, section.stop) if _begins_block(cues[i])),
            key=lambda i: abs(until[i] - goal),
            default=None,
        )
        if best is not None and until[best] - until[starts[-1]] >= SHORTEST_S * rate:
            starts.append(best)
    return [range(a, b) for a, b in zip(starts, [*starts[1:], section.stop], strict=True)]


def _begins_block(cue: Cue) -> bool:
    return cue.first and not cue.within and cue.role in (Role.TEXT, Role.HEADING)
