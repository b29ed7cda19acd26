"""The words beside a number or an abbreviation, and what they say about it."""

import re

from tts._rules import Language
from tts.languages.en._tables import table

N = (
    r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,6}(?!\d)|"
    r"\d+(?:\.\d+)*|(?<![\w.])\.\d+)"
)
"""A number as English writes it."""

BEFORE = r"(?<![\d])(?<!\d[.,])"
DASH = r"\s?[-–—‑]\s?"

_LAST = re.compile(r"([A-Za-z]+)[.’']?[\s\u00a0]+\Z")
_NEXT = re.compile(
    r"[\s\u00a0]([A-Za-z][a-z’']*(?:-[a-z]+)*)(?:[\s\u00a0]([a-z][a-z’']*(?:-[a-z]+)*))?"
)
_TIME = table("time")
_DIRECT = table("direct")
_MORE = re.compile(
    r"(?:more than|fewer than|less than|at least|at most|up to|as many as|total of|number of|"
    r"population of|over|nearly|almost|only|another|exactly|roughly|approximately|some|these|those|"
    r"all|just|crowd of|army of|force of|average of|maximum of|minimum of|"
    r"further|additional)\s\Z", re.I,
)  # fmt: skip
_OF = re.compile(r"\s(?:of (?:them|these|those|whom|which|his|her|its|their|our|my)|or so|or more|"
                 r"more|other|others|different|separate|individual|additional)\b")  # fmt: skip
_MADE = table("made")
_LITTLE = table("little")


def word_before(text: str, at: int) -> str:
    """The word that ends before a place, in small letters; empty where a mark stands there."""
    found = _LAST.search(text, max(0, at - 24), at)
    return found[1].lower() if found else ""


def words_after(text: str, at: int) -> tuple[str, str]:
    """The next two words, as they are written; a mark ends them."""
    found = _NEXT.match(text, at)
    return (found[1], found[2] or "") if found else ("", "")


def is_before_noun(text: str, begin: int, end: int) -> bool:
    """Whether a measure stands before its noun and so is singular: a 5 km run."""
    before = word_before(text, begin)
    after = words_after(text, end)[0]
    if not after or after in _LITTLE:
        return False
    if before in ("a", "an") or after in _MADE:
        return True
    stands = before in ("the", "this", "that", "his", "her", "its", "their", "our", "my",
                        "your", "each", "every", "another", "new", "first")  # fmt: skip
    return stands and after.islower() and not after.endswith(("ed", "ly", "s"))


_FOLLOWS = re.compile(r"[\"'”’»)\]]*(?:\s*\Z|\s+([\"“‘(\[]?)([A-Z][A-Za-z’']*))")


def ends_sentence(text: str, at: int, starters: frozenset[str]) -> bool:
    """Whether the full stop of an abbreviation that ends here is its sentence's as well."""
    found = _FOLLOWS.match(text, at)
    return found is not None and (not found[2] or bool(found[1]) or found[2] in starters)


class Counting:
    """Tells a count from a year."""

    def __init__(self, language: Language) -> None:
        self._nouns = frozenset(language.words["counted"]["nouns"].split())

    def is_counted(self, noun: str) -> bool:
        """Whether a noun is one that is counted."""
        return noun in self._nouns or noun.rpartition("-")[2] in self._nouns

    def is_count(self, text: str, begin: int, end: int, n: int) -> bool:
        """Whether four figures are a number of things, by the words around."""
        before = word_before(text, begin)
        first, second = words_after(text, end)
        if before in ("number", "page", "room", "flight", "psalm", "hymn", "opus", "line"):
            return True
        if first in self._nouns:
            return not (before in _DIRECT and n % 100)
        if _MORE.search(text, max(0, begin - 20), begin) and before != "over":
            return True
        if _OF.match(text, end) and before not in _DIRECT:
            return True
        plain = first.islower() and first not in _LITTLE
        if plain and second in self._nouns:
            return before not in _TIME or (before in ("about", "of", "by", "to") and n % 10 == 0)
        round_plural = (
            plain and n % 100 == 0 and first.endswith("s") and first[-2:] not in ("ss", "us", "is")
        )
        return round_plural and before not in _TIME
