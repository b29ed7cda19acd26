"""Places in the Bible, by chapter and verse: Mt 5,3; 1 Cr 13,4-7; Giăng 3:16."""

import re
from collections.abc import Mapping

from tts._rules import Language, Numbers, Reading, Rule
from tts.languages.vi._around import UPPER, either

_COMMON = frozenset(("Dân số", "Xuất hành", "Các vua", "Thủ lãnh", "Châm ngôn", "Rút"))
"""Words of other texts too."""
_COUNTED = "triệu|tỷ|tỉ|nghìn|ngàn|trăm|người|giờ|phút|điểm|lần|km|kg|m|đồng|tuổi"
_VERSE = r"\d{1,3}[a-d]?"
_VERSES = rf"{_VERSE}(?:(?:\s?[-–—]\s?|\s?\.){_VERSE}(?![,:]\s?\d))*"
_PLACE = rf"\d{{1,3}}\s?[,:]\s?{_VERSES}"
_PLACES = rf"{_PLACE}(?:(?:\s?[-–—]\s?|;\s?){_PLACE})*(?P<on>\s?tt)?"


def scripture(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of Bible places; they go before those of decimals and ratios, which look like them."""
    say = _Scripture(language, numbers)
    short, names = either(say.short), either(say.names)
    return (
        Rule("scripture.short", rf"(?<![\w.])(?:(?P<no>[1-4])\s?)?(?P<b>{short})\.?\s?"
             rf"(?P<p>{_PLACES})(?!\w|[,.:]\d)", say.place),
        Rule("scripture.chapters", rf"(?<=[(;])(?P<lead>\s?(?:[Xx]\.|[Xx]em|[Cc]f\.)?\s?)"
             rf"(?P<say>(?:(?P<no>[1-4])\s?)?(?P<b>{short})\s(?P<c>\d{{1,3}})"
             rf"(?:\s?[-–—]\s?(?P<d>\d{{1,3}}))?)(?=\s?[;)])", say.chapters),
        Rule("scripture.name", rf"(?<!\w)(?=[{UPPER}])(?i:{names})(?:\s[Kk]ý)?"
             rf"(?P<say>\s(?P<p>{_PLACES}))"
             rf"(?!\w|[,.:]\d|\s?%|\s(?:{_COUNTED})(?!\w))", say.verses),
    )  # fmt: skip


class _Scripture:
    def __init__(self, language: Language, numbers: Numbers) -> None:
        self.short: Mapping[str, str] = language.abbreviations["scripture"]
        self._letters = frozenset(language.abbreviations["gospels"]["letters"])
        self.names: tuple[str, ...] = tuple(
            sorted({*self.short.values(), *language.abbreviations["gospels"]["words"]} - _COMMON)
        )
        self._n = numbers.number
        self._to: str = language.words["to"]

    def place(self, m: re.Match[str]) -> Reading:
        """The name, then its chapters and verses; a letter alone is a name only behind a number."""
        if len(m["b"]) == 1 and not m["no"] and m.string[m.start() - 1 : m.start()] != "(":
            return None
        return f"{self._name(m)}, {self._places(m['p'], m['on'])}", 0.9

    def chapters(self, m: re.Match[str]) -> Reading:
        if len(m["b"]) == 1 and not m["no"]:
            return None
        last = f" {self._to} {self._n(m['d'])}" if m["d"] else ""
        return f"{self._name(m)}, chương {self._n(m['c'])}{last}", 0.8

    def verses(self, m: re.Match[str]) -> Reading:
        return f" {self._places(m['p'], m['on'])}", 0.9

    def _name(self, m: re.Match[str]) -> str:
        name = self.short[m["b"]]
        if not m["no"]:
            return name
        number = self._n(m["no"])
        letter = m["b"] in self._letters
        return (
            f"thư {'thứ nhất' if m['no'] == '1' else number} {name}"
            if letter
            else f"{name} quyển {number}"
        )

    def _places(self, written: str, onward: str | None) -> str:
        """5,3-7.9 as "chương năm câu ba đến bảy và chín"."""
        text = written.removesuffix(onward or "").strip()
        said = re.sub(rf"(\d{{1,3}})\s?[,:]\s?({_VERSES})", self._verses_of, text)
        said = re.sub(r"\s?[-–—]\s?(?=chương)", f" {self._to} ", said).replace(";", ",")
        return f"{said} và tiếp theo" if onward else said

    def _verses_of(self, m: re.Match[str]) -> str:
        verses = re.sub(r"\s?[-–—]\s?", f" {self._to} ", m[2]).replace(".", " và ")
        verses = re.sub(r"(\d+)([a-d]?)", lambda v: f"{self._n(v[1])} {v[2]}".strip(), verses)
        return f"chương {self._n(m[1])} câu {re.sub(r' +', ' ', verses)}"
