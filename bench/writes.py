"""A production that dies at its n-th write.

A power cut is worst between two writes that belong together. This ends the leading process, as
`kill -9` would, right before or right after the n-th time that it flushes, renames or makes a file
or folder, or puts something into the store: `python -m bench.writes N produce …`.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from audiolib import cli
from audiolib.store import Store

KILLED = 137
"""The exit status, as a shell tells it of a process that SIGKILL ended."""


class _Points:
    """Counts the writes, and ends the process at one of them."""

    def __init__(self, last: int) -> None:
        self._passed = 0
        self._last = last

    def watch(self, holder: Any, name: str) -> None:
        """Let every call of a function be two points: before it and after it."""
        call: Callable[..., Any] = getattr(holder, name)

        def watched(*args: Any, **kwargs: Any) -> Any:
            self._pass()
            result = call(*args, **kwargs)
            self._pass()
            return result

        setattr(holder, name, watched)

    def _pass(self) -> None:
        self._passed += 1
        if self._passed == self._last:
            os._exit(KILLED)


def main(told: list[str]) -> int:
    """Run a command of Audiolib that ends at the write whose number comes first."""
    points = _Points(int(told[0]))
    points.watch(os, "fsync")
    for name in ("mkdir", "rename", "replace"):
        points.watch(Path, name)
    for name in ("put", "put_file", "record"):
        points.watch(Store, name)
    return cli.main(told[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
