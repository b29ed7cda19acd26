"""Recordings fall to sections so that one pace explains all of them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from audiolib.human import Take, parse_take
from audiolib.human.fit import fit

LENGTHS = st.lists(st.floats(10, 1000), min_size=1, max_size=12)


@given(LENGTHS, st.floats(0.3, 3), st.data())
def test_recordings_of_whole_runs_are_given_these_runs(
    expected: list[float], pace: float, data: st.DataObject
) -> None:
    cuts = data.draw(st.sets(st.integers(1, len(expected)), max_size=len(expected)))
    edges = sorted({0, len(expected), *cuts})
    runs = list(pairwise(edges))
    lasting = [pace * sum(expected[a:b]) for a, b in runs]
    counts = fit(expected, lasting)
    found = [pace * sum(expected[sum(counts[:i]) : sum(counts[: i + 1])]) for i in range(len(runs))]
    assert all(abs(a - b) < 1e-6 * a for a, b in zip(lasting, found, strict=True))


@given(LENGTHS, st.lists(st.floats(1, 1000), min_size=1, max_size=12))
def test_every_section_falls_to_one_recording(expected: list[float], lasting: list[float]) -> None:
    lasting = lasting[: len(expected)]
    counts = fit(expected, lasting)
    assert sum(counts) == len(expected)
    assert min(counts) >= 1


def test_a_take_is_written_with_or_without_its_section() -> None:
    take = parse_take("Chương 3 = tape=3.wav")
    assert (take.section, take.file.name) == ("Chương 3 = tape", "3.wav")
    assert parse_take("tapes/3.wav") == Take(parse_take("tapes/3.wav").file, "")
