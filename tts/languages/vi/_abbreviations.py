"""Titles and places in short, with a full stop or without: GS.TS., TP HCM, Q.1."""

import re
from collections.abc import Mapping

from tts._rules import Language, Reading, Rule
from tts.languages.vi._around import LOWER, UPPER, after, before, either, is_syllable, last_word

_PEOPLE = frozenset(
    ("anh", "chị", "ông", "bà", "em", "cô", "chú", "bác", "cháu", "bé", "tên", "thằng", "con", "mụ",
     "lão", "cụ", "thầy", "cáo", "nhân", "tượng", "phạm", "can", "hắn")
)  # fmt: skip


def abbreviations(language: Language) -> tuple[Rule, ...]:
    """Rules of abbreviations that the tables alone can't decide."""
    say = _Abbreviations(language)
    titles, places = either(say.titles), either(say.places)
    return (
        Rule("abbreviation.and-so-on",
             r"(?<!\w)(?!VV\.?\s?\d)[vV]\.?\s?[vV](?P<dots>\.{1,3}|…)?"
             r"(?P<more>\.{1,3}|…)?(?!\w)",
             say.and_so_on, "nothing"),
        Rule("abbreviation.slashed", rf"(?<![\w/.])(?:{either(say.slashed)})\.?(?=[\s:,;)]|\Z)",
             lambda m: say.slashed[m[0].rstrip(".")], "any"),
        Rule("abbreviation.hanoi", r"(?<![\w.])H\.?(?=\s?[:;]\s?[A-ZĐ]|,\s?[12]\d{3}(?!\d))",
             lambda _: ("Hà Nội", 0.9), "nothing"),
        Rule("abbreviation.era", r"(?<![\w.])(?:(?P<b>[Tt]r\.?\s?|trước\s)|[Ss]\.\s?|sau\s)CN"
             r"(?!\w)",
             lambda m: f"{'trước' if m['b'] else 'sau'} công nguyên", "upper"),
        Rule("abbreviation.title", rf"(?<![\w.])(?:{titles})(?:\.\s?(?:{titles})(?!\w))*"
             rf"(?:\.(?=\s?,?\s?[{UPPER}])|(?=,?[^\S\n][{UPPER}](?!-)))"
             rf"(?![{LOWER}])", say.title, "nothing"),
        Rule("abbreviation.city", rf"(?<![\w.])(?:TP|Tp|tp|T\.[Pp])\.?(?=\s?[{UPPER}][{LOWER}]"
             r"|\s(?:HCM|HN)(?!\w))", lambda _: "thành phố", "nothing"),
        Rule("abbreviation.republic", rf"(?<![\w.])CH(?=\s[{UPPER}][{LOWER}])",
             lambda _: "cộng hòa", "upper"),
        Rule("abbreviation.place", rf"(?<![\w.])(?P<k>{places})\.(?=\s?(?:[{UPPER}]"
             rf"|\d))", say.place,
             "nothing"),
        Rule("abbreviation.street", r"(?:(?<=[,(]\s)|(?<=\d\s)|(?<=ở\s)|(?<=tại\s)"
                                    r"|(?<=trên\s))[đĐ]g?\."
             rf"(?=\s?[{UPPER}][{LOWER}]+\s[{UPPER}\d])", lambda _: ("đường", 0.8), "nothing"),
        Rule("abbreviation.named", rf"(?<![\w.])(?P<k>{either(say.named)})(?=\s?[{UPPER}])",
             lambda m: say.named[m["k"]], "dot"),
        Rule("abbreviation.counted", rf"(?<![\w.])(?P<k>{either(say.counted)})(?=\d)",
             lambda m: say.counted[m["k"]], "digit"),
        Rule("abbreviation.pages", r"(?<=\d)\s?tr\.?(?=\s*[;:,]\s*(?:\d|minh|ảnh|hình|bảng"
             r"|tranh|khổ|bìa|kích))",
             lambda _: " trang", "digit"),
    )  # fmt: skip


class _Abbreviations:
    def __init__(self, language: Language) -> None:
        tables = language.abbreviations
        self.titles: Mapping[str, str] = tables["titles"]
        self.places: Mapping[str, str] = tables["places"]
        self._starters = frozenset(tables["ends"]["starters"])
        self.named = {
            key: said
            for name in ("before_upper", "always")
            for key, said in tables[name].items()
            if key.endswith(".") and len(key) > 2
        }
        self.slashed = {
            key: said for key, said in tables["always"].items() if "/" in key and key[-1] != "."
        }
        self.counted = {
            key: said for key, said in tables["before_digit"].items() if key.endswith(".")
        }

    def and_so_on(self, m: re.Match[str]) -> Reading:
        rest = m.string[m.end() : m.end() + 8].lstrip("\"'”’»)")
        ends = not rest.strip() or (rest[:1].isspace() and rest.lstrip()[:1].isupper())
        dotted = bool(m["dots"])
        return "vân vân" + ("." if dotted and ends else "")

    def title(self, m: re.Match[str]) -> Reading:
        """Several titles in a row; without a full stop only before a name."""
        found = re.findall(rf"(?:{either(self.titles)})(?![^\W\d_])", m[0])
        if "." not in m[0] and "," in after(m, 2) and not _TITLE_NEXT.match(m.string, m.end()):
            return None
        if m[0] == "CN":
            return None
        follows = re.match(rf"\s([{UPPER}][{UPPER}{LOWER}]+)", after(m))
        if m[0] == "T.S." and follows and not is_syllable(follows[1]):
            return None
        if m[0].rstrip(".") in ("HT", "TT", "ĐĐ") and not after(m).lstrip().startswith("Thích"):
            return None
        return " ".join(self.titles[title] for title in found)

    def place(self, m: re.Match[str]) -> Reading:
        """A ward, a district: not the initial of a name."""
        key = m["k"]
        follows = after(m).lstrip()
        if follows.startswith("HCM"):
            return None
        if follows[:1].isdigit():
            number = re.match(r"\d+", follows)
            if key == "H":
                return "hình"
            if key == "P" and number and int(number[0]) > 30:
                return "" if last_word(m) == "phòng" else "phòng"
            return self.places[key], 0.9
        word = re.match(rf"[{UPPER}{LOWER}]+", follows)
        if len(key) == 1:
            last = last_word(m)
            if last in _PEOPLE or (
                last.capitalize() not in self._starters
                and _NAME_LAST.search(m.string, max(0, m.start() - 24), m.start())
            ):
                return None
            if not word or len(word[0]) < 2 or not is_syllable(word[0]):
                return None
            several = re.match(rf"[{UPPER}]\w+[ \u00a0][{UPPER}]", follows)
            if word[0] in self._starters and not several:
                return None
            alone = not m.string[: m.start()].strip()
            if not several and (alone or not _PLACED.search(before(m))):
                return None
        return self.places[key], 0.9


_PLACED = re.compile(
    r"(?:[,(;–-]|ở|tại|về|từ|thuộc|các|của|trên|bàn|và|phòng\s\S{1,12}|ủy"
    r"|ubnd)\s*\Z"
)
_TITLE_NEXT = re.compile(r",\s?(?:TS|ThS|BS|TSKH)")
_NAME_LAST = re.compile(rf"(?<![^\W\d_])[{UPPER}][{LOWER}]+\s\Z")
