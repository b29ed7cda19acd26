"""Where a phrase truly begins: at the end of a pause near the place that warping found."""

import numpy as np
from numpy.typing import NDArray

from tts.alignment.features import HOP_MS

_REACH = 900 // HOP_MS
_PAUSE = 120 // HOP_MS


def snap(place: int, silent: NDArray[np.bool_], floor: int = 0) -> int:
    """The frame after the longest pause that ends within 0.9 s of `place`, else `place` itself.

    Args:
        place: A frame.
        silent: Which frames are silent.
        floor: No earlier frame than this is given.
    """
    begin, end = max(floor, place - _REACH), min(len(silent), place + _REACH)
    near = silent[begin:end].astype(np.int8)
    turns = np.diff(np.concatenate(([0], near, [0])))
    starts, stops = np.flatnonzero(turns == 1), np.flatnonzero(turns == -1)
    inside = stops < len(near)
    lengths = np.where(inside, stops - starts, 0)
    if not len(lengths) or lengths.max() < _PAUSE:
        return place
    return int(begin + stops[lengths.argmax()])
