"""How loud sound is, and the gain that brings it to a target."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import ffmpeg as argv

from media.errors import SilentError
from media.ffmpeg import ffmpeg, run
from media.pcm import Pcm16

GATE_LUFS = -70.0
"""Blocks below it do not count (ITU-R BS.1770-4, Annex 1, absolute gate)."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """Measured loudness.

    Args:
        integrated_lufs: Integrated and gated, LUFS.
        true_peak_dbtp: Highest true peak, dBTP; None where it was not measured.
        range_lu: Loudness range (EBU Tech 3342), LU.
    """

    integrated_lufs: float
    true_peak_dbtp: float | None
    range_lu: float


@dataclass(frozen=True, slots=True)
class Level:
    """What finished sound is brought to: integrated loudness, and a true peak never passed."""

    name: str
    integrated_lufs: float
    true_peak_dbtp: float
    tolerance_lu: float = 1.0


LIBRARY = Level("library", -19.0, -1.0)
"""Library speech; mono, so -19 sounds as loud as -16 LUFS of a stereo file (AES TD1008)."""

EBU = Level("ebu", -23.0, -1.0, 0.5)
"""EBU R 128, and its s1 for speech."""

LEVELS = {level.name: level for level in (LIBRARY, EBU)}


def loudness(chunks: Iterable[Pcm16], rate: int, *, peak: bool = True) -> Loudness:
    """Loudness of mono sound, by ffmpeg's `ebur128`; without `peak` it costs a third.

    Follows ITU-R BS.1770-4, Annex 1; mono is measured as a single front channel, so a mono file
    reads 3 dB lower than the same voice on two channels.

    Raises:
        SilentError: every block is below the gate, or the sound is shorter than one (400 ms).
        FfmpegFailedError: ffmpeg ended with an error.
    """
    sound = argv.input("pipe:0", f="s16le", ar=rate, ac=1)
    meter = {"peak": "true"} if peak else {}
    # Without `framelog=verbose` it says a line each 100 ms; `quiet` is not known to 5.1.
    measured = argv.output(sound.filter("ebur128", framelog="verbose", **meter), "-", f="null")
    quiet = measured.global_args("-hide_banner", "-nostats")
    return _summary(run(quiet.compile(cmd=ffmpeg().path), chunks))


def _summary(said: str) -> Loudness:
    summary = said.rpartition("Summary:")[2]
    found = {
        name: float(value)
        for name, value in re.findall(
            r"^\s+(I|LRA|Peak):\s+(-?(?:[\d.]+|inf|nan))", summary, re.MULTILINE
        )
    }
    integrated = found.get("I", GATE_LUFS)
    if not integrated > GATE_LUFS:
        raise SilentError
    return Loudness(integrated, found.get("Peak"), found.get("LRA", 0.0))


def gain_db(measured: Loudness, target: Level) -> float:
    """Gain in dB, to a hundredth, that brings what was measured to the target's loudness."""
    return round(target.integrated_lufs - measured.integrated_lufs, 2)
