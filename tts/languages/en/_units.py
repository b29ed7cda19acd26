"""Measures: numbers with units, heights, angles, sizes."""

import re
from collections.abc import Mapping

from tts._rules import Language, Reading, Rule, rule
from tts.languages.en._context import (
    BEFORE,
    DASH,
    Counting,
    N,
    ends_sentence,
    is_before_noun,
    words_after,
)
from tts.languages.en._numbers import cardinal, number

_POWERS = {"²": "square", "2": "square", "³": "cubic", "3": "cubic"}
BRAND = re.compile(r"[a-z][A-Z][a-z]+\s\Z")
"""A name with a capital inside, whose models have numbers: iPhone 6s."""
_SIGNS = {
    "-": "minus ", "−": "minus ", "–": "minus ", "+": "plus ", "±": "plus or minus ",
    "~": "about ", "<": "less than ", ">": "greater than ", "≤": "at most ", "≥": "at least ",
}  # fmt: skip
_POINTS = {"N": "north", "S": "south", "E": "east", "W": "west"}
_ROUND = r"(?:\d{1,3}(?:\.\d+)?)"


def rules(language: Language) -> tuple[Rule, ...]:
    """Whatever is read as a measure."""
    say = _Units(language)
    unit = say.pattern
    sign = r"(?P<sign>(?<![\w)])(?:[-−+±~<>≤≥]|–(?=\d))\s?)?"
    end = r"(?![\w²³]|[/·-]\w)"
    return (
        rule("number.height", r"(?<![\w.'’])(?P<f>[1-9])\s?['’′]\s?(?P<i>\d{1,2}(?:\.\d+)?)(?:½)"
             r"?\s?(?:[\"”″]|''|’’|′′)",
             lambda m: f"{cardinal(int(m['f']))} foot {number(m['i'])}"),
        rule("number.angle", rf"{BEFORE}(?P<d>{_ROUND})\s?°(?!\s?[CFK](?!\w))"
             rf"\s?(?:(?P<m>{_ROUND})\s?['’′]\s?)"
             rf"?(?:(?P<s>{_ROUND})\s?(?:[\"”″]|'')\s?)?(?P<p>(?:(?<=[\s\"”″'’′])|(?<=°))[NSEW])"
             rf"?(?![\w])",
             say.angle),
        rule("number.feet", rf"{BEFORE}(?<![\w.'’])(?P<n>\d{{1,3}})\s?[′'’](?=-(?:tall|long|high|"
             rf"wide|deep))",
             lambda m: f"{number(m['n'])}-foot"),
        rule("number.inches", rf"{BEFORE}(?<!\w)(?P<n>{N})(?:[″]|[\"”](?=\s(?:x|×|by|wide|long|"
             rf"deep|tall|high|thick|screen|record|"
             r"vinyl|pipe|single|disc|ruler|guns?|wheels?|in diameter)\b))", say.inches),
        rule("number.prime-feet", rf"{BEFORE}(?<!\w)(?P<n>{N})(?:′|['’](?=\s?[x×]))(?!\s?\d)",
             lambda m: f"{number(m['n'])} feet"),
        rule("number.feet-inches", rf"{BEFORE}(?P<f>\d+)\s?(?:ft|feet|foot)"
             rf"\.?,?\s?(?P<i>\d{{1,2}}(?:\.\d+)?)\s?(?P<in>in(?:ches|s)?\.?(?![\w]))",
             say.feet_inches),
        rule("number.stones", rf"{BEFORE}(?P<n>\d+)\s?st\.?,?\s(?P<l>\d{{1,2}})\s?lbs?(?!\w)\.?",
             lambda m: f"{number(m['n'])} stone {number(m['l'])} "
             f"{'pound' if m['l'] == '1' else 'pounds'}"),
        rule("number.power-ten", rf"{BEFORE}(?P<n>{N})\s?[x×·]\s?10(?:\^\(?(?P<e>[-−+]?\d+)\)?|"
             rf"(?P<u>[⁻⁺]?[⁰¹²³⁴-⁹]+))", say.power_ten),
        rule("number.times", rf"{BEFORE}(?<!\w)(?P<n>{N})[x×](?![\w])",
             lambda m: f"{number(m['n'])} times"),
        rule("number.size", rf"{BEFORE}(?<![\w])(?P<a>{N})(?P<au>\s?(?:{unit}))"
             rf"?\s?[x×]\s?(?P<b>{N})(?:\s?(?:{unit})?\s?[x×]\s?(?P<c>{N}))?"
             rf"(?:(?P<h>[\s-]?)(?P<u>{unit}))?{end}", say.size),
        rule("number.by", r"(?<=[\d½¼¾⅓⅔⅛'’”″′\"])\s?[x×]\s?(?=[\d½¼¾])", lambda _: " by "),
        rule("number.area", rf"{BEFORE}(?P<n>{N})(?P<big>\s(?:thousand|million|billion))"
             rf"?(?P<h>[\s-]?)(?P<sq>sq|cu)\.?[\s-]?(?P<u>{unit}){end}", say.area),
        rule("number.people", rf"{BEFORE}(?<![\w$£€])(?P<n>{N})(?P<k>[mM]|bn|tn|mn|k|K)(?!\w)",
             say.people),
        rule("number.unit-range", rf"{BEFORE}(?<![-–/])(?P<a>{N})(?:\s?(?P<au>{unit}))"
             rf"?{DASH}(?P<n>{N})(?P<big>\s(?:thousand|million|billion))?"
             rf"(?P<h>[\s-]?)(?P<u>{unit}){end}", say.range),
        rule("number.unit", rf"{BEFORE}(?<![\d:/]-){sign}(?P<n>{N})(?P<f>\s?[½¼¾⅓⅔⅛])"
             rf"?(?P<big>\s(?:thousand|million|billion))?(?P<h>[\s-]?)(?P<u>{unit}){end}",
             say.unit),
        rule("number.unit-fraction", rf"(?<![\w.,])(?P<f>[½¼¾⅓⅔⅛]|[1-9]/(?:[2-9]|1[06]|32))"
             rf"(?P<h>[\s-]?)(?P<u>{unit}){end}", say.part),
        rule("number.per", rf"(?<=\sper\s)(?P<u>{unit}){end}", lambda m: say.name(m["u"],
             one=True) + say.stop(m), "nothing"),
    )  # fmt: skip


class _Units:
    def __init__(self, language: Language) -> None:
        self._names: Mapping[str, list[str]] = language.words["units"]
        self._dotted = frozenset(language.words["dotted"]["units"].split())
        self._powered = frozenset(language.words["dotted"]["powered"].split())
        self._counting = Counting(language)
        self._starters = frozenset(language.abbreviations["ends"]["starters"])
        keys = sorted(self._names, key=len, reverse=True)
        self._single = "|".join(self._body(key) for key in keys)
        self.pattern = rf"(?:{self._single})(?:/(?:{self._single}))?"
        self._shape = re.compile(rf"({self._single})(?:/({self._single}))?")

    def _body(self, key: str) -> str:
        stop = r"\.?" if key in self._dotted else r"(?:\.(?=\s[a-z]))?" if key.isalpha() else ""
        body = re.escape(key) + stop
        if key == "in":
            body = r"in\.(?=\s[a-z]|[,;)])"
        return (
            body
            + ("[²³23]?" if key in self._powered else "")
            + ("(?![A-Za-z])" if key[-1].isalpha() else "")
        )

    def name(self, written: str, *, one: bool) -> str:
        """The name of a unit, singular or plural: square metres per second squared."""
        found = self._shape.fullmatch(written) or self._shape.fullmatch(written.rstrip("."))
        if not found:
            return written
        said = self._one(found[1], one=one)
        return f"{said} per {self._one(found[2], one=True, below=True)}" if found[2] else said

    def _one(self, written: str, *, one: bool, below: bool = False) -> str:
        power = written[-1] if written[-1] in _POWERS and written not in self._names else ""
        bare = written.rstrip("²³23") if power else written
        names = self._names.get(bare) or self._names[bare.rstrip(".")]
        said = names[0] if one else names[1]
        if not power:
            return said
        if said == "second":
            return f"{said} {'squared' if _POWERS[power] == 'square' else 'cubed'}"
        return f"{_POWERS[power]} {said}"

    def stop(self, m: re.Match[str]) -> str:
        """The full stop of a sentence that a unit's own ends."""
        ended = m["u"].endswith(".") and ends_sentence(m.string, m.end(), self._starters)
        return "." if ended else ""

    def unit(self, m: re.Match[str]) -> Reading:
        if m["u"] in ("m", "l", "g", "s", "h", "t") and m["h"] == "-":
            return None
        if (
            m["u"] == "s"
            and not m["h"]
            and BRAND.search(m.string, max(0, m.start() - 8), m.start())
        ):
            return None
        alone = is_before_noun(m.string, m.start(), m.end())
        sign = _SIGNS.get((m["sign"] or "").strip(), "")
        one = alone or m["h"] == "-" or (m["n"] == "1" and not m["big"] and not m["f"])
        said = (
            number(m["n"])
            + (f" and {_VULGAR[m['f'].strip()]}" if m["f"] else "")
            + (m["big"] or "")
        )
        joint = "-" if m["h"] == "-" else " "
        return f"{sign}{said}{joint}{self.name(m['u'], one=one)}{self.stop(m)}", 0.95 if len(
            m["u"]
        ) == 1 else 1.0

    def range(self, m: re.Match[str]) -> Reading:
        if "-" not in m[0] and m["au"] and not m["a"]:
            return None
        one = m["h"] == "-" or is_before_noun(m.string, m.start(), m.end())
        first = number(m["a"])
        if m["au"] and m["au"] != m["u"]:
            first += " " + self.name(m["au"], one=m["a"] == "1")
        joint = "-" if m["h"] == "-" else " "
        last = number(m["n"]) + (m["big"] or "")
        return f"{first} to {last}{joint}{self.name(m['u'], one=one)}{self.stop(m)}"

    def area(self, m: re.Match[str]) -> Reading:
        one = m["n"] == "1" or m["h"] == "-" or is_before_noun(m.string, m.start(), m.end())
        shape = "square" if m["sq"] == "sq" else "cubic"
        joint = "-" if m["h"] == "-" else " "
        said = number(m["n"]) + (m["big"] or "")
        return f"{said}{joint}{shape} {self.name(m['u'], one=one)}{self.stop(m)}"

    def part(self, m: re.Match[str]) -> Reading:
        joint = "-" if m["h"] == "-" else " "
        said = _VULGAR.get(m["f"])
        if said is None:
            return None
        if said == "a half":
            link = " a " if joint == " " else "-"
            return f"half{link}{self.name(m['u'], one=True)}{self.stop(m)}"
        return f"{said} of a {self.name(m['u'], one=True)}{self.stop(m)}"

    def inches(self, m: re.Match[str]) -> Reading:
        one = m["n"] == "1" or is_before_noun(m.string, m.start(), m.end())
        return f"{number(m['n'])} {'inch' if one else 'inches'}", 0.9

    def feet_inches(self, m: re.Match[str]) -> Reading:
        feet = f"{number(m['f'])} {'foot' if m['f'] == '1' else 'feet'}"
        said = f"{feet} {number(m['i'])} {'inch' if m['i'] == '1' else 'inches'}"
        ended = m["in"].endswith(".") and ends_sentence(m.string, m.end(), self._starters)
        return said + ("." if ended else "")

    def angle(self, m: re.Match[str]) -> Reading:
        parts = [f"{number(m['d'])} {'degree' if m['d'] == '1' else 'degrees'}"]
        bare = not (m["m"] or m["s"] or m["p"])
        if bare and is_before_noun(m.string, m.start(), m.end()):
            parts = [f"{number(m['d'])} degree"]
        if m["m"]:
            parts.append(
                f"{number(m['m'].lstrip('0') or '0')} {'minute' if m['m'] == '1' else 'minutes'}"
            )
        if m["s"]:
            parts.append(
                f"{number(m['s'].lstrip('0') or '0')} {'second' if m['s'] == '1' else 'seconds'}"
            )
        if m["p"]:
            parts.append(_POINTS[m["p"]])
        space = " " if m[0].endswith(" ") else ""
        return " ".join(parts) + space

    def power_ten(self, m: re.Match[str]) -> Reading:
        return f"{number(m['n'])} times ten to the power of {exponent(m['e'] or m['u'])}"

    def size(self, m: re.Match[str]) -> Reading:
        link = " times " if re.match(r"\s?=", m.string[m.end() :]) else " by "
        said = link.join(number(m[key]) for key in ("a", "b", "c") if m[key])
        if not m["u"]:
            return said
        one = m["h"] == "-" or is_before_noun(m.string, m.start(), m.end())
        joint = "-" if m["h"] == "-" else " "
        return f"{said}{joint}{self.name(m['u'], one=one)}{self.stop(m)}"

    def people(self, m: re.Match[str]) -> Reading:
        after = words_after(m.string, m.end())
        counted = self._counting.is_counted(after[0]) or self._counting.is_counted(after[1])
        if len(m["k"]) == 1 and not counted and not (m["k"] == "k" and after[0].endswith("s")):
            return None
        big = {"m": "million", "mn": "million", "bn": "billion", "tn": "trillion", "k": "thousand"}[
            m["k"].lower()
        ]
        return f"{number(m['n'])} {big}", 0.9


_VULGAR = {
    "½": "a half", "¼": "a quarter", "¾": "three quarters", "⅓": "a third", "⅔": "two thirds",
    "⅛": "an eighth", "1/2": "a half", "1/4": "a quarter", "3/4": "three quarters",
    "1/3": "a third", "2/3": "two thirds", "1/8": "an eighth",
}  # fmt: skip
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")


def exponent(written: str) -> str:
    """A power as it is said: six, minus three."""
    plain = written.translate(_RAISED).replace("−", "-")
    return ("minus " if plain.startswith("-") else "") + number(plain.lstrip("+-") or "0")
