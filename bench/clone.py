"""A fresh clone that `make serve` runs in, as on a machine where nothing of ours was before."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from audiolib.database.embedded import Embedded

ROOT = Path(__file__).parents[1]
INSTALLED_S, ENDED_S = 900.0, 90.0
_PORT = 8080
_KEPT = re.compile(r"PATH$|PIP_|SSL_CERT|REQUESTS_CA|CURL_CA|(HTTPS?|NO|ALL)_PROXY$", re.IGNORECASE)
_SAID = re.compile(r"(http://\S+)/setup\?word=(\S+)")


@dataclass(frozen=True, slots=True)
class Served:
    """Where a service is, and the word of its first set-up, as its console says them."""

    url: str
    word: str
    seconds: float
    """From the command to that line."""


def cloned(folder: Path) -> Path:
    """A clone of what this checkout has committed; an old one there is brought up to it."""
    checkout = folder / "audiolib"
    if checkout.is_dir():
        _git("-C", str(checkout), "pull", "--quiet", "--ff-only")
    else:
        _git("clone", "--quiet", "--no-hardlinks", str(ROOT), str(checkout))
    return checkout


@contextmanager
def served(folder: Path, checkout: Path) -> Iterator[Served]:
    """`make serve` in a checkout, all its data in a folder; ended by Ctrl-C.

    Raises:
        RuntimeError: it ends before it tells where it is.
    """
    home, data = folder / "home", folder / "data"
    home.mkdir(parents=True, exist_ok=True)
    # The database's user must come as far as its own folder.
    for part in (folder, *folder.parents):
        if part.stat().st_uid == os.getuid() and not part.stat().st_mode & 0o001:
            part.chmod(part.stat().st_mode | 0o011)
    env = {name: told for name, told in os.environ.items() if _KEPT.match(name)}
    env |= {"HOME": str(home), "AUDIOLIB_DATA": str(data)}
    if not _is_free(_PORT):
        env["AUDIOLIB_SERVICE__PORT"] = "0"
    log = folder / "serve.log"
    with log.open("wb") as out:
        began = time.monotonic()
        process = subprocess.Popen(
            ["make", "serve"],
            cwd=checkout,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        found = _said(process, log)
        yield Served(found[1], found[2], time.monotonic() - began)
    finally:
        _end(process)
        Embedded(data / "database").stop()


def left_running(checkout: Path) -> list[str]:
    """Programs that still run out of a checkout's environment."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if entry.name.isdecimal() and str(checkout) in command:
                found.append(f"{entry.name}: {command.strip()}")
    return [told for told in found if not told.startswith(f"{os.getpid()}:")]


def _said(process: subprocess.Popen[bytes], log: Path) -> re.Match[str]:
    until = time.monotonic() + INSTALLED_S
    while time.monotonic() < until:
        told = log.read_text(encoding="utf-8", errors="replace")
        if found := _SAID.search(told):
            return found
        if process.poll() is not None:
            raise RuntimeError(told[-2000:])
        time.sleep(0.2)
    raise TimeoutError(str(log))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ctrl-C, as a terminal sends it: to all of the group."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(ENDED_S)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _is_free(port: int) -> bool:
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _git(*given: str) -> None:
    subprocess.run(["git", *given], check=True, capture_output=True, stdin=subprocess.DEVNULL)
