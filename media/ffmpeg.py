"""ffmpeg: which one is used, what it can do, and running it on a stream of sound.

The argv is compiled by `ffmpeg-python`; the process is ours, so that it can be fed, watched and
killed. Everything here holds for ffmpeg 5.1 to 9.0.
"""

import os
import re
import selectors
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, cast

import imageio_ffmpeg
import numpy as np

from media.errors import FfmpegFailedError, FfmpegMissingError
from media.pcm import Pcm16

OLDEST = (5, 1)
ENCODERS = frozenset({"aac", "flac", "libmp3lame", "libopus"})
FILTERS = frozenset({"alimiter", "asegment", "asetnsamples", "asplit", "ebur128", "volume"})
STALL_S = 300.0
"""Seconds without a sign of life after which a process is taken for hung."""

_LEAVES_OUT = (
    *("--disable-everything", "--disable-all", "--disable-avfilter", "--disable-avcodec"),
    *("--disable-encoder", "--disable-filter", "--disable-muxer", "--disable-protocol"),
)
_TAIL = 16_384
_PIPE = 65_536
_ENVIRONMENT = "FFMPEG_BINARY"


@dataclass(frozen=True, slots=True)
class Ffmpeg:
    """An ffmpeg that can be run, and what it was built with.

    `version` is (major, minor), or (0, 0) for a build that names none (a git snapshot). Encoders
    and filters are at least those that `media` uses, where the build has them.
    """

    path: str
    version: tuple[int, int]
    encoders: frozenset[str]
    filters: frozenset[str]

    @property
    def serves(self) -> bool:
        """Whether it is new enough and has every encoder and filter that `media` uses."""
        new = self.version == (0, 0) or self.version >= OLDEST
        return new and self.encoders >= ENCODERS and self.filters >= FILTERS


def ffmpeg() -> Ffmpeg:
    """The ffmpeg to use: `$FFMPEG_BINARY`, the system's if it serves, the imageio-ffmpeg wheel's.

    Raises:
        FfmpegMissingError: none of them serves; or the named one does not, for a wish that was
            spelled out is not to be passed over.
    """
    looked: list[str] = []
    for path in candidates():
        looked.append(path)
        found = inspect(path)
        if found is not None and found.serves:
            return found
    raise FfmpegMissingError(tuple(looked))


def candidates() -> Iterator[str]:
    """The binaries that may be used, in the order in which they are tried."""
    named = os.environ.get(_ENVIRONMENT)
    if named:
        yield shutil.which(named) or named
        return
    system = shutil.which("ffmpeg")
    if system:
        yield system
    with suppress(RuntimeError):  # the wheel of this platform holds no binary
        yield imageio_ffmpeg.get_ffmpeg_exe()


def inspect(path: str) -> Ffmpeg | None:
    """What the binary at `path` can do, None if it does not run; asked once a process."""
    try:
        changed = Path(path).stat().st_mtime_ns
    except OSError:
        return None
    return _inspect(path, changed)


@cache
def _inspect(path: str, _changed: int) -> Ffmpeg | None:
    try:
        about = _ask(path, "-version")
        version = re.match(r"ffmpeg version n?(\d+)\.(\d+)", about)
        known = (int(version[1]), int(version[2])) if version else (0, 0)
        if known >= OLDEST and _is_whole(about):
            return Ffmpeg(path, known, ENCODERS, FILTERS)
        encoders, filters = _ask(path, "-encoders"), _ask(path, "-filters")
    except (OSError, subprocess.SubprocessError):
        return None
    return Ffmpeg(
        path,
        known,
        frozenset(re.findall(r"^ [A-Z.]{6} (\S+)", encoders, re.MULTILINE)),
        frozenset(re.findall(r"^ [A-Z.|]{2,3} +(\S+) +\S+->", filters, re.MULTILINE)),
    )


def _is_whole(about: str) -> bool:
    """Whether a build tells by its configuration that it has all that `media` uses.

    What is ffmpeg's own is in every build that leaves nothing out; asking for the lists costs more
    than a minute of speech.
    """
    configured = re.search(r"^\s*configuration:(.*)", about, re.MULTILINE)
    told = set(configured[1].split()) if configured else set()
    return told >= {"--enable-libmp3lame", "--enable-libopus"} and not any(
        flag.startswith(_LEAVES_OUT) for flag in told
    )


def _ask(path: str, about: str) -> str:
    argv = [path, "-hide_banner", about]
    asked = subprocess.run(argv, capture_output=True, timeout=60, stdin=subprocess.DEVNULL)
    return asked.stdout.decode("utf-8", "replace")


def run(
    argv: Sequence[str], feed: Iterable[bytes | Pcm16] = (), *, stall_s: float = STALL_S
) -> str:
    """Run `argv` with `feed` on its standard input; gives the end of what it said on stderr.

    The feed is taken as fast as the process reads it, so memory holds one chunk. The process is
    killed when the feed raises, on Ctrl-C, and when it neither reads nor speaks for `stall_s`.

    Raises:
        FfmpegFailedError: it ended with another status than 0, or hung.
    """
    process = subprocess.Popen(
        argv,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        bufsize=0,
        process_group=0,  # Ctrl-C reaches us, and we kill it: it must not end its files in peace
    )
    with process:
        try:
            return _Talk(process, stall_s).through(feed)
        except BaseException:
            process.kill()
            raise


class _Talk:
    """Feeding and listening at once, in one thread."""

    def __init__(self, process: subprocess.Popen[bytes], stall_s: float) -> None:
        self._process = process
        self._stall_s = stall_s
        self._stdin = cast(IO[bytes], process.stdin)
        self._stderr = cast(IO[bytes], process.stderr)
        self._tail = b""
        self._selector = selectors.DefaultSelector()

    def through(self, feed: Iterable[bytes | Pcm16]) -> str:
        os.set_blocking(self._stdin.fileno(), False)
        with self._selector as selector:
            selector.register(self._stdin, selectors.EVENT_WRITE)
            selector.register(self._stderr, selectors.EVENT_READ)
            with suppress(BrokenPipeError):  # it ended early: its status says why
                for chunk in feed:
                    self._write(_bytes(chunk))
            selector.unregister(self._stdin)
            with suppress(BrokenPipeError):
                self._stdin.close()
            while selector.get_map():
                self._turn(memoryview(b""))
        try:
            status = self._process.wait(self._stall_s)
        except subprocess.TimeoutExpired:
            raise self._failed(None) from None
        if status:
            raise self._failed(status)
        return self._tail.decode("utf-8", "replace")

    def _write(self, left: memoryview) -> None:
        while left:
            left = left[self._turn(left) :]

    def _turn(self, left: memoryview) -> int:
        """One round of reading and writing; gives how many bytes were written."""
        ready = self._selector.select(self._stall_s)
        if not ready:
            raise self._failed(None)
        written = 0
        for key, _ in ready:
            if key.fileobj is self._stderr:
                said = os.read(key.fd, _PIPE)
                self._tail = (self._tail + said)[-_TAIL:]
                if not said:
                    self._selector.unregister(self._stderr)
            else:
                with suppress(BlockingIOError):
                    written = os.write(key.fd, left[:_PIPE])
        return written

    def _failed(self, status: int | None) -> FfmpegFailedError:
        tail = self._tail.decode("utf-8", "replace").strip()
        if status is None:
            return FfmpegFailedError(-1, f"no sign of life for {self._stall_s:g} s; {tail}")
        return FfmpegFailedError(status, tail)


def _bytes(chunk: bytes | Pcm16) -> memoryview:
    if isinstance(chunk, bytes):
        return memoryview(chunk)
    return memoryview(np.ascontiguousarray(chunk, dtype="<i2").tobytes())
