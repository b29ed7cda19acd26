"""Uncompressed mono sound, and the two clocks it is measured by."""

from dataclasses import dataclass
from typing import NewType

import numpy as np
from numpy.typing import NDArray

Samples = NewType("Samples", int)
"""A count of sample frames; never negative."""

Milliseconds = NewType("Milliseconds", int)
"""Whole milliseconds; the unit of every time outside `tts` and `media`."""

Pcm16 = NDArray[np.int16]
"""Signed 16-bit mono samples, shape (n,)."""


@dataclass(frozen=True, slots=True)
class Pcm:
    """Mono sound: `samples` of shape (n,), int16, at `rate` frames a second."""

    samples: Pcm16
    rate: int

    def __len__(self) -> int:
        return int(self.samples.shape[0])


def milliseconds(samples: int, rate: int) -> Milliseconds:
    """The time of a sample, rounded half up to a whole millisecond.

    Round a running count of samples, never a sum of rounded times: the error then stays under
    half a millisecond however long the track is.
    """
    return Milliseconds((2000 * samples + rate) // (2 * rate))


def silence(length: int, rate: int) -> Pcm:
    """`length` frames of digital silence."""
    return Pcm(np.zeros(length, dtype=np.int16), rate)
