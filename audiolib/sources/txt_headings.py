"""Headings of plain texts: words that name parts, numbers in a row, capitals, underlines."""

import re
from dataclasses import dataclass

from audiolib.publication import Matter

_ROMAN = r"[IVXLCDM]{1,8}"
_COUNT = (
    r"(?:\d{1,4}|" + _ROMAN + r"|the\s+\w+|one|two|three|four|five|six|seven|eight|nine|ten|\w*teen"
    r"|eleven|twelve|twenty\S*|thirty\S*|first|second|third|fourth|fifth|last"
    r"|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?:\s\w+)?|thứ\s\w+|nhất"
    r"|перв\w+|втор\w+|трет\w+|четв\w+|пят\w+|шест\w+|седьм\w+|восьм\w+|девят\w+|десят\w+"
    r"|перш\w+|друг\w+|четверт\w+|п['’]ят\w+|шост\w+|сьом\w+|дев['’]ят\w+"
    r"|[۰-۹٠-٩]{1,4}|اول|دوم|سوم|چهارم|پنجم|ششم|هفتم|هشتم|نهم|دهم|یکم|نخست)"
)
_LEVELS: dict[int, dict[str, str]] = {
    1: {
        "volume": "volume|vol\\.|tập|том|جلد",
        "part": "part|book|phần|quyển|частина|часть|книга|بخش|دفتر|کتاب",
        "act": "act|дія|действие|màn",
    },
    2: {
        "chapter": "chapter|chap\\.|canto|letter|chương|hồi|розділ|глава|раздел|пісня|песнь"
        "|فصل|باب|گفتار",
        "scene": "scene|cảnh|ява|явление|сцена|صحنه",
    },
    3: {"subchapter": "section|mục|bài|§"},
}
_NUMBERED = [
    (level, kind, re.compile(rf"(?:{words})\s+{_COUNT}(?:\s*[.:)—–-].*|\s*)", re.IGNORECASE))
    for level, kinds in _LEVELS.items()
    for kind, words in kinds.items()
]
_COUNT_FIRST = re.compile(
    rf"{_COUNT}\s+(?:chapter|part|розділ|частина|глава|часть|книга)\s*\.?", re.IGNORECASE
)
_NAMED: dict[str, str] = {
    "preface": "preface|lời tựa|lời nói đầu|передмова|предисловие|پیشگفتار|دیباچه",
    "foreword": "foreword|lời giới thiệu|lời mở đầu",
    "introduction": "introduction|mở đầu|вступ|введение|вступление|مقدمه",
    "prologue": "prologue|пролог|khúc dạo đầu",
    "epilogue": "epilogue|епілог|эпилог|vĩ thanh",
    "afterword": "afterword|lời bạt|післямова|послесловие|سخن پایانی",
    "conclusion": "conclusion|kết luận|lời kết|висновки|заключение|خاتمه|نتیجه‌گیری",
    "appendix": "(?:appendix|phụ lục|додаток|приложение)(?: [A-ZА-Я0-9]{1,4})?|پیوست",
    "dedication": "dedication|lời đề tặng|присвята|посвящение|تقدیم",
    "acknowledgments": "acknowledge?ments|lời cảm ơn|подяки|благодарности|سپاسگزاری",
    "toc": "(?:table of )?contents|mục lục|зміст|содержание|оглавление|فهرست(?: مطالب)?",
    "bibliography": "bibliography|references|tài liệu tham khảo|література|литература|منابع",
    "glossary": "glossary|словник|словарь|bảng chú giải|واژه‌نامه",
    "index": "index|покажчик|указатель|نمایه",
    "endnotes": "notes|endnotes|chú thích|примітки|примечания|یادداشت‌ها",
}
_NAMES = [
    (kind, re.compile(rf"(?:{words})\s*[.:]?", re.IGNORECASE)) for kind, words in _NAMED.items()
]
_HASHES = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
_BARE = re.compile(rf"(?:{_ROMAN}|\d{{1,3}}|[۰-۹]{{1,3}})\.?")
_LEADERS = re.compile(r"(?:\.{3,}|…|\s{3,}|(?:\. ){3,})\s*\d+\s*$")
_LONGEST = 90
_FRONT = {"preface", "foreword", "dedication", "acknowledgments", "toc"}
_REAR = {"afterword", "appendix", "bibliography", "glossary", "index", "endnotes"}


@dataclass(frozen=True, slots=True)
class Title:
    """A line that is a heading; `sure` is false where only its look says so."""

    text: str
    level: int
    kind: str = ""
    sure: bool = True

    @property
    def matter(self) -> Matter | None:
        if self.kind in _FRONT:
            return Matter.FRONT
        return Matter.REAR if self.kind in _REAR else None


def title(line: str) -> Title | None:
    """The heading that a line, standing alone, is by its words; None where it is none."""
    line = line.strip()
    if not line or len(line) > _LONGEST or _LEADERS.search(line):
        return None
    if hashes := _HASHES.fullmatch(line):
        return Title(hashes[2], len(hashes[1]))
    plain = line.strip("*_= ").rstrip()
    for level, kind, pattern in _NUMBERED:
        if pattern.fullmatch(plain):
            return Title(plain, level, kind)
    if _COUNT_FIRST.fullmatch(plain):
        return Title(plain, 2, "chapter")
    for kind, pattern in _NAMES:
        if pattern.fullmatch(plain):
            return Title(plain, 2 if kind in ("prologue", "epilogue") else 1, kind)
    return None


def is_chapter(line: str) -> bool:
    """Whether a line is the heading of a numbered part of the text."""
    found = title(line)
    return found is not None and found.kind in ("part", "chapter", "act", "volume")


def is_entry(line: str) -> bool:
    """Whether a line is an entry of a table of contents: a heading, or one with its page."""
    return bool(_LEADERS.search(line)) or title(line) is not None


def looks_like_title(line: str) -> Title | None:
    """A heading by its look alone: all capitals; None where it does not look so."""
    line = line.strip().strip("*_= ").rstrip()
    letters = [c for c in line if c.isalpha()]
    if len(letters) < 3 or len(line) > 70 or line.endswith((",", ";", ":", "-", "—", "!", "?")):
        return None
    if not all(c.isupper() for c in letters) or _BARE.fullmatch(line):
        return None
    return Title(line, 2, sure=False)


def bare_number(line: str) -> int | None:
    """The number that a line consists of, in digits or Roman; None where it is more or less."""
    line = line.strip()
    if not _BARE.fullmatch(line):
        return None
    line = line.rstrip(".")
    return int(line) if line.isdecimal() else _roman(line)


def _roman(numeral: str) -> int | None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    numbers = [values[letter] for letter in numeral]
    total = sum(
        -value if any(later > value for later in numbers[at + 1 : at + 2]) else value
        for at, value in enumerate(numbers)
    )
    return total if 0 < total < 4000 else None
