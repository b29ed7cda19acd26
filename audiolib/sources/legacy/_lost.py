"""The letter ư, which stood at the place of the soft hyphen, told to be lost, and put back."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from audiolib.sources.legacy._syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_HORNED = re.compile("[ơờớởỡợ]", re.IGNORECASE)
_WHOLE = re.compile("ư[ơờớởỡợ]", re.IGNORECASE)
_FEW = 5
_SHARE = 0.2
_ALONE = {"nh": "như", "th": "thư"}
"""Onsets that nobody writes alone; `t`, `m`, `kg` may be measures."""
_RARE = {"ngời": "người", "dới": "dưới", "cời": "cười", "Ngời": "Người", "Dới": "Dưới"}
"""Syllables that hardly anybody writes, for words that everybody does."""
_HIDDEN = 0.35
"""Words that lost the letter and are still words (mười, lưu, tư), for each that is none; counted
in laws and tales: 0.26 to 0.45."""


@dataclass(slots=True)
class Loss:
    """How much of a text has lost the letter."""

    words: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    whole: int = 0

    @property
    def is_certain(self) -> bool:
        """Whether it is a loss, and not a few slips of a typist."""
        return self.lost.total() >= _FEW and self.lost.total() > _SHARE * self.whole

    @property
    def hidden(self) -> int:
        """About how many words lost it and are still words."""
        return round(self.lost.total() * _HIDDEN)


def loss(texts: Iterable[str]) -> Loss:
    """What of a Vietnamese text has lost its ư."""
    found = Loss()
    for text in texts:
        for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
            word = match[0]
            found.words += 1
            if _WHOLE.search(word):
                found.whole += 1
            elif _HORNED.search(word) and with_u(word) != word:
                found.lost[word] += 1
    return found


def restored(text: str) -> str:
    """The text with the letter back in every word that is none without it."""
    return _WORD.sub(lambda match: with_u(match[0]), unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1 << 14)
def with_u(word: str) -> str:
    """The one syllable that a word becomes by ư; the word itself where it is one, or can't be."""
    if word in _ALONE or word in _RARE:
        return _ALONE.get(word) or _RARE[word]
    if len(word) < 3 and not _HORNED.search(word):
        return word
    if word.isupper() and not _HORNED.search(word):
        return word
    if is_syllable(word) or len(word) > 8:
        return word
    letter = "Ư" if word.isupper() else "ư"
    tries = (word[:at] + letter + word[at:] for at in range(len(word) + 1))
    found = {new for new in tries if is_syllable(new)}
    return found.pop() if len(found) == 1 else word
