"""How a recording is: its level, its noise, what is clipped, how long it is silent."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.pcm import Milliseconds, Pcm16, milliseconds

WINDOW_MS = 50
_CEILING = 32_700
_QUIETEST, _LOUDEST = 2, 95
"""Percentiles of the windows that are the room, and speech."""
_SILENCE = 15.0
"""dB above the room below which nobody speaks."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was measured of a mono recording; levels are RMS in dB of full scale, −100 at least.

    Args:
        duration: Of the whole.
        noise_db: Of the room: the quietest 2 % of windows of 50 ms.
        speech_db: Of speech: the 95th percentile.
        clipped: Samples at the ceiling, as a part of all.
        offset: Mean sample, as a part of full scale; 0 in sound that is well made.
        silences: (begin, end) of stretches without speech, the longest first, at most 20.
    """

    duration: Milliseconds
    noise_db: float
    speech_db: float
    clipped: float
    offset: float
    silences: tuple[tuple[Milliseconds, Milliseconds], ...]

    @property
    def snr_db(self) -> float:
        """How far speech stands above the room."""
        return self.speech_db - self.noise_db


def measure(chunks: Iterable[Pcm16], rate: int) -> Recorded:
    """Measure mono sound in pieces of any length; memory holds a few numbers a second."""
    size = rate * WINDOW_MS // 1000
    levels: list[NDArray[np.float64]] = []
    left = np.zeros(0, np.int16)
    samples = clipped = total = 0
    for chunk in chunks:
        samples += len(chunk)
        clipped += int(np.count_nonzero(np.abs(chunk.astype(np.int32)) >= _CEILING))
        total += int(chunk.sum(dtype=np.int64))
        joined = np.concatenate((left, chunk)) if len(left) else chunk
        count = len(joined) // size
        windows = joined[: count * size].reshape(count, size).astype(np.float64) / 32768
        # A constant offset is no sound: each window is measured around its own mean.
        levels.append(windows.var(axis=1))
        left = joined[count * size :]
    powers = np.concatenate(levels) if levels else np.zeros(0)
    decibels = 10 * np.log10(np.maximum(powers, 1e-10))
    room, speech = (
        (float(np.percentile(decibels, q)) for q in (_QUIETEST, _LOUDEST))
        if len(decibels)
        else (-100.0, -100.0)
    )
    return Recorded(
        milliseconds(samples, rate),
        round(room, 1),
        round(speech, 1),
        clipped / max(1, samples),
        total / max(1, samples) / 32768,
        _silences(decibels, room, speech),
    )


def _silences(
    decibels: NDArray[np.float64], room: float, speech: float
) -> tuple[tuple[Milliseconds, Milliseconds], ...]:
    quiet = decibels < min(room + _SILENCE, (room + speech) / 2)
    turns = np.diff(np.concatenate(([0], quiet.astype(np.int8), [0])))
    starts, stops = np.flatnonzero(turns == 1), np.flatnonzero(turns == -1)
    longest = np.argsort(starts - stops, kind="stable")[:20]
    return tuple(
        (Milliseconds(int(starts[i]) * WINDOW_MS), Milliseconds(int(stops[i]) * WINDOW_MS))
        for i in longest
    )
