"""How long the sound of a finished package really is."""

import io
import struct
import zipfile
from contextlib import closing
from pathlib import Path
from typing import IO

import mutagen
import numpy as np
from mutagen import MutagenError

from media import Milliseconds, milliseconds

TOLERANCE = 60
"""Milliseconds by which the length that headers tell may differ from the one that is stated: two
MP3 frames at 22,050 Hz."""

_DAMAGE = (MutagenError, EOFError, OSError, ValueError, zipfile.BadZipFile)


def measured(sound: IO[bytes], *, deep: bool) -> tuple[Milliseconds | None, bool]:
    """The length of a sound, None where it is none, and whether it is silent; only `deep` hears."""
    if not deep:
        return length(sound), False
    heard = decoded(sound)
    return (heard[0], heard[1] == 0) if heard else (None, False)


def member(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """A member of an archive to be measured; one that isn't packed is read in place.

    `ZipFile.open` reads everything again for each step backward.

    Raises:
        BadZipFile: there is no such member, or it is cut off.
    """
    try:
        known = archive.getinfo(name)
    except KeyError as error:
        raise zipfile.BadZipFile(name) from error
    if known.compress_type != zipfile.ZIP_STORED or archive.filename is None:
        return archive.open(name)
    file = Path(archive.filename).open("rb")  # noqa: SIM115 (the window closes it)
    file.seek(known.header_offset + 26)
    try:
        name_size, extra_size = struct.unpack("<HH", file.read(4))
    except struct.error as error:
        file.close()
        raise zipfile.BadZipFile(name) from error
    begin = known.header_offset + 30 + name_size + extra_size
    return io.BufferedReader(_Window(file, begin, known.file_size), 1 << 16)


class _Window(io.RawIOBase):
    """A stretch of a file, as a file of its own."""

    def __init__(self, file: IO[bytes], begin: int, size: int) -> None:
        self._file = file
        self._begin = begin
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = min(len(buffer), max(0, self._size - self._at))
        self._file.seek(self._begin + self._at)
        piece = self._file.read(size)
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        self._file.close()
        super().close()


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
