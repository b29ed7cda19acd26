"""WAV files."""

import io
import wave as riff

from media.pcm import Pcm


def wave(pcm: Pcm) -> bytes:
    """The sound as a WAV file, mono and of 16 bits."""
    made = io.BytesIO()
    with riff.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(pcm.rate)
        file.writeframes(pcm.samples.astype("<i2", copy=False).tobytes())
    return made.getvalue()
