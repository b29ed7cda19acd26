"""Roman numerals, where the words beside them say that they are numbers."""

import re

from tts._digits import roman
from tts._rules import Language, Numbers, Reading, Rule
from tts.languages.vi._around import LOWER, UPPER, after, before, is_syllable, last_word

_R = r"(?:[IVX](?![IVXLCDM])|[IVXLCDM]{2,15})"
"""A numeral; C, D, L and M alone are letters."""
_WORDS = (
    "thế kỷ|thế kỉ|chương|phần|quyển|tập|hồi|thứ|khóa|khoá|quý|đại hội|lần|kỳ|kì|mục|loại|hạng|bậc|"
    "cấp|vua|quân khu|liên khu|khu|điều|bài|vùng|tk|quân đoàn|phụ lục|bảng|hình|cột|tiết|đợt|vòng|"
    "thế chiến|thế giới|đệ|màn|cảnh|mẫu|nhóm|giai đoạn|thời kỳ|năm thứ|tổ|học kỳ|học kì|ban"
    "|trung ương|"
    "chiến khu|quân chủng|đội|giải|chi|chủ đề|buổi|câu|tháng|đoạn|ngạch|cõi|tầng|thì|lớp"
    r"|t\.|q\.|ch\."
)
_SEPARATOR = (
    r"(?:\s?[-–—,;]\s?|\s?(?:và|đến|hoặc|hay|tới|cùng)\s(?:(?:thế kỷ|thế kỉ|chương|phần|thứ)\s)?)"
)
_IN_LIST = re.compile(
    rf"(?<!\w)(?:các\s)?(?:{_WORDS})\s+(?:thứ\s+)?(?:[ivxlcdm]+{_SEPARATOR}){{1,8}}\Z"
)
_MONARCH = re.compile(
    r"(?<!\w)(?:vua|hoàng đế|nữ hoàng|hoàng|hoàng hậu|giáo hoàng|đức|sa hoàng|nga hoàng"
    r"|quốc vương|đại đế|"
    r"pharaon|pharaoh|công tước|hoàng thân|đức thánh cha|triều)\s(?:[^.,;:!?\n]{0,24}\s)?\Z"
)


def romans(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of Roman numerals, those after a word of order first."""
    say = _Romans(language, numbers)
    return (
        Rule("roman", rf"(?<!\w)(?i:{_WORDS})\s+(?:(?i:thứ|số)\s+)?(?P<say>{_R})(?![\w&]|\.\w)",
             say.cardinal, "upper"),
        Rule("roman.page", r"(?<!\w)(?:[Tt]rang|[Tt]r\.)\s(?P<say>[ivxl]{1,6})(?![\w.]\w|\w)",
        say.page,
             "nothing"),
        Rule("abbreviation.page", r"(?<!\w)[Tt]r\.(?=\s[ivxl]{1,6}(?!\w))", lambda _: "trang",
        "nothing"),
        Rule("roman.pages", r"(?<=[ivxl])(?:,\s|\s(?:và|đến)\s)?(?P<say>"
                            r"(?:\s?[-–—]\s?)?(?P<r>(?<!\w)[ivxl]{1,6}))"
             r"(?!\w)",
             say.pages, "nothing"),
        Rule("roman.series", rf"(?<![\w.&-])(?:{_R},\s?|{_R}\s(?:và|hoặc|hay"
                             rf"|đến)\s){{2,12}}{_R}(?![\w&]|\.\w)",
             say.series, "upper"),
        Rule("roman.range", rf"(?<=[IVX])(?P<say>\s?[-–—]\s?(?P<r>{_R}))"
             rf"(?![\w&])", say.range, "upper"),
        Rule("roman.list", rf"(?<=[IVX])(?:,\s?|\s(?:và|đến|hoặc|hay|tới|cùng)\s)(?P<say>{_R})"
             rf"(?![\w&])",
             say.listed, "upper"),
        Rule("roman.line", rf"^\s*(?:[-–+•]\s)?(?P<say>{_R})(?=[.)/:](?!\w)"
             rf"|\s[-–]\s)", say.line, "upper",
             re.MULTILINE),
        Rule("roman.name", rf"(?<=[{LOWER}]\s)(?P<say>I{{1,3}}|I?V|VI{{1,3}}|I?X|X[IVX]+)"
             r"(?![\w&]|[.-]\w)", say.name, "upper"),
        Rule("roman.alone", r"(?<![\w.&-])(?P<say>[IVX]{3,8}|[IVX]{2}(?=[\s,.;:)]))(?![\w&]"
             r"|\.\w)", say.alone,
             "upper"),
        Rule("acronym.century", r"(?<!\w)TK(?=\.?\s+[IVXLC\d]+)", lambda _: "thế kỷ", "upper"),
    )  # fmt: skip


def levels(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of II.1.2 and I/75; they go before those of bare numbers."""
    say = _Romans(language, numbers)
    return (
        Rule("roman.slash", r"(?<![\w/])(?P<r>I{1,3}|IV|V)/(?P<n>\d{2,4})(?![\w/])", say.slash),
        Rule("roman.levels", rf"(?:^\s*|(?<!\w)(?i:{_WORDS})\s+)(?P<say>{_R}(?:\.\d+)+)"
             rf"(?!\w)", say.levels,
             "upper", re.MULTILINE),
    )  # fmt: skip


class _Romans:
    def __init__(self, language: Language, numbers: Numbers) -> None:
        self._to: str = language.words["to"]
        self._int = numbers.integer

    def _said(self, numeral: str) -> str | None:
        value = roman(numeral)
        return None if value is None else self._int(value)

    def cardinal(self, m: re.Match[str]) -> Reading:
        value = roman(m["say"])
        if value is None:
            return None
        words = m.string[m.start() : m.start("say")].lower().split()
        if value in (1, 4) and words[-1] == "thứ":
            return {1: "nhất", 4: "tư"}[value]
        if value == 4 and words[-1] == "quý":
            return "tư"
        if value == 1 and words[-1] == "hạng":
            return "nhất"
        doubtful = words[-1] in _LETTERED and len(m["say"]) == 1
        return (self._int(value), 0.7) if doubtful else self._int(value)

    def levels(self, m: re.Match[str]) -> Reading:
        first, *rest = m["say"].split(".")
        value = roman(first)
        if value is None:
            return None
        return " chấm ".join((self._int(value), *(self._int(int(part)) for part in rest)))

    def slash(self, m: re.Match[str]) -> Reading:
        return f"{self._said(m['r'])} trên {self._int(int(m['n']))}", 0.7

    def page(self, m: re.Match[str]) -> Reading:
        """Pages before the text are numbered in small letters."""
        return self._said(m["say"].upper())

    def pages(self, m: re.Match[str]) -> Reading:
        if not _PAGES.search(before(m, 40, "say")):
            return None
        said = self._said(m["r"].upper())
        return said if said is None or m["say"][0].isalpha() else f" {self._to} {said}"

    def series(self, m: re.Match[str]) -> Reading:
        """I, II, III, IV: several, one of which at least is no single letter."""
        found = re.findall("[IVXLCDM]+", m[0])
        values = [roman(each) for each in found]
        if None in values or all(len(each) == 1 for each in found):
            return None
        return re.sub("[IVXLCDM]+", lambda n: self._said(n[0]) or n[0], m[0]), 0.8

    def range(self, m: re.Match[str]) -> Reading:
        said = self._said(m["r"])
        return None if said is None else f" {self._to} {said}"

    def listed(self, m: re.Match[str]) -> Reading:
        if not _IN_LIST.search(before(m, 70, "say")):
            return None
        said = self._said(m["say"])
        ordinal = "thứ " in before(m, 12, "say")[-6:]
        return "tư" if ordinal and said == "bốn" else said

    def line(self, m: re.Match[str]) -> Reading:
        """A heading's number; one letter and a full stop may be the initial of a name."""
        follows = _NEXT.match(m.string, m.end("say"))
        word = follows[1] if follows else ""
        if len(m["say"]) == 1 and word:
            name = not is_syllable(word) and not word.isupper()
            if name or (len(m.string) > 160 and not word.isupper()):
                return None
        return self._said(m["say"])

    def name(self, m: re.Match[str]) -> Reading:
        """Behind a name: the first four of rulers in the words of history books."""
        value = roman(m["say"])
        word = _NAME.search(m.string, max(0, m.start("say") - 24), m.start("say"))
        if value is None or not word:
            return None
        ruler = bool(_MONARCH.search(before(m, 48, "say")))
        foreign = not is_syllable(word[1])
        if len(m["say"]) == 1 and not (ruler or (foreign and value == 1 and _STOP.match(after(m)))):
            return (self._int(value), 0.6) if foreign and value == 5 else None
        if (ruler or foreign) and value <= 4:
            return ("đệ nhất", "đệ nhị", "đệ tam", "đệ tứ")[value - 1], 0.8 if ruler else 0.6
        return self._int(value), 0.9 if ruler else 0.7

    def alone(self, m: re.Match[str]) -> Reading:
        if _shouted(m) or last_word(m) in ("chữ", "size", "cỡ"):
            return None
        said = self._said(m["say"])
        return None if said is None else (said, 0.6)


_PAGES = re.compile(
    r"(?<!\w)(?:trang|tr\.)\s[ivxl]{1,6}(?:\s?[-–—,]\s?[ivxl]{1,6}|\s(?:và|đến)\s[ivxl]{1,6}){0,4}(?:,\s|\s(?:và|đến)\s)?\Z"
)
_NEXT = re.compile(rf"[.)/:\s-]+([{UPPER}{LOWER}]+)")
_NAME = re.compile(rf"(?<!\w)([{UPPER}][{LOWER}{UPPER}'’-]*[{LOWER}])\s\Z")
_STOP = re.compile(r"\s*(?:[,.;:)]|\Z|(?:của|là|và|lên|đã|cho|nước|bị|được)\b)")
_LETTERED = frozenset(
    ("loại", "nhóm", "tổ", "lớp", "khu", "ban", "đội", "bảng", "cột", "mẫu", "hình", "câu")
)


def _shouted(m: re.Match[str]) -> bool:
    """Whether a word beside it is all capitals, so that it may be a word too."""
    words = (*before_words(m)[-1:], *after(m).replace(",", " ").split()[:1])
    return any(len(word) > 1 and word.isupper() and is_syllable(word) for word in words)


def before_words(m: re.Match[str]) -> list[str]:
    """The words before a match, as written."""
    return m.string[max(0, m.start() - 24) : m.start()].rstrip(" \t\n\"'“”(").split()
