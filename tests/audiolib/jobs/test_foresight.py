"""How far a job is and when it ends, by its pace and by what jobs of its kind took before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiolib.jobs.foresight import FIRST, Foresight

PARTS = ("read", "narrate", "encode", "bind")


def _told(
    costs: dict[str, float],
    usual: dict[str, float],
    *,
    units: int = 1000,
    kept: float = 0.0,
    parts: tuple[str, ...] = PARTS,
) -> list[tuple[float, int, float | None]]:
    """A job whose parts take so many seconds: each second's time, percent and seconds left.

    `kept` is the share of the chief part that lay in the store, and goes by in one second.
    """
    seen = Foresight(parts, usual)
    at, told = 0.0, []
    for part in parts:
        lasts = costs[part]
        total = units if part == seen.chief else 50
        seen.begin(part, total, at)
        begun = at
        while at < begun + lasts:
            at += 1
            share = min(1.0, (at - begun) / lasts)
            if part == seen.chief and kept:
                share = kept + (1 - kept) * share
            seen.advance(round(total * share), at)
            left = seen.look(at)
            told.append((at, seen.percent, left))
    seen.finish(at)
    return told


def _per_unit(costs: dict[str, float], units: int = 1000) -> dict[str, float]:
    return {part: lasts / units for part, lasts in costs.items()}


def _wrong_by(told: list[tuple[float, int, float | None]]) -> float:
    """The worst error of the foreseen length of the job, after its first tenth, as a share."""
    end = told[-1][0]
    late = [(at, left) for at, _, left in told if at > end / 10]
    assert all(left is not None for _, left in late)
    return max(abs(at + (left or 0.0) - end) / end for at, left in late)


def test_what_jobs_of_the_kind_took_tells_when_this_one_ends() -> None:
    costs = {"read": 5.0, "narrate": 60.0, "encode": 400.0, "bind": 90.0}
    told = _told(costs, _per_unit(costs))
    assert _wrong_by(told) < 0.2


@pytest.mark.parametrize("narrate", [60.0, 4000.0])
def test_without_any_before_a_slow_voice_and_a_quick_one_are_foreseen(narrate: float) -> None:
    units = 2_000_000
    costs = {"read": 4.0, "narrate": narrate}
    costs |= {part: FIRST[part] * units for part in ("encode", "bind")}
    assert _wrong_by(_told(costs, {}, units=units)) < 0.2


def test_a_job_that_goes_on_from_the_store_is_not_taken_for_a_quick_one() -> None:
    costs = {"read": 2.0, "narrate": 600.0, "encode": 100.0, "bind": 20.0}
    told = _told(costs, _per_unit(costs), kept=0.5)
    assert _wrong_by(told) < 0.2


@given(
    st.lists(st.floats(3, 2000), min_size=4, max_size=4),
    st.lists(st.floats(0.1, 10), min_size=4, max_size=4),
)
def test_percent_never_goes_back_and_is_whole_only_at_the_end(
    lengths: list[float], wrong: list[float]
) -> None:
    costs = dict(zip(PARTS, lengths, strict=True))
    usual = {p: c * w / 1000 for (p, c), w in zip(costs.items(), wrong, strict=True)}
    told = [percent for _, percent, _ in _told(costs, usual)]
    assert told == sorted(told)
    assert all(0 <= percent <= 99 for percent in told)


def test_nothing_is_foreseen_before_there_is_a_pace() -> None:
    seen = Foresight(PARTS)
    seen.begin("read", 0, 0.0)
    assert seen.look(5.0) is None
    seen.begin("narrate", 100, 5.0)
    seen.advance(1, 5.5)
    assert seen.look(5.5) is None
    seen.advance(10, 15.0)
    assert seen.look(15.0) is not None
    assert seen.percent > 0


@pytest.mark.parametrize("part", ["waiting", "validate"])
def test_a_part_that_is_no_part_of_the_job_foresees_nothing(part: str) -> None:
    seen = Foresight(PARTS)
    seen.begin(part, 10, 0.0)
    seen.advance(5, 60.0)
    assert seen.look(60.0) is None
    assert seen.percent == 0
