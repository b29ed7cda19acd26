r"""A text as a tree of lines, phrases, marks and page breaks, as markup needs it.

    nodes(text) -> tuple[Node, ...]      Node = str | LineNode | PhraseNode | MarkNode | PageNode

A writer maps each node to an element of its own and recurses into `children`; a `str` is plain
text, not escaped. What holds what:

- `LineNode`, only in a `Verse` and then always outermost: a line, without its `\n`.
- `PhraseNode`: a phrase. Between phrases stand plain text (the space), marks and page breaks.
- `MarkNode`: a mark, or the part of it inside one phrase or line; parts of a mark that crosses an
  edge are told by `first` and `last`, so that an id is written once, on the first part. A note
  reference is a `MarkNode` with `mark.kind is MarkKind.NOTEREF` inside its phrase.
  The space between two phrases is not marked, though a mark goes on over it.
- `PageNode`: the top of a page, at its exact place; outside of phrases and marks where it falls
  on their edge, between lines where it falls on the beginning of one.

The text of all nodes, joined (lines by `\n`), is `text.text`.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Union

from audiolib.publication import Mark, PageBreak, Phrase, Stretch, Text, Verse


@dataclass(frozen=True, slots=True)
class PhraseNode:
    """A phrase."""

    phrase: Phrase
    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class MarkNode:
    """A mark or a part of one; `first` and `last` tell whether it begins and ends here."""

    mark: Mark
    children: tuple["Node", ...]
    first: bool = True
    last: bool = True


@dataclass(frozen=True, slots=True)
class PageNode:
    """The top of a page."""

    page: PageBreak


@dataclass(frozen=True, slots=True)
class LineNode:
    """A line of verse."""

    children: tuple["Node", ...]


Node = Union[str, PhraseNode, MarkNode, PageNode, LineNode]  # noqa: UP007 (names not yet bound)


def nodes(text: Text) -> tuple[Node, ...]:
    """The text as a tree; linear in its length and the number of ranges.

    Marks of one range nest in the order in which they are given, the outer one first.

    Raises:
        ValueError: ranges are empty, out of the text or of order, or cross where they must not.
    """
    if isinstance(text, Stretch):
        return tuple(PhraseNode(phrase, ()) for phrase in text.phrases)
    if not (text.marks or text.pages or isinstance(text, Verse)):
        return tuple(_plain(text))
    walk = _Walk(text)
    if not isinstance(text, Verse):
        whole = walk.run(0, len(text.text))
        walk.finish()
        return whole
    tree: list[Node] = []
    begin = 0
    for line in text.text.split("\n"):
        tree.extend(walk.pages(begin))
        tree.append(LineNode(walk.run(begin, begin + len(line))))
        begin += len(line) + 1
    walk.finish()
    return tuple(tree)


def canonical(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Marks in the order of the document: by where they begin, the longer (outer) one first."""
    return tuple(sorted(marks, key=lambda mark: (mark.begin, -mark.end)))


def _plain(text: Text) -> Iterator[Node]:
    at, words = 0, text.text
    for phrase in text.phrases:
        _check(phrase, at, len(words))
        if phrase.begin > at:
            yield words[at : phrase.begin]
        at = phrase.end
        yield PhraseNode(phrase, (words[phrase.begin : at],))
    if at < len(words):
        yield words[at:]


def _check(part: Phrase | Mark, begin: int, end: int) -> None:
    if not begin <= part.begin < part.end <= end:
        raise ValueError(f"{part} is empty, or not within {begin}-{end}")


@dataclass(slots=True)
class _Frame:
    """An element that is being filled; `mark` is None in the outermost."""

    mark: Mark | None
    begin: int
    first: bool
    children: list[Node]

    def add(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            last = self.children[-1] if self.children else None
            if isinstance(node, str) and isinstance(last, str):
                self.children[-1] = last + node
            else:
                self.children.append(node)


class _Walk:
    """Goes through a text once; what it has passed is never looked at again."""

    def __init__(self, text: Text) -> None:
        self._text = text.text
        self._phrases = deque(text.phrases)
        self._marks = deque(canonical(text.marks))
        self._pages = deque(sorted(text.pages, key=lambda page: page.at))
        self._open: list[Mark] = []

    def pages(self, end: int) -> Iterator[PageNode]:
        while self._pages and self._pages[0].at <= end:
            yield PageNode(self._pages.popleft())

    def run(self, begin: int, end: int) -> tuple[Node, ...]:
        """A line, or a whole text that has none."""
        out = _Frame(None, begin, True, [])
        while self._phrases and self._phrases[0].begin < end:
            phrase = self._phrases.popleft()
            _check(phrase, begin, end)
            out.add(self.pages(begin))
            out.add(self._stretch(begin, phrase.begin))
            out.add(self.pages(phrase.begin))
            out.add((PhraseNode(phrase, self._stretch(phrase.begin, phrase.end)),))
            begin = phrase.end
        out.add(self.pages(begin))
        out.add(self._stretch(begin, end))
        out.add(self.pages(end))
        return tuple(out.children)

    def finish(self) -> None:
        if self._phrases or self._marks or self._pages:
            raise ValueError("a phrase, mark or page break lies outside of its text")

    def _stretch(self, at: int, end: int) -> tuple[Node, ...]:
        """Marks, page breaks and text of a phrase, or of what stands between two."""
        if at == end:
            return ()
        stack = [_Frame(None, at, True, [])]
        stack += [_Frame(mark, at, False, []) for mark in self._open]
        while at < end:
            while self._marks and self._marks[0].begin <= at:
                stack.append(self._begin(self._marks.popleft(), at))
            stop = min(end, self._open[-1].end) if self._open else end
            stop = min(stop, self._marks[0].begin) if self._marks else stop
            stop = min(stop, self._pages[0].at) if self._pages else stop
            stack[-1].add((self._text[at:stop],))
            at = stop
            while self._open and self._open[-1].end == at:
                self._open.pop()
                self._close(stack, at)
            if at < end:
                stack[-1].add(self.pages(at))
        while len(stack) > 1:
            self._close(stack, at)
        return tuple(stack[0].children)

    def _begin(self, mark: Mark, at: int) -> _Frame:
        _check(mark, at, self._open[-1].end if self._open else len(self._text))
        if "\n" in (self._text[mark.begin], self._text[mark.end - 1]):
            raise ValueError(f"{mark} begins or ends with the edge of a line")
        self._open.append(mark)
        return _Frame(mark, at, True, [])

    def _close(self, stack: list[_Frame], at: int) -> None:
        """End a mark, or its part; the space between two of its parts stays plain."""
        part = stack.pop()
        if part.mark is None:
            return
        last = part.mark.end == at
        if part.first or last or not self._text[part.begin : at].isspace():
            node = MarkNode(part.mark, tuple(part.children), part.first, last)
            stack[-1].add((node,))
        else:
            stack[-1].add(part.children)
