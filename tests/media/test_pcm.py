from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from media import milliseconds, silence

RATES = st.sampled_from([8000, 11025, 16000, 22050, 24000, 44100, 48000])
COUNTS = st.integers(0, 48_000 * 3600 * 50)


@given(COUNTS, RATES)
def test_a_time_is_within_half_a_millisecond_of_its_sample(samples: int, rate: int) -> None:
    exact = Fraction(1000 * samples, rate)
    assert -Fraction(1, 2) < exact - milliseconds(samples, rate) <= Fraction(1, 2) or (
        milliseconds(samples, rate) - exact == Fraction(1, 2)
    )


@given(COUNTS, COUNTS, RATES)
def test_times_never_run_backwards(one: int, other: int, rate: int) -> None:
    first, second = sorted((one, other))
    assert milliseconds(first, rate) <= milliseconds(second, rate)


@given(st.integers(0, 200_000), RATES)
def test_whole_seconds_are_exact(seconds: int, rate: int) -> None:
    assert milliseconds(seconds * rate, rate) == seconds * 1000


def test_half_a_millisecond_rounds_up() -> None:
    assert milliseconds(12, 8000) == 2


def test_silence_is_zeros_of_the_length_asked_for() -> None:
    assert len(silence(7, 8000)) == 7
    assert not silence(7, 8000).samples.any()
