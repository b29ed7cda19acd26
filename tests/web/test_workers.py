"""The worker beside the pages ends with them, also when they were killed."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]

TOO_LONG_S = 60


def below(pid: int) -> list[psutil.Process]:
    found = psutil.Process(pid).children(recursive=True)
    return [one for one in found if "worker" in one.cmdline()]


def test_a_killed_service_leaves_no_worker_behind(tmp_path: Path) -> None:
    told = {
        **os.environ,
        "AUDIOLIB_DATA": str(tmp_path / "data"),
        "AUDIOLIB_STORE": str(tmp_path / "store"),
        "AUDIOLIB_LANGUAGE": "en",
    }
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    argv = [sys.executable, "-m", "audiolib.cli", "serve", "--port", "0"]
    process = subprocess.Popen(argv, env=told, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        found = re.search(r"http://\S+(?= –)", process.stdout.readline())
        assert found
        assert httpx.get(f"{found[0]}/health/live", timeout=60).status_code == 200
        until = time.monotonic() + TOO_LONG_S
        while not (workers := below(process.pid)) and time.monotonic() < until:
            time.sleep(0.1)
        assert len(workers) == 1
        process.send_signal(signal.SIGKILL)
        process.wait()
        _gone, left = psutil.wait_procs(workers, timeout=TOO_LONG_S)
        assert left == []
    finally:
        process.kill()
        process.communicate()
        stop = [sys.executable, "-m", "audiolib.cli", "database", "stop"]
        subprocess.run(stop, env=told, check=True, capture_output=True)
