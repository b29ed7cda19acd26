"""How much later one sound is than another."""

import numpy as np

from media import Pcm16


def lag(sound: Pcm16, later: Pcm16) -> int:
    """Samples by which `later` lags behind `sound`: the peak of their cross-correlation."""
    size = 1 << (len(sound) + len(later)).bit_length()
    spectrum = np.fft.rfft(later.astype(float), size) * np.conj(
        np.fft.rfft(sound.astype(float), size)
    )
    at = int(np.argmax(np.fft.irfft(spectrum, size)))
    return at - size if at > size // 2 else at
