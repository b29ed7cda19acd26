"""Dates, years, decades, centuries and eras."""

import re

from tts._digits import roman
from tts._rules import Language, Reading, Rule
from tts.languages.en import _calendar
from tts.languages.en._context import BEFORE, DASH, Counting, ends_sentence, word_before
from tts.languages.en._numbers import cardinal, ordinal, plural, two, year
from tts.languages.en._tables import table

_YEAR = r"(?P<y>1[0-9]\d\d|20\d\d)"
_TH = r"(?:st|nd|rd|th)"
_DAY = rf"(?:[0-3]?\d){_TH}?"
_DATED = re.compile(
    r"(?:\d|(?:^|\W)(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun)|[a-z]day|ary|ch|il|May|ne|ly|st|ber|"
    r"[A-Z][a-z]{2,3}\.)(?:st|nd|rd|th)?\Z"
)
_ERA = r"(?:A\.?\s?D|B\.?C\.?E|B\.?\s?C|C\.?E|A\.?H)(?![A-Za-z])\.?"


def rules(language: Language) -> tuple[Rule, ...]:
    """Whatever is read as a date."""
    say = _Dates(language)
    names = language.words["months"]["names"].split()
    short = language.words["months"]["short"].split()
    month = rf"(?:{'|'.join(names)}|(?:{'|'.join(short)})\.?)"
    days = "|".join(language.words["weekdays"])
    return (
        Rule("date.iso", rf"(?<![\w-]){_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)(?=T?)", say.date),
        Rule("date.full", rf"{BEFORE}(?<![\w/-])(?P<a>\d\d?)(?P<s>[/.-])(?P<b>\d\d?)(?P=s)"
             rf"(?:{_YEAR}|(?P<yy>\d\d))(?!\d|[/-]\d|\w)", say.date),
        *_calendar.rules(language),
        Rule("date.month-day", rf"(?<!\w)(?:{month})\s(?P<say>(?P<d>[0-3]?\d){_TH}?"
             rf"(?:(?P<dash>{DASH}|,?\s(?:and|to|or)\s)(?P<e>[0-3]?\d){_TH}?(?!\d))?"
             rf"(?:(?P<c>,?\s){_YEAR})?)(?!\w|[,:]\d|\.\d|%)", say.month_day),
        Rule("date.day-range", rf"{BEFORE}(?<![\w-])(?P<say>(?P<d>[0-3]?\d){_TH}?(?P<k>{DASH}|/|"
             rf"\s(?:and|or|to|until)\s(?:the\s)?)(?P<e>[0-3]?\d){_TH}?)"
             rf"(?=\s(?:of\s)?{month}(?!\w))", say.day_range),
        Rule("date.day-month", rf"{BEFORE}(?<!\w)(?<!\d-)(?P<say>(?P<d>[0-3]?\d){_TH}?)"
             rf"(?=[\s-](?:of\s)?"
             rf"{month}(?!\w))", say.day_month),
        Rule("date.month", rf"(?<!\w)(?P<say>(?:{'|'.join(short)})\.?)(?=\s?(?:[0-3]?\d(?:{_TH})"
             rf"?(?!\w)|(?:1\d|20)\d\d|[’‘']\d\d(?!\w)))",
             say.month),
        Rule("date.month", rf"(?<=\bof\s)(?P<say>(?:{'|'.join(short)})\.)(?=,)", say.month, "dot"),
        Rule("date.ordinals", rf"(?:(?<=\dst)|(?<=\dnd)|(?<=\drd)|(?<=\dth))\s?[-–]\s?(?=\d+{_TH})",
             lambda _: " to "),
        Rule("date.to", r"(?<=[’']\d\d)\s?[-–]\s?(?=[’']\d\d)", lambda _: " to "),
        Rule("date.short", r"(?<!\w)(?:[A-Z][a-z]{2,5}day|Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.?,?\s"
             r"(?P<say>(?P<a>\d{1,2})/(?P<b>\d{1,2}))(?![\d/])", say.short),
        Rule("date.short", r"(?<=\b[Oo]n\s)(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/])", say.short),
        Rule("date.short", r"(?<!\w)(?<!divided\s)(?<!multiplied\s)(?i:ends?|ended|ending|until|"
             r"till|by|before|after|since|due|dated?|opens?|closes?|starts?|begins?|born|expires?)\s"
             r"(?P<say>(?P<a>\d{1,2})/(?P<b>\d{1,2}))(?![\d/])", say.surely),
        Rule("date.month-last", rf"(?<=\d[snrt][tdh]\s)(?P<say>(?:{'|'.join(short)})(?!\w)\.?)",
             say.month_last),
        Rule("date.eras", r"(?:(?<=[CDE]\.)|(?<=\d\s[BC][CE])|(?<=\dBC)|"
             r"(?<=\sBCE)|(?<=\dAD)|(?<=\d\sAD))"
             r"\s?[-–—]\s?(?=(?:c\.\s?|ca\.\s?|about\s)?(?:A\.?D|\d))", lambda _: " to "),
        Rule("date.month-last", rf"(?<=\d[\s-])(?P<say>(?:{'|'.join(short)})(?!\w)\.?)",
             say.month_last),
        Rule("date.weekday", rf"(?<!\w)(?P<n>{days})(?P<dot>\.?)(?=,?\s(?:{month})\s|"
             rf"[–-](?:{days})(?!\w)|"
             rf",\s(?:[0-3]?\d{_TH}?\s)?{month}|\s\d)",
             lambda m: language.words["weekdays"][m["n"]], "nothing"),
        Rule("date.weekday-last", rf"(?<=[–-])(?P<n>{days})(?!\w)\.?",
             lambda m: language.words["weekdays"][m["n"]], "nothing"),
        Rule("date.to", rf"(?:(?<=[a-z\d]\.)|(?<=[a-z\d]))\s?[–-]\s?(?=(?:[0-3]?\d\s)?(?:{month}|"
             rf"{days})(?!\w))",
             say.to, "nothing"),
        Rule("date.era-spaced", r"(?<!\w)(?P<say>(?P<a>A|B)\.\s(?P<b>D|C)\.)(?=\s\d)", _era_spaced),
        Rule("date.era-spaced", r"(?<=\d\s)(?P<say>(?P<a>A|B)\.\s(?P<b>D|C)\.)", _era_spaced),
        Rule("date.era-first", r"(?<!\w)(?:A\.?D|B\.?C|A\.?H)\.?\s?(?P<say>(?P<a>\d{1,4})"
             r"\s?[-–—]\s?(?P<b>\d{1,4}))(?!\d|[.,]\d)",
             lambda m: f"{year(int(m['a']))} to {year(int(m['b']))}"),
        Rule("date.era-first", r"(?<!\w)(?:A\.?D|A\.?H)\.?\s?(?P<say>\d{1,4})(?!\d|[.,]\d)",
             lambda m: year(int(m["say"]))),
        Rule("date.era-name", r"(?<=\d\s)(?P<say>AH)(?!\w)", lambda _: ("A H", 1.0, "ˈeɪ ˈeɪtʃ"),
             "upper"),
        Rule("date.era", rf"{BEFORE}(?:(?P<a>\d{{1,4}})(?P<c>s?){DASH})?(?P<y>\d{{1,4}})(?P<s>s?)"
             rf"(?=\s?{_ERA})", say.era),
        Rule("date.years", rf"{BEFORE}(?<![-–/$£€#\w]){_YEAR}(?:{DASH}|(?P<slash>/))"
             rf"(?P<b>\d{{1,2}}|1\d\d\d|20\d\d)"
             r"(?![\w%]|[-–/:]\d|[.,]\d)", say.years),
        Rule("date.decade-range", r"(?<![\w.,])(?P<a>(?:1[0-9]|20)?\d0)"
             r"[’']?s\s?[-–]\s?(?P<n>(?:1[0-9]|20)?\d0)[’']?s(?!\w)",
             lambda m: f"{_decade(int(m['a']))} to {_decade(int(m['n']))}"),
        Rule("date.decade-short", r"(?<!\w)['’‘](?P<n>\d\d)(?P<s>[’']?s)?(?!\w|[’'])",
             say.decade_short),
        Rule("date.decade", r"(?<![\d.,])(?<![^\W_])(?<!£\d\s)(?<!£\d\d\s)(?<!£\d{3}\s)"
             r"(?<!\dl\.\s)(?<!\d\sl\.\s)"
             r"(?P<n>(?:1[0-9]|20)?\d0)[’']?s(?![^\W_])(?!(?<!\d{3}s)\.\s[a-z])(?!\.?,?\s\d{1,2}\s?[½¼¾]?\s?d(?!\w))",
             say.decade),
        Rule("date.century", rf"{BEFORE}(?P<n>\d{{1,2}}){_TH}(?P<h>[\s-])[cC](?:\.|ent\.)"
             rf"(?!\s?[A-Z]\.)(?P<e>\s?(?=[A-Z])|\s*\Z)?",
             say.century),
        Rule("date.fiscal", r"(?<!\w)FY\s?(?P<n>20\d\d|\d\d)(?!\d)",
             lambda m: f"fiscal year {year(int(m['n']))}"),
        Rule("date.roman", r"(?<!\w)(?P<n>M[MDCLXVI]{3,})(?!\w)", say.roman, "upper"),
        Rule("date.withheld", r"(?<!\w)(?P<n>1[4-9])(?P<t>\d?)(?:[—–]{1,4}|-{2,4}|"
             r"-(?=[,.;]))(?!\w)",
             say.withheld),
        Rule("date.year", rf"{BEFORE}(?<![$£€#№\w/])(?P<y>1[1-9]\d\d|20\d\d)(?=(?:-(?=[A-Za-z]))"
             rf"?(?!\w|[,.:]\d|[-–/]\d|\s?[x×]\s?\d))", say.year),
        Rule("date.year-early", r"(?<!\w)(?i:in|since|until|about|around|year|from|of|to|before|"
             r"after)\s"
             r"(?P<say>[1-9]\d\d|10\d\d)(?=[.,;:)]?(?:\s[A-Z(]|\s(?:and|when|the|he|she|it|they|"
             r"as|by|to|at|but|was)\b|\Z)|[,;!?)\]”»]|[.:]\Z)(?!,\d)",
             say.year_early),
        Rule("date.year-of-life", r"(?<!\w)(?P<w>born|died|circa|c\.|ca\.|b\.|d\.|fl\.|r\.|est\.)"
             r"\s(?P<say>[1-9]\d{2,3})(?!\w|[.,]\d)",
             lambda m: year(int(m["say"]))),
    )  # fmt: skip


_WHEN = table("when")


def _era_spaced(m: re.Match[str]) -> Reading:
    """An era whose letters stand apart, as in old print."""
    if (m["a"], m["b"]) not in (("A", "D"), ("B", "C")):
        return None
    stop = "." if not m.string[m.end() :].strip("\"'”’») ") else ""
    said = f"{m['a']} {m['b']}{stop}"
    return (said, 0.9, "ˈeɪ ˈdiː") if m["a"] == "A" else (said, 0.9)


def _decade(n: int) -> str:
    return plural(year(n) if n > 99 else cardinal(n))


class _Dates:
    def __init__(self, language: Language) -> None:
        self._month_first: bool = language.words["month_first"]
        self._names: list[str] = language.words["months"]["names"].split()
        self._counting = Counting(language)
        self._starters = frozenset(language.abbreviations["ends"]["starters"])

    def date(self, m: re.Match[str]) -> Reading:
        found = m.groupdict()
        sure = 1.0
        if "d" in found:
            day, month = int(m["d"]), int(m["m"])
        else:
            first, second = int(m["a"]), int(m["b"])
            month, day = (first, second) if self._month_first else (second, first)
            if month > 12:
                month, day = day, month
            sure = 0.6 if first <= 12 and second <= 12 and first != second else 1.0
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            return None
        when = int(m["y"]) if m["y"] else 0
        if not when:
            if (m["s"] == "." and len(m[0]) != 8) or (m["s"] == "-" and len(m["a"]) < 2):
                return None
            when, sure = int(found["yy"] or 0), 0.7
            when += 2000 if when < 50 else 1900
        name = self._names[month - 1]
        if self._month_first:
            return f"{name} {ordinal(day)}, {year(when)}", sure
        return f"the {ordinal(day)} of {name} {year(when)}", sure

    def month_day(self, m: re.Match[str]) -> Reading:
        if not 1 <= int(m["d"]) <= 31 or (m["e"] and int(m["e"]) > 31):
            return None
        said = ordinal(int(m["d"]))
        if not self._month_first:
            said = f"the {said}"
        if m["e"]:
            link = m["dash"].strip(" ,")
            said += f" {link if link.isalpha() else 'to'} {ordinal(int(m['e']))}"
        return f"{said}{m['c']}{year(int(m['y']))}" if m["y"] else said

    def short(self, m: re.Match[str]) -> Reading:
        """On 12/25: a day and a month, by the custom of the country."""
        month, day = int(m["a"]), int(m["b"])
        if m["a"] + m["b"] == "911":  # the day is known by its figures
            return None
        if not self._month_first:
            month, day = day, month
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            return None
        if self._month_first:
            return f"{self._names[month - 1]} {ordinal(day)}", 0.7
        return f"the {ordinal(day)} of {self._names[month - 1]}", 0.7

    def surely(self, m: re.Match[str]) -> Reading:
        """A day and a month where one of the two can be no month: ends 31/12."""
        a, b = int(m["a"]), int(m["b"])
        if (
            m["say"] == "24/7"
            or not (min(a, b) <= 12 < max(a, b) <= 31)
            or not min(a, b)
            or (a < b and b % 4 == 0)
        ):
            return None
        name, day = self._names[min(a, b) - 1], ordinal(max(a, b))
        return (f"{name} {day}" if self._month_first else f"the {day} of {name}"), 0.8

    def day_range(self, m: re.Match[str]) -> Reading:
        first, last = int(m["d"]), int(m["e"])
        if not 1 <= first <= 31 or not 1 <= last <= 31:
            return None
        link = m["k"].strip(" –—-\u2011/").removesuffix(" the") or "to the"
        said = f"{ordinal(first)} {link} {'the ' if link in ('to', 'until') else ''}{ordinal(last)}"
        return self._day(m, said)

    def day_month(self, m: re.Match[str]) -> Reading:
        return self._day(m, ordinal(int(m["d"]))) if 1 <= int(m["d"]) <= 31 else None

    def _day(self, m: re.Match[str], said: str) -> str:
        before = word_before(m.string, m.start())
        front = "" if before in ("the", "this", "that", "every", "each") else "the "
        return front + said + ("" if m.string.startswith(" of", m.end()) else " of")

    def month(self, m: re.Match[str]) -> Reading:
        return self._month(m["say"].rstrip("."))

    def month_last(self, m: re.Match[str]) -> Reading:
        said = self._month(m["say"].rstrip("."))
        ended = m["say"].endswith(".") and ends_sentence(m.string, m.end(), self._starters)
        return said + "." if ended else said

    def _month(self, short: str) -> str:
        return next(name for name in self._names if name.startswith(short[:3]))

    def to(self, m: re.Match[str]) -> Reading:
        before = m.string[max(0, m.start() - 10) : m.start()]
        dated = _DATED.search(before)
        return " to " if dated else None

    def era(self, m: re.Match[str]) -> Reading:
        said = plural(year(int(m["y"]))) if m["s"] else year(int(m["y"]))
        if not m["a"]:
            return said
        first = plural(year(int(m["a"]))) if m["c"] else year(int(m["a"]))
        return f"{first} to {said}"

    def years(self, m: re.Match[str]) -> Reading:
        first, last = int(m["y"]), m["b"]
        if len(last) == 4:
            return f"{year(first)} to {year(int(last))}", 0.95 if int(last) > first else 0.7
        until = first - first % 10 ** len(last) + int(last)
        if until <= first:
            return None
        if m["slash"] and len(last) == 1 and until != first + 1:
            return None
        if 2000 <= first < 2010:
            return f"{year(first)} to {year(until)}", 0.9
        return f"{year(first)} to {two(until % 100)}", 0.9

    def year(self, m: re.Match[str]) -> Reading:
        n = int(m["y"])
        if self._counting.is_count(m.string, m.start(), m.end(), n):
            return cardinal(n), 0.9
        return year(n), 0.95

    def year_early(self, m: re.Match[str]) -> Reading:
        return year(int(m["say"])), 0.8

    def decade(self, m: re.Match[str]) -> Reading:
        return _decade(int(m["n"]))

    def decade_short(self, m: re.Match[str]) -> Reading:
        said = two(int(m["n"])).replace("-", " ") if m["n"][0] == "0" else two(int(m["n"]))
        return (plural(said) if m["s"] else said), 0.9

    def century(self, m: re.Match[str]) -> Reading:
        if not 1 <= int(m["n"]) <= 21:
            return None
        stop = "." if m["e"] is not None and not m.string[m.end() :].strip() else ""
        return (
            f"{ordinal(int(m['n']))}{m['h']}century{stop}{' ' if m['e'] and not stop else ''}",
            0.9,
        )

    def roman(self, m: re.Match[str]) -> Reading:
        value = roman(m["n"])
        return (year(value), 0.8) if value and 1100 <= value < 2100 else None

    def withheld(self, m: re.Match[str]) -> Reading:
        if word_before(m.string, m.start()) not in _WHEN | {name.lower() for name in self._names}:
            return None
        if m["t"]:
            tens = _decade(int(m["t"]) * 10) if m["t"] > "1" else "something"
            return f"{cardinal(int(m['n']))} {tens}", 0.6
        return f"{cardinal(int(m['n']))} blank", 0.7
