"""Money, sums before "=", and the slash that says of one of what a quantity is."""

import re
from collections.abc import Mapping

from tts._rules import BEFORE, Language, Numbers, Reading, Rule
from tts.languages.vi._around import N, after, before, either

_BIG = (
    r"(?P<big>\s?(?:(?:tr|tỷ|tỉ)\.?(?=\s?đ(?!\w))|"
    r"(?:triệu|tr|tỷ|tỉ|nghìn|ngàn|trăm)(?:\s(?:triệu|tỷ|tỉ))?(?!\w)))"
)
_ENGLISH = r"(?P<short>\s?(?:thousand|million|billion|trillion|bn|mn)|[MBTkK])(?!\w)"
_SHORT = {
    "tr": "triệu",
    "k": "nghìn",
    "K": "nghìn",
    "thousand": "nghìn",
    "M": "triệu",
    "mn": "triệu",
    "million": "triệu",
    "B": "tỷ",
    "bn": "tỷ",
    "billion": "tỷ",
    "T": "nghìn tỷ",
    "trillion": "nghìn tỷ",
}
_PER = (
    "người|đầu người|ngày|đêm|tuần|tháng|quý|năm|giờ|phút|giây|hộ|lớp|trường|lần|lượt|bữa|con|cây|"
    "gốc|sào|công|mẫu|tấn|tạ|yến|suất|phòng|vé|buổi|tiết|xã|thôn|học kỳ|cuốn|quyển|bản|trang|kỳ|"
    "lượng|chỉ|thùng|bao|ounce|chiếc|cái|bộ|mét|lít|khẩu|vụ|ca|chuyến|tiếng|vòng|nhóm|em|học sinh|"
    "sinh viên|ki lô gam|cân|tờ|số|viên|ống|gói|hộp|lọ|chai|lon|quả|trái|tô|bát|ly|cốc|đĩa"
    "|phần|mâm|"
    "giường|căn|tỉnh|huyện|phường|trận|mùa|đợt|thẻ|tín chỉ|môn|năm học|khóa|khoá|ghế|bàn|chỗ|liều|"
    "kiện|bịch|gia đình|nhân khẩu|km vuông|đầu sách|lao động|phụ nữ|dân|cán bộ|giáo viên"
    "|giảng viên|chương"
)
_OPERATORS = {"+": "cộng", "-": "trừ", "–": "trừ", "−": "trừ", "x": "nhân", "×": "nhân",
              "*": "nhân", ":": "chia", "÷": "chia"}  # fmt: skip


def money(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of sums, in figures and in money."""
    say = _Money(language, numbers)
    table: Mapping[str, str] = language.words["money"]
    sign = either([key for key in table if not key[-1].isalpha()])
    coin = either(table)
    short = r"(?P<s>(?:tr|[kK])(?!\w|\.(?:\w|\s*[;:,]))|\str(?![\w.]))"
    span = rf"{BEFORE}(?<![-–/])(?P<a>{N})\s?[-–—]\s?(?P<n>{N})"
    return (
        Rule("number.sum", rf"{BEFORE}(?<![\w/])\d+(?:[.,]\d+)?"
             r"(?:\s?[-–−+:x×*÷]\s?\d+(?:[.,]\d+)?){1,8}(?=\s?=)", say.sum),
        Rule("number.sum", rf"{BEFORE}(?<![\w/])(?=[\d., :x*–−+-]{{0,60}}[×÷+])\d+(?:[.,]\d+)?"
             r"(?:\s[-–−+:x×*÷]\s\d+(?:[.,]\d+)?){2,8}(?![\w/]|[.,:]\d)", say.sum),
        Rule("money.before-range", rf"(?<!\w)(?P<u>{sign})\s?(?P<a>{N})\s?[-–—]\s?(?P<n>{N})"
             rf"{_BIG}?(?!\w)", say.money_range),
        Rule("money.english", rf"(?<!\w)(?P<u>{sign})\s?(?P<n>{N}){_ENGLISH}", say.english),
        Rule("money.english", rf"{BEFORE}(?P<n>{N}){_ENGLISH}\s?(?P<u>{coin})(?!\w)", say.english),
        Rule("money.before", rf"(?<!\w)(?P<u>{sign})\s?(?P<n>{N}){_BIG}?", say.money),
        Rule("money.range", rf"{span}{_BIG}?\s?(?P<u>{coin})(?!\w)", say.money_range),
        Rule("money.after", rf"{BEFORE}(?P<n>{N}){_BIG}?\s?(?P<u>{coin})(?!\w)", say.money),
        Rule("money.scales", rf"{BEFORE}(?P<a>{N})\s?(?P<s1>triệu|nghìn|ngàn|tỷ|tỉ"
                             rf"|trăm)(?P<say>\s?[-–—]\s?)"
             rf"(?=\d[\d.,]*\s?(?:triệu|nghìn|ngàn|tỷ|tỉ)(?!\w))",
              lambda _: f" {language.words['to']} "),
        Rule("money.short-range", rf"{span}{short}", say.short_range),
        Rule("money.short", rf"{BEFORE}(?P<n>{N})(?:(?P<s2>\s?tr|[kK])(?P<more>\d{{1,3}})k?"
             rf"(?!\w|\.\w)|{short})", say.short),
        Rule("money.coin", r"(?<!\w)(?:triệu|nghìn|ngàn)\s(?P<say>đ)(?![\w/])",
             lambda m: table[m["say"]], "nothing"),
    )  # fmt: skip


def shares(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of a slash that says of one of what a quantity is."""
    say = _Money(language, numbers)
    units = either(language.words["units"])
    return (
        Rule("number.per", rf"(?<=[^\W_]|[%)²³])\s?/\s?(?=(?:{_PER})(?!\w))", say.per, "any"),
        Rule("number.per-share", r"(?<=[^\W\d_])\s?/\s?(?:cp|CP)(?!\w)",
             lambda m: (" một cổ phiếu", 0.9) if _COUNTED.search(before(m, 48)) else None, "any"),
        Rule("number.per-unit", rf"(?<=[^\W\d_])/(?P<u>{units})(?!\w)", say.per_unit, "any"),
        Rule("number.per-number", r"(?<=[^\W\d_])/(?=\d)", say.per_number),
    )  # fmt: skip


class _Money:
    def __init__(self, language: Language, numbers: Numbers) -> None:
        self._coins: Mapping[str, str] = language.words["money"]
        self._units: Mapping[str, str] = language.words["units"]
        self._thousand: str = language.words["thousand"]
        self._to: str = language.words["to"]
        self._n = numbers.number

    def _big(self, written: str | None) -> str:
        word = (written or "").strip().rstrip(".")
        return f" {_SHORT.get(word, word)}" if word else ""

    def _scale(self, short: str) -> str:
        word = _SHORT[short.strip()]
        return word.replace("nghìn", self._thousand)

    def sum(self, m: re.Match[str]) -> Reading:
        """7 x 8, 5 - 3 and the like, before "="."""
        return re.sub(
            r"(\d+(?:[.,]\d+)?)|\s?([^\d\s.,])\s?",
            lambda p: self._n(p[1]) if p[1] else f" {_OPERATORS[p[2]]} ",
            m[0],
        )

    def money(self, m: re.Match[str]) -> Reading:
        written = m["n"]
        if "$" in m["u"] and re.fullmatch(r"\d{1,3}(?:,\d{3})+", written):
            written = written.replace(",", "")
        if m["u"] == "đ" and _LAW.search(before(m)):
            return None
        if m["u"] == "đ" and not m["big"] and _MARK.fullmatch(written):
            decimal = "," in written or "." in written
            if decimal or _EXAM.search(before(m, 80)):
                return f"{self._n(written)} điểm", 0.7
        return f"{self._n(written)}{self._big(m['big'])} {self._coins[m['u']]}"

    def english(self, m: re.Match[str]) -> Reading:
        """$2.5B, 3M USD: the scale in English."""
        return f"{self._n(m['n'])} {self._scale(m['short'])} {self._coins[m['u']]}", 0.9

    def money_range(self, m: re.Match[str]) -> Reading:
        coin = self._coins[m["u"]]
        return f"{self._n(m['a'])} {self._to} {self._n(m['n'])}{self._big(m['big'])} {coin}", 0.9

    def short(self, m: re.Match[str]) -> Reading:
        """15tr, 500k, 2tr5; but 4K is a picture."""
        scale = m["s"] or m["s2"]
        picture = scale in "kK" and m["n"] in ("2", "4", "5", "8")
        if picture and not _PRICED.search(before(m, 48)):
            return None
        if scale in "kK" and _ROAD.search(before(m, 16)):
            return None
        if not m["more"] and scale[-1] == "r" and _is_of_a_book(m):
            return f"{self._n(m['n'])} trang", 0.9
        said = f"{self._n(m['n'])} {self._scale(scale)}"
        if not m["more"]:
            return said, 0.9
        told = scale.strip() == "tr" or (scale == "k" and len(m["more"]) == 1)
        return (f"{said} {self._n(m['more'])}", 0.7) if told else None

    def short_range(self, m: re.Match[str]) -> Reading:
        return f"{self._n(m['a'])} {self._to} {self._n(m['n'])} {self._scale(m['s'])}", 0.9

    def per(self, m: re.Match[str]) -> Reading:
        """A slash after a counted thing: one of what follows."""
        return (" một ", 0.9) if _COUNTED.search(before(m, 48)) else None

    def per_number(self, m: re.Match[str]) -> Reading:
        """A slash before so many of another thing."""
        head = before(m, 48)
        if not _COUNTED.search(head):
            return None
        if re.match(r"0?1\s", after(m, 3)):
            return " ", 0.9
        return (" trên ", 0.8) if _RATE.search(head) else (", ", 0.6)

    def per_unit(self, m: re.Match[str]) -> Reading:
        if m["u"][-1] not in "23²³" and not _COUNTED.search(before(m, 48)):
            return None
        return f" trên {self._units[m['u']]}", 0.9


def _is_of_a_book(m: re.Match[str]) -> bool:
    """Whether a library's description stands around: publisher and year, or the size."""
    return bool(_PRINTED.search(before(m, 32)) or _FORMAT.match(m.string, m.end()))


_PRINTED = re.compile(r"(?<!\w)(?:nxb\b[^;]*|[12]\d{3}\.?\s?[-–,]\s?)\Z")
_FORMAT = re.compile(
    r"\.?\s?[;:,]\s?(?:minh h[oọ]|ảnh\b|hình\b|bảng\b|tranh\b|khổ\b|bìa\b"
    r"|\d\d(?:\s?x\s?\d\d)?\s?cm\b)"
)
_RATE = re.compile(
    r"\d\s?(?:đồng|đô la|usd|vnd|vnđ|đ|euro|gam|gr?|kg|lạng|cân|lít|ml|l|k?m|tấn|tạ|yến|triệu"
    r"|nghìn|"
    r"ngàn|t[ỷỉ]|lần|lượt|kwh|wh|gb|mb|mm|cm|mg|ca|mi li mét)\Z"
)
_COUNTED = re.compile(
    r"\d[^.!?;:\n]{0,40}\Z|\d[.,]\d[^.!?;:\n]{0,36}\Z|"
    r"(?:triệu|nghìn|ngàn|đồng|lần|mấy|vài)[^.!?;:\n]{0,20}\Z"
)
_PRICED = re.compile(
    r"(?<!\w)(?:giá|bán|mua|trả|mất|tiền|phí|vé|ship|vay|nạp|cước|thối|tặng|biếu|tốn|chỉ)\s"
    r"(?!.*(?:hình|phim|video|camera|tivi|tv|phân giải|ảnh))[^.!?;\n]*\Z"
)
_ROAD = re.compile(
    r"(?:quốc lộ|ql|đường|tỉnh lộ|tl|đt|lớp|khóa|khoá|phòng|số|khu|toa|điều|mục|hình|bài|nhà|tổ|lô)"
    r"\s\Z"
)
_MARK = re.compile(r"10|\d(?:[.,]\d{1,2})?")
_EXAM = re.compile(
    r"(?<!\w)(?:câu|bài|đề|thi|môn|trắc nghiệm|tự luận|học sinh|điểm|toán|văn|stt|lớp)(?!\w)"
    r"[^.!?\n]*\Z"
)
_LAW = re.compile(r"(?:điểm|khoản|điều|mục)\s+\Z")
