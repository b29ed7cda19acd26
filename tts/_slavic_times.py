"""Times of day in Russian and Ukrainian: 14:30, о 7 год, пів на шосту."""

import re

from tts._rules import Language, Reading, Rule
from tts._slavic_grammar import Grammar
from tts._slavic_text import DASH, ends_sentence, table


def time_rules(language: Language, grammar: Grammar) -> tuple[Rule, ...]:
    """The rules of times, the most particular first."""
    say = _Times(language, grammar)
    words = language.words["dates"]
    hours = r"(?:\s?(?:год\.?|час\.|ч\.)(?!\w))?"
    return (
        Rule("time.range", rf"(?<![\w.,:/])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d){DASH}"
             r"(?P<h2>[01]?\d|2[0-4]):(?P<m2>[0-5]\d)(?![\w:]|[.,]\d)", say.clocks),
        Rule("time.clock",
             r"(?<!\d)(?<!\d[.,:])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?"
             rf"(?!\w|[.,:]\d|[ \u00a0]\d{{3}}\b){hours}", say.clock),
        Rule("time.clock", rf"(?i:(?<!\w)(?:{words['before_clock']}))\s(?P<say>"
                           rf"(?P<h>[01]?\d|2[0-4])"
             rf"(?:\.|-(?=00))(?P<m>[0-5]\d)(?P<s>(?!\d))?(?![\w%°]|[.,]\d|\s?"
             rf"(?:{words['not_clock']})\b){hours})",
             say.clock),
        *_hour_rules(language, say),
    )  # fmt: skip


def _hour_rules(language: Language, say: "_Times") -> tuple[Rule, ...]:
    """Hours that are ranks, as in Ukrainian: о 7, о 5 ранку."""
    if language.words["grammar"]["hour"] != "ordinal":
        return ()
    pattern = (
        r"(?i:(?<!\w)(?P<p>об?))\s(?P<say>(?P<h>1?\d|2[0-4])(?P<u>\s?год\.?(?!\w))?)"
        r"(?!\d|-|[:.,]\d|[^\W\d]|\s?[–—]\s?\d)"
    )
    between = (
        r"(?i:(?<!\w)(?:з|із|від))\s(?P<say>(?P<a>1?\d|2[0-4])\sдо\s(?P<b>1?\d|2[0-4])\s?"
        r"год(?:\.|ини)?)(?!\w)"
    )
    towards = (
        r"(?i:(?<!\w)(?:пів|чверть|(?P<w>хв\.?|хвилин[иу]?)))\sна\s(?P<say>(?P<h>1[0-2]|[1-9]))"
        r"(?![\w-]|[:.,]\d)(?(w)(?=[.,;!?)]|\s?\Z|\s(?:ранку|вечора|дня|ночі)))"
    )
    before = (
        r"(?i:(?<!\w)за\s(?:чверть|\d{1,2}\s(?:хв\.?|хвилин[иу]?)))\s"
        r"(?P<say>(?P<h>1[0-2]|[1-9]))(?=[.,;!?)]|\s?\Z|\s(?:ранку|вечора|дня|ночі))"
    )
    return (
        Rule("time.hour", pattern, say.hour),
        Rule("time.hours", between, say.hours),
        Rule("time.towards", towards, lambda m: say.rank(m, "a")),
        Rule("time.towards", before, lambda m: say.rank(m, "n")),
    )


class _Times:
    """What is said for times of day; one object a language."""

    def __init__(self, language: Language, grammar: Grammar) -> None:
        words = language.words
        self._grammar = grammar
        self._numbers = grammar.numbers
        self._months: list[str] = words["months"]["names"].split()
        self._not_clock = tuple(words["dates"]["not_before_clock"].split())
        self._day_words = frozenset(words["dates"]["day_words"].split())
        self._day_cases = table(words["dates"]["day"])
        self._hour: str = words["grammar"]["hour"]
        self._range: str = words["dates"]["hours"]

    def _day_case(self, text: str, at: int) -> str:
        return self._day_cases.get(self._grammar.preposition(text, at), "g")

    def _is_day(self, m: re.Match[str]) -> bool:
        """Whether 20.09 after "на" or "до" is a day of September."""
        word = self._grammar.before(m.string, m.start("say"))
        return m["m"][0] in "01" and 0 < int(m["m"]) <= 12 and word in self._day_words

    def hour(self, m: re.Match[str]) -> Reading:
        said = self._numbers.ordinal(int(m["h"]), "p", "f")
        return (f"{said} {self._grammar.nouns['hour'].form('p')}" if m["u"] else said), 0.8

    def hours(self, m: re.Match[str]) -> Reading:
        """З 13 до 14 год."""
        first, last = (self._numbers.ordinal(int(m[g]), "g", "f") for g in "ab")
        said = f"{first} до {last} {self._grammar.nouns['hour'].form('g')}"
        return said + ("." if ends_sentence(m.string, m.end()) else ""), 0.8

    def rank(self, m: re.Match[str], case: str) -> Reading:
        """Пів на шосту, за чверть шоста."""
        return self._numbers.ordinal(int(m["h"]), case, "f"), 0.9

    def clocks(self, m: re.Match[str]) -> Reading:
        """From one time to another: 13:00–14:00."""
        if self._grammar.preposition(m.string, m.start()):
            return None
        first, last = (
            self._at(int(m[h]), int(m[minute]), "g") for h, minute in (("h", "m"), ("h2", "m2"))
        )
        return self._range.format(first, last), 0.9

    def _at(self, hour: int, minute: int, case: str) -> str:
        nouns, grammar = self._grammar.nouns, self._grammar
        if self._hour == "ordinal":
            said = f"{self._numbers.ordinal(hour, case, 'f')} {nouns['hour'].form(case)}"
            rest = "n"
        else:
            said, rest = grammar.counted(str(hour), nouns["hour"], case), case
        return f"{said} {grammar.counted(str(minute), nouns['minute'], rest)}" if minute else said

    def clock(self, m: re.Match[str]) -> Reading:
        hour, minute = int(m["h"]), int(m["m"])
        if ":" not in m[0] and self._is_day(m):
            case = self._day_case(m.string, m.start("say"))
            said = self._numbers.ordinal(hour, case, "n")
            return f"{said} {self._months[minute - 1]}", 0.6
        grammar, nouns = self._grammar, self._grammar.nouns
        at = m.start("h")
        if m["h"] == "1" and m["m"] != "00" and not grammar.preposition(m.string, at):
            return None  # a ratio
        if grammar.before(m.string, at).startswith(self._not_clock):
            return None
        lasted = m["s"] and grammar.preposition(m.string, at) in ("за", "")
        if self._hour == "ordinal" and not lasted:
            case = grammar.dated(m.string, at)
            said = f"{self._numbers.ordinal(hour, case, 'f')} {nouns['hour'].form(case)}"
            rest = "n"
        else:
            rest = case = grammar.alone(m.string, at)
            said = grammar.counted(str(hour), nouns["hour"], case)
        if minute or m["s"]:
            said += " " + grammar.counted(str(minute), nouns["minute"], rest)
        if m["s"]:
            said += " " + grammar.counted(str(int(m["s"])), nouns["second"], rest)
        if m[0].endswith(".") and ends_sentence(m.string, m.end()):
            said += "."
        return said, 1.0 if ":" in m[0] else 0.8
