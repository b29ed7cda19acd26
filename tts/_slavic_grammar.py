"""Case and gender of East Slavic numbers and abbreviations, from the words around them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from tts._slavic import SlavicNumbers, plural
from tts._slavic_government import JOINT, SERIES_BACK, WORD, Government
from tts._slavic_nouns import Counting, noun
from tts._slavic_text import opens_sentence
from tts._slavic_words import Form, only

_NEXT = re.compile(rf"[ \u00a0\u202f]+[«„“\"]?({WORD})")
_SERIES_NEXT = re.compile(rf"(?:{JOINT}(\d[\d\u00a0]*)(?![\d.,:/-]{{0,9}}\d)){{1,6}}")

_DAY_PARTS = ("утра", "вечера", "ночи", "дня", "ранку", "вечора", "ночі")
"""Of which an hour is: в 9 утра."""


TOGETHER = "together"
"""Instead of a case: people are counted by двоє, троє, четверо."""


_CHILDREN = re.compile(r"\d[\d–—-]*\s(?:\w+\s)?(?:дітей|діточок)")
_SIGNED = re.compile(r"№\s?\Z")
_PAIRED = re.compile(
    r"\s(?P<w>суток|сутки|ножниц|брюк|саней|ворот|джинсов|штанов|щипцов|носилок|каникул)\b"
)
"""Nouns without a singular, counted by двое, трое."""
_OUT_OF = re.compile(r"\s(?:из|із|зі|з)\s\d")
_AMONG = ("в", "во", "на", "у")
_WHOSE = ("него", "неё", "них", "меня", "тебя", "нас", "вас", "нього", "неї", "мене", "тебе")


class Agreement(NamedTuple):
    """How a number is said; `ordinal` where its noun can't be counted by it (5 класс)."""

    case: str
    gender: str
    ordinal: bool
    sure: float


class Grammar(Government):
    """Chooses case and gender by what stands before and the dictionary's forms of what follows."""

    def __init__(self, tag: str, tables: Mapping[str, Any], numbers: SlavicNumbers) -> None:
        super().__init__(tag, tables)
        self.numbers = numbers
        grammar = tables["grammar"]
        self._owned = frozenset(grammar["owned"].split())
        self._hour_words = frozenset(grammar["hour_words"].split())
        self._ranked_series = tuple(grammar["ranked_series"].split())
        self._ranked_at = frozenset(grammar["ranked_at"].split())
        self._masculine = frozenset(grammar["masculine"].split())
        self._ordinals = frozenset(grammar["ordinals"].split())
        self._short = {
            short: tuple(Form("noun", case, False, gender, False, False) for case in "nagdip")
            for gender in "mfn"
            for short in tables["short"][gender].split()
        }
        self._collective: list[str] = grammar["collective"].split()
        self._few_genitive = grammar["few"] == "genitive"
        counting = Counting(numbers, tables["half"], grammar["few"])
        self.counted = counting.counted
        self.nouns = {k: noun(v, tables["declension"]) for k, v in tables["nouns"].items()}
        self.units = {k: noun(v, tables["declension"]) for k, v in tables["units"].items()}

    def head(
        self, text: str, at: int, *, few: bool = False, short: bool = False
    ) -> tuple[Form, ...]:
        """The forms of the noun that stands after a place, past its adjectives; or nothing.

        `few` is said of a place behind 2, 3 or 4, where Russian has две ветряные мельницы;
        `short` lets an abbreviation be the noun.
        """
        agreeing: list[Form] = []
        for _ in range(4):
            match = _NEXT.match(text, at)
            if not match:
                break
            word = match[1].lower()
            if short and text[match.end() : match.end() + 1] == "." and word in self._short:
                return self._short[word]
            if word in self._case and word not in ("против", "проти"):
                break
            forms = self.words.forms(word)
            nouns = [f for f in only(forms, "noun") if len(word) > 1]
            if match[1][0].islower():
                nouns = [f for f in nouns if not f.surname]
            if word in self._masculine:
                nouns = [f._replace(gender="m") for f in nouns]
            adjectives = [f for f in forms if f.part in ("adjective", "participle") and f.case]
            if word in self._owned:
                at = match.end()
                continue
            if adjectives and (not nouns or self._leads(text, match.end(), adjectives, few)):
                mine = {(f.case, f.many) for f in adjectives}
                agreeing = [f for f in agreeing if (f.case, f.many) in mine] or adjectives
                at = match.end()
                continue
            if nouns:
                alike = {(f.case, f.many) for f in agreeing}
                if few and self._few_genitive and {("n", True), ("g", True)} & alike:
                    alike.add(("g", False))
                agree = [f for f in nouns if (f.case, f.many) in alike]
                return tuple(agree or nouns)
            break
        return tuple(agreeing)

    def _leads(self, text: str, at: int, adjectives: Iterable[Form], few: bool) -> bool:
        """Whether a noun follows that agrees with an adjective."""
        match = _NEXT.match(text, at)
        if not match:
            return False
        nouns = self.words.nouns(match[1])
        alike = {(f.case, f.many) for f in adjectives}
        if few and self._few_genitive and {("n", True), ("g", True)} & alike:
            alike.add(("g", False))
        return bool(alike & {(f.case, f.many) for f in nouns})

    def agreement(
        self, text: str, begin: int, end: int, count: int, *, several: bool = False
    ) -> Agreement:
        """Case, gender and confidence for a number that stands before its noun, or alone.

        `several` says that the number is the last of a range.
        """
        last, stop = count, end
        if series := _SERIES_NEXT.match(text, end):
            last, stop = int(series[1].replace("\u00a0", "")), series.end()
        if text[begin - 1 : begin] in ("+", "*", "=", "×"):
            return Agreement("n", "m", False, 0.9)
        asked = self.governed(text, begin)
        if self.is_article(text, begin) or _SIGNED.search(text, max(0, begin - 3), begin):
            return Agreement("n", "m", False, 0.9)
        if not asked and (self.is_compared(text, begin) or self.is_aged(text, begin, stop)):
            asked = "g"
        head = self.head(text, stop, few=plural(last) == 1)
        if not head:
            case = self.alone(text, begin)
            if _OUT_OF.match(text, stop) and self.preposition(text, begin) in _AMONG:
                case = "p"  # в 9 из 10 случаев
            return Agreement(case, "m", False, 0.9 if asked else 1.0)
        form = plural(last) if last % 1000 or not last else 2
        fitting = self._fitting(form if last else 2, head)
        several = several or series is not None
        several = several or bool(SERIES_BACK.search(text[max(0, begin - 24) : begin]))
        ranked = self._is_ordinal(text, begin, stop, last, bool(fitting), several, asked)
        if asked[:1] in ("", "a") and plural(last) < 2 and self._is_paired(text, stop, last):
            return Agreement(TOGETHER, "m", False, 0.9)
        if ranked and not asked and self._is_of("", text, begin):
            asked = "g"  # літератури 19 століття
        if ranked and (found := self._as_ordinal(asked, head, several)):
            return found
        if asked[:1] == "p" and self._belongs(text, begin, fitting):
            asked = "g"
        if not fitting:
            return Agreement(self.alone(text, begin), "m", False, 0.7)
        animate = any(a for _, _, a in fitting)
        if not asked and self.is_object(text, begin, surely=animate):
            asked = "a"
        if not asked and count in (2, 3, 4) and self._is_group(text, begin, fitting):
            return Agreement(TOGETHER, "m", False, 0.8)
        return self._chosen(asked, fitting, count)

    def together(self, count: int) -> str:
        """People or young animals together: двоє, троє; things without a singular: одни сутки."""
        tens, rest = count - count % 10, count % 10
        if count > 10 and rest not in (1, 2, 3, 4):
            return self.numbers.cardinal(count)
        whole = [self.numbers.cardinal(tens)] if tens and count != 10 else []
        rest = count if not whole else rest
        return " ".join([*whole, self._collective[rest - 1]])

    def _is_paired(self, text: str, stop: int, count: int) -> bool:
        found = _PAIRED.match(text, stop)
        return found is not None and (found["w"] == "сутки") == (plural(count) == 0)

    def _is_group(self, text: str, begin: int, fitting: list[tuple[str, str, bool]]) -> bool:
        """Whether people are told of who are there: пришло 2 мужчин, у неї 3 дітей."""
        if self.is_object(text, begin):
            return False
        of_women = not _CHILDREN.match(text, begin) and any(g == "f" for _, g, _ in fitting)
        if of_women or any(case in "np" or not alive for case, _, alive in fitting):
            return False
        word = self.before(text, begin)
        if not word:
            return opens_sentence(text, begin)
        forms = self.words.forms(word)
        return word in _WHOSE or bool(forms and forms[0].part == "verb")

    def _belongs(self, text: str, begin: int, fitting: list[tuple[str, str, bool]]) -> bool:
        """Whether Ukrainian "у" before people means that they have something: у 8 людей."""
        cases = {case for case, _, _ in fitting}
        return (
            self.before(text, begin) == "у" and "p" not in cases and any(a for _, _, a in fitting)
        )

    def _chosen(self, asked: str, fitting: list[tuple[str, str, bool]], count: int) -> Agreement:
        cases = {case for case, _, _ in fitting}
        order = [c for c in asked if c in cases] or [c for c in "nagidp" if c in cases]
        case = order[0]
        gender, animate = next((g, a) for c, g, a in fitting if c == case)
        sure = 1.0 if asked or cases <= {"n", "a", "g"} else 0.9
        if case == "a" and animate and gender != "f" and count % 10 == 1 and count % 100 != 11:
            case = "g"
        if case == "a" and animate and count in (2, 3, 4) and "n" not in cases:
            case = "g"
        return Agreement(case, gender or "m", False, sure)

    def _fitting(self, form: int, head: Iterable[Form]) -> list[tuple[str, str, bool]]:
        """(case, gender, animate) that a count may have before a noun of these forms."""
        found: list[tuple[str, str, bool]] = []
        for f in head:
            if f.fixed:
                cases = "nagdip"
            elif form == 0:
                cases = "" if f.many else f.case
            elif f.many:
                cases = {"g": "nag" if form == 2 else "ga" if f.animate else "g"}.get(f.case, "")
                if f.case in "dip" or (f.case in "na" and form == 1 and not self._few_genitive):
                    cases = f.case
                elif f.case == "g" and form == 1 and self._is_adjectival(f, head):
                    cases = "nag"
            else:
                cases = "na" if f.case == "g" and form == 1 and self._few_genitive else ""
            found += [(case, f.gender, f.animate) for case in cases]
        return found

    def _is_adjectival(self, form: Form, head: Iterable[Form]) -> bool:
        """Whether a noun is declined as an adjective (рабочих): genitive = prepositional."""
        if form.part != "noun":
            return True
        plural_cases = {f.case for f in head if f.many}
        return {"g", "p"} <= plural_cases

    def _is_ordinal(
        self,
        text: str,
        begin: int,
        end: int,
        count: int,
        counts: bool,
        several: bool,
        asked: str,
    ) -> bool:
        """Whether a number before its noun names the one of that rank (5 класс, 1 место)."""
        if not 0 < count < 1000 or self.is_numbered(text, begin):
            return False
        match = _NEXT.match(text, end)
        if not match or not match[1][0].islower():
            return False
        if not counts:
            return match[1] not in _DAY_PARTS
        if several and match[1].lower().startswith(self._ranked_series):
            if match[1].lower().endswith(("ов", "ів")) and self._is_of(asked, text, begin):
                return True
            return match[1].lower().endswith(("ы", "и", "і", "ах", "ях", "ами", "ями", "ам", "ям"))
        if match[1].lower().startswith("годин"):
            return plural(count) == 0 and self.preposition(text, begin) in self._hour_words
        if match[1].lower() in self._ranked_at:
            return self.preposition(text, begin) in ("на", "в", "у")
        return plural(count) == 0 and self.is_ranked(text, end)

    def _is_of(self, asked: str, text: str, begin: int) -> bool:
        """Whether a genitive is asked for, or a noun stands before: учеников 5–9 классов."""
        before = self.before(text, begin)
        return asked[:1] == "g" or bool(before and self.words.nouns(before) and not asked)

    def is_ranked(self, text: str, at: int) -> bool:
        """Whether a noun follows that mostly has its rank before it: квартал, з'їзд."""
        match = _NEXT.match(text, at)
        return match is not None and match[1].lower().startswith(tuple(self._ordinals))

    def _as_ordinal(self, asked: str, head: Iterable[Form], several: bool) -> Agreement | None:
        single = [f for f in head if not f.many or several]
        single = [f for f in single if not f.animate] or single
        single = [f for f in single if f.part == "noun"]
        if not single:
            return None
        cases = {f.case for f in single}
        order = [c for c in asked if c in cases] or [c for c in "nagdip" if c in cases]
        found = next(f for f in single if f.case == order[0])
        case = "g" if found.case == "a" and found.animate and found.gender == "m" else found.case
        return Agreement(case, found.gender or "m", True, 0.7)
