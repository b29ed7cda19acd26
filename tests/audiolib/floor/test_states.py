"""The ways between the stations: nothing that must be done is passed over."""

from hypothesis import given
from hypothesis import strategies as st

from audiolib.floor.states import ORDER, STATIONS, following, is_back, is_way, station, ways
from audiolib.tables.making import State

MUST = (State.RIGHTS, State.TEXT, State.NARRATION, State.LISTENING, State.PACKAGE, State.VALIDATE)
SOURCES = st.sampled_from(("scan", "file", "recording"))


@given(SOURCES, st.lists(st.integers(0, 20), max_size=60))
def test_whoever_reaches_readers_was_at_every_station_that_must_be(
    source: str, choices: list[int]
) -> None:
    at, seen = State.REQUESTED, {State.REQUESTED}
    for choice in choices:
        possible = ways(at, source)
        if not possible:
            break
        at = possible[choice % len(possible)]
        seen.add(at)
    if at in (State.PUBLISH, State.IN_USE):
        assert set(MUST) <= seen
        assert source != "scan" or {State.SCAN, State.IMAGES, State.OCR} <= seen


@given(SOURCES)
def test_every_station_leads_on_to_the_end_and_no_file_comes_to_a_station_of_scans(
    source: str,
) -> None:
    at, seen = State.REQUESTED, []
    while (after := following(at, source)) is not None:
        assert is_way(at, after, source)
        at = after
        seen.append(at)
    assert at is State.IN_USE
    assert source == "scan" or not any(s.scans_only for s in STATIONS if s.state in seen)


def test_what_was_given_up_stays_so_and_everything_else_can_be_given_up() -> None:
    assert ways(State.CANCELLED, "scan") == ()
    assert all(State.CANCELLED in ways(state, "scan") for state in ORDER)
    assert station(State.CANCELLED) is None


def test_back_is_rework_and_never_to_the_wish() -> None:
    assert is_way(State.LISTENING, State.TEXT, "file")
    assert is_back(State.LISTENING, State.TEXT)
    assert not is_way(State.TEXT, State.REQUESTED, "file")
    assert not is_way(State.LISTENING, State.OCR, "file")
    assert is_way(State.IN_USE, State.TEXT, "file")
