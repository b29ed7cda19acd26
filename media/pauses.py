"""Speech without its words cut into phrases, at the pauses that the speaker made."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from media.pcm import Milliseconds, Pcm16, milliseconds

_WINDOW_MS = 20
_PAUSE, _BREATH = 400 // _WINDOW_MS, 140 // _WINDOW_MS
"""Windows of a pause that ends a phrase, and of one that may where a phrase grows too long."""
_SHORTEST, _LONGEST = 3_000 // _WINDOW_MS, 15_000 // _WINDOW_MS
_FIRST = 1_000 // _WINDOW_MS
"""Windows of a beginning in which nobody has spoken yet."""
_BEFORE = 120 // _WINDOW_MS
"""Windows of a pause that belong to the phrase after it."""


def phrases(
    chunks: Iterable[Pcm16], rate: int, edges: Sequence[Milliseconds] = ()
) -> tuple[tuple[Milliseconds, Milliseconds], ...]:
    """Stretches of 3 to 15 s where the pauses allow it; they cover the sound without a gap.

    Args:
        chunks: Mono sound in pieces of any length.
        rate: Samples a second.
        edges: Where a phrase must begin; each moves to the end of a pause within half a second.

    Returns:
        (begin, end) in order; nothing for no sound.
    """
    loud, length = _loudness(chunks, rate)
    if not length:
        return ()
    pauses = _pauses(loud)
    near = (_near(edge // _WINDOW_MS, pauses) for edge in edges)
    wanted = sorted({at for at in near if _FIRST < at < len(loud) - 1})
    cuts: list[int] = []
    for begin, end in zip([0, *wanted], [*wanted, len(loud)], strict=True):
        cuts += [begin, *_cuts(begin, end, pauses)]
    times = [Milliseconds(cut * _WINDOW_MS) for cut in sorted(set(cuts))]
    return tuple(zip(times, [*times[1:], length], strict=True))


def _loudness(chunks: Iterable[Pcm16], rate: int) -> tuple[NDArray[np.float64], Milliseconds]:
    """Decibels of each window of 20 ms, and the length of the whole."""
    size = rate * _WINDOW_MS // 1000
    levels = [np.zeros(0)]
    left = np.zeros(0, np.int16)
    samples = 0
    for chunk in chunks:
        samples += len(chunk)
        joined = np.concatenate((left, chunk)) if len(left) else chunk
        count = len(joined) // size
        windows = joined[: count * size].reshape(count, size).astype(np.float64) / 32768
        levels.append(windows.var(axis=1))
        left = joined[count * size :]
    return 10 * np.log10(np.maximum(np.concatenate(levels), 1e-10)), milliseconds(samples, rate)


def _pauses(loud: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Runs of quiet windows that are breaths at least."""
    if not len(loud):
        return []
    low, high = np.percentile(loud, [5, 95])
    quiet = (loud < low + 0.35 * (high - low)).astype(np.int8)
    turns = np.diff(np.concatenate(([0], quiet, [0])))
    runs = zip(np.flatnonzero(turns == 1), np.flatnonzero(turns == -1), strict=True)
    return [(int(a), int(b)) for a, b in runs if b - a >= _BREATH]


def _place(pause: tuple[int, int]) -> int:
    """Where a pause is cut: shortly before it ends."""
    return max(pause[0] + 1, pause[1] - _BEFORE)


def _near(edge: int, pauses: Sequence[tuple[int, int]]) -> int:
    """The end of the longest pause within half a second of an edge, else the edge."""
    reach = 500 // _WINDOW_MS
    close = [p for p in pauses if p[0] - reach <= edge <= p[1] + reach]
    return _place(max(close, key=lambda p: p[1] - p[0])) if close else edge


def _cuts(begin: int, end: int, pauses: Sequence[tuple[int, int]]) -> list[int]:
    """Cuts between two edges, none of them near either."""
    inside = [p for p in pauses if begin + _SHORTEST <= _place(p) <= end - _SHORTEST // 2]
    cuts: list[int] = []
    at = begin
    waiting: list[tuple[int, int]] = []
    for pause in [*inside, (end, end)]:
        while waiting and pause[0] - at > _LONGEST:
            chosen = max(waiting, key=lambda p: p[1] - p[0])
            at = _place(chosen)
            cuts.append(at)
            waiting = [p for p in waiting if _place(p) >= at + _SHORTEST]
        if pause[0] == end:
            break
        if pause[1] - pause[0] >= _PAUSE and _place(pause) - at >= _SHORTEST:
            at = _place(pause)
            cuts.append(at)
            waiting = []
        elif _place(pause) - at >= _SHORTEST:
            waiting.append(pause)
    return cuts
