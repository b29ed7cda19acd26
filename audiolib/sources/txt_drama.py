"""Plays in plain text: `NAME. Words`, taken for a play only where the whole text is one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from audiolib.publication import Block, Paragraph, Speech, Text, Verse
from audiolib.sources.txt_headings import Title

_TURN = re.compile(r"(?P<name>[^\W\d_][^.:!?\n]{0,30}?)(?P<stop>[.:])(?:\s+|\n)(?P<words>\S)")
_LEAST = 12


def as_play(pieces: Iterable[Title | Block]) -> Iterator[Title | Block]:
    """The pieces with turns as speeches, where the text is a play; else as they are.

    It is one when a third of its paragraphs begin with a name in capitals, and a few names make
    nearly all of them.
    """
    kept = list(pieces)
    turns = [_turn(piece) for piece in kept]
    names = Counter(turn["name"] for turn in turns if turn)
    prose = sum(isinstance(piece, Paragraph | Verse) for piece in kept)
    total = sum(names.values())
    often = sum(count for count in names.values() if count > 1)
    if total < _LEAST or total * 3 < prose or often < 0.8 * total or len(names) < 2:
        yield from kept
        return
    for piece, turn in zip(kept, turns, strict=True):
        yield _speech(piece, turn) if turn and isinstance(piece, Paragraph | Verse) else piece


def _turn(piece: Title | Block) -> re.Match[str] | None:
    if not isinstance(piece, Paragraph | Verse):
        return None
    match = _TURN.match(piece.text)
    return match if match and match["name"].isupper() else None


def _speech(piece: Text, turn: re.Match[str]) -> Speech:
    begin = turn.start("words")
    marks = tuple(
        replace(m, begin=m.begin - begin, end=m.end - begin)
        for m in piece.marks
        if m.begin >= begin
    )
    pages = tuple(replace(p, at=max(0, p.at - begin)) for p in piece.pages)
    words = piece.text[begin:]
    kind = Verse if isinstance(piece, Verse) and "\n" in words else Paragraph
    return Speech(
        speaker=Paragraph(text=turn["name"] + turn["stop"]),
        blocks=(kind(text=words, marks=marks, pages=pages),),
    )
