"""Nouns beside numbers in East Slavic languages: forms, prepositions, agreement."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tts._slavic import CASES, SlavicNumbers, plural

_SPACES = " \u00a0\u202f"
_LAST_WORD = re.compile(r"([^\W\d_]+)[\s«„\"(]*\Z")
_NEXT_WORDS = re.compile(r"\s+([^\W\d_]+)(?:\s+([^\W\d_]+))?")


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun with its forms in six cases, singular and plural, and words that follow it."""

    gender: str
    one: tuple[str, ...]
    more: tuple[str, ...]
    after: str = ""

    def form(self, case: str, *, many: bool = False) -> str:
        said = (self.more if many else self.one)[CASES.index(case)]
        return f"{said} {self.after}" if self.after else said


def noun(notation: str, declension: Mapping[str, list[str]]) -> Noun:
    """A noun from its line in `numbers.toml`: gender, stem, endings or the name of a declension."""
    notation, _, after = notation.partition("+")
    gender, rest = notation.split(" ", 1)
    if ":" in rest:
        stem, name = rest.split(":")
        one, more = (f"{stem.strip()} {ending}" for ending in declension[name.strip()])
    else:
        one, more = rest.split("|")
    return Noun(gender, _forms(one), _forms(more), after.strip())


def _forms(notation: str) -> tuple[str, ...]:
    stem, *endings = notation.split()
    return tuple(stem + ending.replace("-", "") for ending in endings)


class Grammar:
    """Chooses case and gender for a number from the words around it."""

    def __init__(self, words: Mapping[str, Any], numbers: SlavicNumbers) -> None:
        self._numbers = numbers
        self._case = {
            word: case
            for case in ("g", "d", "i", "p", "in", "from")
            for word in words["prepositions"][case].split()
        }
        self._genitive = frozenset(words["prepositions"]["g"].split()) | frozenset(
            words["prepositions"]["from"].split()
        )
        self._few_genitive = words["grammar"]["few"] == "genitive"
        self._feminine = tuple(words["grammar"]["feminine"].split())
        self.half: str = words["half"]
        self.nouns = {k: noun(v, words["declension"]) for k, v in words["nouns"].items()}
        self.units = {k: noun(v, words["declension"]) for k, v in words["units"].items()}

    def before(self, text: str, at: int) -> str:
        """The last word before a place, in small letters; empty where none stands beside it."""
        match = _LAST_WORD.search(text, max(0, at - 24), at)
        return match[1].lower() if match else ""

    def preposition(self, word: str, inside: str = "p") -> str:
        """The case a preposition asks for; `inside` after "in"; empty for any other word."""
        case = self._case.get(word, "")
        if word in self._genitive:
            return "g"
        return inside if case == "in" else case

    def counted(self, written: str, thing: Noun, case: str = "n") -> str:
        """A number and the noun it counts: две тысячи, пяти процентов, две целых три десятых."""
        if not written.isdigit() or len(written) > 15:
            plain = re.sub(rf"[{_SPACES}]", "", written)
            if plain.isdigit() and len(plain) <= 15 and plain[0] != "0":
                return self.counted(plain, thing, case)
            if re.fullmatch(r"\d{1,15},5", plain) and case in "na":
                whole = int(plain[:-2])
                if whole and thing.gender in "mf":
                    said = self._numbers.cardinal(whole, "n", thing.gender)
                    return f"{said} {self.half} {self._after(whole, thing, 'n')}"
            return f"{self._numbers.number(written)} {thing.form('g')}"
        count = int(written)
        said = self._numbers.run(written, case, thing.gender)
        return f"{said} {self._after(count, thing, case)}"

    def _after(self, count: int, thing: Noun, case: str) -> str:
        form = plural(count) if count % 1000 else 2
        if form == 0:
            return thing.form(case)
        if case not in "na":
            return thing.form(case, many=True)
        if form == 1:
            return thing.form("g") if self._few_genitive else thing.form("n", many=True)
        return thing.form("g", many=True)

    def agreement(self, text: str, begin: int, end: int, count: int) -> tuple[str, str, float]:
        """Case, gender and confidence for a number that stands alone before its noun."""
        match = _NEXT_WORDS.match(text, end)
        follows = [w.lower() for w in match.groups() if w] if match else []
        case, sure = "n", 1.0
        ending = next((c for w in follows for c in [_oblique(w)] if c), "")
        word = self.before(text, begin)
        asked = self.preposition(word, "")
        if ending and plural(count) != 0:
            case, sure = ending, 0.9
        elif (
            asked
            and asked != "p"
            and (asked != "i" or follows[:1] in (["и"], ["і"], ["та"], ["й"]))
        ):
            case, sure = asked, 0.8
        gender = self._gender(count, follows)
        if follows and gender == "f" and plural(count) == 0 and follows[0][-1:] in "ую":
            case = "a"
        return case, gender, sure

    def _gender(self, count: int, follows: list[str]) -> str:
        if not follows or count % 10 not in (1, 2) or count % 100 in (11, 12):
            return "m"
        word = (
            follows[-1] if follows[0].endswith(("ые", "ие", "их", "ых", "ая", "ую")) else follows[0]
        )
        if word.startswith(self._feminine) if self._feminine else False:
            return "f"
        if count % 10 == 1:
            if word[-1:] in "ую" and not self._feminine:
                return "f"
            return "f" if word[-1:] in "ая" else "n" if word[-1:] in "оеє" else "m"
        if self._feminine:
            return "m"
        return "f" if word[-1:] in "ыи" and len(word) > 2 else "m"


def _oblique(word: str) -> str:
    """The case that a plural noun's ending shows without doubt."""
    if len(word) < 5:
        return ""
    if word.endswith(("ами", "ями", "ьми")):
        return "i"
    if word.endswith(("ах", "ях")):
        return "p"
    return "d" if word.endswith(("ам", "ям")) else ""
