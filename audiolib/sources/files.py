"""Bytes of a source and of the files beside it, within limits and within its folder."""

from pathlib import Path

from audiolib.errors import SourceDamagedError, SourceMissingError, SourceTooLargeError
from audiolib.sources.limits import LIMITS


def bytes_of(path: Path, limit: int) -> bytes:
    """The bytes of a file.

    Raises:
        SourceMissingError: there is no such file.
        SourceDamagedError: it can't be read.
        SourceTooLargeError: it holds more than `limit` bytes.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except FileNotFoundError as error:
        raise SourceMissingError(str(path), reason=str(error)) from error
    except OSError as error:
        raise SourceDamagedError(str(path), reason=str(error)) from error
    if len(content) > limit:
        raise SourceTooLargeError(str(path), "", limit)
    return content


def beside(path: Path, named: str) -> bytes | None:
    """The bytes of a picture in the folder of a file or below it; None where there is none.

    Links that lead out of the folder are not followed.
    """
    folder = path.resolve().parent
    try:
        found = (folder / named).resolve()
        if not found.is_relative_to(folder) or not found.is_file():
            return None
    except (OSError, ValueError, RuntimeError):
        return None
    return bytes_of(found, LIMITS.image)
