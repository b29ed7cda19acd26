"""Abbreviations of Russian and Ukrainian in the case they stand in, imprints."""

import re
from collections.abc import Callable

from tts._rules import Language, Reading, Rule
from tts._slavic_beside import (
    BESIDE,
    CAPITAL,
    CHAIR_NEXT,
    DAY_BEFORE,
    DIGIT_BEFORE,
    LABELLED,
    NAME_NEXT,
    NOUN_NEXT,
    NOUN_OR_NUMBER,
    RANK_BEFORE,
    ROMAN_BEFORE,
    SMALL,
    UNTIL_DAY,
    WOMEN,
    is_degree,
    is_short,
    pattern,
)
from tts._slavic_cased import Cased
from tts._slavic_grammar import Grammar
from tts._slavic_text import either, ends_sentence, opens_sentence, starts_anew


def short_rules(language: Language, grammar: Grammar) -> tuple[Rule, ...]:
    """The rules of abbreviations, the most particular first."""
    say = _Shorts(language, grammar)
    tables = language.abbreviations.get("cased", {})
    kinds: dict[str, Callable[[re.Match[str]], Reading]] = {
        "fixed": say.fixed,
        "number": say.number,
        "title": say.title,
        "name": say.name,
        "own": say.own,
        "post": say.post,
        "adjective": say.adjective,
        "list": say.others,
        "inside": say.inside,
        "day": say.weekday,
    }
    verso = re.escape(language.words["verso"])
    stems: dict[str, str] = language.abbreviations["shortened"]
    imprint = language.abbreviations.get("imprint", {})
    places = "".join(key[0].upper() for key in tables["name"] if len(key) == 2)
    return (
        *(
            Rule(f"abbreviation.{kind}", pattern(tables[kind], kind), method, "nothing")
            for kind, method in kinds.items()
            if tables.get(kind)
        ),
        Rule("abbreviation.place", rf"(?<![\w.])(?P<w>[{places}]\.)(?=\s?[{CAPITAL}][{SMALL}])",
             say.place, "dot"),
        Rule("abbreviation.millennium", r"(?<!\w)(?P<w>[тТ]ыс\.|[тТ]ис\.)(?=\s"
                                        r"(?:до\s)?н\.\s?[эе]\.)",
             say.millennium, "dot"),
        Rule("abbreviation.imprint",
             rf"(?<![\w.])(?P<w>{either(imprint)})\.?"
             rf"(?=\s?:\s?[«\"]?[{CAPITAL}A-Z]|\s?[:;,]\s?[^.,\n]{{0,60}}(?:,\s)?1[5-9]\d\d|"
             r"\s?[:;,]\s?[^.,\n]{0,60}(?:,\s)?20\d\d)", lambda m: (imprint[m["w"]], 0.8)),
        Rule("abbreviation.verso",
             rf"(?:л|лл|арк)\.\s?\d{{1,4}}(?:[-–]\d{{1,4}})?\s(?P<say>{verso})(?!\w)", say.verso),
        Rule("abbreviation.shortened",
             rf"(?<!\w)(?P<s>{either(stems)})(?P<x>[{SMALL}]{{0,3}})(?![\w-])",
             lambda m: stems[m["s"]] + m["x"], "nothing"),
    )  # fmt: skip


class _Shorts(Cased):
    """What is said for abbreviations; one object a language."""

    def millennium(self, m: re.Match[str]) -> Reading:
        """Во 2-м тыс. до н. э."""
        before = m.string[max(0, m.start() - 16) : m.start()]
        rank = RANK_BEFORE.search(before) or ROMAN_BEFORE.search(before)
        at = m.start() - len(rank[0] if rank else "")
        case = self._grammar.placed(m.string, at, "g" if self._of_noun(m.string, at) else "n")
        return self._words.inflected(self._millennium, case)

    def title(self, m: re.Match[str]) -> Reading:
        """Before a name that agrees: проф. Иванова, св. Николая."""
        return self._before_name(m, "title")

    def name(self, m: re.Match[str]) -> Reading:
        """Before a place's name that agrees: в г. Москве."""
        return self._before_name(m, "name")

    def place(self, m: re.Match[str]) -> Reading:
        """A sentence opens with a place, and no initial: Г. Казань, р. Волга."""
        follows = NAME_NEXT.match(m.string, m.end())
        if not follows or not opens_sentence(m.string, m.start()):
            return None
        if not self._words.is_place(follows[1]) and not self._naming.is_father(m["w"], follows[1]):
            return None
        case, _ = self._naming.agreed(m.string, m.start(), follows[1], "name")
        return self._said(m, "name", case), 0.8

    def _before_name(self, m: re.Match[str], kind: str) -> Reading:
        text = m.string
        follows = NAME_NEXT.match(text, m.end())
        if starts_anew(text, m.end()) or self._is_word(m):
            return None
        if not follows:
            if kind == "title" and CHAIR_NEXT.match(text, m.end()):
                return self._said(m, kind, self._grammar.placed(text, m.start())), 0.9
            return self._said(m, kind, "n") if is_degree(m, kind) else None
        counted = m["w"] != "г." and DIGIT_BEFORE.search(text, max(0, m.start() - 2), m.start())
        if counted and not LABELLED.search(text, max(0, m.start() - 12), m.start()):
            return None
        notation = self._tables[kind].get(re.sub(r"\s", "", m["w"]).lower(), "")
        sort = "saint" if notation.endswith("!") else kind
        case, gender = self._naming.agreed(text, m.start(), follows[1], sort)
        if notation.endswith("!"):
            case = "g" if case == "a" and gender == "m" else case
            word = self._words.inflected(notation[:-1], case, False, gender)
            return (word.capitalize() if m["w"][0].isupper() else word), 0.9
        if kind == "title" and gender == "f" and notation in WOMEN:
            said = self._words.inflected(WOMEN[notation], case)
            return (said.capitalize() if m["w"][0].isupper() else said), 0.9
        if kind == "title" and re.sub(r"\s", "", m["w"]) == "п.":
            people = [f for f in self._words.nouns(follows[1]) if f.animate and f.case == case]
            gender = "m" if any(f.gender == "m" for f in people) else gender
            return self._mister(self._grammar.before(text, m.start()), case, gender), 0.8
        return self._said(m, kind, case), 0.9

    def _is_word(self, m: re.Match[str]) -> bool:
        """Whether it is a whole word at the end of a sentence: погиб весь полк."""
        short = m["w"].rstrip(".").lower()
        if short not in self._whole or is_short(m, self._grammar.asking):
            return False
        follows = NAME_NEXT.match(m.string, m.end())
        named = follows and any(f.surname or f.name for f in self._words.forms(follows[1]))
        forms = self._words.forms(self._grammar.before(m.string, m.start()))
        verb = bool(forms) and forms[0].part == "verb"
        return not (named and verb and short in ("полк", "уклад", "митр"))

    def _mister(self, before: str, case: str, gender: str) -> str:
        """П. Іваненко, п. Марія, шановний п. Іваненку."""
        if gender == "f" or before in ("шановна", "дорога", "люба"):
            return "пані"  # never declined in the singular
        if before.endswith(("шановний", "дорогий")):
            return "пане"
        return self._words.inflected("пан", case)

    def own(self, m: re.Match[str]) -> Reading:
        """In its own case, whatever name follows: на ул. Ленина, в Московской обл."""
        text = m.string
        if starts_anew(text, m.end()) or self._is_word(m):
            return None
        after_adjective = bool(self._words.adjectives(self._grammar.before(text, m.start())))
        alone = not after_adjective and not NAME_NEXT.match(text, m.end())
        if alone and (not re.match(r"\s?\d", text[m.end() :]) or len(m["w"]) < 3):
            return None
        default = "n"
        if rank := RANK_BEFORE.search(text, max(0, m.start() - 16), m.start()):
            named = NAME_NEXT.match(text, m.end())
            stop = "." if ends_sentence(text, m.end()) and not named else ""
            return self._said(m, "own", self._grammar.placed(text, rank.start())) + stop, 0.9
        before = self._grammar.before(text, m.start())
        if before in ("и", "й", "і", "та"):
            return None
        if before and text[m.start() - 1].isspace() and not after_adjective:
            default = "g" if self._words.nouns(before) and not self._naming.is_verb(before) else "n"
        case = self._grammar.placed(text, m.start(), default)
        stop = "." if m["w"].endswith(".") and ends_sentence(text, m.end()) and (
            not NAME_NEXT.match(text, m.end()) or after_adjective
        ) else ""  # fmt: skip
        return self._said(m, "own", case) + stop, 0.9

    def post(self, m: re.Match[str]) -> Reading:
        """Before whom someone stands in for: с зам. директора, за словами в. о. міністра."""
        text = m.string
        if not NOUN_NEXT.match(text, m.end()):
            return None
        of = self._of_noun(text, m.start())
        return self._said(m, "post", self._grammar.placed(text, m.start(), "g" if of else "n")), 0.9

    def adjective(self, m: re.Match[str]) -> Reading:
        """Agrees with the noun that follows: т. н. дом, англ. писателя."""
        text = m.string
        if self._grammar.before(text, m.start()) in ("с", "з", "із") and "-" not in m["w"]:
            key = re.sub(r"\s", "", m["w"])
            word, _, alone = self._tables["adjective"].get(key, "").partition("|")
            if alone and not self._grammar.head(text, m.end()):
                return self._words.inflected(word, "g", False, "m"), 0.8
        if text[: m.start()].endswith(("рт. ", "рт.")):  # millimetres of mercury
            return None
        if not NOUN_NEXT.match(text, m.end()) or DIGIT_BEFORE.search(
            text, max(0, m.start() - 2), m.start()
        ):
            return None
        key = re.sub(r"\s", "", m["w"])
        table = self._tables["adjective"]
        notation = table.get(key) or table[key[0].lower() + key[1:]]
        word, _, alone = notation.partition("|")
        head = self._grammar.head(text, m.end())
        if key == "ст." and not any(f.animate for f in head):
            return None  # a century
        if not head:
            asked = self._grammar.governed(text, m.start())
            if alone and not asked:
                return alone, 0.7
            said = self._words.inflected(word, asked[:1] or "n", False, "m")
            return said, 0.7
        asked = self._grammar.governed(text, m.start())
        cases = [f.case for f in head]
        order = asked or ("gndaip" if self._of_noun(text, m.start()) else "ngdaip")
        case = next((c for c in order if c in cases), cases[0])
        found = min((f for f in head if f.case == case), key=lambda f: f.many)
        said = self._words.inflected(word, case, found.many, "" if found.many else found.gender)
        return (said.capitalize() if key[0].isupper() else said), 0.9

    def weekday(self, m: re.Match[str]) -> Reading:
        """По пн. и вт., с пн. по пт., в ср."""
        asked = DAY_BEFORE.search(m.string, max(0, m.start() - 28), m.start())
        if not asked:
            return None
        word, until = (
            asked[1].lower(),
            UNTIL_DAY.search(m.string, max(0, m.start() - 16), m.start()),
        )
        many = word == "по" and not until
        case = (
            "a" if until else {"по": "d", "в": "a", "во": "a", "у": "a", "до": "g"}.get(word, "g")
        )
        if many and self._tables["day"].get("сб.") != "суббота":
            case = "p"
        said = self._said(m, "day", case, many)
        return said + ("." if ends_sentence(m.string, m.end()) else ""), 0.9

    def verso(self, m: re.Match[str]) -> Reading:
        """Л. 4 об.: the back of a leaf."""
        return self._verso + ("." if ends_sentence(m.string, m.end()) else ""), 0.8

    def fixed(self, m: re.Match[str]) -> Reading:
        """One form for every place: им. Пушкина."""
        key = re.sub(r"\s", "", m["w"])
        if key.lower() == "им." and not self._naming.is_of(m):
            return None
        table = self._tables["fixed"]
        said = table.get(key) or table[key[0].lower() + key[1:]]
        return said + ("." if key[-1] == "." and not m.string[m.end() :].strip() else "")

    def inside(self, m: re.Match[str]) -> Reading:
        """What could be a word of its own at the end of a sentence: (см. рис. 3), букв. перевод."""
        text = m.string
        opening = text[: m.start()].rstrip()[-1:] in ("", "(", "[", "—", "–") or m["w"][0].isupper()
        if not opening and not NOUN_OR_NUMBER.match(text, m.end()):
            return None
        owner = self._grammar.before(text, m.start())
        before = self._words.adjectives(owner)
        if owner == "наші" or (before and all(form.many for form in before)):  # наши тел.
            return self._said(m, "inside", "n", many=True), 0.8
        if not self._grammar.preposition(text, m.start()) or not BESIDE.search(text, 0, m.start()):
            return self._said(m, "inside", "n"), 0.9
        if m["w"] == "ред.":  # no editor: the editing
            return self._words.inflected(self._editing, "i"), 0.9
        return self._said(m, "inside", self._grammar.placed(text, m.start())), 0.9

    def others(self, m: re.Match[str]) -> Reading:
        """And others, in the case of the list that it ends."""
        text = m.string
        key = re.sub(r"\s", "", m["w"]).lower()
        head, _, word = self._tables["list"][key].rpartition("_")
        before = self._grammar.before(text, m.start())
        nouns = self._words.nouns(before) if before else ()
        if text[: m.start()].rstrip().endswith(before):  # a small letter: no surname
            nouns = tuple(f for f in nouns if not f.surname)
        people = any(f.animate for f in nouns)
        nouns = tuple(f for f in nouns if f.animate or not people)
        if any(f.gender == "m" and f.case == "g" for f in nouns):
            nouns = tuple(f for f in nouns if f.gender != "f")
        cases = {f.case for f in nouns}
        case = "n"
        if cases and "n" not in cases:
            case = "g" if "g" in cases and (people or "a" not in cases) else ""
            case = case or next((c for c in "idpg" if c in cases), "n")
        said = self._words.inflected(word, case, True)
        joint = f"{head} {said}".strip()
        stop = "." if ends_sentence(text, m.end()) else ""
        return (joint[0].upper() + joint[1:] if m["w"][0].isupper() else joint) + stop, 0.9
