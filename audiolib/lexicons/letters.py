"""Whether a word looks like the others of its text, by the letters that follow one another."""

import math
from collections import Counter
from collections.abc import Iterable

_FEWEST = 300
"""Words that letters are learnt from; from fewer nothing is concluded."""
_USUAL = 2.0
"""Standard deviations from the usual word that say nothing."""
_STRANGE = 5.0
"""Those from which on a word is as doubtful as can be."""


class Letters:
    """The groups of three letters that are usual in the words a text has in small letters."""

    def __init__(self, words: Iterable[str]) -> None:
        known = set(words)
        self._is_enough = len(known) >= _FEWEST
        self._triples: Counter[str] = Counter()
        self._pairs: Counter[str] = Counter()
        for word in known:
            for triple in _triples(word):
                self._triples[triple] += 1
                self._pairs[triple[:2]] += 1
        self._known = known
        self._alphabet = frozenset(c for word in known for c in word)
        self._letters = max(1, len(self._alphabet))
        rarities = [self._rarity(word) for word in known] or [0.0]
        self._mean = sum(rarities) / len(rarities)
        spread = sum((r - self._mean) ** 2 for r in rarities) / len(rarities)
        self._deviation = math.sqrt(spread) or 1.0

    def strangeness(self, word: str) -> float:
        """How far a word is from the others, from 0 to 1; small letters."""
        if not self._is_enough:
            return 0.0
        away = (self._rarity(word) - self._mean) / self._deviation
        return min(1.0, max(0.0, (away - _USUAL) / (_STRANGE - _USUAL)))

    def lacks(self, word: str) -> bool:
        """Whether no other word has one of its letters; small letters."""
        return self._is_enough and not self._alphabet.issuperset(word)

    def _rarity(self, word: str) -> float:
        """The surprise of its triples, in bits: between their mean and the greatest.

        A word's own triples are not counted, so that one that stands once is no better known.
        """
        own = int(word in self._known)
        surprises = []
        for triple in _triples(word):
            seen = max(0, self._triples[triple] - own)
            base = max(0, self._pairs[triple[:2]] - own)
            surprises.append(-math.log2((seen + 0.1) / (base + 0.1 * self._letters)))
        return (sum(surprises) / len(surprises) + max(surprises)) / 2 if surprises else 0.0


def _triples(word: str) -> Iterable[str]:
    framed = f"^{word}$"
    return (framed[at : at + 3] for at in range(len(framed) - 2))
