"""Phrases: the sentences of a text, cut at line edges, and never at a note reference."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from audiolib.publication import Mark, MarkKind, Phrase

Split = Callable[[str, str, bool], Sequence[tuple[int, int]]]
"""Sentences of a text: (words, language, whether its lines count) -> ranges (`tts.segment`)."""


def cut(
    words: str, marks: Sequence[Mark], lang: str, lines: bool, split: Split
) -> list[tuple[int, int]]:
    """Ranges of phrases: sorted, disjoint, without white space at their edges, covering all else.

    The sentences are found in the text without its note references, which then belong to the
    sentence before them, as readers hear it; one that opens the text belongs to the first.
    """
    references = [mark for mark in marks if mark.kind is MarkKind.NOTEREF]
    ranges = (
        _split_around(words, references, lang, lines, split)
        if references
        else split(words, lang, lines)
    )
    phrases: list[tuple[int, int]] = []
    at = 0
    for begin, end in sorted(ranges):
        for piece in _pieces(words, max(begin, at), min(end, len(words)), lines):
            begin = _adopt(words, at, piece[0], phrases, lines)
            phrases.append((begin, piece[1]))
            at = piece[1]
    begin = _adopt(words, at, len(words), phrases, lines)
    phrases.extend(_pieces(words, begin, len(words), lines))
    return phrases


def around(
    words: str,
    marks: Sequence[Mark],
    given: Sequence[Phrase],
    lang: str,
    lines: bool,
    split: Split,
) -> list[Phrase]:
    """The phrases that a source tells, and sentences of what lies between them.

    A given one wins over any sentence. What has no letter or digit beside note references goes to
    the phrase before it, or else behind it; of a given one that crosses lines the first piece has
    the name.
    """
    phrases: list[Phrase] = []
    at = 0
    for phrase in (*sorted(given, key=lambda p: (p.begin, p.end)), None):
        begin = max(at, phrase.begin) if phrase else len(words)
        named = list(_pieces(words, begin, phrase.end, lines)) if phrase else []
        if phrase and not named:
            continue
        first = named[0][0] if named else len(words)
        for piece in _pieces(words, at, first, lines):
            if _says_something(words, marks, *piece):
                inner = [m for m in marks if m.begin >= piece[0] and m.end <= piece[1]]
                moved = [replace(m, begin=m.begin - piece[0], end=m.end - piece[0]) for m in inner]
                for a, b in cut(words[slice(*piece)], moved, lang, lines, split):
                    phrases.append(Phrase("", piece[0] + a, piece[0] + b))
            elif phrases and not (lines and "\n" in words[phrases[-1].end : piece[1]]):
                phrases[-1] = replace(phrases[-1], end=piece[1])
            elif named and not (lines and "\n" in words[piece[0] : first]):
                named[0] = piece[0], named[0][1]
            else:
                phrases.append(Phrase("", *piece))
        name = phrase.id if phrase else ""
        phrases += [Phrase(name if n == 0 else "", a, b) for n, (a, b) in enumerate(named)]
        at = named[-1][1] if named else at
    return phrases


def _says_something(words: str, marks: Sequence[Mark], begin: int, end: int) -> bool:
    references = [m for m in marks if m.kind is MarkKind.NOTEREF]
    return any(
        words[at].isalnum() and not any(m.begin <= at < m.end for m in references)
        for at in range(begin, end)
    )


def _split_around(
    words: str, references: Sequence[Mark], lang: str, lines: bool, split: Split
) -> list[tuple[int, int]]:
    kept: list[str] = []
    origins: list[int] = []
    at = 0
    for mark in (*references, None):
        begin = mark.begin if mark else len(words)
        kept.append(words[at:begin])
        origins.extend(range(at, begin))
        at = mark.end if mark else begin
    ranges = split("".join(kept), lang, lines) if origins else ()
    return [(origins[begin], origins[end - 1] + 1) for begin, end in ranges if begin < end]


def _pieces(words: str, begin: int, end: int, lines: bool) -> Iterator[tuple[int, int]]:
    """The lines of a range, or the range itself, each without white space at its edges."""
    at = begin
    for line in words[begin:end].split("\n") if lines else (words[begin:end],):
        inner = line.strip()
        if inner:
            first = at + line.index(inner)
            yield first, first + len(inner)
        at += len(line) + 1


def _adopt(words: str, begin: int, end: int, phrases: list[tuple[int, int]], lines: bool) -> int:
    """Give what no sentence holds to the phrase before it; where the phrase after it begins."""
    if end - begin <= 1 and not words[begin:end].strip():
        return end
    for first, last in _pieces(words, begin, end, lines):
        if phrases and not (lines and "\n" in words[phrases[-1][1] : first]):
            phrases[-1] = phrases[-1][0], last
        elif lines and "\n" in words[last:end]:
            phrases.append((first, last))
        else:
            return first
    return end
