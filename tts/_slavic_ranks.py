"""Numbers with an ending or joined to a word: 5-й, 1990-х, 20-річний, 10-А класс."""

import re

from tts._rules import BEFORE, Language, Reading, Rule
from tts._slavic import plural
from tts._slavic_grammar import Grammar
from tts._slavic_text import ends_sentence

_FREE = "й|го|му|я|е|х|ый|ой|ая|ые|ых|ої|та|те|ті|га|та"


def rank_rules(language: Language, grammar: Grammar) -> tuple[Rule, ...]:
    """The rules of numbers with endings, the most particular first."""
    say = Ranks(language, grammar)
    measures = "|".join(language.words["grammar"]["measures"].split())
    form = "|".join(language.words["grammar"]["form"].split())
    return (
        Rule("number.form", rf"{BEFORE}(?P<n>\d{{1,2}})\s?[-–]?\s?[\"«„]?(?P<x>[А-ЯA-ZІЇЄ])[\"»“]?"
             rf"(?=\s(?:{form}))", say.form),
        Rule("number.compound-apart", rf"{BEFORE}(?P<n>\d{{1,4}})(?P<b>(?!))?[-‐‑–](?:ти|х|и|ёх)\s"
             rf"(?P<x>(?:{measures})[а-яіїєґё]{{2,6}})(?!\w)", say.compound),
        Rule("number.school", rf"{BEFORE}(?P<n>\d{{1,2}})(?:\s?[-–—]\s?(?P<b>\d{{1,2}}))?\sкл\.",
             say.school),
        Rule("number.suffix", rf"{BEFORE}(?P<n>\d{{1,3}}(?:[ \u00a0]\d{{3}}){{1,4}}|\d{{1,15}})(?:"
                              rf"\s?[-–—/]\s?(?P<n2>\d{{1,15}}))?"
             rf"(?:[-‐‑–](?P<x>[а-яіїєґё]{{1,3}}|тьох)|(?P<y>{_FREE}))(?!\w|-|\.\w)(?P<g>\s"
             rf"(?:гг|рр)\.)?",
             say.suffix),
        Rule("number.compound-decimal", rf"{BEFORE}(?P<n>\d{{1,3}}),5[-‐‑–](?P<x>[а-яіїєґё]{{4,}})",
             say.half),
        Rule("number.compound", rf"{BEFORE}(?P<n>\d{{1,6}})(?:\s?[-–]\s?(?P<b>\d{{1,6}}))?"
             r"(?:[-‐‑–]ти(?!сяч|сяц|ж|тул|пов))?[-‐‑–]?(?P<x>[а-яіїєґё’']{4,})", say.compound),
    )  # fmt: skip


_STREET = re.compile(
    r"(?<!\w)(?:(?:вул|ул|просп|пр|пл|бул|бульв|пер|пров|наб|ш)\.|вулиц\w|улиц\w|проспект\w?)\s?"
    r"[^;:!?\d\n]{2,40},\s(?:(?:буд|д)\.\s?)?\Z"
)
"""A street, and the number of a house behind it."""


_HOUR_NEXT = re.compile(r"\s(?:ранку|вечора|ночі|годин)")


class Ranks:
    """What is said for numbers with endings; one object a language."""

    def __init__(self, language: Language, grammar: Grammar) -> None:
        self._grammar = grammar
        self._numbers = grammar.numbers
        self._letters = language.letters
        self._class: str = language.abbreviations["ranked"]["кл."]
        self._half: dict[str, str] = language.words["half"]

    def form(self, m: re.Match[str]) -> Reading:
        """A school class with its letter."""
        head = self._grammar.head(m.string, m.end())
        asked = self._grammar.governed(m.string, m.start())
        cases = [f.case for f in head if not f.many]
        case = next((c for c in asked if c in cases), cases[0] if cases else "n")
        return f"{self._numbers.ordinal(int(m['n']), case)} {m['x']}", 0.8

    def school(self, m: re.Match[str]) -> Reading:
        """For 10–11 кл."""
        case = self._grammar.placed(m.string, m.start())
        numbers = [int(n) for n in (m["n"], m["b"]) if n]
        said = " — ".join(self._numbers.ordinal(n, case) for n in numbers)
        stop = "." if ends_sentence(m.string, m.end()) else ""
        noun = self._grammar.words.inflected(self._class, case, len(numbers) > 1)
        return f"{said} {noun}{stop}", 0.8

    def suffix(self, m: re.Match[str]) -> Reading:
        ending = m["x"] or m["y"]
        first = re.sub(r"\s", "", m["n"])
        last = int(m["n2"] or first)
        if m.string[: m.start()].endswith("пів на ") and ending in ("у", "му", "ту", "шу", "гу"):
            return self._numbers.ordinal(last, "a", "f")
        house = len(ending) == 1 and _STREET.search(m.string, max(0, m.start() - 60), m.start())
        if house or (self._grammar.is_numbered(m.string, m.start()) and ending in "абвг"):
            return f"{self._numbers.run(m['n'])} {self._letters.get(ending, ending)}", 0.8
        if ending == "ро" and 1 < last < 11:
            return self._grammar.together(last)
        if ending in ("ох", "тьох", "ьох") and last > 4:
            return self._collective(last)
        found = self.ending(m.string, m.start(), m.end(), last, ending)
        if found is None and ending in ("б", "в", "г") and not m["n2"]:
            return f"{self._numbers.run(m['n'])} {self._letters.get(ending, ending)}", 0.7
        if found is None:
            return None
        sort, case, gender = found
        numbers = [int(n) for n in (first, m["n2"]) if n]
        if m["n2"] and sort == "cardinal" and self._grammar.is_ranked(m.string, m.end()):
            sort, gender = "ordinal", "m"  # 1–4-х классов
        if sort == "cardinal":
            said = [self._numbers.cardinal(n, case) for n in numbers]
        else:
            said = [self._numbers.ordinal(n, case, gender) for n in numbers]
        text = " — ".join(said)
        if m["g"]:
            text += " " + self._grammar.nouns["year"].form(case, many=True)
            text += "." if ends_sentence(m.string, m.end()) else ""
        return text

    def _collective(self, count: int) -> str:
        """П'ятьох, сімох: the longer genitive of Ukrainian."""
        word = self._numbers.cardinal(count, "i").split()[-1]
        stem = "сім" if word == "сьома" else word.removesuffix("ма")
        return " ".join([*self._numbers.cardinal(count, "g").split()[:-1], stem + "ох"])

    def ending(
        self, text: str, begin: int, end: int, count: int, ending: str
    ) -> tuple[str, str, str] | None:
        """("ordinal" or "cardinal", case, gender) that the written ending and the noun agree on."""
        wanted = ending.replace("ё", "е")
        ranks = [
            (case, gender) for gender in _genders(count) for case in "ngdaip"
            if self._fits(self._numbers.ordinal(count, case, gender), wanted)
        ]  # fmt: skip
        counts = [
            case for case in "gdipn"
            if self._fits(self._numbers.cardinal(count, case), wanted)
        ]  # fmt: skip
        few = count in (2, 3, 4) and wanted in ("х", "ох", "ех", "ух", "ьох")
        head = self._grammar.head(text, end, short=True)
        plain = [f for f in head if f.many and f.case in counts]
        counted = bool(plain) and all(f.many for f in head) and count % 10 and count < 100
        counted = (
            counted
            or bool(plain and wanted == "ю")
            or (wanted == "ми" and not any(f.many and f.case == "i" for f in head))
        )
        if counts and (few or counted or not ranks):
            cases = {f.case for f in head if f.many}
            return "cardinal", next((c for c in counts if c in cases), counts[0]), "m"
        if not ranks:
            return None
        forms = {(f.case, "p" if f.many else f.gender) for f in head}
        agree = [found for found in ranks if found in forms] or ranks
        asked = self._grammar.governed(text, begin)
        if _HOUR_NEXT.match(text, end):
            agree = [found for found in ranks if found[1] == "f"] or agree
        case, gender = next((f for c in asked for f in agree if f[0] == c), agree[0])
        return "ordinal", case, gender

    def _fits(self, word: str, ending: str) -> bool:
        return word.replace("ё", "е").endswith(ending)

    def half(self, m: re.Match[str]) -> Reading:
        if m["n"] == "1":
            return self._half["joined"] + m["x"], 0.8
        return f"{self._numbers.cardinal(int(m['n']), 'g')} {self._half['and']} {m['x']}", 0.7

    def compound(self, m: re.Match[str]) -> Reading:
        """A number joined to a word, which the dictionary need not know."""
        number = self._numbers.compound(int(m["n"]))
        if not number:
            return None
        joined = number + m["x"]
        apart = any(dash in m[0] for dash in "-–‑‐")
        if not apart and not self._grammar.words.is_known(joined.lower()):
            return None
        if m["b"]:
            last = self._numbers.compound(int(m["b"]))
            return (f"{number}-{last}{m['x']}", 0.8) if last else None
        return joined, 0.8


def _genders(count: int) -> str:
    """Decades are plural rather than anything else."""
    return "pmfn" if count % 10 == 0 and count >= 20 and plural(count) == 2 else "mfnp"
