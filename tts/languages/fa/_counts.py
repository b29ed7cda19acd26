"""Counts: money, units, percent, fractions, ordinals, ranges, plain numbers."""

import re

from tts._digits import value
from tts._rules import BEFORE, Language, Reading, Rule
from tts.languages.fa._numbers import PersianNumbers
from tts.languages.fa._script import DASH, END, JOINER, LETTER, NUMBER, START, any_of

_N = rf"(?:{NUMBER})"
_SLASHED = rf"(?:\d{{1,6}}/\d{{1,3}}(?![\d/])|{NUMBER})"
_BIG = r"(?P<big>\s?(?:هزار|میلیون|میلیارد|تریلیون)(?!\w))?"
_MANY = r"(?P<k>[kKmMbB]n?(?!\w))?"
_ENGLISH = r"(?P<en>\s(?:thousand|million|billion|trillion)(?!\w))?"
_SHORT = {"k": " هزار", "m": " میلیون", "b": " میلیارد"}
_SCALES = {
    "thousand": " هزار",
    "million": " میلیون",
    "billion": " میلیارد",
    "trillion": " تریلیون",
}
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_OF = re.compile(r"\s(?:از|جمعیت|کل|سهم|مساحت|مردم|اعضا|نمایندگان|اموال|ترکه)")
_NUMBERED = re.compile(
    r"(?<!\w)(?:[آا]یات|آیه|آیه\u200cهای|صفحات|صفحه|صص|ص|مواد|سال\u200cهای|روزهای)\.?\s\Z"
)
_PLATE = re.compile(r"(?<!\w)(?:پلاک|پ\.?)\s\Z")
_VOLUME = re.compile(r"(?<!\w)(?:جلد|ج\.?|کلاس|کلاسهای)\s\Z")
_CUPS = frozenset(("فنجان", "قاشق", "پیمانه", "لیوان", "استکان"))
_SHARES = {2, 3, 4, 6, 7, 8, 9, 10, 12, 16, 20, 100, 1000}
_SIGNS = {"-": "منفی ", "−": "منفی ", "+": "مثبت "}
_WHOLE = "یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده"
_VULGAR = "[\u00bc-\u00be\u2150-\u215e\u2189]"


def rules(language: Language, numbers: PersianNumbers) -> tuple[Rule, ...]:
    """The rules for counts, the most particular first."""
    say = _Counts(language, numbers)
    n = numbers.number
    nouns = language.words["nouns"]
    keys = sorted(language.words["units"], key=len, reverse=True)
    units = "|".join(map(re.escape, keys))
    money = "[$€£¥₽₺₹؋﷼]|(?:USD|EUR|GBP|IRR|AED)"
    counted = any_of(nouns["counted"])
    sign = r"(?P<sign>(?<![\w)])[-−+])?"
    return (
        Rule("number.grouped-by-slash",
             rf"{BEFORE}(?<!/)(?P<n>\d{{1,3}}(?:[,٬،/٫]\d{{3}}){{1,4}}[/٫]\d{{3}}(?![\d/])|"
             rf"\d{{1,3}}/\d{{3}}(?=\s?(?:ریال|تومان|تومن)(?!{LETTER})))",
             lambda m: (numbers.integer(int(re.sub(r"\D", "", m["n"]))), 0.8)),
        Rule("money.before",
             rf"(?<!\w)(?P<u>{money})\s?(?P<n>{_N}){_MANY}{_BIG}{_ENGLISH}", say.unit),
        Rule("money.scaled",
             rf"{BEFORE}(?P<n>{_N})\s?(?P<u>{money})\s?(?P<big>هزار|میلیون|میلیارد|تریلیون)(?!\w)",
             say.unit),
        Rule("number.power",
             r"(?<![^\W_])(?<!\d\s)(?P<n>[A-Za-z])(?P<p>[²³⁴ⁿ])(?!\w)", say.symbolic, "nothing"),
        Rule("number.power",
             r"(?<=[=+−])\s?(?P<n>[a-z]{2})(?P<p>[²³])(?!\w)", say.symbolic, "nothing"),
        Rule("number.power",
             rf"{BEFORE}(?P<n>{_N})\^?(?P<p>[⁻]?[⁰¹²³⁴-⁹]{{1,3}})(?!\w)(?:\s?(?P<u>{units})(?!\w))?",
             say.power),
        Rule("number.degrees-first", rf"(?<![\w°º])[°º]\s?(?P<n>{_N})(?P<s>[+−-])?(?![\w+−-])",
             lambda m: f"{_SIGNS.get(m['s'], '')}{n(m['n'])} درجه"),
        Rule("number.power",  # typed from the right
             rf"{BEFORE}(?P<p>\d{{1,3}})(?P<s>\s?[-−])?\s\^\s?10(?!\w|[.,٫]\d)",
             lambda m: (f"ده به توانِ {'منفی ' * bool(m['s'])}{numbers.run(m['p'])}", 0.7)),
        Rule("number.power", rf"{BEFORE}(?P<p>\d{{1,3}})(?P<s>\s?[-−])\s?\^\s?10(?!\w|[.,٫]\d)",
             lambda m: (f"ده به توانِ منفی {numbers.run(m['p'])}", 0.7)),
        Rule("number.power", rf"{BEFORE}(?P<n>{_N})\s?\^\s?(?P<s>[-−])?(?P<p>\d{{1,4}})(?!\w)",
             lambda m: f"{n(m['n'])} به توانِ {'منفی ' * bool(m['s'])}{numbers.run(m['p'])}"),
        Rule("number.power", r"(?<![^\W_])(?P<n>[A-Za-z]|\d)\^(?P<p>[\da-z])(?!\w)", say.symbolic,
             "any"),
        Rule("money.letter",
             rf"{BEFORE}(?P<n>{_N})\s?(?P<k>[kKMBم])(?=\s(?:تومان|تومن|ریال|دلار|یورو|پوند|درهم|لیر))",
             lambda m: (n(m["n"]) + _SHORT["m" if m["k"] == "م" else m["k"].lower()], 0.8)),
        Rule("number.ordinal", rf"{BEFORE}(?P<n>\d{{1,4}})(?:st|nd|rd|th)(?!\w)",
             lambda m: (numbers.ordinal(int(m["n"])), 0.8)),
        Rule("number.ordinal",
             rf"{BEFORE}(?P<n>\d{{1,15}})(?P<x>[{JOINER}-]?مین|[{JOINER}\s-]?(?:اُمین|امین)|"
             rf"[{JOINER}\s-]?(?:اُم|ام)|[{JOINER}-]?م){END}", say.ordinal),
        Rule("number.decimal-reversed",
             rf"{BEFORE}(?<!/)(?P<say>(?P<a>\d)/(?P<b>\d0))(?=\s?(?:درصد|[٪%]))",
             lambda m: (n(f"{m['b']}/{m['a']}"), 0.6)),
        Rule("number.decimal-reversed",
             rf"{BEFORE}(?<!/)(?P<n>[1-9]\d?)/0(?=\s?(?:[٪%]|(?:{counted})(?!{LETTER})))",
             lambda m: (n(f"0.{m['n']}"), 0.6)),
        Rule("number.decimal-letter",  # ر, as older books print the point
             rf"{BEFORE}(?P<a>\d{{1,4}})ر(?P<b>\d{{1,3}})(?=\s?(?:[٪%]|(?:{counted})(?!{LETTER})))",
             lambda m: (n(f"{m['a']}.{m['b']}"), 0.8)),
        Rule("number.percent-first", rf"[٪%]\s?(?P<n>{_SLASHED})(?!\w|\s?[٪%])",
             lambda m: f"{n(m['n'])} درصد"),
        Rule("number.percent-range",
             rf"{BEFORE}(?P<a>{_SLASHED})\s?[٪%]?{DASH}(?P<n>{_SLASHED})\s?(?P<u>[٪%])",
             say.unit_range),
        Rule("number.unit-range",
             rf"{BEFORE}(?P<a>{_N}){DASH}(?P<n>{_N}){_BIG}\s?(?P<u>{units})(?!\w)",
             say.unit_range),
        Rule("number.added-time",
             r"(?:دقیقهٔ?\s|(?<=\())(?P<say>(?P<a>\d)\s?\+\s?(?P<b>45|90|105|120))(?!\d)",
             lambda m: f"{n(m['b'])} به‌علاوهٔ {n(m['a'])}"),
        Rule("number.dimensions",
             rf"{BEFORE}(?<!/)(?P<say>{_SLASHED}(?:\s?[×xX✕*]\s?{_SLASHED}){{1,2}})(?!\s?=|[\w⁰-⁹^])",
             say.sides),
        Rule("number.marks",
             rf"{BEFORE}(?<!/)(?P<n>\d{{1,2}}[.٫]\d{{1,2}})\s?/\s?(?P<of>5|10|20|100)(?![\w/])",
             lambda m: (f"{n(m['n'])} از {n(m['of'])}", 0.8)),
        Rule("number.unit",
             rf"{BEFORE}{sign}(?P<n>{_SLASHED}){_MANY}{_BIG}\s?(?P<u>{units})(?![\w/])", say.unit),
        Rule("number.below-zero",
             rf"{BEFORE}(?<![-–−])(?P<n>{_N})\s?[-−](?=\s?درجه|\sتا\s[^.،]{{1,12}}\sدرجه)",
             lambda m: f"منفی {n(m['n'])}"),
        Rule("number.grouped-by-stop",
             rf"{BEFORE}(?P<n>\d{{1,3}}\.\d{{3}})(?=\s(?:نفر|تومان|ریال|دلار|یورو|متر|کیلومتر|تن|هکتار|"
             r"بشکه|خانوار|واحد|جلد|نسخه|سکه)(?!\w))",
             lambda m: (numbers.integer(int(m["n"].replace(".", ""))), 0.7)),
        Rule("number.mixed", rf"{BEFORE}(?<!/)(?P<n>\d{{1,3}})\s(?P<a>[1-7])/(?P<b>[2-8])(?!\d|/)",
             lambda m: f"{n(m['n'])} و {numbers.fraction(int(m['a']), int(m['b']))}"
             if int(m["a"]) < int(m["b"]) else None),
        Rule("number.decimal-comma",
             rf"{BEFORE}(?P<a>\d{{1,4}})[،,](?P<b>\d{{1,2}})"
             rf"(?=\s?(?:[٪%]|(?:{counted})(?!{LETTER})))",
             lambda m: (n(f"{m['a']}.{m['b']}"), 0.7)),
        Rule("number.thousands-letter", rf"{BEFORE}(?P<n>\d{{1,4}})k(?!\w)",
             lambda m: (n(m["n"]) + " هزار", 0.6)),
        Rule("number.mixed",
             rf"(?:\d|{START}(?:{_WHOLE}))\sو\s(?P<say>(?P<a>[1-7])/(?P<b>[2-8]))(?![\d/])",
             lambda m: (numbers.fraction(int(m["a"]), int(m["b"])), 0.8)
             if int(m["a"]) < int(m["b"]) else None),
        Rule("number.decimal-slash",
             rf"{BEFORE}(?<!/)(?P<say>(?P<n>\d{{1,6}}\s?/\s?\d{{1,3}}))(?=\s?{JOINER}?(?P<c>{counted})(?!{LETTER}))",
             say.measured),
        Rule("number.decimal-slash",
             rf"{START}(?:{any_of(nouns['measured'])})(?:\s\w{{1,8}}){{0,2}}\s"
             r"(?P<say>(?P<n>\d{1,3}/\d{1,3}))(?![\d/])",
             say.marked),
        Rule("number.mixed", rf"(?<!\d)(?P<f>{_VULGAR})(?P<n>\d{{1,3}})(?![\d\w])", say.vulgar),
        Rule("number.mixed", rf"(?:(?<!\d)(?P<n>\d{{1,9}})\s?)?(?P<f>{_VULGAR})", say.vulgar),
        Rule("number.slash", rf"{BEFORE}(?<!/)(?P<a>\d{{1,6}})/(?P<b>\d{{1,6}})(?!\d|/\d|\.\d)",
             say.slash),
        Rule("number.slash-pause", r"(?<=\d)\s?/\s(?=\d)", lambda _: ("، ", 0.7)),
        Rule("math.minus", rf"(?<=\d)\s?[-−–]\s?(?={_N}\s?=)", lambda _: " منهای "),
        Rule("number.range",
             rf"{BEFORE}(?<![-–—/])(?P<a>{_N}){DASH}(?P<b>{_N})(?![-–/]?\d|\w|\s?:\s?\d)",
             say.range),
        Rule("number.negative", rf"(?<![\w.,)\]])[-−](?P<n>{_N})(?!\w)",
             lambda m: (f"منفی {n(m['n'])}", 0.8)),
        Rule("number.more-than",
             rf"{BEFORE}(?<!٫)(?P<n>\d{{3,}}|\d{{1,3}}(?:[٬,]\d{{3}})+|{_N}(?=\+\s(?:{counted})(?!{LETTER})))\+(?!\s?\d)",
             lambda m: (f"بیش از {n(m['n'])}", 0.8)),
        Rule("number.positive",
             rf"(?<![\w.,)\]])(?<!\d\s)\+\s?(?P<n>{_N})(?!\w)|{BEFORE}(?<!٫)(?P<o>{_N})\+(?!\s?\d)",
             lambda m: (f"مثبت {n(m['n'] or m['o'])}", 0.8)),
        Rule("math.factorial", r"(?<=\d)!(?=\s?=)", lambda _: " فاکتوریل"),
        Rule("math.about", r"[~≈≃∼]\s?(?=\d)", lambda _: "حدودِ "),
        Rule("math.compare", r"(?<!\d)(?<!\d\s)[<>]\s?(?=\d)",
             lambda m: "کمتر از " if m[0][0] == "<" else "بیشتر از "),
        Rule("number.attached", rf"{BEFORE}(?P<say>{_N})(?={JOINER}?{LETTER}{{2}})",
             lambda m: n(m["say"])),
        Rule("number.attached",
             rf"(?<={LETTER}{LETTER}){JOINER}?(?P<say>{_N})(?!\w)", lambda m: n(m["say"])),
        Rule("number.plain", rf"{BEFORE}{_N}(?!\w)", lambda m: n(m[0])),
    )  # fmt: skip


class _Counts:
    def __init__(self, language: Language, numbers: PersianNumbers) -> None:
        self._units: dict[str, str] = language.words["units"]
        self._letters = language.letters
        self._numbers = numbers
        self._n = numbers.number

    def unit(self, m: re.Match[str]) -> Reading:
        found = m.groupdict()
        if m["u"] == "mmHg" and "/" in m["n"]:
            return " روی ".join(map(self._n, m["n"].split("/"))) + f" {self._units[m['u']]}"
        sign = _SIGNS.get(found.get("sign") or "", "")
        many = _SHORT[m["k"][0].lower()] if found.get("k") else ""
        if found.get("en"):
            many = _SCALES[m["en"].strip()]
        big = f" {m['big'].strip()}" if m["big"] else ""
        return f"{sign}{self._n(m['n'])}{many}{big} {self._units[m['u']]}"

    def unit_range(self, m: re.Match[str]) -> Reading:
        found = m.groupdict()
        first, last = m["a"], m["n"]
        if first.isdigit() and last.isdigit() and int(first) > int(last):
            first, last = last, first
        big = f" {found['big'].strip()}" if found.get("big") else ""
        return f"{self._n(first)} تا {self._n(last)}{big} {self._units[m['u']]}"

    def power(self, m: re.Match[str]) -> Reading:
        power = m["p"].lstrip("⁻").translate(_SUPER)
        minus = "منفی " if m["p"][0] == "⁻" else ""
        unit = f" {self._units[m['u']]}" if m["u"] else ""
        return f"{self._n(m['n'])} به توانِ {minus}{self._numbers.run(power)}{unit}"

    def symbolic(self, m: re.Match[str]) -> Reading:
        p = "n" if m["p"] == "ⁿ" else m["p"].translate(_SUPER)
        power = self._n(p) if p.isdigit() else self._letters[p]
        said = " ".join(self._letters.get(c) or self._n(c) for c in m["n"].lower())
        return f"{said} به توانِ {power}"

    def ordinal(self, m: re.Match[str]) -> Reading:
        n, suffix = int(m["n"]), m["x"]
        if suffix.endswith("مین"):
            return self._numbers.rank(n)
        said = self._numbers.ordinal(n, lone=False)
        return (said, 0.9) if suffix == "م" and n > 31 else said

    def sides(self, m: re.Match[str]) -> Reading:
        return " در ".join(self._n(side) for side in re.findall(_SLASHED, m["say"])), 0.9

    def vulgar(self, m: re.Match[str]) -> Reading:
        top, bottom = value(m["f"])
        said = self._numbers.fraction(top, bottom) if top else self._n("0")
        return f"{self._n(m['n'])} و {said}" if m["n"] else said

    def measured(self, m: re.Match[str]) -> Reading:
        """A decimal number, but half a cup."""
        top, bottom = map(int, m["n"].replace(" ", "").split("/"))
        if m["c"] in _CUPS and 0 < top < bottom <= 4:
            return self._numbers.fraction(top, bottom), 0.7
        return self._n(m["n"])

    def marked(self, m: re.Match[str]) -> Reading:
        """معدل ۱۷/۷۵ is a decimal number, نمرهٔ ۱۸/۲۰ so many of so many."""
        top, bottom = map(int, m["n"].split("/"))
        if top <= bottom and bottom in (20, 100):
            return f"{self._n(str(top))} از {self._n(str(bottom))}", 0.7
        return self._n(m["n"]), 0.9

    def slash(self, m: re.Match[str]) -> Reading:
        """3/4 a fraction, 17/75 and 2/5 decimal numbers, 50/50 two numbers, else a code."""
        a, b = m["a"], m["b"]
        top, bottom = int(a), int(b)
        if (top, bottom) in ((50, 50), (24, 7)):
            return f"{self._n(a)} {self._n(b)}"
        if "فشار" in m.string[max(0, m.start() - 30) : m.start()] and top > bottom > 3:
            return f"{self._n(a)} روی {self._n(b)}"
        if _PLATE.search(m.string, max(0, m.start() - 8), m.start()):
            return f"{self._n(a)} ممیز {self._n(b)}", 0.8
        if _VOLUME.search(m.string, max(0, m.start() - 8), m.start()):
            return f"{self._n(a)}، {self._n(b)}", 0.8
        if len(a) == 4 and len(b) == 2 and bottom == top % 100 + 1:
            return f"{self._n(a)}، {self._n(b)}", 0.8
        if 0 < top < bottom and bottom in (100, 1000, 10000) and top < 10:
            return self._fraction(top, bottom), 0.6
        if 0 < top < bottom and _OF.match(m.string, m.end()):
            return self._fraction(top, bottom), 0.9
        if len(a) > 3 or len(b) > 3 or (len(a) == 3 and len(b) > 1):
            joint = "، " if len(a) == len(b) == 4 else " اسلش "
            return f"{self._numbers.run(a)}{joint}{self._numbers.run(b)}", 0.5
        if b[0] == "0" or top == 0 or bottom not in _SHARES or top >= bottom:
            return self._n(m[0]), 0.6
        return self._fraction(top, bottom), 0.6

    def _fraction(self, top: int, bottom: int) -> str:
        return f"{self._numbers.integer(top)} {self._numbers.ordinal(bottom)}"

    def range(self, m: re.Match[str]) -> Reading:
        """10-15; a range typed the wrong way round (20-15 نفر) goes up where a word follows."""
        a, b = m["a"], m["b"]
        worded = _NUMBERED.search(m.string, max(0, m.start() - 16), m.start()) or re.match(
            rf"\s{LETTER}{{2}}", m.string[m.end() : m.end() + 4]
        )
        down = a.isdigit() and b.isdigit() and b[0] != "0" and int(a) > int(b)
        if down and (worded or (int(a) == int(b) + 1 > 20)):
            return f"{self._n(b)} تا {self._n(a)}", 0.6
        return f"{self._n(a)} تا {self._n(b)}", 0.8
