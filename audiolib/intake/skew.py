"""How lines of text lie: their angle, and their distance."""

import numpy as np
from numpy.typing import NDArray

from audiolib.intake.pixels import Grey

_INK = 128
_WIDE = 900
"""Pixels across that are enough to see an angle of a tenth of a degree."""
_MOST = 8.0
_POINTS = 60_000


def skew(flat: Grey) -> float:
    """Degrees by which a page must be turned against the clock; 0 where no lines are seen.

    The angle under which rows differ most in ink (Postl 1986), sought from coarse to fine.

    Args:
        flat: The page on white, as `flatten` gives it.
    """
    points = _points(flat)
    if points is None:
        return 0.0
    x, y, height = points
    best, step = 0.0, 1.0
    angles = np.arange(-_MOST, _MOST + 0.01, step)
    while step > 0.05:
        scores = [_rows(x, y, height, angle) for angle in angles]
        best = float(angles[int(np.argmax(scores))])
        step /= 4
        angles = best + step * np.arange(-4, 5)
    scores = [_rows(x, y, height, angle) for angle in angles]
    found = float(angles[int(np.argmax(scores))])
    gained = max(scores) / max(1.0, _rows(x, y, height, 0.0))
    return found if gained > 1.01 and abs(found) < _MOST else 0.0


def unevenness(flat: Grey) -> float:
    """How unevenly ink is spread over rows, within the few degrees that a page may lie askew."""
    points = _points(flat)
    if points is None:
        return 0.0
    x, y, height = points
    most = max(_rows(x, y, height, angle) for angle in np.arange(-5.0, 5.01, 0.5))
    return most / (len(x) ** 2 / height)


def _points(flat: Grey) -> tuple[NDArray[np.float32], NDArray[np.float32], int] | None:
    """Where the ink is, on the page made smaller; its edges, where shadows lie, are left out."""
    factor = max(1, flat.shape[1] // _WIDE)
    small = flat[: flat.shape[0] // factor * factor, : flat.shape[1] // factor * factor]
    rows, columns = small.shape[0] // factor, small.shape[1] // factor
    mean = small.reshape(rows, factor, columns, factor).mean(axis=(1, 3))
    mean[:, : columns // 40] = mean[:, -(columns // 40) or None :] = 255
    y, x = np.nonzero(mean < _INK + 40)
    if len(x) < 200:
        return None
    if len(x) > _POINTS:
        chosen = np.random.default_rng(0).choice(len(x), _POINTS, replace=False)
        x, y = x[chosen], y[chosen]
    return x.astype(np.float32) - columns / 2, y.astype(np.float32), rows


def _rows(x: NDArray[np.float32], y: NDArray[np.float32], height: int, angle: float) -> float:
    """How unevenly the ink is spread over the rows of a page that lies under an angle."""
    turned = y - x * np.float32(np.tan(np.radians(angle)))
    places = np.rint(turned).astype(np.int64)
    # What leaves the page must not heap up at its edge, where text may be cut off.
    places = places[(places >= 0) & (places < height)]
    counts = np.bincount(places, minlength=height).astype(np.float64)
    return float(np.square(np.diff(counts)).sum())


def pitch(flat: Grey) -> float:
    """Pixels from one line of text to the next; 0 where there are no regular lines.

    Args:
        flat: The page on white and straight.
    """
    middle = flat[:, flat.shape[1] // 20 : -(flat.shape[1] // 20) or None]
    rows = (255.0 - middle).mean(axis=1)
    rows -= rows.mean()
    size = 1 << (2 * len(rows) - 1).bit_length()
    spectrum = np.fft.rfft(rows, size)
    likeness = np.fft.irfft(spectrum * np.conj(spectrum), size)[: len(rows) // 3]
    if len(likeness) < 16 or likeness[0] <= 0:
        return 0.0
    # Farther lags overlap less, and so are worth more than they seem.
    likeness = likeness / likeness[0] * len(rows) / (len(rows) - np.arange(len(likeness)))
    low = int(np.argmax(likeness < 0.1)) if (likeness < 0.1).any() else 0
    if not low:
        return 0.0
    peaks = [
        lag
        for lag in range(max(low, 8), len(likeness) - 1)
        if likeness[lag - 1] < likeness[lag] >= likeness[lag + 1] and likeness[lag] > 0.15
    ]
    if not peaks:
        return 0.0
    best = max(likeness[lag] for lag in peaks)
    return float(next(lag for lag in peaks if likeness[lag] > 0.75 * best))
