import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiolib.identify.cut import cut
from audiolib.publication import Mark, MarkKind
from tests.audiolib.sentences import split


def reference(words: str, mark: str) -> Mark:
    begin = words.index(mark)
    return Mark(begin, begin + len(mark), MarkKind.NOTEREF, href="#n")


def pieces(words: str, *marks: str, lines: bool = False) -> list[str]:
    found = [reference(words, mark) for mark in marks]
    return [words[b:e] for b, e in cut(words, found, "en", lines, split)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("One.1 Two.", ["One.1", "Two."]),
        ("One1. Two.", ["One1.", "Two."]),
        ("One. 1 Two.", ["One. 1", "Two."]),
        ("1 One. Two.", ["1 One.", "Two."]),
        ("One. Two.1", ["One.", "Two.1"]),
        ("1", ["1"]),
    ],
)
def test_a_note_reference_belongs_to_the_sentence_before_it(
    words: str, expected: list[str]
) -> None:
    assert pieces(words, "1") == expected


def test_references_in_a_row_stay_together() -> None:
    assert pieces("One.1 2 3 Two.", "1", "2", "3") == ["One.1 2 3", "Two."]


def test_no_phrase_crosses_the_edge_of_a_line() -> None:
    words = "One two\nthree. Four\n1\nfive"
    assert pieces(words, "1", lines=True) == ["One two", "three.", "Four", "1", "five"]


RANGES = st.lists(st.tuples(st.integers(-2, 20), st.integers(-2, 20)), max_size=5)


@settings(deadline=None)
@given(st.text("ab .\n", min_size=1, max_size=16), RANGES, st.booleans())
def test_whatever_a_splitter_says_phrases_are_disjoint_and_hold_every_letter(
    words: str, ranges: list[tuple[int, int]], lines: bool
) -> None:
    phrases = cut(words, [], "en", lines, lambda *_: ranges)
    at = 0
    for begin, end in phrases:
        assert at <= begin < end
        assert not words[at:begin].strip()
        assert words[begin:end] == words[begin:end].strip()
        assert not (lines and "\n" in words[begin:end])
        at = end
    assert not words[at:].strip()
