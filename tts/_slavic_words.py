"""What a dictionary knows of a Russian or Ukrainian word: cases, number, gender, spelling."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

_CYRILLIC = re.compile(r"[а-яёіїєґѣѳѵ]+(?:['-][а-яёіїєґѣѳѵ]+)*\Z")
_CASES = {
    "nomn": "n", "gent": "g", "datv": "d", "accs": "a", "ablt": "i", "loct": "p",
    "gen1": "g", "gen2": "g", "acc2": "a", "loc1": "p", "loc2": "p",
}  # fmt: skip
_TAGS = {"n": "nomn", "g": "gent", "d": "datv", "a": "accs", "i": "ablt", "p": "loct"}
_GENDERS = {"masc": "m", "femn": "f", "neut": "n", "ms-f": "m", "GNdr": "m"}
_PARTS = {
    "NOUN": "noun", "ADJF": "adjective", "PRTF": "participle", "NPRO": "pronoun",
    "VERB": "verb", "INFN": "verb", "GRND": "verb", "PRTS": "verb", "ADJS": "verb",
    "PREP": "preposition", "CONJ": "conjunction", "NUMR": "number",
}  # fmt: skip

_VERBS = ("VERB", "INFN", "GRND")
_SINGLE = frozenset(("masc", "femn", "impr", "1per"))
_NO_OBJECT = ("есть", "бу", "жи", "поме", "загин", "працю", "навча", "існу", "прий", "прибу", "лиш",
              "зник", "сто", "висту", "зрос", "впа", "упа")  # fmt: skip
_COSTS = ("склада", "склал", "станов", "кошту", "важи", "отрима", "налічу", "займ")


class Form(NamedTuple):
    """One way to read a word: `case` is one of `ngdaip` or empty, `gender` m, f, n or empty."""

    part: str
    case: str
    many: bool
    gender: str
    animate: bool
    fixed: bool
    name: bool = False
    surname: bool = False


class Words:
    """The dictionary of a language, loaded when the first word is asked for (0.1 s, 25 MB).

    It is pymorphy3 (MIT) with OpenCorpora (ru) and LanguageTool (uk): it also guesses at words
    that it does not hold, by their endings.
    """

    def __init__(self, tag: str) -> None:
        self._tag = tag
        self.forms = lru_cache(maxsize=16384)(self._forms)
        self.inflected = lru_cache(maxsize=4096)(self._inflected)
        self.with_yo = lru_cache(maxsize=65536)(self._with_yo)

    def _forms(self, word: str) -> tuple[Form, ...]:
        found: dict[Form, None] = {}
        for parse in _parses(self._tag, word):
            tag = parse.tag
            case = _CASES.get(_case(tag), "")
            gender = tag.gender
            if tag.POS == "NOUN" and not gender:
                gender = parse.normalized.tag.gender
            part = _PARTS.get(tag.POS or "", "other")
            if part == "noun" and not case:
                continue  # the vocative
            found[
                Form(
                    part,
                    case,
                    "plur" in tag.grammemes,
                    _GENDERS.get(gender or "", ""),
                    "anim" in tag.grammemes,
                    "Fixd" in tag.grammemes,
                    "Name" in tag.grammemes,
                    "Surn" in tag.grammemes,
                )
            ] = None
        return tuple(found)

    def _inflected(self, word: str, case: str, many: bool = False, gender: str = "") -> str:
        """`word` in a case; the word itself where the dictionary cannot say.

        Of several words, joined by `_`, the last is declined.
        """
        *front, word = word.split("_")
        if front:
            return " ".join([*front, self.inflected(word, case, many, gender)])
        if case == "a" and (many or gender == "m") and self.adjectives(word):
            case = "n"  # of things
        if case == "n" and not many and gender in ("", "m"):
            return word
        wanted = {_TAGS[case]}
        if many:
            wanted.add("plur")
        elif gender:
            wanted |= {"sing", {"m": "masc", "f": "femn", "n": "neut"}[gender]}
        for grammemes in (wanted, wanted - {"sing"}, wanted - {"sing", "nomn"}):
            parses = _parses(self._tag, word)
            for parse in sorted(parses, key=lambda p: "Name" in p.tag.grammemes):
                if _case(parse.tag) != "nomn" or "Fixd" in parse.tag.grammemes:
                    continue
                found = parse.inflect(grammemes)
                if found is not None:
                    said: str = found.word
                    return _shorter(found, parse) if said.endswith(_LONG) else said
        return word

    def is_known(self, word: str) -> bool:
        """Whether the dictionary holds the word, in small letters."""
        return bool(_CYRILLIC.match(word)) and bool(_analyzer(self._tag).word_is_known(word))

    def is_place(self, word: str) -> bool:
        """Whether a name is that of a place and of no person: Казань, Київ."""
        if not self.is_known(word.lower()):
            return False
        tags = [p.tag.grammemes for p in _parses(self._tag, word) if p.tag.POS != "VERB"]
        if any({"anim", "ADJF", "Surn", "Name"} & tag for tag in tags):
            return False
        return any("Geox" in tag if self._tag == "ru" else "inan" in tag for tag in tags)

    def is_acronym(self, word: str) -> bool:
        """Whether the dictionary holds it as an acronym."""
        return any("Abbr" in parse.tag.grammemes for parse in _parses(self._tag, word))

    def _with_yo(self, word: str) -> tuple[str, float]:
        """`word` with its ё, and how much of the corpus that it was counted in reads it so.

        The share is that of OpenCorpora; 1 where the dictionary has no other reading. An empty
        word with 0 where no reading has a ё.
        """
        shares: dict[str, float] = {}
        if self.is_known(word):
            for parse in _parses(self._tag, word):
                shares[parse.word] = shares.get(parse.word, 0.0) + parse.score
        spelt = max(
            (w for w in shares if w != word and "ё" in w), key=lambda w: shares[w], default=""
        )
        return (spelt, shares[spelt] / sum(shares.values())) if spelt else ("", 0.0)

    def is_single_neuter(self, word: str) -> bool:
        """Whether a word goes with "all that is": лучше, было, идёт, новое."""
        parses = _parses(self._tag, word)
        if not parses or not self.is_known(word):
            return False
        tag = parses[0].tag
        if tag.POS == "COMP":
            return True
        if tag.POS == "VERB":
            return "sing" in tag.grammemes and (tag.gender == "neut" or "3per" in tag.grammemes)
        return tag.POS == "ADJF" and tag.gender == "neut" and "Apro" not in tag.grammemes

    def takes_object(self, word: str, surely: bool = False) -> bool:
        """Whether a word is a verb that takes an object: получил, складає.

        The Ukrainian dictionary does not tell: there a neuter past is none (загинуло), nor -ся.
        """
        if word in _NO_OBJECT or word.endswith(("ся", "сь")):
            return False
        verbs = [p.tag for p in _parses(self._tag, word) if p.tag.POS in _VERBS]
        if not verbs or _parses(self._tag, word)[0].tag.POS not in _VERBS:
            return False
        if surely and not any(not _SINGLE.isdisjoint(tag.grammemes) for tag in verbs):
            return False
        if self._tag == "ru":
            return any("tran" in tag.grammemes for tag in verbs)
        neuter = any("neut" in tag.grammemes for tag in verbs)
        return word.startswith(_COSTS) or not (neuter or word.startswith(_NO_OBJECT))

    def nouns(self, word: str) -> tuple[Form, ...]:
        return only(self.forms(word), "noun")

    def adjectives(self, word: str) -> tuple[Form, ...]:
        return only(self.forms(word), "adjective") or only(self.forms(word), "participle")


_LONG = ("ові", "еві", "єві", "ім", "ії")


def _shorter(found: Any, parse: Any) -> str:
    """Ukrainian "на рисунку" and "в обласному", not "на рисункові" and "в обласнім"."""
    said: str = found.word
    adjective = parse.tag.POS == "ADJF"
    if adjective != said.endswith(("ім", "ії")) or "anim" in parse.tag.grammemes:
        return said
    if parse.word.endswith(("ів", "їв", "ов")):
        return said  # на острові
    alike = (f.word for f in parse.lexeme if f.tag.grammemes == found.tag.grammemes)
    short = sorted(word for word in alike if not word.endswith(_LONG))
    soft = [word for word in short if word.endswith("і") and not said[:-3].endswith("к")]
    return next(iter(soft or short), said)


def _case(tag: Any) -> str:
    """The Ukrainian dictionary leaves many a nominative unnamed."""
    if tag.case is None and tag.POS in ("NOUN", "ADJF", "PRTF") and tag.gender:
        return "nomn"
    return tag.case or ""


def only(forms: Iterable[Form], part: str) -> tuple[Form, ...]:
    """The readings that are of one part of speech."""
    return tuple(form for form in forms if form.part == part)


@lru_cache(maxsize=2)
def _analyzer(tag: str) -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang=tag)


def _parses(tag: str, word: str) -> list[Any]:
    """The dictionary's readings; none for what is not written in Cyrillic letters."""
    word = word.replace("’", "'").lower()
    if not _CYRILLIC.match(word):
        return []
    found: list[Any] = _analyzer(tag).parse(word)
    return found


@lru_cache(maxsize=4)
def words(tag: str) -> Words:
    """The dictionary of `ru` or `uk`."""
    return Words(tag)
