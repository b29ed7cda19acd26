"""Single faults: small edits to a copy of a good package."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg

from media.mp3 import layout

Edit = Callable[[Path], None]


def sub(file: str, pattern: str, new: str, count: int = 1) -> Edit:
    """Replace the first places where a pattern matches; it must match."""

    def edit(folder: Path) -> None:
        path = folder / file
        text, made = re.subn(pattern, new, path.read_text("utf-8"), count=count, flags=re.S)
        assert made, f"nothing to edit: {pattern}"
        path.write_text(text, "utf-8", newline="\n")

    return edit


def drop(file: str) -> Edit:
    return lambda folder: (folder / file).unlink()


def add(file: str, text: str = "x") -> Edit:
    def edit(folder: Path) -> None:
        (folder / file).write_text(text, "utf-8")

    return edit


def rename(old: str, new: str, *mentions: str) -> Edit:
    """Rename a file, and where the named files mention it."""

    def edit(folder: Path) -> None:
        (folder / old).rename(folder / new)
        for file in mentions:
            text = (folder / file).read_text("utf-8")
            (folder / file).write_text(text.replace(old, new), "utf-8")

    return edit


def large(file: str) -> Edit:
    """Let a file seem to have 901 MB; it takes no room on the disk."""

    def edit(folder: Path) -> None:
        with (folder / file).open("r+b") as out:
            out.truncate(901_000_000)

    return edit


def junk(file: str) -> Edit:
    def edit(folder: Path) -> None:
        (folder / file).write_bytes(b"not a sound " * 400)

    return edit


def tagged(file: str) -> Edit:
    """Put an ID3v2 tag before the frames."""

    def edit(folder: Path) -> None:
        path = folder / file
        path.write_bytes(b"ID3\x04\x00\x00\x00\x00\x00\x0a" + b"\x00" * 10 + path.read_bytes())

    return edit


def again(file: str, *arguments: str) -> Edit:
    """Encode an MP3 again in another way."""

    def edit(folder: Path) -> None:
        path, made = folder / file, folder / "again.mp3"
        ffmpeg = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-y"]
        bare = ["-write_xing", "0", "-id3v2_version", "0"]
        command = [*ffmpeg, "-i", str(path), *bare, *arguments, str(made)]
        subprocess.run(command, check=True)
        made.replace(path)

    return edit


def silent(file: str) -> Edit:
    return again(file, "-af", "volume=0", "-b:a", "48k")


def damaged(file: str) -> Edit:
    """Put strange bytes between two frames in the middle."""

    def edit(folder: Path) -> None:
        path = folder / file
        data = path.read_bytes()
        size = layout(path).size // layout(path).frames
        middle = data.index(data[:2], len(data) // 2, len(data) // 2 + 2 * size)
        path.write_bytes(data[:middle] + b"\0" * 999 + data[middle:])

    return edit


def swap(file: str, one: str, other: str) -> Edit:
    """Exchange two stretches of text."""

    def edit(folder: Path) -> None:
        path = folder / file
        text = path.read_text("utf-8").replace(one, "\0").replace(other, one)
        path.write_text(text.replace("\0", other), "utf-8", newline="\n")

    return edit


def both(*edits: Edit) -> Edit:
    def edit(folder: Path) -> None:
        for one in edits:
            one(folder)

    return edit
