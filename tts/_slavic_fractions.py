"""Fractions in Russian and Ukrainian: 2/3, 1 1/2, ¾."""

import re

from tts._rules import BEFORE, Language, Reading, Rule
from tts._slavic_grammar import Grammar
from tts._slavic_text import either, ends_sentence

_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5),
           "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8),
           "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)}  # fmt: skip


def fraction_rules(language: Language, grammar: Grammar) -> tuple[Rule, ...]:
    """The rules of fractions, the most particular first."""
    say = _Fractions(language, grammar)
    units = either(grammar.units)
    return (
        Rule("number.mixed-fraction",
             rf"{BEFORE}(?P<n>\d{{1,6}})\s(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?![\d/])", say.mixed),
        Rule("number.fraction", rf"{BEFORE}(?<![/\w])(?P<a>\d{{1,3}})[/⁄](?P<b>\d{{1,4}})"
             rf"(?!\d|/\d|\w)(?:\s(?P<u>{units})(?!\w))?", say.fraction),
        Rule("number.vulgar", rf"(?:{BEFORE}(?P<n>\d{{1,9}})\s?)?(?P<f>[{''.join(_VULGAR)}])"
             rf"(?:\s?(?P<u>{units})(?![\w]|\.\w))?", say.vulgar),
    )  # fmt: skip


class _Fractions:
    """What is said for fractions; one object a language."""

    def __init__(self, language: Language, grammar: Grammar) -> None:
        self._grammar = grammar
        self._numbers = grammar.numbers
        self.n = grammar.numbers.number
        self._words = language.words

    def mixed(self, m: re.Match[str]) -> Reading:
        a, b = int(m["a"]), int(m["b"])
        if not 0 < a < b or self._grammar.is_numbered(m.string, m.start()):
            return None
        if (a, b) == (1, 2) and (halves := self._halves(m, int(m["n"]))):
            return halves, 0.8
        return f"{self.n(m['n'])} {self._words['signs']['and']} {self._part(a, b)}", 0.8

    def _halves(self, m: re.Match[str], whole: int) -> str:
        """Of a noun that follows: півтори склянки, дві з половиною години."""
        head = self._grammar.head(m.string, m.end())
        gender = next((f.gender for f in head if f.case == "g"), "")
        if not gender or self._grammar.governed(m.string, m.start())[:1] not in ("", "a", "n"):
            return ""
        if whole == 1:
            said: str = self._words["half"]["one_f" if gender == "f" else "one"]
            return said
        return f"{self._numbers.cardinal(whole, 'n', gender)} {self._words['half']['and']}"

    def fraction(self, m: re.Match[str]) -> Reading:
        a, b = int(m["a"]), int(m["b"])
        if 0 < a < b <= 1000 and not self._grammar.is_numbered(m.string, m.start()):
            case = self._grammar.measured(m.string, m.start())
            before = self._grammar.before(m.string, m.start())
            nouns = len(before) > 2 and self._grammar.words.nouns(before)
            final = _FINAL.match(m.string, m.end()) is not None
            if nouns and final:
                case = "g"
            final = final or _PART.match(m.string, m.end()) is not None
            thing = self._grammar.units.get(m["u"] or "")
            return self._part(a, b, case, final) + (f" {thing.form('g')}" if thing else ""), 0.8
        stroke = self._words["signs"]["on"] if (a, b) in ((24, 7), (7, 24)) else None
        if self._grammar.before(m.string, m.start()).startswith(("давлени", "тиск")):
            stroke = self._words["signs"]["on"]
        stroke = stroke or self._words["signs"]["stroke"]
        thing = self._grammar.units.get(m["u"] or "")
        second = self._grammar.counted(m["b"], thing) if thing else self.n(m["b"])
        return f"{self.n(m['a'])} {stroke} {second}", 0.6

    def _part(self, a: int, b: int, case: str = "n", ranked: bool = False) -> str:
        if b in (3, 4) and not ranked:
            noun = self._grammar.nouns["third" if b == 3 else "fourth"]
            return self._grammar.counted(str(a), noun, case)
        one = a % 10 == 1 and a % 100 != 11
        if one:
            bottom = self._numbers.ordinal(b, case, "f")
        else:
            bottom = self._numbers.ordinal(b, "g" if case in "na" else case, "p")
        return f"{self._numbers.cardinal(a, case, 'f')} {bottom}"

    def vulgar(self, m: re.Match[str]) -> Reading:
        a, b = _VULGAR[m["f"]]
        case = self._grammar.measured(m.string, m.start())
        thing = self._grammar.units.get("л" if m["u"] == "л." else m["u"] or "")
        unit = f" {thing.form('g')}" if thing else ""
        if m["u"] and m["u"][-1] == "." and ends_sentence(m.string, m.end()):
            unit += "."
        if not m["n"]:
            return self._part(a, b, case) + unit, 0.9
        if m["f"] == "½" and not thing and (halves := self._halves(m, int(m["n"]))):
            return halves, 0.9
        if m["f"] == "½" and m["n"] != "1":
            if thing:
                stop = "." if unit[-1] == "." else ""
                return self._grammar.counted(f"{m['n']},5", thing, case) + stop, 0.9
            half: str = self._words["half"]["and"]
            return f"{self.n(m['n'], case)} {half}", 0.9
        whole = self.n(m["n"], case)
        return f"{whole} {self._words['signs']['and']} {self._part(a, b, case)}{unit}"


_PART = re.compile(r"\s(?:част[иь]|долі|доли)")
_FINAL = re.compile(r"\s(?:финал|фінал)")
