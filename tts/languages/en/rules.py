"""What English says for numbers, dates, money and the like."""

import re
from functools import lru_cache

from tts._digits import roman
from tts._rules import BEFORE, Language, Reading, Rule, rule
from tts.languages.en._numbers import EnglishNumbers

_N = (
    r"\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,6}(?!\d)|"
    r"\d+(?:[.,]\d+)*"
)
_DASH = r"\s?[-–—]\s?"
_BIG = r"(?P<big>\s(?:hundred|thousand|million|billion|trillion))?"


@lru_cache(maxsize=16)
def numbers(_language: Language) -> EnglishNumbers:
    """How English says numbers."""
    return EnglishNumbers()


def rules(language: Language) -> tuple[Rule, ...]:
    """The rules of English, the most particular first."""
    say = _Sayer(language)
    months = "|".join(dict.fromkeys(
        [*language.words["months"]["names"].split(), *language.words["months"]["short"].split()]
    ))  # fmt: skip
    units = _either(language.words["units"])
    money = _either(language.words["money"])
    year = r"(?P<y>1[0-9]\d\d|20\d\d)"
    return (
        rule("number.said-so", r"(?<![\d/])(?:9/11|24/7)(?![\d/])",
             lambda m: "nine eleven" if m[0] == "9/11" else "twenty-four seven"),
        rule("abbreviation.street", r"(?<=[a-z] )St\.(?=,|\s[a-z])", lambda _: "Street", "dot"),
        rule("date.iso", rf"{BEFORE}{year}-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", say.date),
        rule("date.full", rf"{BEFORE}(?P<a>\d\d?)(?P<s>[/.-])(?P<b>\d\d?)(?P=s){year}(?!\d|[/-]\d)",
             say.date),
        rule("date.month-day", rf"(?<!\w)(?:{months})\.?\s(?P<say>(?P<d>[0-3]?\d)(?:st|nd|rd|th)?"
             rf"(?:(?P<dash>{_DASH})(?P<e>[0-3]?\d)(?:st|nd|rd|th)?)?(?:(?P<c>,?\s){year})?)(?!\w|[.,:]\d)",
             say.month_day),
        rule("date.day-month", rf"{BEFORE}(?P<say>(?P<d>[0-3]?\d)(?:st|nd|rd|th)?)(?=\s(?:of\s)?"
             rf"(?:{months})(?!\w))", say.day_month),
        rule("date.years",
             rf"{BEFORE}(?<![-–/$£€]){year}{_DASH}(?P<b>\d\d|1\d\d\d|20\d\d)(?![\w%]|[-–/.,:]\d)",
             say.years),
        rule("date.decade", r"(?<![\w.,])(?P<n>(?:1[0-9]|20)?\d0)['’]?s(?!\w)", say.decade),
        rule("date.decade-short", r"(?<!\w)['’‘](?P<n>\d\d)(?P<s>['’]?s)?(?!\w)", say.decade_short),
        rule("number.ordinal",
             r"(?<![\w.,])(?P<n>\d{1,15}|\d{1,3}(?:,\d{3})+)(?:st|nd|rd|th)(?!\w)",
             lambda m: say.numbers.ordinal(int(m["n"].replace(",", "")))),
        rule("time.clock",
             r"(?<!\d)(?<!\d[.,:])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?"
             r"(?:\s?(?P<ap>[ap])\.?m\.?)?(?!\w|[:,.]\d)", say.clock, flags=re.I),
        rule("time.hour",
             rf"{BEFORE}(?P<h>1[0-2]|[1-9])\s?(?P<ap>[ap])(?P<dot>\.?)m\.?(?!\w)", say.clock,
             flags=re.I),
        rule("phone", r"(?<![\w.,/])(?:\+\d{1,3}[\s.-]?)?\(?\d{2,4}\)?[\s.-]\d{3,4}[\s.-]\d{3,4}"
             r"(?![\d/]|[.,-]\d)", say.phone),
        rule("phone.plus", r"(?<![\w.,/])\+\d{7,13}(?!\d)", say.phone),
        rule("phone.short", r"(?<![\w.,/–-])\d{3}-\d{4}(?![\w-])", say.phone),
        rule("money",
             rf"(?<!\w)(?P<u>{money})\s?(?P<n>{_N})(?P<k>[kKmM](?!\w)|bn(?!\w))?{_BIG}", say.money),
        rule("number.unit-range", rf"{BEFORE}(?P<a>{_N}){_DASH}(?P<n>{_N})\s?(?P<u>{units})(?!\w)",
             say.unit),
        rule("number.unit",
             rf"{BEFORE}(?P<sign>(?<![\w)])[-−+])?(?P<n>{_N})\s?(?P<u>{units})(?!\w)",
             say.unit),
        rule("number.mixed", r"(?:(?<!\d)(?P<n>\d{1,9}))?(?P<f>[½⅓⅔¼¾⅛])", say.vulgar),
        rule("number.fraction",
             rf"{BEFORE}(?<!/)(?:(?P<n>\d+)[ -])?(?P<a>\d{{1,3}})/(?P<b>\d{{1,4}})(?!\d|/\d)",
             say.fraction),
        rule("number.score", rf"{BEFORE}(?P<a>\d{{1,3}}):(?P<b>\d{{1,3}})(?!\w|[.,:]\d)",
             lambda m: (f"{say.n(m['a'])} to {say.n(m['b'])}", 0.6)),
        rule("number.range", rf"{BEFORE}(?<![-–—/])(?P<a>{_N})\s?[-–]\s?(?P<b>{_N})(?![-–/]?\d|\w)",
             lambda m: (f"{say.n(m['a'])} to {say.n(m['b'])}", 0.8)),
        rule("number.negative", rf"(?<![\w.,)\]])[-−](?P<n>{_N})(?!\w)",
             lambda m: (f"minus {say.n(m['n'])}", 0.8)),
        rule("date.year",
             rf"{BEFORE}(?<![$£€#№])(?P<y>1[1-9]\d\d|20\d\d)(?!\w|[,.:]\d|[-–]\d)", say.year),
        rule("date.year-early", r"(?<!\w)(?i:in|by|since|until|about|around|A\.?D\.?|year)\s"
             r"(?P<say>[1-9]\d\d|10\d\d)(?!\w|[,.:]\d|\s(?:[a-z]+s)\b)", say.year_early),
        rule("number.sign", rf"[#№]\s?(?P<n>{_N})", lambda m: f"number {say.n(m['n'])}"),
        rule("number.plain", rf"{BEFORE}(?:{_N})(?!\w)", lambda m: say.n(m[0])),
        rule("roman.part",
             r"(?<!\w)(?i:chapter|part|book|volume|vol\.|act|scene|section|article|canto|"
             r"letter|figure|table|plate|appendix|stave|phase|type|class|war|bowl|title|rocky|mark|apollo)"
             r"\s(?P<say>[IVXLCDM]+|[ivxl]+)(?![\w’'])", say.part, "nothing"),
        rule("roman.king",
             r"(?<!\w)(?!Malcolm)(?P<w>[A-Z][a-zé]{2,})\s(?P<say>[IVX]{2,}|[VX])(?P<p>[’']s)?(?![\w.]\w|\w)",
             say.king, "upper"),
        rule("roman.king-one", rf"(?<!\w)(?:{_KINGS})\s(?P<say>I)(?![\w’'])", say.king, "nothing"),
        rule("roman.century",
             r"(?<!\w)(?P<say>[IVX]+)(?:th|st|nd|rd)?(?=\s[Cc]entur)", say.king, "upper"),
        rule("roman.line", r"(?m)^\s*(?P<say>[IVXL]{2,}|[VX])(?=\.?\s*$|\.\s)", say.part, "upper"),
        rule("roman.plain",
             r"(?<![\w.])(?P<say>(?=[IVXL]{2,})(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?![\w&’'])",
             say.part, "upper"),
    )  # fmt: skip


_KINGS = (
    "Alexander|Charles|Edward|Elizabeth|Francis|Frederick|George|Henry|James|John|Leopold|Louis|"
    "Mary|Napoleon|Nicholas|Otto|Paul|Peter|Philip|Pius|Richard|Wilhelm|William"
)


def _either(words: dict[str, object]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


class _Sayer:
    def __init__(self, language: Language) -> None:
        self._words = language.words
        self._months: list[str] = language.words["months"]["names"].split()
        self.numbers = numbers(language)
        self.n = self.numbers.number

    def date(self, m: re.Match[str]) -> Reading:
        found = m.groupdict()
        sure = 1.0
        if "d" in found:
            day, month = int(m["d"]), int(m["m"])
        else:
            first, second = int(m["a"]), int(m["b"])
            month, day = (first, second) if self._words["month_first"] else (second, first)
            if month > 12:
                month, day = day, month
            sure = 0.6 if first <= 12 and second <= 12 and first != second else 1.0
        if not 1 <= month <= 12 or not 1 <= day <= 31:
            return None
        name, year = self._months[month - 1], self.numbers.year(int(m["y"]))
        if self._words["month_first"]:
            return f"{name} {self.numbers.ordinal(day)}, {year}", sure
        return f"the {self.numbers.ordinal(day)} of {name} {year}", sure

    def month_day(self, m: re.Match[str]) -> Reading:
        if not 1 <= int(m["d"]) <= 31 or (m["e"] and int(m["e"]) > 31):
            return None
        said = self.numbers.ordinal(int(m["d"]))
        if m["e"]:
            said += f" to {self.numbers.ordinal(int(m['e']))}"
        return f"{said}{m['c']}{self.numbers.year(int(m['y']))}" if m["y"] else said

    def day_month(self, m: re.Match[str]) -> Reading:
        if not 1 <= int(m["d"]) <= 31:
            return None
        before = m.string[max(0, m.start() - 5) : m.start()].lower()
        after = m.string[m.end() : m.end() + 4]
        said = self.numbers.ordinal(int(m["d"]))
        if not before.endswith("the ") and not after.startswith(" of"):
            return f"the {said} of"
        return said

    def years(self, m: re.Match[str]) -> Reading:
        first, last = int(m["y"]), m["b"]
        if len(last) == 2:
            if int(last) <= first % 100:
                return None
            return f"{self.numbers.year(first)} to {self.numbers.two(int(last))}", 0.9
        return f"{self.numbers.year(first)} to {self.numbers.year(int(last))}", 0.9

    def year(self, m: re.Match[str]) -> Reading:
        after = m.string[m.end() : m.end() + 14].lower()
        if after.startswith((" pages", " people", " men", " words", " copies", " books", " miles")):
            return self.n(m["y"])
        return self.numbers.year(int(m["y"])), 0.9

    def year_early(self, m: re.Match[str]) -> Reading:
        return self.numbers.year(int(m["say"])), 0.7

    def decade(self, m: re.Match[str]) -> Reading:
        n = int(m["n"])
        said = self.numbers.year(n) if n > 99 else self.numbers.integer(n)
        return _many(said)

    def decade_short(self, m: re.Match[str]) -> Reading:
        said = self.numbers.two(int(m["n"]))
        return (_many(said) if m["s"] else said), 0.8

    def clock(self, m: re.Match[str]) -> Reading:
        found = m.groupdict()
        hour, minute = int(m["h"]), int(found.get("m") or 0)
        said = self.numbers.integer(hour)
        if minute:
            said += " " + self.numbers.two(minute)
        elif not found.get("ap") and not found.get("s"):
            said += " o'clock" if 0 < hour <= 12 else " hundred hours"
        if found.get("s"):
            said += f" and {self.numbers.count(int(m['s']), 'second', 'seconds')}"
        if found.get("ap"):
            said += " ay M" if m["ap"].lower() == "a" else " P M"
            rest = m.string[m.end() :][:6].lstrip("\"'”’)")
            if m[0].endswith(".") and (not rest.strip() or rest.lstrip()[:1].isupper()):
                said += "."
        return said

    def phone(self, m: re.Match[str]) -> Reading:
        groups = re.findall(r"\d+", m[0])
        if not 7 <= sum(map(len, groups)) <= 15:
            return None
        said = ", ".join(self.numbers.digits(g) for g in groups)
        return (f"plus {said}" if m[0][0] == "+" else said), 0.9

    def money(self, m: re.Match[str]) -> Reading:
        one, more, cent, cents = self._words["money"][m["u"]]
        letter = (m["k"] or "").lower()
        big = m["big"] or {"k": " thousand", "m": " million", "bn": " billion"}.get(letter, "")
        written = m["n"].replace(",", "")
        if big or written.count(".") > 1:
            return f"{self.n(m['n'])}{big} {more}"
        whole, _, part = written.partition(".")
        if len(part) == 2 and len(whole) <= 15:
            said = self.numbers.count(int(whole), one, more)
            if int(part):
                pence = self.numbers.count(int(part), cent, cents)
                return f"{said} and {pence}" if int(whole) else pence
            return said
        return f"{self.n(m['n'])} {one if written == '1' else more}"

    def unit(self, m: re.Match[str]) -> Reading:
        found = m.groupdict()
        one, more = self._words["units"][m["u"]]
        sign = {"-": "minus ", "−": "minus ", "+": "plus "}.get(found.get("sign") or "", "")
        said = f"{self.n(m['n'])} {one if m['n'] == '1' and not found.get('a') else more}"
        return f"{self.n(found['a'])} to {said}" if found.get("a") else sign + said

    def vulgar(self, m: re.Match[str]) -> Reading:
        said = {"½": "a half", "⅓": "a third", "⅔": "two thirds", "¼": "a quarter",
                "¾": "three quarters", "⅛": "an eighth"}[m["f"]]  # fmt: skip
        return f"{self.n(m['n'])} and {said}" if m["n"] else said.replace("a half", "one half")

    def fraction(self, m: re.Match[str]) -> Reading:
        a, b = int(m["a"]), int(m["b"])
        if not 0 < a < b <= 100 or b < 2:
            front = f"{self.n(m['n'])} " if m["n"] else ""
            return f"{front}{self.n(m['a'])} slash {self.n(m['b'])}", 0.6
        bottom = {2: "half", 4: "quarter"}.get(b) or self.numbers.ordinal(b)
        if a > 1:
            bottom = "halves" if b == 2 else bottom + "s"
        said = f"{self.numbers.integer(a)} {bottom}"
        return (f"{self.n(m['n'])} and {said}" if m["n"] else said), 0.8

    def part(self, m: re.Match[str]) -> Reading:
        value = roman(m["say"].upper())
        if value is None or not m["say"]:
            return None
        return self.numbers.integer(value), 0.9

    def king(self, m: re.Match[str]) -> Reading:
        value = roman(m["say"])
        if not value or value > 40:
            return None
        said = self.numbers.ordinal(value)
        return (said if m.re.pattern.endswith("entur)") else f"the {said}"), 0.8


def _many(said: str) -> str:
    """Twenty → twenties, ninety → nineties, hundred → hundreds."""
    return said[:-1] + "ies" if said.endswith("y") else said + "s"
