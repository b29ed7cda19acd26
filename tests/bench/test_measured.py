"""What a command costs is measured from outside, its children included."""

import sys
from pathlib import Path

import pytest

from bench.measured import FailedError, run

CHILD = "x = bytearray(60_000_000); import time; time.sleep(0.7)"


def test_memory_is_that_of_the_process_and_time_that_of_its_children() -> None:
    spin = "n = sum(range(3_000_000))"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{spin}'])"
    assert run([sys.executable, "-c", parent]).cpu_s > 0.02
    spent = run([sys.executable, "-c", CHILD])
    if Path("/proc/self/status").exists():
        assert 60 < spent.peak_mb["main"] < 120


def test_a_command_that_fails_is_told_with_what_it_said() -> None:
    with pytest.raises(FailedError, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"])
