"""Emphasis in plain texts: `_so_`, as Project Gutenberg writes italics."""

import re

from audiolib.publication import Mark, MarkKind

_EMPHASIS = re.compile(r"(?<!\w)_(?=[^\W_])([^_]{1,400}?)_(?!\w)")


def emphasised(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without the signs of emphasis, and the marks they stand for."""
    if text.count("_") < 2:
        return text, ()
    pieces: list[str] = []
    marks: list[Mark] = []
    length = at = 0
    for match in _EMPHASIS.finditer(text):
        pieces.append(text[at : match.start()])
        length += match.start() - at
        pieces.append(match[1])
        marks.append(Mark(length, length + len(match[1]), MarkKind.EMPHASIS))
        length += len(match[1])
        at = match.end()
    pieces.append(text[at:])
    return "".join(pieces), tuple(marks)
