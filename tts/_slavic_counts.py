"""Counts, decimals, ranges and signs in Russian and Ukrainian."""

import re

from tts._rules import BEFORE, Language, Reading, Rule
from tts._slavic import plural
from tts._slavic_grammar import TOGETHER, Grammar
from tts._slavic_text import NUMBER, either
from tts._slavic_words import Form

_GAPS = re.compile(r"[ \u00a0\u202f\u2009']")
_SIGN = r"(?P<sign>(?<![\w)\]])[-−+])?"
_STANDARD = re.compile(
    r"(?<!\w)(?:ГОСТ|ДСТУ|ИСО|МЭК|ISO|IEC|DIN|EN|СНиП|ДБН)\s[\w./ -]{0,14}\Z|"
    r"(?<!\w)(?:ISO|IEC|ИСО|ГОСТ|ДСТУ|ДБН)\s\Z"
)
_EQUALS = re.compile(r"\s?=\s?\d")
_AGAIN = re.compile(r"\s?\(([^\W\d_]+(?:[ '’][^\W\d_]+){0,8})\)")
_RATIOS = ("соотнош", "отношени", "пропорци", "масштаб", "співвідн", "відношен")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def count_rules(language: Language, grammar: Grammar) -> tuple[Rule, ...]:
    """The rules of counts, the most particular first."""
    say = _Counts(language, grammar)
    marks = language.words["signs"]
    functions: dict[str, str] = language.words["functions"]
    return (
        Rule("number.lettered", rf"{BEFORE}(?P<n>\d{{1,4}}(?:\.\d{{1,3}}){{0,6}})(?P<x>[а-гґ])"
                                rf"(?=[),.;:\s]|\Z)",
             say.lettered),
        Rule("number.ratio", rf"{BEFORE}(?<!:)(?P<a>\d{{1,9}}(?: \d{{3}}){{0,4}})\s?:\s?"
             r"(?P<b>\d{1,3}(?: \d{3}){1,4}|\d{1,9})(?!\d|[:.,]\d)", say.ratio),
        Rule("number.ratio", rf"{BEFORE}(?P<a>\d{{1,3}},\d{{1,2}})\s?:\s?(?P<b>\d{{1,3}},\d{{1,2}})"
             r"(?!\d|[:.,]\d)", lambda m: (f"{say.n(m['a'])} — {say.n(m['b'])}", 0.8)),
        Rule("number.decimal", rf"{BEFORE}{_SIGN}(?P<a>\d{{1,3}}(?:[ \u00a0]\d{{3}}){{1,4}}|\d"
                               rf"{{1,15}}),(?P<b>\d{{1,12}})"
                               rf"(?![\d\w]|,\d|-\d)",
             say.decimal),
        Rule("number.from-rank", r"(?i:(?<!\w)(?:с|со|з|із|зі|від|от))\s(?P<say>(?P<a>\d{1,2})\s"
             r"(?P<to>по|до)\s(?P<b>\d{1,2}))(?=\s(?P<w>[а-яіїє]{3,}))", say.from_rank),
        Rule("number.range", rf"{BEFORE}(?<![-–—/])(?P<a>{NUMBER})(?P<j>\s?[–—]\s?|-|…|\.\.\.?)"
             rf"(?P<b>{NUMBER})(?![-–—/]?\d|\w|-[а-яіїє])", say.range),
        Rule("number.signed", r"(?<=[а-яіїє]\s)(?P<say>(?P<sign>–)(?P<n>\d{1,3}(?:,\d)?))"
             r"(?=\s(?:градус|до\s[+–-]))", say.signed),
        Rule("number.signed", rf"(?<![\w.,)\]])(?P<say>(?P<sign>[-−+])(?P<n>{NUMBER}))(?!\w)",
             say.signed),
        Rule("symbol.compare", r"(?P<c>[<>]=?|[≤≥])\s?(?=\d)",
             lambda m: marks["compare"][m["c"]] + " ", "any"),
        Rule("symbol.about", r"[~≈]\s?(?=\d)", lambda _: marks["about"] + " ", "any"),
        Rule("symbol.power", rf"{BEFORE}(?P<n>\d{{1,3}})(?:\^(?P<p>\d{{1,2}})|(?P<q>[⁰¹²³⁴-⁹⁻]+))"
             r"(?!\w)", say.power),
        Rule("symbol.function", rf"(?<![\w.])(?P<f>{either(functions)})"
             r"(?=\s?[²³]?\s?(?:\(|\d|[α-ωxyz](?!\w)))", lambda m: functions[m["f"]], "nothing"),
        Rule("symbol.factorial", r"(?<=\d)!(?=\s?[=+×/−])", lambda _: f" {marks['factorial']}",
             "any"),
        Rule("symbol.multiply", r"(?<=\d)\s?[×·*⋅]\s?(?=\d)", lambda _: f" {marks['times']} ",
             "any"),
        Rule("number.glued", rf"{BEFORE}\d{{1,9}}(?=[а-яіїєґё]{{3,}}(?!\w))", say.plain),
        Rule("number.plain", rf"{BEFORE}(?:{NUMBER})(?!\w)", say.plain),
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
        self._signs = {
            "-": self._minus,
            "−": self._minus,
            "–": self._minus,
            "+": self._plus,
            "": "",
            None: "",
        }

    def _signed(self, found: dict[str, str | None], name: str, said: str) -> str:
        sign = self._signs[found.get(name)]
        return f"{sign} {said}" if sign else said

    def _plain(self, written: str, case: str, gender: str) -> str:
        bare = _GAPS.sub("", written)
        if bare.isdigit():
            return self._numbers.run(bare, case, gender)
        return self.n(written, case)

    def lettered(self, m: re.Match[str]) -> Reading:
        """Рис. 2.4а, дом 5б: parts of a number and a letter."""
        if not self._grammar.is_numbered(m.string, m.start()):
            return None
        point = f" {self._words['marks']['.']} "
        number = point.join(self._numbers.run(part) for part in m["n"].split("."))
        return f"{number} {self._letters.get(m['x'], m['x'])}", 0.8

    def from_rank(self, m: re.Match[str]) -> Reading:
        """Со 2 по 5 класс: the first of a row of ranks."""
        all_forms = self._grammar.words.nouns(m["w"])
        single = any(f.case == "a" and not f.many for f in all_forms)
        single = single and not any(f.case == "g" for f in all_forms) and m["to"] == "по"
        if not (single or self._grammar.is_ranked(m.string, m.end("say"))):
            return None
        nouns = [f for f in all_forms if not f.many and not f.animate]
        if not nouns:
            return None
        gender = nouns[0].gender or "m"
        case = "g" if m["to"] == "до" else "a" if gender == "f" else "n"
        first = self._numbers.ordinal(int(m["a"]), "g", gender)
        return f"{first} {m['to']} {self._numbers.ordinal(int(m['b']), case, gender)}", 0.8

    def signed(self, m: re.Match[str]) -> Reading:
        case = self._grammar.alone(m.string, m.start("say"))
        return self._signed(m.groupdict(), "sign", self.n(m["n"], case)), 0.8

    def ratio(self, m: re.Match[str]) -> Reading:
        a, b = (_GAPS.sub("", m[g]) for g in "ab")
        if _STANDARD.search(m.string, max(0, m.start() - 22), m.start()):
            return f"{self._numbers.run(a)}, {self._numbers.run(b)}", 0.8
        if _EQUALS.match(m.string, m.end()):
            second = self._numbers.run(b, "a")
            return f"{self._numbers.run(a)} {self._words['signs']['divided']} {second}", 0.9
        named = self._grammar.before(m.string, m.start()).startswith(_RATIOS)
        if named or (a == "1" and len(b) > 1) or len(b) > 3:
            second = self._numbers.run(b, self._words["signs"]["to_case"])
            return f"{self._numbers.run(a)} {self._words['signs']['to']} {second}", 0.8
        return f"{self._numbers.run(a)} — {self._numbers.run(b)}", 0.8

    def decimal(self, m: re.Match[str]) -> Reading:
        """Two and a half of something, else whole and parts."""
        whole, part = _GAPS.sub("", m["a"]), m["b"]
        case = self._grammar.measured(m.string, m.start())
        if self._grammar.goes_on(m.string, m.start(), m.end()):
            case = "g"
        head = self._grammar.head(m.string, m.end())
        if whole.isdigit() and plural(int(whole)) == 2 and _is_single_genitive(head):
            head = ()  # 37,5 года
        if part == "5" and head and whole.isdigit() and int(whole) and case != "i":
            gender = next((f.gender for f in head if f.case == "g"), "m") or "m"
            if whole == "1":
                key = "one_oblique" if case not in "na" else "one_f" if gender == "f" else "one"
                return self._signed(m.groupdict(), "sign", self._words["half"][key])
            said = (
                f"{self._numbers.cardinal(int(whole), case, gender)} {self._words['half']['and']}"
            )
        else:
            said = self._numbers.decimal(whole, part, case)
        return self._signed(m.groupdict(), "sign", said)

    def range(self, m: re.Match[str]) -> Reading:
        first, second = _GAPS.sub("", m["a"]), _GAPS.sub("", m["b"])
        if not (first.isdigit() and second.isdigit() and max(len(first), len(second)) < 16):
            case = self._grammar.measured(m.string, m.start())
            written = [self._with_comma(m, m[g]) for g in "ab"]
            return " — ".join(self.n(n, case) for n in written), 0.8
        found = self._grammar.agreement(m.string, m.start(), m.end(), int(second), several=True)
        if found.case == TOGETHER:
            few = [int(n) for n in (first, second)]
            said = [
                self._grammar.together(n) if 1 < n < 11 else self._numbers.cardinal(n) for n in few
            ]
        elif found.ordinal:
            said = [
                self._numbers.ordinal(int(n), found.case, found.gender) for n in (first, second)
            ]
        else:
            said = [self._plain(n, found.case, found.gender) for n in (first, second)]
        return " — ".join(said), found.sure

    def _with_comma(self, m: re.Match[str], written: str) -> str:
        """A decimal with a full stop as one with a comma, where a noun follows."""
        is_decimal = re.fullmatch(r"\d+\.\d{1,2}", written)
        return (
            written.replace(".", ",")
            if is_decimal and self._grammar.head(m.string, m.end())
            else written
        )

    def power(self, m: re.Match[str]) -> Reading:
        exponent = m["p"] or m["q"].translate(_RAISED)
        sign = self._minus + " " if exponent.startswith("-") else ""
        bare = exponent.lstrip("-")
        if not bare.isdigit() or not m["n"]:
            return None
        if bare in ("2", "3") and not sign:
            return f"{self.n(m['n'])} {self._words['powers']['²' if bare == '2' else '³']}", 0.8
        power = self._words["signs"]["power"]
        said = self._numbers.ordinal(int(bare), power[0], power[1])
        return f"{self.n(m['n'])} {power[2:].replace('_', sign + said)}", 0.8

    def plain(self, m: re.Match[str]) -> Reading:
        written = _GAPS.sub("", m[0])
        if re.fullmatch(r"\d{1,6}\.\d{1,6}", written):
            return self._dotted(m, *written.split("."))
        if not written.isdigit() or len(written) > 15 or (written[0] == "0" and len(written) > 1):
            return self.n(m[0])
        if again := _AGAIN.match(m.string, m.end()):
            said = self._as_again(int(written), again[1])
            if said:
                return said
        found = self._grammar.agreement(m.string, m.start(), m.end(), int(written))
        if found.case == TOGETHER:
            return self._grammar.together(int(written)), found.sure
        if found.ordinal:
            return self._numbers.ordinal(int(written), found.case, found.gender), found.sure
        return self._numbers.cardinal(int(written), found.case, found.gender), found.sure

    def _as_again(self, count: int, words: str) -> str:
        """A number in the case of the words that repeat it: 5 (пяти) рублей."""
        forms = (self._numbers.cardinal(count, c, g) for c in "ngdaip" for g in "mfn")
        wanted = words.lower().replace("ё", "е").replace("’", "'")
        return next((form for form in forms if form.replace("ё", "е") == wanted), "")

    def _dotted(self, m: re.Match[str], whole: str, part: str) -> Reading:
        """2.5: a decimal before a noun, else a number in parts."""
        follows = m.string[m.end() : m.end() + 2].strip()[:1]
        if (
            len(part) <= 2
            and follows.islower()
            and not self._grammar.is_numbered(m.string, m.start())
            and part != "0"
        ):
            case = self._grammar.measured(m.string, m.start())
            if self._grammar.head(m.string, m.end()):
                return self._numbers.decimal(whole, part, case), 0.6
        point = self._words["marks"]["."]
        said = self._numbers.digits(part) if len(part) > 3 else self._numbers.run(part)
        return f"{self._numbers.run(whole)} {point} {said}", 0.6


def _is_single_genitive(head: tuple[Form, ...]) -> bool:
    """Whether a noun stands in the genitive singular and can't be in that of the plural."""
    genitives = {f.many for f in head if f.case == "g"}
    return genitives == {False}
