"""Sums of money, of today and of old."""

import re

from tts._rules import Language, Reading, Rule
from tts.languages.en._context import (
    BEFORE,
    DASH,
    N,
    ends_sentence,
    is_before_noun,
    word_before,
    words_after,
)
from tts.languages.en._numbers import cardinal, count, number, whole
from tts.languages.en._tables import table

_BIG = r"(?P<big>[\s-](?:hundred|thousand|million|billion|trillion|bn|mn|m|k)(?!\w))?"
_K = r"(?P<k>(?:[kKmMbBT]|bn|mn|tn|trn|bln|mln|th)(?!\w))?"
_LETTERS = {
    "k": "thousand", "th": "thousand", "m": "million", "mn": "million",
    "b": "billion", "bn": "billion", "t": "trillion", "tn": "trillion",
    "trn": "trillion", "bln": "billion", "mln": "million",
}  # fmt: skip

_HEADS = table("heads")
_LASTING = frozenset(("took", "takes", "take", "lasted", "lasts", "last", "within", "every"))
_MEASURED = re.compile(
    r"\d[\s\u00a0-]?(?:[kcmµ]?m|[kmµ]?g|ml|ms|hr?|hrs|mins?|min\.|mins\.)"
    r",?[\s\u00a0](?:(?:and|or|to)[\s\u00a0])?\Z"
)
"""A measure of today just before: behind it s. is seconds and l. litres."""


def rules(language: Language) -> tuple[Rule, ...]:
    """Whatever is read as money."""
    say = _Money(language)
    signs = _either(language.words["money"])
    codes = _either(language.words["codes"])
    sign = rf"(?P<u>{signs}|(?:{codes})\s?(?=\d))"
    return (
        Rule("money.old", rf"(?:£\s?(?P<l>{N})\.?|{BEFORE}(?<!\w)(?P<p>{N})\s?l\.)"
             rf",?\s(?P<s>\d\d?)\s?s\.?(?:,?\s(?P<d>\d\d?(?:½|¼|¾)?)\s?d\.?(?!\w))?(?![A-Za-z])",
             say.old),
        Rule("money.old-pounds", rf"{BEFORE}(?<![\w£$€])(?P<n>{N})\s?l\.(?!\w)",
             say.old_pounds),
        Rule("money.shillings", rf"{BEFORE}(?<![\w£$€:/’'-])(?P<s>\d\d?)"
             rf"\s?s\.?(?:,?\s(?P<d>\d\d?)\s?d(?!\w)\.?|(?<=\.)(?!\w))", say.shillings),
        Rule("money.pence-old", rf"{BEFORE}(?<![\w£$€:/’'-])(?P<d>\d\d?(?:½|¼|¾)?)\s?d\.(?!\w)",
             lambda m: _pence(m["d"]) + say.stop(m)),
        Rule("money.shillings-slash", r"(?<![\w/£.])(?P<s>\d\d?)/(?:(?P<d>\d|1[01])d?|-)(?=\s(?:a|"
             r"per|each|in)\b(?!\.|\s*\Z))(?!/)", say.slashed),
        Rule("money.continental", rf"(?:(?P<u>{signs})\s?)?{BEFORE}(?P<n>\d{{1,3}}(?:\.\d{{3}})*),"
             rf"(?P<c>\d\d)(?!\d|,\d)(?:\s?(?P<v>[€£$₫₽₴]|EUR|PLN|CZK|DKK|SEK|NOK)(?!\w))?",
             say.continental),
        Rule("money.compound", rf"(?<!\w){sign}\s?(?P<n>{N}){_K}{_BIG}"
             r"(?=-(?:a-|per-|[a-z]{2}))(?!-(?:million|billion|trillion|thousand|hundred))",
             say.compound),
        Rule("money.country", rf"(?<![\w$])(?P<c>US|AU|NZ|HK)\s\$\s?(?P<n>{N}){_K}{_BIG}",
             say.country),
        Rule("money.country", rf"(?<![\w$])\$\s?(?P<n>{N}){_K}{_BIG}\s"
             r"(?P<c>USD|CAD|AUD|NZD|HKD|SGD)(?!\w)", say.country),
        Rule("money.range", rf"(?<!\w){sign}\s?(?P<a>{N}){_K}{DASH}(?:{signs})?\s?(?P<n>{N})"
             rf"(?P<k2>(?:[kKmMbB]|bn)(?!\w))?{_BIG}(?!\w)", say.range),
        Rule("money", rf"(?:(?<!\w)|(?<=(?<!\w)[ab]y))(?P<neg>[-−–](?=\S))"
             rf"?{sign}\s?(?P<neg2>[-−])?(?P<n>{N}){_K}{_BIG}", say.money),
        Rule("money.code", rf"{BEFORE}(?<![\w])(?P<n>{N}){_K}{_BIG}\s?(?P<u>{codes})(?!\w)",
             say.money),
        Rule("money.after", rf"{BEFORE}(?<![\w])(?P<n>{N}){_K}{_BIG}\s?(?P<u>[£€$¥₽₴₫₹])(?!\d|\w)",
             say.money),
        Rule("money.small", rf"{BEFORE}(?<![\w])(?P<n>{N})(?P<u>¢|p(?!\w)|c(?!\w))", say.small),
    )  # fmt: skip


def _either(words: dict[str, object]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _pence(written: str) -> str:
    pence = int(re.sub(r"\D", "", re.sub("[½¼¾]", "", written)) or 0)
    part = {"½": "halfpenny", "¼": "farthing", "¾": "three farthings"}.get(written[-1])
    if part and part != "three farthings":
        part = {"halfpenny": "a halfpenny", "farthing": "a farthing"}[part]
    said = "one penny" if pence == 1 else "sixpence" if pence == 6 else f"{cardinal(pence)} pence"
    if part:
        return f"{said} {part.removeprefix('a ')}" if pence else part
    return said


class _Money:
    def __init__(self, language: Language) -> None:
        self._names: dict[str, list[str]] = language.words["money"] | language.words["codes"]
        self._starters = frozenset(language.abbreviations["ends"]["starters"])

    def money(self, m: re.Match[str]) -> Reading:
        found = m.groupdict()
        names = self._names[m["u"].strip()]
        minus = "minus " if found.get("neg") or found.get("neg2") else ""
        alone = is_before_noun(m.string, m.start(), m.end())
        after = words_after(m.string, m.end())
        owned = word_before(m.string, m.start()) == "s" and after[0].islower()
        alone = alone or after[0] in _HEADS or (owned and after[1] in _HEADS)
        return minus + self._said(m["n"], self._scale(m), names, alone=alone)

    def country(self, m: re.Match[str]) -> Reading:
        """US $20, $20 CAD."""
        code = m["c"] if len(m["c"]) == 3 else m["c"] + "D"
        names = self._names.get(code)
        return self._said(m["n"], self._scale(m), names, alone=False) if names else None

    def compound(self, m: re.Match[str]) -> Reading:
        said = self._said(m["n"], self._scale(m), self._names[m["u"].strip()], alone=True)
        return said.replace(" ", "-") if len(m["n"]) < 4 and not self._scale(m) else said

    def continental(self, m: re.Match[str]) -> Reading:
        """A sum with a decimal comma: €7,50."""
        unit = m["u"] or m["v"]
        names = self._names.get(unit.strip()) if unit else None
        if not names:
            return None
        return self._said(f"{m['n'].replace('.', '')}.{m['c']}", "", names, alone=False), 0.9

    def range(self, m: re.Match[str]) -> Reading:
        names = self._names[m["u"].strip()]
        big = self._scale(m, "k2")
        first = number(m["a"]) + (f" {_LETTERS[m['k'].lower()]}" if m["k"] else "")
        if not big and "." in m["a"] and len(m["a"].partition(".")[2]) == 2:
            first = self._said(m["a"], "", names, alone=False)
        return f"{first} to {self._said(m['n'], big, names, alone=False)}"

    def _scale(self, m: re.Match[str], letter: str = "k") -> str:
        short = (m[letter] or (m["big"] or "").strip(" -\u00a0")).lower()
        return _LETTERS.get(short, short)

    def _said(self, written: str, big: str, names: list[str], *, alone: bool) -> str:
        one, more, cent, cents = names
        plain = written.replace(",", "")
        if big or plain.count(".") > 1:
            return f"{number(written)} {big} {one if alone else more}".replace("  ", " ")
        units, _, part = plain.partition(".")
        if len(part) == 2 and cent and len(units) <= 15:
            if not int(part):
                return count(int(units or 0), one, one if alone else more)
            pence = count(int(part), cent, cents)
            if not int(units or 0):
                return pence
            return f"{count(int(units), one, more)} and {pence}"
        return f"{number(written)} {one if alone or plain == '1' else more}"

    def small(self, m: re.Match[str]) -> Reading:
        if m["u"] == "c" and not re.match(r"(?:[\s,.;)]|\Z)", m.string[m.end() :]):
            return None
        one, more = {"p": ("penny", "pence")}.get(m["u"], ("cent", "cents"))
        sure = 1.0 if m["u"] == "¢" else 0.8
        return f"{number(m['n'])} {one if m['n'] == '1' else more}", sure

    def old(self, m: re.Match[str]) -> Reading:
        sum_ = m["l"] or m["p"]
        pounds = f"{number(sum_)} {'pound' if sum_ == '1' else 'pounds'}"
        shillings = count(int(m["s"]), "shilling", "shillings")
        if not m["d"]:
            return f"{pounds} and {shillings}" + self.stop(m)
        return f"{pounds}, {shillings} and {_pence(m['d'])}" + self.stop(m)

    def old_pounds(self, m: re.Match[str]) -> Reading:
        if "." in m["n"] or _MEASURED.search(m.string, max(0, m.start() - 16), m.start()):
            return None  # litres
        one = whole(m["n"]) == 1 or is_before_noun(m.string, m.start(), m.end())
        return f"{number(m['n'])} {'pound' if one else 'pounds'}{self.stop(m)}", 0.8

    def shillings(self, m: re.Match[str]) -> Reading:
        if not m["d"] and self._is_seconds(m):
            return None
        one = not m["d"] and is_before_noun(m.string, m.start(), m.end())
        said = count(int(m["s"]), "shilling", "shilling" if one else "shillings")
        return (f"{said} and {_pence(m['d'])}" if m["d"] else said) + self.stop(m), 0.8

    def _is_seconds(self, m: re.Match[str]) -> bool:
        return bool(
            _MEASURED.search(m.string, max(0, m.start() - 16), m.start())
            or word_before(m.string, m.start()) in _LASTING
        )

    def slashed(self, m: re.Match[str]) -> Reading:
        said = count(int(m["s"]), "shilling", "shillings")
        return (f"{said} and {_pence(m['d'])}" if m["d"] else said), 0.6

    def stop(self, m: re.Match[str]) -> str:
        """The full stop of a sentence that an abbreviation ends."""
        ended = m[0].endswith(".") and ends_sentence(m.string, m.end(), self._starters)
        return "." if ended else ""
