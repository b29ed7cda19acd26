"""Speech without words is cut where the speaker paused."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from media import Milliseconds
from media.pauses import phrases
from tests.media.voice import speech

RATE = 22_050


def _said(*seconds: float, pause_s: float = 0.6) -> np.ndarray:
    """Speech of so many seconds each, with pauses between, in a quiet room."""
    voice = speech().samples
    loud = voice[np.abs(voice) > 200]
    parts = []
    for length in seconds:
        parts += [np.resize(loud, int(length * RATE)), np.zeros(int(pause_s * RATE), np.int16)]
    sound = np.concatenate(parts)
    room = np.random.default_rng(0).normal(0, 4, len(sound))
    return (sound + room).clip(-32768, 32767).astype(np.int16)


@given(
    st.lists(st.floats(0.5, 25), min_size=1, max_size=6),
    st.lists(st.integers(0, 60_000), max_size=4),
    st.integers(1, 50),
)
@settings(max_examples=25, deadline=None)
def test_phrases_cover_the_sound_without_a_gap(
    seconds: list[float], edges: list[int], pieces: int
) -> None:
    sound = _said(*seconds)
    found = phrases(np.array_split(sound, pieces), RATE, [Milliseconds(edge) for edge in edges])
    assert found[0][0] == 0
    assert abs(found[-1][1] - len(sound) * 1000 / RATE) <= 1
    assert all(a[1] == b[0] for a, b in pairwise(found))
    assert all(begin < end for begin, end in found)


def test_phrases_begin_shortly_before_somebody_speaks() -> None:
    found = phrases([_said(4, 5, 6)], RATE)
    assert [begin for begin, _ in found[1:]] == [4480, 10080]


def test_short_remarks_stay_together() -> None:
    assert len(phrases([_said(0.5, 0.4, 0.5, 0.6)], RATE)) == 1


def test_where_a_phrase_must_begin_it_does_so_at_the_pause_nearby() -> None:
    found = phrases([_said(1, 0.5, 0.5)], RATE, [Milliseconds(1300)])
    assert [begin for begin, _ in found] == [0, 1480]


def test_no_sound_has_no_phrases() -> None:
    assert phrases([], RATE) == ()
