"""Number words of East Slavic languages, in case and gender, from the tables of a folder."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

CASES = "ngdaip"
"""Nominative, genitive, dative, accusative (of things), instrumental, prepositional."""

_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f\u2009']\d{3})+(?:[.,]\d+)?\Z")
_GAPS = re.compile(r"[ \u00a0\u202f\u2009']")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?\Z")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?\Z")


def plural(n: int) -> int:
    """0 one, 1 few, 2 many (CLDR, ru and uk)."""
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2


class SlavicNumbers:
    """Says numbers from the tables `cardinal`, `ordinal`, `scale` and `ending` of a folder."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._cardinal: dict[str, tuple[str, ...]] = {
            k: tuple(v.split()) for k, v in words["cardinal"].items()
        }
        self._ordinal: Mapping[str, str] = words["ordinal"]
        self._joined: Mapping[str, str] = words["joined"]
        self._compound: Mapping[str, str] = words["compound"]
        self._scale = [(s["gender"], s["one"].split(), s["few"].split(), s["many"].split(), s["th"])
                       for s in words["scale"]]  # fmt: skip
        self._ending: dict[str, list[str]] = {k: v.split() for k, v in words["ending"].items()}
        self._words = words
        self._cardinals = lru_cache(maxsize=4096)(self._say_cardinal)
        self._ordinals = lru_cache(maxsize=4096)(self._say_ordinal)

    def cardinal(self, n: int, case: str = "n", gender: str = "m") -> str:
        """`case` is a letter of CASES, `gender` m, f or n."""
        said: str = self._cardinals(n, case, gender)
        return said

    def ordinal(self, n: int, case: str = "n", gender: str = "m") -> str:
        """`case` is a letter of CASES, `gender` m, f, n or p for the plural."""
        said: str = self._ordinals(n, case, gender)
        return said

    def integer(self, n: int) -> str:
        return self.cardinal(n)

    def digits(self, written: str) -> str:
        return " ".join(self.cardinal(int(d)) for d in written if d.isdigit())

    def _say_cardinal(self, n: int, case: str, gender: str) -> str:
        index = CASES.index(case)
        if n == 0:
            return self._cardinal["0"][index]
        return " ".join(self._groups(n, index, gender))

    def _groups(self, n: int, index: int, gender: str) -> list[str]:
        groups: list[int] = []
        while n:
            n, group = divmod(n, 1000)
            groups.append(group)
        said: list[str] = []
        for place in range(len(groups) - 1, -1, -1):
            group = groups[place]
            if not group:
                continue
            if place == 0:
                said += self._below_thousand(group, index, gender)
                continue
            sort, one, few, many, _ = self._scale[place - 1]
            if not (place == 1 and group == 1):
                said += self._below_thousand(group, index, sort)
            form = plural(group)
            oblique = index not in (0, 3)
            said.append((one if form == 0 else many if oblique or form == 2 else few)[index])
        return said

    def _below_thousand(self, n: int, index: int, gender: str) -> list[str]:
        said: list[str] = []
        if n >= 100:
            said.append(self._cardinal[str(n // 100 * 100)][index])
            n %= 100
        if n >= 20:
            said.append(self._cardinal[str(n // 10 * 10)][index])
            n %= 10
        if n:
            said.append(self._cardinal.get(f"{n}{gender}", self._cardinal.get(str(n), ()))[index])
        return said

    def _say_ordinal(self, n: int, case: str, gender: str) -> str:
        if n == 0:
            return self.adjective(self._ordinal["0"], case, gender)
        place = 0
        while n % 1000 == 0 and place < len(self._scale):
            n //= 1000
            place += 1
        low, rest = _last(n) if place == 0 else (n % 1000, n - n % 1000)
        head = self._groups(rest * 1000**place, 0, "m") if rest else []
        if place == 0:
            return " ".join([*head, self.adjective(self._ordinal[str(low)], case, gender)])
        stem = self.prefix(low) + self._scale[place - 1][4]
        return " ".join([*head, self.adjective(stem, case, gender)])

    def prefix(self, n: int) -> str:
        """The joined front of "двухтысячный"; nothing for one thousand."""
        return "" if n == 1 else self._joint(n, self._joined)

    def compound(self, n: int) -> str:
        """The joined front of "двухлетний", "тысячелетний"; below a million, else empty."""
        if not 0 < n < 1_000_000:
            return ""
        thousands, rest = divmod(n, 1000)
        front = self.prefix(thousands) + self._joined["1000"] if thousands else ""
        return front + self._joint(rest, {**self._joined, **self._compound})

    def _joint(self, n: int, joined: Mapping[str, str]) -> str:
        parts = []
        for value in _parts(n):
            word = self._cardinal.get(f"{value}m", self._cardinal.get(str(value), ()))
            parts.append(joined.get(str(value), word[1]))
        return "".join(parts)

    def adjective(self, stem: str, case: str, gender: str) -> str:
        """`stem` with its ending; a mark at its end names another set than the usual one."""
        kind = "hard"
        if stem[-1] in "!*":
            kind, stem = {"!": "stressed", "*": "soft"}[stem[-1]], stem[:-1]
        return stem + self._ending[f"{kind}_{gender}"][CASES.index(case)].replace("-", "")

    def number(self, written: str, case: str = "n") -> str:
        """Anything of digits and marks; a case as far as it can have one."""
        if _GROUPED.match(written):
            written = _GAPS.sub("", written)
        elif _COMMAS.match(written):
            written = written.replace(",", "").replace(".", ",")
        elif _DOTTED.match(written):
            written = written.replace(".", "")
        bare = re.sub(r"\s", "", written)
        parts = re.split(r"[.,]", bare)
        if len(parts) == 2 and len(parts[0]) <= 15 and len(bare) <= 40 and "," in bare:
            return self.decimal(parts[0], parts[1], case)
        return " ".join(self.run(part, case) for part in parts if part)

    def run(self, run: str, case: str = "n", gender: str = "m") -> str:
        """A run of digits: leading zeros and very long ones digit by digit."""
        if len(run) > 15 or (len(run) > 1 and run[0] == "0"):
            return self.digits(run)
        return self.cardinal(int(run), case, gender)

    def decimal(self, whole: str, part: str, case: str = "n") -> str:
        """Three whole, five tenths; beyond thousandths digit by digit."""
        if len(part) > 3:
            return f"{self.run(whole)} {self._words['marks'][',']} {self.digits(part)}"
        top, bottom = int(whole), int(part)
        return (
            f"{self.cardinal(top, case, 'f')} {self._of_parts('whole', top, case)} "
            f"{self.cardinal(bottom, case, 'f')} {self._of_parts(str(len(part)), bottom, case)}"
        )

    def _of_parts(self, stem: str, count: int, case: str) -> str:
        """Целых, десятых: feminine adjectives, in the genitive plural after a plain number."""
        stem = self._words["parts"][stem]
        if plural(count) == 0:
            return self.adjective(stem, case, "f")
        return self.adjective(stem, "g" if case in "na" else case, "p")


def _parts(n: int) -> list[int]:
    parts = [n // 100 * 100] if n >= 100 else []
    n %= 100
    if n >= 20:
        parts.append(n // 10 * 10)
        n %= 10
    return [*parts, n] if n else parts


def _last(n: int) -> tuple[int, int]:
    """The part that takes the ordinal's ending, and the rest that stays cardinal."""
    low = _parts(n % 1000)[-1]
    return low, n - low
