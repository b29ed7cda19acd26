"""Regular expressions: what could be slow is refused, and the count of steps is an upper bound."""

from collections import deque
from collections.abc import Iterator
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tts.errors import ForeignPatternError, LexiconPatternError, SlowPatternError
from tts.lexicon import Entry, Lexicon, _patterns
from tts.lexicon._characters import _has, characters
from tts.lexicon._patterns import MOST, pattern
from tts.lexicon.spending import Spending

SLOW = [
    "(a+)+$", "(a*)*$", "(a|a)*$", "(a|aa)+$", "(a|a?)+$", "(.*a){20}", "^(a+)+b", "([a-zA-Z]+)*x",
    "a*a*a*a*b", ".*.*.*x", r"(\w+\s?)+$", r"(\d+\.?)+x", "(x+x+)+y", "((ab)*)*c",
    r"^(([a-z])+.)+[A-Z]([a-z])+$", "(?:a?){30}a{30}", "(?=(a+)+b)a", ".+ - .+", "(a{0,64}){0,64}",
    "(?:(?:a|b)+|c)*d", r"\s+$|\s*\s*\s*x", "(?:.|a){1,40}b",
]  # fmt: skip
FOREIGN = [
    r"(a)\1",
    "(?P<n>a)(?P=n)",
    "(?i)a",
    "(?i:a)",
    "(a)?(?(1)b|c)",
    "(?>a+)b",
    "a++b",
    "a{65,}",
]
WRONG = ["(", "[", "a{2,1}", "*", "(?<=a+)b", "[[a]", "\\"]
FINE = [
    r"(\d+)-(\d+)", "[ ]+is", r"\w+\s*-\s*\w+", "(?:ab|cd)+", r"\d{1,3}(?:\.\d{3})*", r"\p{L}+\.",
    "(?<=a)b", "^x$", r"(?:\d{1,2}[.:]){1,2}\d\d", "Mr|Mrs|Ms", r"№\s?\d+", "a.{0,20}b", "(a|b)*c",
    r"[\u0600-\u06ff]+\d", r"(?!x)\w", "x*?y",
]  # fmt: skip


@pytest.mark.parametrize("written", SLOW)
def test_what_could_be_slow_is_refused(written: str) -> None:
    with pytest.raises((SlowPatternError, ForeignPatternError)):
        pattern(written)


@pytest.mark.parametrize("written", FOREIGN)
def test_what_is_not_understood_is_refused(written: str) -> None:
    with pytest.raises(ForeignPatternError):
        pattern(written)


@pytest.mark.parametrize("written", WRONG)
def test_what_is_none_is_refused(written: str) -> None:
    with pytest.raises(LexiconPatternError):
        pattern(written)


@pytest.mark.parametrize("written", FINE)
def test_what_people_write_is_accepted(written: str) -> None:
    assert 0 < pattern(written).cost <= _patterns.COST


def test_a_long_expression_is_refused() -> None:
    with pytest.raises(SlowPatternError):
        pattern("a" * (_patterns.LONGEST + 1))


def test_a_repetition_has_an_end() -> None:
    assert pattern("a+").compiled.findall("a" * (MOST + 6)) == ["a" * MOST, "a" * 6]


def test_properties_are_those_of_other_dialects() -> None:
    assert pattern(r"\p{L}+").compiled.findall("ab1 Đắk_") == ["ab", "Đắk"]
    assert pattern(r"\p{Nd}").compiled.findall("a1") == ["1"]


def test_many_expressions_together_are_too_many() -> None:
    spending = Spending()
    entries = [Entry(rf"{number}\w+\s\w+x", "y", match="regex") for number in range(1000)]
    spending.add(entries[0])
    with pytest.raises(SlowPatternError):
        deque(map(spending.add, entries), 0)


def test_many_contexts_of_one_word_are_too_many_and_of_many_words_are_not() -> None:
    spending = Spending()
    for number in range(1000):
        spending.add(Entry(f"w{number}", "y", followed=r"\s+is"))
    entries = [Entry("w", "y", followed=rf"\s+is{number}") for number in range(1000)]
    with pytest.raises(SlowPatternError):
        deque(map(spending.add, entries), 0)


def expressions() -> st.SearchStrategy[str]:
    single = st.sampled_from(["a", "b", ".", r"\d", "[ab]", "[^a]", "1", r"\w", r"\b", "$"])
    repeat = st.sampled_from(["*", "+", "?", "{0,2}", "{2,3}", "*?"])

    def deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.tuples(inner, inner).map("".join),
            st.tuples(inner, inner).map(lambda p: f"(?:{p[0]}|{p[1]})"),
            st.tuples(inner, repeat).map(lambda p: f"(?:{p[0]}){p[1]}"),
        )

    return st.recursive(single, deeper, max_leaves=6)


class _Counter:
    """A matcher that goes back as Python's does, and counts every character it looks at."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.steps = 0

    def ends(self, tree: Any, at: int) -> Iterator[int]:
        items = list(tree)
        if not items:
            yield at
            return
        op, value = items[0]
        for end in self._one(op, value, at):
            yield from self.ends(items[1:], end)

    def _one(self, op: Any, value: Any, at: int) -> Iterator[int]:
        if op is _parser.SUBPATTERN:
            yield from self.ends(value[3], at)
        elif op is _parser.BRANCH:
            for branch in value[1]:
                yield from self.ends(branch, at)
        elif op in (_parser.MAX_REPEAT, _parser.MIN_REPEAT):
            least, most, body = value
            yield from self._repeat(least, most, body, at)
        elif op is _parser.AT:
            self.steps += 1
            if self._holds(value, at):
                yield at
        else:
            self.steps += 1
            if at < len(self.text) and self._is(op, value, self.text[at]):
                yield at + 1

    def _repeat(self, least: int, most: int, body: Any, at: int) -> Iterator[int]:
        if most > 0:
            for end in self.ends(body, at):
                yield from self._repeat(max(0, least - 1), most - 1, body, end)
        if least == 0:
            yield at

    def _holds(self, where: Any, at: int) -> bool:
        if where is _parser.AT_BOUNDARY:
            before = at > 0 and self.text[at - 1].isalnum()
            return before != (at < len(self.text) and self.text[at].isalnum())
        return at == len(self.text)

    def _is(self, op: Any, value: Any, character: str) -> bool:
        return any(_has(some, character) for some in characters(op, value))


@settings(deadline=None, max_examples=300)
@given(written=expressions(), text=st.text("ab1 ", max_size=12))
def test_no_text_needs_more_steps_than_were_counted(written: str, text: str) -> None:
    try:
        accepted = pattern(written)
    except LexiconPatternError:
        assume(False)
    tree = _parser.parse(written)
    _patterns._bound(tree)
    # What follows the expression never matches, so every way through it is tried.
    for padded in (text, text + "a" * 20, text + "1" * 20, "ab" * 10):
        counter = _Counter(padded)
        for _end in counter.ends(tree, 0):
            assert counter.steps <= accepted.cost
        assert counter.steps <= accepted.cost


def test_a_hostile_text_ends_too() -> None:
    """The dearest expressions that are accepted, over the text that is worst for them."""
    entries = [Entry(f".{{0,{n}}}[ab]{{1,9}}a?c", "x", match="regex") for n in range(10, 14)]
    spending = Spending()
    for entry in entries:
        spending.add(entry)
    assert Lexicon(entries).apply("ab" * 2_000, "en") == ()
