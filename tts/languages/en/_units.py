"""Measures: numbers with units, heights, angles, sizes."""

import re
from collections.abc import Mapping

from tts._rules import Language, Reading, Rule
from tts.languages.en import _counts
from tts.languages.en._context import (
    BEFORE,
    DASH,
    Counting,
    N,
    ends_sentence,
    is_before_noun,
    word_before,
    words_after,
)
from tts.languages.en._numbers import cardinal, number, ordinal
from tts.languages.en._signs import FRACTIONS, exponent

_POWERS = {"²": "square", "2": "square", "³": "cubic", "3": "cubic"}
_LENGTHS = frozenset(("day", "week", "month", "year", "hour", "minute", "second", "acre", "night"))
BRAND = re.compile(r"[a-z][A-Z][a-z]+\s\Z")
"""A name with a capital inside, whose models have numbers: iPhone 6s."""
_SIGNS = {
    "-": "minus ", "−": "minus ", "–": "minus ", "+": "plus ", "±": "plus or minus ",
    "~": "about ", "<": "less than ", ">": "greater than ", "≤": "at most ", "≥": "at least ",
}  # fmt: skip
_POINTS = {"N": "north", "S": "south", "E": "east", "W": "west"}
_UNIT = (
    r"fl\.?\soz|[A-Za-zµμΩ]{1,6}(?:bit/s)?(?![A-Za-z])(?:\.(?=\s[a-z\d=≈×(]|[,;:)]))?[²³23]?|"
    r"[°º]\s?[CFK](?!\w)|[kM]Ω|[%‰℃℉]"
)
"""Whatever may be a unit; the table tells which it is."""
_SIDE = (
    r"(?:mm|cm|m|km|ft\.?|in(?:\.|(?=\s?(?:\Z|[,;:!?)”»\"\]]|paper|sheet|frame|print|pan)))|"
    r"inch(?:es)?|feet|yds?|mi|px)(?![A-Za-z])"
)
_ROUND = r"(?:\d{1,3}(?:\.\d+)?)"


def rules(language: Language) -> tuple[Rule, ...]:
    """Whatever is read as a measure."""
    say = _Units(language)
    unit = rf"(?:{_UNIT})(?:/(?:{_UNIT})){{0,2}}"
    sign = r"(?P<sign>(?<![\w)])(?:[-−+±~<>≤≥]|–(?=\d))\s?)?"
    end = r"(?![\w²³]|[/·][^\W\d½¼¾⅓⅔⅛]|-[\dA-Z])"
    return (
        Rule("number.consumption", rf"{BEFORE}(?<![\w/])(?P<n>{N})\s?[lL]\s?/\s?100\s?km(?!\w)",
             lambda m: f"{number(m['n'])} litres per hundred kilometres"),
        Rule("number.oven", rf"{BEFORE}(?<!\w)(?P<a>\d{{2,3}})\s?[°º]?\s?(?P<s>[CF])\s?/\s?"
             rf"(?P<b>\d{{2,3}})\s?[°º]?\s?(?P<t>[CF])(?!\w)",
             lambda m: f"{number(m['a'])} {_SCALES[m['s']]}, {number(m['b'])} {_SCALES[m['t']]}"),
        Rule("number.pressure", rf"{BEFORE}(?<![\w/])(?P<a>[1-9]\d{{1,2}})/(?P<b>[1-9]\d{{1,2}})"
             rf"(?P<u>\s?mm\s?Hg)?(?![\w/]|[.,-]\d)", _pressure),
        Rule("number.height", r"(?<![\w.'’])(?P<f>[1-9])\s?['’′]\s?(?P<i>\d{1,2}(?:\.\d+)?)(?:½)"
             r"?\s?(?:[\"”″]|''|’’|′′)",
             lambda m: f"{cardinal(int(m['f']))} foot {number(m['i'])}"),
        Rule("number.degrees", rf"{BEFORE}(?P<sign>(?<![\w)])[-−–])?(?P<a>{_ROUND})\s?[°º]"
             rf"(?:\s?[CF])?\s?[–—-]\s?(?P<b>[-−]?{_ROUND})\s?[°º]\s?(?P<s>[CF])(?!\w)", _degrees),
        Rule("number.angles", r"(?<=\d[°º])\s?[–—-]\s?(?=\d{1,3}(?:\.\d+)?\s?[°º](?!\s?[CFK]))",
             lambda _: " to "),
        Rule("number.angle", rf"{BEFORE}(?P<sign>(?<![\w)°º′])[-−–+±]\s?)?(?P<d>{_ROUND})\s?°"
             rf"(?!\s?[CFK](?!\w))\s?(?:(?P<m>{_ROUND})\s?['’′]\s?)"
             rf"?(?:(?P<s>{_ROUND})\s?(?:[\"”″]|'')\s?)?(?P<p>(?:(?<=[\s\"”″'’′])|(?<=°))[NSEW])"
             rf"?(?![\w])",
             say.angle),
        Rule("number.feet", rf"{BEFORE}(?<![\w.'’])(?P<n>\d{{1,3}})\s?[′'’](?=-(?:tall|long|high|"
             rf"wide|deep))",
             lambda m: f"{number(m['n'])}-foot"),
        Rule("number.inches", rf"{BEFORE}(?<!\w)(?P<n>{N})(?:[″]|[\"”](?=\s(?:x|×|by|wide|long|"
             rf"deep|tall|high|thick|screen|record|"
             r"vinyl|pipe|single|disc|ruler|guns?|wheels?|in diameter)\b))", say.inches),
        Rule("number.prime-feet", rf"{BEFORE}(?<!\w)(?P<n>{N})(?:′|['’](?=\s?[x×]))(?!\s?\d)",
             lambda m: f"{number(m['n'])} feet"),
        Rule("number.prime-feet", r"(?<=['’]\s[x×]\s)(?P<n>\d{1,3})['’](?!\w|\s?\d)",
             lambda m: f"{number(m['n'])} feet"),
        Rule("number.feet-inches", rf"{BEFORE}(?P<f>\d+)\s?(?:ft|feet|foot)"
             rf"\.?,?\s?(?P<i>\d{{1,2}}(?:\.\d+)?)\s?(?P<in>in(?:ches|s)?\.?(?![\w]))",
             say.feet_inches),
        Rule("number.stones", rf"{BEFORE}(?P<n>\d+)\s?st\.?,?\s(?P<l>\d{{1,2}})\s?lbs?(?!\w)\.?",
             say.stones),
        Rule("number.power-ten", rf"{BEFORE}(?P<n>{N})\s?[x×·]\s?10(?:\^\(?(?P<e>[-−+]?\d+)\)?|"
             rf"(?P<u>[⁻⁺]?[⁰¹²³⁴-⁹]+))", say.power_ten),
        Rule("number.power-unit", rf"(?:(?<=[⁰¹²³⁴-⁹])|(?<=\^\d)|(?<=\^\d\d)|(?<=\^-\d\d))\s"
             rf"(?P<say>(?P<u>{unit})){end}", lambda m: say.name(m["u"], one=False), "any"),
        Rule("number.range-mixed", rf"{BEFORE}(?<![\w/])(?P<a>\d{{1,3}})(?P<af>[½¼¾⅓⅔⅛]?)\s?[-–]\s?"
             rf"(?P<b>\d{{0,3}})(?P<f>[½¼¾⅓⅔⅛]?)(?P<h>[\s-]?)(?P<u>{unit}){end}", say.range_mixed),
        Rule("number.times", rf"{BEFORE}(?<!\w)(?P<n>{N})[x×](?![\w])",
             lambda m: f"{number(m['n'])} {'X' if _is_sum(m) else 'times'}"),
        Rule("number.size", rf"{BEFORE}(?<![\w])(?P<a>{N})(?P<au>\s?(?:{_SIDE}))"
             rf"?\s?[x×]\s?(?P<b>{N})(?:\s?(?:{_SIDE})?\s?[x×]\s?(?P<c>{N}))?"
             rf"(?:(?P<h>[\s-]?)(?P<u>{_SIDE}))?{end}", say.size),
        Rule("number.by", r"(?<=[\d½¼¾⅓⅔⅛'’”″′\"])\s?[x×]\s?(?=[\d½¼¾])", lambda _: " by "),
        Rule("number.area", rf"{BEFORE}(?P<n>{N})(?P<big>\s(?:thousand|million|billion))"
             rf"?(?P<h>[\s-]?)(?P<sq>sq|cu)\.?[\s-]?(?P<u>{unit}){end}", say.area),
        _counts.people(language),
        Rule("number.unit-range", rf"{BEFORE}(?<![-–/A-Za-z])(?P<a>{N})(?:\s?(?P<au>{unit}))"
             rf"?{DASH}(?P<n>{N})(?P<big>\s(?:thousand|million|billion))?"
             rf"(?P<h>[\s-]?)(?P<u>{unit}){end}", say.range),
        Rule("number.group-unit", rf"{BEFORE}(?<![\w.,:/-])(?<!\d\s)"
             rf"(?P<n>\d{{1,3}}(?:\s\d{{3}}){{2,4}}|\d\d{{1,2}}\s\d{{3}}|\d\s000)"
             rf"(?P<h>\s)(?P<u>{unit}){end}",
             lambda m: say.number(m, number(re.sub(r"\s", "", m["n"])))),
        Rule("number.unit-mixed", rf"{BEFORE}(?<![\w/])(?:(?P<n>\d{{1,3}})[\s\u00a0-])"
             rf"?(?P<a>\d{{1,2}})[/⁄](?P<b>[234568]|1[026]|32|64)(?P<h>[\s-]?)(?P<u>{unit}){end}",
             say.mixed),
        Rule("number.inches-last", rf"{BEFORE}(?<!\w)(?P<n>{N})\s?in\.(?=[\"”’)\]]*(?:\s*\Z|"
             rf"\s+[\"“(]?[A-Z]))",
             _inches_last),
        Rule("number.unit", rf"{BEFORE}(?<![\d:/]-)(?<!\d/){sign}(?P<n>{N})(?P<f>\s?[½¼¾⅓⅔⅛])"
             rf"?(?P<big>\s(?:thousand|million|billion))?(?P<h>[\s-]?)(?P<u>{unit}){end}",
             say.unit),
        Rule("number.unit-fraction", rf"(?<![\w.,])(?P<f>[½¼¾⅓⅔⅛]|[1-9]/(?:[2-9]|1[06]|32))"
             rf"(?P<h>[\s-]?)(?P<u>{unit}){end}", say.part),
        Rule("number.rate", rf"(?<![\w/.])(?P<u>(?:[A-Za-zµμ]{{2,4}}|m)/"
             rf"(?:[a-zA-Z]{{1,3}}[²³]?)){end}",
             lambda m: (name, 0.9) if (name := say.name(m["u"], one=False)) else None, "any"),
        Rule("number.per", rf"(?<=[\w%¢])/(?P<u>{unit}){end}", say.per, "any"),
        Rule("number.per", r"(?<=g)/(?=\d[\d.]*\s?(?:ml|mL|l|L|dl|kg)(?!\w))",
             lambda _: " per "),
        Rule("number.unit-slash", r"(?<=[a-z])\s?/\s?(?=(?:\d[\d.,]*|[½¼¾⅓⅔])\s?[A-Za-z]{1,4}"
             r"(?![\w/]))",
             lambda _: ", "),
        Rule("number.unit-alone", r"(?<![\w/.])(?P<u>(?:[kcdm]?m|ft|mi|yd|in)[²³])(?![\w/])",
             lambda m: say.name(m["u"], one=word_before(m.string, m.start()) in ("a", "each")),
             "any"),
        Rule("number.per", r"(?<=\sa\s)(?P<u>km|kg|mm|cm|ml|kWh|kW|MW|lb|oz)(?!\w)",
             lambda m: say.name(m["u"], one=True), "nothing"),
        Rule("number.per", rf"(?<=\sper\s)(?P<u>{unit}){end}",
             lambda m: say.name(m["u"], one=True), "nothing"),
    )  # fmt: skip


class _Units:
    def __init__(self, language: Language) -> None:
        self._names: Mapping[str, list[str]] = language.words["units"]
        self._powered = frozenset(language.words["powered"]["units"].split())
        self._counting = Counting(language)
        self._starters = frozenset(language.abbreviations["ends"]["starters"])

    def name(self, written: str, *, one: bool) -> str | None:
        """The name of a unit, singular or plural: square metres per second squared."""
        whole = self._one(written, one=one)
        above, *below = written.split("/")
        if whole or not below:
            return whole
        names = [self._one(above, one=one), *(self._below(part) for part in below)]
        return " per ".join(name for name in names if name) if all(names) else None

    def _below(self, written: str) -> str | None:
        return written if written in _LENGTHS else self._one(written, one=True)

    def _one(self, written: str, *, one: bool) -> str | None:
        names = self._names.get(written) or self._names.get(written.rstrip("."))
        power = _POWERS.get(written[-1:], "") if not names else ""
        bare = written[:-1] if power else ""
        if power and bare in self._powered:
            names = self._names.get(bare)
        if not names or written == "in":
            return None
        said = names[0] if one else names[1]
        if not power:
            return said
        if said.startswith("second"):
            return f"{said} {'squared' if power == 'square' else 'cubed'}"
        return f"{power} {said}"

    def unit(self, m: re.Match[str]) -> Reading:
        dash = (
            m["u"] in ("m", "h") and words_after(m.string, m.end())[0].islower()
        )  # the 100-m dash
        if m["u"] in ("m", "l", "g", "s", "h", "t") and m["h"] == "-" and not dash:
            return None
        if m["u"] == "K" and (
            m["h"] != " " or _RACE.match(m.string, m.end()) or self._is_k(m)
        ):  # kelvins stand apart
            return None
        if m["u"][0] == "W" and _ADDRESS.match(m.string, m.end()):  # 55 W. 42nd St.
            return None
        if m["u"] == "s" and not m["h"] and _is_plural(m):
            return None
        alone = is_before_noun(m.string, m.start(), m.end())
        sign = _SIGNS.get((m["sign"] or "").strip(), "")
        one = alone or m["h"] == "-" or (m["n"] == "1" and not m["big"] and not m["f"])
        said = (
            number(m["n"])
            + (f" and {FRACTIONS[m['f'].strip()]}" if m["f"] else "")
            + (m["big"] or "")
        )
        sure = 0.95 if len(m["u"]) == 1 else 1.0
        return self._with(m, sign + said, one=one, sure=sure)

    def number(self, m: re.Match[str], said: str) -> Reading:
        """A number that is said so, with its unit."""
        return self._with(m, said, one=is_before_noun(m.string, m.start(), m.end()), sure=0.9)

    def _is_k(self, m: re.Match[str]) -> bool:
        return words_after(m.string, m.end())[0].endswith("s")

    def range_mixed(self, m: re.Match[str]) -> Reading:
        """A range with a fraction at one end: one to one and a half hours."""
        if not (m["af"] or m["f"]) or not (m["b"] or m["f"]):
            return None
        first = number(m["a"]) + (f" and {FRACTIONS[m['af']]}" if m["af"] else "")
        part = FRACTIONS[m["f"]] if m["f"] else ""
        last = " and ".join(said for said in (number(m["b"]) if m["b"] else "", part) if said)
        return self._with(m, f"{first} to {last}", one=m["h"] == "-")

    def _with(self, m: re.Match[str], said: str, *, one: bool, sure: float = 1.0) -> Reading:
        """A number with the unit behind it; None where that is no unit."""
        follows = m.string.startswith("-", m.end())  # 3m-high
        name = self.name(m["u"], one=one or follows)
        return (f"{said}{'-' if m['h'] == '-' or follows else ' '}{name}", sure) if name else None

    def per(self, m: re.Match[str]) -> Reading:
        """Behind a number or a word: 430 people/km²."""
        name = self.name(m["u"], one=True)
        return (
            f" per {name}"
            if name and (len(m["u"]) > 1 or m.string[m.start() - 1].isdigit())
            else None
        )

    def range(self, m: re.Match[str]) -> Reading:
        one = m["h"] == "-" or is_before_noun(m.string, m.start(), m.end())
        first = number(m["a"])
        if m["au"] and m["au"] != m["u"]:
            other = self.name(m["au"], one=m["a"] == "1")
            if not other:
                return None
            first += f" {other}"
        return self._with(m, f"{first} to {number(m['n'])}{m['big'] or ''}", one=one)

    def area(self, m: re.Match[str]) -> Reading:
        one = m["n"] == "1" or m["h"] == "-" or is_before_noun(m.string, m.start(), m.end())
        name = self.name(m["u"], one=one)
        shape = "square" if m["sq"] == "sq" else "cubic"
        joint = "-" if m["h"] == "-" else " "
        return f"{number(m['n'])}{m['big'] or ''}{joint}{shape} {name}" if name else None

    def part(self, m: re.Match[str]) -> Reading:
        said, name = FRACTIONS.get(m["f"]), self.name(m["u"], one=True)
        if not said or not name:
            return None
        if said == "a half":
            return f"half-{name}" if m["h"] == "-" else f"half a {name}"
        return f"{said} of a {name}"

    def mixed(self, m: re.Match[str]) -> Reading:
        """A fraction of a unit, alone or behind a whole number: two and three quarter inches."""
        top, bottom = int(m["a"]), int(m["b"])
        if not 0 < top < bottom:
            return None
        ahead = is_before_noun(m.string, m.start(), m.end())
        name = self.name(m["u"], one=not m["n"] or m["h"] == "-" or ahead)
        if not name:
            return None
        said = fraction(top, bottom)
        if m["n"]:
            return f"{number(m['n'])} and {said}{m['h'] or ' '}{name}"
        if m["h"] == "-":
            return f"{said.removeprefix('a ')}-{name}"
        if ahead:
            return f"{said.removeprefix('a ')} {name}"
        of = "" if said == "a half" else " of"
        return f"{said.removeprefix('a ') if not of else said}{of} {article(name)} {name}"

    def inches(self, m: re.Match[str]) -> Reading:
        one = m["n"] == "1" or is_before_noun(m.string, m.start(), m.end())
        return f"{number(m['n'])} {'inch' if one else 'inches'}", 0.9

    def feet_inches(self, m: re.Match[str]) -> Reading:
        feet = f"{number(m['f'])} {'foot' if m['f'] == '1' else 'feet'}"
        said = f"{feet} {number(m['i'])} {'inch' if m['i'] == '1' else 'inches'}"
        ended = m["in"].endswith(".") and ends_sentence(m.string, m.end(), self._starters)
        return said + ("." if ended else "")

    def stones(self, m: re.Match[str]) -> Reading:
        pounds = f"{number(m['l'])} {'pound' if m['l'] == '1' else 'pounds'}"
        ended = m[0].endswith(".") and ends_sentence(m.string, m.end(), self._starters)
        return f"{number(m['n'])} stone {pounds}{'.' if ended else ''}"

    def angle(self, m: re.Match[str]) -> Reading:
        sign = _SIGNS.get((m["sign"] or "").strip(), "")
        parts = [f"{sign}{number(m['d'])} {'degree' if m['d'] == '1' else 'degrees'}"]
        bare = not (m["m"] or m["s"] or m["p"])
        if bare and is_before_noun(m.string, m.start(), m.end()):
            parts = [f"{sign}{number(m['d'])} degree"]
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
        sum_ = _SUM_NEXT.match(m.string, m.end()) or _SUM_LAST.search(
            m.string, max(0, m.start() - 3), m.start()
        )
        link = " times " if sum_ and not m["u"] else " by "
        said = link.join(number(m[key]) for key in ("a", "b", "c") if m[key])
        if not m["u"]:
            return said
        after = words_after(m.string, m.end())[0]
        one = m["h"] == "-" or is_before_noun(m.string, m.start(), m.end())
        one = one or (after.islower() and after[-1] == "s" and self._counting.is_counted(after))
        if m["u"].rstrip(".") == "in":
            return f"{said}{m['h'] or ' '}{'inch' if one else 'inches'}"
        return self._with(m, said, one=one) or f"{said} {m['u']}"


def _is_sum(m: re.Match[str]) -> bool:
    """Whether the sign stands in a sum, and so is a letter: f(x) = 2x."""
    before = m.string[max(0, m.start() - 3) : m.start()].rstrip()
    return bool(_SUM.match(m.string, m.end()) or before[-1:] in tuple("=+−<>≤≥"))


def _degrees(m: re.Match[str]) -> Reading:
    """A range of temperatures with the sign of degrees at both ends."""
    first = f"{'minus ' if m['sign'] else ''}{number(m['a'])}"
    last = number(m["b"].lstrip("-−"))
    return f"{first} to {'minus ' if m['b'][0] in '-−' else ''}{last} {_SCALES[m['s']]}"


def _inches_last(m: re.Match[str]) -> Reading:
    if _NAMED.search(m.string, max(0, m.start() - 20), m.start()):  # plug your PlayStation 4 in
        return None
    return f"{number(m['n'])} {'inch' if m['n'] == '1' else 'inches'}."


_NAMED = re.compile(r"(?<!\w)[A-Z][A-Za-z]+\s\Z")
_SUM_NEXT = re.compile(r"\s?[=+÷−]|\s[-–]\s")
_SUM_LAST = re.compile(r"(?:[=+÷−]|\s[-–])\s?\Z")
_RACE = re.compile(r"\s(?:race|run|walk|relay|event|times)\b")
_SUM = re.compile(r"\s?[²³]?\s?[=+−<>≤≥]|\s[-–]\s")
_ADDRESS = re.compile(r"\s(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][a-z]+\s(?:St|Ave|Blvd|Rd|Dr|Street))")
_SCALES = {"C": "degrees Celsius", "F": "degrees Fahrenheit"}
_PRESSURE = re.compile(r"(?:pressure|BP|B\.P\.)[^.;:!?\n]{0,48}\Z")


def _pressure(m: re.Match[str]) -> Reading:
    """A pressure of the blood: one hundred and twenty over eighty."""
    if not m["u"] and not _PRESSURE.search(m.string, max(0, m.start() - 60), m.start()):
        return None
    tail = " millimetres of mercury" if m["u"] else ""
    return f"{number(m['a'])} over {number(m['b'])}{tail}"


def fraction(top: int, bottom: int) -> str:
    """A half, three quarters, seven sixteenths."""
    name = {2: "half", 4: "quarter"}.get(bottom) or ordinal(bottom)
    if top == 1:
        return f"{article(name)} {name}"
    return f"{cardinal(top)} {name}s"


def article(name: str) -> str:
    """The article before a word."""
    return "an" if name.startswith(("hour", "inch", "ounce", "acre", "eighth", "eleventh")) else "a"


def _is_plural(m: re.Match[str]) -> bool:
    """Whether the s at a number is no second: 747s, 100s, iPhone 6s."""
    large = len(m["n"]) > 2 and m["n"].isdigit()
    return large or bool(BRAND.search(m.string, max(0, m.start() - 8), m.start()))
