"""Numbers alone: ordinals, fractions, ratios, scores, ranges, sums, counts."""

import re

from tts._digits import value
from tts._rules import Language, Reading, Rule
from tts.languages.en._context import BEFORE, N, word_before
from tts.languages.en._numbers import cardinal, model, number, ordinal, plural, two, whole
from tts.languages.en._signs import exponent
from tts.languages.en._units import BRAND

_TH = r"(?:st|nd|rd|th|ST|ND|RD|TH)"
_SIGNS = {
    "~": "about", "≈": "about", "∼": "about", "<": "less than", ">": "greater than",
    "≤": "at most", "≥": "at least", "±": "plus or minus", "+": "plus",
}  # fmt: skip
_PARTS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 32, 64, 100, 1000))
_SAID_SO = {
    "9/11": "nine eleven", "24/7": "twenty-four seven",
    "50/50": "fifty-fifty", "50-50": "fifty-fifty",
    "20/20": "twenty-twenty", "20-20": "twenty-twenty",
    "7/7": "seven seven", "4/4": "four-four", "6/8": "six-eight",
    "3/4": "three-four", "2/4": "two-four", "2/2": "two-two", "3/8": "three-eight",
    "5/4": "five-four", "7/8": "seven-eight", "9/8": "nine-eight", "12/8": "twelve-eight",
}  # fmt: skip
_NAMED = re.compile(r"(?<!\w)[A-Z][a-z]+\s\Z")
_RATED = re.compile(
    r"(?:rated|rates?|scored|scores?|scoring|gave (?:it|them|him|her)|got|marks?|"
    r"rating|rating of|score of)\s(?:an?\s|it\s)?\Z"
)
_PORTION = (
    r"pints?|cups?|miles?|hours?|inch|pound|tsp|tbsp|teaspoons?|tablespoons?|dozen|bottles?|yards?|acre|"
    r"ounce|day|tablet|pill|slice|glass|loaf|page|kilo|litre|liter|metre|meter|kilometre|kilometer|ton|"
    r"tonne|century|year|month|week|minute|onion|lemon|lime|orange|apple|banana|avocado|cucumber|"
    r"packet|tin|can|jar|gallon|quart|stick|block|bag|box|bunch|portion|serving|degree|point|share|"
    r"turn|foot|head|cupful|spoonful|teaspoonful|tablespoonful|bar|barrel|bushel"
)
_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒"


def rules(_language: Language) -> tuple[Rule, ...]:
    """Whatever is a number and nothing more particular."""
    return (
        Rule("number.ordinal", rf"(?<![\w.,])(?P<n>\d{{1,15}}|\d{{1,3}}(?:,\d{{3}})+){_TH}(?!\w)",
             lambda m: ordinal(whole(m["n"]))),
        Rule("number.ordinal-spaced", r"(?<![\w.,£$])(?P<n>\d{1,3})\s(?P<s>th|nd|rd)(?![\w.])",
             lambda m: (ordinal(int(m["n"])), 0.8)),
        Rule("number.ordinal-spaced", r"(?<![\w.,£$])(?P<n>\d?1)\sst"
             r"(?=\s(?:of|day|[A-Z][a-z]+|century)\b)",
             lambda m: (ordinal(int(m["n"])), 0.7)),
        Rule("number.ordinal-old", r"(?<![\w.,£$])(?P<n>\d+[23]d(?!\w)|[23]d(?=\s[A-Z][a-z]+|"
             r"\s(?:of|regiment|battalion|edition|ed)\b))",
             lambda m: (ordinal(int(m["n"][:-1])), 0.8)),
        Rule("number.calibre", r"(?<=\s)\.(?P<n>22|25|32|38|44|45|50|303|357)(?=[’']?s(?!\w)|"
             r"-?\s?cal|[\s-](?:calibre|caliber|revolver|pistol|rifle|gun|Colt|Magnum|automatic|bullet|special|"
             r"handgun|round|Winchester))", _calibre),
        Rule("number.calibre", r"(?<=Colt )\.(?P<n>\d\d)(?!\d)", _calibre),
        Rule("number.age", rf"{BEFORE}(?<![\w-])(?P<a>\d{{1,3}})(?:\s?[-–]\s?|-to-|-or-)"
             rf"(?P<n>\d{{1,3}})(?=-(?:years?|months?|weeks?|days?|hours?|minutes?)-?)", _age),
        Rule("number.plural", r"(?<![\w.,])(?P<n>\d{1,4})(?P<s>’s|'s|s)(?!\w)", _plural),
        Rule("number.er", r"(?<![\w.,])(?P<n>\d\d)ers(?!\w)",
             lambda m: cardinal(int(m["n"])).removesuffix("e") + "ers"),
        Rule("number.said-so", rf"(?<![\d/.-])(?:{'|'.join(map(re.escape, _SAID_SO))})(?![\d/-])"
             rf"(?!\s(?:inch|in\.|of an?|cup|mile))", _said_so),
        Rule("number.agent", r"(?<!\w)(?i:agent|bond|bond,|movie)\s(?P<say>007)(?!\w)",
             lambda _: "double oh seven"),
        Rule("number.odds", r"(?<!\w)(?i:odds|priced|backed|starting\sprice|"
             r"(?:won|started|favou?rite|sent\soff|outsider)\sat)(?:\s[a-z]+){0,4}\s"
             r"(?P<say>(?P<a>\d{1,4})/(?P<b>\d{1,2}))(?![\w/]|[.,-]\d)", _odds),
        Rule("number.odds", r"(?<![\w/.,-])(?P<say>(?P<a>\d{1,4})/(?P<b>\d))"
             r"(?=\s(?:shot|favou?rite|outsider|chance|odds|against|on\sto\swin|winner)\b)", _odds),
        Rule("number.mixed", rf"(?:(?<![\d.,])(?P<n>\d{{1,9}})[\s\u00a0-]?)?(?P<f>[{_VULGAR}])"
             rf"(?P<of>\s(?=(?:{_PORTION})\b))?", _vulgar),
        Rule("number.split", r"(?<![\w/.,-])(?P<a>[1-9]0|[1-9]5)/(?P<b>[1-9]0|[1-9]5)"
             r"(?=\s(?:split|ratio|mix|blend|deal|chance|rule|share))", _split),
        Rule("number.rated", rf"{BEFORE}(?<![/\w])(?P<a>\d{{1,3}}(?:\.\d)?)/(?P<b>5|10|20|100)"
             rf"(?![\d/\w]|\.\d)", _rated),
        Rule("number.of", r"(?<!\w)(?i:steps?|page|part|slide|sheet|episode|day|stage|level|image|"
             r"photo|lesson|disc|disk|track)\s(?P<say>(?P<a>\d{1,3})/(?P<b>\d{1,3}))(?![\w/]|[.,-]\d)",
             _of),
        Rule("number.fraction", rf"{BEFORE}(?<![/\w])(?:(?P<n>\d{{1,4}})[ -])?(?P<a>\d{{1,3}})"
             rf"[/⁄](?P<b>\d{{1,4}})(?P<th>th|ths|rd|rds|nds?)?(?![\w/]|[.,]\d|-\d)"
             rf"(?P<of>\s(?=(?:{_PORTION})\b))?",
             _fraction),
        Rule("number.slashed", rf"{BEFORE}(?<![/\w])(?P<a>\d{{1,9}})/(?P<b>\d{{1,9}})(?![\d/])",
             lambda m: (f"{number(m['a'])} slash {number(m['b'])}", 0.6)),
        Rule("number.scale", rf"{BEFORE}(?<!:)1:(?P<b>\d{{1,3}}(?:[, ]\d{{3}})+|\d{{3,7}})"
             rf"(?!\w|:\w)", lambda m: f"one to {number(m['b'])}"),
        Rule("number.foreign", rf"{BEFORE}(?<!\w)\d{{1,3}}(?:\.\d{{3}})+,\d{{1,2}}(?![\d,.]\d|\w)",
             lambda m: number(m[0])),
        Rule("number.foreign", rf"{BEFORE}(?<!\w)\d{{1,3}}(?:[’']\d{{3}})+(?!\d|\w)",
             lambda m: cardinal(whole(m[0]))),
        Rule("number.exponent", r"(?<![\w.,])(?P<n>\d+(?:\.\d+)?)[eE](?P<e>[-+]?\d{1,3})(?!\w)",
             lambda m: f"{number(m['n'])} times ten to the power of {exponent(m['e'])}"),
        Rule("number.ratio", rf"{BEFORE}(?<!:)(?P<a>{N}):(?P<b>{N})(?:(?::)(?P<c>{N}))?(?!\w|:\w)",
             lambda m: (" to ".join(number(m[k]) for k in "abc" if m[k]), 0.7)),
        Rule("number.tennis", r"(?<![\d.,-])(?P<say>(?P<a>[0-7])[-–](?P<b>[0-7]))"
             r"(?=(?:\s?\(\d+(?:[-–]\d+)?\))?,\s(?:and\s)?[0-7][-–][0-7](?![-–\d]))", _set),
        Rule("number.tennis", r"(?<=[0-7][-–][0-7],\s)(?P<say>(?P<a>[0-7])[-–](?P<b>[0-7]))"
             r"(?![-–\d])", _set),
        Rule("number.sum", rf"{BEFORE}(?P<n>{N})\s?[-−–]\s?(?=(?:\d[\d.,]*)\s?=)",
             lambda m: f"{number(m['n'])} minus "),
        Rule("number.product", rf"{BEFORE}(?P<n>{N})\s?[*·∙⋅]\s?(?=\d)",
             lambda m: f"{number(m['n'])} times "),
        Rule("number.power", rf"(?:(?<!\w)(?P<b>{N}|[a-zA-Z]))(?:\^\(?(?P<e>[-−]?(?:\d+|[a-z]))\)"
             rf"?|(?P<u>[⁻⁺]?[⁰¹²³⁴-⁹]+))(?!\w)", _power),
        Rule("number.group", rf"{BEFORE}(?<![\w.,:/-])(?<!\d\s)\d{{1,3}}(?:\s\d{{3}})"
             rf"{{1,5}}(?![\d/-]|:\d|\s\d|[.,]\d{{3}})", _grouped),
        Rule("number.compound", rf"{BEFORE}(?<![\w$£€-])(?P<n>{N})(?=-(?!\d)[A-Za-z]{{2}})",
             lambda m: (number(m["n"]))),
        Rule("number.range", rf"{BEFORE}(?<![-–—/])(?<![^\W\d_])(?P<a>{N})\s?[-–‑]\s?(?P<b>{N})"
             rf"(?![-–/]?\d|\w)", _range),
        Rule("number.range-dash", rf"{BEFORE}(?<![-–—/\w])(?P<a>{N})—(?P<b>{N})(?![-–—/]?\d|\w)",
             _range),
        Rule("number.range-big", r"(?<=illion)\s?[-–]\s?(?=[$£€]?\d)", lambda _: " to "),
        Rule("number.negative", rf"(?<![\w.,)\]\"”’])(?<![\d]\s)[-−–](?P<n>{N})(?!\w)",
             lambda m: (f"minus {number(m['n'])}", 0.8)),
        Rule("number.about", rf"(?<!\w)(?P<s>[~≈∼<>≤≥±+])\s?(?P<n>{N})(?!\w)", _signed),
        Rule("number.decimal-comma", rf"{BEFORE}(?P<a>\d{{1,3}}),(?P<b>\d{{1,2}})(?![\d,])",
             lambda m: (f"{number(m['a'])} point {' '.join(number(d) for d in m['b'])}", 0.5)),
        Rule("number.factorial", r"(?<![\w.,])(?P<n>\d{1,3})!(?=\s?[=+×*/÷−])",
             lambda m: f"{number(m['n'])} factorial"),
        Rule("number.plain", rf"{BEFORE}(?<![^\W_])(?:{N})(?![^\W_])", lambda m: number(m[0])),
    )  # fmt: skip


def _calibre(m: re.Match[str]) -> Reading:
    n = int(m["n"])
    return cardinal(n) if n < 100 else f"{cardinal(n // 100)} {two(n % 100)}"


def _age(m: re.Match[str]) -> Reading:
    link = "or" if "or" in m[0] else "to"
    return f"{cardinal(int(m['a']))}-{link}-{cardinal(int(m['n']))}"


def _plural(m: re.Match[str]) -> Reading:
    """Tools and guns by their numbers (the 49's); a possessive where a word follows."""
    n = int(m["n"])
    tens = n % 10 == 0 and n not in (100, 1000)
    if m["s"] == "s" and (tens or BRAND.search(m.string, max(0, m.start() - 8), m.start())):
        return None
    if n in (100, 1000):
        return "hundreds" if n == 100 else "thousands"
    if m["n"][0] == m["n"][-1] == "7" and len(m["n"]) == 3:
        return plural(model(m["n"]))
    said = cardinal(n) if n < 1000 else f"{cardinal(n // 100)} {two(n % 100)}"
    named = _NAMED.search(m.string, max(0, m.start() - 16), m.start())
    if m["s"] != "s" and (n > 999 or named) and re.match(r"\s[A-Za-z]", m.string[m.end() :]):
        return f"{said}'s"
    return plural(said), 0.7


def _said_so(m: re.Match[str]) -> Reading:
    if (
        m[0][-1] in "248"
        and m[0] != "24/7"
        and "/" in m[0]
        and not re.match(r"\s(?:time|beat|rhythm|metre|meter|bar)", m.string[m.end() :])
    ):
        return None
    if m[0] in ("20/20", "20-20") and not re.match(
        r"\s(?:vision|hindsight|eyesight)", m.string[m.end() :]
    ):
        return None
    return _SAID_SO[m[0]]


def _vulgar(m: re.Match[str]) -> Reading:
    top, bottom = value(m["f"])
    said = _parts(top, bottom)
    if m["n"]:
        joint = {"one half": "a half", "one quarter": "a quarter", "one third": "a third"}.get(
            said, said
        )
        if said == "one quarter" or said == "one third":
            joint = "a " + said.split()[1]
        return f"{number(m['n'])} and {joint}" + ("" if not m["of"] else " ")
    if not m["n"] and said == "one half" and _HALF.match(m.string, m.end()):
        return "half"
    if m["of"]:
        return _of_one(m, said)
    return said


def _of_one(m: re.Match[str], said: str) -> str:
    """A share of what follows: half a mile, three quarters of a cup, a quarter mile."""
    before = word_before(m.string, m.start())
    halves = ("the", "every", "each") if said in ("one half", "one quarter") else ()
    if said.startswith("one ") and before in ("a", "an", *halves):
        return said.removeprefix("one ") + " "
    if before in ("a", "an", "the", "every", "each"):
        return said.replace(" ", "-").removesuffix("s") + " "
    return f"half {_article(m)} " if said == "one half" else f"{said} of {_article(m)} "


_HALF = re.compile(r"\s(?:an?|of|the|price|full|empty|way|open|board|term|past|time|day|moon)\b")
_VOWELS = ("hour", "inch", "ounce", "acre", "onion", "orange", "apple", "avocado")


def _article(m: re.Match[str]) -> str:
    return "an" if m.string[m.end() :].startswith(_VOWELS) else "a"


def _parts(top: int, bottom: int) -> str:
    name = {2: "half", 4: "quarter"}.get(bottom) or ordinal(bottom).removeprefix("one ")
    if top != 1:
        name = "halves" if bottom == 2 else name + "s"
    return f"{cardinal(top)} {name}"


def _rated(m: re.Match[str]) -> Reading:
    before = m.string[max(0, m.start() - 16) : m.start()]
    if not _RATED.search(before) and "." not in m["a"]:
        if m["b"] == "100" and len(m["a"]) == 2:
            return f"{number(m['a'])} out of one hundred", 0.7
        return None
    return f"{number(m['a'])} out of {number(m['b'])}", 0.8


def _odds(m: re.Match[str]) -> Reading:
    return f"{number(m['a'])} to {number(m['b'])}", 0.9


def _of(m: re.Match[str]) -> Reading:
    """Where one is in a row: step two of three."""
    return f"{number(m['a'])} of {number(m['b'])}" if int(m["a"]) <= int(m["b"]) else None


def _fraction(m: re.Match[str]) -> Reading:
    top, bottom = int(m["a"]), int(m["b"])
    if (
        (bottom not in _PARTS and not m["th"])
        or not top
        or bottom < 2
        or m["b"][0] == "0"
        or m["a"][0] == "0"
    ):
        return None
    said = _parts(top, bottom)
    if m["n"]:
        return (
            f"{number(m['n'])} and {said.replace('one half', 'a half')}{' ' if m['of'] else ''}",
            0.9,
        )
    if not m["n"] and said == "one half" and _HALF.match(m.string, m.end()):
        return "half"
    if m["of"]:
        return _of_one(m, said)
    if m.string.startswith("-", m.end()):
        joined = said.removeprefix("one ").replace(" ", "-")  # 1/2-inch
        return joined.removesuffix("s") if bottom == 4 else joined
    return said, 0.9 if top < bottom else 0.6


def _split(m: re.Match[str]) -> Reading:
    """Shares of a hundred: a sixty-forty split."""
    a, b = int(m["a"]), int(m["b"])
    return f"{cardinal(a)}-{cardinal(b)}" if a + b == 100 else None


def _set(m: re.Match[str]) -> Reading:
    a, b = int(m["a"]), int(m["b"])
    if max(a, b) < 6 or abs(a - b) > 6:
        return None
    return f"{'love' if not a else cardinal(a)} {'love' if not b else cardinal(b)}", 0.8


def _power(m: re.Match[str]) -> Reading:
    written = m["e"] or m["u"]
    base = number(m["b"]) if m["b"][-1].isdigit() else m["b"]
    if m["b"].isalpha() and m["u"] and m["b"].isupper() and len(written) == 1 and written == "¹":
        return None
    said = exponent(written) if not written.isalpha() else written
    if said in ("two", "three"):
        return f"{base} {'squared' if said == 'two' else 'cubed'}"
    return f"{base} to the power of {said}"


def _grouped(m: re.Match[str]) -> Reading:
    groups = m[0].split()
    if len(groups) == 2 and word_before(m.string, m.start()) in (
        "in",
        "room",
        "no",
        "number",
        "page",
        "and",
    ):
        return None
    return number("".join(groups)), 0.9 if len(groups) > 2 else 0.7


def _range(m: re.Match[str]) -> Reading:
    return f"{number(m['a'])} to {number(m['b'])}", 0.9


def _signed(m: re.Match[str]) -> Reading:
    return f"{_SIGNS[m['s']]} {number(m['n'])}", 0.9
