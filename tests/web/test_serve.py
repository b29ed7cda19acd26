"""`audiolib serve` from an empty folder to an end by Ctrl-C."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from audiolib.messages import Messages
from web.commands.serve import PortError, _listener


def test_an_empty_machine_serves_and_ends_cleanly(tmp_path: Path) -> None:
    told = {
        **os.environ,
        "AUDIOLIB_DATA": str(tmp_path / "data"),
        "AUDIOLIB_STORE": str(tmp_path / "store"),
        "AUDIOLIB_LANGUAGE": "en",
    }
    tmp_path.chmod(0o755)
    for folder in tmp_path.parents[:2]:
        folder.chmod(0o755)
    argv = [sys.executable, "-m", "audiolib.cli", "serve", "--port", "0", "--no-worker"]
    process = subprocess.Popen(argv, env=told, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline(), process.stdout.readline()]
        found = re.search(r"(http://\S+)/setup\?word=(\S+)", lines[1])
        assert found, lines
        page = httpx.get(f"{found[1]}/setup", params={"word": found[2]}, timeout=60)
        assert page.status_code == 200
        assert httpx.get(f"{found[1]}/health/ready").json()["status"] == "ready"
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    assert "Ended" in rest
    assert not (tmp_path / "data" / "database" / "cluster" / "postmaster.pid").exists()


def test_a_port_that_is_taken_is_told_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortError) as error:
            _listener("127.0.0.1", port)
    assert str(port) in Messages("vi").error(error.value)


def test_an_address_that_is_none_is_told_in_a_sentence() -> None:
    with pytest.raises(PortError):
        _listener("256.256.256.256", 80)
