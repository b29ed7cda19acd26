"""Money, measures, ranges, ratios, fractions, scores and plain numbers."""

import re
from collections.abc import Mapping

from tts._rules import BEFORE, LETTER, Language, Numbers, Reading, Rule, rule
from tts.languages.vi._around import LOWER, UPPER, N, after, before, before_as_written, either

_BIG = r"(?P<big>\s?(?:triệu|tr|tỷ|tỉ|nghìn|ngàn|trăm)(?:\s(?:triệu|tỷ|tỉ))?(?!\w))"
_SHORT = {"tr": "triệu", "k": "nghìn", "K": "nghìn", "tỷ": "tỷ", "tỉ": "tỉ"}
_PER = (
    "người|đầu người|ngày|đêm|tuần|tháng|quý|năm|giờ|phút|giây|hộ|lớp|trường|lần|lượt|bữa|con|cây|"
    "gốc|sào|công|mẫu|tấn|tạ|yến|suất|phòng|vé|buổi|tiết|xã|thôn|học kỳ|cuốn|quyển|bản|trang|kỳ|"
    "lượng|chỉ|thùng|bao|ounce|chiếc|cái|bộ|mét|lít|khẩu|vụ|ca|chuyến|tiếng|vòng|nhóm|em|học sinh"
    "|sinh viên|ki lô gam|cân|tờ"
)
_OPERATORS = {"+": "cộng", "-": "trừ", "–": "trừ", "−": "trừ", "x": "nhân", "×": "nhân",
              "*": "nhân", ":": "chia", "÷": "chia"}  # fmt: skip


def money(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of sums, in figures and in money."""
    say = _Quantities(language, numbers)
    table: Mapping[str, str] = language.words["money"]
    sign = either([key for key in table if not key[-1].isalpha()])
    coin = either(table)
    return (
        rule("number.sum", rf"{BEFORE}(?<![\w/])\d+(?:[.,]\d+)?(?:\s?[-–−+:x×*÷]\s?\d+"
             rf"(?:[.,]\d+)?){{1,8}}"
             r"(?=\s?=)", say.sum),
        rule("money.before", rf"(?<!\w)(?P<u>{sign})\s?(?P<n>{N}){_BIG}?", say.money),
        rule("money.range", rf"{BEFORE}(?<![-–/])"
             rf"(?P<a>{N})\s?[-–—]\s?(?P<n>{N}){_BIG}?\s?(?P<u>{coin})"
             r"(?!\w)", say.money_range),
        rule("money.after", rf"{BEFORE}(?P<n>{N}){_BIG}?\s?(?P<u>{coin})(?!\w)", say.money),
        rule("money.short", rf"{BEFORE}(?P<n>{N})(?P<s>\s?tr|[kK])(?P<more>\d{{1,3}})?(?![\w.])",
             say.short),
        rule("money.coin", r"(?<!\w)(?:triệu|nghìn|ngàn)\s(?P<say>đ)(?![\w/])",
             lambda m: table[m["say"]], "nothing"),
    )  # fmt: skip


def measures(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of ranges, measures, ratios, scores, fractions and plain numbers."""
    say = _Quantities(language, numbers)
    units = either(language.words["units"])
    low = r"(?P<sign>(?<![\w)])[-−])?"
    return (
        rule("number.score", rf"{BEFORE}(?<![-–/:])(?P<a>\d{{1,3}})\s?[-–—:]\s?(?P<b>\d{{1,3}})"
             r"(?!\w|[-–/%]|[.,:]\d)", say.score),
        rule("number.formation", rf"{BEFORE}(?<![-–/\w])\d{{1,2}}(?:[-–]\d{{1,2}}){{2,3}}"
             rf"(?![-–/\w])",
             lambda m: (" ".join(numbers.integer(int(d)) for d in re.findall(r"\d+", m[0])), 0.7)),
        rule("number.dimension", rf"{BEFORE}(?P<a>{N})\s?(?P<ua>{units})?\s?[x×X*]\s?(?P<b>{N})"
             rf"(?:\s?(?:{units})?\s?[x×X*]\s?(?P<c>{N}))?(?:\s?(?P<u>{units}))?(?!"
             rf"\w)", say.dimension),
        rule("number.range", rf"{BEFORE}(?<![-–/])(?P<sign>"
             rf"(?<![\w)])[-−])?(?P<a>{N})\s?(?P<p>{units})?\s?"
             rf"(?:[-–—]|÷)\s?(?P<neg>[-−])?(?P<b>{N})(?:\s?(?P<u>{units})(?!\w))?(?![-–/]\d|\w)",
             say.range),
        rule("number.ratio", rf"{BEFORE}(?P<a>\d{{1,4}})\s?:\s?(?P<b>{N})(?!\w"
             rf"|[.,:]\d)", say.ratio),
        rule("number.split-unit", rf"{BEFORE}(?P<n>\d{{1,3}})(?P<u>m|km|kg)(?P<more>\d{{1,2}})"
             rf"(?!\w|[.,]\d)",
             say.split),
        rule("number.unit", rf"{BEFORE}{low}(?P<n>{N})\s?(?P<u>{units})(?!\w)", say.unit),
        rule("number.house", r"(?<!\w)(?:[Ss]ố nhà|[Nn]hà số|[Ss]ố|[Hh]ẻm|[Nn]gõ|[Nn]gách|[Kk]iệt"
             r"|[Tt]ổ|[Ll]ô|[Tt]hửa|[Ll]ớp|[Kk]hối)"
             r"\s+(?P<say>\d+[A-Z]?(?:/\d+[A-Z]?){1,4})(?![\w/])", say.house),
        rule("number.fraction", rf"{BEFORE}(?<!/)(?P<a>\d{{1,4}})\s?/\s?(?P<b>\d{{1,3}}"
             rf"(?:\.\d{{3}})+|\d{{1,6}})"
             r"(?!\d|/\d|[.,]\d|[^\W\d_])", say.fraction),
        rule("number.slashes", rf"{BEFORE}(?<![\w/])\d{{1,4}}(?:/\d{{1,4}})+(?![\w/])",
             lambda m: (" trên ".join(map(numbers.number, m[0].split("/"))), 0.6)),
        rule("number.mixed", r"(?:(?<!\d)(?P<n>\d{1,9}))?(?P<f>[½⅓⅔¼¾⅕⅛])", say.vulgar),
        rule("number.power", rf"{BEFORE}(?P<n>\d+)\s?\^\s?(?P<sign>[-−])?(?P<p>\d+)",
             say.power),
        rule("number.negative", rf"(?<![\w.,)\]%])[-−](?P<n>{N})(?!\w)",
             lambda m: (f"{language.words['minus']} {say.n(m['n'])}", 0.8)),
        rule("number.sign", rf"(?:№|#)\s?(?P<n>{N})", lambda m: f"số {say.n(m['n'])}"),
        rule("number.listed", rf"{BEFORE}\d{{1,3}}(?:,\d{{1,3}}){{2,30}}(?![\w.]\d)", say.listed),
        rule("number.listed-two", r"(?<!\w)(?:[Cc]ác|[Cc]âu|[Bb]ài|[Kk]hoản|điều|Điều|[Tt]rang"
             r"|[Ll]ớp|[Qq]uận|[Kk]hối)\s+"
             r"(?P<say>(?P<a>\d{1,2}),(?P<b>\d{1,2}))(?!\w|[.,]\d)", say.listed),
        rule("number.ordinal", r"(?<!\w)(?P<w>thứ|hạng|giải)\s+(?P<say>0?(?P<n>[14]))(?!\d|[.,]\d"
             r"|/\d{2}/|%)"
             r"(?!\s?(?:triệu|tỷ|nghìn|ngàn))", say.rank, flags=re.I),
        rule("number.padded", rf"{BEFORE}(?<![\w/-])0(?P<n>[1-9])(?=\s(?:[{LOWER}]))", say.padded),
        rule("number.many", rf"{BEFORE}(?<!\w)(?!\d+000(?!\d))\d{{10,15}}(?![\w]|[.,]\d)",
             lambda m: (numbers.digits(m[0]), 0.7)),
        rule("number.comma", rf"{BEFORE}[1-9]\d{{0,2}},\d{{3}}(?![\w,]|\.\d)",
             lambda m: (say.n(m[0]), 0.6)),
        rule("number.plain", rf"{BEFORE}(?:{N})(?!\w)", lambda m: say.n(m[0])),
    )  # fmt: skip


def shares(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of a slash that says of one of what a quantity is."""
    say = _Quantities(language, numbers)
    return (
        rule("number.per", rf"(?<=[^\W_]|[%)²³])\s?/\s?(?=(?:{_PER})(?!\w))", say.per, "any"),
        rule("number.per-number", r"(?<=[^\W\d_])/(?=\d)", say.per_number),
        rule("number.per-unit", rf"(?<=[^\W\d_])/(?P<u>{either(language.words['units'])})(?!\w)",
             say.per_unit, "any"),
    )  # fmt: skip


def _unpadded(written: str) -> str:
    """05 as 5."""
    return written[1] if len(written) == 2 and written[0] == "0" else written


def _value(written: str) -> float:
    """The size of a number in the language's own marks; 0 where there is none."""
    bare = re.sub(r"[. \u00a0\u202f](?=\d{3})", "", written).replace(",", ".")
    return float(bare) if bare.count(".") < 2 else 0.0


class _Quantities:
    def __init__(self, language: Language, numbers: Numbers) -> None:
        self._words = language.words
        self._units: Mapping[str, str] = language.words["units"]
        self._to: str = language.words["to"]
        self._numbers = numbers
        self.n = numbers.number

    def _big(self, written: str | None) -> str:
        if not written:
            return ""
        word = written.strip()
        return " " + (self._scale(word) if word in _SHORT else word)

    def _scale(self, short: str) -> str:
        word = _SHORT[short]
        return str(self._words["thousand"]) if word == "nghìn" else word

    def sum(self, m: re.Match[str]) -> Reading:
        """7 x 8, 5 - 3 and the like, before "="."""
        return re.sub(
            r"(\d+(?:[.,]\d+)?)|\s?([^\d\s.,])\s?",
            lambda p: self.n(p[1]) if p[1] else f" {_OPERATORS[p[2]]} ",
            m[0],
        )

    def money(self, m: re.Match[str]) -> Reading:
        written = m["n"]
        if "$" in m["u"] and re.fullmatch(r"\d{1,3}(?:,\d{3})+", written):
            written = written.replace(",", "")
        if m["u"] in ("đ", "d") and _LAW.search(before(m)):
            return None
        return f"{self.n(written)}{self._big(m['big'])} {self._words['money'][m['u']]}"

    def money_range(self, m: re.Match[str]) -> Reading:
        coin = self._words["money"][m["u"]]
        return f"{self.n(m['a'])} {self._to} {self.n(m['n'])}{self._big(m['big'])} {coin}", 0.9

    def short(self, m: re.Match[str]) -> Reading:
        """15tr, 500k, 2tr5."""
        said = f"{self.n(m['n'])} {self._scale(m['s'].strip())}"
        if not m["more"]:
            return said, 0.9
        return (f"{said} {self.n(m['more'])}", 0.7) if m["s"].strip() == "tr" else None

    def per(self, m: re.Match[str]) -> Reading:
        """A slash after a counted thing: one of what follows."""
        return (" một ", 0.9) if _COUNTED.search(before(m, 48)) else None

    def per_number(self, m: re.Match[str]) -> Reading:
        return (" trên ", 0.7) if _COUNTED.search(before(m, 48)) else None

    def per_unit(self, m: re.Match[str]) -> Reading:
        if not _COUNTED.search(before(m, 48)):
            return None
        return f" trên {self._units[m['u']]}", 0.9

    def range(self, m: re.Match[str]) -> Reading:
        first = f" {self._units[m['p']]}" if m["p"] else ""
        unit = f" {self._units[m['u']]}" if m["u"] else ""
        minus = str(self._words["minus"]) + " "
        if first and first == unit:
            first = ""
        a = (minus if m["sign"] else "") + self.n(_unpadded(m["a"]))
        b = (minus if m["neg"] else "") + self.n(_unpadded(m["b"]))
        if not m["sign"] and _value(m["a"]) > _value(m["b"]) and _value(m["b"]) > 99.5:
            return f"{a}{first} {self._to} {b}{unit}", 0.7
        if not m["sign"] and not m["neg"] and _value(m["a"]) >= _value(m["b"]) > 12:
            return f"{a}{first or unit}, {b}{unit}", 0.6
        return f"{a}{first} {self._to} {b}{unit}", 0.9

    def score(self, m: re.Match[str]) -> Reading:
        """Two numbers side by side: after words of a match, or where nothing runs down so."""
        a, b = int(m["a"]), int(m["b"])
        head = before(m, 60)
        if _SCALE.search(head):
            return None
        said = f"{self.n(m['a'])} {self.n(m['b'])}"
        small = a <= 30 and b <= 30
        if small and _SCORE.search(head) and not _MEASURED.match(m.string, m.end()):
            return said, 0.9
        if (
            "-" in m[0]
            and small
            and (a >= b or _SIDES.search(before_as_written(m)))
            and not _MEASURED.match(m.string, m.end())
        ):
            return said, 0.6
        return None

    def ratio(self, m: re.Match[str]) -> Reading:
        a, b = self.n(m["a"]), self.n(m["b"])
        if _SCALE.search(before(m)):
            return f"{a} trên {b}"
        return f"{a} {b}", 0.6

    def dimension(self, m: re.Match[str]) -> Reading:
        factors = [f"{self.n(m['a'])}" + (f" {self._units[m['ua']]}" if m["ua"] else "")]
        factors += [self.n(m[g]) for g in ("b", "c") if m[g]]
        said = " nhân ".join(factors)
        return f"{said} {self._units[m['u']]}" if m["u"] else said

    def split(self, m: re.Match[str]) -> Reading:
        """1m65: the second number counts the next smaller unit."""
        if m["more"] in ("2", "3") and m["u"] in ("m", "km") and int(m["n"]) > 2:
            return None
        if m["u"] != "kg" and m["more"] in ("2", "3") and not _TALL.search(before(m)):
            return None
        return f"{self.n(m['n'])} {self._units[m['u']]} {self.n(m['more'])}", 0.9

    def unit(self, m: re.Match[str]) -> Reading:
        if m["u"] in _ONE_LETTER and not m[0][-2].isspace() and _GRADE.search(before(m, 12)):
            return None
        sign = f"{self._words['minus']} " if m["sign"] else ""
        return f"{sign}{self.n(m['n'])} {self._units[m['u']]}"

    def house(self, m: re.Match[str]) -> Reading:
        said = " trên ".join(self._lettered(part) for part in m["say"].split("/"))
        return said, 0.8

    def _lettered(self, part: str) -> str:
        return self.n(part) if part.isdigit() else f"{self.n(part[:-1])} {part[-1]}"

    def fraction(self, m: re.Match[str]) -> Reading:
        a, b = int(m["a"]), int(m["b"].replace(".", ""))
        over = f"{self.n(m['a'])} trên {self.n(m['b'])}"
        if a >= b or (a, b) == (7, 7) or _SCALE.search(before(m)):
            return over, 0.8
        head = before(m, 16)
        if re.search(r"(?:thứ|hạng)\s+\Z", head):
            rank = {1: "nhất", 4: "tư"}.get(a) or self.n(m["a"])
            return f"{rank} trên {self.n(m['b'])}", 0.8
        if re.match(r"\s*điểm(?!\w)", after(m)) or (a > 1 and b > 12):
            return over, 0.7
        bottom = "tư" if b == 4 else self.n(m["b"])
        return f"{self.n(m['a'])} phần {bottom}", 0.8 if _PARTED.match(after(m)) else 0.6

    def vulgar(self, m: re.Match[str]) -> Reading:
        a, b = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5),
                "⅛": (1, 8)}[m["f"]]  # fmt: skip
        bottom = "tư" if b == 4 else self._numbers.integer(b)
        part = f"{self._numbers.integer(a)} phần {bottom}"
        return f"{self.n(m['n'])} và {part}" if m["n"] else part

    def power(self, m: re.Match[str]) -> Reading:
        sign = f"{self._words['minus']} " if m["sign"] else ""
        return f"{self.n(m['n'])} mũ {sign}{self.n(m['p'])}"

    def listed(self, m: re.Match[str]) -> Reading:
        """1,2,3 without spaces: a list, not a decimal."""
        written = m.groupdict().get("say") or m[0]
        parts = written.split(",")
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


_NAMED = re.compile(
    r"(?:số|tuyến|mã|lô|tổ|ô|buýt|thửa|phòng|đội|cụm|mẫu|biểu|khu|gọi|đường|đầu|lớp|bàn|ghế|km)\s+\Z"
)
_COUNTED = re.compile(
    r"\d[^.!?;:\n]{0,40}\Z|\d[.,]\d[^.!?;:\n]{0,36}\Z|(?:triệu|nghìn|ngàn|đồng|lần|mấy"
    r"|vài)[^.!?;:\n]{0,20}\Z"
)
_LAW = re.compile(r"(?:điểm|khoản|điều|mục)\s+\Z")
_SCORE = re.compile(
    r"(?:t[ỷỉ]\s+số|thắng|thua|hòa|hoà|dẫn|gỡ|hạ|đánh bại|vượt qua|chung cuộc|đè bẹp|cân bằng"
    r"|cầm chân|"
    r"bị loại|kết quả|trận|hiệp)(?:\s[^\d.;!?]{0,40})?\s*(?:\(|là|:|với)?\s*\Z|\d\s?[-–]\s?\d+"
    r"(?:,|;| và)\s\Z"
)
_SIDES = re.compile(rf"[-–]\s(?:[{UPPER}][^\s\d]*\s){{1,4}}\Z")
_SCALE = re.compile(r"(?:t[ỷỉ]\s+lệ|t[ỷỉ]\s+xích|bản đồ|tỷ suất)\s+(?:\w+\s+){0,2}\Z")
_MEASURED = re.compile(
    r"\s?(?:%|°|[^\W\d_]*(?:lần|người|ngày|giờ|phút|tháng|năm|tuần|triệu|tỷ|nghìn|ngàn|đồng|mét|m"
    r"|km|kg|"
    r"cm|ha|tấn|tạ|tuổi|con|cái|cây|cuốn|quyển|trang|hộ|xã|tỉnh|chiếc|độ|điểm)(?!\w))"
)
_TALL = re.compile(r"(?:cao|dài|rộng|sâu|cỡ)\s+(?:\w+\s+){0,2}\Z")
_GRADE = re.compile(r"(?:lớp|khối|phòng|quốc lộ|ql|đường)\s+\Z")
_PARTED = re.compile(rf"\s+{LETTER}")
_ONE_LETTER = frozenset("mglVWAJN")
