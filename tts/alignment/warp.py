"""Dynamic time warping of two sounds: which moment of one is which of the other.

Two passes: the first looks far, at frames of 160 ms, so that an unscripted opening or a part left
out does not lead it astray; the second, at 20 ms, stays near the path of the first.
"""

import numpy as np
from numpy.typing import NDArray

from tts.alignment.features import Floats

_COARSE = 8
"""Frames that the first pass takes for one."""
_FAR_S, _NEAR_S = 240, 4
_FRAMES_A_SECOND = 50
_DIAGONAL, _DOWN, _ACROSS = 0, 1, 2

Path = NDArray[np.int32]


def warp(reference: Floats, recorded: Floats) -> tuple[Path, Floats]:
    """For each frame of the reference, where in the recording it is heard, and how alike they are.

    Args:
        reference: Frames, shape (n, k), of what should be heard.
        recorded: Frames, shape (m, k), of what is.

    Returns:
        Shape (n, 2): the first and the last frame of the recording that each frame of the
        reference was joined to; neither ever goes back. Shape (n,): the mean distance there.
    """
    n, m = len(reference), len(recorded)
    if not n or not m:
        return np.zeros((n, 2), np.int32), np.zeros(n, np.float32)
    slope = m / n
    if min(n, m) <= 4 * _COARSE:
        return _pass(reference, recorded, np.arange(n) * slope, max(n, m))
    small, large = _thinned(reference), _thinned(recorded)
    middle = np.arange(len(small)) * (len(large) / len(small))
    far = _FAR_S * _FRAMES_A_SECOND // _COARSE
    rough, _alike = _pass(small, large, middle, far)
    near = _NEAR_S * _FRAMES_A_SECOND
    at = np.arange(n) / _COARSE
    centre = np.interp(at, np.arange(len(rough)) + 0.5, rough.mean(axis=1) * _COARSE)
    return _pass(reference, recorded, centre, near)


def _thinned(frames: Floats) -> Floats:
    count = len(frames) // _COARSE
    means: Floats = frames[: count * _COARSE].reshape(count, _COARSE, -1).mean(axis=1)
    return means


def _pass(
    reference: Floats, recorded: Floats, centre: NDArray[np.floating], radius: int
) -> tuple[Path, Floats]:
    """Warping in a band of `radius` around `centre`; both ends of the path are fixed."""
    n, m = len(reference), len(recorded)
    width = min(m, 2 * radius + 1)
    begins = np.clip(np.asarray(centre, np.int64) - width // 2, 0, m - width)
    begins[0], begins[-1] = 0, m - width
    begins = np.maximum.accumulate(begins)
    rows, columns = _back(_forward(reference, recorded, begins, width), begins, m)
    path = np.empty((n, 2), np.int32)
    path[:, 0] = columns[np.searchsorted(rows, np.arange(n), "left")]
    path[:, 1] = columns[np.searchsorted(rows, np.arange(n), "right") - 1]
    distances = np.sqrt(((reference[rows] - recorded[columns]) ** 2).sum(axis=1))
    alike = np.bincount(rows, distances, n) / np.bincount(rows, minlength=n)
    return path, alike.astype(np.float32)


def _forward(
    reference: Floats, recorded: Floats, begins: NDArray[np.int64], width: int
) -> NDArray[np.uint8]:
    """The step that led to each cell of the band, shape (n, width).

    A frame that stands still on one side costs no more than `_strange`, so that speech which only
    one side has is passed over, and not spread over its neighbours.
    """
    n = len(reference)
    strange = _strange(reference, recorded)
    squares = (recorded**2).sum(axis=1)
    steps = np.empty((n, width), np.uint8)
    before = np.full(width, np.inf)
    at_before = 0
    for i in range(n):
        at = int(begins[i])
        distance = _distance(reference[i], recorded[at : at + width], squares[at : at + width])
        still = np.minimum(distance, strange)
        left = _shifted(before, at - at_before - 1)
        if i == 0:
            left[0] = 0.0
        diagonal, down = left + distance, _shifted(before, at - at_before) + still
        best = np.minimum(diagonal, down)
        # The cheapest way along the row, without a loop: what is spent across is a running sum.
        spent = np.cumsum(still)
        across = np.minimum.accumulate(best - spent) + spent
        row = np.where(diagonal <= down, _DIAGONAL, _DOWN).astype(np.uint8)
        row[across < best - 1e-9] = _ACROSS
        steps[i] = row
        before, at_before = np.minimum(across, best), at
    return steps


def _strange(reference: Floats, recorded: Floats) -> float:
    """Half the distance of frames that have nothing to do with each other."""
    random = np.random.default_rng(0)
    a = reference[random.integers(0, len(reference), 2000)]
    b = recorded[random.integers(0, len(recorded), 2000)]
    return float(0.5 * np.median(np.sqrt(((a - b) ** 2).sum(axis=1))))


def _distance(frame: Floats, frames: Floats, squares: Floats) -> NDArray[np.float64]:
    found = squares - 2 * (frames @ frame) + float(frame @ frame)
    return np.sqrt(np.maximum(found, 0)).astype(np.float64)


def _shifted(row: NDArray[np.float64], by: int) -> NDArray[np.float64]:
    """A row of costs as seen from a band that begins `by` frames later; unknown is infinite."""
    seen = np.full(len(row), np.inf)
    if by < 0:
        seen[-by:] = row[:by]
    elif by < len(row):
        seen[: len(row) - by] = row[by:]
    return seen


def _back(
    steps: NDArray[np.uint8], begins: NDArray[np.int64], m: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The cells of the path, first to last: their rows and their columns."""
    i, j = len(steps) - 1, m - 1
    rows, columns = [i], [j]
    while i or j:
        step = _ACROSS if i == 0 else int(steps[i, j - int(begins[i])])
        if step != _ACROSS:
            i -= 1
        if step != _DOWN and j:
            j -= 1
        rows.append(i)
        columns.append(j)
    return np.array(rows[::-1], np.int32), np.array(columns[::-1], np.int32)
