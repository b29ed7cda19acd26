"""Telephone numbers, digit by digit in groups."""

import re

from tts._rules import Numbers, Reading, Rule
from tts.languages.vi._around import before

_CALLED = (
    r"(?:[Đđ]iện thoại(?:(?:\s\w+){0,4}\s(?:là|số))?|ĐT|đt|ĐTDĐ|SĐT|[Tt]el|[Ff]ax|[Hh]otline|[Gg]ọi"
    r"|số máy|đường dây nóng)"
)

_S = "[ \u00a0\u202f]"
_PART = rf"(?:\.|{_S}?-{_S}?|{_S}{{0,2}})"
"""What parts the groups of a number; a full stop before a space does not."""


def phones(numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of telephone numbers."""
    say = _Phones(numbers)
    return (
        Rule("phone", r"(?<![\w.,/+-])(?:\(\+84\)|\+84(?:\s?\(0\))?|\(\+?84[\s.-]?\d{1,3}\)|"
             rf"\(0\d{{1,4}}\)|0\d{{1,4}})(?:\.\s)?(?:{_PART}(?:\(\d{{1,4}}\)|\d{{1,4}})){{1,4}}"
             r"(?![\d/]|[.,]\d)", say.phone),
        Rule("phone.hotline", r"(?<![\w.,/])1[89]00[\s.-]?(?:\d{3}[\s.-]?\d{3}|\d{4}|"
             r"\d{2}[\s.-]\d{2}(?:[\s.-]\d{2})?)(?!\w|[.,]\d)", say.hotline),
        Rule("phone.local", rf"(?<!\w){_CALLED}[\s.:]*(?:số)?[\s:]*"
             rf"(?P<say>\d(?:(?:{_S}-{_S}|[ \u00a0.-])?\d){{5,10}})"
             rf"(?![\w/]|[.,]\d)",
             say.local),
        Rule("phone.another", r"(?<=\d)\s?[-–,;/]\s?(?P<say>\d{3,4}[\s.]\d{3,4})(?![\w/]"
             r"|[., \u00a0]\d)", say.another),
        Rule("phone.short", r"(?<!\w)(?i:tổng đài|đường dây nóng|hotline|đầu số"
                            r"|số khẩn cấp)\s(?:số\s)?"
             r"(?P<say>\d{3,6})(?!\w|[.,/-]\d| \d)", lambda m: (numbers.digits(m["say"]), 0.9)),
        Rule("phone.emergency", r"(?<![\w.,/-])11[1-5](?![\w/-]|[.,]\d)", say.emergency),
    )  # fmt: skip


class _Phones:
    def __init__(self, numbers: Numbers) -> None:
        self._digits = numbers.digits

    def phone(self, m: re.Match[str]) -> Reading:
        written = m[0].replace("(0)", " ")
        count = sum(c.isdigit() for c in written)
        inside = _INSIDE.search(m[0])
        if inside and count > 12 and count - len(inside[1]) in (10, 11):
            outer = self._outer(m[0][: inside.start()])
            return f"{outer}, số máy lẻ {self._digits(inside[1])}", 0.7
        if not 9 <= count <= 12:
            return None
        return self._outer(written), 0.9

    def _outer(self, written: str) -> str:
        groups = re.findall(r"\d+", written)
        if len(groups) == 1:
            groups = _grouped(groups[0])
        elif max(map(len, groups)) > 6:
            groups = [part for run in groups for part in _halved(run)]
        plus = "cộng " if "+" in written else ""
        return plus + ", ".join(map(self._digits, groups))

    def hotline(self, m: re.Match[str]) -> Reading:
        groups = re.findall(r"\d+", m[0])
        if len(groups) == 1:
            rest = groups[0][4:]
            groups = [groups[0][:4], *([rest] if len(rest) == 4 else [rest[:3], rest[3:]])]
        return ", ".join(map(self._digits, groups)), 0.9

    def local(self, m: re.Match[str]) -> Reading:
        groups = re.findall(r"\d+", m["say"])
        if not 6 <= sum(map(len, groups)) <= 11:
            return None
        return ", ".join(map(self._digits, groups)), 0.8

    def another(self, m: re.Match[str]) -> Reading:
        """A second number without its area, behind one that has it."""
        if not _CALLED_BEFORE.search(before(m, 70)):
            return None
        return ", ".join(map(self._digits, re.findall(r"\d+", m["say"]))), 0.8

    def emergency(self, m: re.Match[str]) -> Reading:
        return (self._digits(m[0]), 0.9) if _EMERGENCY.search(before(m)) else None


_CALLED_BEFORE = re.compile(r"(?:điện thoại|đt|tel|fax|hotline|gọi|số máy)[^a-zà-ỹ]{6,60}\Z")
_EMERGENCY = re.compile(
    r"(?:gọi|tổng đài|đường dây nóng|hotline|cảnh sát|cấp cứu|bấm|quay|bệnh viện|trung tâm)\s"
    r"(?:[^\d.;!?]{0,20})?"
    r"(?:\d{3}\s?(?:,|và|hoặc|hay)\s)*\Z"
)


_INSIDE = re.compile(r"\s?[-–]\s?(\d{2,4})\Z")
"""The number of one office, behind that of the house."""


def _halved(run: str) -> list[str]:
    """A long run of figures in two groups."""
    return [run] if len(run) < 7 else [run[: len(run) // 2], run[len(run) // 2 :]]


def _grouped(digits: str) -> list[str]:
    """A number in one run, as it is told: four, three, three; Hanoi's and Saigon's three first."""
    if len(digits) == 11 and digits.startswith("02"):
        return [digits[:3], digits[3:7], digits[7:]]
    return [digits[:4], digits[4:7], digits[7:]]
