"""Ranges, measures, and plain numbers."""

import re
from collections.abc import Mapping

from tts._rules import BEFORE, Language, Numbers, Reading, Rule
from tts.languages.vi._around import LOWER, N, before, either

_LIST = "[Cc]ác|[Cc]âu|[Bb]ài|[Kk]hoản|điều|Điều|[Tt]rang|[Ll]ớp|[Qq]uận|[Kk]hối"

_COUNTED = (
    "người|từ|chữ|lượt|bài|bản|cuốn|quyển|đầu sách|hộ|hộ dân|em|học sinh|sinh viên|cán bộ|ca|con|"
    "chiếc|cái|cây|bạn đọc|độc giả|thành viên|trang|tác phẩm|tài liệu|đồng|lính|quân|thẻ"
)
_MONTH_BEHIND = re.compile(r"\s+[Tt]háng\s+(?:\d|[gG]iêng|[cC]hạp|[a-z])")


def versions(numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of numbers with levels, which are no thousands: 192.168.1.1, 1.2a."""

    def levels(m: re.Match[str]) -> Reading:
        runs = m["n"].split(".")
        if runs[0] != "0" and all(len(run) == 3 for run in runs[1:]):
            return None
        said = " chấm ".join(map(numbers.number, runs))
        return f"{said} {m['l']}" if m["l"] else said

    def parts(m: re.Match[str]) -> Reading:
        return " ".join(map(numbers.number, re.findall(r"\d+", m["say"]))), 0.9

    return (
        Rule("number.parts", r"(?<!\w)NPK[\s(]{1,3}(?P<say>\d{1,2}(?:[.:-]\d{1,2}){2,3})"
             r"(?![\w%]|[.,:-]\d)", parts),
        Rule("code.version", rf"{BEFORE}(?P<n>\d{{1,4}}(?:\.\d{{1,4}}){{2,5}})"
             rf"(?P<l>[a-hđ])?(?![\w]|[.,]\d)",
             levels),
        Rule("code.section", rf"{BEFORE}(?P<n>\d{{1,3}}\.\d{{1,2}})(?P<l>[a-eđ])(?![\w]"
             rf"|[.,]\d)", levels),
    )  # fmt: skip


def measures(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of ranges and measures."""
    say = _Quantities(language, numbers)
    units = either(language.words["units"])
    raised = either([unit for unit in language.words["units"] if unit[-1] in "23²³" or "/" in unit])
    factor = rf"\s?(?P<ub>{units})?\s?[x×X*]\s?(?P<c>{N})"
    sign = r"(?P<sign>(?<![\w)])[-−])?"
    return (
        Rule("number.science", rf"{BEFORE}(?P<n>\d+(?:[.,]\d+)?)\s?[.x×*·]\s?10"
             r"(?:\s?\^\s?(?P<sign>[-−])?(?P<p>\d{1,3})|(?P<r>⁻?[⁰¹²³⁴-⁹]{1,3}))"
             rf"(?:\s?(?P<u>{units})(?!\w))?", say.science),
        Rule("number.dimension", rf"{BEFORE}(?P<a>{N})\s?(?P<ua>{units})?\s?[x×X*]\s?(?P<b>{N})"
             rf"(?:{factor})?(?:\s?(?P<u>{units}))?(?!\w)", say.dimension),
        Rule("symbol.times", r"(?<=[^\W\d_])(?P<say>\s[x×]\s)(?=\d)", say.times),
        Rule("number.range", rf"{BEFORE}(?<![-–/]){sign}(?P<a>{N})\s?(?P<p>{units})?\s?(?:[-–—]|÷)"
             rf"\s?(?P<neg>[-−])?(?P<b>{N})(?:\s?(?P<u>{units})(?!\w))?(?![-–]\d|\w"
             rf"|[.,]\d)", say.range),
        Rule("number.split-unit", rf"{BEFORE}(?P<n>\d{{1,3}})(?P<u>m|km|kg)(?P<more>\d{{1,2}})"
             r"(?!\w|[.,]\d)", say.split),
        Rule("number.unit", rf"{BEFORE}(?<!\d/){sign}(?P<n>{N})\s?(?P<u>{units})(?!\w"
                            rf"|[-.][^\W\d_])",
             say.unit),
        Rule("number.seconds", rf"{BEFORE}(?<!\w)(?P<n>[1-5]?\d)s(?!\w)", say.seconds),
        Rule("unit.alone", rf"(?<![\w²³/])(?:{raised})(?!\w)", lambda m: say.units[m[0]]),
    )  # fmt: skip


def plain(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of numbers by themselves; they go last of all that have figures."""
    say = _Quantities(language, numbers)
    units = either(language.words["units"])
    return (
        Rule("number.power", rf"{BEFORE}(?P<n>\d+)\s?\^\s?(?P<sign>[-−])?(?P<p>\d+)", say.power),
        Rule("number.raised", rf"{BEFORE}(?<![\w.,])(?P<n>\d+)(?P<p>⁻[⁰¹²³⁴-⁹]+|[⁴-⁹][⁰¹²³⁴-⁹]*|"
             r"(?<=10)[⁰¹²³⁴-⁹]+)(?!\w)"
             rf"(?:\s?(?P<u>{units})(?!\w))?", say.raised),
        Rule("number.negative", rf"(?<![\w.,)\]%])[-−](?P<n>{N})(?!\w)",
             say.negative),
        Rule("number.sign", rf"(?:№|#)\s?(?P<n>{N})", lambda m: f"số {say.n(m['n'])}"),
        Rule("number.listed", rf"{BEFORE}\d{{1,3}}(?:,\d{{1,3}}){{2,30}}(?![\w.]\d)", say.listed),
        Rule("number.listed-two", rf"(?<!\w)(?:{_LIST})\s+(?P<say>\d{{1,2}},\d{{1,2}})(?!\w"
             rf"|[.,]\d)",
             say.listed),
        Rule("number.ordinal", r"(?<!\w)(?P<w>thứ|hạng|giải)\s+(?P<say>0?(?P<n>[14]))"
             r"(?!\d|[.,]\d|/\d{2}/|%)(?!\s?(?:triệu|tỷ|nghìn|ngàn))", say.rank, flags=re.I),
        Rule("number.padded", rf"{BEFORE}(?<![\w/-])0(?P<n>[1-9])(?=\s[{LOWER}])", say.padded),
        Rule("number.many", rf"{BEFORE}(?<!\w)(?!\d+000(?!\d))\d{{10,15}}(?![\w]|[.,]\d)",
             lambda m: (numbers.digits(m[0]), 0.7)),
        Rule("number.comma-thousands", rf"{BEFORE}[1-9]\d{{0,2}}(?:,\d{{3}}){{1,3}}"
             rf"(?=\s(?:{_COUNTED})(?!\w))",
             lambda m: (numbers.integer(int(m[0].replace(",", ""))), 0.6)),
        Rule("number.comma", rf"{BEFORE}[1-9]\d{{0,2}},\d{{3}}(?![\w,]|\.\d)",
             lambda m: (say.n(m[0]), 0.6)),
        Rule("number.plain", rf"{BEFORE}(?:{N})(?!\w)", lambda m: say.n(m[0])),
        Rule("symbol.hyphen-word", rf"(?<=\d)[-‐‑](?=[{LOWER}]{{2}})", lambda _: " "),
    )  # fmt: skip


class _Quantities:
    def __init__(self, language: Language, numbers: Numbers) -> None:
        self._minus: str = language.words["minus"]
        self._to: str = language.words["to"]
        self.units: Mapping[str, str] = language.words["units"]
        self.n = numbers.number

    def range(self, m: re.Match[str]) -> Reading:
        first = f" {self.units[m['p']]}" if m["p"] else ""
        unit = f" {self.units[m['u']]}" if m["u"] else ""
        if first == unit:
            first = ""
        a = (f"{self._minus} " if m["sign"] else "") + self.n(_unpadded(m["a"]))
        b = (f"{self._minus} " if m["neg"] else "") + self.n(_unpadded(m["b"]))
        size, first_size = _size(m["b"]), _size(m["a"])
        if 1000 <= first_size < 3000 and len(m["b"]) == 2 and size > first_size % 100:
            return f"{a} {self._to} {b}{unit}", 0.9
        if first_size >= 1000 and size <= 31 and _MONTH_BEHIND.match(m.string, m.end()):
            return f"{a} {self._to} {b}", 0.9
        if first_size >= 100 and size <= 12 and not unit and not m["sign"]:
            return f"{a} {b}", 0.6
        if m["sign"] or m["neg"] or first_size < size or size <= 12:
            return f"{a}{first} {self._to} {b}{unit}", 0.9
        if size > 99.5:
            return f"{a}{first} {self._to} {b}{unit}", 0.7
        return f"{a}{first or unit}, {b}{unit}", 0.6

    def dimension(self, m: re.Match[str]) -> Reading:
        """Factors, each with the unit it has."""
        parts = [self.n(m["a"]), self.n(m["b"]), *([self.n(m["c"])] if m["c"] else [])]
        units = [m["ua"], m["ub"] if m["c"] else m["u"], m["u"]]
        return " nhân ".join(
            f"{part} {self.units[unit]}" if unit else part
            for part, unit in zip(parts, units, strict=False)
        )

    def times(self, m: re.Match[str]) -> Reading:
        """Times, between a measured thing and the next: 3 dài x 2 rộng."""
        return " nhân " if re.search(r"\d\s?[^\W\d_]{1,6}\Z", before(m, 12)) else None

    def science(self, m: re.Match[str]) -> Reading:
        power = self._raised(m["r"]) if m["r"] else self._signed(m)
        return f"{self.n(m['n'])} nhân mười mũ {power}{self._unit_of(m)}"

    def _raised(self, written: str) -> str:
        figures = written.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", "⁻"))
        return f"{self._minus} {self.n(figures)}" if written[0] == "⁻" else self.n(figures)

    def _unit_of(self, m: re.Match[str]) -> str:
        return f" {self.units[m['u']]}" if m["u"] else ""

    def power(self, m: re.Match[str]) -> Reading:
        return f"{self.n(m['n'])} mũ {self._signed(m)}"

    def raised(self, m: re.Match[str]) -> Reading:
        return f"{self.n(m['n'])} mũ {self._raised(m['p'])}{self._unit_of(m)}", 0.9

    def _signed(self, m: re.Match[str]) -> str:
        return (f"{self._minus} " if m["sign"] else "") + self.n(m["p"])

    def split(self, m: re.Match[str]) -> Reading:
        """1m65: the second number counts the next smaller unit."""
        power = m["more"] in ("2", "3") and m["u"] in ("m", "km")
        if power and (int(m["n"]) > 2 or not _TALL.search(before(m))):
            return None
        return f"{self.n(m['n'])} {self.units[m['u']]} {self.n(m['more'])}", 0.9

    def unit(self, m: re.Match[str]) -> Reading:
        if m["u"] in _ONE_LETTER and not m[0][-2].isspace() and _GRADE.search(before(m, 12)):
            return None
        less = bool(m["sign"]) and m["u"] == "%" and bool(_LESS.search(before(m, 16)))
        sign = f"{self._minus} " if m["sign"] and not less else ""
        return f"{sign}{self.n(m['n'])} {self.units[m['u']]}"

    def negative(self, m: re.Match[str]) -> Reading:
        """-50; the sign is silent where a word has said that it is less."""
        less = "" if _LESS.search(before(m, 16)) else f"{self._minus} "
        return less + self.n(m["n"]), 0.8

    def seconds(self, m: re.Match[str]) -> Reading:
        return None if before(m, 8).endswith("năm ") else (f"{self.n(m['n'])} giây", 0.7)

    def listed(self, m: re.Match[str]) -> Reading:
        """1,2,3 without spaces: a list, not a decimal."""
        parts = (m.groupdict().get("say") or m[0]).split(",")
        if all(len(part) == 3 for part in parts[1:]) and parts[0][0] != "0":
            return None
        return ", ".join(map(self.n, parts)), 0.8

    def padded(self, m: re.Match[str]) -> Reading:
        """05 ngày, as offices write it: five, but where it is a number's name."""
        return None if _NAMED.search(before(m, 24)) else (self.n(m["n"]), 0.9)

    def rank(self, m: re.Match[str]) -> Reading:
        if m["n"] == "4":
            return "tư"
        return "nhất" if m["w"].lower() == "thứ" else None


def _unpadded(written: str) -> str:
    """05 as 5."""
    return written[1] if len(written) == 2 and written[0] == "0" else written


def _size(written: str) -> float:
    """A number in the language's own marks; 0 where it is none."""
    bare = re.sub(r"[. \u00a0\u202f](?=\d{3})", "", written).replace(",", ".")
    return float(bare) if bare.count(".") < 2 else 0.0


_LESS = re.compile(r"(?:giảm(?: giá)?|khuyến mãi|chiết khấu|sale|off)\s\Z")
_TALL = re.compile(r"(?:cao|dài|rộng|sâu|cỡ)\s+(?:\w+\s+){0,2}\Z")
_GRADE = re.compile(r"(?:lớp|khối|phòng|quốc lộ|ql|đường)\s+\Z")
_NAMED = re.compile(
    r"(?:số|tuyến|mã|lô|tổ|ô|buýt|thửa|phòng|đội|cụm|mẫu|biểu|khu|gọi|đường|đầu|lớp|bàn|ghế|km)"
    r"\s+\Z"
)
_ONE_LETTER = frozenset("mglVWAJN")
