"""The files of sound of a talking book: looked into, kept once, and numbered."""

import mimetypes
import posixpath
from pathlib import Path

from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.recording import RecordedTrack
from audiolib.sources import KeepSound
from audiolib.talking.medium import Medium
from media import Milliseconds, UnreadableSoundError, milliseconds
from media.bare import heard
from media.mp3 import layout
from media.probe import probe_apart

SUFFIXES = (
    *(".mp3", ".mp2", ".mpga", ".wav", ".wave", ".m4a", ".m4b", ".mp4", ".aac", ".ogg", ".oga"),
    *(".opus", ".flac", ".wma", ".aif", ".aiff"),
)
_TAIL = 4096
"""Bytes behind the frames of an MP3 that may be a tag."""
_TYPES = {".mp2": "audio/mpeg", ".m4b": "audio/mp4", ".m4a": "audio/mp4", ".opus": "audio/ogg"}


class Sounds:
    """Takes files of sound in as they are asked for; `tracks` are those that were, in order."""

    def __init__(self, medium: Medium, keep: KeepSound) -> None:
        self._medium = medium
        self._keep = keep
        self._numbers: dict[str, int | None] = {}
        self.tracks: list[RecordedTrack] = []
        self.findings: list[Finding] = []

    def number(self, name: str) -> int | None:
        """The number of the track that a file is, from 0; None where it holds no sound we read."""
        if name not in self._numbers:
            self._numbers[name] = self._taken(name)
        return self._numbers[name]

    def find(
        self, code: str, severity: Severity, file: str = "", line: int = 0, **facts: Fact
    ) -> None:
        """Note a finding about a file of the source."""
        self.findings.append(Finding(code, severity, Place(file, line), facts))

    def _taken(self, name: str) -> int | None:
        try:
            rate, channels, duration = look_into(self._medium.path(name))
        except (UnreadableSoundError, OSError):
            self.find("talking-002", Severity.ERROR, name)
            return None
        kept = self._keep(self._medium.path(name), name, media_type(name))
        self.tracks.append(RecordedTrack(kept, rate, channels, duration))
        return len(self.tracks) - 1


def media_type(name: str) -> str:
    """The media type of a file of sound, by its suffix."""
    suffix = posixpath.splitext(name)[1].lower()
    return _TYPES.get(suffix) or mimetypes.guess_type(f"x{suffix}")[0] or "audio/mpeg"


def look_into(path: Path) -> tuple[int, int, Milliseconds]:
    """Rate in Hz, channels and length of a file of sound, as a decoder finds them.

    Raises:
        UnreadableSoundError: there is no sound in it.
    """
    try:
        found = layout(path)
    except UnreadableSoundError:
        found = None
    if found and found.is_bare:
        return found.rate, found.channels, found.duration
    known = probe_apart(path)
    if known.sound is None or not known.sound.rate:
        raise UnreadableSoundError(path.name)
    duration = known.duration
    if found and found.end + _TAIL >= found.size:
        # The headers of frames tell it to the sample; what the file says of itself may be wrong.
        duration = milliseconds(heard(path, found), found.rate)
    return known.sound.rate, known.sound.channels, duration
