"""Words as they are looked for: how a publication's are folded, and where each one stands."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from audiolib.publication import Publication, texts

_MARKS = "\u0300-\u036f\u0483-\u0487\u064b-\u065f\u0670\u200c"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*(?:['’ʼ](?:[^\W_]|[{_MARKS}])+)*")
_DROPPED = dict.fromkeys([0x301, 0x200C, *range(0x64B, 0x653), 0x670, *map(ord, "*")])
"""Stress marks, joiners and vowel signs: they tell how a word is read, not which one it is."""
_ALIKE = str.maketrans({"ي": "ی", "ك": "ک", "’": "'", "ʼ": "'", "ё": "е"})
_LONGEST = 100
"""Characters; what is longer is an address, and no word."""


def folded(word: str) -> str:
    """A word as it is looked for: small letters, no stress, one way of writing.

    Tones and diacritics stay: they make other words of the same letters.
    """
    apart = unicodedata.normalize("NFD", word.casefold())
    bare = "".join(
        c
        for i, c in enumerate(apart)
        if ord(c) not in _DROPPED or (ord(c) == 0x301 and not _is_cyrillic(apart[i - 1 : i]))
    )
    return unicodedata.normalize("NFC", bare).translate(_ALIKE)


def words(text: str) -> Iterator[str]:
    """The words of a text, folded, in their order."""
    for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
        if len(match[0]) <= _LONGEST:
            yield folded(match[0])


def places(publication: Publication) -> Mapping[str, frozenset[str]]:
    """The words of each phrase, by its id."""
    return {
        phrase.id: frozenset(words(text.text[phrase.begin : phrase.end]))
        for text in texts(publication)
        for phrase in text.phrases
    }


def _is_cyrillic(before: str) -> bool:
    return "\u0400" <= before <= "\u052f"
