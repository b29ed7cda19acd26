"""What Persian says for numbers, dates of three calendars, times and the like."""

import re
from functools import lru_cache

from tts._digits import roman
from tts._rules import BEFORE, Language, Reading, Rule, rule
from tts.languages.fa._numbers import PersianNumbers

_N = r"\d{1,3}(?:[٬,،]\d{3}){1,6}(?!\d)(?:[٫.]\d+)?|\d+(?:[٫.]\d+)*"
_DASH = r"\s?[-–—ـ]\s?"
_BIG = r"(?P<big>\s(?:هزار|میلیون|میلیارد|تریلیون))?"


@lru_cache(maxsize=16)
def numbers(_language: Language) -> PersianNumbers:
    """How Persian says numbers."""
    return PersianNumbers()


def rules(language: Language) -> tuple[Rule, ...]:
    """The rules of Persian, the most particular first."""
    say = _Sayer(language)
    units = "|".join(map(re.escape, sorted(language.words["units"], key=len, reverse=True)))
    months = language.words["months"]["solar"] + "|" + language.words["months"]["gregorian"]
    return (
        rule("date.full",
             rf"{BEFORE}(?P<a>\d{{1,4}})(?P<s>[/.-])(?P<m>\d{{1,2}})(?P=s)(?P<b>\d{{1,4}})"
             r"(?!\d|[/-]\d)", say.date),
        rule("date.day", rf"{BEFORE}(?P<d>[0-3]?\d)(?=\s(?:{months})(?!\w))", say.day),
        rule("date.year-range",
             rf"{BEFORE}(?P<a>\d{{3,4}}){_DASH}(?P<b>\d{{2,4}})(?![\d\w]|[/-]\d)",
             lambda m: (f"{say.n(m['a'])} تا {say.n(m['b'])}", 0.8)),
        rule("date.short-year",
             r"(?<!\w)دهه(?:ٔ|\u200cی|ی)?\s(?P<say>\d\d)(?!\d)", lambda m: say.n(m["say"])),
        rule("time.clock", r"(?<!\d)(?<!\d[.,:])(?P<w>ساعت\s)?(?P<say>(?P<h>[01]?\d|2[0-4])\s?:\s?"
             r"(?P<m>[0-5]\d)(?:\s?:\s?(?P<s>[0-5]\d))?)(?!\w|[.:]\d)", say.clock),
        rule("phone",
             r"(?<![\w.,/])(?:(?:\+|00)98|0)\d{2,3}[\s-]?\d{3,4}[\s-]?\d{4}(?!\d)", say.phone),
        rule("phone.parts", r"(?<![\w.,/])0\d{2,3}[\s-]\d{3,8}(?![\d/-])", say.phone),
        rule("money.before", rf"(?<!\w)(?P<u>[$€£﷼])\s?(?P<n>{_N}){_BIG}", say.unit),
        rule("number.ordinal", rf"{BEFORE}(?P<n>\d{{1,15}})[\u200c\s-]?(?P<x>مین|اُم|ام|م)(?!\w)",
             say.ordinal),
        rule("number.suffix",
             rf"{BEFORE}(?P<n>{_N})(?P<x>\u200c?(?:ها|های|هایی|ساله|نفره|روزه|گانه|درصدی|متری|هزار|میلیون))"
             r"(?!\w)", lambda m: say.n(m["n"]) + " " + m["x"].strip("\u200c")),
        rule("number.decimal-slash",
             rf"{BEFORE}(?P<n>\d{{1,6}}/\d{{1,3}})(?=\s?(?:درصد|٪|%|میلیون|میلیارد|"
             r"هزار|متر|کیلو|لیتر|تن|برابر|سانتی|میلی|ریال|تومان|دلار|ریشتر))",
             lambda m: say.n(m["n"])),
        rule("number.percent-first",
             rf"[٪%]\s?(?P<n>{_N})(?!\w)", lambda m: f"{say.n(m['n'])} درصد"),
        rule("number.unit-range",
             rf"{BEFORE}(?P<a>{_N}){_DASH}(?P<n>{_N}){_BIG}\s?(?P<u>{units})(?!\w)",
             say.unit),
        rule("number.unit",
             rf"{BEFORE}(?P<sign>(?<![\w)])[-−+])?(?P<n>{_N}){_BIG}\s?(?P<u>{units})(?!\w)",
             say.unit),
        rule("number.mixed", r"(?:(?<!\d)(?P<n>\d{1,9}))?(?P<f>[½⅓⅔¼¾])", say.vulgar),
        rule("number.fraction", rf"{BEFORE}(?<!/)(?P<a>\d{{1,3}})/(?P<b>\d{{1,4}})(?!\d|/\d)",
             say.fraction),
        rule("number.range", rf"{BEFORE}(?<![-–—/])(?P<a>{_N}){_DASH}(?P<b>{_N})(?![-–/]?\d|\w)",
             lambda m: (f"{say.n(m['a'])} تا {say.n(m['b'])}", 0.8)),
        rule("number.negative", rf"(?<![\w.,)\]])[-−](?P<n>{_N})(?!\w)",
             lambda m: (f"منفی {say.n(m['n'])}", 0.8)),
        rule("number.plain", rf"{BEFORE}(?:{_N})(?!\w)", lambda m: say.n(m[0])),
        rule("roman.plain", r"(?<![\w.])(?:[IVXL]{2,}|[VX])(?![\w.&])", say.roman, "upper"),
        rule("era.letter", r"(?<=\d)\s?(?P<say>[شقم])\.?(?![\w.])",
             lambda m: {"ش": "شمسی", "ق": "قمری", "م": "میلادی"}[m["say"]]),
    )  # fmt: skip


class _Sayer:
    def __init__(self, language: Language) -> None:
        self._words = language.words
        self._solar: list[str] = language.words["months"]["solar"].split("|")
        self._gregorian: list[str] = language.words["months"]["gregorian"].split("|")
        self.numbers = numbers(language)
        self.n = self.numbers.number

    def date(self, m: re.Match[str]) -> Reading:
        """1401/06/28 and 28/06/1401: Solar Hijri to 1500, Gregorian after it."""
        a, b = m["a"], m["b"]
        year, day = (a, b) if len(a) >= len(b) and int(a) > 31 else (b, a)
        month = int(m["m"])
        if not 1 <= int(day) <= 31 or not 1 <= month <= 12 or len(year) < 2:
            return None
        names = self._gregorian if 1500 < int(year) < 2200 else self._solar
        return f"{self._day(int(day))} {names[month - 1]} {self.numbers.run(year)}"

    def _day(self, n: int) -> str:
        return "یکم" if n == 1 else self.numbers.ordinal(n)

    def day(self, m: re.Match[str]) -> Reading:
        return self._day(int(m["d"])) if 1 <= int(m["d"]) <= 31 else None

    def clock(self, m: re.Match[str]) -> Reading:
        integer = self.numbers.integer
        said = integer(int(m["h"])) if m["w"] else f"ساعت {integer(int(m['h']))}"
        if int(m["m"]) or m["s"]:
            said += f" و {integer(int(m['m']))} دقیقه"
        if m["s"]:
            said += f" و {integer(int(m['s']))} ثانیه"
        return said

    def phone(self, m: re.Match[str]) -> Reading:
        groups = re.findall(r"\d+", m[0])
        if len(groups) == 1 and len(groups[0]) == 11:
            g = groups[0]
            groups = [g[:4], g[4:7], g[7:]]
        said = "، ".join(self.numbers.digits(g) for g in groups)
        return (f"مثبت {said}" if m[0][0] == "+" else said), 0.9

    def ordinal(self, m: re.Match[str]) -> Reading:
        n = int(m["n"])
        if m["x"] == "م" and 1000 <= n <= 2200:
            return f"{self.numbers.integer(n)} میلادی"
        said = "یکم" if n == 1 else self.numbers.ordinal(n)
        return said + "ین" if m["x"] == "مین" else said

    def unit(self, m: re.Match[str]) -> Reading:
        found = m.groupdict()
        sign = {"-": "منفی ", "−": "منفی ", "+": "مثبت "}.get(found.get("sign") or "", "")
        said = f"{sign}{self.n(m['n'])}{m['big'] or ''} {self._words['units'][m['u']]}"
        return f"{self.n(found['a'])} تا {said}" if found.get("a") else said

    def vulgar(self, m: re.Match[str]) -> Reading:
        said = {"½": "نیم", "⅓": "یک سوم", "⅔": "دو سوم", "¼": "یک چهارم", "¾": "سه چهارم"}[m["f"]]
        return f"{self.n(m['n'])} و {said}" if m["n"] else said

    def fraction(self, m: re.Match[str]) -> Reading:
        a, b = int(m["a"]), int(m["b"])
        if 0 < a < b <= 100:
            return f"{self.numbers.integer(a)} {self.numbers.ordinal(b)}", 0.6
        return self.n(m[0]), 0.5

    def roman(self, m: re.Match[str]) -> Reading:
        value = roman(m[0])
        return None if value is None else (self.numbers.integer(value), 0.7)
