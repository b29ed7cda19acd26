"""Small things that the rules of Russian and Ukrainian share: patterns, edges of sentences."""

import re
from collections.abc import Iterable

DASH = r"\s?[-–—]\s?"
NUMBER = r"\d{1,3}(?:[ \u00a0\u202f\u2009']\d{3}){1,6}(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*"
"""A number as it is written, thousands apart or not."""

_SENTENCE_END = re.compile(r"[\"'”’»)\]]*(?:\s*\Z|\s+[\"'“„«(]*(?=[^\W\d_])(\w))")
_NUMERAL_NEXT = re.compile(r"\s[IVXLІХ]+\s(?:в|вв|ст|века|столет|століт)")
_DATE_ALONE = re.compile(
    r"(?:\A|[.!?…\n]\s)[\"«„“(—\s]*(?:В|У|К|До|З|С|После|Після|Около|Близько|Наприкінці)\s"
    r"(?:(?:начале|конце|середине|кінці|початку|середині|концу|нач\.|кон\.|сер\.|поч\.|кін\.|"
    r"[12I]{1,2}-[йяі]\sпол(?:\.|овине|овині))\s)?[\dIVXІХ–—-]{1,9}\s?"
    r"(?:г|гг|в|вв|р|рр|ст)\.(?:\s?до)?(?:\s?н\.\s?[еэ]\.)?\Z"
)
_STARTER = re.compile(
    r"\s(?:Потом|Затем|Тогда|После|Он|Она|Оно|Они|Это|Эта|Этот|Эти|Там|Здесь|Но|А|И|Я|Мы|Вы|Ты|Однако"
    r"|Потім|Згодом|Тоді|Після|Він|Вона|Воно|Вони|Це|Цей|Ця|Ці|Там|Тут|Але|Й|І|Ми|Ви|Ти|Проте)\b"
)
"""Words that would not have a capital inside a sentence."""
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
    if _DATE_ALONE.search(text[max(0, end - 56) : end]) and not _STARTER.match(text, end):
        return not text[end:].strip()
    return match is not None and (match[1] is None or match[1].isupper())


def opens_sentence(text: str, begin: int) -> bool:
    """Whether a sentence begins here."""
    return bool(_SENTENCE_START.search(text[max(0, begin - 8) : begin] if begin else ""))
