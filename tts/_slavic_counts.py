"""Counts, units, money, fractions and ranges in Russian and Ukrainian."""

import re

from tts._rules import BEFORE, Language, Reading, Rule, rule
from tts._slavic_grammar import Grammar
from tts._slavic_text import DASH, NUMBER, either, ends_sentence

_GAPS = re.compile(r"[ \u00a0\u202f\u2009]")
_SIGN = r"(?P<sign>(?<![\w)\]])[-−+])?"
_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5),
           "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8),
           "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)}  # fmt: skip


def count_rules(language: Language, grammar: Grammar) -> tuple[Rule, ...]:
    """The rules of counts, the most particular first."""
    say = _Counts(language, grammar)
    units = either(grammar.units)
    big = either(language.words["big"])
    money = "[$€£¥₴₽₫]"
    codes = "|".join(language.words["currencies"].split())
    marks = language.words["signs"]
    bare = either(language.words["signs"]["alone"].split())
    volumes = either(language.words["volumes"])
    return (
        rule("number.volumes", rf"(?i:(?<!\w)[ву])\s(?P<say>(?P<n>\d{{1,2}})(?:-х|-ти)?\s?"
             rf"(?P<w>{volumes}))(?!\s?\d)", say.volumes),
        rule("number.mixed-fraction", rf"{BEFORE}(?P<n>\d{{1,6}})\s(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})"
             r"(?![\d/])", say.mixed),
        rule("number.fraction", rf"{BEFORE}(?<![/\w])(?P<a>\d{{1,3}})[/⁄](?P<b>\d{{1,4}})"
             rf"(?!\d|/\d|\w)(?:\s(?P<u>{units})(?!\w))?", say.fraction),
        rule("money.before", rf"(?<![\w$])(?P<sign>[-−+])?(?P<u>{money}|(?:{codes})(?=\s?\d))\s?"
             rf"(?P<n>{NUMBER})(?:\s?(?P<big>{big})(?!\w))?", say.unit),
        rule("number.dimension", rf"{BEFORE}(?P<n>{NUMBER})(?:\s?[×xхXХ]\s?(?P<b>{NUMBER}))"
             rf"(?:\s?[×xхXХ]\s?(?P<c>{NUMBER}))?(?:\s?(?P<u>{units}))?(?![\w×])", say.dimension),
        rule("number.percent-adjective",
             rf"{BEFORE}(?P<n>\d{{1,4}})(?:{DASH}(?P<b>\d{{1,4}}))?\s?%[-‐‑–](?P<x>[а-яіїє]{{1,4}})"
             r"(?!\w)", say.percent_adjective),
        rule("number.unit-range", rf"{BEFORE}{_SIGN}(?P<a>{NUMBER})(?:\s?[%°](?:\s?[CС])?)?"
             rf"(?P<j>{DASH}|(?:…|\.\.\.?)(?=[-−+\d]))(?P<s2>[-−+])?"
             rf"(?P<n>{NUMBER})\s?(?:(?P<big>{big})\s)?(?P<u>{units})(?![\w]|\.\w)", say.unit),
        rule("number.unit-big",
             rf"{BEFORE}{_SIGN}(?P<n>{NUMBER})\s?(?P<big>{big})\s(?P<u>{units})(?!\w)", say.unit),
        rule("number.unit",
             rf"{BEFORE}{_SIGN}(?P<n>{NUMBER})(?:\s?(?P<u>[%°‰]\s?[CСF]?)(?!\w)|"
             rf"\s?(?P<u2>{units})(?![\w]|\.\w|[-–][а-яіїє]))", say.unit),
        rule("number.celsius", rf"(?<![\w)])(?P<sign>[-−+])(?P<n>\d{{1,3}})\s?(?P<u>[CС])(?!\w)", say.unit),
        rule("number.coordinate", r"(?<![\d.,])\d{1,2}′(?:\s?\d{1,2}(?:[.,]\d+)?″)?|"
             r"(?<=° )\d{1,2}'(?:\s?\d{1,2}\")?|(?<=°)\d{1,2}'(?:\s?\d{1,2}\")?", say.minutes),
        rule("number.lettered", rf"{BEFORE}(?P<n>\d{{1,4}}(?:\.\d{{1,3}})*)(?P<x>[а-гґ])(?=[),.;:\s]|\Z)",
             say.lettered),
        rule("number.ratio", rf"{BEFORE}(?<!:)(?P<a>\d{{1,9}}(?: \d{{3}})*)\s?:\s?"
             r"(?P<b>\d{1,3}(?: \d{3})+|\d{1,9})(?![\d:]|[.,]\d)", say.ratio),
        rule("number.vulgar", rf"(?:{BEFORE}(?P<n>\d{{1,9}})\s?)?(?P<f>[{''.join(_VULGAR)}])",
             say.vulgar),
        rule("number.decimal", rf"{BEFORE}{_SIGN}(?P<a>\d{{1,15}}),(?P<b>\d{{1,12}})(?![\d\w]|,\d|-\d)",
             say.decimal),
        rule("number.range", rf"{BEFORE}(?<![-–—/])(?P<a>{NUMBER})(?P<j>\s?[–—]\s?|-|…|\.\.\.?)"
             rf"(?P<b>{NUMBER})(?![-–—/]?\d|\w|-[а-яіїє])", say.range),
        rule("number.negative", rf"(?<![\w.,)\]])(?P<say>[-−](?P<n>{NUMBER}))(?!\w)",
             lambda m: (f"{language.words['minus']} {say.n(m['n'])}", 0.8)),
        rule("unit.alone", rf"(?<![\w.])(?:(?P<p>(?i:за|на|в|у))\s)?(?P<say>(?P<u>{bare}))(?![\w.·/])", say.bare,
             "nothing"),
        rule("symbol.compare", r"(?P<c>[<>]=?|[≤≥])\s?(?=\d)",
             lambda m: marks["compare"][m["c"]] + " ", "any"),
        rule("symbol.about", r"[~≈]\s?(?=\d)", lambda _: marks["about"] + " ", "any"),
        rule("symbol.power", rf"{BEFORE}(?P<n>\d{{1,3}})(?:\^(?P<p>\d{{1,2}})|(?P<q>[⁰¹²³⁴-⁹⁻]+))"
             r"(?!\w)", say.power),
        rule("symbol.multiply", r"(?<=\d)\s?[×·*⋅]\s?(?=\d)", lambda _: f" {marks['times']} ", "any"),
        rule("number.glued", rf"{BEFORE}\d{{1,9}}(?=[а-яіїєґё]{{3,}}(?!\w))", say.plain),
        rule("number.plain", rf"{BEFORE}(?:{NUMBER})(?!\w)", say.plain),
    )  # fmt: skip


class _Counts:
    """What is said for counts; one object a language."""

    def __init__(self, language: Language, grammar: Grammar) -> None:
        self._grammar = grammar
        self._numbers = grammar.numbers
        self.n = grammar.numbers.number
        self._words = language.words
        self._letters = language.letters
        self._minus: str = language.words["minus"]
        self._plus: str = language.words["marks"]["+"]
        self._signs = {"-": self._minus, "−": self._minus, "+": self._plus, "": "", None: ""}

    def unit(self, m: re.Match[str]) -> Reading:
        found = m.groupdict()
        mark = re.sub(r"\s", "", found.get("u") or found.get("u2") or "")
        mark = {"C": "°C", "С": "°C"}.get(mark, mark)
        thing = self._grammar.units.get(mark) or self._grammar.units.get(
            re.sub(r"\s", " ", found.get("u2") or "")
        )
        if thing is None or self._is_other(m, mark):
            return None
        at = m.start() if m["n"] else m.end()
        case = self._grammar.measured(m.string, at)
        if case == "p" and self._grammar.preposition(m.string, at) in ("на",) and mark != "га":
            case = "a"
        if self._is_place(m, mark) or (
            mark == "га" and self._grammar.preposition(m.string, at) == "на"
        ):
            case = "p"
        if mark == "°" and self._grammar.preposition(m.string, at) in ("под", "під", "за"):
            case = "i"
        if self._goes_on(m):
            case = "g"
        many = self._grammar.nouns[self._words["big"][found["big"]]] if found.get("big") else None
        written = m["n"].replace(".", ",") if re.fullmatch(r"\d+\.\d{1,2}", m["n"]) else m["n"]
        said = self._grammar.counted(written, many or thing, case)
        if many:
            said += " " + thing.form("g", many=True)
        if found.get("a"):
            gender = (many or thing).gender
            joint = " — "
            said = self._plain(found["a"], case, gender) + joint + self._signed(found, "s2", said)
        stop = "." if mark.endswith(".") and ends_sentence(m.string, m.end()) else ""
        return self._signed(found, "sign", said) + stop, 0.8 if len(mark) == 1 else 0.9

    def _signed(self, found: dict[str, str | None], name: str, said: str) -> str:
        sign = self._signs[found.get(name)]
        return f"{sign} {said}" if sign else said

    def _goes_on(self, m: re.Match[str]) -> bool:
        """Whether "с 5 %" goes on with "до 10 %", and so means "from"."""
        word = self._grammar.preposition(m.string, m.start())
        return word in ("с", "со", "з", "із", "зі") and bool(_TO.match(m.string, m.end()))

    def _is_place(self, m: re.Match[str], mark: str) -> bool:
        """Whether "в 5 км" goes on with "от", or "в 20 %" tells of a share."""
        if self._grammar.preposition(m.string, m.start()) not in ("в", "у", "во"):
            return False
        return mark == "%" or bool(_FROM.match(m.string, m.end()))

    def _is_other(self, m: re.Match[str], mark: str) -> bool:
        """Whether one letter after a number is no unit: 5 в школе, 3 с половиной."""
        if mark not in ("с", "в", "В", "м", "т", "г", "л", "ч", "А", "с.", "р.", "т.", "К"):
            return False
        rest = m.string[m.end() : m.end() + 24]
        if mark in ("с", "в", "к"):
            return bool(re.match(r"\s[а-яіїєё]{2,}", rest)) or not m["n"].isdigit()
        if mark in ("А", "В") and self._grammar.before(m.string, m.start()) in ("класс", "дом"):
            return True
        return mark == "р." and bool(re.match(r"\s[А-ЯІЇЄҐ]", rest)) and m["n"] in ("1", "2")

    def _plain(self, written: str, case: str, gender: str) -> str:
        bare = _GAPS.sub("", written)
        if bare.isdigit():
            return self._numbers.run(bare, case, gender)
        return self.n(written, case)

    def percent_adjective(self, m: re.Match[str]) -> Reading:
        front = self._numbers.compound(int(m["n"]))
        if not front:
            return None
        if m["b"]:
            front = f"{front}-{self._numbers.compound(int(m['b']))}"
        stem: str = self._words["percent_adjective"]
        ending = m["x"]
        if ending[0] == "н":
            return front + stem[:-1] + ending, 0.9
        found = [
            said for g in "mfnp" for c in "ngdaip"
            for said in [self._numbers.adjective(stem, c, g)] if said.endswith(ending)
        ]  # fmt: skip
        return (front + found[0], 0.7) if found else None

    def minutes(self, m: re.Match[str]) -> Reading:
        parts = re.findall(r"([\d.,]+)([′″'\"])", m[0])
        nouns = {"′": "minute", "″": "second", "'": "minute", '"': "second"}
        return " ".join(self._grammar.counted(n, self._grammar.nouns[nouns[u]]) for n, u in parts)

    def bare(self, m: re.Match[str]) -> Reading:
        """A unit with no number: за кг, в км."""
        thing = self._grammar.units[m["u"]]
        return (thing.form("a") if m["p"] else thing.form("g", many=True)), 0.7

    def lettered(self, m: re.Match[str]) -> Reading:
        """Рис. 2.4а, дом 5б: parts of a number and a letter."""
        if not self._grammar.is_numbered(m.string, m.start()):
            return None
        point = f" {self._words['marks']['.']} "
        number = point.join(self._numbers.run(part) for part in m["n"].split("."))
        return f"{number} {self._letters.get(m['x'], m['x'])}", 0.8

    def volumes(self, m: re.Match[str]) -> Reading:
        """In three volumes."""
        noun = self._words["volumes"][m["w"]]
        said = f"{self._numbers.cardinal(int(m['n']), 'p')} {self._grammar.words.inflected(noun, 'p', True)}"
        return said + ("." if ends_sentence(m.string, m.end()) else ""), 0.9

    def dimension(self, m: re.Match[str]) -> Reading:
        by = self._words["signs"]["by"]
        if "=" in m.string[m.end() : m.end() + 2]:
            by = self._words["signs"]["times"]
        *first, last = (n for n in m.group("n", "b", "c") if n)
        thing = self._grammar.units.get(m["u"] or "")
        said = self._grammar.counted(last, thing) if thing else self.n(last)
        return f" {by} ".join([*map(self.n, first), said]), 0.9

    def ratio(self, m: re.Match[str]) -> Reading:
        a, b = (_GAPS.sub("", m[g]) for g in "ab")
        if (a == "1" and len(b) > 1) or len(b) > 3:
            second = self._numbers.run(b, self._words["signs"]["to_case"])
            return f"{self._numbers.run(a)} {self._words['signs']['to']} {second}", 0.8
        return f"{self._numbers.run(a)} — {self._numbers.run(b)}", 0.8

    def mixed(self, m: re.Match[str]) -> Reading:
        a, b = int(m["a"]), int(m["b"])
        if not 0 < a < b or self._grammar.is_numbered(m.string, m.start()):
            return None
        return f"{self.n(m['n'])} {self._words['signs']['and']} {self._part(a, b)}", 0.8

    def fraction(self, m: re.Match[str]) -> Reading:
        a, b = int(m["a"]), int(m["b"])
        if 0 < a < b <= 1000 and not self._grammar.is_numbered(m.string, m.start()):
            case = self._grammar.measured(m.string, m.start())
            thing = self._grammar.units.get(m["u"] or "")
            return self._part(a, b, case) + (f" {thing.form('g')}" if thing else ""), 0.8
        stroke = self._words["signs"]["on"] if (a, b) in ((24, 7), (7, 24)) else None
        stroke = stroke or self._words["signs"]["stroke"]
        said = f"{self.n(m['a'])} {stroke} {self.n(m['b'])}"
        return said + (f" {m['u']}" if m["u"] else ""), 0.6

    def _part(self, a: int, b: int, case: str = "n") -> str:
        one = a % 10 == 1 and a % 100 != 11
        if one:
            bottom = self._numbers.ordinal(b, case, "f")
        else:
            bottom = self._numbers.ordinal(b, "g" if case in "na" else case, "p")
        return f"{self._numbers.cardinal(a, case, 'f')} {bottom}"

    def vulgar(self, m: re.Match[str]) -> Reading:
        a, b = _VULGAR[m["f"]]
        case = self._grammar.measured(m.string, m.start())
        if not m["n"]:
            return self._part(a, b, case), 0.9
        return f"{self.n(m['n'], case)} {self._words['signs']['and']} {self._part(a, b, case)}"

    def decimal(self, m: re.Match[str]) -> Reading:
        """Two and a half of something, else whole and parts."""
        whole, part = m["a"], m["b"]
        case = self._grammar.measured(m.string, m.start())
        head = self._grammar.head(m.string, m.end())
        if part == "5" and head and whole.isdigit() and int(whole) and case != "i":
            gender = next((f.gender for f in head if f.case == "g"), "m") or "m"
            if whole == "1":
                key = "one_oblique" if case not in "na" else "one_f" if gender == "f" else "one"
                return self._signed(m.groupdict(), "sign", self._words["half"][key]), 0.9
            said = (
                f"{self._numbers.cardinal(int(whole), case, gender)} {self._words['half']['and']}"
            )
        else:
            said = self._numbers.decimal(whole, part, case)
        return self._signed(m.groupdict(), "sign", said), 0.9

    def range(self, m: re.Match[str]) -> Reading:
        first, second = _GAPS.sub("", m["a"]), _GAPS.sub("", m["b"])
        if not (first.isdigit() and second.isdigit() and max(len(first), len(second)) < 16):
            case = self._grammar.measured(m.string, m.start())
            written = [self._with_comma(m, m[g]) for g in "ab"]
            return " — ".join(self.n(n, case) for n in written), 0.8
        found = self._grammar.agreement(m.string, m.start(), m.end(), int(second))
        if found.ordinal:
            said = [
                self._numbers.ordinal(int(n), found.case, found.gender) for n in (first, second)
            ]
        else:
            said = [self._plain(n, found.case, found.gender) for n in (first, second)]
        return " — ".join(said), min(found.sure, 0.9)

    def _with_comma(self, m: re.Match[str], written: str) -> str:
        """A decimal with a full stop as one with a comma, where a noun follows."""
        is_decimal = re.fullmatch(r"\d+\.\d{1,2}", written)
        return written.replace(".", ",") if is_decimal and self._grammar.head(m.string, m.end()) else written

    def power(self, m: re.Match[str]) -> Reading:
        exponent = m["p"] or m["q"].translate(_RAISED)
        sign = self._minus + " " if exponent.startswith("-") else ""
        bare = exponent.lstrip("-")
        if not bare.isdigit() or not m["n"]:
            return None
        if bare in "23" and not sign:
            return f"{self.n(m['n'])} {self._words['powers']['²' if bare == '2' else '³']}", 0.8
        power = self._words["signs"]["power"]
        said = self._numbers.ordinal(int(bare), power[0], "f")
        return f"{self.n(m['n'])} {power[1:].replace('_', sign + said)}", 0.8

    def plain(self, m: re.Match[str]) -> Reading:
        written = _GAPS.sub("", m[0])
        if re.fullmatch(r"\d{1,6}\.\d{1,6}", written):
            return self._dotted(m, *written.split("."))
        if not written.isdigit() or len(written) > 15 or (written[0] == "0" and len(written) > 1):
            return self.n(m[0])
        found = self._grammar.agreement(m.string, m.start(), m.end(), int(written))
        if found.ordinal:
            return self._numbers.ordinal(int(written), found.case, found.gender), found.sure
        return self._numbers.cardinal(int(written), found.case, found.gender), found.sure

    def _dotted(self, m: re.Match[str], whole: str, part: str) -> Reading:
        """2.5: a decimal before a noun, else a number in parts."""
        follows = m.string[m.end() : m.end() + 2].strip()[:1]
        if len(part) <= 2 and follows.islower() and not self._grammar.is_numbered(m.string, m.start()) and part != "0":
            case = self._grammar.measured(m.string, m.start())
            if self._grammar.head(m.string, m.end()):
                return self._numbers.decimal(whole, part, case), 0.6
        point = self._words["marks"]["."]
        return f"{self._numbers.run(whole)} {point} {self._numbers.run(part)}", 0.6


_FROM = re.compile(r"\s(?:от|від)\s")
_TO = re.compile(r"\s(?:до|по)\s")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
