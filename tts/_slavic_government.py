"""What stands before a place in Russian and Ukrainian text, and the case that it asks for."""

import re
from collections.abc import Mapping
from typing import Any

from tts._slavic_text import table
from tts._slavic_words import only, words

WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
JOINT = r"(?:,\s|\s(?:и|или|либо|і|й|та|або|чи)\s|\s?[-–—]\s?)"
"""What joins the members of a series of numbers."""

_WORDS = re.compile(WORD)
_STOPS = re.compile(r"[.,;:!?…()\]—–\n\d%/]")
_LAST_WORD = re.compile(rf"({WORD})[\s«„\"(]*\Z")
_SCALE = r"\s(?:тыс|тис|мил|млн|млрд|мільй|мільярд)[а-яіїє]*\.?\s"
_MEMBER = (
    r"(?:(?<![\d.,:])\d[\d\u00a0]{0,12}(?::\d\d|/\d{1,3})?(?:,\d{1,6})?(?:-[а-яіїє]{1,3}(?=\W))?|(?<!\w)[IVXLІХ]+)"
    r"(?:\s?(?:(?!(?:год[уа]?|році|року?|рік|годах|г\.|р\.)\s?[–—-])[^\W\d]{1,4}\.?|%))?"
)
SERIES_BACK = re.compile(rf"(?:{_MEMBER}(?:{JOINT}|{_SCALE})){{1,6}}\Z")
_COUNT = r"(?<![\d.,:])\d{1,3}(?:,\d{1,2})?\s"
_NAMED = r"[а-яёіїєґ'’]{3,}(?:\s[а-яёіїєґ'’]{3,})?(?:,\s|\s(?:и|і|й|та)\s)"
_MEASURED_BACK = re.compile(
    rf"{_COUNT}?(?:кг|г|мг|мл|л|шт\.?|(?:ст|ч)\.\s?л\.)\s{_NAMED}(?:{_COUNT}{_NAMED}){{0,3}}\Z"
)
"""Members of a recipe: 200 г муки и."""
_MORE_THAN = re.compile(
    r"\b(?:более|менее|больше|меньше|більш|більше|менш|менше)\s(?:чем|ніж|як)\b"
)
_LABEL = re.compile(rf"({WORD}|№)\.?\s*№?\s*\Z")
_COMPARED = re.compile(r"(?:[<>]=?|[≤≥√]|\b(?:ок|бл|св)\.)\s?\Z", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?<!\w)(?:ст|ч|гл|п|разд|розд|абз|прил|дод|рис|табл|мал|стр|стор|кв|д|буд)\.\s?\Z", re.I
)
_YEARS = re.compile(r"\s(?:лет|років|месяцев|місяців)\b")
_TO = re.compile(r"[^.;!?\n]{0,40}?\s(?:до|по)\s\d")
_BACK = 72
"""Characters looked back for what governs a number."""


class Government:
    """The case that prepositions, verbs and adjectives before a place ask for."""

    def __init__(self, tag: str, tables: Mapping[str, Any]) -> None:
        self.words = words(tag)
        self._case: dict[str, str] = {
            word: cases
            for cases, listed in tables["prepositions"].items()
            for word in listed.split()
        }
        self.asking = frozenset(self._case)
        """Prepositions and what else asks for a case."""
        grammar = tables["grammar"]
        self._alone = table(grammar["alone"])
        self._measured = table(grammar["measured"])
        self._dated = table(grammar["dated"])
        self._placed = table(grammar["placed"])
        self._aged = tuple(grammar["aged"].split())
        self._together = tuple(grammar["together"].split())
        self._stems: dict[str, tuple[str, ...]] = {
            c: tuple(stems.split()) for c, stems in tables["governing"].items()
        }
        self._filler = frozenset(grammar["filler"].split())
        self._numbered = frozenset(grammar["numbered"].split())

    def before(self, text: str, at: int) -> str:
        """The last word before a place, in small letters; empty where none stands beside it."""
        match = _LAST_WORD.search(text, max(0, at - 32), at)
        return match[1].lower() if match else ""

    def preposition(self, text: str, at: int) -> str:
        """The preposition that stands before a place, past words such as "almost"."""
        for word in self._back(text, at):
            if word in self._case:
                return word
            if word not in self._filler:
                break
        return ""

    def governed(self, text: str, at: int) -> str:
        """The cases that what stands before a place asks for, likeliest first; or nothing."""
        allowed: list[str] = []
        back = self._back(text, at)
        for place, word in enumerate(back):
            if word in self._filler:
                continue
            if "i" in self._case.get(word, "") and self._is_together(back[place + 1 :]):
                return "i"
            asked = self._case.get(word) or self._by_stem(word)
            if asked:
                return "".join(c for c in asked if c in allowed) or asked
            forms = self.words.forms(word)
            found = [form.case for form in only(forms, "adjective")]
            if not found or any(form.part == "noun" and form.case in "na" for form in forms):
                break
            allowed = [c for c in found if not allowed or c in allowed] or found
        return "".join(c for c in "nagdip" if c in allowed)

    def alone(self, text: str, at: int, default: str = "n") -> str:
        """The case of a number that has no noun (до 5)."""
        return self._first(text, at, self._alone, default)

    def measured(self, text: str, at: int, default: str = "n") -> str:
        """The case of a number with a unit (до 5 %)."""
        return self._first(text, at, self._measured, default)

    def dated(self, text: str, at: int, default: str = "n") -> str:
        """The case of a year or century (в 1913 г.)."""
        word = self.preposition(text, at)
        if word in self._dated:
            return self._dated[word]
        asked = self.governed(text, at)
        return asked[:1] or default

    def placed(self, text: str, at: int, default: str = "n") -> str:
        """The case of a noun that is abbreviated (на ул. Ленина)."""
        return self._first(text, at, self._placed, default)

    def goes_on(self, text: str, begin: int, end: int) -> bool:
        """Whether "с 5" goes on with "до 10", and so means "from"."""
        word = self.preposition(text, begin)
        return word in ("с", "со", "з", "із", "зі") and bool(_TO.match(text, end))

    def is_numbered(self, text: str, at: int) -> bool:
        """Whether what stands before is a noun that takes a number after it: дом 5, ст. 12."""
        if text[max(0, at - 2) : at].rstrip().endswith(("№", "§")):
            return True
        match = _LABEL.search(text, max(0, at - 24), at)
        return match is not None and match[1].lower() in self._numbered

    def _first(self, text: str, at: int, cases: Mapping[str, str], default: str) -> str:
        if self.is_compared(text, at):
            return "g"
        asked = self.governed(text, at)
        word = self.preposition(text, at)
        if word in cases and asked != "i":
            return cases[word] if not asked or cases[word] in asked else asked[0]
        if not asked and default == "n" and self.is_object(text, at):
            return "a"
        return asked[:1] or default

    def is_compared(self, text: str, at: int) -> bool:
        """Whether "about" or "more than" stands before in short: ок. 130, > 5."""
        return bool(_COMPARED.search(text, max(0, at - 7), at))

    def is_aged(self, text: str, begin: int, end: int) -> bool:
        """Whether years follow, and before stands whose age they are: дети 6–7 лет."""
        if not _YEARS.match(text, end) or text[begin - 1 : begin] not in (" ", "\u00a0"):
            return False
        return self.before(text, begin).startswith(self._aged)

    def is_article(self, text: str, at: int) -> bool:
        """Whether the part of a law that is abbreviated stands before: ст. 51."""
        return bool(_ARTICLE.search(text, max(0, at - 8), at))

    def is_object(self, text: str, at: int, *, surely: bool = False) -> bool:
        """Whether a verb stands before that takes what follows as its object: получил 1000.

        `surely` asks for a form of it that what follows cannot be the subject of.
        """
        for word in self._back(text, at):
            if word not in self._filler:
                return self.words.takes_object(word, surely)
        return False

    def _is_together(self, words_before: list[str]) -> bool:
        """Whether "с" follows such a word as "вместе", and so means "with"."""
        return bool(words_before) and words_before[0].startswith(self._together)

    def _by_stem(self, word: str) -> str:
        for case, stems in self._stems.items():
            if stems and word.startswith(stems):
                return case
        return ""

    def _back(self, text: str, at: int) -> list[str]:
        """Words before a place in its clause, nearest first, past other numbers of a series."""
        piece = text[max(0, at - _BACK) : at]
        if series := _MEASURED_BACK.search(piece) or SERIES_BACK.search(piece):
            piece = piece[: series.start()]
        clause = _STOPS.split(piece)[-1]
        found = [w for w in _WORDS.findall(_MORE_THAN.sub(" ", clause.lower())) if w]
        if len(clause) == _BACK and found:
            del found[0]  # it may be cut
        return found[:-6:-1]
