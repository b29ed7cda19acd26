"""Thousands and millions behind a number by one letter: a population of 8.9m."""

import re

from tts._rules import Language, Reading, Rule
from tts.languages.en._context import BEFORE, Counting, N, words_after
from tts.languages.en._numbers import number

_BIG = {
    "k": "thousand", "m": "million", "mn": "million", "mln": "million", "b": "billion",
    "bn": "billion", "bln": "billion", "tn": "trillion", "trn": "trillion",
}  # fmt: skip
_PEOPLE = re.compile(
    r"(?<!\w)(?i:populations?|circulation|audiences?|sales|memberships?|turnover|revenues?|profits?|"
    r"loss(?:es)?|debts?|crowds?|followers|viewers|viewership|listeners|readership|subscribers|"
    r"downloads|visitors|users|voters|attendance|budget|costs?|unemployment|unemployed)"
    r"(?:\s(?:[a-z]+|in\s\d{4}|\d[\d.]*m)){0,6}\s\Z"
)
_DOING = re.compile(
    r"\s(?:(?:have|had|are|were)\s(?:been|now|already|also|signed|seen|watched|died|fled|left|lost)|"
    r"(?:now|already)\s[a-z]+|live|lived|voted|signed|watched|died|fled|speak|spoke|tuned|"
    r"of\swhom|a\s(?:year|month|week|day)|Britons|Europeans|Africans|Asians)\b"
)
_PLACED = re.compile(
    r"\s(?:above|below|high|wide|deep|long|tall|away|apart|from|under|over|thick|across|off|up|down|"
    r"square|along|behind|ahead|tide|waves?)\b"
)


def people(language: Language) -> Rule:
    """A number with a letter for thousands, millions or more."""
    counting = Counting(language)

    def say(m: re.Match[str]) -> Reading:
        after = words_after(m.string, m.end())
        counted = counting.is_counted(after[0]) or counting.is_counted(after[1])
        decimal = "." in m["n"] and m["k"] in "KMBk" and m["n"][0] != "0"
        if m["k"] == "B" and not decimal:
            return None
        if (
            len(m["k"]) == 1
            and not counted
            and not decimal
            and not (m["k"] == "k" and after[0].endswith("s"))
            and not (m["k"] == "m" and _is_million(m))
        ):
            return None
        return f"{number(m['n'])} {_BIG[m['k'].strip().lower()]}", 0.9

    return Rule("number.people", rf"{BEFORE}(?<![\w$£€])(?P<n>{N})(?P<k>[mM]|bn|tn|mn|k|K|B|"
                rf"\s(?:bn|mn|tn|trn|bln|mln))(?!\w)", say)  # fmt: skip


def _is_million(m: re.Match[str]) -> bool:
    """Whether so many people are meant and no metres."""
    if _PLACED.match(m.string, m.end()):
        return False
    ahead = _PEOPLE.search(m.string, max(0, m.start() - 60), m.start())
    return bool(ahead or _DOING.match(m.string, m.end()))
