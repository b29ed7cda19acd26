"""How likely a reading is wrong: by the rule that made it, and by what is known of a word."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from audiolib.findings import Finding, Severity
from tts import Span

FOREIGN, NUMBER, PAUSE, PACE = "hear-foreign", "hear-number", "hear-pause", "hear-pace"
SHORT, WORD, HOMOGRAPH = "hear-short", "hear-word", "hear-homograph"
REASONS = (FOREIGN, NUMBER, PAUSE, PACE, SHORT, WORD, HOMOGRAPH)
"""Why a phrase is heard, besides findings and suspicious words; each has a message."""

_SURE = frozenset(
    (
        *("number.plain", "number.cardinal", "number.group", "number.many", "number.percent"),
        *("number.ordinal", "number.of-scale", "number.thousands", "number.scale"),
        *("abbreviation.always", "abbreviation.and-so-on", "abbreviation.page"),
        *("symbol.emphasis", "symbol.markup", "spelling.forms", "spelling.hamza", "honorific"),
        *("name.saint", "name.honours", "abbreviation.republic", "abbreviation.title"),
        *("source.alias", "source.phoneme"),
    )
)
"""Rules with one reading each, whose reading no judge found wrong: nobody need hear these."""
_CHANCES = {
    **dict.fromkeys(("number.range", "number.ratio", "number.score", "number.fraction"), 0.08),
    **dict.fromkeys(("number.slash", "number.slashes", "number.slashed", "ratio", "score"), 0.08),
    **dict.fromkeys(("date.range", "date.short", "date.slash", "date.year", "date.years"), 0.06),
    **dict.fromkeys(("number", "time", "money", "phone", "reference", "symbol", "verse"), 0.03),
    **dict.fromkeys(("date", "unit", "note", "initials", "name", "scripture"), 0.04),
    **dict.fromkeys(("roman", "abbreviation", "letter", "math", "address"), 0.06),
    **dict.fromkeys(("acronym", "code"), 0.1),
    **dict.fromkeys(("spelling", "furniture", "letter.item", "roman.list"), 0.01),
    **dict.fromkeys(("slip", "foreign"), 0.15),
}
"""The chance that a reading is wrong where its rule is sure of itself, by rule, else by its kind.

Set by hand, in the order in which judges found readings wrong (docs/languages.md): a list entry
or a code with several readings oftener than a date, a date oftener than a sum of money.
"""
_ELSE = 0.05
_ENTRY, _UNLIKE = 0.03, 0.3
"""An entry of a lexicon was heard by who made it; one that is quite unlike its word is a slip."""
_NO_RULES = 0.15
"""A number that no rule has read: the engine reads it as it likes."""
_OTHER_VOICE = 0.15
_FINDINGS = {Severity.ERROR: 0.95, Severity.WARNING: 0.7, Severity.NOTE: 0.2}
_SHORT = ("abbreviation", "acronym", "letter", "code", "symbol", "math", "unit", "initials")
_UNSURE = 0.8
"""Of what a rule doubts itself."""
_NAMES = frozenset({"name", "rule"})
_RULED = frozenset({"rule"})
"""What the rule's own span tells already."""
_NAMED, _UNKNOWN = 0.1, 0.6
"""Of a word's doubt: an engine reads most names right, and few words of foreign letters."""
_SUSPECT = 0.5
"""Of a suspicious word's score: somebody has looked at it before it was narrated."""
_GROWN_CHANCE = 0.1
_GROWN = re.compile(r"[\w/\\@#_]")
_KINDS = str.maketrans("bpfvcgjkqsxzdtlmnr", "111122222222334556")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a phrase that may sound wrong.

    Attributes:
        code: Of the sentence that says why.
        chance: That it is wrong, 0 to 1.
        reading: What is read in the same way wherever it stands, so that hearing it once tells of
            all; empty where it tells of nothing else.
        count: How often it stands in the text, where `reading` alone does not tell.
    """

    code: str
    chance: float
    reading: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that nobody decided on, in one of its phrases: `doubt` 0 to 1, and its reasons.

    They are those of `audiolib.lexicons.suggest`.
    """

    word: str
    phrase: str
    count: int
    doubt: float
    reasons: tuple[str, ...]


def of_span(span: Span, lang: str, beside: str = "") -> Doubt | None:
    """The doubt of a reading; None where it is sure.

    `beside` holds the signs before and behind: a number that has grown to them is part of a code.
    """
    if span.lang and span.lang.partition("-")[0] != lang.partition("-")[0]:
        return Doubt(FOREIGN, _OTHER_VOICE, f"{span.lang} {span.text.casefold()}")
    kind = span.rule.partition(".")[0]
    if kind == "lexicon":
        return _of_entry(span)
    sure = _CHANCES.get(span.rule, _CHANCES.get(kind, _ELSE))
    if span.rule in _SURE:
        sure = 0.0
    if kind == "number" and _GROWN.search(beside):
        sure = _GROWN_CHANCE
    chance = max(sure, _UNSURE * (1 - span.confidence))
    if not chance:
        return None
    code = WORD if kind in ("lexicon", "slip", "spelling", "foreign") else NUMBER
    if kind in _SHORT:
        code = SHORT
    return Doubt(code, round(chance, 3), f"{span.rule} {_shape(span.text)}")


def _of_entry(span: Span) -> Doubt | None:
    word, said = _letters(span.text), _letters(span.spoken)
    if word == said and not span.ipa:
        return None
    initials = "".join(part[:1] for part in _letters(span.spoken, " ").split())
    pairs = ((word, said), (word, initials), (_sounds(word), _sounds(said)))
    alike = max(SequenceMatcher(None, one, told, autojunk=False).ratio() for one, told in pairs)
    if _script(word) != _script(said):
        alike = 0.8
    chance = _ENTRY + _UNLIKE * (1 - alike)
    return Doubt(WORD, round(chance, 3), f"{span.rule} {span.text.casefold()}")


def _letters(text: str, gap: str = "") -> str:
    """Small letters without their marks, words joined by `gap`."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return gap.join("".join(c for c in part if c.isalnum()) for part in apart.split())


def _sounds(letters: str) -> str:
    """The consonants of Latin letters by their kind, those of one kind in a row once (Soundex)."""
    kinds = letters.translate(_KINDS)
    return "".join(kind for kind, _ in groupby(kinds) if kind.isdecimal())


def _script(text: str) -> str:
    return unicodedata.name(text[0], "").partition(" ")[0] if text else ""


def of_number(text: str, lang: str) -> Doubt:
    """The doubt of a stretch with digits that no rule has read."""
    return Doubt(NUMBER, _NO_RULES, f"{lang} {_shape(text)}")


def of_stretch(text: str, lang: str) -> Doubt:
    """The doubt of a stretch that the source says is in another language."""
    return Doubt(FOREIGN, _OTHER_VOICE, f"{lang} {text.casefold()}")


def of_finding(finding: Finding) -> Doubt:
    """The doubt of a finding: the same unknown character is heard once."""
    character = finding.facts.get("character", "")
    reading = f"{finding.code} {character}" if character else ""
    return Doubt(finding.code, _FINDINGS[finding.severity], reading)


def of_word(word: UnknownWord) -> Doubt | None:
    """The doubt of a word that nobody decided on; None where only its rule doubts itself."""
    if _RULED.issuperset(word.reasons):
        return None
    part = _NAMED if _NAMES.issuperset(word.reasons) else _UNKNOWN
    return Doubt(WORD, round(part * word.doubt, 3), f"word {word.word.casefold()}", word.count)


def of_suspect(code: str, score: float, words: str) -> Doubt:
    """The doubt of a suspicious word that was left as it is."""
    return Doubt(code, round(_SUSPECT * score, 3), f"suspect {words.casefold()}")


def homographs(words: Sequence[str], known: Collection[str]) -> list[Doubt]:
    """The doubt of each word that is read in two ways, where only the sense tells which."""
    return [Doubt(HOMOGRAPH, 0.05) for word in words if word in known]


def _shape(text: str) -> str:
    """What is read alike: whatever the figures, a date of this form is one."""
    return _DIGIT.sub("9", text.casefold())
