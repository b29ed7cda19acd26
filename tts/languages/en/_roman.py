"""Roman numerals: parts of works, rulers, wars, centuries; never the pronoun."""

import re

from tts._digits import roman
from tts._rules import Language, Reading, Rule
from tts.languages.en._context import word_before
from tts.languages.en._numbers import cardinal, ordinal
from tts.languages.en._tables import short_words, table

_UPPER = r"[IVXLCDM]+(?![A-Za-z])"
_LOWER = r"[ivxlcdm]+(?![A-Za-z])"
_PRONOUN = table("pronoun")
_LETTERED = table("lettered")
_SHORT = (
    r"(?:[Vv]ols?|pp?|[Cc]hs?|[Cc]haps?|[Bb]ks?|[Pp]ts?|[Ff]ols?|[Ff]igs?|"
    r"[Pp]ls?|[Nn]os?|[Ss]ecs?|[Ss]cs?|[Cc]ant?|ll?|nn?|[Aa]pps?|[Aa]rts?|[Cc]ols?|[Cc]l|§)"
)


def places(language: Language) -> tuple[Rule, ...]:
    """Places in a play, before anything takes their numbers."""
    say = _Roman(language)
    return (
        Rule("roman.act", r"(?<![\w.])(?P<say>(?P<a>[IVX]+)\.\s?(?P<b>[ivxl]+)"
             r"\.\s?(?P<c>\d+(?:[-–]\d+)?))(?!\w)", say.act),
    )  # fmt: skip


def rules(language: Language) -> tuple[Rule, ...]:
    """Whatever is a number in Roman letters."""
    words = language.words["roman"]
    parts = "|".join(words["parts"].split())
    say = _Roman(language)
    return (
        Rule("roman.part-range", rf"(?<!\w)(?i:{parts})s?\s(?P<say>(?P<a>{_UPPER}|{_LOWER})"
             rf"(?P<d>\s?[-–—]\s?|,\s|\s(?:and|to|or)\s|\s?&\s?)(?P<n>{_UPPER}|{_LOWER}))"
             rf"(?![\w’'])", say.range, "nothing"),
        Rule("roman.part", rf"(?<!\w)(?P<w>(?i:{parts}))s?(?P<h>[\s\u00a0]|,\s)(?P<say>{_UPPER}|"
             rf"{_LOWER})(?![\w])(?P<p>[’'](?!s\b))?", say.part, "nothing"),
        Rule("roman.reference-range", rf"(?<!\w){_SHORT}\.\s?(?P<say>(?P<a>{_UPPER}|{_LOWER})"
             rf"(?P<d>\s?[-–—]\s?|,\s|\sand\s|\s?&\s?)(?P<n>{_UPPER}|{_LOWER}))(?![\w’'])",
             say.range, "dot"),
        Rule("roman.reference", rf"(?<!\w){_SHORT}\.\s?(?P<say>{_UPPER}|{_LOWER})(?![\w’'])",
             say.reference, "dot"),
        Rule("roman.century", r"(?<!\w)(?P<say>(?P<r>[IVX]+)(?:th|st|nd|rd)?)(?=[\s-][Cc]entur)",
             say.century, "upper"),
        Rule("roman.ordinal", r"(?<!\w)(?P<say>(?P<r>[IVXLC]+)(?:th|st|nd|rd))(?!\w)", say.century,
             "upper"),
        Rule("roman.one-year", r"(?<!\w)(?P<say>[IVX]+)(?=\s"
             r"(?:Army(?!\sCorps)|(?:Army\s)?Corps|[Cc]orps|[Ll]egions?|[Oo]lympiad|"
             r"Olympic|Congress|[Dd]ynasty|[Bb]rigade|[Dd]ivision)(?!\w))", say.unit, "upper"),
        Rule("roman.king", rf"(?<!\w)(?:(?:{'|'.join(words['titles'].split())})"
             rf"\s(?:[A-Z][a-zé]+\s)?[A-Z][a-zéëï]+|{'|'.join(words['rulers'].split())})"
             r"(?:[\s\u00a0]|,\s(?=[IVX]{2}))(?P<say>[IVX]+)(?![A-Za-z])(?!\.?-)", say.king,
             "nothing"),
        Rule("roman.king-more", rf"(?<!\w)(?:{'|'.join(words['rulers'].split())})\s[IVX]+\s"
             r"(?:and|or|to)\s(?P<say>[IVX]+)(?![A-Za-z])", say.king, "upper"),
        Rule("roman.letters", r"(?<!\w)(?:IV(?=\s(?:drip|fluids?|therapy|line|bag|drug|"
             r"antibiotics?|infusions?|injections?|use|access|contrast|pole|needle|catheter|tube|pump|fluid|"
             r"bags|lines|drugs|drips|user|medication|treatment|iron|push|cannula))|XXX?L?|VI(?=\s(?:editor|mode)"
             r"))(?!\w)",
             lambda m: " ".join(m[0]), "upper"),
        Rule("roman.named", r"(?<!\w)(?P<w>[A-Z][a-zéëï’'-]{1,}),?[\s\u00a0](?P<say>[IVX]{2,5})"
             r"(?![\w])(?!\.\w)", say.named, "upper"),
        Rule("roman.line", r"(?m)^[^\S\n]*(?P<say>[IVXLC]{2,9}|"
             r"[IVX](?=\s*$|\.\s*$|\.\s+[A-Z][A-Za-z])"
             r")(?=\.?\s*$|\.\s|\s*[—–:])", say.line, "upper"),
        Rule("roman.bracket", r"(?:(?<=^\()|(?<=\s\())(?P<say>(?:x{0,2}(?:ix|iv|v?i{1,3})|x{1,3}|"
             r"v))(?=\))|(?m:^)[^\S\n]*(?P<b>(?:x{0,2}(?:ix|iv|v?i{1,3})|x{1,3}|v))(?=[.)]\s)",
             say.bracket, "nothing"),
        Rule("roman.prelims", r"(?<![\w.’'])(?P<say>[ivxl]{1,8})(?=\s?[,+]\s?\d{1,4}\s?"
             r"(?:pp?|pages)(?!\w))", say.reference),
        Rule("roman.plain", r"(?<![\w.’'&-])(?P<say>(?=[IVX]{2,})X{0,3}(?:IX|IV|V?I{0,3}))"
             r"(?![\w&])(?![’'](?!s\b))", say.plain, "upper"),
    )  # fmt: skip


_GIVEN = re.compile(r"([A-Z][a-z]+|[A-Z]\.)\s\Z")
_SMALL = re.compile(r"\s[a-z]")
_THINGS = ("tion", "ment", "ness", "ing", "port", "ics", "ers")
"""Endings of words that are no one's name."""


class _Roman:
    def __init__(self, language: Language) -> None:
        self._things = frozenset(language.words["roman"]["things"].split())
        self._given = table("given") | frozenset(language.words["roman"]["rulers"].split())
        self._words = short_words()
        self._starters = frozenset(language.abbreviations["ends"]["starters"])

    def range(self, m: re.Match[str]) -> Reading:
        first, last = roman(m["a"].upper()), roman(m["n"].upper())
        if (
            not first
            or not last
            or (m["a"] == "I" and last > 60)
            or (m["n"] == "I" and m["d"].strip() in ("and", ","))
        ):
            return None
        link = m["d"].strip()
        said = {"-": " to ", "–": " to ", "—": " to ", ",": ", ", "&": " and "}.get(
            link, f" {link} "
        )
        return f"{cardinal(first)}{said}{cardinal(last)}", 0.95

    def part(self, m: re.Match[str]) -> Reading:
        numeral = m["say"]
        value = roman(numeral.upper())
        if value is None or (m["p"] and numeral == "I") or (value > 400 and len(numeral) < 3):
            return None
        after = re.match(r"\s([a-z’']+)", m.string[m.end("say") : m.end("say") + 16])
        capital = m["w"][0].isupper()
        if numeral == "I":
            if not capital and (after or m["w"] in ("letter", "type", "class", "mark", "title")):
                return None
            if (
                after
                and (after[1] in _PRONOUN or after[1].startswith(("’", "'")))
                and m["w"] != "War"
            ):
                return None
        if m["h"] != " " and m["h"] != "\u00a0" and len(numeral) == 1:
            return None
        if len(numeral) == 1 and numeral in "CDLM" and value >= 50:
            return None
        if len(numeral) == 1 and numeral in "VX" and m["w"].lower() in _LETTERED:
            return None
        if numeral in ("i", "c", "d", "m", "l") and not capital:
            return None
        return cardinal(value), 0.95

    def reference(self, m: re.Match[str]) -> Reading:
        value = roman(m["say"].upper())
        if not value or m["say"] in ("C", "D", "L", "M", "c", "d", "m"):
            return None
        pronoun = m[0][:2].lower() in ("no", "l.", "p.", "n.") or _SMALL.match(m.string, m.end())
        if m["say"] == "I" and pronoun:
            return None
        return cardinal(value), 0.95

    def act(self, m: re.Match[str]) -> Reading:
        act, scene = roman(m["a"]), roman(m["b"].upper())
        if not act or not scene:
            return None
        lines = " to ".join(cardinal(int(n)) for n in re.findall(r"\d+", m["c"]))
        return f"act {cardinal(act)}, scene {cardinal(scene)}, line {lines}", 0.8

    def century(self, m: re.Match[str]) -> Reading:
        value = roman(m.groupdict().get("r") or m["say"])
        return (ordinal(value), 0.95) if value else None

    def unit(self, m: re.Match[str]) -> Reading:
        value = roman(m["say"])
        if not value or (m["say"] == "I"):
            return None
        before = word_before(m.string, m.start())
        return (ordinal(value) if before == "the" else f"the {ordinal(value)}"), 0.8

    def king(self, m: re.Match[str]) -> Reading:
        value = roman(m["say"])
        if not value or value > 40 or (m[0].startswith("Malcolm") and value > 4):
            return None
        follows = re.match(r"\.\s+([A-Z][a-z]*)", m.string[m.end() :])
        if follows and len(m["say"]) == 1 and follows[1] not in self._starters:
            return None
        return f"the {ordinal(value)}", 0.95

    def named(self, m: re.Match[str]) -> Reading:
        value = roman(m["say"])
        if not value or value > 30:
            return None
        if (
            m["w"] in self._things
            or m["w"].lower() in ("the", "and", "of", "in")
            or m["w"].endswith("’s")
        ):
            return cardinal(value), 0.9
        before = _GIVEN.search(m.string, max(0, m.start() - 20), m.start())
        if before and (before[1] in self._given or before[1].endswith(".")):
            return f"the {ordinal(value)}", 0.9
        if m["w"].upper() in self._words or m["w"].endswith(_THINGS):
            return cardinal(value), 0.7
        return f"the {ordinal(value)}", 0.75

    def line(self, m: re.Match[str]) -> Reading:
        value = roman(m["say"])
        if not value or value > 399 or m["say"] in ("CC", "CV", "CI", "LI", "CL"):
            return None
        return cardinal(value), 0.9

    def bracket(self, m: re.Match[str]) -> Reading:
        value = roman((m["say"] or m["b"]).upper())
        if not value:
            return None
        said = cardinal(value)
        return said if m["say"] else (m[0][: m.start("b") - m.start()] + said, 0.8)

    def plain(self, m: re.Match[str]) -> Reading:
        value = roman(m["say"])
        return (cardinal(value), 0.7) if value and m["say"] else None
