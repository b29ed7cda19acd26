"""Initials in Russian and Ukrainian, by the names of their letters: А. С. Пушкин."""

import re
from collections.abc import Mapping

from tts._rules import Language, Reading, Rule
from tts._slavic_beside import CAPITAL, SMALL
from tts._slavic_text import ends_sentence, starts_anew


def initial_rules(language: Language) -> tuple[Rule, ...]:
    """The rules of initials, before a surname and behind it."""
    lettered = re.compile(rf"(?i:(?<!\w)(?:{language.words['codes']['letter_after']}))\s\Z")

    def say(m: re.Match[str]) -> Reading:
        named = lettered.search(m.string, max(0, m.start() - 16), m.start())
        if named and len(m["i"].strip()) == 2:
            return None
        if _BIRTH.search(m.string, max(0, m.start() - 4), m.end()):
            return None
        return _said(m, language.letters)

    return (
        Rule("initials", rf"(?<![\w.])(?P<i>(?:(?:Дж|Дз|[{CAPITAL}])\.[\s\u00a0]?-?){{1,3}})"
             rf"(?=[{CAPITAL}]['’]?[{SMALL}{CAPITAL}][{SMALL}'’]+|[{CAPITAL}]{{4,}})", say, "dot"),
        Rule("initials", rf"(?<![\w.])(?P<i>[{CAPITAL}]\.\s?[{CAPITAL}]\.)(?=\s[{SMALL}])",
             say, "dot"),
        Rule("initials", rf"(?<=[{SMALL}]\s)(?P<i>(?:[{CAPITAL}]\.[\s\u00a0]?){{1,2}}"
             rf"[{CAPITAL}]\.)(?![{SMALL}{CAPITAL}])", say, "dot"),
    )  # fmt: skip


_BIRTH = re.compile(r"(?<!\w)(?:до|от|по|від)\sР\.\s?Х\.\s?\Z")
"""Before or after the birth of Christ, and no person."""


def _said(m: re.Match[str], letters: Mapping[str, str]) -> str:
    """The last stop stays where it ends a sentence."""
    names = []
    for letter in re.findall(rf"Дж|Дз|[{CAPITAL}]", m["i"]):
        name = letters.get(letter.lower(), letter)
        names.append(name[0].upper() + name[1:])
    end = m.end()
    if m["i"][-1].isspace() and starts_anew(m.string, end - 1):
        return " ".join(names) + ". "
    gap = " " if m["i"][-1].isspace() or m.string[end : end + 1].isalpha() else ""
    stop = "." if not gap and ends_sentence(m.string, end) else ""
    return " ".join(names) + stop + gap
