"""Telephone numbers, codes, sections, results of games, scripture."""

import re

from tts._rules import BEFORE, Language, Reading, Rule
from tts.languages.fa._numbers import PersianNumbers
from tts.languages.fa._script import DASH, END, JOINER, LETTER, START, any_of

_TOKEN = rf"(?:\d{{1,9}}|(?:الف|{LETTER})ـ?(?!{LETTER}|[\u064b-\u0655]))"
_CODE = rf"{_TOKEN}(?:[/\-–.]?{_TOKEN}){{1,9}}"
_PART = re.compile(rf"\d+|الف|{LETTER}")
_SIZES = {
    6: (3, 3),
    9: (3, 3, 3),
    8: (4, 4),
    7: (3, 4),
    10: (3, 3, 4),
    11: (4, 3, 4),
    16: (4, 4, 4, 4),
    12: (2, 3, 3, 4),
}
_LAND_LINE = (3, 4, 4)
_LABEL = rf"(?:(?:\s{LETTER}{{2,12}}){{0,2}}\s?[:：]|)\s?"
_CITED = re.compile(r"\A\(\d+:\s\d+[)،؛]\Z")
"""A work's number and a page of it."""
_MEASURED = re.compile(r"\s?(?:[٪%]|درصد|میلیون|میلیارد|متر|کیلو|لیتر|تن|برابر|ساعت|سال|درجه)")
_NOT_COUNTED = r"(?!\s?(?:تومان|ریال|دلار|نفر|عدد|متر|بار|مشترک|خط|دستگاه|هزار|میلیون))"
_QUARTERS = {"N": "شمالی", "S": "جنوبی", "E": "شرقی", "W": "غربی"}
_QUARTER = re.compile(r"\s(?:شمالی|جنوبی|شرقی|غربی)(?!\w)")
_SETS = re.compile(r"(?<!\w)(?:ست|گیم|والیبال|بسکتبال|هندبال|تنیس|بدمینتون)(?!\w)")
_WON = re.compile(r"(?:برتری|پیروزی|پیروزیهای|برد|بردهای|برد\u200cهای)\s\Z")
_AGAINST = re.compile(r"\s(?:از|مقابل|برابر|بر|به\sنفع|به\sسود)\s")
_COUNTED = re.compile(
    r"\s?(?:نفر|سال(?!\s\d{4})|درصد|٪|%|میلیون|میلیارد|هزار|متر|کیلو|ساعت|روز|ماه|هفته|دقیقه)"
)


def rules(language: Language, numbers: PersianNumbers) -> tuple[Rule, ...]:
    """The rules for codes, the most particular first."""
    say = _Codes(language, numbers)
    nouns, books = language.words["nouns"], language.words["scripture"]
    sura = rf"(?:ال)?(?:{any_of(books['quran'])})"
    verse = r"(?P<v>\d{1,3}(?:\s?[-–ـ،]\s?\d{1,3})*)"
    return (
        Rule("scripture.quran",
             rf"(?:[(\[«؛]\s?|سوره[ٔی]?\s|سورۀ\s)(?P<n>{sura})"
             rf"(?P<say>\s?(?:[/:]|،(?!\s?آی))\s?{verse})(?=\s?(?:[)\]»؛،]|\.?\Z))", say.verse),
        Rule("scripture.quran",
             rf"(?:(?m:^)|[؛،.]\s)(?P<n>{sura})(?P<say>\s?/\s?{verse})(?=\s?(?:[؛،.]|\Z))",
             say.verse),
        Rule("scripture.quran",
             rf"{START}قرآن(?:\s(?:کریم|مجید))?\s?[،:,(]\s?(?P<say>(?P<n>\d{{1,3}})\s?[:/]\s?{verse})"
             r"(?!\d|[:/]\d)", lambda m: (f"سورهٔ {numbers.run(m['n'])}{say.verse(m)[0]}", 0.9)),
        Rule("scripture.bible",
             rf"{START}(?:{any_of(books['bible'])})\s(?P<say>(?P<c>\d{{1,3}})\s?:\s?{verse})(?!\d)",
             say.chapter),
        Rule("ratio",
             r"(?<!\w)(?:نسبت|مقیاس)(?:\s\w{1,8}){0,3}\s(?P<say>(?P<a>\d{1,6})\s?[:/]\s?"
             r"(?P<b>\d{1,9}))(?!\d)", say.ratio),
        Rule("number.version",
             rf"{START}(?:{any_of(nouns['versioned'])})\s(?P<say>\d{{1,4}}(?:\.\d{{1,4}}){{1,3}})(?!\w)",
             lambda m: " نقطه ".join(map(numbers.run, m["say"].split(".")))),
        Rule("code.iban", r"(?<!\w)IR(?P<n>\d{2}(?:\s?\d{4}){5}\s?\d{2})(?!\d)",
             lambda m: f"آی آر {say.groups(m['n'])}"),
        Rule("number.position",
             rf"{BEFORE}(?P<d>\d{{1,3}})\s?[°º]\s?(?P<m>\d{{1,2}})\s?[′'’]"
             r"(?:\s?(?P<s>\d{1,2})\s?(?:″|\"|”|''))?(?:\s?(?P<c>[NSEW])(?!\w))?", say.position),
        Rule("code.national", r"(?<![\w.,/–-])(?P<say>\d{3}-\d{6}-\d)(?![\w/-])",
             lambda m: say.groups(m["say"])),
        Rule("phone.world",
             r"(?<![\w.,])(?P<w>(?:\+|00)\d{1,3})(?P<n>(?:[\s\-–ـ().]{0,2}\d{2,10}){1,5})"
             r"(?![\d/])", say.world),
        Rule("phone.domestic",
             r"(?<![\w.,/])(?P<say>(?:\(0\d{2,3}\)|0\d{2,3}\)?)[\s\-–ـ]{0,3}\d{3,4}[\s\-–ـ]?\d{2,4}"
             r"(?:[\s-]?\d{2})?)(?!\d|[/.]\d)", say.domestic),
        Rule("phone.domestic", r"(?<![\w.,/])(?P<say>0\d{2,3}\s?/\s?\d{7,8})(?!\d|[/.]\d)",
             say.domestic),
        Rule("phone.reversed", r"(?<![\w.,/])(?P<n>\d{7,8})\s?[-–ـ/]\s?(?P<c>0\d{2,3})(?!\d)",
             lambda m: (f"{say.grouped(m['c'])}، {say.grouped(m['n'])}", 0.8)),
        Rule("phone.series",
             rf"{START}(?:{any_of(nouns['coded'])})[\sهای{JOINER}ِ]{{0,4}}{_LABEL}"
             r"(?P<say>(?P<a>\d{1,2})\s?[-–]\s?(?P<n>\d{7,8})|"
             r"(?P<m>\d{7,8})\s?[-–]\s?(?P<b>\d{1,2}))(?!\d)",
             lambda m: f"{say.grouped(m['n'] or m['m'])} تا {numbers.digits(m['a'] or m['b'])}"),
        Rule("phone.series",
             r"(?<![\w.,/–-])(?P<a>\d)\s?[-–]\s?(?P<n>[2-9]\d{7})(?![\w/]|[.,٫٬-]\d)",
             lambda m: (f"{say.grouped(m['n'])} تا {numbers.digits(m['a'])}", 0.7)),
        Rule("code.long", r"(?<![\w.,٫٬/])(?P<n>\d{10,})(?![\w/]|[.,٫٬]\d)", say.long),
        Rule("code.pair", r"(?<![\w.,٫٬/–-])\d{7,9}\s?[-–]\s?\d{7,9}(?![\w/]|[-–]\d)",
             lambda m: (say.groups(m[0]), 0.7)),
        Rule("code.message",
             rf"(?<![\w.,٫٬/-])(?P<say>\d{{6,14}})(?=\s(?:پیامک|پیام{END}|تماس|زنگ))", say.coded),
        Rule("code.message",
             rf"{START}به\s(?:شماره[ٔی]?\s)?(?P<say>\d{{5,14}})(?=\s(?:بفرست|ارسال|پیامک))",
             say.coded),
        Rule("code.postal",
             r"(?<![\w.,٫٬/–-])(?P<say>\d{5}\s?[-–]\s?\d{4,5}(?<!00))(?![\w/]|[.٫]\d|-\d)"
             rf"{_NOT_COUNTED}", lambda m: (say.groups(m["say"]), 0.8)),
        Rule("code.digits",
             rf"{START}(?:{any_of(nouns['coded'])})[\sهای{JOINER}ِ]{{0,4}}{_LABEL}"
             rf"(?P<say>\d{{4,26}}(?:[\s\-–ـ]{{1,3}}\d{{2,8}}){{0,5}}|\d{{5}}/\d{{2,5}})"
             rf"(?![\d/]){_NOT_COUNTED}", say.coded),
        Rule("code.groups", r"(?<![\w.,/–-])\d{1,7}(?:\s[-–]\s\d{1,7}){3,6}(?![\w/–-]|\s[–-])",
             lambda m: (say.groups(m[0]), 0.8)),
        Rule("code.digits",
             rf"{START}(?:{any_of(nouns['coded'])})[\sهای{JOINER}ِ]{{0,4}}(?:\s{LETTER}{{1,12}}){{1,3}}\s"
             rf"(?P<say>\d{{7,26}}|\d{{3,7}}(?:[\s–-]{{1,3}}\d{{2,8}}){{1,5}})(?![\d/]){_NOT_COUNTED}",
             lambda m: (say.groups(m["say"]), 0.8)),
        Rule("code.digits",
             rf"(?<!\w)رقمی[ِ]?(?:\s{LETTER}{{1,12}}){{0,2}}\s?:?\s(?P<say>\d{{4,26}})(?![\w/])"
             rf"{_NOT_COUNTED}", lambda m: (say.groups(m["say"]), 0.9)),
        Rule("code.next",
             r"(?<=\d{7})\s?(?:،|و|یا|,|؛)\s(?P<say>\d{7,8})(?![\w/]|[.,٫٬]\d)", say.next),
        Rule("code.plate",
             rf"(?<!\w)(?:پلاک|خودرو[یی]?)(?:\s{LETTER}{{2,8}})?\s(?P<say>(?P<a>\d{{2}})\s?"
             rf"(?P<l>الف|(?!و){LETTER})\s?"
             r"(?P<b>\d{3})(?:\s?[-–،]?\s?(?P<c>\d{2}))?)(?!\w)", say.plate),
        Rule("code.model",
             r"(?<!\w)(?:بوئینگ|ایرباس|پرواز|مدل|سری|تیپ)\s(?P<say>\d{2,4}-\d{2,4})(?![\w-])",
             lambda m: ("، ".join(map(numbers.run, m["say"].split("-"))), 0.8)),
        Rule("number.section",
             rf"{START}(?:{any_of(nouns['sectioned'])})\s(?P<say>\d{{1,3}}(?:[-–.ـ]\d{{1,3}}){{1,3}})"
             r"(?![\w/]|[٪%])", say.section),
        Rule("code.formation", r"(?<![\w/.,–-])\d(?:[-–]\d){2,4}(?![\w/]|[-–.]\d)",
             lambda m: ("، ".join(map(numbers.run, re.findall(r"\d", m[0]))), 0.8)),
        Rule("score", rf"{BEFORE}(?<![-–/])(?P<a>\d{{1,3}})(?:{DASH}|\s?:\s?)(?P<b>\d{{1,3}})"
             r"(?![\w/]|\s?[-–:]\s?\d|[.,٫]\d)", say.score),
        Rule("ratio", rf"{BEFORE}(?P<a>\d{{1,3}})\s?:\s?(?P<b>\d|\d{{3,9}})(?![\w:]|\.\d)",
             lambda m: None if _CITED.search(m.string[max(0, m.start() - 1) : m.end() + 1])
             else (say.ratio(m), 0.7)),
    )  # fmt: skip


def mixed(language: Language, numbers: PersianNumbers) -> tuple[Rule, ...]:
    """The rules for codes of digits and letters, to be tried after dates and references."""
    say = _Codes(language, numbers)
    return (
        Rule("code.plate", rf"{BEFORE}(?P<a>\d{{2}})\s?(?P<l>الف|{LETTER})\s?(?P<b>\d{{3}})"
             r"(?=\s?[-–،]?\s?ایران)", say.plate),
        Rule("code.letters", rf"(?<![\w/.{JOINER}])(?=[^\s]{{0,60}}\d)(?={_TOKEN})(?P<say>{_CODE})"
             rf"(?![\w/{JOINER}])", say.letters),
    )  # fmt: skip


class _Codes:
    def __init__(self, language: Language, numbers: PersianNumbers) -> None:
        self._letters = language.letters
        self._numbers = numbers
        self._coded = re.compile(rf"{START}(?:{any_of(language.words['nouns']['coded'])})")
        teams = any_of(language.words["nouns"]["teams"])
        self._team_before = re.compile(rf"{START}(?:{teams})\s\Z")
        self._team_after = re.compile(rf"\s(?:{teams}){END}")
        self._played = re.compile(rf"{START}(?:{any_of(language.words['nouns']['played'])})")

    def grouped(self, digits: str) -> str:
        """Digit by digit, with a breath between groups."""
        sizes = _LAND_LINE if re.match(r"0[1-8]\d{9}\Z", digits) else _SIZES.get(len(digits))
        sizes = sizes or (len(digits) <= 5 and (len(digits),)) or None
        if not sizes:
            sizes = tuple([4] * (len(digits) // 4) + ([len(digits) % 4] if len(digits) % 4 else []))
        said, at = [], 0
        for size in sizes:
            said.append(self._numbers.digits(digits[at : at + size]))
            at += size
        return "، ".join(said)

    def groups(self, written: str) -> str:
        return "، ".join(self.grouped(run) for run in re.findall(r"\d+", written))

    def world(self, m: re.Match[str]) -> Reading:
        digits = re.sub(r"\D", "", m[0])
        if not 9 <= len(digits) <= 15 or (m["w"][0] == "0" and len(digits) < 11):
            return None
        plus = "مثبت " if m["w"][0] == "+" else "صفر صفر "
        bare = digits.removeprefix("00") if m["w"][0] == "0" else digits
        if not bare.startswith("98") or len(bare) != 12:
            country = m["w"].lstrip("+").removeprefix("00")
            return f"{plus}{self.grouped(country)}، {self.groups(m['n'])}", 0.9
        area = 5 if bare[2] == "9" else 4  # a mobile network, or a city
        rest = bare[area:]
        parts = (bare[:2], bare[2:area], rest[: len(rest) // 2], rest[len(rest) // 2 :])
        return plus + "، ".join(map(self._numbers.digits, parts)), 0.9

    def position(self, m: re.Match[str]) -> Reading:
        """35°41′20″ N: degrees, minutes and seconds of the earth's circle."""
        run = self._numbers.run
        said = f"{run(m['d'])} درجه و {run(m['m'])} دقیقه"
        said += f" و {run(m['s'])} ثانیه" if m["s"] else ""
        if m["c"]:
            return f"{said}ٔ {_QUARTERS[m['c']]}"
        return said + ("ٔ" if _QUARTER.match(m.string, m.end()) else "")

    def domestic(self, m: re.Match[str]) -> Reading:
        count = len(re.sub(r"\D", "", m["say"]))
        return (self.groups(m["say"]), 0.9) if 7 <= count <= 12 else None

    def long(self, m: re.Match[str]) -> Reading:
        return None if m["n"].endswith("000") else (self.grouped(m["n"]), 0.7)

    def coded(self, m: re.Match[str]) -> Reading:
        return self.groups(m["say"])

    def section(self, m: re.Match[str]) -> Reading:
        return "، ".join(map(self._numbers.run, re.findall(r"\d+", m["say"]))), 0.7

    def score(self, m: re.Match[str]) -> Reading:
        """3-2 is سه بر دو where the words around tell of a game."""
        before, after = (
            m.string[max(0, m.start() - 40) : m.start()],
            m.string[m.end() : m.end() + 25],
        )
        around = f"{before.rpartition('. ')[2]} {after}"
        sentence = m.string[max(0, m.start() - 160) : m.start()].rpartition(". ")[2]
        sets = bool(_SETS.search(sentence) or _SETS.search(after))
        named = re.search(r"[A-Za-z]\s\Z", before) and re.match(r"\s[A-Za-z]", after)
        named = named or (self._team_before.search(before) and self._team_after.match(after))
        most = 150 if sets or named else 15
        if max(int(m["a"]), int(m["b"])) > most or _COUNTED.match(after):
            return None
        won = int(m["a"]) > int(m["b"]) and (m["b"] == "0" or _AGAINST.match(after))
        if not (sets or won or named or self._played.search(around)):
            return None
        first, last = int(m["a"]), int(m["b"])
        if first < last and _WON.search(before):  # typed the wrong way round
            first, last = last, first
        return f"{self._numbers.integer(first)} بر {self._numbers.integer(last)}", 0.8

    def ratio(self, m: re.Match[str]) -> str:
        return f"{self._numbers.run(m['a'])} به {self._numbers.run(m['b'])}"

    def verse(self, m: re.Match[str]) -> tuple[str, float]:
        return f"، {self._verses(m['v'])}", 0.9

    def chapter(self, m: re.Match[str]) -> Reading:
        return f"بابِ {self._numbers.run(m['c'])}، {self._verses(m['v'])}", 0.9

    def _verses(self, written: str) -> str:
        noun = "آیهٔ" if written.isdigit() else "آیه‌های"
        said = re.sub(r"\d+", lambda n: self._numbers.run(n[0]), written)
        return f"{noun} " + re.sub(r"\s?[-–ـ]\s?", " تا ", said)

    def plate(self, m: re.Match[str]) -> Reading:
        area = m.groupdict().get("c")
        said = f"{self._numbers.run(m['a'])} {self._name(m['l'])} {self._numbers.run(m['b'])}"
        return f"{said}، {self._numbers.run(area)}" if area else said

    def next(self, m: re.Match[str]) -> Reading:
        """Another number behind one whose label told what it is."""
        before = m.string[max(0, m.start() - 60) : m.start() + 1]
        return (self.groups(m["say"]), 0.8) if self._coded.search(before) else None

    def _name(self, letter: str) -> str:
        return self._letters.get(letter, letter)

    def letters(self, m: re.Match[str]) -> Reading:
        """1234/ت56ه: numbers, and letters by their names; و between numbers is the word."""
        written = m["say"]
        if not re.search(LETTER, written) or re.fullmatch(r"\d+م?", written):
            return None
        if "ر" in written and _MEASURED.match(m.string, m.end()):
            return None  # ر stands for the point: ۴ر۵ درصد
        parts = _PART.findall(written)
        if "و" in parts[1:-1] and all(p.isdigit() or p == "و" for p in parts):
            return " ".join(p if p == "و" else self._numbers.run(p) for p in parts)
        if len(parts) == 2 and "و" in parts:
            return " ".join(p if p == "و" else self._numbers.run(p) for p in parts), 0.8
        said = (self._numbers.run(p) if p.isdigit() else self._name(p) for p in parts)
        return " ".join(said), 0.7
