"""Tracks start where a listener would look for them, and last as long as they should."""

from hypothesis import given
from hypothesis import strategies as st

from audiolib.order import Cue, Role
from audiolib.production.cut import LONGEST_S, SHORTEST_S, cut
from audiolib.publication import Paragraph, Phrase, Section

RATE = 1000


def _cues(chapters: list[list[int]]) -> tuple[list[Cue], list[int]]:
    """A cue for each length in seconds, in a section for each list."""
    cues, lengths = [], []
    for number, seconds in enumerate(chapters):
        section = Section(id=f"c{number}", content=())
        for index, length in enumerate(seconds):
            phrase = Phrase(f"p{number}.{index}", 0, 1)
            holder = Paragraph(id=f"b{number}.{index}", text="x")
            cues.append(Cue(phrase, "x", Role.TEXT, holder, "en", (section,)))
            lengths.append(length * RATE)
    return cues, lengths


def _seconds(part: range, lengths: list[int]) -> float:
    return sum(lengths[i] for i in part) / RATE


chapters = st.lists(st.lists(st.integers(1, 120), min_size=1, max_size=60), min_size=1, max_size=12)


@given(chapters)
def test_every_phrase_lies_in_exactly_one_track_in_order(found: list[list[int]]) -> None:
    cues, lengths = _cues(found)
    assert [i for part in cut(cues, lengths, RATE) for i in part] == list(range(len(cues)))


@given(chapters)
def test_only_a_publication_that_is_short_has_a_short_track(found: list[list[int]]) -> None:
    cues, lengths = _cues(found)
    parts = cut(cues, lengths, RATE)
    assert all(_seconds(part, lengths) <= LONGEST_S for part in parts)
    if len(parts) > 1:
        assert all(_seconds(part, lengths) >= SHORTEST_S for part in parts)


def test_chapters_of_ten_minutes_are_tracks_of_their_own() -> None:
    cues, lengths = _cues([[60] * 10] * 5)
    assert [len(part) for part in cut(cues, lengths, RATE)] == [10] * 5


def test_a_long_chapter_is_cut_into_equal_parts() -> None:
    cues, lengths = _cues([[60] * 40])
    assert [len(part) for part in cut(cues, lengths, RATE)] == [10] * 4


def test_a_short_opening_is_joined_to_the_first_chapter() -> None:
    cues, lengths = _cues([[30], [60] * 10, [60] * 10])
    assert [len(part) for part in cut(cues, lengths, RATE)] == [11, 10]
