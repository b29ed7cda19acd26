"""Long sound read forwards through a window, and how late one sound is in another."""

import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import numpy as np
from numpy.typing import NDArray

from media import Pcm16
from media.ffmpeg import ffmpeg

_BLOCK = 1 << 17


class Tape:
    """A stream of samples that can be read anywhere ahead of where it was last read.

    Samples before its beginning and behind its end read as silence.
    """

    def __init__(self, chunks: Iterable[Pcm16]) -> None:
        self._chunks = iter(chunks)
        self._held = np.zeros(0, dtype=np.int16)
        self._at = 0

    def read(self, begin: int, end: int) -> Pcm16:
        """The samples from `begin` to `end`; nothing before `begin` can be read again."""
        self._fill(end)
        drop = min(max(0, begin - self._at), len(self._held))
        self._held = self._held[drop:]
        self._at += drop
        found = np.zeros(end - begin, dtype=np.int16)
        first = max(begin, self._at)
        have = self._held[first - self._at : max(0, end - self._at)]
        found[first - begin : first - begin + len(have)] = have
        return found

    def _fill(self, end: int) -> None:
        parts, have = [self._held], self._at + len(self._held)
        while have < end and (chunk := next(self._chunks, None)) is not None:
            parts.append(chunk)
            have += len(chunk)
        if len(parts) > 1:
            self._held = np.concatenate(parts)


class Template:
    """A stretch of sound that is looked for in others."""

    def __init__(self, wanted: Pcm16) -> None:
        self._wanted = wanted.astype(np.float32)
        self._norm = max(float(np.linalg.norm(self._wanted)), 1.0)
        self._spectra: dict[int, NDArray[np.complex64]] = {}

    def __len__(self) -> int:
        return len(self._wanted)

    @property
    def silent(self) -> bool:
        return not self._wanted.any()

    def lag(self, found: Pcm16) -> tuple[int, float]:
        """How far behind the beginning of `found` the sound lies in it, in samples, and the match.

        `found` is longer than what is looked for by the range that is searched. The match is the
        correlation divided by the energy of both: 1 for the same sound, however loud it is.
        """
        length = len(self._wanted)
        places = len(found) - length + 1
        size = 1 << (len(found) - 1).bit_length()
        if size not in self._spectra:
            self._spectra[size] = np.conj(np.fft.rfft(self._wanted, size))
        there = found.astype(np.float32)
        correlation = np.fft.irfft(np.fft.rfft(there, size) * self._spectra[size], size)[:places]
        energy = np.empty(places)
        energy[0] = float(there[:length] @ there[:length])
        coming, going = there[length : length + places - 1], there[: places - 1]
        np.cumsum(coming.astype(np.float64) ** 2 - going.astype(np.float64) ** 2, out=energy[1:])
        energy[1:] += energy[0]
        match = correlation / (np.sqrt(np.maximum(energy, 1.0)) * self._norm)
        best = int(np.argmax(match))
        return best, float(match[best])


Decoder = Callable[[Path, int], list[str]]


def _by_ffmpeg(path: Path, rate: int) -> list[str]:
    sound = ["-map", "0:a:0", "-ac", "1", "-ar", str(rate), "-f", "s16le", "-"]
    return [ffmpeg().path, "-v", "error", "-nostdin", "-i", f"file:{path}", *sound]


def _by_mpg123(path: Path, _rate: int) -> list[str]:
    return ["mpg123", "-q", "-s", "-m", "-e", "s16", str(path)]


def _by_sox(path: Path, rate: int) -> list[str]:
    raw = ["-t", "raw", "-e", "signed", "-b", "16", "-c", "1", "-r", str(rate), "-L", "-"]
    return ["sox", "-V1", "-D", "-t", "mp3", str(path), *raw]


_DECODERS: dict[str, Decoder] = {"ffmpeg": _by_ffmpeg, "mpg123": _by_mpg123, "sox": _by_sox}
"""mpg123 and SoX (which has libmad) share no code with ffmpeg nor with each other."""


def decoders() -> tuple[str, ...]:
    """Those that are installed; ffmpeg always is."""
    return tuple(name for name in _DECODERS if name == "ffmpeg" or which(name))


@contextmanager
def decoded(path: Path, rate: int, decoder: str = "ffmpeg") -> Iterator[Tape]:
    """The sound of a file as a decoder gives it, nothing cut off, as a tape."""
    command = _DECODERS[decoder](path, rate)
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield Tape(_blocks(process))
        finally:
            process.kill()


def _blocks(process: "subprocess.Popen[bytes]") -> Iterator[Pcm16]:
    out = process.stdout
    while out is not None and (block := out.read(_BLOCK)):
        yield np.frombuffer(block[: len(block) & ~1], dtype="<i2")
