"""Writing files so that a power cut leaves the old one or the new one, never half of one."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Replace a file at once: written beside it, flushed to disk, renamed."""
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            Path(file.name).unlink()
            raise
    _place(Path(file.name), path, mode)


@contextmanager
def replacing(path: Path, *, folder: bool, mode: int = 0) -> Iterator[Path]:
    """A file to be, or an empty folder, that takes the place of `path` once all went well.

    Anybody may read it, unless another `mode` is told.
    """
    scratch = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
    fresh = scratch / path.name
    if folder:
        fresh.mkdir()
    try:
        yield fresh
        _flush(fresh)
        if folder and path.exists():
            path.rename(scratch / "old")
        _place(fresh, path, mode or (0o755 if folder else 0o644))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove what a killed process left half-written in a folder."""
    for left in folder.glob(".*.*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


LOCK = ".lock"
"""The name of the file in a folder that whoever works there holds."""


@contextmanager
def locked(folder: Path, *, wait: bool = False) -> Iterator[bool]:
    """Whether the folder is ours alone while the context lasts; a killed holder holds nothing.

    `wait` for whoever holds it now, and it is always ours.
    """
    with (folder / LOCK).open("w") as file:
        try:
            import fcntl  # there is none on Windows, where nothing is locked
        except ImportError:
            yield True
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError:
            yield False
            return
        yield True


SCRATCH = "audiolib-"
"""What the names of our folders in the system's temporary folder begin with."""
_FORGOTTEN_S = 24 * 3600


def sweep_scratch() -> None:
    """Remove scratch folders that killed processes left a day ago or earlier."""
    for left in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        try:
            if left.is_dir() and time.time() - left.stat().st_mtime > _FORGOTTEN_S:
                shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue  # another user's, or gone in the meantime


def _place(fresh: Path, path: Path, mode: int) -> None:
    fresh.chmod(mode)
    fresh.replace(path)
    _flush(path.parent)


def _flush(path: Path) -> None:
    """Wait until a file, or a folder with all its files, is on the disk."""
    if path.is_dir():
        for child in path.iterdir():
            if child.is_file():
                _flush(child)
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
