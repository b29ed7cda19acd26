"""Phones, numbers of documents, identifiers and letters beside digits."""

import re

from tts._digits import roman
from tts._rules import BEFORE, Language, Reading, Rule
from tts._slavic_grammar import Grammar
from tts._slavic_text import NUMBER, either, table


def code_rules(language: Language, grammar: Grammar) -> tuple[Rule, ...]:
    """The rules of phones and codes, the most particular first."""
    say = _Codes(language, grammar)
    verse = "|".join(language.words["codes"]["verses"].split())
    hashtag = language.words["codes"]["hashtag"]
    ampersand = language.words["signs"]["ampersand"]
    named = language.words["codes"]["digits_after"]
    elements = either(table(language.words["codes"]["elements"]))
    point = language.words["marks"]["."]
    shorts: dict[str, str] = language.abbreviations["before_digit"]
    letters = {key: said for key, said in shorts.items() if key[0].isdigit()}
    extension = language.words["codes"]["extension"]
    return (
        Rule("code.named", rf"(?<!\w)(?i:{named})(?:\s?[:№]|\s)\s?№?\s?(?P<say>\d[\d -]"
                           rf"{{3,}}\d)(?!\w)",
             say.spelled),
        Rule("code.dotted", r"(?<![\w.,/-])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)",
             lambda m: (f" {point} ".join(map(say.number, m[0].split("."))), 0.9)),
        Rule("code.card", r"(?<![\w.,/-])\d{4}(?:[ \u00a0]\d{4}){3}(?![\w-]|[ .,]\d)",
             lambda m: (", ".join(map(grammar.numbers.digits, m[0].split())), 0.9)),
        Rule("code.parcel", r"(?<![\w.,/:-])\d{1,10}(?::\d{1,10}){3,5}(?![\w-]|:\d)",
             lambda m: (", ".join(map(say.number, m[0].split(":"))), 0.9)),
        Rule("code.epistle", rf"(?<![\w.,-])(?P<say>{either(letters)})(?=\s?\d)",
             lambda m: letters[m["say"]]),
        Rule("code.verse", rf"(?<!\w)(?:{verse})\.?\s(?P<say>(?P<a>\d{{1,3}}):(?P<b>\d"
                           rf"{{1,3}}))(?!\d)",
             lambda m: (f"{say.number(m['a'])}, {say.number(m['b'])}", 0.8)),
        Rule("symbol.hashtag", r"(?<!\w)#(?=[^\W\d])",
             lambda m: "" if _TAGGED.search(m.string, max(0, m.start() - 16), m.start())
             else hashtag + " ", "any"),
        Rule("code.postal", r"(?<![\w.,№-])(?<!№ )(?:\d{6}|0\d{4})(?=,\s?(?:[А-ЯІЇЄ]|[гмс]\.))",
             say.postal),
        Rule("code.postal", r"(?<!\w)(?:г|м|с|пос|смт)\.\s[А-ЯІЇЄҐ][\w'-]+,\s(?P<say>\d{5,6})"
             r"(?![\d,.]\d|\w|\s\d)",
             lambda m: grammar.numbers.digits(m["say"])),
        Rule("phone", r"(?<![\w.,/-])(?:(?:\+\d{1,3}|8|0)[\s-]?)?\(\d{2,5}\)[\s-]?\d{1,3}"
                      r"(?:[\s-]\d{2,3})"
             r"{1,3}(?![\d/-])", say.phone),
        Rule("phone", r"(?<![\w.,/-])(?:\+\d{1,3}[\s-]?|[80][\s-])?\d{2,4}[\s-]\d{2,3}[\s-]\d{2}"
             r"[\s-]\d{2}(?![\d/-])", say.phone),
        Rule("phone.plus", r"(?<![\w.,/])\+\d{10,13}(?!\d)", say.phone),
        Rule("phone.free", r"(?<![\w.,/-])[80][\s-]800[\s-]\d{3}(?:[\s-]\d{2,4}){1,2}(?![\d/-])",
             say.phone),
        Rule("phone.whole", r"(?<![\w.,/№])(?<!№ )(?:[78][3489]\d{9}|0[3-9]\d{8})(?![\w/-]|[.,]\d)",
             say.phone),
        Rule("phone.short", r"(?<![\w.,/–-])\d{2,3}-\d\d-\d\d(?![\w-])", say.phone),
        Rule("phone.extension", rf"(?<=\d[-\s]\d\d),?\s(?P<say>{extension})(?=\s?№?\s?\d)",
             lambda _: language.words["codes"]["extension_said"]),
        Rule("code.format", rf"{BEFORE}(?P<n>\d{{2,3}})\s?[×xхXХ]\s?(?P<b>\d{{2,3}})"
             r"(?:\s?/\s?|\s1/)(?P<c>[1-9]\d{0,2})(?![\d/×]|\w)", say.sheet),
        Rule("code.article", r"№\s?(?P<say>(?P<n>\d{1,6})[-–](?P<x>[а-яіїєґ]{1,2}))(?![\w-])",
             say.article),
        Rule("code.roman", rf"{BEFORE}(?P<n>\d{{1,5}})[-–](?P<x>[IVXLІХ]+)(?![\w-])", say.roman),
        Rule("code.article", rf"{BEFORE}(?P<n>\d{{1,5}})[-–](?P<x>[А-ЯІЇЄҐ]{{1,6}})(?![\w-])",
             say.article),
        Rule("number.sign", r"(?<![\w№])(?P<m>№№|№|N(?=\s?\d)|No\.?(?=\s\d)|§§|§)"
             r"(?=\s?[\dA-ZА-ЯІЇЄ]|\s[а-я])", say.sign, "any"),
        Rule("code.formula", rf"(?<![\w-])(?=[A-Za-z]*[\d₂-₉])(?=\w*?[OHa-z])"
             rf"(?:(?:{elements})[\d₂-₉]{{0,2}}){{2,8}}(?![\w-])|"
             r"(?<![\w-])(?:O[23₂₃]|[HN][2₂])(?![\w-])|"
             r"(?<![\w-])(?=[СНО]{0,3}[\d₂-₉])(?:[СНО][\d₂-₉]{0,2}){2,8}(?![\w-])",
             say.formula),
        Rule("code.letter", r"(?<![\w-])(?P<x>[А-ЯІЇЄҐ](?:[А-ЯІЇЄҐ]{0,2}[-–])?)(?P<n>\d{1,4})"
                            r"(?P<y>[А-Яа-яA-Z]{1,2})?"
             r"(?![\w-])", say.model),
        Rule("code.model", r"(?<![\w-])[А-ЯЁІЇЄҐ][а-яёіїєґ]{1,14}(?P<say>[-–](?P<n>\d{1,4})"
             r"(?P<y>[А-ЯA-Z]{1,2})?)(?!\w|-|[.,]\d)", say.named),
        Rule("code.plate", r"(?<![\w-])(?P<x>[АВЕКМНОРСТУХ])\s?(?P<n>\d{3})\s?"
             r"(?P<y>[АВЕКМНОРСТУХ]{2})\s?(?P<r>\d{2,3})(?![\w-])", say.plate),
        Rule("code.vitamin", r"(?i:(?<!\w)(?:витамин|вітамін)[а-яі]{0,3})\s"
             r"(?P<say>(?P<x>[A-ZА-Я])[- ]?(?P<n>\d{1,2}))(?!\w)", say.vitamin),
        Rule("acronym.joined", r"(?<![\w&-])[A-Z]{1,3}&[A-Z]{1,3}(?![\w&])",
             lambda m: " ".join(ampersand if c == "&" else language.letters[c.lower()]
                                for c in m[0]), "any"),
        Rule("code.latin", r"(?<![\w-])(?P<x>[A-Z]{1,4})-?(?P<n>\d{1,4})(?P<y>[A-Z]{1,2})?"
                           r"(?![\w-])",
             say.model),
        Rule("code.latin", r"(?<![\w.,-])(?P<n>\d{1,3})(?P<y>[A-Z]{1,3})(?![\w-])", say.generation),
        Rule("note.glued", r"(?:(?<=[а-яіїєґё]{3})|(?<=[а-яіїєґё]{3}[,.;:!?»]))(?P<n>\d{1,2})"
             r"(?=[\s,.;:!?…»)—–]|\Z)(?!,\d|\.\d|\s?%)", say.note),
        Rule("note.mark", r"(?<=[\w.,;:!?»\")])\[(?P<n>\d{1,3})\]", say.note),
    )  # fmt: skip


_TAGGED = re.compile(r"(?i:(?:хештег|хэштег|хештэг|хеш-тег|хэш-тег)[а-яі]{0,3}\s[«\"]?)\Z")


class _Codes:
    """What is said for codes; one object a language."""

    def __init__(self, language: Language, grammar: Grammar) -> None:
        self._grammar = grammar
        self.number = grammar.numbers.run
        self._numbers = grammar.numbers
        self._letters = language.letters
        self._words = language.words["codes"]
        self._latin: dict[str, str] = language.words["latin"]
        self._by: str = language.words["signs"]["by"]
        self._elements = table(language.words["codes"]["elements"])
        self._plus: str = language.words["marks"]["+"]
        self._read = frozenset(language.abbreviations.get("words", {}).get("read", ()))

    def spelled(self, m: re.Match[str]) -> Reading:
        groups = re.split(r"\s?-\s?", m["say"])
        return ", ".join(map(self._numbers.digits, groups))

    def postal(self, m: re.Match[str]) -> Reading:
        if len(m[0]) < 6:
            return self._numbers.digits(m[0]), 0.7
        return ", ".join(self._numbers.run(g) for g in (m[0][:3], m[0][3:])), 0.7

    def phone(self, m: re.Match[str]) -> Reading:
        groups = re.findall(r"\d+", m[0])
        if len(groups) == 1:
            whole = groups[0]
            groups = [whole[:-10], whole[-10:-7], whole[-7:-4], whole[-4:-2], whole[-2:]]
        said = ", ".join(
            self._numbers.digits(g) if g[0] == "0" or len(g) > 3 else self._numbers.integer(int(g))
            for g in groups if g
        )  # fmt: skip
        return f"{self._plus} {said}" if m[0][0] == "+" else said

    def name(self, run: str) -> str:
        """Letters by their names, a known short word as it is."""
        if run in self._read:
            return run
        return " ".join(self._letters.get(c.lower(), c) for c in run)

    def article(self, m: re.Match[str]) -> Reading:
        """44-ФЗ, 5-А."""
        return f"{self._numbers.run(m['n'])} {self.name(m['x'])}", 0.8

    def roman(self, m: re.Match[str]) -> Reading:
        """2341-III: a law and the convocation that passed it."""
        value = roman(m["x"])
        if not value:
            return None
        return f"{self._numbers.run(m['n'])} — {self._numbers.integer(value)}", 0.8

    def plate(self, m: re.Match[str]) -> Reading:
        """А123ВС77, on a car."""
        front, series = (" ".join(self._letters[c.lower()] for c in m[g]) for g in "xy")
        return f"{front} {self.number(m['n'])} {series} {self.number(m['r'])}", 0.9

    def vitamin(self, m: re.Match[str]) -> Reading:
        name = self._latin.get(m["x"]) or self._letters.get(m["x"].lower(), m["x"])
        return f"{name} {self.number(m['n'])}", 0.9

    def formula(self, m: re.Match[str]) -> Reading:
        """H2O, CO2: elements as chemists name them."""
        written = m[0].translate(_LIKE)
        said = [
            self._numbers.run(p) if p.isdigit() else self._elements[p]
            for p in _ELEMENT.findall(written)
        ]
        return " ".join(said), 0.8

    def model(self, m: re.Match[str]) -> Reading:
        """Т-34, МС-21."""
        said = f"{self.name(m['x'].rstrip('-–'))} {self._numbers.run(m['n'])}"
        return (f"{said} {self.name(m['y'])}" if m["y"] else said), 0.8

    def named(self, m: re.Match[str]) -> Reading:
        """Ту-154, Восток-1."""
        said = f" {self._numbers.run(m['n'])}"
        return (f"{said} {self.name(m['y'])}" if m["y"] else said), 0.9

    def sheet(self, m: re.Match[str]) -> Reading:
        """The size of a sheet and what part of it a page is: 84×108 1/32."""
        sides = f"{self._numbers.run(m['n'])} {self._by} {self._numbers.run(m['b'])}"
        part = self._numbers.ordinal(int(m["c"]), "n", "f")
        return f"{sides}, {self._numbers.cardinal(1, 'n', 'f')} {part}", 0.8

    def generation(self, m: re.Match[str]) -> Reading:
        """5G, 4K."""
        return f"{self._numbers.run(m['n'])} {self.name(m['y'])}", 0.8

    def sign(self, m: re.Match[str]) -> Reading:
        """Number, paragraph: in the case of what stands before."""
        many = len(m["m"]) == 2 and m["m"][0] == m["m"][1]
        thing = self._grammar.nouns["section" if m["m"][0] == "§" else "number"]
        case = self._grammar.placed(m.string, m.start())
        if _SEVERAL.match(m.string, m.end()):
            many = many or m["m"] == "§"
        following = m.string[m.end() : m.end() + 1]
        return thing.form(case, many=many) + ("" if following.isspace() else " ")

    def note(self, m: re.Match[str]) -> Reading:
        return f" {self._words['note']} {self._numbers.run(m['n'])}", 0.7


_ELEMENT = re.compile(r"[A-Z][a-z]?|\d+")
_LIKE = str.maketrans("СОН₂₃₄₅₆₇₈₉", "COH23456789")
_SEVERAL = re.compile(rf"\s?(?:{NUMBER})[–—-]\d")
