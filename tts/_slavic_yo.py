"""The letter ё of Russian, which most print leaves out and every voice needs."""

import re

from tts._rules import Language, Reading, Rule
from tts._slavic_words import Words

_ENOUGH = 0.8
"""The share of readings with ё from which a word is taken to have it."""

_LETTERS = "а-яёА-ЯЁ"


def yo_rules(language: Language, words: Words) -> tuple[Rule, ...]:
    """Words that have ё in every reading of the dictionary, and in certain surroundings."""
    if "yo" not in language.words:
        return ()
    known = language.words["yo"]

    def with_yo(m: re.Match[str]) -> Reading:
        plain = m[0].lower()
        if plain == known["open"]:
            return None
        spelt, share = words.with_yo(plain)
        if share >= _ENOUGH or (spelt and plain in mostly):
            return _like(m[0], spelt), 1.0 if share == 1 else 0.9
        return None

    def in_phrase(m: re.Match[str]) -> Reading:
        return _like(m["say"], known["after"][m["say"].lower()]), 0.9

    def all_that(m: re.Match[str]) -> Reading:
        """Whether "все" is "everything": a comparative, or one thing that it does, follows."""
        following = m["next"].lower()
        if following in known["all"].split() or words.is_single_neuter(following):
            return _like(m["say"], "всё"), 0.8
        return None

    mostly = frozenset(known["mostly"].split())
    after = "|".join(known["after"])
    prepositions = "|".join(known["prepositions"].split())
    return (
        Rule("spelling.yo-phrase", rf"(?i:(?<!\w)(?:{prepositions})\s(?P<say>{after}))(?!\w)",
             in_phrase, "nothing"),
        Rule("spelling.yo-all", rf"(?<!\w)(?P<say>[Вв]се|ВСЕ)(?:\s|-|,\s(?=что))"
                                rf"(?P<next>[{_LETTERS}]+)",
             all_that, "nothing"),
        Rule("spelling.yo", rf"(?<![\w-])[{_LETTERS}]*[еЕ][{_LETTERS}]*(?![\w])(?!\.[{_LETTERS}])",
             with_yo, "nothing"),
    )  # fmt: skip


def _like(written: str, spelt: str) -> str:
    """`spelt` with the capitals of what is written."""
    if len(written) != len(spelt):
        return written
    return "".join(s.upper() if w.isupper() else s for w, s in zip(written, spelt, strict=True))
