"""Heard words beside expected ones."""

from hypothesis import given
from hypothesis import strategies as st

from tts.ears import compare, words_of

_WORDS = st.lists(st.sampled_from(("heron", "river", "miller", "lamp", "bread")), max_size=8)
FIRST = words_of("The heron stood by the river and waited.", "en")
SECOND = words_of("Nobody came that morning.", "en")
THIRD = words_of("It is there to this day.", "en")


@given(st.lists(_WORDS, min_size=1, max_size=5))
def test_what_is_heard_as_written_is_never_doubtful(phrases: list[list[str]]) -> None:
    verdicts = compare(phrases, [word for phrase in phrases for word in phrase])
    assert [v.words for v in verdicts] == [len(phrase) for phrase in phrases]
    assert not any(v.wrong or v.is_doubtful for v in verdicts)


@given(st.lists(_WORDS, min_size=1, max_size=4), _WORDS)
def test_whatever_is_heard_each_phrase_has_a_verdict(
    phrases: list[list[str]], heard: list[str]
) -> None:
    verdicts = compare(phrases, heard)
    assert len(verdicts) == len(phrases)
    assert all(0 <= v.missing <= v.words for v in verdicts)


def test_a_phrase_that_was_dropped_is_doubtful_and_its_neighbours_are_not() -> None:
    verdicts = compare([FIRST, SECOND, THIRD], [*FIRST, *THIRD])
    assert [v.is_doubtful for v in verdicts] == [False, True, False]
    assert verdicts[1].missing == 4


def test_a_phrase_said_twice_is_doubtful_and_its_neighbours_are_not() -> None:
    verdicts = compare([FIRST, SECOND, THIRD], [*FIRST, *SECOND, *SECOND, *THIRD])
    assert [v.is_doubtful for v in verdicts] == [False, True, False]
    assert verdicts[1].repeated == 4


def test_other_words_are_doubtful() -> None:
    heard = [*FIRST, *words_of("Take two cups of flour.", "en"), *THIRD]
    assert [v.is_doubtful for v in compare([FIRST, SECOND, THIRD], heard)] == [False, True, False]


def test_a_misheard_ending_or_name_is_forgiven() -> None:
    heard = words_of("The herons stood by the river and weighted", "en")
    (verdict,) = compare([FIRST], heard)
    assert not verdict.is_doubtful


def test_numbers_are_compared_as_they_are_spoken() -> None:
    assert words_of("In 1984 he’d 3 boats.", "en") == words_of(
        "in nineteen eighty-four hed three boats", "en"
    )
