"""References: verses of the Bible, notes, pages and what follows them."""

import re
from collections.abc import Mapping

from tts._digits import roman
from tts._rules import Language, Reading, Rule
from tts.languages.en._context import BEFORE, ends_sentence
from tts.languages.en._numbers import cardinal, model, number, ordinal

_ORDERS = {
    "1": "First ", "I": "First ", "2": "Second ", "II": "Second ", "3": "Third ", "III": "Third ",
}  # fmt: skip
_NUMBERED = (
    r"Samuel|Kings|Chronicles|Corinthians|Thessalonians|Timothy|Peter|Maccabees|"
    r"Sam\.|Kgs\.|Chron\.|Cor\.|Thess\.|Tim\.|Pet\.|Macc\."
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BRACKETS = r"(?:\((?:\d{1,3}|[a-z]{1,4}|[A-Z])\))+"
_BASE = re.compile(r"(?<![A-Za-z])(?![kcdm]?m\Z|ft\Z)[b-df-hj-np-tv-z]{1,3}\Z")
"""Letters that are no word, so that a raised figure is their power: mc²."""
_MEASURE = re.compile(r"(?<![A-Za-z])(?:[kcmdn]?m|ft|in|mi|yd|s|sec)\Z")


def rules(language: Language) -> tuple[Rule, ...]:
    """Whatever refers to a place in a text."""
    say = _Bible(language)
    starters = frozenset(language.abbreviations["ends"]["starters"])

    def following(m: re.Match[str]) -> Reading:
        ended = m[0].endswith(".") and ends_sentence(m.string, m.end(), starters)
        return f"{number(m['n'])} and following{'.' if ended else ''}", 0.9

    verse = (
        r"(?P<c>\d{1,3})[:.](?P<v>\d{1,3})(?P<w>[a-c](?!\w))?"
        r"(?:(?P<dash>\s?[-–—]\s?)(?:(?P<c2>\d{1,3})[:.])?(?P<e>\d{1,3}))?"
    )
    return (
        Rule("reference.verse", rf"(?<!\w)(?:(?P<o>[1-3]|I{{1,3}})\s)?(?P<b>{say.books})"
             rf"(?P<dot>\.?)\s{verse}(?!\d|:\d)", say.verse),
        Rule("reference.verses-more", rf"(?<=\d[;,]\s)(?<!\w){verse}(?!\w|[.:]\d)(?<!\.\d)",
             say.more_verses),
        Rule("reference.chapter", rf"(?<!\w)(?:(?P<o>[1-3]|I{{1,3}})\s)?(?P<b>{say.abbreviated})"
             r"(?P<dot>\.?)\s(?:(?P<c>\d{1,3})|(?P<r>[ivxlc]+)\.)(?:(?<=\.)\s(?P<v>\d{1,3}))?"
             r"(?!\w|[.:]\d|,\d{3})", say.chapter),
        Rule("reference.number-book", rf"(?<![\w.])(?P<say>[1-3])(?=\s(?:{_NUMBERED})(?!\w))",
             lambda m: ordinal(int(m["say"])).title()),
        Rule("reference.clause", rf"(?<![\w.(])(?P<n>\d{{1,4}}[A-Z]{{0,2}})(?P<p>{_BRACKETS})"
             rf"(?:\s?[–-]\s?(?P<e>{_BRACKETS}))?(?!\w|:\d)", _clause),
        Rule("reference.note", r"(?:(?<=[^\W\d_])|(?<=[^\W\d_][.,;:!?”\"’'\])]))"
             r"(?P<say>(?:\[\d{1,3}(?:[,–-]\s?\d{1,3})*\])+)", _note),
        Rule("number.power-letters", r"(?<![A-Za-z])(?!(?:[kcdm]?m|ft)[²³])"
             r"(?P<say>[b-df-hj-np-tv-z]{2,3})(?=[²³](?!\w))",
             lambda m: (" ".join(m["say"].upper()), 0.9), "any"),
        Rule("reference.note", r"(?:(?<=[^\W\d_]{2})|(?<=[^\W\d_][.,;:!?”\"’'\])]))"
             r"(?P<say>[¹²³⁰⁴-⁹]{1,3})(?![\w⁺⁻])", _note),
        Rule("reference.following", rf"{BEFORE}(?<!\w)(?P<n>\d{{1,4}})\s?(?P<f>ff?)\.?(?!\w)",
             following),
        Rule("reference.note-of", rf"{BEFORE}(?<!\w)(?P<n>\d{{1,4}})n(?:\.?\s?(?P<m>\d{{1,3}})|"
             r"\.(?=\s[a-z]|[,;:)]))?(?![\w/-])",
             lambda m: (f"{number(m['n'])} note" + (f" {number(m['m'])}" if m["m"] else ""), 0.7)),
    )  # fmt: skip


class _Bible:
    def __init__(self, language: Language) -> None:
        self._books: Mapping[str, str] = language.words["bible"]
        self._sure = frozenset(language.words["bible_sure"]["names"].split())
        names = sorted({*self._books, *self._books.values()}, key=len, reverse=True)
        self.books = "|".join(map(re.escape, names))
        self.abbreviated = "|".join(sorted(map(re.escape, self._books), key=len, reverse=True))
        self._listed = re.compile(rf"(?:{self.books})\.?\s[\d:.;,\s–-]*\Z")

    def verse(self, m: re.Match[str]) -> Reading:
        name = self._books.get(m["b"], m["b"])
        if ":" not in m[0] and m["b"] == name and not m["dot"]:
            return None
        return f"{_ORDERS.get(m['o'] or '', '')}{name} {_verse(m)}"

    def more_verses(self, m: re.Match[str]) -> Reading:
        """A verse behind another of the same list."""
        listed = self._listed.search(m.string, max(0, m.start() - 60), m.start())
        clock = re.match(r"\s?[ap]\.?m", m.string[m.end() :])
        return (_verse(m), 0.8) if listed and ":" in m[0] and not clock else None

    def chapter(self, m: re.Match[str]) -> Reading:
        """A chapter of a book that is named by its abbreviation."""
        order = _ORDERS.get(m["o"] or "", "")
        if not order and m["b"] not in self._sure and not m["r"]:
            return None
        chapter = roman(m["r"].upper()) if m["r"] else int(m["c"])
        if not chapter:
            return None
        verse = f" {number(m['v'])}" if m["v"] else ""
        return f"{order}{self._books[m['b']]} {cardinal(chapter)}{verse}", 0.9


_LAW = re.compile(
    r"(?:§|(?<!\w)(?i:sections?|secs?\.|ss?\.?|subsections?|articles?|arts?\.?|rules?|r\.|paragraphs?|"
    r"paras?\.?|clauses?|cls?\.|regulations?|regs?\.?|schedules?|chapters?|questions?|exercises?|"
    r"items?|lines?|notes?))\s?(?:\d+[A-Z]?(?:\(\w{1,4}\))*(?:,\s|\s?[–-]\s?|\s(?:and|or|to|with)\s)){0,4}\Z"
)


def _clause(m: re.Match[str]) -> Reading:
    """A clause of a law by its brackets: section five oh one C three."""
    parts = re.findall(r"\w+", m["p"])
    if len(parts) < 2 and not _LAW.search(m.string, max(0, m.start() - 60), m.start()):
        return None
    head = re.fullmatch(r"(\d+)([A-Z]*)", m["n"])
    assert head  # noqa: S101  the rule has matched it
    said = [model(head[1]) if len(parts) > 1 else number(head[1]), *head[2]]
    said += (_part(part) for part in parts)
    if m["e"]:
        said += ("to", *(_part(part) for part in re.findall(r"\w+", m["e"])))
    return " ".join(said), 0.9


def _part(part: str) -> str:
    """What stands in one bracket: a figure, a letter or a small Roman numeral."""
    if part.isdigit():
        return number(part)
    counted = roman(part.upper()) if len(part) > 1 or part == "i" else None
    return cardinal(counted) if counted else " ".join(part.upper())


def _verse(m: re.Match[str]) -> str:
    letter = " " + m["w"].upper() if m["w"] else ""
    said = f"{cardinal(int(m['c']))} {cardinal(int(m['v']))}{letter}"
    if m["e"]:
        last = cardinal(int(m["e"]))
        said += f" to {cardinal(int(m['c2']))} {last}" if m["c2"] else f" to {last}"
    return said


def _note(m: re.Match[str]) -> Reading:
    at = m.start("say")
    if m["say"] in ("²", "³"):
        if _BASE.search(m.string, max(0, at - 4), at):
            return " squared" if m["say"] == "²" else " cubed"
        if _MEASURE.search(m.string, max(0, at - 6), at):
            return None
    plain = m["say"].translate(_RAISED)
    notes = [number(n) for n in re.findall(r"\d+", plain)]
    if re.search(r"\d[–-]\d", plain) and len(notes) == 2:
        return f" notes {notes[0]} to {notes[1]}", 0.9
    return f" note{'s' if len(notes) > 1 else ''} {' and '.join(notes)}", 0.9
