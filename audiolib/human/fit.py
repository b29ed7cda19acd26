"""Which recording is a reading of which sections."""

import math
from collections.abc import Sequence
from itertools import groupby

from audiolib.human.errors import TooManyRecordingsError
from audiolib.order import Cue

_DEEPEST = 6


def units(cues: Sequence[Cue], at_least: int) -> list[tuple[Cue, ...]]:
    """The cues in runs of one section each: of the highest level that has runs enough.

    Raises:
        TooManyRecordingsError: no level has.
    """
    found: list[tuple[Cue, ...]] = []
    for depth in range(1, _DEEPEST + 1):
        found = [
            tuple(run)
            for _, run in groupby(cues, key=lambda cue: tuple(map(id, cue.sections[:depth])))
        ]
        if len(found) >= at_least:
            return found
    raise TooManyRecordingsError(at_least, len(found))


def fit(expected: Sequence[float], lasting: Sequence[float]) -> list[int]:
    """How many units each recording holds, in order, so that one pace explains all best.

    Args:
        expected: How long each unit should last, in any unit of time; not empty.
        lasting: How long each recording lasts; not more of them than units.
    """
    pace = math.log(max(1e-9, sum(lasting)) / max(1e-9, sum(expected)))
    sums = [0.0]
    for length in expected:
        sums.append(sums[-1] + length)

    def strain(recording: float, begin: int, end: int) -> float:
        spoken = max(1e-6, sums[end] - sums[begin])
        return (math.log(max(1e-6, recording) / spoken) - pace) ** 2

    # best[u]: the least strain when the recordings so far hold the first u units.
    best: list[float] = [0.0] + [math.inf] * len(expected)
    choices: list[list[int]] = []
    for number, recording in enumerate(lasting, 1):
        left = len(lasting) - number
        following = [math.inf] * (len(expected) + 1)
        chosen = [0] * (len(expected) + 1)
        for end in range(number, len(expected) - left + 1):
            for begin in range(number - 1, end):
                total = best[begin] + strain(recording, begin, end)
                if total < following[end]:
                    following[end], chosen[end] = total, begin
        best = following
        choices.append(chosen)
    counts: list[int] = []
    end = len(expected)
    for chosen in reversed(choices):
        counts.append(end - chosen[end])
        end = chosen[end]
    return counts[::-1]
