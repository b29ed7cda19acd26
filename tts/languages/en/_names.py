"""Titles, streets, initials, names withheld: what stands beside a name."""

import re

from tts._rules import Language, Reading, Rule
from tts.languages.en._context import ends_sentence, word_before
from tts.languages.en._tables import table

_STREETS = {
    "Ave": "Avenue", "Av": "Avenue", "Blvd": "Boulevard", "Rd": "Road", "Ln": "Lane",
    "Sq": "Square", "Pl": "Place", "Ct": "Court", "Hwy": "Highway", "Pkwy": "Parkway",
    "Terr": "Terrace", "Cres": "Crescent", "Gdns": "Gardens", "Pk": "Park", "Ter": "Terrace",
}  # fmt: skip
_TITLE = (
    r"(?:Mr|Mrs|Miss|Ms|Dr|Lord|Lady|Sir|Captain|Capt|Colonel|Col|Major|General|Count|Countess|"
    r"Prince|Princess|Duke|Duchess|Madame|Mme|Mlle|Monsieur|M|Baron|Father|Reverend|Rev|Mister)"
)
_BLANK = r"(?:[—–―]{2,6}|⸺|⸻|-{3,6}|_{3,8}|\*{3})"
_LETTER_AFTER = (
    "vitamin|vitamins|plan|group|section|class|schedule|hepatitis|exhibit|grade|type|point|annex|appendix|part|team|"
    "serie|option|level|figure|table|category|block|wing|list|side|model|route|zone|unit|platform|gate|hall|building|"
    "influenza|letter|letters|note|string|key|string|form|series|division|league|row|company|battery|roman|royal|"
    "streptococcus|factor|item|question|answer|paper|size|capital|major|minor|stage|phase|from|rated|strain"
)


def rules(language: Language) -> tuple[Rule, ...]:
    """Whatever is short for a title, a street or a name."""
    say = _Names(language)
    states = language.abbreviations["states"]
    keys = sorted(states["short"], key=len, reverse=True)
    short = "|".join(re.escape(k).replace(r"\.", r"\.\s?") for k in keys)
    postal = "|".join(states["postal"])
    return (
        Rule("name.withheld", rf"(?<!\w)(?P<t>{_TITLE})(?P<dot>\.?)\s?{_BLANK}(?=(?P<p>[’']s)"
             rf"?(?:[\s,.;:!?)”’\"]|\Z))", say.titled, "nothing"),
        Rule("name.withheld-letter", rf"(?<=\b[A-Z]){_BLANK}(?=(?:[’']s)?(?:[\s,.;:!?)”’\"]|\Z))",
             say.lettered, "nothing"),
        Rule("name.withheld-shire", rf"(?<!\w){_BLANK}(?P<tail>shire|ton|ham|th|st|nd|rd|ford|"
             rf"borough)(?!\w)", say.shire, "nothing"),
        Rule("name.withheld-place", rf"(?<=\s){_BLANK}(?=[\s,.;:!?)]|\Z)", say.place, "nothing"),
        Rule("name.street", rf"(?:(?<=[a-z]\s)|(?<=\d(?:st|nd|rd|th)\s))(?P<w>St|Dr|"
             rf"{'|'.join(_STREETS)})\.(?P<e>(?=[\"'”’)]*(?:\s+[A-Z(“\"]|\s*\Z)))?(?!\w)",
             say.street, "dot"),
        Rule("name.street-bare", r"(?<=[a-z]\s)(?P<w>St|Rd|Ave|Blvd|Ln)(?=,|\)|\s*\Z)",
             say.bare_street, "nothing"),
        Rule("name.saint", r"(?<!\w)(?:St|Ste|Sts)\.?(?=[\s-][A-Z][a-z])", say.saint, "nothing"),
        Rule("name.house", r"(?<!\w)P\.?\s?O\.?\s?(?=Box(?:es)?(?!\w))", lambda _: "P O ",
             "nothing"),
        Rule("name.county", r"(?<!\w)Co\.?(?=\s(?:Durham|Cork|Kerry|Mayo|Donegal|Antrim|Down|"
             r"Armagh|Tyrone|Fermanagh|Clare|Galway|Sligo|Wicklow|"
             r"Wexford|Waterford|Limerick|Tipperary|Dublin|Kildare|Meath|Louth|Cavan|Monaghan|"
             r"Leitrim|Roscommon|Offaly|Laois|Carlow|Kilkenny|Londonderry|Derry)(?!\w))",
             lambda _: "County", "nothing"),
        Rule("name.state", rf"(?<=,\s)(?P<w>{short})\.(?!\w)(?P<e>(?=[\"'”’)"
             rf"]*(?:\s+[A-Z(“\"]|\s*\Z))(?!\s+\d))?", say.state, "nothing"),
        Rule("name.state-alone", r"(?<!\w)(?P<w>Calif|Mass|Conn|Penn|Fla|Tenn|Okla|Ariz|Colo|"
             r"Minn|Mich|Wisc|Wis|Nebr|Mont)\.(?!\w)(?P<e>(?=[\"'”’)]*(?:\s+[A-Z(“\"]|\s*\Z)))?",
             say.state, "dot"),
        Rule("name.state-postal", rf"(?<=[a-z],\s)(?P<w>{postal})(?=\s\d{{5}}(?!\d)|[,.;:)]|\Z)",
             lambda m: (states["postal"][m["w"]], 0.9), "upper"),
        Rule("name.point", r"(?<=[a-z.,]\s)(?P<w>N\.?W|N\.?E|S\.?W|S\.?E)(?!\w)(?=[,;)]|\.|\s*\Z|"
             r"\s(?:of|corner|side|coast|wind|winds|quadrant|Washington|Portland))\.?",
             say.compass, "nothing"),
        Rule("name.point-street", r"(?<=\d\s)(?P<w>[NSEW]|[NS][EW])\.?(?=\s(?:[A-Z][a-z]{2,}|"
             r"\d{1,3}(?:st|nd|rd|th)))(?!\s(?:and|is|was))", say.point, "digit"),
        Rule("name.point-street", r"(?<![\w.])(?P<w>[NSEW])\.?(?=\s[A-Z][a-z]+\s(?:"
             r"Sts?|Aves?|Blvd|Rd|Dr|Ln|"
             r"Street|Avenue|Boulevard|Road|Drive|Lane)(?!\w))", say.point, "nothing"),
        Rule("name.point-region", r"(?<![\w.])(?P<w>[NSEW])\.(?=\s(?:America|Africa|Asia|Europe|"
             r"Korea|Vietnam|Ireland|Wales|Germany|Carolina|Dakota|Virginia|London|Sussex|Yorks|Yorkshire|"
             r"Midlands|Atlantic|Pacific|Australia|Sudan|Bengal|Indies|Pole|Island|Yemen)(?!\w))",
             say.point, "dot"),
        Rule("name.of-letters", r"(?<!\w)(?:Hon|Rt)\.?\s(?=Hon\b)", lambda _: "Right ", "nothing"),
        Rule("name.of-letters", r"(?:(?<=Rt\s)|(?<=Rt\.\s)|(?<=\b[tT]he\s))(?P<say>Hon)(?=\s[A-Z])",
             lambda _: "Honourable", "nothing"),
        Rule("name.honours", r"(?:(?<=\()|(?<=\b[BM][AS]\s)|(?<=\bBSc\s))(?P<say>[hH]ons\.?)(?!\w)",
             lambda m: m["say"][0] + "onours", "nothing"),
        Rule("name.circa", r"(?<!\w)(?P<w>[cC])(?:a\.|irc\.|\.)(?=\s(?:A\.?D|B\.?C|AH)\b)",
             lambda m: m["w"] + "irca", "dot"),
        Rule("letter.kinds", r"(?<=\d\s)(?P<l>[B-HJ-Z])s(?=[\s,.;:!?)]|\Z)",
             lambda m: f"{m['l']}'s", "digit"),
        Rule("name.retired", r"(?:(?<=\()|(?<=,\s))(?P<say>[rR]et(?:d|'d|’d)?\.?)(?=\))",
             lambda _: "retired", "nothing"),
        Rule("name.sister", r"(?:(?<=^)|(?<=[.!?,;:“\"(]\s)|(?<=[.!?]\s)|(?<=\b(?:and|was|did|"
             r"for|the)\s))Sr\.(?=\s[A-Z][a-z])", lambda _: "Sister", "dot"),
        Rule("name.sister", r"(?<![\w’'])[a-z]{2,}\s(?P<say>Sr\.)(?=\s[A-Z][a-z])",
             lambda _: "Sister", "dot"),
        Rule("name.initials-hyphen", r"(?<![\w.])(?P<a>[A-Z])\.-(?P<b>[A-Z])\.(?=\s[A-Z])",
             lambda m: f"{m['a']} {m['b']}", "dot"),
        Rule("name.initials", r"(?<![\w.’'])(?P<say>(?:[A-Z]\.){2,7}|[A-Z]\.(?:[\s\u00a0][A-Z]\.)"
             r"{1,3}|[A-Z]\.)(?P<e>(?=[\"'”’)\]]*\s*\Z)|(?=\s+(?P<n>[A-Z“\"][A-Za-z]*)))?",
             say.initials, "dot"),
        Rule("name.initials-small", r"(?<![\w.])(?P<say>(?:[a-z]\.){2,4})(?![\w])",
             say.small_initials, "dot"),
        Rule("letter.a", rf"(?<!\w)(?i:{_LETTER_AFTER})\s(?P<say>A)(?![\w’'-]|\.\w|\s?&|"
             r"\s[A-Z][a-z])",
             lambda _: ("A", 1.0, "ˈeɪ"), "nothing"),
        Rule("letter.a", r"(?<!\w)(?:an|straight|the letter|of|to|or|and|a|an)\s(?P<say>A)"
             r"(?!\s?&)(?=[\s,.;:!?)\]”\"»](?!\s?[A-Z][a-z])|\Z)(?!\.[A-Z])",
             lambda _: ("A", 0.9, "ˈeɪ"), "nothing"),
        Rule("letter.item", r"(?:(?<=^\()|(?<=\s\())(?P<say>[a-zA-Z])(?=\))|(?m:^)(?P<b>[a-z])"
             r"(?=\)\s)", say.item, "nothing"),
        Rule("letter.grades", r"(?<!\w)(?P<l>[A-Z])(?P<s>[’']s)(?!\w)(?=\s(?:and|in|or|at|on)\b|"
             r"[,.;:!?)\]”\"»]|\Z)", say.many, "nothing"),
        Rule("abbreviation.she", r"(?<!\w)(?P<a>[Ss])/he(?!\w)",
             lambda m: "She or he" if m["a"] == "S" else "she or he", "any"),
        Rule("abbreviation.or", r"(?<!\w)(?P<a>he|him|his|she|her|hers|himself|herself|yes|"
             r"mother|father|man|woman|boy|girl|men|women|boys|girls)/(?P<b>she|her|hers|he|his|"
             r"him|herself|himself|no|father|mother|woman|man|girl|boy|women|men|girls|boys)(?!\w)",
             lambda m: f"{m['a']} or {m['b']}", "any", re.I),
        Rule("abbreviation.slashed", r"(?<![\w/])(?P<w>w/o|c/o|b/c|a/c|n/a|N/A|w/)(?![/\w])"
             r"(?P<sp>\s)?", say.slashed, "any"),
        Rule("abbreviation.week", r"(?<![\w/])(?P<w>[wW])/(?P<e>[ce])(?=\s(?:\d|[A-Z][a-z]+\s\d))",
             lambda m: ("W" if m["w"] == "W" else "w")
             + f"eek {'commencing' if m['e'] == 'c' else 'ending'}", "any"),
        Rule("abbreviation.slashed", r"(?<![\w/])w/(?=[a-z])", lambda _: "with ", "any"),
        Rule("abbreviation.against", r"(?<=[a-z.’)]\s)v\.?(?=\s[A-Z])(?!\s[A-Z]\.\s?[A-Z]\.\s\d)",
             lambda _: "versus", "nothing"),
    )  # fmt: skip


class _Names:
    def __init__(self, language: Language) -> None:
        tables = language.abbreviations
        self._titles: dict[str, str] = tables["always"]
        self._starters = frozenset(tables["ends"]["starters"])
        self._states: dict[str, str] = tables["states"]["short"]
        self._saints = frozenset(language.words["saints"]["names"].split())
        self._ipa = language.words["letters_ipa"]

    def titled(self, m: re.Match[str]) -> Reading:
        title = m["t"] + m["dot"]
        said = self._titles.get(title) or self._titles.get(title + ".") or m["t"]
        return f"{said} Blank", 0.9

    def lettered(self, m: re.Match[str]) -> Reading:
        before = m.string[m.start() - 1]
        if before in "IA" and not re.search(
            r"(?:Mr|Mrs|Dr|Lord|Lady|of|Miss|Captain|Colonel)\.?\s\Z",
            m.string[max(0, m.start() - 10) : m.start() - 1],
        ):
            return None
        return " blank", 0.8

    def shire(self, m: re.Match[str]) -> Reading:
        return ("blank" if m["tail"] in ("th", "st", "nd", "rd") else "Blank") + m["tail"], 0.9

    def place(self, m: re.Match[str]) -> Reading:
        before = word_before(m.string, m.start())
        if before in (
            "of",
            "at",
            "in",
            "near",
            "to",
            "from",
            "the",
            "a",
            "this",
            "on",
            "was",
            "by",
        ) and not m.string[m.end() :].lstrip().startswith("—"):
            return "blank", 0.7
        return None

    def street(self, m: re.Match[str]) -> Reading:
        """A street only behind a name or an ordinal; a saint or a doctor before one."""
        before = re.search(
            r"([A-Z][a-z’']+|\d(?:st|nd|rd|th))\s\Z", m.string[max(0, m.start() - 24) : m.start()]
        )
        if not before:
            return None
        follows = re.match(r"\s([A-Z][a-z]+)", m.string[m.end() :])
        if m["w"] == "Dr" and (
            follows or before[1] in ("The", "And", "But", "If", "When", "For", "As", "With", "To")
        ):
            return None if not (follows and follows[1] in self._starters) else "Drive."
        saint = follows and (follows[1] in self._saints or before[1] in _BEFORE_SAINT)
        if m["w"] == "St" and saint:
            return None
        said = {"St": "Street", "Dr": "Drive"}.get(m["w"]) or _STREETS[m["w"]]
        stop = ends_sentence(m.string, m.end(), self._starters)
        return said + ("." if stop else ""), 0.9

    def bare_street(self, m: re.Match[str]) -> Reading:
        before = _NAME.search(m.string, max(0, m.start() - 24), m.start())
        return ("Street" if m["w"] == "St" else _STREETS[m["w"]], 0.9) if before else None

    def saint(self, m: re.Match[str]) -> Reading:
        before = re.search(
            r"([A-Z][a-z’']+|\d(?:st|nd|rd|th))\s\Z", m.string[max(0, m.start() - 24) : m.start()]
        )
        after = re.match(r"[\s-]([A-Z][a-z]+)", m.string[m.end() :])
        if (
            before
            and after
            and after[1] not in self._saints
            and before[1] not in _BEFORE_SAINT
            and (before[1][0].isdigit() or after[1] in self._starters)
        ):
            return "Street", 0.7
        return {"Sts": "Saints", "Ste": "Sainte"}.get(m[0].rstrip("."), "Saint")

    def state(self, m: re.Match[str]) -> Reading:
        said = self._states[re.sub(r"\s", "", m["w"])]
        return said + ("." if m["e"] is not None and m[0].endswith(".") else "")

    def point(self, m: re.Match[str]) -> Reading:
        return _POINTS[m["w"]], 0.9

    def compass(self, m: re.Match[str]) -> Reading:
        said = _POINTS[m["w"].replace(".", "")]
        ended = m[0].endswith(".") and not m.string[m.end() :].strip()
        return said + ("." if ended else ""), 0.7

    def initials(self, m: re.Match[str]) -> Reading:
        letters = [c for c in m["say"] if c.isalpha()]
        follows = m["n"]
        if len(letters) == 1:
            if not follows or follows[0] in '“"' or follows in self._starters:
                return None
            if letters[0] == "I" and not re.search(
                r"[A-Z][a-z]+\s\Z", m.string[max(0, m.start() - 16) : m.start()]
            ):
                return None
        known = re.sub(r"[\s\u00a0]", "", m["say"])
        said = self._titles.get(known) or " ".join(letters)
        final = m["e"] is not None and (
            not follows or follows in self._starters or follows[0] in '“"'
        )
        ended = "." if final and len(letters) > 1 and not said.endswith(".") else ""
        ipa = (
            " ".join(self._ipa[c.lower()] for c in letters)
            if "A" in letters and said == " ".join(letters)
            else None
        )
        return (said + ended, 1.0, ipa) if ipa else said + ended

    def small_initials(self, m: re.Match[str]) -> Reading:
        known = self._titles.get(m["say"])
        if known is not None or m["say"] in ("e.g.", "i.e.", "a.m.", "p.m.", "q.v.", "n.b."):
            return None
        return " ".join(c.upper() for c in m["say"] if c != "."), 0.8

    def item(self, m: re.Match[str]) -> Reading:
        letter = (m["say"] or m["b"]).upper()
        return (letter, 1.0, self._ipa[letter.lower()]) if letter == "A" else letter

    def many(self, m: re.Match[str]) -> Reading:
        return (m[0], 0.9, f"{self._ipa['a']}z") if m["l"] == "A" else None

    def slashed(self, m: re.Match[str]) -> Reading:
        word = m["w"]
        said = {
            "w/o": "without",
            "c/o": "care of",
            "b/c": "because",
            "a/c": "account",
            "n/a": "not applicable",
            "N/A": "not applicable",
            "w/": "with",
        }[word]
        return said + (" " if m["sp"] else "")


_POINTS = {
    "N": "North", "S": "South", "E": "East", "W": "West",
    "NW": "Northwest", "NE": "Northeast", "SW": "Southwest", "SE": "Southeast",
}  # fmt: skip
_NAME = re.compile(r"[A-Z][a-z’']+\s\Z")
_BEFORE_SAINT = table("before_saint")
