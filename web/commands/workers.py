"""Worker processes beside the web service: started, started again when they end, and ended."""

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LOG = logging.getLogger("audiolib.workers")
SHORT_S = 10.0
LONGEST_WAIT_S = 60.0
END_S = 20.0


@contextmanager
def working(count: int) -> Iterator[None]:
    """`count` workers while the context lasts."""
    workers = [_Worker() for _ in range(count)]
    try:
        yield
    finally:
        for worker in workers:
            worker.end()
        for worker in workers:
            worker.join()


class _Worker:
    """A process `audiolib worker`; one that ends soon is started again after a growing wait."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        wait = 1.0
        while not self._over.is_set():
            began = time.monotonic()
            told = [sys.executable, "-m", "audiolib.cli", "worker"]
            told += ["--beside", str(os.getpid())]
            # In a session of its own, so that Ctrl-C reaches it through us, once.
            self._process = subprocess.Popen(told, start_new_session=True)
            status = self._process.wait()
            if self._over.is_set():
                return
            LOG.warning("worker ended", extra={"facts": {"status": status}})
            wait = 1.0 if time.monotonic() - began > SHORT_S else min(2 * wait, LONGEST_WAIT_S)
            self._over.wait(wait)

    def end(self) -> None:
        self._over.set()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def join(self) -> None:
        try:
            if self._process is not None:
                self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            assert self._process is not None  # noqa: S101 — it was waited for
            self._process.kill()
        self._thread.join(END_S)
