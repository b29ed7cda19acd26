"""Fractions, ratios, scores, and numbers on both sides of a slash."""

import re
from collections.abc import Mapping

from tts._rules import BEFORE, LETTER, Language, Numbers, Reading, Rule
from tts.languages.vi._around import UPPER, N, after, before, before_as_written, either, is_syllable

_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5),
           "⅛": (1, 8)}  # fmt: skip
_HOUSE = (
    "[Ss]ố nhà|[Nn]hà số|[Ss]ố|[Hh]ẻm|[Nn]gõ|[Nn]gách|[Kk]iệt|[Tt]ổ|[Ll]ô|[Tt]hửa|[Ll]ớp|[Kk]hối|"
    "[Tt]rú tại:?|[Đđ]ịa chỉ:?|[Tt]hương binh|[Bb]ệnh binh|[Nn]hà"
)


def houses(numbers: Numbers) -> tuple[Rule, ...]:
    """The rule of addresses and classes: 15A/3, lớp 11/2."""

    def lettered(part: str) -> str:
        return re.sub(r"\d+|[A-Z]", lambda m: f"{_said(m[0])} ", part).rstrip()

    def _said(piece: str) -> str:
        return numbers.number(piece) if piece.isdigit() else piece

    return (
        Rule("number.house", rf"(?<!\w)(?:{_HOUSE})\s+(?P<say>\d+[A-Z]?(?:/[A-Z]?\d+[A-Z]?){{1,4}})"
             r"(?![\w/])",
             lambda m: (" trên ".join(map(lettered, m["say"].split("/"))), 0.8)),
    )  # fmt: skip


def scores(numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of scores; they go before ranges, which look like them."""
    say = _Ratios(numbers, {})
    return (
        Rule("number.score",
         rf"{BEFORE}(?<![-–/:])(?P<a>\d{{1,3}})\s?(?P<mark>[-–—:])\s?(?P<b>\d{{1,3}})"
             r"(?!\w|[-–/%]|[.,:]\d)", say.score),
        Rule("number.formation", rf"{BEFORE}(?<![-–/\w])\d{{1,2}}(?:[-–]\d{{1,2}}){{2,3}}"
             rf"(?![-–/\w])",
             lambda m: (" ".join(map(numbers.number, re.findall(r"\d+", m[0]))), 0.7)),
    )  # fmt: skip


def ratios(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of ratios and fractions."""
    units = language.words["units"]
    say = _Ratios(numbers, units)
    return (
        Rule("number.ratio", rf"{BEFORE}(?P<a>\d{{1,4}})\s?:\s?(?P<b>{N})(?!\w"
             rf"|[.,:]\d)", say.ratio),
        Rule("number.of-scale", rf"{BEFORE}(?<!/)(?P<a>\d{{1,4}}[.,]\d{{1,2}})\s?/\s?"
             r"(?P<b>\d{1,4}(?:[.,]\d{1,2})?)(?![\w/]|[.,]\d)",
             lambda m: (f"{numbers.number(m['a'])} trên {numbers.number(m['b'])}", 0.9)),
        Rule("number.mixed-slash", rf"{BEFORE}(?<![/\w])(?P<n>\d{{1,2}})\s(?P<a>[1-9])/"
             rf"(?P<b>[2-9]|10)"
             r"(?![\d/]|[.,]\d)", say.mixed),
        Rule("number.fraction-unit", rf"{BEFORE}(?<!/)(?P<a>\d{{1,4}})\s?/\s?(?P<b>\d{{1,4}})\s?"
             rf"(?P<u>{either(units)})(?!\w)", say.fraction),
        Rule("number.fraction", rf"{BEFORE}(?<!/)(?P<a>\d{{1,4}})\s?/\s?"
             r"(?P<b>\d{1,3}(?:\.\d{3})+|\d{1,6})(?!\d|/\d|[.,]\d|[^\W\d_])", say.fraction),
        Rule("number.slashes", rf"{BEFORE}(?<![\w/])\d{{1,4}}(?:/\d{{1,4}})+(?![\w/])",
             lambda m: (" trên ".join(map(numbers.number, m[0].split("/"))), 0.6)),
        Rule("number.mixed", rf"(?:(?<!\d)"
             rf"(?P<n>\d{{1,9}}))?(?P<f>[{''.join(_VULGAR)}])"
             rf"(?:\s?(?P<u>{either(units)})(?!\w))?", say.vulgar),
    )  # fmt: skip


class _Ratios:
    def __init__(self, numbers: Numbers, units: Mapping[str, str]) -> None:
        self._units = units
        self._n = numbers.number

    def score(self, m: re.Match[str]) -> Reading:
        """Two numbers side by side: after words of a match, or where nothing runs down so."""
        a, b = int(m["a"]), int(m["b"])
        head = before(m, 60)
        if _SCALE.search(head) or _MEASURED.match(m.string, m.end()) or max(a, b) > 30:
            return None
        rest = "," if a and a % 10 == 0 and b < 10 else ""  # "mười tám" would be eighteen
        said = f"{self._n(m['a'])}{rest} {self._n(m['b'])}"
        if _SCORE.search(head):
            return said, 0.9
        side = _SIDE.search(before_as_written(m, 32))
        named = side and (side[1] or not is_syllable(side[2]))
        if named and "-–".count(m["mark"]) and _OTHER.match(m.string, m.end()):
            return said, 0.7
        if "-" in m[0] and (a >= b or _SIDES.search(before_as_written(m))):
            return said, 0.6
        return None

    def ratio(self, m: re.Match[str]) -> Reading:
        a, b = self._n(m["a"]), self._n(m["b"])
        return f"{a} trên {b}" if _SCALE.search(before(m)) else (f"{a} {b}", 0.6)

    def _part(self, a: str, b: str) -> str:
        return f"{self._n(a)} phần {'tư' if b == '4' else self._n(b)}"

    def mixed(self, m: re.Match[str]) -> Reading:
        if int(m["a"]) >= int(m["b"]):
            return None
        return f"{self._n(m['n'])} và {self._part(m['a'], m['b'])}", 0.7

    def fraction(self, m: re.Match[str]) -> Reading:
        """A part of a whole, or so many of so many."""
        a, b = int(m["a"]), int(m["b"].replace(".", ""))
        unit = m.groupdict().get("u")
        tail = f" {self._units[unit]}" if unit else ""
        over = f"{self._n(m['a'])} trên {self._n(m['b'])}{tail}"
        head = before(m)
        street = _STREET.match(m.string, m.end()) and _LIVING.search(head)
        if max(a, b) < 8 and _SET.search(head):
            return f"{self._n(m['a'])} {self._n(m['b'])}", 0.7
        if a >= b or street or _SCALE.search(head) or _PLACED.search(head):
            return over, 0.8
        if re.search(r"(?:thứ|hạng)\s+\Z", head):
            rank = {1: "nhất", 4: "tư"}.get(a) or self._n(m["a"])
            return f"{rank} trên {self._n(m['b'])}", 0.8
        if re.match(r"\s*điểm(?!\w)", after(m)) or (a > 1 and b > 10):
            return over, 0.7
        sure = unit or _PARTED.match(after(m))
        return self._part(m["a"], m["b"]) + tail, 0.8 if sure else 0.6

    def vulgar(self, m: re.Match[str]) -> Reading:
        a, b = map(str, _VULGAR[m["f"]])
        unit = f" {self._units[m['u']]}" if m["u"] else ""
        whole = f"{self._n(m['n'])} và " if m["n"] else ""
        return f"{whole}{self._part(a, b)}{unit}"


_SCORE = re.compile(
    r"(?:set|séc|sét|ván|t[ỷỉ]\s+số|thắng|thua|hòa|hoà|dẫn|gỡ|hạ|đánh bại|vượt qua|chung cuộc"
    r"|đè bẹp|cân bằng|"
    r"cầm chân|bị loại|kết quả|trận|hiệp)(?:\s[1-5](?=\s?:))?(?:\s[^\d.;!?]{0,40})?\s*(?:\("
    r"|là|:|với)?\s*\Z|"
    r"\d\s?[-–]\s?\d+(?:,|;| và)\s\Z"
)
_SIDES = re.compile(rf"[-–]\s(?:[{UPPER}][^\s\d]*\s){{1,4}}\Z")
_SIDE = re.compile(rf"(?<!\w)([{UPPER}][^\W\d_]+\s)?([{UPPER}][^\W\d_]+)\s\Z")
_OTHER = re.compile(rf"\s[{UPPER}][^\W\d_]+")
_SET = re.compile(
    r"(?<!\w)(?:(?<!chiến )thắng|thua|hạ|t[ỷỉ] số)\s(?!cử)(?:[^\d.;!?]{0,30}\s)?"
    r"(?:[0-7]/[0-7](?:,| và)\s)*\Z"
)
_SCALE = re.compile(r"(?:t[ỷỉ]\s+lệ|t[ỷỉ]\s+xích|bản đồ|tỷ suất)\s+(?:\w+\s+){0,2}\Z")
_PLACED = re.compile(
    r"(?:tập|trang|bài|câu|phần|phòng|căn|bàn|huyết áp|thị lực|bậc|cấp|mức|"
    r"tiết|lớp|điểm|số|tờ|nhịp|hẻm|ngõ)\s+\Z"
)
_MEASURED = re.compile(
    r"\s?(?:%|°|[^\W\d_]*(?:lần|người|ngày|giờ|phút|tháng|năm|tuần|triệu|tỷ|nghìn|ngàn|đồng|mét|m|"
    r"km|kg|cm|ha|tấn|tạ|tuổi|con|cái|cây|cuốn|quyển|trang|hộ|xã|tỉnh|chiếc|độ|điểm)(?!\w))"
)
_STREET = re.compile(rf"\s[{UPPER}][^\W\d_]*\s[{UPPER}]")
_LIVING = re.compile(r"(?:trú tại|địa chỉ|ở|tại|nhà|số|[;,:(–-])\s*\Z|\A\Z")
_PARTED = re.compile(rf"\s+{LETTER}")
