"""Nouns that abbreviations and signs stand for in East Slavic languages, and their counting."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tts._slavic import CASES, SlavicNumbers, plural


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun with its forms in six cases, singular and plural, and words that follow it."""

    gender: str
    one: tuple[str, ...]
    more: tuple[str, ...]
    few: str = ""
    after: str = ""

    def form(self, case: str, *, many: bool = False) -> str:
        said = (self.more if many else self.one)[CASES.index(case)]
        return f"{said} {self.after}" if self.after else said

    def counted_few(self) -> str:
        """After 2, 3 and 4 in Russian: квадратных метра, чайные ложки."""
        return f"{self.few} {self.after}" if self.after else self.few


def noun(notation: str, declension: Mapping[str, list[str]]) -> Noun:
    """A noun from its line in `numbers.toml`: gender, stem, endings or the name of a declension.

    `m квадратн :adjective & километр :m + в час`: `&` joins words that are declined, `+` adds
    words that are not.
    """
    notation, _, after = notation.partition("+")
    gender, rest = notation.split(" ", 1)
    parts = [_forms(part.strip(), declension) for part in rest.split("&")]
    one, more = (
        tuple(" ".join(words) for words in zip(*(p[many] for p in parts), strict=True))
        for many in (0, 1)
    )
    adjectives = [p[1][0 if gender == "f" else 1] for p in parts[:-1]]
    few = " ".join([*adjectives, parts[-1][0][1]])
    return Noun(gender, one, more, few, after.strip())


def _forms(
    notation: str, declension: Mapping[str, list[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if ":" in notation:
        stem, name = notation.split(":")
        one, more = (f"{stem.strip()} {ending}" for ending in declension[name.strip()])
    else:
        one, more = notation.split("|")
    return _ended(one), _ended(more)


def _ended(notation: str) -> tuple[str, ...]:
    stem, *endings = notation.split()
    return tuple(stem + ending.replace("-", "") for ending in endings)


class Counting:
    """A number together with the noun it counts."""

    def __init__(self, numbers: SlavicNumbers, half: Mapping[str, str], few: str) -> None:
        self._numbers = numbers
        self._half = half
        self._few_genitive = few == "genitive"

    def counted(self, written: str, thing: Noun, case: str = "n") -> str:
        """Две тысячи, пяти процентов, двух с половиной литров, три целых две десятых тонны."""
        plain = re.sub(r"[ \u00a0\u202f\u2009']", "", written)
        if plain.isdigit() and len(plain) <= 15 and (plain == "0" or plain[0] != "0"):
            said = self._numbers.cardinal(int(plain), case, thing.gender)
            return f"{said} {self.after(int(plain), thing, case)}"
        decimal = re.fullmatch(r"(\d{1,15})[.,](\d{1,3})", plain)
        if not decimal:
            return f"{self._numbers.number(written)} {thing.form('g', many=True)}"
        whole = int(decimal[1])
        if decimal[2] == "5" and whole and case != "i" and (whole < 20 or plural(whole)):
            if whole == 1:
                return self._one_and_half(thing, case)
            said = self._numbers.cardinal(whole, case, thing.gender)
            return f"{said} {self._half['and']} {self.after(whole, thing, case)}"
        return f"{self._numbers.decimal(decimal[1], decimal[2], case)} {thing.form('g')}"

    def _one_and_half(self, thing: Noun, case: str) -> str:
        if case in "na" or self._half["one_oblique"] == self._half["one"]:
            said = self._half["one_f" if thing.gender == "f" else "one"]
            return f"{said} {thing.form('g')}"
        return f"{self._half['one_oblique']} {thing.form(case, many=True)}"

    def after(self, count: int, thing: Noun, case: str) -> str:
        """The form of the noun after a count."""
        form = plural(count) if count % 1000 else 2
        if count and count % 1000 == 0:  # с пятью тысячами рублей
            return thing.form("g", many=True)
        if form == 0:
            return thing.form(case)
        if case not in "na":
            return thing.form(case, many=True)
        if form == 1:
            return thing.counted_few() if self._few_genitive else thing.form("n", many=True)
        return thing.form("g", many=True)
