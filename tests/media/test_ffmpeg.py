import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from media import FfmpegFailedError, FfmpegMissingError
from media.ffmpeg import OLDEST, ffmpeg, inspect, run


def test_an_ffmpeg_that_serves_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FFMPEG_BINARY", raising=False)
    found = ffmpeg()
    assert found.serves
    assert found.version == (0, 0) or found.version >= OLDEST


def test_the_wheel_serves_where_the_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FFMPEG_BINARY", raising=False)
    monkeypatch.setenv("PATH", "")
    assert "imageio_ffmpeg" in ffmpeg().path


def test_the_named_ffmpeg_is_used(each_ffmpeg: str) -> None:
    assert ffmpeg().path == each_ffmpeg


def test_a_named_ffmpeg_that_does_not_serve_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "ffmpeg"
    old.write_text("#!/bin/sh\necho 'ffmpeg version 4.4.1 Copyright'\n")
    old.chmod(0o755)
    monkeypatch.setenv("FFMPEG_BINARY", str(old))
    with pytest.raises(FfmpegMissingError) as raised:
        ffmpeg()
    assert raised.value.looked == (str(old),)


def test_an_old_ffmpeg_of_the_system_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = tmp_path / "ffmpeg"
    old.write_text("#!/bin/sh\necho 'ffmpeg version 4.4.1 Copyright'\n")
    old.chmod(0o755)
    monkeypatch.delenv("FFMPEG_BINARY", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert "imageio_ffmpeg" in ffmpeg().path


def test_it_is_asked_once_until_the_file_changes(tmp_path: Path) -> None:
    log = tmp_path / "asked"
    fake = tmp_path / "fake"
    fake.write_text(f"#!/bin/sh\necho asked >> {log}\necho 'ffmpeg version n7.1-3 x'\n")
    fake.chmod(0o755)
    first = inspect(str(fake))
    assert first
    assert first.version == (7, 1)
    assert inspect(str(fake)) is first
    assert log.read_text().count("asked") == 3
    os.utime(fake, (1, 1))
    assert inspect(str(fake)) is not first


@pytest.mark.parametrize(
    ("flags", "asked"),
    [
        ("--enable-libmp3lame --enable-libopus", 1),
        ("--enable-libmp3lame --enable-libopus --disable-encoder=aac", 3),
        ("--enable-libopus", 3),
    ],
)
def test_a_build_that_leaves_something_out_is_asked_for_its_lists(
    tmp_path: Path, flags: str, asked: int
) -> None:
    fake, log = tmp_path / "fake", tmp_path / "asked"
    told = f"ffmpeg version 7.1 x\nconfiguration: {flags}"
    fake.write_text(f"#!/bin/sh\necho asked >> {log}\necho '{told}'\n")
    fake.chmod(0o755)
    found = inspect(str(fake))
    assert found
    assert found.serves == (asked == 1)
    assert log.read_text().count("asked") == asked


def test_what_does_not_run_is_no_ffmpeg(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("no program")
    assert inspect(str(plain)) is None
    assert inspect(str(tmp_path / "nothing")) is None


def test_a_failure_keeps_the_end_of_what_was_said(each_ffmpeg: str) -> None:
    argv = [each_ffmpeg, "-hide_banner", "-f", "s16le", "-i", "pipe:0", "-f", "no-such-format", "-"]
    with pytest.raises(FfmpegFailedError) as raised:
        run(argv, [np.zeros(100_000, np.int16)] * 10)
    assert raised.value.status != 0
    assert "no-such-format" in raised.value.tail


def test_a_process_that_talks_much_and_reads_late_does_not_hang() -> None:
    talk = "import sys\nfor _ in range(40): sys.stderr.write('x' * 100_000)\n"
    read = "n = len(sys.stdin.buffer.read())\nsys.stderr.write(f'read {n}')"
    said = run([sys.executable, "-c", talk + read], [bytes(70_000)] * 30)
    assert said.endswith("read 2100000")
    assert len(said) <= 16_384


def test_a_process_that_hangs_is_killed() -> None:
    argv = [sys.executable, "-c", "import time; time.sleep(60)"]
    with pytest.raises(FfmpegFailedError) as raised:
        run(argv, [bytes(1 << 20)], stall_s=0.5)
    assert "no sign of life" in raised.value.tail


def test_a_slow_source_is_not_taken_for_a_hang() -> None:
    def slow() -> Iterator[bytes]:
        for _ in range(3):
            threading.Event().wait(0.4)
            yield b"a"

    read = "import sys; sys.stderr.write(str(len(sys.stdin.buffer.read())))"
    assert run([sys.executable, "-c", read], slow(), stall_s=0.3) == "3"


def test_nothing_is_left_running_when_the_source_fails(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    argv = [sys.executable, "-c", _SLEEPER, str(pid)]

    def broken() -> Iterator[bytes]:
        yield b"a" * 100
        while not pid.exists():
            threading.Event().wait(0.01)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(argv, broken())
    assert not _runs(int(pid.read_text()))


def test_ctrl_c_reaches_us_and_not_ffmpeg(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    ours = (
        "import sys\nfrom media.ffmpeg import run\n"
        f"run([sys.executable, '-c', {_SLEEPER!r}, {str(pid)!r}], [b'a'])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", ours], stderr=subprocess.PIPE, start_new_session=True
    )
    while not pid.exists() or not pid.read_text():
        threading.Event().wait(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert b"KeyboardInterrupt" in said
    assert not _runs(int(pid.read_text()))


_SLEEPER = """
import os, pathlib, sys, time
here = pathlib.Path(sys.argv[1])
here.with_suffix('.tmp').write_text(str(os.getpid()))
here.with_suffix('.tmp').rename(here)
time.sleep(60)
"""


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
