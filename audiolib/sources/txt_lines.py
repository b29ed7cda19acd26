"""The lines of a plain text: loaded within limits, grouped, and told how they were broken."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from pathlib import Path

from audiolib.errors import (
    SourceDamagedError,
    SourceEmptyError,
    SourceMissingError,
    SourceTooLargeError,
)
from audiolib.sources.limits import KIB, LIMITS, Limits
from audiolib.sources.text import Decoded, decode, is_text
from audiolib.sources.verse import starts_high


class Layout(Enum):
    """How a text was typed."""

    WRAPPED = "lines are broken where they were full"
    LINES = "every line is a paragraph"
    VERSE = "lines are lines of verse"


@dataclass(frozen=True, slots=True)
class Group:
    """Lines without an empty line between them; `line` is the number of the first, from 1."""

    lines: tuple[str, ...]
    line: int
    page: str = ""
    """The page that begins right before the group."""


def load(path: Path, limits: Limits = LIMITS) -> Decoded:
    """The decoded text of a file, read piece by piece.

    Raises:
        SourceMissingError: there is no such file.
        SourceDamagedError: it is no text.
        SourceEmptyError: it holds nothing.
        SourceTooLargeError: it, or one line of it, is over the limit.
    """
    pieces: list[bytes] = []
    size, line, number = 0, 0, 1
    try:
        with path.open("rb") as stream:
            while piece := stream.read(64 * KIB):
                if not pieces and not is_text(piece):
                    raise SourceDamagedError(str(path), reason="bytes that are no text")
                size += len(piece)
                number, line = _longest(path, piece.replace(b"\r", b"\n"), number, line, limits)
                if size > limits.text:
                    raise SourceTooLargeError(str(path), "", limits.text)
                pieces.append(piece)
    except FileNotFoundError as error:
        raise SourceMissingError(str(path), reason=str(error)) from error
    except OSError as error:
        raise SourceDamagedError(str(path), reason=str(error)) from error
    content = b"".join(pieces)
    if not content.strip():
        raise SourceEmptyError(str(path), reason="no words")
    decoded = decode(content)
    if "\0" in decoded.text:
        raise SourceDamagedError(str(path), reason="bytes that are no text")
    return decoded


def _longest(path: Path, piece: bytes, number: int, line: int, limits: Limits) -> tuple[int, int]:
    """Count lines on; the number of the line at the end of a piece, and its bytes until there."""
    first, *others = piece.split(b"\n")
    for part in (first, *others[:-1]) if others else (first,):
        line += len(part)
        if line > limits.line:
            raise SourceTooLargeError(str(path), f"line {number}", limits.line)
        if others:
            line, number = 0, number + 1
    return (number, len(others[-1])) if others else (number, line)


def groups(text: str, labels: Sequence[str] = ()) -> list[Group]:
    """The text in groups of lines; a form feed begins a page, `labels` are theirs in order."""
    found: list[Group] = []
    lines: list[str] = []
    begin, sheet = 1, 0
    page = labels[0] if labels else ""
    paged = bool(labels)

    def end() -> None:
        nonlocal page
        if lines:
            found.append(Group(tuple(lines), begin, page))
            lines.clear()
            page = ""

    text = text.replace("\t", "    ")
    for number, line in enumerate(text.split("\n"), 1):
        *before, rest = line.split("\f") if paged else (line,)
        for words in before:
            if words.strip():
                begin = begin if lines else number
                lines.append(words.rstrip())
            end()
            sheet += 1
            page = labels[sheet] if sheet < len(labels) else ""
        if rest.strip():
            begin = begin if lines else number
            lines.append(rest.rstrip())
        elif not before:
            end()
    end()
    return found


def layout(found: Sequence[Group]) -> tuple[Layout, int]:
    """How a text is broken into lines, and the length of a full line."""
    lengths = sorted(len(line.strip()) for group in found for line in group.lines)
    if not lengths:
        return Layout.LINES, 0
    edge = lengths[min(len(lengths) - 1, int(len(lengths) * 0.98))]
    several = [group for group in found if len(group.lines) > 1]
    inside = sum(len(group.lines) for group in several)
    if edge > 160 or inside * 4 < len(lengths):
        return Layout.LINES, edge
    fitted = fits = 0
    for group in several:
        for line, following in pairwise(group.lines):
            fits += 1
            fitted += len(line.rstrip()) + 1 + len(following.split()[0]) <= edge - 2
    if edge >= 45 and fitted <= 0.34 * fits:
        return Layout.WRAPPED, edge
    lines = [line.strip() for group in several for line in group.lines]
    if edge <= 90 and starts_high(lines) and not _talks(lines):
        return Layout.VERSE, edge
    return (Layout.WRAPPED if edge <= 100 and not starts_high(lines) else Layout.LINES), edge


def _talks(lines: Iterable[str]) -> bool:
    """Whether many lines are turns of a talk, which only prose writes so."""
    lines = list(lines)
    return sum(line.startswith(("-", "–", "—")) for line in lines) > 0.2 * len(lines)


_LONG_WORD = 80
_HYPHEN = re.compile(r"(\w+)[-\u00ad]$")


def join(lines: Sequence[str], words: Container[str]) -> str:
    """Lines of a paragraph as one; a word parted at an end of line is joined where that is sure.

    Sure is a soft hyphen, or that the text has the word undivided elsewhere, among `words`.
    """
    pieces = [lines[0].strip()]
    for line in lines[1:]:
        before, following = pieces[-1], line.strip()
        match = _HYPHEN.search(before[-_LONG_WORD:])
        if match and following[:1].islower():
            rest = re.match(r"\w+", following)
            whole = match[1] + (rest[0] if rest else "")
            if before.endswith("\u00ad") or whole.casefold() in words:
                pieces[-1] = before[:-1]
        elif not before.endswith(("--", "—")) or before.endswith((" --", " —")):
            pieces.append(" ")
        pieces.append(following)
    return "".join(pieces)
