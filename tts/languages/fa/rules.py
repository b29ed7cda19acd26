"""What Persian says for numbers, dates of three calendars, times and the like."""

import re
from functools import lru_cache

from tts._digits import roman
from tts._rules import Language, Reading, Rule
from tts.languages.fa import _codes, _counts, _dates, _letters, _times, _words
from tts.languages.fa._numbers import PersianNumbers
from tts.languages.fa._script import any_of


@lru_cache(maxsize=16)
def numbers(language: Language) -> PersianNumbers:
    """How Persian says numbers."""
    return PersianNumbers(language.words)


def rules(language: Language) -> tuple[Rule, ...]:
    """The rules of Persian, the most particular first."""
    said = numbers(language)
    ranks, plain = _romans(language)
    return (
        *ranks,
        *_codes.rules(language, said),
        *_dates.rules(language, said),
        *_times.rules(said),
        *_words.rules(language),
        *_letters.rules(language, said),
        *_words.signs(language, said),
        *_codes.mixed(language, said),
        *_counts.rules(language, said),
        plain,
    )


def _romans(language: Language) -> tuple[tuple[Rule, ...], Rule]:
    """Numerals of rank behind a century or a ruler, sections; and, to be tried last, any other."""
    said, nouns = numbers(language), language.words["nouns"]
    rulers = any_of(nouns["rulers"])

    def rank(m: re.Match[str]) -> Reading:
        value = roman(m["say"])
        return None if value is None or value > 40 else said.ordinal(value)

    def section_of(numeral: str) -> Reading:
        value = roman(numeral)
        return None if value is None else (said.integer(value), 0.8)

    def section(m: re.Match[str]) -> Reading:
        return section_of(m["say"])

    def plain(m: re.Match[str]) -> Reading:
        """Never amid words in Latin script."""
        value = roman(m["say"])
        before = re.search(r"[A-Za-z]\s\Z", m.string[max(0, m.start() - 2) : m.start()])
        if value is None or before or value > 3999:
            return None
        return said.integer(value), 0.7

    ranks = (
        Rule("roman.rank",
             rf"(?<!\w)(?:{any_of(nouns['ranked'])}|{rulers}|(?:شاه|سلطان|پاپ|ملکه|قیصر|تزار)\s\w{{2,12}})"
             rf"[\s\u200c](?P<say>[IVXL]+)(?![\w&]|\.\w)",
             rank, "nothing"),
        Rule("roman.section",
             rf"(?<!\w)(?:{any_of(nouns['parts'])})(?:\u200c?های)?[\s\u200c](?P<say>[IVXL]+)(?![\w&]|\.\w)",
             section, "nothing"),
        Rule("roman.section",
             rf"(?<!\w)(?:{any_of(nouns['parts'])})(?:\u200c?های)?[\s\u200c][IVXL]+(?:\s?(?:،|و|تا|-|–)\s?(?:و\s)?[IVXL]+){{0,3}}"
             rf"\s?(?:،|و|تا|-|–)\s?(?P<say>[IVXL]+)(?![\w&]|\.\w)", section, "nothing"),
        Rule("roman.page", r"(?<!\w)(?:صفحهٔ|صفحه|ص\.?)\s(?P<say>[ivxlc]{1,7})(?![\w&]|\.\w)",
             lambda m: section_of(m["say"].upper()), "nothing"),
        Rule("number.rank",
             rf"(?<!\w)(?:{rulers})\s(?P<say>\d{{1,2}})(?=[\s،.؛:»)]|\Z)(?!\s?(?:{_COUNTED}))",
             lambda m: (said.ordinal(int(m["say"])), 0.7)),
    )  # fmt: skip
    other = Rule(
        "roman.plain",
        r"(?<![\w.])(?!X{0,3}LX{0,3}(?![IVXL]))(?P<say>[IVXL]{2,}|[MDC]{1,4}[IVXLDC]{2,})(?![\w&]|\.\w|\.?\s[A-Za-z])",
        plain,
        "upper",
    )
    return ranks, other


_COUNTED = (
    r"سال|ساعت|روز|ماه|بار|گل|نفر|امتیاز|هزار|میلیون|درصد|تن|متر|فرزند|بازی|هفته|دقیقه|کتاب|فیلم"
)
