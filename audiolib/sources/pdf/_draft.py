"""Lines become texts: words cut at a line's end joined, styles as marks, page breaks in place."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from audiolib.publication import Mark, MarkKind, PageBreak
from audiolib.sources.pdf._sheet import Line, Piece
from audiolib.sources.pdf_words import BOLD, ITALIC, LOWERED, RAISED

_WORD = re.compile(r"[^\W_]+(?:[-'’‐][^\W_]+)*")
_TAIL = re.compile(r"([^\W_]+(?:[-'’‐][^\W_]+)*)[-‐\u00ad]$")
_HEAD = re.compile(r"^[^\W_]+(?:[-'’‐][^\W_]+)*")
_TIGHT = re.compile(r"(?<=\S)—(?=\S)")
_HYPHENS = "-‐\u00ad"
_KINDS = (
    (ITALIC, MarkKind.EMPHASIS),
    (BOLD, MarkKind.STRONG),
    (RAISED, MarkKind.SUPERSCRIPT),
    (LOWERED, MarkKind.SUBSCRIPT),
)


REFERENCE = 1 << 8
"""A style of this and above is a reference to the note of that number."""


def alias(note: int) -> str:
    return f"pdf-note-{note}"


class Vocabulary:
    """The words of a document, to tell a hyphen that was set from one that belongs to a word."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._words: set[str] = set()
        tight = loose = 0
        for line in lines:
            text = line.text.lower()
            if "—" in text:
                tight += len(_TIGHT.findall(text))
                loose += text.count(" — ")
            found = _WORD.findall(text)
            if found and text.rstrip()[-1:] in _HYPHENS:
                found.pop()
            self._words.update(found)
        self.tight_dashes = tight > loose
        """Whether dashes stand between words without spaces, as in English."""

    def keeps_hyphen(self, text: str, following: str) -> bool:
        """Whether a hyphen between the end of a line and the next one is part of the word."""
        tail, head = _TAIL.search(text), _HEAD.search(following)
        if not tail or not head:
            return True
        if text[-1] == "\u00ad":
            return False
        before, after = tail[1].lower(), head[0].lower()
        if not following[0].islower() or before[-1].isdecimal() or "-" in before:
            return True
        if before + after in self._words:
            return False
        whole_words = len(before) > 3 and before in self._words and after in self._words
        return whole_words or f"{before}-{after}" in self._words


@dataclass(slots=True)
class Draft:
    """A text that is being put together from lines."""

    vocabulary: Vocabulary
    plain: int = 0
    """Styles that are usual here, and so mean nothing."""
    pieces: list[Piece] = field(default_factory=list)
    breaks: list[tuple[int, PageBreak]] = field(default_factory=list)
    length: int = 0
    last: str = ""

    def add(self, line: Line, pages: Sequence[PageBreak] = (), between: str = " ") -> None:
        """Add a line; `pages` begin with it."""
        pieces = line.pieces
        if self.pieces and between == " ":
            between = self._join(line.text)
        if self.pieces and between:
            self._append(between, self.pieces[-1][1] & pieces[0][1] & (ITALIC | BOLD))
        self.breaks += ((self.length, page) for page in pages)
        for text, style in pieces:
            self._append(_without_soft_hyphens(text), style & ~self.plain)
        self.last = line.text

    def end_sentence(self) -> None:
        """Put a full stop to what is there."""
        self._append(".", self.pieces[-1][1])
        self.last += "."

    def trim(self, prefix: re.Pattern[str]) -> None:
        """Take off what the text begins with."""
        match = prefix.match(self.text)
        count = match.end() if match else 0
        self.length -= count
        self.breaks = [(max(0, at - count), page) for at, page in self.breaks]
        while count and self.pieces:
            text, style = self.pieces[0]
            cut = min(count, len(text))
            count -= cut
            self.pieces[:1] = [(text[cut:], style)] if len(text) > cut else []

    def replace(self, change: Callable[[str], str]) -> None:
        """Change the words of a text that holds no page break."""
        if not self.breaks:
            self.pieces = [(change(text), style) for text, style in self.pieces]
            self.pieces = [piece for piece in self.pieces if piece[0]]

    def _join(self, following: str) -> str:
        """What stands between two lines; a hyphen that only parted them goes."""
        last = self.last.rstrip()
        if len(last) > 1 and last[-1] in _HYPHENS and last[-2].isalnum():
            if not self.vocabulary.keeps_hyphen(last, following):
                self._drop_hyphen()
            return ""
        if last[-1:] == "/" and last[-2:-1].strip():
            return ""
        if self.vocabulary.tight_dashes and "—" in (last[-1:], following[:1]):
            return ""
        return " "

    def _drop_hyphen(self) -> None:
        text, style = self.pieces[-1]
        if text.rstrip()[-1:] in _HYPHENS:
            self.pieces[-1] = (text.rstrip()[:-1], style)
            self.length -= len(text) - len(self.pieces[-1][0])

    def _append(self, text: str, style: int) -> None:
        if not text:
            return
        self.length += len(text)
        if self.pieces and self.pieces[-1][1] == style:
            self.pieces[-1] = (self.pieces[-1][0] + text, style)
        else:
            self.pieces.append((text, style))

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)

    @property
    def notes(self) -> tuple[int, ...]:
        """The numbers of the notes that the text refers to."""
        return tuple(style // REFERENCE for _, style in self.pieces if style >= REFERENCE)

    def marks(self) -> tuple[Mark, ...]:
        """The styles as marks, and the references to notes."""
        found: list[Mark] = []
        at = 0
        for text, style in self.pieces:
            begin = at + len(text) - len(text.lstrip())
            end = at + len(text.rstrip())
            at += len(text)
            if begin >= end or not style:
                continue
            if style >= REFERENCE:
                href = f"#{alias(style // REFERENCE)}"
                found.append(Mark(begin, end, MarkKind.NOTEREF, href=href))
                continue
            found += (Mark(begin, end, kind) for bit, kind in _KINDS if style & bit)
        return tuple(found)

    def pages(self) -> tuple[PageBreak, ...]:
        return tuple(PageBreak(label=page.label, at=at) for at, page in self.breaks)


def _without_soft_hyphens(text: str) -> str:
    return text.replace("\u00ad", "") if "\u00ad" in text else text
