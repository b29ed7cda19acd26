"""Small things that the rules of Russian and Ukrainian share: patterns, edges of sentences."""

import re
from collections.abc import Iterable

DASH = r"\s?[-–—]\s?"
NUMBER = r"\d{1,3}(?:[ \u00a0\u202f\u2009']\d{3}){1,6}(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*"
"""A number as it is written, thousands apart or not."""

_SENTENCE_END = re.compile(r"[\"'”’»)\]]*(?:\s*\Z|\s+[\"'“„«(]*(?=[^\W\d_])(\w))")
_NUMERAL_NEXT = re.compile(r"\s[IVXLІХ]+\s(?:в|вв|ст|века|столет|століт)")
_SENTENCE_START = re.compile(r"(?:\A|[.!?…\n])[\s\"'“„«(—–]*\Z")


def either(words: Iterable[str]) -> str:
    """An alternation of words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def table(notation: str) -> dict[str, str]:
    """`год=n года=g` as a mapping; `_` in a word stands for a space."""
    pairs = (pair.rpartition("=") for pair in notation.split())
    return {word.replace("_", " "): kind for word, _, kind in pairs}


def ends_sentence(text: str, end: int) -> bool:
    """Whether a full stop that ends here ends the sentence too, not only an abbreviation."""
    if text[end - 1 : end] != ".":
        return False
    match = _SENTENCE_END.match(text, end)
    if text[end : end + 1] in (")", "]") or _NUMERAL_NEXT.match(text, end):
        return False
    return match is not None and (match[1] is None or match[1].isupper())


def opens_sentence(text: str, begin: int) -> bool:
    """Whether a sentence begins here."""
    return bool(_SENTENCE_START.search(text[max(0, begin - 8) : begin] if begin else ""))
