"""Small things that the rules of Russian and Ukrainian share: patterns, edges of sentences."""

import re
from collections.abc import Iterable

DASH = r"\s?[-–—]\s?"
NUMBER = r"\d{1,3}(?:[ \u00a0\u202f\u2009']\d{3}){1,6}(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*"
"""A number as it is written, thousands apart or not."""

_SENTENCE_END = re.compile(r"[\"'”’»)\]]*(?:\s*\Z|\s+[\"'“„«(]*(?=[^\W\d_])(\w))")
_NUMERAL_NEXT = re.compile(r"\s[IVXLІХ]+\s(?:в|вв|ст|века|столет|століт)")
_OPENERS = (
    "В|Во|К|До|С|Со|За|От|После|Около|На|Под|Перед|По|Про|О|Об|Между|Осенью|Весной|Летом|Зимой|"
    "Ещё|Еще|Уже|Лишь|Только|Именно|Того|Тем|Этого|Накануне|Вплоть|У|З|Із|Зі|Від|Після|Близько|"
    "Наприкінці|Під|Протягом|Впродовж|Упродовж|Між|Восени|Навесні|Влітку|Улітку|Взимку|Узимку|Ще|"
    "Вже|Лише|Тільки|Саме|Цього|Станом"
)
_VERBAL = (
    r"\w*(?:ла|ло|ли|[аиеёуяыії]л|[аиіїуя]в|л?ся|[лв]ась|лось|лись|[еа]но|ены|аны|[аяи]то|"
    r"[иеёая]т|[ую]т|[иіаяую]ть|ует|[уаі]є|умер|помер|погиб)\s|(?:он|она|они|мы|він|вона|вони|ми)\s"
)
_MONTH = (
    "янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек|"
    "січ|лют|бер|квіт|трав|черв|лип|серп|вер|жов|лист|груд"
)
_YEAR = r"[\dIVXІХ–—/-]{1,9}(?:-[а-яі]{1,3})?"
_DATE_ALONE = re.compile(
    rf"(?:\A|[.!?…\n]\s)[\"«„“(—\s]*(?:(?:{_OPENERS})\s"
    rf"(?:(?!{_VERBAL})[^\W\d_][\w'’-]*\.?\s|{_YEAR}\s){{0,5}}?|"
    rf"\d{{1,2}}(?:[–-]\d{{1,2}})?\s(?:{_MONTH})\w*\.?\s)?{_YEAR}\s?"
    r"(?:г|гг|в|вв|р|рр|ст)\.(?:\s?до)?(?:\s?н\.\s?[еэ]\.)?\Z"
)
"""What a sentence opens with, and has no verb yet: В январе 1812 г. Наполеон."""
_STARTER = re.compile(
    r"\s(?:Поэтому|Тому|Отже|Его|Её|Их|Його|Її|Їх|Потом|Затем|Тогда|После|Он|Она|Оно|Они|Это|Эта|Этот|Эти|Там|Здесь|Но|А|И|Я|Мы|Вы|Ты|Однако"
    r"|Потім|Згодом|Тоді|Після|Він|Вона|Воно|Вони|Це|Цей|Ця|Ці|Там|Тут|Але|Й|І|Ми|Ви|Ти|Проте)\b(?!(?<=\s\w)\.)"
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
    if _DATE_ALONE.search(text[max(0, end - 72) : end]) and not _STARTER.match(text, end):
        return not text[end:].strip()
    return match is not None and (match[1] is None or match[1].isupper())


def starts_anew(text: str, at: int) -> bool:
    """Whether a space and a word stand here that would have a small letter inside a sentence."""
    return _STARTER.match(text, at) is not None


def opens_sentence(text: str, begin: int) -> bool:
    """Whether a sentence begins here."""
    return bool(_SENTENCE_START.search(text[max(0, begin - 8) : begin] if begin else ""))
