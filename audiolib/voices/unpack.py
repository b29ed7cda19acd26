"""A folder or an archive that somebody brought: the files of one voice out of it, untrusted."""

import shutil
import tarfile
import zlib
from pathlib import Path, PurePosixPath

from audiolib.errors import (
    DiskFullError,
    SourceDamagedError,
    SourceHostileError,
    SourceMissingError,
    SourceTooLargeError,
)
from audiolib.sources.archive import Archive
from audiolib.sources.limits import MIB, Limits
from audiolib.voices.errors import VoiceUnfitError

LIMITS = Limits(file=16_384 * MIB, member=8_192 * MIB, total=16_384 * MIB, members=2_000, ratio=200)
_BLOCK = 1 << 20
_SPARE = 50_000_000
_ENDINGS = {"piper": (".onnx",), "coqui": ("config.json",)}
"""The file that a voice's folder has."""


def voice_files(given: Path, engine: str, scratch: Path) -> Path:
    """The folder with the files of a voice, as they are or unpacked into `scratch`.

    Args:
        given: A folder, a `.zip`, `.tar` or `.tar.gz`, or an `.onnx` beside its `.onnx.json`.
        engine: `piper` or `coqui`.
        scratch: An empty folder.

    Raises:
        SourceError: it is missing, damaged, hostile or too large.
        VoiceUnfitError: it holds no voice of the engine, or several.
    """
    if not given.exists():
        raise SourceMissingError(str(given))
    if given.is_dir():
        return _folder(given, given, engine)
    if given.name.lower().endswith(".onnx"):
        about = given.with_name(f"{given.name}.json")
        if not about.is_file():
            raise VoiceUnfitError(str(given), engine, f"no {about.name}")
        for file in (given, about):
            shutil.copyfile(file, scratch / file.name)
        return scratch
    if tarfile.is_tarfile(given):
        _untar(given, scratch)
    else:
        _unzip(given, scratch)
    return _folder(scratch, given, engine)


def _folder(top: Path, given: Path, engine: str) -> Path:
    """The one folder, at the top or below, that holds the model; what is nearer the top counts."""
    ending = _ENDINGS.get(engine, ("",))
    depths: dict[int, set[Path]] = {}
    for path in top.rglob("*"):
        inner = path.relative_to(top).parts
        hidden = any(part.startswith(".") or part == "__MACOSX" for part in inner)
        if path.is_file() and not hidden and path.name.endswith(ending):
            depths.setdefault(len(inner), set()).add(path.parent)
    found = sorted(depths[min(depths)]) if depths else []
    if len(found) != 1:
        raise VoiceUnfitError(str(given), engine, f"{len(found)} × {' '.join(ending)}")
    return found[0]


def _unzip(given: Path, to: Path) -> None:
    with Archive.open(given, LIMITS) as archive:
        make_sure_of_room(to, sum(map(archive.size, archive.names)))
        for name in archive.names:
            target = _place(str(given), name, to)
            archive.save(name, target)


def _untar(given: Path, to: Path) -> None:
    total = count = 0
    try:
        with tarfile.open(given, "r:*") as archive:
            for member in archive:
                count += 1
                if count > LIMITS.members:
                    raise SourceHostileError(str(given), reason=f"more than {LIMITS.members} files")
                if member.isdir():
                    continue
                if not member.isreg():
                    raise SourceHostileError(str(given), member.name, "no plain file")
                total += member.size
                if total > LIMITS.total or member.size > LIMITS.member:
                    raise SourceTooLargeError(str(given), member.name, LIMITS.member)
                make_sure_of_room(to, member.size)
                stream = archive.extractfile(member)
                if stream is None:
                    raise SourceDamagedError(str(given), member.name, "no content")
                with stream, _place(str(given), member.name, to).open("wb") as file:
                    shutil.copyfileobj(stream, file, _BLOCK)
    except (tarfile.TarError, EOFError, zlib.error, ValueError, OverflowError) as error:
        raise SourceDamagedError(str(given), reason=str(error)) from error


def make_sure_of_room(folder: Path, needed: int) -> None:
    """Stop before a disk is filled; `needed` is in bytes.

    Raises:
        DiskFullError: there is less room than that, and some to spare.
    """
    free = shutil.disk_usage(folder).free
    if needed + _SPARE > free:
        raise DiskFullError(str(folder), needed + _SPARE, free)


def _place(given: str, name: str, to: Path) -> Path:
    """Where a member goes, its folders made."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name or not path.parts:
        raise SourceHostileError(given, name, "the name leads out of the archive")
    target = to.joinpath(*path.parts)
    if target.exists():
        raise SourceHostileError(given, name, "the name is there twice")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise SourceHostileError(given, name, "a file is a folder too") from error
    return target
