"""Dates of three calendars, years with their eras, centuries."""

import re

from tts._rules import BEFORE, Language, Reading, Rule
from tts.languages.fa._numbers import PersianNumbers
from tts.languages.fa._script import DASH, END, JOINER, LETTER, START, any_of, plain

_ERA = (
    r"ق[.\u200c]?\s?م(?:\.|(?![\w.]))|[پب]\.\s?م\.?|[پب]م(?=[\s،.)]|\Z)|ق\.\s?ه[ـ\u200d]?\.?|"
    r"ه[ـ\u200d\u200c]{0,2}\s?\.?\s?[شقخ](?:\.|(?![\w.]))|ه[ـ\u200d]{0,2}\.?|"
    r"[مقشخ](?:\.(?!\s?[\u0621-\u06cc]\.)|(?![\w.]))|BCE?|AD|CE"
)
_JOINED = rf"\s?(?:،|,|و|{any_of('تا|یا|الی|لغایت')}|[-–ـ])\s?"
_GOES_ON = re.compile(
    r"\s*(?:\Z|[،.؛:!؟)\]»-]|\d{2,4}|(?:ماه|سال|در|به|تا|و|برابر|مصادف|مطابق|توسط|با|که|هم|نیز|"
    r"روز|گذشته|جاری|همان|این|برگزار|متولد|است|بود|میلادی|شمسی|قمری|هجری)(?!\w))"
)
_DOWNWARDS = frozenset(("قم", "پم", "قه", "BC", "BCE"))
"""Eras whose years are counted downwards."""
_SHOT = re.compile(r"\s(?:شلیک|خورد|به\sس|به\sهدف|خلاص|زد|مشقی|جنگی|چراغ|برق|آهن)")
_LUNAR_NEXT = re.compile(r"\s?(?:ه[ـ\u200d]?\s?\.?\s?)?(?:ق(?!\w)|هجری\sقمری|قمری)")
_MONEY = re.compile(r"\s(?:تومان|تومن|ریال|دلار)")
_LONG = re.compile(r"(?<!\w)(?:طول|عرض|ارتفاع|عمق|فاصله|فاصلهٔ|مسافت|بلندی|مانع)(?!\w)")
_ARTICLE = re.compile(r"(?<!\w)(?:ماده|مادهٔ|مادۀ|مواد|تبصره|تبصرهٔ|بند)\s[^.]{0,20}\Z")
_BEFORE_CHRIST = re.compile(r"\s?(?:ق\.?\s?م|پ\.?\s?م|پیش\sاز\sمیلاد|قبل\sاز\sمیلاد|BC)")


def rules(language: Language, numbers: PersianNumbers) -> tuple[Rule, ...]:
    """The rules for dates, the most particular first."""
    say = _Dates(language, numbers)
    months = f"(?:{any_of(say.names)}){JOINER}?(?:ماه)?"
    after = rf"(?!{LETTER}|{JOINER})"
    ranked = any_of(language.words["nouns"]["ranked"])
    return (
        Rule("date.full",
             rf"{BEFORE}(?<![/\w–-])(?P<a>\d{{1,4}})\s?(?P<s>[/.٫ـ–\\-])\s?(?P<m>\d{{1,2}})\s?(?P=s)\s?"
             rf"(?P<b>\d{{1,4}})(?!\d|\s?(?P=s)\s?\d)", say.full),
        Rule("date.english",
             rf"(?<!\w)(?:(?P<d>[0-3]?\d)(?:st|nd|rd|th)?\s(?:of\s)?(?P<m>{say.english})\.?,?|"
             rf"(?P<n>{say.english})\.?(?:\s(?P<e>[0-3]?\d)(?:st|nd|rd|th)?(?!\d),?)?)\s?(?P<y>[12]\d{{3}})(?!\w)",
             say.western),
        Rule("date.unknown", r"\s?/\s?؟\s?(?P<e>[مقش])(?=[\s)،؛]|\Z)",
             lambda m: (f"، تاریخِ {say.eras[m['e']]} نامعلوم", 0.7), "any"),
        Rule("date.doubtful", r"(?<=\d؟)\s?[-–]\s?(?=\d)", lambda _: (" تا ", 0.8)),
        Rule("date.attached",
             r"(?<=\d)\s?[-–ـ]\s?(?=(?:1[34]|19|20)\d\d/[01]?\d/[0-3]?\d(?![\d/]))", say.joint),
        Rule("date.full",
             r"(?:(?<=\d[-–ـ])|(?<=\d\s[-–ـ]\s))(?P<a>\d{4})(?P<s>/)(?P<m>\d{1,2})/(?P<b>\d{1,2})"
             r"(?![\d/])", say.full),
        Rule("date.century", r"(?<=[قه])\s?/\s?(?P<n>\d{1,2})م(?!\w)",
             lambda m: f"، {numbers.ordinal(int(m['n']))} میلادی"),
        Rule("date.double",
             rf"(?<=\d\d)\s?/\s?(?=[0-3]?\d\s(?:{months}){after})|"
             rf"(?:(?<=[شقمهـ])|(?<=[شقم]{JOINER}))\s?/\s?(?=\d{{3,4}}(?:\s?[-–]\s?\d{{3,4}})?\s?[مقش]{END})",
             lambda _: "، "),
        Rule("date.day-range",
             rf"{BEFORE}(?P<a>[0-3]?\d){DASH}(?P<b>[0-3]?\d)(?=[\s{JOINER}]?(?:{months}){after})",
             say.days),
        Rule("date.place",
             rf"(?<!\w)(?:{any_of(language.words['nouns']['places'])})\s(?P<say>[0-3]?\d)"
             rf"(?=\s(?:{months}){after}(?!\s\d))",
             lambda m: (numbers.integer(int(m["say"])) + "ِ", 0.8)),
        Rule("date.day",
             rf"{BEFORE}(?<!٫)(?<!\D\d/)(?<!\D\d\d/)(?P<say>[0-3]?\d)(?=(?:{_JOINED}[0-3]?\d){{0,4}}[\s{JOINER}/-]{{0,2}}(?:ماه\s)?"
             rf"(?P<month>{any_of(say.names)})(?:{JOINER}?ماه)?{after})", say.day),
        Rule("date.month",
             rf"{BEFORE}(?<!/)(?P<y>1[2349]\d\d|20\d\d)(?:/|-(?=0))(?P<m>0[1-9]|1[0-2])(?![\d/]|\s?[٪%])",
             say.month),
        Rule("date.month",
             rf"{BEFORE}(?<!/)(?P<m>0[1-9]|1[0-2])/(?P<y>1[34]\d\d|20\d\d)(?![\d/]|\s?[٪%])",
             say.month),
        Rule("date.century",
             rf"(?<!\w)(?:{ranked})(?::\s|[\s{JOINER}]{{1,2}})(?P<say>(?P<n>\d{{1,2}}(?:{_JOINED}\d{{1,2}})*)"
             rf"(?:[\s{JOINER}]?(?:اُم|ام){END}|{JOINER}?م{END})?(?:\s?(?P<era>{_ERA}){END})?)"
             r"(?!\d|[/.:]\d|\s?[٪%])", say.ranked),
        Rule("date.century", rf"(?<=\()(?P<say>س)(?=\s{LETTER}{{2,12}}م\s[قمش](?!\w))",
             lambda _: "سدهٔ", "nothing"),
        Rule("date.era-word",
             rf"(?<!\w)(?:{ranked}|س)\s{LETTER}{{2,12}}م\s(?P<say>[قمش])(?!\.?\s?م)(?=[)\s،.؛]|\Z)",
             lambda m: (say.eras[m["say"]], 0.9), "nothing"),
        Rule("date.era",
             rf"{BEFORE}(?<!\d/)(?<!:)(?P<a>\d{{1,4}})(?:{DASH}(?P<b>\d{{1,4}}))?(?P<gap>[\s{JOINER}]?)"
             rf"(?P<era>{_ERA}){END}", say.era),
        Rule("date.year-range",
             rf"{BEFORE}(?<!/)(?P<a>\d{{2,4}}){DASH}(?P<b>\d{{2,4}})(?!\w|[/-]\d|[.,٫٬]\d|\s?:\s?\d)",
             say.years),
        Rule("date.short-year",
             rf"{START}ده[هۀ](?:ٔ|ی|{JOINER}ی|{JOINER}ٔ)?\s(?P<say>\d\d)(?!\d|{JOINER}?اُ?م)",
             lambda m: numbers.run(m["say"])),
        Rule("date.attached", rf"(?<=ماه){BEFORE}(?P<n>1[234]\d\d)(?!\w)",
             lambda m: numbers.run(m["n"])),
        Rule("date.stuck-era", rf"(?<=\d)(?P<say>هجری|میلادی|شمسی|قمری|خورشیدی)(?!{LETTER})",
             lambda m: " " + m["say"]),
    )  # fmt: skip


class _Dates:
    def __init__(self, language: Language, numbers: PersianNumbers) -> None:
        months = language.words["months"]
        self._solar: list[str] = months["solar"].split("|")
        self._gregorian: list[str] = months["gregorian"].split("|")
        self._english: list[str] = months["english"].split("|")
        self.english = "|".join(f"{name[:3]}(?:{name[3:]}|t)?" for name in self._english)
        self._lunar: list[str] = months["lunar"].split("|")
        self.names = [*self._solar, *self._gregorian, *self._lunar, *months["other"].split("|")]
        self._doubtful = frozenset(months["doubtful"].split("|"))
        self._loose = frozenset(("تیر", "مهر", "دی"))
        self.eras: dict[str, str] = language.words["eras"]
        self._joiners = frozenset(language.abbreviations["ends"]["joiners"])
        self._opens = re.compile(language.abbreviations["ends"]["opens"])
        self._verb = re.compile(language.abbreviations["ends"]["verb"])
        self._pronouns = frozenset(language.abbreviations["ends"]["pronouns"])
        self._within = frozenset(language.abbreviations["ends"]["within"])
        self._numbers = numbers

    def full(self, m: re.Match[str]) -> Reading:
        """1401/06/28 and 28/06/1401: Solar Hijri to 1424, lunar to 1500, Gregorian after it."""
        a, b, month = m["a"], m["b"], int(m["m"])
        year, day = (a, int(b)) if len(a) > 2 or (len(b) < 3 and int(a) > 31) else (b, int(a))
        short = len(year) == 2
        if len(year) == 3 or len(year) == 1 or (short and m["s"] not in "/" and int(year) < 32):
            return None
        if month > 12 >= day:
            month, day = day, month
        if not 1 <= day <= 31 or not 1 <= month <= 12:
            return None
        names = self._calendar(int(year), m)
        said = f"{self._day(day)} {names[month - 1]} {self._numbers.run(year)}"
        sure = not short and not (month <= 12 and day <= 12 and names is self._gregorian)
        return said if sure else (said, 0.8 if not short else 0.7)

    def western(self, m: re.Match[str]) -> Reading:
        """July 4, 1776 and 4 July 1776 in a Persian sentence."""
        written, day = (m["m"] or m["n"])[:3], m["d"] or m["e"]
        month = [name[:3] for name in self._english].index(written)
        if day and not 1 <= int(day) <= 31:
            return None
        first = f"{self._day(int(day))} " if day else ""
        return f"{first}{self._gregorian[month]} {self._numbers.run(m['y'])}", 0.8

    def joint(self, m: re.Match[str]) -> Reading:
        """Between two dates, or a letter's number and its date."""
        dated = re.search(r"\d/\d{1,2}/\d{1,4}\Z", m.string[max(0, m.start() - 12) : m.start()])
        return (" تا " if dated else "، "), 0.8

    def _calendar(self, year: int, m: re.Match[str]) -> list[str]:
        if _LUNAR_NEXT.match(m.string, m.end()) or 1425 <= year < 1500:
            return self._lunar
        return self._gregorian if 1500 <= year < 2200 else self._solar

    def _day(self, n: int) -> str:
        return self._numbers.ordinal(n, lone=False)

    def days(self, m: re.Match[str]) -> Reading:
        a, b = sorted((int(m["a"]), int(m["b"])))
        return f"{self._day(a)} تا {self._day(b)}" if 1 <= a < b <= 31 else None

    def day(self, m: re.Match[str]) -> Reading:
        n, name, after = int(m["say"]), plain(m["month"]), m.end("month")
        if not 1 <= n <= 31:
            return None
        if name not in self._doubtful:
            return self._day(n)
        if name == "تیر" and _SHOT.match(m.string, after):
            return None
        if name in self._loose or _GOES_ON.match(m.string, after):
            return self._day(n), 0.8
        return None

    def month(self, m: re.Match[str]) -> Reading:
        names = self._calendar(int(m["y"]), m)
        return f"{names[int(m['m']) - 1]} {self._numbers.run(m['y'])}", 0.7

    def ranked(self, m: re.Match[str]) -> Reading:
        """قرن ۱۹ = قرن نوزدهم."""
        if any(not 0 < int(n) <= 40 for n in re.findall(r"\d+", m["n"])):
            return None
        said = re.sub(r"\s?[-–ـ]\s?", " تا ", m["n"])
        said = re.sub(r"\d+", lambda n: self._numbers.ordinal(int(n[0])), said)
        return said + (f" {self._era(m)}" if m["era"] else "")

    def era(self, m: re.Match[str]) -> Reading:
        """500 ق.م, 1357-1367 ش, 1905م; one letter after a small number is no era."""
        letters, n = re.sub(r"[\s.ـ\u200c\u200d]", "", m["era"]), int(m["b"] or m["a"])
        if letters == "م" and _LONG.search(m.string, max(0, m.start() - 24), m.end() + 10):
            return f"{self._numbers.integer(int(m['a']))} متر", 0.6
        if len(letters) == 1 and letters != "ه":
            if n < (10 if letters == "ق" else 150 if not m["gap"] else 100) or n > 2200:
                return None
        elif letters == "ه" and (n < 2 or n > 1500 or not m["gap"]):
            return None
        a, b = int(m["a"]), int(m["b"] or 0)
        if letters == "م" and _MONEY.match(m.string, m.end()):
            return None
        downwards = letters in _DOWNWARDS
        if m["b"] and ((a > b > 99 and not downwards) or (b > a and downwards)):
            a, b = b, a
        if letters == "قم" and _ARTICLE.search(m.string, max(0, m.start() - 30), m.start()):
            return f"{self._numbers.integer(a)} قانونِ مدنی", 0.9
        years = self._numbers.integer(a) + (f" تا {self._numbers.integer(b)}" if m["b"] else "")
        said = f"{years} {self._era(m)}"
        return said if len(letters) > 1 else (said, 0.9)

    def _era(self, m: re.Match[str]) -> str:
        """The era's name, with its full stop where that ends a sentence too."""
        said = self.eras[re.sub(r"[\s.ـ\u200c\u200d]", "", m["era"])]
        if not m["era"].endswith("."):
            return said
        after = m.string[m.end() : m.end() + 24]
        rest = re.match(rf"[\s»”)\"'’\]]*({LETTER}+)?", after)
        follows = after.strip(" »”)\"'’]\u200e\u200f")
        tail = re.split(r"[.؟!:\n]", m.string[max(0, m.start() - 60) : m.start()])[-1]
        before = tail.lstrip(" («“‘\"'[\u200e\u200f—–").split()
        opened = self._opens.match(m.string, m.start() - len(tail.lstrip()))
        if opened and opened.end() == m.end() + 1:
            return said
        behind = m.string[m.end() : m.end() + 120].split(".", 1)[0] + " "
        going = bool(tail.strip() and rest and rest[1] and rest[1] not in self._pronouns)
        if going and not self._verb.search(tail) and self._verb.search(behind):
            return said
        adverb = 0 < len(before) < 5 and before[0] in self._joiners and m.start() < 60
        adverb = adverb or (len(before) < 6 and not self._within.isdisjoint(before[-2:]))
        ended = not follows or bool(
            rest and rest[1] and rest[1] not in self._joiners and not adverb
        )
        return said + ("." if ended and not m.string[m.end() : m.end() + 1].strip() else "")

    def years(self, m: re.Match[str]) -> Reading:
        """1357-1367, 1398-99; typed the wrong way round as 15-2014 too."""
        a, b = m["a"], m["b"]
        if len(a) < 4 and len(b) < 4:
            return None
        swapped = len(a) < len(b) and int(b) % 100 < int(a) < 100 and len(a) == 2
        if len(a) == len(b) and int(a) > int(b) and not _BEFORE_CHRIST.match(m.string, m.end()):
            swapped = int(b) >= 1100 and int(a) <= 2200
        if len(a) == 2 and len(b) == 4 and (int(b) - 1) % 100 == int(a):
            return f"{self._numbers.run(a)} تا {self._numbers.run(b)}", 0.8
        if len(a) == 4 and a[2:] == "99" and b == "00":
            return f"{self._numbers.run(a)} تا {self._numbers.integer(int(a) + 1)}", 0.8
        if len(a) == 4 and len(b) == 2 and (int(a) - 1) % 100 == int(b):
            return f"{self._numbers.run(b)} تا {self._numbers.run(a)}", 0.7
        if swapped:
            a, b = b, a
        elif len(b) == 3 or len(a) < 4 or (len(b) == 2 and int(b) <= int(a) % 100):
            return None
        if len(b) == 2 and b[0] == "0" and len(a) == 4:
            b = a[:2] + b
        return f"{self._numbers.run(a)} تا {self._numbers.run(b)}", 0.7 if swapped else 0.8
