"""WAV files."""

import wave
from pathlib import Path

from media.pcm import Pcm


def write_wav(path: Path, pcm: Pcm) -> None:
    """Write mono 16-bit sound as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(pcm.rate)
        file.writeframes(pcm.samples.astype("<i2", copy=False).tobytes())
