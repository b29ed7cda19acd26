"""What Vietnamese says for numbers, dates, decrees and the like."""

import re
from functools import lru_cache

from tts._digits import roman
from tts._rules import BEFORE, Language, Reading, Rule, rule
from tts.languages.vi._numbers import VietnameseNumbers

_N = r"\d{1,3}(?:[. \u00a0\u202f]\d{3}){1,6}(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"


@lru_cache(maxsize=16)
def numbers(language: Language) -> VietnameseNumbers:
    """How Vietnamese says numbers, in the words of the language's variant."""
    return VietnameseNumbers(language.words)


def rules(language: Language) -> tuple[Rule, ...]:
    """The rules of Vietnamese, the most particular first."""
    say = _Sayer(language)
    units = _either(language.words["units"])
    money = _either(language.words["money"])
    sign = "|".join(map(re.escape, ("US$", "$", "€", "£", "¥", "₫", "₽", "₴")))
    year = r"(?P<y>[12]\d{3})"
    return (
        rule("code.document", rf"{BEFORE}(?P<n>\d+)(?:\s?/\s?{year})?\s?(?P<mark>[/-])\s?"
             r"(?P<c>[A-ZĐƯ][A-ZĐƯa-z&]{0,11}\d{0,2}"
             r"(?:\s?[-–/]\s?[A-ZĐƯ][A-ZĐƯa-z&.]{0,11}\d{0,2}){0,4})"
             r"(?!\w)", say.document),
        rule("date.full",
             rf"{BEFORE}(?P<d>{_DAY})(?P<s>[/.-])(?P<m>{_MONTH})(?P=s){year}(?!\d|[/-]\d)",
             say.date),
        rule("date.iso", rf"{BEFORE}{year}-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", say.date),
        rule("date.range",
             rf"(?<!\w)(?:ngày|từ|đến)\s+(?P<say>(?P<d>{_DAY})\s?[-–]\s?(?P<e>{_DAY})/"
             rf"(?P<m>{_MONTH})(?:/{year})?)(?!\d|[/-]\d)", say.date_range, flags=re.I),
        rule("date.quarter", rf"(?<!\w)quý\s+(?P<say>(?P<q>[1-4]|I{{1,3}}|IV)/{year})(?!\d)",
             say.quarter, flags=re.IGNORECASE),
        rule("number.result", r"(?<!\w)t[ỷỉ]\s+số\s+"
             r"(?P<say>(?P<a>\d{1,3})\s?[-–:]\s?(?P<b>\d{1,3}))(?!\d)",
             lambda m: f"{say.n(m['a'])} {say.n(m['b'])}", flags=re.IGNORECASE),
        rule("date.month",
             rf"(?<!\w)(?P<t>tháng\s+)?(?P<say>(?P<m>{_MONTH})[/-]{year})(?!\d|[/-]\d)",
             say.month),
        rule("date.day", rf"(?<!\w)(?:ngày|hôm|sáng|trưa|chiều|tối|đêm|đến|từ|và|lễ|dịp|mùng|rằm|"
             rf"trước|sau),?\s+(?P<say>(?P<d>{_DAY})[/-](?P<m>{_MONTH}))(?!\d|[/-]\d|%)", say.day,
             flags=re.I),
        rule("date.month-four", r"(?<!\w)tháng\s+(?P<say>0?4)(?!\d|[.,/]\d)", lambda _: "tư",
             flags=re.I),
        rule("date.leading-zero",
             r"(?<!\w)(?:ngày|tháng|mùng|mồng)\s+(?P<say>0[1-9])(?!\d|[.,/-]\d)",
             lambda m: say.n(m["say"][1]), flags=re.IGNORECASE),
        rule("number.ordinal", r"(?<!\w)thứ\s+(?P<say>1|4)(?!\d|[.,/]\d)",
             lambda m: "nhất" if m["say"] == "1" else "tư", flags=re.I),
        rule("time.clock", r"(?<!\d)(?<!\d[.,:])(?P<h>[01]?\d|2[0-4])(?:\s?:\s?|\s?(?:h|g|giờ)\s?)"
             r"(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)|\s?p(?:hút)?(?!\w)|['’′])?"
             r"(?!\w|[.,:]\d)", say.clock),
        rule("time.hour", r"(?<!\d)(?<!\d[.,:])(?P<h>[01]?\d|2[0-4])h(?!\w)", say.clock),
        rule("phone", r"(?<![\w.,/])(?:\(?\+84\)?|\(?0\d{1,3}\)?)[\s.-]?\d{2,4}[\s.-]?\d{3,4}"
             r"(?:[\s.-]?\d{2,4})?(?![\d/]|[.,]\d)", say.phone),
        rule("phone.hotline", r"(?<![\w.,/])1[89]00[\s.-]?\d{2,4}(?:[\s.-]?\d{2,4})?(?!\w)",
             say.phone),
        rule("money.before",
             rf"(?<!\w)(?P<u>{sign})\s?(?P<n>{_N})(?P<big>\s(?:triệu|tỷ|tỉ|nghìn|ngàn))?",
             say.money),
        rule("money.after", rf"{BEFORE}(?P<n>{_N})(?P<big>\s(?:triệu|tỷ|tỉ|nghìn|ngàn))?\s?"
             rf"(?P<u>{money})"
             r"(?P<per>/(?:người|ngày|tháng|năm|giờ|kg|g|m2|m²|lít|tấn))?(?!\w)", say.money),
        rule("number.range", rf"{BEFORE}(?<![-–/])(?P<a>{_N})(?P<p>%)?\s?[-–—]\s?(?P<b>{_N})"
             rf"(?:\s?(?P<u>{units})(?![\w]))?(?![-–/]\d|\w)", say.range),
        rule("number.unit", rf"{BEFORE}(?P<sign>(?<![\w)])[-−])?(?P<n>{_N})\s?(?P<u>{units})"
             r"(?P<per>/(?:người|ngày|năm|tháng|giờ|km|ha|m2|m²|lít|kg|tấn))?(?!\w)", say.unit),
        rule("number.fraction", rf"{BEFORE}(?<!/)(?P<a>\d{{1,3}})/(?P<b>\d{{1,4}})(?!\d|/\d)",
             say.fraction),
        rule("number.mixed", r"(?:(?<!\d)(?P<n>\d{1,9}))?(?P<f>[½⅓⅔¼¾⅕⅛])", say.vulgar),
        rule("number.score", rf"{BEFORE}(?P<a>\d{{1,3}})\s?:\s?(?P<b>\d{{1,3}})(?!\w|[.,:]\d)",
             lambda m: (f"{say.n(m['a'])} {say.n(m['b'])}", 0.6)),
        rule("number.negative", rf"(?<![\w.,)\]])[-−](?P<n>{_N})(?!\w)",
             lambda m: (f"{language.words['minus']} {say.n(m['n'])}", 0.8)),
        rule("number.sign", rf"№\s?(?P<n>{_N})", lambda m: f"số {say.n(m['n'])}"),
        rule("number.plain", rf"{BEFORE}(?:{_N})(?!\w)", lambda m: say.n(m[0])),
        rule("roman",
             r"(?<!\w)(?i:thế kỷ|thế kỉ|chương|phần|quyển|tập|hồi|thứ|khóa|khoá|quý|đại hội|"
             r"lần|kỳ|kì|mục|loại|hạng|bậc|cấp|vua|quân khu|điều|bài|vùng|khu|TK|tk)\s+(?:thứ\s+)?"
             r"(?P<say>[IVXLCDM]+)(?P<to>\s?[-–]\s?[IVXLCDM]+)?(?![\w.]\w|\w)", say.roman, "upper"),
        rule("roman.after-range",
             r"(?<=[IVX])\s?[-–]\s?(?P<say>[IVXLC]+)(?!\w)", say.roman, "upper"),
        rule("roman.name", r"(?<=[a-zà-ỹ] )(?P<say>I{2,3}|I?V|VI{1,3}|I?X|X[IVX]+)(?![\w.&])",
             lambda m: (say.ordinal(m["say"]), 0.7), "upper"),
        rule("roman.line", r"(?m)^\s*(?P<say>I{1,3}|I?V|VI{1,3}|I?X|X[IVX]+)(?=[.)\s-])", say.roman,
             "upper"),
        rule("acronym.century", r"(?<!\w)TK(?=\s+[IVXLC]+)", lambda _: "thế kỷ", "upper"),
    )  # fmt: skip


def _either(words: dict[str, str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


class _Sayer:
    def __init__(self, language: Language) -> None:
        self._words = language.words
        self._numbers = numbers(language)
        self._letters = language.letters
        self.n = self._numbers.number
        self._int = self._numbers.integer

    def document(self, m: re.Match[str]) -> Reading:
        parts = re.findall(r"[A-ZĐƯa-z&.]+|\d+", m["c"])
        if not any(p in self._words["codes"] for p in parts) and not m["y"] and len(parts) < 2:
            return None
        if m["mark"] == "-" and "/" not in m["c"]:
            return None
        said = [self.n(m["n"])]
        if m["y"]:
            said += ["trên", self._int(int(m["y"]))]
        for part in parts:
            if part.isdigit():
                said.append(self.n(part))
            else:
                word = self._words["codes"].get(part.rstrip("."))
                said.append(word or " ".join(self._letters.get(c.lower(), "") for c in part))
        return " ".join(said), 0.9

    def _month_word(self, m: str) -> str:
        return "tư" if int(m) == 4 else self._int(int(m))

    def date(self, m: re.Match[str]) -> Reading:
        if not 1 <= int(m["m"]) <= 12 or not 1 <= int(m["d"]) <= 31:
            return None
        said = f"{self._int(int(m['d']))} tháng {self._month_word(m['m'])} năm {self.n(m['y'])}"
        before = m.string[max(0, m.start() - 12) : m.start()].lower().rstrip()
        return said if before.endswith(("ngày", "mùng", "mồng", "rằm")) else "ngày " + said

    def date_range(self, m: re.Match[str]) -> Reading:
        year = f" năm {self.n(m['y'])}" if m["y"] else ""
        return (f"{self._int(int(m['d']))} đến {self._int(int(m['e']))} "
                f"tháng {self._month_word(m['m'])}{year}")  # fmt: skip

    def month(self, m: re.Match[str]) -> Reading:
        said = f"{self._month_word(m['m'])} năm {self.n(m['y'])}"
        return said if m["t"] else ("tháng " + said, 0.8)

    def quarter(self, m: re.Match[str]) -> Reading:
        value = int(m["q"]) if m["q"].isdigit() else roman(m["q"].upper())
        return f"{self._month_word(str(value))} năm {self.n(m['y'])}"

    def day(self, m: re.Match[str]) -> Reading:
        said = f"{self._int(int(m['d']))} tháng {self._month_word(m['m'])}"
        before = m.string[m.start() : m.start("say")].lower().strip(" ,")
        return said if before in ("ngày", "mùng", "rằm") else ("ngày " + said, 0.8)

    def clock(self, m: re.Match[str]) -> Reading:
        said = f"{self._int(int(m['h']))} giờ"
        groups = m.groupdict()
        if groups.get("m") and (int(m["m"]) or groups.get("s")):
            said += f" {self._int(int(m['m']))} phút"
        if groups.get("s"):
            said += f" {self._int(int(m['s']))} giây"
        return said

    def phone(self, m: re.Match[str]) -> Reading:
        if not 7 <= sum(c.isdigit() for c in m[0]) <= 12:
            return None
        groups = re.findall(r"\+?\d+", m[0])
        plus = "cộng " if "+" in m[0] else ""
        return plus + ", ".join(self._numbers.digits(g.lstrip("+")) for g in groups), 0.9

    def money(self, m: re.Match[str]) -> Reading:
        written = m["n"]
        if "$" in m["u"] and re.fullmatch(r"\d{1,3}(?:,\d{3})+", written):
            written = written.replace(",", "")
        said = f"{self.n(written)}{m['big'] or ''} {self._words['money'][m['u']]}"
        per = m.groupdict().get("per")
        return f"{said} trên {self._words['units'].get(per[1:], per[1:])}" if per else said

    def range(self, m: re.Match[str]) -> Reading:
        percent = " phần trăm" if m["p"] else ""
        unit = f" {self._words['units'][m['u']]}" if m["u"] else ""
        return f"{self.n(m['a'])}{percent} {self._words['to']} {self.n(m['b'])}{unit}", 0.8

    def unit(self, m: re.Match[str]) -> Reading:
        sign = self._words["minus"] + " " if m["sign"] else ""
        per = ""
        if m["per"]:
            per = " trên " + self._words["units"].get(m["per"][1:], m["per"][1:])
        return f"{sign}{self.n(m['n'])} {self._words['units'][m['u']]}{per}"

    def fraction(self, m: re.Match[str]) -> Reading:
        a, b = int(m["a"]), int(m["b"])
        if 0 < a < b <= 100:
            bottom = "tư" if b == 4 else self._int(b)
            return f"{self._int(a)} phần {bottom}", 0.7
        return f"{self.n(m['a'])} trên {self.n(m['b'])}", 0.6

    def vulgar(self, m: re.Match[str]) -> Reading:
        a, b = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5),
                "⅛": (1, 8)}[m["f"]]  # fmt: skip
        half = f"{self._int(a)} phần {'tư' if b == 4 else self._int(b)}"
        return f"{self.n(m['n'])} và {half}" if m["n"] else half

    def roman(self, m: re.Match[str]) -> Reading:
        value = roman(m["say"])
        if value is None:
            return None
        ordinal = m.string[: m.start("say")].rstrip().lower().endswith("thứ")
        return self.ordinal(m["say"]) if ordinal else self._int(value)

    def ordinal(self, numeral: str) -> str:
        value = roman(numeral) or 0
        return {1: "nhất", 4: "tư"}.get(value) or self._int(value)
