"""The sound of a finished file, decoded and measured."""

from collections.abc import Iterator
from pathlib import Path

from audiolib.findings import Finding, Place, Severity
from media import LEVELS, SilentError, UnreadableSoundError, milliseconds
from media.decode import decode
from media.loudness import loudness
from media.pcm import Pcm16
from media.probe import Probe

_SLACK_LU = 0.5
_SLACK_DB = 0.05
_SLACK_MS = 100


def measured(path: Path, probe: Probe, area: str) -> Iterator[Finding]:
    """What is wrong with the sound itself: codes `<area>-020` to `<area>-024`."""
    place = Place(file=path.name)
    rate = probe.sound.rate if probe.sound else 0
    length = 0

    def counted() -> Iterator[Pcm16]:
        nonlocal length
        for chunk in decode(path, rate):
            length += len(chunk)
            yield chunk

    try:
        found = loudness(counted(), rate)
    except UnreadableSoundError:
        yield Finding(f"{area}-020", Severity.ERROR, place)
        return
    except SilentError:
        yield Finding(f"{area}-021", Severity.ERROR, place)
        return
    lowest = min(level.integrated_lufs - level.tolerance_lu for level in LEVELS.values())
    highest = max(level.integrated_lufs + level.tolerance_lu for level in LEVELS.values())
    level = found.integrated_lufs
    if not lowest - _SLACK_LU <= level <= highest + _SLACK_LU:
        yield Finding(f"{area}-022", Severity.WARNING, place, {"lufs": round(level, 1)})
    ceiling = max(level.true_peak_dbtp for level in LEVELS.values())
    if found.true_peak_dbtp is not None and found.true_peak_dbtp > ceiling + _SLACK_DB:
        yield Finding(f"{area}-023", Severity.WARNING, place, {"peak": found.true_peak_dbtp})
    decoded = milliseconds(length, rate)
    if abs(decoded - probe.duration) > _SLACK_MS:
        facts = {"decoded": decoded, "declared": probe.duration}
        yield Finding(f"{area}-024", Severity.ERROR, place, facts)
