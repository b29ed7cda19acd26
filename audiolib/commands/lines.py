"""Standard input and output of the commands that work line by line."""

import sys
import unicodedata
from collections.abc import Iterator

from audiolib.errors import AudiolibError


class InputError(AudiolibError):
    """A line of standard input that is not UTF-8; `line` counts from 1."""

    code = "input-encoding"

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def lines() -> Iterator[str]:
    """The lines of standard input as NFC, without their ends; what is written comes out as UTF-8.

    Raises:
        InputError: a line is not UTF-8; those before it have been given.
    """
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for number, line in enumerate(sys.stdin.buffer, 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise InputError(number) from error
        yield unicodedata.normalize("NFC", text.rstrip("\r\n"))
