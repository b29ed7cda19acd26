"""A recording taken in: looked at, cleaned, kept in the store, measured."""

import hashlib
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from audiolib.files import SCRATCH
from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.human.errors import RecordingLongError, RecordingUnreadableError
from audiolib.keys import action_key
from audiolib.production.figures import RATE
from audiolib.publication import Resource
from audiolib.recording import RecordedTrack
from audiolib.store import Store
from media import MediaError, Milliseconds
from media.clean import NOISY_DB, clean, filters
from media.clean import VERSION as CLEAN_VERSION
from media.decode import decode
from media.recorded import Recorded, measure

CLEAN = "clean"
LONGEST_MIN = 100
"""Minutes of a recording: more would not be aligned in the memory of a small computer."""
_QUIET_DB, _CLIPPED, _SNR_DB, _SILENT_MS = -38.0, 1e-4, 20.0, 6_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """A cleaned recording in the store, what was measured before cleaning, and what is doubtful."""

    track: RecordedTrack
    measured: Recorded
    findings: tuple[Finding, ...]


def prepare(file: Path, store: Store) -> Prepared:
    """Clean and measure a recording; what was prepared before is taken from the store.

    Raises:
        RecordingUnreadableError: it holds no sound that can be read.
        RecordingLongError: it is longer than can be aligned at once.
    """
    try:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise RecordingUnreadableError(str(file)) from error
    key = action_key(CLEAN, CLEAN_VERSION, digest, RATE)
    result = store.result(CLEAN, key)
    if result is None or not store.holds(result["digest"]):
        result = _cleaned(file, store)
        store.record(CLEAN, key, result)
    kept = Resource(file.name, "audio/flac", result["digest"], result["size"])
    found = result["measured"]
    silences = tuple((Milliseconds(a), Milliseconds(b)) for a, b in found.pop("silences"))
    measured = Recorded(**found, silences=silences)
    if measured.duration > LONGEST_MIN * 60_000:
        raise RecordingLongError(str(file), measured.duration // 60_000, LONGEST_MIN)
    track = RecordedTrack(kept, RATE, 1, measured.duration)
    return Prepared(track, measured, tuple(_doubts(file.name, measured)))


def _cleaned(file: Path, store: Store) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix=SCRATCH) as scratch:
        target = Path(scratch) / "clean.flac"
        try:
            measured = measure(decode(file, RATE), RATE)
            clean(file, target, RATE, measured.noise_db)
        except MediaError as error:
            raise RecordingUnreadableError(str(file)) from error
        if not measured.duration:
            raise RecordingUnreadableError(str(file))
        digest, size = store.put_file(target)
    steps = [name for name, _told in filters(measured.noise_db)]
    return {"digest": digest, "size": size, "measured": asdict(measured), "filters": steps}


def _doubts(name: str, measured: Recorded) -> list[Finding]:
    found: list[Finding] = []

    def doubt(code: str, severity: Severity, **facts: Fact) -> None:
        found.append(Finding(code, severity, Place(name), facts))

    if measured.speech_db < _QUIET_DB:
        doubt("human-002", Severity.WARNING, level=measured.speech_db)
    if measured.clipped > _CLIPPED:
        doubt("human-003", Severity.WARNING, share=round(100 * measured.clipped, 3))
    if measured.snr_db < _SNR_DB and measured.noise_db > NOISY_DB:
        doubt("human-004", Severity.WARNING, distance=round(measured.snr_db, 1))
    for begin, end in measured.silences:
        inside = begin > 0 and end < measured.duration - 100
        if inside and end - begin >= _SILENT_MS:
            seconds = round((end - begin) / 1000, 1)
            doubt("human-005", Severity.NOTE, time=clock(begin), seconds=seconds)
    return found


def clock(time: int) -> str:
    """Milliseconds as people find them in a player: `1:02:03`."""
    seconds = time // 1000
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
