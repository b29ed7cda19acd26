"""Sound as a library: PCM, probing, loudness, mastering, encoding. Knows nothing of books.

The verbs are named like their modules, and are taken from there (`from media.encode import
encode`). What loads ffmpeg-python or PyAV is loaded when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from media.errors import (
    FfmpegFailedError,
    FfmpegMissingError,
    JoinError,
    MediaError,
    SilentError,
    UnreadableSoundError,
)
from media.pcm import Milliseconds, Pcm, Pcm16, Samples, milliseconds, silence

if TYPE_CHECKING:
    from media.encode import AAC_FRAME, MP3_DELAY, Encoded, Output
    from media.ffmpeg import Ffmpeg
    from media.flac import pack, unpack
    from media.join import Joined
    from media.loudness import EBU, LEVELS, LIBRARY, Level, Loudness, gain_db
    from media.mp3 import Mp3Layout
    from media.probe import Chapter, Probe, Stream

__all__ = [
    "AAC_FRAME",
    "EBU",
    "LEVELS",
    "LIBRARY",
    "MP3_DELAY",
    "Chapter",
    "Encoded",
    "Ffmpeg",
    "FfmpegFailedError",
    "FfmpegMissingError",
    "JoinError",
    "Joined",
    "Level",
    "Loudness",
    "MediaError",
    "Milliseconds",
    "Mp3Layout",
    "Output",
    "Pcm",
    "Pcm16",
    "Probe",
    "Samples",
    "SilentError",
    "Stream",
    "UnreadableSoundError",
    "gain_db",
    "milliseconds",
    "pack",
    "silence",
    "unpack",
]

_LATER = {
    "encode": ("AAC_FRAME", "MP3_DELAY", "Encoded", "Output"),
    "ffmpeg": ("Ffmpeg",),
    "flac": ("pack", "unpack"),
    "join": ("Joined",),
    "loudness": ("EBU", "LEVELS", "LIBRARY", "Level", "Loudness", "gain_db"),
    "mp3": ("Mp3Layout",),
    "probe": ("Chapter", "Probe", "Stream"),
}
_MODULE_OF = {name: module for module, names in _LATER.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(name)
    return getattr(import_module(f"media.{_MODULE_OF[name]}"), name)
