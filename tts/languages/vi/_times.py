"""Times of the day, and lengths of time."""

import re

from tts._rules import BEFORE, Language, Numbers, Reading, Rule
from tts.languages.vi._around import before, last_word

_HOUR = r"(?:[01]?\d|2[0-4])"
_MINUTE = r"[0-5]\d"
_OPEN = r"(?<!\d)(?<!\d[.,:])"
_CLOCK = (
    rf"{_HOUR}(?::{_MINUTE}(?::{_MINUTE})?|"
    rf"\s?(?:h|H|g|giờ)(?:\s?{_MINUTE}(?:\s?(?:p|phút|['’′])(?!\w))?)?)"
)
_SHUT = r"(?!\w|[.,:]\d)"
_BEFORE_HOUR = frozenset(
    ("lúc", "từ", "đến", "khoảng", "vào", "tới", "trước", "sau", "hơn", "gần", "đúng", "hồi", "tầm",
     "sáng", "trưa", "chiều", "tối", "đêm")
)  # fmt: skip


def times(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of times, the most particular first."""
    say = _Times(language, numbers)
    day = numbers.integer(24)
    return (
        Rule("time.range", rf"{_OPEN}(?P<a>{_CLOCK}|{_HOUR})\s?[-–—]\s?(?P<b>{_CLOCK}){_SHUT}",
             say.range),
        Rule("time.lasting", r"(?<!\w)(?:dài|thời lượng|chạy|mất|hết|trong|sau|với|là|đạt"
                             r"|thành tích|kỷ lục)"
             rf"\s(?:chỉ\s)?(?P<say>(?P<m>\d{{1,3}}):(?P<s>{_MINUTE})\s?phút)(?!\w)", say.lasting),
        Rule("time.clock", rf"{_OPEN}(?P<h>{_HOUR})(?::|\s?(?:h|H|g|giờ)\s?)(?P<m>{_MINUTE})"
             rf"(?::(?P<s>{_MINUTE})|\s?p(?:hút)?(?!\w)|['’′](?:(?P<t>{_MINUTE})(?:''|’’|[\"”″]|s(?!\w))?)?"
             rf")?{_SHUT}", say.clock),
        Rule("time.half-day", r"(?<![\d:.,])(?P<h>\d{1,2})(?::\d\d){0,2}\s?(?P<say>[AaPp](?:\.m\."
             r"|M|m))(?!\w)",
             say.half_day, "nothing"),
        Rule("time.round-the-clock", r"(?<![\w/.,])24\s?/\s?24(?:\s?(?:[hH]|giờ))?(?![\w/]|[.,]\d)",
             lambda m: f"{day} trên {day}{' giờ' if m[0][-1] in 'hHờ' else ''}"),
        Rule("time.hour", rf"{_OPEN}(?P<h>{_HOUR})\s?[hH](?!\w)", say.clock),
        Rule("time.hours", rf"{BEFORE}(?P<h>\d{{1,4}}(?:[.,]\d{{1,2}})?)\s?h(?!\w)",
             lambda m: f"{numbers.number(m['h'])} giờ"),
        Rule("time.hour-south", rf"{_OPEN}(?P<h>{_HOUR})\s?g(?!\w|[./])", say.south),
        Rule("time.coordinate", rf"{BEFORE}(?P<d>\d{{1,3}})\s?[°º]\s?(?P<m>\d{{1,2}})\s?['’′]"
             r"(?:\s?(?P<s>\d{1,2}(?:[.,]\d+)?)\s?(?:''|’’|[\"”″]))?\s?(?P<w>[NSEWBĐT]"
             r"(?![\w]))?", say.coordinate),
        Rule("time.minutes-seconds", rf"{BEFORE}(?P<m>\d{{1,3}})\s?['’′]\s?(?P<s>[0-5]?\d)"
             r"(?:''|’’|[\"”″])?(?!\w)", say.minutes),
        Rule("time.minutes", rf"{BEFORE}(?P<m>\d{{1,3}})(?P<mark>['’′])(?![\w'’])", say.minutes),
        Rule("time.seconds", rf"{BEFORE}(?P<m>\d{{1,3}})(?:''|″)(?!\w)",
             lambda m: (f"{numbers.number(m['m'])} giây", 0.7)),
    )  # fmt: skip


class _Times:
    def __init__(self, language: Language, numbers: Numbers) -> None:
        self._to: str = language.words["to"]
        self._numbers = numbers

    def _n(self, written: str) -> str:
        return self._numbers.integer(int(written))

    def _said(self, written: str) -> str:
        """7h30, 19g, 08:05:30, 9 giờ 5 phút."""
        parts = re.findall(r"\d+", written)
        said = f"{self._n(parts[0])} giờ"
        if len(parts) > 1 and (int(parts[1]) or len(parts) > 2):
            said += f" {self._n(parts[1])} phút"
        if len(parts) > 2:
            said += f" {self._n(parts[2])} giây"
        return said

    def clock(self, m: re.Match[str]) -> Reading:
        if ":" in m[0] and _NO_CLOCK.search(before(m)):
            return None
        return self._said(m[0]) + ("" if m.groupdict().get("t") else _closing(m))

    def lasting(self, m: re.Match[str]) -> Reading:
        """3:45 phút, how long it lasts."""
        return f"{self._n(m['m'])} phút {self._n(m['s'])} giây", 0.9

    def half_day(self, m: re.Match[str]) -> Reading:
        hour = int(m["h"]) % 12
        if m["say"][0] in "aA":
            return "sáng"
        return "trưa" if hour == 0 else "chiều" if hour < 6 else "tối"

    def range(self, m: re.Match[str]) -> Reading:
        if re.search(r"\d\s?g\Z", m["b"]) and last_word(m) not in _BEFORE_HOUR:
            return None
        if m["a"].isdigit() and ":" in m["b"]:
            return None
        first = self._n(m["a"]) if m["a"].isdigit() else self._said(m["a"])
        return f"{first} {self._to} {self._said(m['b'])}{_closing(m)}"

    def south(self, m: re.Match[str]) -> Reading:
        """8g is an hour where a word of time stands beside it, else a weight."""
        follows = _DAYTIME.match(m.string, m.end())
        if follows or last_word(m) in _BEFORE_HOUR:
            return self._said(m["h"]), 0.9 if follows else 0.8
        return None

    def coordinate(self, m: re.Match[str]) -> Reading:
        said = f"{self._n(m['d'])} độ {self._n(m['m'])} phút"
        if m["s"]:
            said += f" {self._numbers.number(m['s'])} giây"
        return (f"{said} {_WINDS[m['w']]}", 0.8) if m["w"] else said

    def minutes(self, m: re.Match[str]) -> Reading:
        mark = m.groupdict().get("mark")
        if mark and mark != "′" and _QUOTED.search(before(m, 80)):
            return None
        said = f"{self._n(m['m'])} phút"
        seconds = m.groupdict().get("s")
        return (f"{said} {self._n(seconds)} giây" if seconds else said), 0.8


def _closing(m: re.Match[str]) -> str:
    """The last sign of a time, where it is no mark of minutes but ends a quotation."""
    quoted = m[0][-1] in "'’" and _QUOTED.search(before(m, 80))
    return m[0][-1] if quoted else ""


_WINDS = {"N": "Bắc", "B": "Bắc", "S": "Nam", "E": "Đông", "Đ": "Đông", "W": "Tây", "T": "Tây"}
_NO_CLOCK = re.compile(r"t[ỷỉ]\s(?:lệ|số)\s+\Z")
_DAYTIME = re.compile(r"\s*(?:sáng|trưa|chiều|tối|đêm|khuya|ngày|kém|rưỡi|hôm)(?!\w)")
_QUOTED = re.compile(r"(?:(?<!\w)'|‘)[^'’]*\Z")
