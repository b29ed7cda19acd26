"""Sound as a library: PCM, probing, loudness, mastering, encoding. Knows nothing of books."""

from media.errors import (
    FfmpegFailedError,
    FfmpegMissingError,
    MediaError,
    SilentError,
    UnreadableSoundError,
)
from media.pcm import Milliseconds, Pcm, Pcm16, Samples, milliseconds, silence

__all__ = [
    "FfmpegFailedError",
    "FfmpegMissingError",
    "MediaError",
    "Milliseconds",
    "Pcm",
    "Pcm16",
    "Samples",
    "SilentError",
    "UnreadableSoundError",
    "milliseconds",
    "silence",
]
