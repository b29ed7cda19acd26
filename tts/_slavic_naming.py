"""The case of a short word that stands before a name: в г. Киев, проф. Иванова, на оз. Байкал."""

import re

from tts._slavic_beside import GENITIVE_NEXT, JOINING, NAMED_AFTER, TOWARDS, WATER
from tts._slavic_grammar import Grammar
from tts._slavic_text import starts_anew


class Naming:
    """What a name's form and the words before it agree on."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._words = grammar.words

    def agreed(self, text: str, at: int, name: str, kind: str) -> tuple[str, str]:
        """The case and gender that a name's form and the words before agree on."""
        forms = [f for f in self._words.forms(name) if f.case and not f.many]
        people = [f for f in forms if f.animate and f.part == "noun"]
        if kind in ("title", "saint") and people:
            forms = people
        elif kind == "title" and forms and not any(f.part == "adjective" for f in forms):
            return self._of_place(text, at)
        cases = {f.case for f in forms}
        asked = self._grammar.governed(text, at)
        if asked:
            order = asked
            placed = "p" in asked and "a" in asked and kind == "name"
            towards = TOWARDS.search(text, max(0, at - 32), at)
            if placed:
                order = "p" + asked.replace("p", "")
            if order[0] == "p" and not towards and WATER.match(text, at) and "n" in cases:
                return "p", "m"
            case = next((c for c in order if c in cases), order[0])
            stands = "p" not in cases and ("a" not in cases or "n" in cases)
            if placed and stands:  # the name is not declined: живёт в г. Киев
                case = "p" if not towards else "a"
        else:
            before = self._grammar.before(text, at) if text[at - 1 : at].isspace() else ""
            nouns = () if before in JOINING else self._words.nouns(before)
            is_noun = nouns and self._words.forms(before)[0].part == "noun"
            order = "gnadip" if is_noun or (nouns and not self.is_verb(before)) else "ngdaip"
            if NAMED_AFTER.search(text, max(0, at - 8), at):
                order = "gnadip"
            if order[0] == "g" and WATER.match(text, at) and "n" in cases and "g" not in cases:
                return "g", "m"  # на берегу озера Байкал
            case = next((c for c in order if c in cases), "n")
        if case == "a" and asked[:1] == "g" and kind == "name" and "n" in cases:
            case = "g"  # із м. Київ
        genders = [f.gender for f in forms if f.case == case and f.gender]
        return case, genders[0] if genders and "m" not in genders else "m"

    def _of_place(self, text: str, at: int) -> tuple[str, str]:
        """The case of a title that no name of a person follows: гр. України."""
        before = self._grammar.before(text, at)
        of = before and self._words.nouns(before) and self._words.forms(before)[0].part == "noun"
        return self._grammar.placed(text, at, "g" if of else "n"), "m"

    def is_verb(self, word: str) -> bool:
        """Whether a form of the word is a verb."""
        return any(f.part == "verb" for f in self._words.forms(word))

    def is_of(self, m: re.Match[str]) -> bool:
        """Whether "им." names after whom: им. Пушкина; and not: гордятся им."""
        follows = GENITIVE_NEXT.match(m.string, m.end())
        if not follows or starts_anew(m.string, m.end()):
            return False
        if not follows[1]:
            return True
        forms = self._words.forms(follows[1])
        verb = self.is_verb(self._grammar.before(m.string, m.start()))
        named = any(f.name or f.surname for f in forms)
        return any(f.case == "g" for f in forms) and (named or not verb)

    def is_father(self, short: str, name: str) -> bool:
        """Whether О. stands before a priest's name: О. Василь."""
        forms = self._words.nouns(name)
        given = any(f.name and f.gender == "m" and not f.fixed for f in forms)
        return short == "О." and given and not any(f.surname for f in forms)
