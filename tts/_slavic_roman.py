"""Roman numerals in Russian and Ukrainian: centuries, rulers, chapters, congresses."""

import re

from tts._digits import ROMAN, roman
from tts._rules import BEFORE, Language, Reading, Rule
from tts._slavic import CASES
from tts._slavic_grammar import Grammar
from tts._slavic_ranks import Ranks
from tts._slavic_text import DASH, either, ends_sentence, opens_sentence, table

_JOINT = rf"(?:,\s|\s(?:и|или|і|й|та|або|чи)\s|{DASH}|/)"
_NUMERAL = r"[IVXLІХ]"
_PART_BEFORE = re.compile(r"\b(?:пол|нач|кон|сер|поч|кін|гг?|рр?|тыс)\.\s?\Z", re.IGNORECASE)
_FOUND = re.compile(rf"(?:\d+|{ROMAN}+)")


def roman_rules(language: Language, grammar: Grammar) -> tuple[Rule, ...]:
    """The rules of Roman numerals, the most particular first."""
    say = _Romans(language, grammar)
    centuries = either(say.centuries)
    short = "|".join(key.rstrip(".") for key in language.abbreviations["ranked"])
    parts = "|".join(language.words["grammar"]["parts"].split())
    stems = "|".join(language.words["grammar"]["chapters"].split())
    return (
        Rule("roman.suffix", rf"(?<![\w.])(?P<say>(?P<n>{ROMAN}+)[-‐‑–](?P<x>[а-яіїє]{{1,3}}))"
                             rf"(?!\w)",
             say.suffix, "upper"),
        Rule("roman.century",
             rf"(?<![\w.])(?P<list>{ROMAN}+(?:{_JOINT}{ROMAN}+){{0,12}})\s?(?P<w>{centuries})"
             rf"(?!\w)",
             say.century, "upper"),
        Rule("roman.century", rf"(?<![\w.])(?P<list>{ROMAN}+)(?=(?:\s?[-–—]\s?"
             rf"(?:в\s|у\s|на\s)?(?:(?:{parts})[а-яіїє]+|(?:нач|кон|сер|поч|кін)\.)|\s(?:до|по))"
             rf"\s{ROMAN}+\s?(?:{centuries}))", say.first, "upper"),
        Rule("number.century",
             rf"{BEFORE}(?P<list>(?:1?\d|2[01])(?:{_JOINT}(?:1?\d|2[01])){{0,12}})\s?"
             rf"(?P<w>вв?\.|ст\.)"
             r"(?!\s?\d|\w|\s?(?:л\.|лож))", say.arabic),
        Rule("roman.chapter",
             rf"(?i:\b(?P<w>(?:{stems})[а-яіїєґё]{{0,4}}))\s(?P<say>(?-i:{ROMAN}+"
             rf"(?:{_JOINT}{_NUMERAL}+){{0,12}}))(?![\w-])",
             say.chapter, "upper"),
        Rule("roman.name",
             r"(?<!\w)(?P<w>[А-ЯІЇЄҐ][а-яіїєґё'’]{2,})\s(?P<say>[IVXІХ]+(?:[-–—][IVXІХ]+)?)(?![\w.-]\w|\w)",
             say.king, "upper"),
        Rule("roman.before",
             rf"(?<![\w.&-])(?P<say>{_NUMERAL}+(?:{_JOINT}{_NUMERAL}+){{0,12}})(?=\s"
             rf"(?:{short})\.|\s[а-яіїєґё«\"]"
             rf"[а-яіїєґё'’]{{2,}}|\s[А-ЯІЇЄҐ][а-яіїєґё]{{3,}})", say.before, "upper"),
        Rule("roman.range", rf"(?<![\w.&-])(?P<say>{_NUMERAL}+{DASH}{_NUMERAL}+)(?![\w&-])",
             say.alone, "upper"),
        Rule("roman.plain", rf"(?<![\w.&-])(?:{_NUMERAL}{{2,}}|[IVX](?=\.?\s*\Z|[.)]\s))"
                            rf"(?![\w&'’-])",
             say.alone, "upper"),
    )  # fmt: skip


class _Romans:
    """What is said for Roman numerals; one object a language."""

    def __init__(self, language: Language, grammar: Grammar) -> None:
        self._grammar = grammar
        self._numbers = grammar.numbers
        self.centuries = table(language.words["grammar"]["century"])
        self._neuter = tuple(language.words["grammar"]["neuter"].split())
        self._noun = grammar.nouns["century"]
        self._ranks = Ranks(language, grammar)
        self._and: str = language.words["grammar"]["and_letter"]

    def _each(self, written: str, case: str, gender: str) -> str | None:
        """Every numeral of a list as an ordinal; None where one is malformed."""
        faults = []

        def say(m: re.Match[str]) -> str:
            value = int(m[0]) if m[0].isdigit() else roman(m[0])
            if not value:
                faults.append(m[0])
                return m[0]
            return self._numbers.ordinal(value, case, gender)

        said = _FOUND.sub(say, written)
        return None if faults else re.sub(r"\s?[-–—/]\s?", " — ", said)

    def suffix(self, m: re.Match[str]) -> Reading:
        value = roman(m["n"])
        if not value:
            return None
        found = self._ranks.ending(m.string, m.start("say"), m.end("say"), value, m["x"])
        if not found or found[0] != "ordinal":
            return None
        return self._numbers.ordinal(value, found[1], found[2])

    def century(self, m: re.Match[str]) -> Reading:
        kind, word = self.centuries[m["w"]], m["w"]
        gender = "n" if word.startswith(self._neuter) else "m"
        several = len(_FOUND.findall(m["list"])) > 1
        case = kind[0].lower()
        if kind[0] == "?" or kind[0] == "~":
            case = self._case(m)
            if kind[0] == "~":  # its nominative and genitive are spelt alike
                case = case if case in "ng" and not self._is_told(m) else "n"
        elif case == "l":
            case = "p"
        elif kind == "P" or (word == "века" and several and self._is_told(m)):
            case = "n"
        said = self._each(m["list"], case, gender)
        if said is None:
            return None
        if kind[0] != "?":
            return f"{said} {word}"
        many = kind == "??" or several
        stop = "." if ends_sentence(m.string, m.end()) else ""
        return f"{said} {self._noun.form(case, many=many)}{stop}", 0.9

    def _is_told(self, m: re.Match[str]) -> bool:
        """Whether centuries are what a sentence is about: это XIX–XX века."""
        at = m.start("list")
        return (
            opens_sentence(m.string, at)
            or self._grammar.before(m.string, at) in _THIS
            or (m["w"] == "века" and self._case(m) in "pa")
        )

    def first(self, m: re.Match[str]) -> Reading:
        """The first of two centuries that share a noun: конец XVIII — начало XIX века."""
        return self._each(m["list"], self._case(m), "n" if self._noun.gender == "n" else "m")

    def _case(self, m: re.Match[str]) -> str:
        text, at = m.string, m.start("list")
        if self._grammar.preposition(text, at) or self._grammar.governed(text, at):
            return self._grammar.dated(text, at)
        if _PART_BEFORE.search(text[max(0, at - 8) : at]):
            return "g"
        word = self._grammar.before(text, at)
        return "g" if word and text[at - 1 : at].isspace() else "n"

    def arabic(self, m: re.Match[str]) -> Reading:
        """19 в., 20 ст."""
        plural_mark = m["w"] == "вв."
        gender = "n" if m["w"] == "ст." else "m"
        if m["w"] not in self.centuries:
            return None
        case = self._case(m)
        said = self._each(m["list"], case, gender)
        many = plural_mark or len(_FOUND.findall(m["list"])) > 1
        stop = "." if ends_sentence(m.string, m.end()) else ""
        return f"{said} {self._noun.form(case, many=many)}{stop}", 0.7

    def chapter(self, m: re.Match[str]) -> Reading:
        forms = [f for f in self._grammar.words.nouns(m["w"]) if not f.many]
        forms = [f for f in forms if not f.animate] or forms
        if not forms:
            return None
        asked = self._grammar.governed(m.string, m.start())
        cases = [f.case for f in forms]
        case = next((c for c in asked if c in cases), "n" if "n" in cases else cases[0])
        gender = next(f.gender for f in forms if f.case == case) or "m"
        return self._each(m["say"], case, gender)

    def king(self, m: re.Match[str]) -> Reading:
        """A ruler: the case and gender of the name."""
        values = [roman(numeral) for numeral in _FOUND.findall(m["say"])]
        name = m["w"]
        if self._grammar.preposition(m.string, m.start("say") - 1) == name.lower():
            return None  # наприкінці XX — на початку XXI століття
        if not all(value and value <= 40 for value in values) or self._is_and(m):
            return None
        if self._grammar.is_ranked(m.string, m.end()):
            return None  # орден Анны II степени
        forms = [f for f in self._grammar.words.nouns(name) if not f.many or len(values) > 1]
        people = [f for f in forms if f.animate] or forms
        people = [f for f in people if f.name] or people
        people = [f for f in people if f.gender != "f"] or people
        asked = self._grammar.governed(m.string, m.start())
        cases = [f.case for f in people]
        order = asked or ("gn" if self._follows_noun(m) else "ng")
        case = next((c for c in order if c in cases), (cases or ["n"])[0])
        gender = next((f.gender for f in people if f.case == case), "m") or "m"
        case = "g" if case == "a" and gender == "m" else case
        said = [self._numbers.ordinal(value or 0, case, gender).capitalize() for value in values]
        return " — ".join(said), 0.8

    def _follows_noun(self, m: re.Match[str]) -> bool:
        word = self._grammar.before(m.string, m.start())
        if not word or not m.string[m.start() - 1 : m.start()].isspace():
            return False
        forms = self._grammar.words.forms(word)
        return bool(forms) and forms[0].part == "noun" and not any(f.part == "verb" for f in forms)

    def _is_and(self, m: re.Match[str]) -> bool:
        """Whether one letter is the Ukrainian "and" in capitals, and no numeral."""
        return bool(self._and) and m["say"] in "IІ" and (
            m["say"] == "І" or opens_sentence(m.string, m.start("say"))
        )  # fmt: skip

    def before(self, m: re.Match[str]) -> Reading:
        """A numeral before its noun: XX съезд, во II мировой войне."""
        single = len(m["say"]) == 1
        if single and (self._is_sentence_and(m) or m["say"] == "L"):
            return None
        head = self._grammar.head(m.string, m.end("say"), short=True)
        several = len(_FOUND.findall(m["say"])) > 1
        games = bool(head) and all(f.many for f in head)  # XXII Олимпийские игры
        forms = [f for f in head if several or games or not f.many]
        if not forms:
            said = None if single else self._each(m["say"], "n", "m")
            return said and (said, 0.5)
        asked = self._grammar.governed(m.string, m.start("say"))
        cases = [f.case for f in forms]
        if len(set(cases)) == len(CASES):
            asked = self._grammar.placed(m.string, m.start("say"))
        case = next(
            (c for c in asked if c in cases), next((c for c in "ngdaip" if c in cases), "n")
        )
        found = next(f for f in forms if f.case == case)
        case = "g" if case == "a" and found.animate and found.gender == "m" else case
        said = self._each(m["say"], case, "p" if games and not several else found.gender or "m")
        return said and (said, 0.7 if single else 0.8)

    def _is_sentence_and(self, m: re.Match[str]) -> bool:
        if not self._and or m["say"] not in "IІ" or not opens_sentence(m.string, m.start("say")):
            return False
        return not self._grammar.is_ranked(m.string, m.end("say"))

    def alone(self, m: re.Match[str]) -> Reading:
        """A numeral with no noun, as the number of a heading or a list."""
        if m[0] in _SIZES:
            return None
        numerals = _FOUND.findall(m[0])
        values = [roman(numeral) for numeral in numerals]
        if not all(values) or (
            self._and and m[0] in "ІI" and not opens_sentence(m.string, m.start())
        ):
            return None
        if m[0] in ("І", "Х") and m.string[m.end() : m.end() + 1] not in (".", ")", ""):
            return None
        said = [self._numbers.cardinal(value or 0) for value in values]
        return " — ".join(said), 0.6


_THIS = ("это", "це")
_SIZES = ("XL", "XXL", "XXXL", "CD", "CV", "DC", "MC", "MM", "MD")
