"""How long the sound of a finished package really is."""

import zipfile
from contextlib import closing
from typing import IO

import mutagen
import numpy as np
from mutagen import MutagenError

from media import Milliseconds, milliseconds

TOLERANCE = 60
"""Milliseconds by which the length that headers tell may differ from the one that is stated: two
MP3 frames at 22,050 Hz."""

_DAMAGE = (MutagenError, EOFError, OSError, ValueError, zipfile.BadZipFile)


def length(sound: IO[bytes]) -> Milliseconds | None:
    """The length that the headers of a sound file tell; None where it isn't one."""
    try:
        known = mutagen.File(sound)
    except _DAMAGE:
        return None
    if known is None or known.info is None or known.info.length <= 0:
        return None
    return Milliseconds(round(known.info.length * 1000))


def decoded(sound: IO[bytes]) -> tuple[Milliseconds, int] | None:
    """The decoded length, and the highest sample of 16 bits; None where it can't be decoded."""
    import av  # heavy, and only a deep check needs it
    from av.error import FFmpegError

    frames, rate, peak = 0, 0, 0
    try:
        with closing(av.open(sound, mode="r")) as container:
            if not container.streams.audio:
                return None
            resampler = av.AudioResampler(format="s16", layout="mono")
            for frame in container.decode(audio=0):
                frames, rate = frames + frame.samples, frame.sample_rate
                for plain in resampler.resample(frame):
                    samples = plain.to_ndarray()
                    peak = max(peak, int(np.abs(samples.astype(np.int32)).max(initial=0)))
    except (FFmpegError, *_DAMAGE):
        return None
    return (milliseconds(frames, rate), peak) if rate else None
