"""Options that benchmarks share: what is spoken, by whom, and where the work lies."""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import material
from bench.making import Speaker


def text(parser: argparse.ArgumentParser, chapters: int | None = None) -> None:
    """A text, and how much of it."""
    parser.add_argument("file", nargs="?", type=Path, default=material.default())
    parser.add_argument("--chapters", type=int, default=chapters, help="only the first so many")
    parser.add_argument("--pages", type=int, help="only so many pages of 250 words")
    speaker(parser)


def speaker(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", default="en")
    parser.add_argument("--voice", help="the language's own where not given")
    parser.add_argument("--work", type=Path, help="folder to work in, and to keep")


def speaks(options: argparse.Namespace) -> Speaker:
    return Speaker(options.lang, options.voice)


@contextmanager
def workplace(options: argparse.Namespace) -> Iterator[Path]:
    """The folder given, kept; else a new one, which goes when the work is done."""
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
        yield options.work.resolve()
        return
    folder = Path(tempfile.mkdtemp(prefix="audiolib-bench-"))
    folder.chmod(0o711)  # A database that may not run as root goes through to its own folder.
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def cut(options: argparse.Namespace, work: Path) -> Path:
    """The part of the text that was asked for, as a file in the folder."""
    part = work / "text"
    part.mkdir(exist_ok=True)
    return material.cut(options.file, part, chapters=options.chapters, pages=options.pages)
