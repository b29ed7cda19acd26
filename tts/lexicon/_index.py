"""Where the entries of one language are found in a text: a tree of words, and expressions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tts.lexicon._forms import MARK, forms
from tts.lexicon._patterns import SIGHT, ending_with, pattern
from tts.lexicon.entry import Entry
from tts.lexicon.words import (
    INSIDE,
    LETTERS,
    SPACES,
    WORD,
    WORD_WITH_APOSTROPHES,
    folded,
    plain,
    small_letters,
    spellings,
)

_SPACE = re.compile(r"\s")
_APOSTROPHES = frozenset({"uk", "be"})
"""Languages in which an apostrophe is a letter: об'єкт."""
_REMEMBERED = 50_000
"""Words that begin no entry, so that they are looked at once only."""
_ABREAST = 64
"""Ways through the tree of words that are followed at a time."""


class Hit(NamedTuple):
    """An entry, where it was found, and its endings or its match."""

    begin: int
    end: int
    rank: int
    entry: Entry
    endings: tuple[str, ...] = ()
    match: re.Match[str] | None = None


class _Node:
    """A word of the tree: what may follow it, whole or as a stem, and the entries that end here."""

    __slots__ = ("ends", "stems", "words")

    def __init__(self) -> None:
        self.words = _NOTHING
        self.stems = _NOTHING
        self.ends: Sequence[tuple[int, Entry]] = ()

    def onward(self, key: str, *, stem: bool) -> "_Node":
        """The node behind a word, made if it was not there."""
        branch = self.stems if stem else self.words
        if branch is _NOTHING:
            branch = {}
            if stem:
                self.stems = branch
            else:
                self.words = branch
        found = branch.get(key)
        if found is None:
            found = branch[key] = _Node()
        return found


_NOTHING: dict[str, _Node] = {}
"""Stands for the branches that most nodes have not; nothing is ever put into it."""


@dataclass(frozen=True, slots=True)
class _Expression:
    rank: int
    entry: Entry
    compiled: re.Pattern[str]


class Index:
    """The entries of one language, in their order of precedence."""

    def __init__(self, entries: Iterable[Entry], primary: str) -> None:
        self._primary = primary
        self._word = WORD_WITH_APOSTROPHES if primary in _APOSTROPHES else WORD
        self._forms = forms(primary)
        self._root = _Node()
        self._expressions: list[_Expression] = []
        self._idle: set[str] = set()
        for rank, entry in enumerate(entries):
            if entry.match == "regex":
                compiled = pattern(entry.grapheme).compiled
                self._expressions.append(_Expression(rank, entry, compiled))
            elif grapheme := folded(plain(entry.grapheme), primary):
                for spelling in spellings(grapheme, primary):
                    self._insert(spelling, rank, entry)
        endings = sorted(self._forms.endings, key=len, reverse=True)
        self._ending = re.compile(f"(?:{'|'.join(map(re.escape, endings))})(?![{LETTERS}])")

    def __bool__(self) -> bool:
        return bool(self._root.words or self._root.stems or self._expressions)

    def _insert(self, grapheme: str, rank: int, entry: Entry) -> None:
        node, at = self._root, 0
        inflected = entry.match == "forms"
        marked = inflected and MARK in grapheme
        for token in self._word.finditer(small_letters(grapheme)):
            word = token[0]
            begin, end = token.span()
            if marked and word == MARK and begin and grapheme[begin - 1] not in " *":
                at = end
                continue  # the word before it is a stem
            stem = marked and grapheme[end : end + 1] == MARK and INSIDE.match(word) is not None
            if inflected and not marked and INSIDE.match(word):
                stem, word = True, self._forms.stem(word)
            key = f" {word}" if begin > at else word
            node, at = node.onward(key, stem=stem), end
        if node is not self._root:
            node.ends = [*node.ends, (rank, entry)]

    def hits(self, text: str) -> Iterator[Hit]:
        """What is found: at each place the longest, else the first in rank; disjoint, in order."""
        same = folded(text, self._primary)
        words = self._in_words(same, keep_all=bool(self._expressions))
        if not self._expressions:
            yield from words
            return
        flat = _SPACE.sub(" ", text)
        found = [*words, *self._of_expressions(flat)]
        found.sort(key=lambda hit: (hit.begin, -hit.end, hit.rank))
        at = 0
        for hit in found:
            if hit.begin >= at:
                yield hit
                at = hit.end

    def _of_expressions(self, flat: str) -> Iterator[Hit]:
        for one in self._expressions:
            for match in one.compiled.finditer(flat):
                begin, end = match.span()
                if begin < end and _stands(one.entry, flat, begin, end):
                    yield Hit(begin, end, one.rank, one.entry, match=match)

    def _in_words(self, text: str, *, keep_all: bool) -> Iterator[Hit]:
        small = small_letters(text)
        words, stems, idle = self._root.words, self._root.stems, self._idle
        at = 0
        for token in self._word.finditer(small):
            word = token[0]
            if word not in words and (not stems or word in idle or not self._may_begin(word)):
                continue
            begin = token.start()
            if begin < at:
                continue
            hit = self._longest(text, small, begin)
            if hit:
                yield hit
                at = at if keep_all else hit.end

    def _may_begin(self, word: str) -> bool:
        """Whether the beginning of a word is a stem; one that is none is remembered."""
        stems = self._root.stems
        shortest = max(1, len(word) - self._forms.longest)
        if any(word[:cut] in stems for cut in range(shortest, len(word) + 1)):
            return True
        if len(self._idle) < _REMEMBERED:
            self._idle.add(word)
        return False

    def _longest(self, text: str, small: str, begin: int) -> Hit | None:
        found: list[tuple[int, int, Entry, tuple[str, ...]]] = []
        ways: list[tuple[_Node, int, tuple[str, ...]]] = [(self._root, begin, ())]
        while ways:
            further: list[tuple[_Node, int, tuple[str, ...]]] = []
            for node, at, endings in ways:
                for next_node, end, more in self._steps(node, small, at, begin):
                    reached = (*endings, *more)
                    found += [(-end, rank, entry, reached) for rank, entry in next_node.ends]
                    if next_node.words or next_node.stems:
                        further.append((next_node, end, reached))
            ways = further[:_ABREAST]
        found.sort(key=lambda one: one[:2])
        for end, rank, entry, endings in found:
            if self._holds(entry, text, begin, -end):
                return Hit(begin, -end, rank, entry, endings)
        return None

    def _steps(
        self, node: _Node, small: str, at: int, begin: int
    ) -> Iterator[tuple[_Node, int, tuple[str, ...]]]:
        """The nodes that the next word leads to, where it ends, and with which ending."""
        token = self._word.search(small, at)
        if token is None or (token.start() > at and small[at : token.start()].strip()):
            return
        start, end = token.span()
        gap = " " if start > at and at > begin else ""
        word = token[0]
        if whole := node.words.get(gap + word):
            yield whole, end, ()
        if not node.stems:
            return
        shortest = max(1, len(word) - self._forms.longest)
        for cut in range(len(word), shortest - 1, -1):
            stem = node.stems.get(gap + word[:cut])
            if stem and (ending := self._ending.match(small, start + cut)):
                yield stem, ending.end(), (ending[0],)

    def _holds(self, entry: Entry, text: str, begin: int, end: int) -> bool:
        """Whether the words that were found are written as the entry wants, and stand alone."""
        written = SPACES.sub(" ", text[begin:end])
        grapheme = folded(plain(entry.grapheme), self._primary)
        known = spellings(grapheme, self._primary)
        if entry.match == "forms":
            fits = any(self._is_form(spelling, written) for spelling in known)
        else:
            fits = (
                written in known
                or entry.match == "any"
                or (entry.match == "word" and grapheme == small_letters(grapheme))
            )
        return fits and _is_apart(text, begin, end) and _stands(entry, text, begin, end)

    def _is_form(self, grapheme: str, written: str) -> bool:
        if grapheme == small_letters(grapheme):
            return True
        if written.isupper() and len(written) > 1:
            return True
        said, wanted = written.split(), grapheme.split()
        stems = [word.partition(MARK)[0] if MARK in grapheme else self._forms.stem(word)
                 for word in wanted]  # fmt: skip
        return all(a.startswith(b) for a, b in zip(said, stems, strict=False))


def _is_apart(text: str, begin: int, end: int) -> bool:
    """Whether no number is cut in two: 5 is not found in 1.5, nor in 5,000."""
    before, after = text[max(0, begin - 2) : begin], text[end : end + 2]
    if text[begin].isdigit() and before[-1:] in (".", ",") and before[:1].isdigit():
        return False
    return not (text[end - 1].isdigit() and after[:1] in (".", ",") and after[1:].isdigit())


def _stands(entry: Entry, text: str, begin: int, end: int) -> bool:
    """Whether what stands beside is what the entry asks for."""
    if not entry.has_context:
        return True
    if entry.followed and not pattern(entry.followed).compiled.match(text, end):
        return False
    if entry.not_followed and pattern(entry.not_followed).compiled.match(text, end):
        return False
    if entry.preceded and not _ends(entry.preceded, text, begin):
        return False
    return not (entry.not_preceded and _ends(entry.not_preceded, text, begin))


def _ends(written: str, text: str, at: int) -> bool:
    return ending_with(written).search(text, max(0, at - SIGHT), at) is not None
