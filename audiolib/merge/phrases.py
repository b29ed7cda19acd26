"""Phrases of two readings of a source that are the same, edited, split or merged."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from audiolib.merge.align import align, gaps, once
from audiolib.merge.blocks import Match, texts
from audiolib.publication import Phrase, Stretch, Text

HALF = 0.5
"""More than this share of the letters of the shorter phrase makes another one its edited form."""

ALIKE = 0.4
"""Share of common letter groups from which two phrases that stand in one place are alike."""

PAIRS = 900
"""Up to this many pairs of phrases are compared letter by letter in one place."""

# Scripts without spaces between words (Thai to Lao, CJK) count by the letter.
_WORD = re.compile("[\u0e00-\u0eff\u3040-\u9fff]|[^\\W_\u0e00-\u0eff\u3040-\u9fff]+")


@dataclass(frozen=True)
class Placed:
    """A phrase in the text that holds it."""

    phrase: Phrase
    text: Text

    @cached_property
    def said(self) -> str:
        return self.text.text[self.phrase.begin : self.phrase.end]

    @cached_property
    def words(self) -> list[str]:
        """Its words without case and accents, which is what corrections change most."""
        return _WORD.findall(_folded(self.said))

    @cached_property
    def letters(self) -> str:
        """Its letters without case and accents, with a mark for either edge."""
        return f"^{_folded(self.said)}$"

    @cached_property
    def twos(self) -> Counter[str]:
        """Groups of two letters."""
        return _groups(self.letters, 2)

    @cached_property
    def threes(self) -> Counter[str]:
        """Groups of three letters."""
        return _groups(self.letters, 3)


def match_phrases(match: Match) -> None:
    """Find likes for phrases, and by them for the blocks that hold them."""
    for i, j in (*match.frame, *match.moved):
        old, new = match.old[i], match.new[j]
        if isinstance(old, Text) and isinstance(new, Text):
            _same_words(match, old, new)
    for olds, news in match.gaps():
        _changed_words(match, list(_phrases(olds)), list(_phrases(news)))
    _moved_phrases(match)
    owners = {id(phrase): text for text in texts(match.old) for phrase in text.phrases}
    for text in texts(match.new):
        likes = (match.likes.get(id(phrase)) for phrase in text.phrases)
        any(match.pair(text, owners[id(like)]) for like in likes if like is not None)


def _same_words(match: Match, old: Text, new: Text) -> None:
    """Phrases of equal texts: the same ones, or cut elsewhere since; wordless ones by order."""
    if isinstance(old, Stretch):
        for phrase, like in zip(new.phrases, old.phrases, strict=False):
            match.pair(phrase, like)
        return
    waiting = list(old.phrases)[::-1]
    for phrase in new.phrases:
        while waiting and waiting[-1].end <= phrase.begin:
            waiting.pop()
        if waiting and waiting[-1].begin < phrase.end:
            match.pair(phrase, waiting[-1])
            while waiting and waiting[-1].end <= phrase.end:
                waiting.pop()


def _changed_words(match: Match, olds: list[Placed], news: list[Placed]) -> None:
    pairs = align([p.said for p in olds], [p.said for p in news])
    for i, j in pairs:
        match.pair(news[j].phrase, olds[i].phrase)
    for old, new in gaps(pairs, len(olds), len(news)):
        some, others = [olds[i] for i in old], [news[j] for j in new]
        _by_words(match, some, others)
        _by_letters(match, some, others)


def _by_words(match: Match, olds: list[Placed], news: list[Placed]) -> None:
    """Pair phrases that share most words in order, each with the first one it can have."""
    here = [(number, word) for number, p in enumerate(news) for word in p.words]
    there = [(number, word) for number, p in enumerate(olds) for word in p.words]
    shared: Counter[tuple[int, int]] = Counter()
    for a, b in align([word for _, word in there], [word for _, word in here]):
        shared[here[b][0], there[a][0]] += len(here[b][1])
    for (new, old), letters in sorted(shared.items()):
        shorter = min(sum(map(len, news[new].words)), sum(map(len, olds[old].words)))
        if letters > HALF * shorter:
            match.pair(news[new].phrase, olds[old].phrase)


def _by_letters(match: Match, olds: list[Placed], news: list[Placed]) -> None:
    """Pair what is left by what it looks like, the most alike first."""
    olds = [p for p in olds if id(p.phrase) not in match.taken]
    news = [p for p in news if id(p.phrase) not in match.likes]
    if len(olds) * len(news) > PAIRS:
        return
    alike = sorted(
        (-_likeness(old, new), i, j) for i, old in enumerate(olds) for j, new in enumerate(news)
    )
    for likeness, i, j in alike:
        if -likeness >= ALIKE:
            match.pair(news[j].phrase, olds[i].phrase)


def _moved_phrases(match: Match) -> None:
    """Pair equal phrases anywhere, where neither side has another one left like them."""
    olds = [p for p in _phrases(texts(match.old)) if id(p.phrase) not in match.taken]
    news = [p for p in _phrases(texts(match.new)) if id(p.phrase) not in match.likes]
    here = once([p.said for p in news])
    for said, i in once([p.said for p in olds]).items():
        if said in here:
            match.pair(news[here[said]].phrase, olds[i].phrase)


def _phrases(held: list[Text]) -> Iterator[Placed]:
    return (Placed(phrase, text) for text in held for phrase in text.phrases)


def _likeness(one: Placed, other: Placed) -> float:
    """Dice's coefficient of the letter groups, 0 to 1; short phrases have groups of two."""
    short = min(len(one.letters), len(other.letters)) <= 14
    here, there = (one.twos, other.twos) if short else (one.threes, other.threes)
    return 2 * (here & there).total() / (here.total() + there.total())


def _groups(letters: str, size: int) -> Counter[str]:
    return Counter(letters[at : at + size] for at in range(len(letters) - size + 1))


def _folded(words: str) -> str:
    apart = unicodedata.normalize("NFD", words.casefold()).replace("đ", "d")
    return "".join(c for c in apart if not unicodedata.combining(c))
