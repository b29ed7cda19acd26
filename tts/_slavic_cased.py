"""Abbreviated nouns of Russian and Ukrainian in their case: на стр. 15, в гл. IV."""

import re

from tts._rules import Language, Reading
from tts._slavic_beside import (
    DIGIT_BEFORE,
    DIGIT_OR_ROMAN,
    INVENTORY,
    LAW_BEFORE,
    LEAF_NEXT,
    NAME_NEXT,
    NO_WHOLE,
    NUMBER_NEXT,
    NUMBERED_BEFORE,
    PAGES,
    POINT_BEFORE,
    RANK_BEFORE,
    ROMAN_BEFORE,
    ROMANS_NEXT,
    SEVERAL,
    SEVERAL_NEXT,
    is_measure,
)
from tts._slavic_grammar import Grammar
from tts._slavic_naming import Naming
from tts._slavic_text import ends_sentence, opens_sentence


class Cased:
    """What is said for nouns that are declined; one object a language."""

    def __init__(self, language: Language, grammar: Grammar) -> None:
        self._grammar = grammar
        self._words = grammar.words
        self._naming = Naming(grammar)
        self._tables: dict[str, dict[str, str]] = {
            kind: {re.sub(r"\s", "", key): said for key, said in table.items()}
            for kind, table in language.abbreviations.get("cased", {}).items()
        }
        self._chained = frozenset(language.abbreviations["chained"]["words"])
        self._see = re.compile(language.abbreviations["chained"]["see"])
        self._plurals: dict[str, str] = language.abbreviations.get("plurals", {})
        self._millennium: str = language.words["millennium"]
        self._ranked: dict[str, str] = language.abbreviations["ranked"]
        self._verso: str = language.words["verso_said"]
        self._file: str = language.words["file"]
        self._editing: str = language.words["editing"]
        self._units = frozenset(grammar.units)
        self._whole = frozenset(language.abbreviations["chained"]["whole"])
        self._digit_only = frozenset(language.abbreviations["chained"]["after_name"])

    def _said(self, m: re.Match[str], kind: str, case: str, many: bool = False) -> str:
        """The noun of an abbreviation in a case, with a capital where it has one."""
        key = re.sub(r"\s", "", m["w"])
        table = self._tables[kind]
        notation = table.get(key) or table[key[0].lower() + key[1:]]
        thing, _, person = notation.partition("/")
        follows = NAME_NEXT.match(m.string, m.end())
        if person and follows and any(f.name for f in self._words.forms(follows[1])):
            thing = person
        words = thing.split("_")
        said = self._words.inflected(words[0], case, many)
        if len(words) == 2 and words[0].endswith(("ый", "ий", "ая")):
            woman = words[0].endswith("ая")
            both = "g" if case == "a" and not woman else case
            said = self._words.inflected(words[0], both, many, "f" if woman else "m")
            if kind != "post":
                words[1] = self._words.inflected(words[1], both, many)
        said = self._plurals.get(said, said)
        said = " ".join([said, *words[1:]])
        if key[0].isupper() and key not in table:
            said = said[0].upper() + said[1:]
        return said + ("." if ends_sentence(m.string, m.end()) and kind == "list" else "")

    def number(self, m: re.Match[str]) -> Reading:
        """Before a number: на стр. 15, в гл. IV; after a rank: во 2-й ч., III кв."""
        text = m.string
        key = re.sub(r"\s", "", m["w"]).lower()
        before = text[max(0, m.start() - 40) : m.start()]
        rank = RANK_BEFORE.search(before) or ROMAN_BEFORE.search(before)
        at = m.start() - len(rank[0] if rank else "")
        case = self._grammar.placed(
            text, at, "g" if key not in PAGES and self._of_noun(text, at) else "n"
        )
        if rank and key in self._ranked:
            stop = "." if ends_sentence(text, m.end()) else ""
            return self._words.inflected(self._ranked[key], case) + stop
        if not self._is_reference(m, key, before):
            return None
        if self._see.search(before):
            case = "a"
        elif (key in self._chained and NUMBERED_BEFORE.search(before)) or (
            key == "ч." and POINT_BEFORE.search(before)
        ):
            case = "g"
        if key == "д." and (INVENTORY.search(before) or LEAF_NEXT.match(text, m.end())):
            return self._words.inflected(self._file, case)
        range_next = SEVERAL_NEXT.match(text, m.end())
        many = range_next is not None and int(range_next[1]) < int(range_next[2])
        many = many or ROMANS_NEXT.match(text, m.end()) is not None or key in SEVERAL
        return self._said(m, "number", case, many)

    def _of_noun(self, text: str, at: int) -> bool:
        """Whether a noun stands right before that has a part: положения п. 3."""
        word = self._grammar.before(text, at)
        if not word or not text[at - 1 : at].isspace():
            return False
        start = at - 1 - len(word)
        if text[start].isupper() and not opens_sentence(text, start):
            return False
        forms = self._words.forms(word)
        return bool(forms) and forms[0].part == "noun" and word not in NO_WHOLE

    def _is_reference(self, m: re.Match[str], key: str, before: str) -> bool:
        """Whether a number follows that the abbreviation refers to, and none that it measures."""
        after = m.string[m.end() : m.end() + 16]
        if not NUMBER_NEXT.match(after) or is_measure(key, before, after):
            return False
        short = len(key) <= 2 and (key in self._digit_only or m["w"][0].isupper())
        if short and not DIGIT_OR_ROMAN.match(after):
            return False
        measures = DIGIT_BEFORE.search(before) and not LAW_BEFORE.search(before)
        return not measures or bool(key not in self._units and re.match(r"\s?[\dIVXLІХ]", after))
