from hypothesis import given
from hypothesis import strategies as st

from audiolib.packages import smil

TIMES = st.integers(0, 200 * 3_600_000)


@given(TIMES)
def test_every_form_with_milliseconds_is_read_back(time: int) -> None:
    for form in (smil.clock, smil.seconds, smil.npt):
        assert smil.read_clock(form(time)) == time


@given(TIMES)
def test_hours_are_right_to_half_a_second(time: int) -> None:
    read = smil.read_clock(smil.hours(time))
    assert read is not None
    assert abs(read - time) <= 500


@given(TIMES, TIMES)
def test_later_times_are_never_written_as_earlier(one: int, other: int) -> None:
    if one <= other:
        assert len(smil.clock(one)) <= len(smil.clock(other))
        if len(smil.clock(one)) == len(smil.clock(other)):
            assert smil.clock(one) <= smil.clock(other)


@given(st.text(max_size=20))
def test_reading_a_clock_never_fails(words: str) -> None:
    time = smil.read_clock(words)
    assert time is None or time >= 0


def test_all_forms_of_the_standards_are_read() -> None:
    forms = {
        "0:00:02.197": 2197, "1:02:03": 3_723_000, "02:33": 153_000, "00:10.5": 10_500,
        "npt=3.2s": 3200, "45.2": 45_200, "12ms": 12, "1.5h": 5_400_000, "2min": 120_000,
        " 7s ": 7000,
    }  # fmt: skip
    assert {form: smil.read_clock(form) for form in forms} == forms


def test_a_decimal_comma_is_no_time() -> None:
    assert smil.read_clock("npt=2,197s") is None
    assert smil.read_clock("0:61:00") is None
    assert smil.read_clock(None) is None
