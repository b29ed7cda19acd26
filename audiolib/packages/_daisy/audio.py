"""Clips and MP3 files of a package, checked against each other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audiolib.findings import Severity
from audiolib.packages._daisy.folder import Folder
from audiolib.packages.smil import clock, read_clock
from audiolib.xml import Element
from media import Milliseconds, UnreadableSoundError, milliseconds
from media.decode import decode
from media.mp3 import Mp3Layout, layout

_SLACK = 1  # ms: both ends are rounded
_DECODER_SLACK = 120  # ms: some decoders drop the codec's delay, or a last frame
_SILENT = 33  # of 32,768: -60 dBFS


@dataclass(frozen=True, slots=True)
class ClipFound:
    """A clip as a document writes it."""

    file: str
    element: Element
    audio: str
    begin: Milliseconds
    end: Milliseconds


def read_clip(
    folder: Folder, file: str, element: Element, begin: str, end: str
) -> ClipFound | None:
    """The clip of an `audio` element (017, 018); None where its times can't be read."""
    audio, _ = folder.follow(file, element, element.get("src", ""))
    times: list[Milliseconds] = []
    for name in (begin, end):
        value = element.get(name)
        time = read_clock(value)
        if time is None:
            folder.say(17, file, element, value=value or "")
            return None
        times.append(time)
    if times[1] <= times[0]:
        folder.say(18, file, element, begin=clock(times[0]), end=clock(times[1]))
    return ClipFound(file, element, audio, times[0], times[1])


def check_order(folder: Folder, clips: Sequence[ClipFound]) -> None:
    """Clips of one audio file never go back (019)."""
    last: dict[str, Milliseconds] = {}
    for clip in clips:
        if clip.begin < last.get(clip.audio, clip.begin):
            before = clock(last[clip.audio])
            warning = Severity.WARNING
            folder.say(
                19,
                clip.file,
                clip.element,
                severity=warning,
                begin=clock(clip.begin),
                before=before,
            )
        last[clip.audio] = clip.end


def check_audio(folder: Folder, clips: Sequence[ClipFound], *, deep: bool) -> None:
    """Every MP3 that a clip refers to (020 to 025, 027); `deep` decodes them too (027, 028)."""
    by_audio: dict[str, list[ClipFound]] = {}
    for clip in clips:
        by_audio.setdefault(clip.audio, []).append(clip)
    for audio, mine in sorted(by_audio.items()):
        if audio not in folder.sizes:
            continue
        try:
            found = layout(folder.target / audio)
        except UnreadableSoundError:
            folder.say(21, audio)
            continue
        _check_layout(folder, audio, found)
        for clip in mine:
            if clip.end > found.duration + _SLACK:
                end, length = clock(clip.end), clock(found.duration)
                folder.say(20, clip.file, clip.element, end=end, audio=audio, length=length)
        if deep:
            _check_sound(folder, audio, found, mine)


def _check_layout(folder: Folder, audio: str, found: Mp3Layout) -> None:
    if not found.bitrate_kbps:
        folder.say(22, audio)
    if found.channels != 1:
        folder.say(23, audio, severity=Severity.WARNING)
    if found.id3v1 or found.id3v2:
        folder.say(24, audio, severity=Severity.WARNING)
    if found.xing:
        folder.say(25, audio)
    if found.end + (128 if found.id3v1 else 0) < found.size:
        folder.say(27, audio, length=clock(found.duration))


def _check_sound(folder: Folder, audio: str, found: Mp3Layout, clips: Sequence[ClipFound]) -> None:
    """Decode once: the length, and whether anything is heard in each clip."""
    begins: list[int] = []
    peaks: list[int] = []
    samples = 0
    try:
        for piece in decode(folder.target / audio, found.rate):
            begins.append(milliseconds(samples, found.rate))
            peaks.append(int(np.abs(piece.astype(np.int32)).max(initial=0)))
            samples += len(piece)
    except UnreadableSoundError:
        folder.say(21, audio)
        return
    length = milliseconds(samples, found.rate)
    if abs(length - found.duration) > _DECODER_SLACK:
        folder.say(27, audio, length=clock(min(length, found.duration)))
    loudness = np.array(peaks)
    for clip in clips:
        first, last = np.searchsorted(begins, (clip.begin, clip.end))
        heard = loudness[max(0, first - 1) : last].max(initial=0)
        if heard < _SILENT:
            folder.say(28, clip.file, clip.element, severity=Severity.WARNING, audio=audio)
