"""Running a command and measuring it: processor seconds and the peak memory of every process.

Processor seconds are those of the command and of all that it waited for (`wait4`). Peak memory is
the kernel's own high-water mark of each process (`VmHWM` in /proc/PID/status), read every 0.2 s.
The figure that `getrusage` gives counts what a process was before it became another program, so
that a small child of a large parent looks large. Without /proc no memory is told.
"""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

EVERY_S = 0.2
_PROC = Path("/proc")


class FailedError(Exception):
    """A command ended with a status that was not expected."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command cost; `peak_mb` is by the role of the process (1 MB is 10^6 bytes)."""

    cpu_s: float
    wall_s: float
    peak_mb: Mapping[str, float]
    status: int
    said: bytes
    complained: str
    """The end of what it said on its standard error."""


def run(
    argv: Sequence[str],
    env: Mapping[str, str] | None = None,
    *,
    allowed: Sequence[int] = (0,),
) -> Spent:
    """Run a command to its end and measure it.

    Raises:
        FailedError: it ended with a status that is not `allowed`.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        began = time.monotonic()
        process = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=errors,
            env={**os.environ, **(env or {})},
        )
        with Sampler(process.pid) as sampler:
            _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - began
        out.seek(0)
        errors.seek(0)
        tail = errors.read()[-2000:].decode("utf-8", "replace")
        if process.returncode not in allowed:
            raise FailedError(f"{' '.join(argv[:6])} … ended with {process.returncode}: {tail}")
        cpu = used.ru_utime + used.ru_stime
        return Spent(cpu, wall, dict(sampler.peak_mb), process.returncode, out.read(), tail)


@dataclass(slots=True)
class Sampler:
    """Watches a process and all below it until it is told to end."""

    pid: int
    peak_mb: dict[str, float] = field(default_factory=dict)
    _done: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> "Sampler":
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        if self._thread:
            self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(EVERY_S):
            for pid in tree(self.pid):
                role, peak = _role(pid, self.pid), _peak_mb(pid)
                if role and peak > self.peak_mb.get(role, 0.0):
                    self.peak_mb[role] = peak


def tree(pid: int) -> Iterator[int]:
    """A process and all below it; nothing where there is no /proc."""
    waiting = [pid]
    while waiting:
        pid = waiting.pop()
        yield pid
        for path in (_PROC / str(pid) / "task").glob("*/children"):
            waiting += [int(child) for child in _text(path).split()]


def _role(pid: int, root: int) -> str:
    if pid == root:
        return "main"
    line = _text(_PROC / str(pid) / "cmdline").split("\0")
    told = " ".join(line)
    if "resource_tracker" in told:
        return ""
    if "multiprocessing.spawn" in told or "spawn_main" in told:
        return "worker"
    name = Path(line[0]).name
    return "ffmpeg" if "ffmpeg" in name else ""


def _peak_mb(pid: int) -> float:
    for line in _text(_PROC / str(pid) / "status").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:  # it has ended meanwhile
        return ""
