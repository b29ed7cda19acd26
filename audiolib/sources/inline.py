"""Running text as it is gathered: white space closed up, marks, page breaks and anchors placed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from audiolib.publication import Mark, MarkKind, PageBreak

_SPACE = " \t\n\r\f"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of gathered text, with what lies in it; offsets count from its own beginning."""

    text: str
    marks: tuple[Mark, ...] = ()
    pages: tuple[PageBreak, ...] = ()
    aliases: tuple[str, ...] = ()

    def cut(self, begin: int, end: int) -> "Piece":
        """The piece from `begin` to `end` without white space at its edges."""
        while begin < end and self.text[begin].isspace():
            begin += 1
        while end > begin and self.text[end - 1].isspace():
            end -= 1
        marks = (
            replace(mark, begin=max(mark.begin, begin) - begin, end=min(mark.end, end) - begin)
            for mark in self.marks
            if mark.begin < end and mark.end > begin
        )
        pages = (
            replace(page, at=page.at - begin) for page in self.pages if begin <= page.at <= end
        )
        return Piece(self.text[begin:end], tuple(marks), tuple(pages), self.aliases)

    def joined(self) -> "Piece":
        """The piece with its lines run together."""
        return replace(self, text=self.text.replace("\n", " "))

    def prefixed(self, prefix: str) -> "Piece":
        """The piece with words before it."""
        shift = len(prefix)
        return Piece(
            prefix + self.text,
            tuple(replace(m, begin=m.begin + shift, end=m.end + shift) for m in self.marks),
            tuple(replace(p, at=p.at + shift if p.at else 0) for p in self.pages),
            self.aliases,
        )


class Run:
    """Gathers text, closing up white space; line breaks of the source stay as newlines."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._gap = False
        self._line_start = True
        self._starting: list[list[int]] = []
        self._marks: list[tuple[int, int, Mark]] = []
        self._pages: list[PageBreak] = []
        self._aliases: list[str] = []

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all: no words, no page, no anchor."""
        return not (self._length or self._pages or self._aliases)

    @property
    def length(self) -> int:
        return self._length

    def add(self, text: str, *, keep_lines: bool = False) -> None:
        """Add text of the source; `keep_lines` where its newlines mean something."""
        if keep_lines and "\n" in text:
            first, *others = text.split("\n")
            self.add(first)
            for line in others:
                self.line()
                self.add(line)
            return
        words = [word for word in _words(text) if word]
        if not words:
            self._gap = self._gap or bool(text)
            return
        gap = self._gap or text[0] in _SPACE
        if gap and not self._line_start:
            words.insert(0, "")
        self._begin_marks(1 if gap and not self._line_start else 0)
        added = " ".join(words)
        self._pieces.append(added)
        self._length += len(added)
        self._line_start = False
        self._gap = text[-1] in _SPACE

    def line(self) -> None:
        """A line of the source ends here."""
        self._gap = False
        if self._length:
            self._pieces.append("\n")
            self._length += 1
            self._line_start = True

    def begin(self) -> list[int]:
        """Begin a mark at the next word; give the result to `end`."""
        start: list[int] = []
        self._starting.append(start)
        return start

    def end(self, start: list[int], kind: MarkKind, **facts: str | None) -> None:
        """End a mark; one around nothing is dropped."""
        if start:
            order = len(self._marks)
            self._marks.append((start[0], -order, Mark(start[0], self._length, kind, **facts)))
        else:
            self._starting = [s for s in self._starting if s is not start]

    def page(self, page: PageBreak) -> None:
        """A page of the print edition begins here."""
        at = self._length + (1 if self._gap and not self._line_start else 0)
        self._pages.append(replace(page, at=at))

    def alias(self, *names: str) -> None:
        self._aliases.extend(name for name in names if name)

    def text(self) -> str:
        """What was gathered until now."""
        return "".join(self._pieces)

    def piece(self) -> Piece:
        """All that was gathered, outer marks before inner ones."""
        text = self.text()
        marks = tuple(m for _, _, m in sorted(self._marks, key=lambda m: (m[0], -m[2].end, m[1])))
        begin = len(text) - len(text.lstrip())
        end = max(begin, len(text.rstrip()))
        pages = tuple(replace(p, at=min(max(p.at, begin), end)) for p in self._pages)
        return Piece(text, marks, pages, tuple(dict.fromkeys(self._aliases))).cut(begin, end)

    def _begin_marks(self, gap: int) -> None:
        for start in self._starting:
            start.append(self._length + gap)
        self._starting.clear()


def _words(text: str) -> list[str]:
    for space in "\t\n\r\f":
        if space in text:
            text = text.replace(space, " ")
    return text.split(" ")


def stanzas(piece: Piece) -> Iterator[Piece]:
    """The parts of a piece between its empty lines; a page in a gap falls to the part after it."""
    text = piece.text
    pages = tuple(replace(p, at=_next_word(text, p.at)) for p in piece.pages)
    piece = replace(piece, pages=pages)
    begin = 0
    while begin < len(text):
        end = text.find("\n\n", begin)
        end = len(text) if end < 0 else end
        if text[begin:end].strip():
            yield piece.cut(begin, end)
            piece = replace(piece, aliases=())
        begin = end + 2


def _next_word(text: str, at: int) -> int:
    while at < len(text) and text[at] == "\n":
        at += 1
    return at
