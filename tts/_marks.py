"""What a language's folder says about full stops, as the cutting of sentences needs it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tts._rules import Language


@dataclass(frozen=True, slots=True)
class Marks:
    """Words in small letters without their last full stop, and the habits of the script."""

    keep: frozenset[str]
    ends: frozenset[str]
    refs: frozenset[str]
    books: frozenset[str]
    titles: frozenset[str]
    single: frozenset[str]
    free: frozenset[str]
    never: frozenset[str]
    speech: tuple[str, ...]
    soft: frozenset[str]
    starters: frozenset[str]
    joiners: frozenset[str]
    within: frozenset[str]
    pronouns: frozenset[str]
    chained: frozenset[str]
    carry: frozenset[str]
    titled: frozenset[str]
    links: frozenset[str]
    leads: frozenset[str]
    headings: frozenset[str]
    ranks: frozenset[str]
    counted: frozenset[str]
    lettered: frozenset[str]
    narration: bool
    verbs: frozenset[str]
    initials: bool
    places: frozenset[str]
    opens: re.Pattern[str] | None
    verb: re.Pattern[str] | None
    cased: bool


@lru_cache(maxsize=64)
def marks_of(lang: Language) -> Marks:
    """The marks of a language; one object each."""
    tables = lang.abbreviations
    words = {
        re.sub(r"\s", "", key).rstrip(".").lower()
        for name in ("always", "before_digit", "before_upper", "after_digit")
        for key in tables.get(name, {})
        if key.endswith(".")
    }
    books = lang.words.get("bible", {})
    refs = frozenset(tables.get("refs", {}).get("words", ()))
    keep = frozenset(tables.get("keep", {}).get("words", ()))
    before_digit = {
        re.sub(r"\s", "", k).rstrip(".").lower() for k in tables.get("before_digit", {})
    }
    single = tables.get("single", {})
    return Marks(
        keep=keep | frozenset(words - (before_digit - keep)),
        ends=frozenset(tables.get("ends", {}).get("words", ())),
        refs=refs | frozenset(before_digit),
        books=frozenset(key for key in books if key != books[key]),
        titles=frozenset(k.rstrip(".") for k in tables.get("before_upper", {}) if k[0].isupper()),
        single=frozenset(single.get("letters", ())),
        free=frozenset(single.get("free", ())),
        never=frozenset(single.get("never", ())),
        speech=tuple(tables.get("speech", {}).get("stems", ())),
        soft=frozenset(tables.get("ends", {}).get("soft", ())),
        starters=frozenset(tables.get("ends", {}).get("starters", ())),
        joiners=frozenset(tables.get("ends", {}).get("joiners", ())),
        within=frozenset(tables.get("ends", {}).get("within", ())),
        pronouns=frozenset(tables.get("ends", {}).get("pronouns", ())),
        chained=frozenset(single.get("chained", ())),
        carry=frozenset(tables.get("carry", {}).get("words", ())),
        titled=frozenset(tables.get("carry", {}).get("titled", ())),
        links=frozenset(tables.get("carry", {}).get("links", ())),
        leads=frozenset(tables.get("carry", {}).get("leads", ())),
        headings=frozenset(tables.get("headings", {}).get("words", ())),
        counted=frozenset(tables.get("after_number", {}).get("words", ())),
        ranks=frozenset(tables.get("headings", {}).get("ranks", ())),
        lettered=frozenset(tables.get("single", {}).get("lettered", ())),
        initials=bool(single.get("initials")),
        places=frozenset(tables.get("ends", {}).get("places", ())),
        opens=re.compile(opens) if (opens := tables.get("ends", {}).get("opens")) else None,
        verb=re.compile(verb) if (verb := tables.get("ends", {}).get("verb")) else None,
        narration=bool(tables.get("speech", {}).get("narration")),
        verbs=frozenset(tables.get("speech", {}).get("verbs", ())),
        cased=lang.direction == "ltr",
    )
