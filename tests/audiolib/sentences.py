"""A plain splitter for tests: a sentence ends with `.`, `!` or `?` and white space, or a line."""

import re

END = re.compile(r"[.!?]+(?=\s|$)|\n|$")


def split(words: str, lang: str, lines: bool) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    begin = 0
    for match in END.finditer(words):
        piece = words[begin : match.end()]
        if match[0] == "\n" and not lines:
            continue
        if piece.strip():
            first = begin + len(piece) - len(piece.lstrip())
            ranges.append((first, begin + len(piece.rstrip())))
        begin = match.end()
    return ranges
