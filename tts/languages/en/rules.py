"""What English says for numbers, names, abbreviations and capitals, the most particular first."""

import re
import unicodedata
from functools import lru_cache

from tts._rules import Language, Reading, Rule
from tts.languages.en import (
    _capitals,
    _codes,
    _dates,
    _figures,
    _money,
    _names,
    _references,
    _roman,
    _times,
    _units,
)
from tts.languages.en._context import ends_sentence
from tts.languages.en._numbers import EnglishNumbers, model, plural, year

_GREEK = "αβγδεζηθικλμνξοπρσςτυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩµ"


@lru_cache(maxsize=16)
def numbers(_language: Language) -> EnglishNumbers:
    """How English says numbers."""
    return EnglishNumbers()


def rules(language: Language) -> tuple[Rule, ...]:
    """The rules of English, in the order they are tried."""
    starters = frozenset(language.abbreviations["ends"]["starters"])
    references = language.abbreviations["references"]
    before = {**language.abbreviations["before_digit"], **language.abbreviations["before_figure"]}
    short = "|".join(re.escape(k.rstrip(".")) for k in before if k[0].islower())
    return (
        *_roman.places(language),
        *_references.rules(language),
        Rule("number.thousands", r"(?<![\w.,])(?P<n>1|10|100),(?P<z>000)(?:,(?P<m>000))?s(?!\w)",
             _thousands),
        *_codes.rules(language),
        *_dates.rules(language),
        Rule("code.word-number", r"(?<=[a-z])[-‐‑](?P<n>\d{1,4})(?!\w|[.,-]\d)", _after_word),
        Rule("symbol.stars", r"(?<![\w.,])(?P<n>[1-7])(?:\*|\s?★)(?=[\s-]?[a-z]{3,})",
             lambda m: f"{model(m['n'])} star"),
        Rule("number.ages", r"(?<!\w)(?i:under|over)[\s\u00a0-](?P<say>(?P<n>\d{1,2})[’']?s)(?!\w)",
             lambda m: plural(model(m["n"]))),
        *_times.rules(language),
        *_money.rules(language),
        *_units.rules(language),
        *_figures.rules(language),
        Rule("abbreviation.number", r"(?<!\w)(?P<w>[nN]os?)(?P<dot>\.?)(?=\s?(?:\d|#|"
             r"[IVXLC]{2,}(?![A-Za-z])|[ivxlc]+(?![A-Za-z])))",
             lambda m: _number(m, references), "nothing"),
        *_roman.rules(language),
        Rule("abbreviation.reference", rf"(?<![\w.’'])(?P<w>(?i:{short}))"
             rf"\.(?=\s?(?:(?:[ivx][ivxlcd]*|[cld][ivxlcd]+)(?![A-Za-z]|\.\w)|\[?\d|§))",
             lambda m: _reference(m, before), "dot"),
        Rule("abbreviation.coordinate", r"(?<!\w)(?P<w>[lL]at|[lL]ong?)\.?"
             r"(?=\s\d{1,3}(?:\.\d+)?\s?°)",
             lambda m: ("L" if m["w"][0] == "L" else "l")
             + ("atitude" if m["w"][1] == "a" else "ongitude"), "nothing"),
        Rule("abbreviation.number-of", r"(?<!\w)(?P<say>[nN]os?\.)(?=\sof\s(?!course))",
             lambda m: ("N" if m["say"][0] == "N" else "n") + "umber"
             + ("s" if len(m["say"]) > 3 else ""), "dot"),
        Rule("abbreviation.number-of", r"(?<!\w)(?P<say>[rR]ef\.?)(?=\s(?:[nN]o\.|[nN]umber|code))",
             lambda m: m["say"][0] + "eference", "nothing"),
        Rule("symbol.over", r"(?<![\w/.])(?P<a>[a-zA-Z])/(?P<b>[a-zA-Z])(?=\s?[=+−])",
             lambda m: f"{m['a']} over {m['b']}", "any"),
        Rule("abbreviation.word", r"(?<![\w.])(?P<say>(?:art|add|app|cap|doc|pop|op|prop|min|ex|"
             r"fig|tab|def|arts|figs|apps|docs|caps)\.)(?=\sI(?:[’']\w|\s[a-z]))",
             lambda m: m["say"], "dot"),
        Rule("abbreviation.number-of", r"(?<!\w)(?:[A-Z]{2,4}|(?i:tel\.?|ref\.?|card|account|acct|"
             r"phone|serial|policy|membership|ticket|order|passport|invoice|catalogue|shelf|call|room|case|"
             r"file|licen[cs]e|registration|flight|part|model|reference|tax|customer|contact|fax|house|"
             r"docket|batch|page|issue|lot|claim|booking|tracking|item|roll|report))\s"
             r"(?P<say>[nN]o\.)(?=\s[a-z(]|\s[A-Z]{1,3}\s?\d|:)",
             lambda m: "Number" if m["say"][0] == "N" else "number", "dot"),
        Rule("abbreviation.percent", r"(?<=\d\s)(?P<say>p\.\s?c\.|pct\b\.?)",
             lambda m: _percent(m, starters), "dot"),
        Rule("abbreviation.letter-head", r"(?m)(?:^|(?<=[.;,]\s))(?P<w>RE|Re|cc|CC|bcc|BCC)(?=:\s)",
             lambda m: " ".join(m["w"].upper()) if m["w"].lower() != "re" else "Re", "any"),
        Rule("abbreviation.edition", r"(?:\d(?:st|nd|rd|th)|(?i:first|second|third|fourth|fifth|"
             r"new|rev\.|revised|enlarged))\s(?P<say>ed(?:n|it)?\.)", _edition, "dot"),
        Rule("abbreviation.revised", r"(?<!\w)(?P<w>[rR])ev\.(?=\s(?:and\s|&\s|"
             r"[2-9](?:nd|rd|th)\s)?(?:enl\.\s)?(?:ed\.|edn|edition))",
             lambda m: "Revised" if m["w"] == "R" else "revised", "dot"),
        Rule("abbreviation.floor", r"(?<=\d(?:st|nd|rd|th)\s)(?P<say>[fF]l\.)", _floor, "dot"),
        Rule("abbreviation.lettered", r"(?<!\w)(?P<w>App|Fig|Pt|Sect|Sec|Ex|Art|Pl|Ch)\."
             r"(?=\s[A-H](?![\w.’']))",
             lambda m: _reference(m, before), "dot"),
        Rule("abbreviation.page", r"(?<=[,;(]\s)(?P<w>pp?)(?=\s\d)",
             lambda m: "page " if m["w"] == "p" else "pages ", "digit"),
        *_names.rules(language),
        Rule("symbol.about", r"(?<!\w)[~≈]\s?(?=[£$€¥])", lambda _: "about ", "any"),
        Rule("symbol.sums", r"(?<=\d)\s?/\s?(?=[£$€]\d)", lambda _: ", "),
        Rule("symbol.per", r"(?<=[\w%])/(?=(?:hour|hr|day|week|month|year|yr|night|acre|person|"
             r"head|kg|lb|gallon|share|barrel|ton|tonne|litre|mile|minute|min|second|sec|unit|"
             r"user)(?!\w))",
             _per, "any"),
        Rule("symbol.stars", "(?P<n>★{1,5})(?P<o>☆{0,4})", _stars, "any"),
        Rule("symbol.copyright", r"(?<=[cC]opyright\s)©", lambda _: "", "any"),
        Rule("symbol.paragraph", r"¶\s?(?=\d)", lambda _: "paragraph ", "any"),
        Rule("symbol.sections", r"§§\s?(?=\d)", lambda _: "sections ", "any"),
        Rule("symbol.section", r"§\s?(?=\d)", lambda _: "section ", "any"),
        Rule("symbol.key", r"(?P<say>[#*])(?:(?<=\b[pP]ress\s.)|(?<=\b[oO]r\s.)|(?<=\b[tT]he\s.)|"
             r"(?<=\b[hH]it\s.)|(?<=\b[dD]ial\s.))"
             r"(?=\s(?:to|for|key|sign|button|symbol|and|or)\b|[.,;])",
             lambda m: "hash" if m["say"] == "#" else "star", "any"),
        Rule("money.sign", r"(?<=\b[tT]he\s)(?P<say>[£$€¥])(?=\s[a-z]|[.,;:!?)]|\s*\Z)",
             lambda m: language.words["money"][m["say"]][0], "any"),
        Rule("symbol.root", r"(?<=\b[tT]he\s)√\s?(?=\d)", lambda _: "square root of ", "any"),
        Rule("symbol.path", r"(?<=[A-Za-z])\s[>›»]\s(?=[A-Z])", lambda _: ", ", "any"),
        Rule("symbol.greek", rf"(?<![^\W\d_])[{_GREEK}](?![^\W\d_])", _greek, "nothing"),
        Rule("symbol.greek", rf"(?<![^\W\d_])[{_GREEK}](?=[a-zA-Z][²³]?(?![^\W\d_]))",
             _greek, "nothing"),
        Rule("symbol.flag", "[\U0001f1e6-\U0001f1ff]{2}", _flag, "any"),
        Rule("symbol.picture", "[\u2600-\u26ff\u2700-\u27bf\U0001f300-\U0001faff]"
             "[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*",
             lambda m: None if m[0][0] in language.symbols else _picture(m), "any"),
        *_capitals.rules(language),
    )  # fmt: skip


def _after_word(m: re.Match[str]) -> Reading:
    """The number behind a word's hyphen: carbon-14, mid-2003."""
    if len(m["n"]) == 4 and 1100 <= int(m["n"]) < 2100:
        return "-" + year(int(m["n"]))
    return " " + model(m["n"])


def _number(m: re.Match[str], words: dict[str, str]) -> Reading:
    if not m["dot"] and m["w"][0] == "n":
        return None
    if not m["dot"] and not re.match(r"\s?\d", m.string[m.end() :]):
        return None
    said = words.get(m["w"].lower() + ".", "number")
    return said.capitalize() if m["w"][0] == "N" else said


def _reference(m: re.Match[str], words: dict[str, str]) -> Reading:
    said = words.get(m["w"] + ".") or words.get(m["w"].lower() + ".")
    if said is None:
        return None
    return said.capitalize() if m["w"][0].isupper() else said


def _edition(m: re.Match[str]) -> Reading:
    return "edition." if not m.string[m.end() :].strip("\"'”’») ") else "edition"


def _percent(m: re.Match[str], starters: frozenset[str]) -> Reading:
    ended = m["say"].endswith(".") and ends_sentence(m.string, m.end(), starters)
    return "percent." if ended else "percent"


def _floor(m: re.Match[str]) -> Reading:
    said = "Floor" if m[0][0] == "F" else "floor"
    return said + ("." if not m.string[m.end() :].strip("\"'”’») ") else "")


_SUM = re.compile(r"[\d$£€][\d.,]*\Z")


def _per(m: re.Match[str]) -> Reading:
    """A rate: $10/hour."""
    return " per " if _SUM.search(m.string, max(0, m.start() - 12), m.start()) else None


def _thousands(m: re.Match[str]) -> Reading:
    """Thousands, tens of thousands, hundreds of millions."""
    many = "millions" if m["m"] else "thousands"
    front = {"1": "", "10": "tens of ", "100": "hundreds of "}[m["n"]]
    return front + many


def _greek(m: re.Match[str]) -> Reading:
    """A Greek letter alone, by its name."""
    name = unicodedata.name(m[0])
    if name == "MICRO SIGN":
        return "micro"
    return name.rpartition("LETTER ")[2].lower().replace("final ", "").replace(
        "lamda", "lambda"
    ), 0.9


def _stars(m: re.Match[str]) -> Reading:
    """A rating: three stars out of five."""
    if len(m[0]) < 2:
        return None
    of = f" out of {model(str(len(m[0])))}" if m["o"] else ""
    return f"{model(str(len(m['n'])))} star{'s' if len(m['n']) > 1 else ''}{of}", 0.8


def _flag(m: re.Match[str]) -> Reading:
    """The flag of a country, by its two letters."""
    from babel import Locale  # needed by few texts

    code = "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in m[0])
    country = Locale("en").territories.get(code)
    return (f"flag of {country}", 0.8) if country else None


def _picture(m: re.Match[str]) -> Reading:
    """A picture by its name in Unicode."""
    name = unicodedata.name(m[0][0], "")
    if not name or any(c.isdigit() for c in name):
        return ("picture", 0.5) if name else None
    return name.lower().replace("-", " "), 0.7
