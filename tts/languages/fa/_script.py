"""Patterns for words in Persian script, whose letters and joiners are written in several ways."""

import re
from collections.abc import Iterable

JOINER = "\u200c"
LETTER = "[\u0620-\u063f\u0641-\u064a\u066e-\u06d3]"
"""A letter, without the tatweel."""
MARKS = "\u064b-\u0655\u0670"
"""Signs upon letters, for a class; they are no letters for `\\w`."""
START = rf"(?<![\w{JOINER}{MARKS}])"
END = rf"(?!\w|{JOINER}\w)"
DASH = r"\s?(?:[-–—−‐‑]|ـ{1,3})\s{0,2}"
NUMBER = r"\d{1,3}(?:[٬,،]\d{3}){1,6}(?!\d)(?:[٫.]\d+)?|\d+(?:[٫.]\d+){0,6}"

_VARIANTS = {"ی": "[یيىے]", "ک": "[کكڪ]", "ه": "[هہە]", "آ": "[آأ]", " ": rf"[\s{JOINER}]?"}


def spelled(word: str) -> str:
    """A pattern for a word, whichever ye, kaf, he and joiner it is written with."""
    return "".join(_VARIANTS.get(c, re.escape(c)) for c in word.replace(JOINER, " "))


def any_of(words: str | Iterable[str]) -> str:
    """A pattern for any of the words (parted by `|` in a string), the longest first."""
    each = words.split("|") if isinstance(words, str) else words
    return "|".join(map(spelled, sorted(each, key=len, reverse=True)))


def plain(word: str) -> str:
    """A word in Persian letters, without joiners and blanks."""
    return re.sub(rf"[\s{JOINER}]", "", word.translate(_PERSIAN))


_PERSIAN = str.maketrans("يىےكڪہە", "یییککهه")
