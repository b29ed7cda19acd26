"""How sound is compared: mel-frequency cepstral coefficients, and how loud each moment is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from media import Pcm16

RATE = 22_050
"""The rate, in Hz, of all sound that is compared."""
HOP = 441
"""Samples from one frame to the next: 20 ms."""
HOP_MS = 20

_WINDOW = 1024
_BANDS, _LOWEST_HZ, _HIGHEST_HZ = 40, 80.0, 7600.0
_COEFFICIENTS = 13
_BLOCK = 4000
_LOW = 0.35
_PAUSE_WEIGHT = 6.0
"""How much it counts that one side is silent and the other is not: as much as any two sounds that
differ. With it, pauses hold a path in place that the reader's voice alone would not."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Features:
    """Sound as frames of 20 ms: `frames` of shape (n, 14), `silent` of shape (n,).

    A frame is 13 cepstra and whether it is silent. Cepstra have mean 0 and deviation 1 over the
    whole sound, each coefficient by itself, so that rooms, microphones and voices count less.
    Frame i is heard around 20 i + 23 ms, the middle of its window.
    """

    frames: Floats
    silent: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.silent)


def features(chunks: Iterable[Pcm16]) -> Features:
    """The features of mono sound at 22,050 Hz, in pieces of any length; memory holds a minute."""
    cepstra, energy = [np.zeros((0, _COEFFICIENTS), np.float32)], [np.zeros(0, np.float32)]
    for block in _blocks(chunks):
        found, loud = _block(block)
        cepstra.append(found)
        energy.append(loud)
    joined = np.concatenate(cepstra)
    if len(joined):
        joined = (joined - joined.mean(axis=0)) / (joined.std(axis=0) + 1e-6)
    silent = quiet(np.concatenate(energy))
    frames = np.column_stack((joined, _PAUSE_WEIGHT * silent)).astype(np.float32)
    return Features(frames, silent)


def quiet(energy_db: Floats) -> NDArray[np.bool_]:
    """Which frames are silence, or the room and nobody speaking in it."""
    if not len(energy_db):
        return np.zeros(0, np.bool_)
    smooth = np.convolve(energy_db, np.ones(3) / 3, "same")
    low, high = np.percentile(energy_db, [10, 90])
    silent: NDArray[np.bool_] = smooth < low + _LOW * (high - low)
    return silent


def _blocks(chunks: Iterable[Pcm16]) -> Iterator[Pcm16]:
    """The same sound in pieces of 4,000 frames, each with what its last window needs."""
    wanted = (_BLOCK - 1) * HOP + _WINDOW
    held: list[Pcm16] = []
    length = 0
    for chunk in chunks:
        held.append(chunk)
        length += len(chunk)
        while length >= wanted:
            joined = np.concatenate(held)
            yield joined[:wanted]
            held = [joined[_BLOCK * HOP :]]
            length = len(held[0])
    if length:
        joined = np.concatenate(held)
        frames = -(-length // HOP)
        missing = (frames - 1) * HOP + _WINDOW - length
        yield np.pad(joined, (0, max(0, missing)))


def _block(sound: Pcm16) -> tuple[Floats, Floats]:
    count = (len(sound) - _WINDOW) // HOP + 1
    scaled = sound.astype(np.float32) / 32768
    windows = np.lib.stride_tricks.sliding_window_view(scaled, _WINDOW)[::HOP][:count]
    power = np.abs(np.fft.rfft(windows * _hann(), axis=1)).astype(np.float32) ** 2
    energy = 10 * np.log10(power.sum(axis=1) + 1e-9)
    mel = np.log(power @ _filters().T + 1e-7)
    return (mel @ _cosines().T).astype(np.float32), energy.astype(np.float32)


@cache
def _hann() -> Floats:
    window: Floats = np.hanning(_WINDOW).astype(np.float32)
    return window


@cache
def _filters() -> Floats:
    """Triangles of equal width on the mel scale (O'Shaughnessy 1987), shape (40, 513)."""
    edges_mel = np.linspace(_mel(_LOWEST_HZ), _mel(_HIGHEST_HZ), _BANDS + 2)
    edges = 700 * (10 ** (edges_mel / 2595) - 1)
    bins = np.fft.rfftfreq(_WINDOW, 1 / RATE)
    rising = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(rising, falling)).astype(np.float32)


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


@cache
def _cosines() -> Floats:
    """The discrete cosine transform, type II, orthonormal, of its first 13 rows."""
    k = np.arange(_COEFFICIENTS)[:, None]
    n = np.arange(_BANDS)[None, :]
    rows = np.cos(np.pi * k * (2 * n + 1) / (2 * _BANDS)) * np.sqrt(2 / _BANDS)
    rows[0] /= np.sqrt(2)
    cosines: Floats = rows.astype(np.float32)
    return cosines
