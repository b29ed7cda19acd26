"""Units, money and percentages in Russian and Ukrainian."""

import re

from tts._rules import BEFORE, Language, Reading, Rule
from tts._slavic import plural
from tts._slavic_grammar import Grammar
from tts._slavic_text import DASH, NUMBER, either, ends_sentence, opens_sentence

_GAPS = re.compile(r"[ \u00a0\u202f\u2009']")
_SIGN = r"(?P<sign>(?<![\w)\]])(?:[-−+]|(?<!\d\s)–(?=\d{1,3}(?:,\d+)?(?:…|\.\.|\s?°|\s?º))))?"

_SINGLE = ("с", "в", "В", "м", "т", "г", "л", "ч", "А", "с.", "р.", "т.", "К")
"""Marks of one letter that may be other words."""


def unit_rules(language: Language, grammar: Grammar) -> tuple[Rule, ...]:
    """The rules of units, the most particular first."""
    say = _Units(language, grammar)
    units = either(grammar.units)
    big = either(language.words["big"])
    money = "[$€£¥₴₽₫]"
    codes = "|".join(language.words["currencies"].split())
    bare = either(
        [
            *language.words["signs"]["alone"].split(),
            *(u for u in grammar.units if "/" in u or u.startswith(("кв. ", "куб. "))),
        ]
    )
    per = language.words["per"]
    volumes = either(language.words["volumes"])
    return (
        Rule("number.volumes", rf"(?i:(?<!\w)[ву])\s(?P<say>(?P<n>\d{{1,2}})(?:-х|-ти)?\s?"
             rf"(?P<w>{volumes}))(?!\s?\d)", say.volumes),
        Rule("money.before", rf"(?<![\w$])(?P<sign>[-−+])?(?P<u>{money}|(?:{codes})(?=\s?\d))\s?"
             rf"(?P<n>{NUMBER})(?:\s?(?P<big>{big})(?!\w))?", say.unit),
        Rule("number.per", r"(?<=[а-яіїє])/(?=\d{1,4}\s?(?:км|м|мл|г|л|кг|га)(?!\w))",
             lambda _: f" {language.words['signs']['on']} "),
        Rule("number.dimension", rf"{BEFORE}(?<![^\W\d])(?P<n>{NUMBER})"
             rf"(?:\s?[×xхXХ]\s?(?P<b>{NUMBER}))"
             rf"(?:\s?[×xхXХ]\s?(?P<c>{NUMBER}))?(?:\s?(?P<u>{units}))?(?![\w×])", say.dimension),
        Rule("number.percent-adjective",
             rf"{BEFORE}(?P<n>\d{{1,4}})(?:{DASH}(?P<b>\d{{1,4}}))?\s?%[-‐‑–](?P<x>[а-яіїє]{{1,4}})"
             r"(?!\w)", say.percent_adjective),
        Rule("number.unit-range", rf"{BEFORE}{_SIGN}(?P<a>{NUMBER})(?:\s?[%°](?:\s?[CС])?)?"
             rf"(?P<j>{DASH}|(?:…|\.\.\.?)(?=[-−–+\d]))(?P<s2>[-−+–])?"
             rf"(?P<n>{NUMBER})\s?(?:(?P<big>{big})\s)?(?P<u>{units})(?![\w]|\.\w)", say.unit),
        Rule("number.unit-big",
             rf"{BEFORE}{_SIGN}(?P<n>{NUMBER})\s?(?P<big>{big})\s(?P<u>{units})(?!\w)", say.unit),
        Rule("number.unit",
             rf"{BEFORE}{_SIGN}(?P<n>{NUMBER})(?:\s?(?P<u>[%°‰](?:\s?[CСF](?!\w))?)(?!\w)|"
             rf"\s?(?P<u2>{units})(?![\w]|\.\w|[-–][а-яіїє]))", say.unit),
        Rule("number.celsius", r"(?<![\w)])(?P<sign>[-−+])(?P<n>\d{1,3})\s?(?P<u>[CС])(?!\w)",
             say.unit),
        Rule("number.celsius", r"(?<![\w.,-])(?P<n>[1-9]\d|100)(?P<u>[CС])(?![\w-])", say.unit),
        Rule("number.coordinate", r"(?<![\d.,])\d{1,2}′(?:\s?\d{1,2}(?:[.,]\d+)?″)?|"
             r"(?<=° )\d{1,2}'(?:\s?\d{1,2}\")?|(?<=°)\d{1,2}'(?:\s?\d{1,2}\")?", say.minutes),
        Rule("unit.alone", rf"(?<![\w./-])(?:(?P<p>(?i:за|на|в|у))\s)?(?P<say>(?P<u>{bare}))"
                           rf"(?!\w|[.·/-]\w)", say.bare,
             "nothing"),
        Rule("unit.per", rf"(?<=[а-яіїє₽₴$€.])/(?P<u>{either(per)})\.?(?!\w)", say.per, "any"),
    )  # fmt: skip


class _Units:
    """What is said for units; one object a language."""

    def __init__(self, language: Language, grammar: Grammar) -> None:
        self._grammar = grammar
        self._numbers = grammar.numbers
        self.n = grammar.numbers.number
        self._words = language.words
        self._at_degrees: tuple[str, ...] = tuple(language.words["grammar"]["at_degrees"].split())
        minus, plus = language.words["minus"], language.words["marks"]["+"]
        self._signs = {"-": minus, "−": minus, "–": minus, "+": plus, "": "", None: ""}

    def unit(self, m: re.Match[str]) -> Reading:
        found = m.groupdict()
        mark = re.sub(r"\s", "", found.get("u") or found.get("u2") or "")
        mark = {"C": "°C", "С": "°C"}.get(mark, mark)
        spaced = re.sub(r"\s", " ", found.get("u") or found.get("u2") or "")
        thing = self._grammar.units.get(mark) or self._grammar.units.get(spaced)
        if mark == "с." and self._is_time(m):
            thing = self._grammar.units["с"]
        if mark == "р." and _KOPECKS.match(m.string, m.end()):
            thing = self._grammar.units["руб."]
        if mark == "р." and _OFTEN.match(m.string, m.end()):
            thing = self._grammar.nouns["time"]
        if mark == "л." and (not m["n"].isdigit() or self._is_volume(m)):
            thing = self._grammar.units["л"]
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
        if _is_one_each(m["n"], self._grammar.preposition(m.string, at)):
            case = self._words["grammar"]["each"]
        if mark == "°" and self._grammar.preposition(m.string, at) in ("под", "під", "за"):
            case = "i"
        if mark in ("°C", "°С") and self._grammar.preposition(m.string, at) in self._at_degrees:
            case = "g"
        if self._grammar.goes_on(m.string, m.start(), m.end()):
            case = "g"
        minor = self._words["minor"].get(mark)
        if minor and not (found.get("big") or found.get("a") or _FROM_SUM.search(m.string[:at])):
            split = _MINOR.fullmatch(self._written(_GAPS.sub("", m["n"])))
            if split:
                parts = ((split[1], thing), (split[2], self._grammar.nouns[minor]))
                said = " ".join(self._grammar.counted(str(int(n)), t, case) for n, t in parts)
                stop = "." if mark.endswith(".") and ends_sentence(m.string, m.end()) else ""
                return self._signed(found, "sign", said) + stop, 1.0
        many = self._grammar.nouns[self._words["big"][found["big"]]] if found.get("big") else None
        written = self._written(m["n"])
        said = self._grammar.counted(written, many or thing, case)
        if mark.startswith("сут") and written in _DAYS and case in "na":
            said = f"{_DAYS[written]} {thing.form('g')}"
        if many:
            said += " " + thing.form("g", many=True)
        if found.get("a"):
            gender = (many or thing).gender
            joint = " — "
            said = self._plain(found["a"], case, gender) + joint + self._signed(found, "s2", said)
        stop = "." if m[0][-1] == "." and ends_sentence(m.string, m.end()) else ""
        return self._signed(found, "sign", said) + stop, 0.9 if mark in _SINGLE else 1.0

    def _written(self, number: str) -> str:
        """A number with full stops as it is written in the language: 15.000, 2.5."""
        if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", number) and number.endswith("0"):
            return number.replace(".", "")
        return number.replace(".", ",") if re.fullmatch(r"\d+\.\d{1,3}", number) else number

    def _signed(self, found: dict[str, str | None], name: str, said: str) -> str:
        sign = self._signs[found.get(name)]
        return f"{sign} {said}" if sign else said

    def _is_time(self, m: re.Match[str]) -> bool:
        """Whether "с." counts seconds and no pages: за 9,58 с."""
        bare = _GAPS.sub("", m["n"])
        before = self._grammar.preposition(m.string, m.start())
        if not bare.isdigit() or before in ("за", "через", "спустя"):
            return True
        return bool(_MINUTES.search(m.string, max(0, m.start() - 40), m.start()))

    def _is_volume(self, m: re.Match[str]) -> bool:
        """Whether "50 л." at the end of a sentence are litres, and no leaves of a book."""
        rest = not m.string[m.end() :].strip() or ends_sentence(m.string, m.end())
        return rest and not _LEAVES.search(m.string, max(0, m.start() - 40), m.start())

    def _is_place(self, m: re.Match[str], mark: str) -> bool:
        """Whether "в 5 км" goes on with "от", or "в 20 %" tells of a share."""
        if self._grammar.preposition(m.string, m.start()) not in ("в", "у", "во"):
            return False
        return mark == "%" or bool(_FROM.match(m.string, m.end()))

    def _is_other(self, m: re.Match[str], mark: str) -> bool:
        """Whether one letter after a number is no unit: 5 в школе, 3 с половиной."""
        if mark not in _SINGLE:
            return False
        rest = m.string[m.end() : m.end() + 24]
        if mark == "В":
            school = rest[1:5] in ("клас", "годи") or opens_sentence(m.string, m.start())
            return bool(re.match(r"\s[^\W\d]", rest)) and (school or rest[1:2].isupper())
        if mark == "с" and not m["n"].isdigit():
            return bool(re.match(r"\s(?:лишн|половин|лишк|гаком|чимось)", rest))
        if mark in ("с", "в", "к"):
            return bool(re.match(r"\s[а-яіїєё]{2,}", rest)) or not m["n"].isdigit()
        if mark in ("А", "В", "К") and (m["n"][0] == "0" and m["n"].isdigit()):
            return True
        glued = m["n"].isdigit() and m.string[m.end() - 2 : m.end() - 1].isdigit()
        numbered = self._grammar.is_numbered(m.string, m.start())
        if mark in ("м", "с", "г", "р.") and _PLACE.match(rest if mark != "р." else "." + rest):
            return m.string[: m.start()].rstrip().endswith("№")
        if mark in ("А", "В") and glued and numbered:
            return True
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
            return front + stem[:-1] + ending
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
        if m["u"] == "см" and not m["p"] and m.string.startswith(".", m.end()):
            return None  # (см. рис. 5)
        thing = self._grammar.units[m["u"]]
        if rank := _RANK.search(m.string, max(0, m.start("say") - 12), m.start("say")):
            return thing.form(self._grammar.placed(m.string, rank.start())), 0.8
        if m["p"] and m["p"].lower() in ("в", "у"):
            return thing.form("p", many=True), 0.7
        one = m["p"] and "/" not in m["u"]
        return (thing.form("a") if one else thing.form("g", many=True)), 0.7

    def per(self, m: re.Match[str]) -> Reading:
        """Behind a stroke: 5 руб./кг, 5 мг/кг."""
        said: str = self._words["per"][m["u"]]
        if not _PRICE.search(m.string, max(0, m.start() - 9), m.start()):
            said = re.sub(r"\Aза ", "на ", said)
        return f" {said}{'.' if ends_sentence(m.string, m.end()) else ''}"

    def volumes(self, m: re.Match[str]) -> Reading:
        """In three volumes."""
        noun = self._words["volumes"][m["w"]]
        many = self._grammar.words.inflected(noun, "p", True)
        said = f"{self._numbers.cardinal(int(m['n']), 'p')} {many}"
        return said + ("." if ends_sentence(m.string, m.end()) else ""), 0.9

    def dimension(self, m: re.Match[str]) -> Reading:
        by = self._words["signs"]["by"]
        if "=" in m.string[m.end() : m.end() + 2]:
            by = self._words["signs"]["times"]
        *first, last = (n for n in m.group("n", "b", "c") if n)
        thing = self._grammar.units.get(m["u"] or "")
        said = self._grammar.counted(last, thing) if thing else self.n(last)
        return f" {by} ".join([*map(self.n, first), said]), 0.9


def _is_one_each(written: str, preposition: str) -> bool:
    """Whether one of something is given to each: по 1 таблетке."""
    return preposition == "по" and written.isdigit() and plural(int(written)) == 0


_PRICE = re.compile(r"(?:руб|грн|коп|дол|евро|євро|р|крб)\w*\.?\Z|[₽₴$€]\Z")
_MINOR = re.compile(r"(\d{1,9}),(\d\d)")
_FROM_SUM = re.compile(r"\d,\d\d\s(?:до|по|и|й|і|та|или|або)\s\Z")
_DAYS = {"2": "двое", "3": "трое", "4": "четверо"}
"""How many days and nights, in Russian: a noun without a singular."""
_PLACE = re.compile(r"\.\s?[А-ЯЁІЇЄҐ][а-яёіїєґ]")
_OFTEN = re.compile(r"(?:/|\s(?:на|в|у)\s)(?:день|доб|сутки|тиж|недел|міс|мес|рік|год)")
_KOPECKS = re.compile(r"\s\d{1,2}\s?коп")
_MINUTES = re.compile(r"\d\s?(?:мин|хв|ч|год)\b")
_LEAVES = re.compile(r"\b(?:с|л|ф|оп|спр|д|илл?|табл)\.|\b[12]\d{3}\b|лист|стр")
_RANK = re.compile(r"\d+-[а-яіїє]{1,3}\s\Z")
_FROM = re.compile(
    r"\s(?:(?:от|від)\s|к\s(?:запад|север|юг|восток)|на\s(?:захід|схід|північ|південь)|"
    r"(?:восточ|запад|север|юж|північ|півден|схід|захід)\w*(?:ее|іше)\s|выше\s|ниже\s|вище\s|нижче\s)"
)
