"""Calls of the command in this process, with what it said."""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audiolib.cli import main

TEXT = """# Little fish

## Home

The fish swims home.

## Big sea

The sea is deep and cold.
"""


@dataclass(frozen=True)
class Said:
    """The exit status of a call, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def call(*arguments: object, given: bytes = b"") -> Said:
    """Run `audiolib` with arguments, `given` on standard input."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with _reading(given), redirect_stdout(out), redirect_stderr(err):
        status = main([str(argument) for argument in arguments])
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())
    return Said(status, *texts)


def produce(source: Path | list[Path], folder: Path, *options: object) -> Said:
    """Make sources with the tone voice, into `folder`/out from the store `folder`/store."""
    sources = source if isinstance(source, list) else [source]
    return call(
        *("produce", *sources, "-o", folder / "out", "--store", folder / "store"),
        *("--voice", "tone:sine", "--lang", "en", "--jobs", 1),
        *options,
    )


def written(path: Path, text: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@contextmanager
def _reading(given: bytes) -> Iterator[None]:
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = before
