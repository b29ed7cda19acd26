"""Protected sound on several devices of one card: counted, limited, nobody ever stranded."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import delete

from audiolib.database import Database
from audiolib.delivery import playing
from audiolib.delivery.playing import PlaysElsewhereError
from audiolib.delivery.repository import playing as kept
from audiolib.rights.keep import forget
from audiolib.rights.policy import shipped
from audiolib.tables import Playing

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
LIMIT = shipped().sharing.streams
QUIET = timedelta(minutes=shipped().sharing.quiet_minutes)
steps = st.lists(
    st.tuples(
        st.sampled_from(["open", "play"]),
        st.sampled_from("abcdef"),
        st.sampled_from([0, 0, 20, 90, 400, 700]),
    ),
    max_size=25,
)


def test_beyond_the_limit_the_device_silent_for_longest_gives_way(database: Database) -> None:
    with database.transaction() as session:
        for number in range(LIMIT):
            playing.play(session, "r", f"d{number}", NOW + timedelta(minutes=number))
        playing.play(session, "r", "d0", NOW + timedelta(minutes=LIMIT))
        later = NOW + timedelta(minutes=LIMIT + 1)
        playing.play(session, "r", "new", later)
        with pytest.raises(PlaysElsewhereError) as told:
            playing.play(session, "r", "d1", later)
        assert told.value.streams == LIMIT
        playing.play(session, "r", "d0", later)
        assert playing.opened(session, "r", "d1")
        assert not playing.opened(session, "r", "d1")
        playing.play(session, "r", "d1", later)


def test_a_device_that_fell_silent_takes_nobody_s_place(database: Database) -> None:
    with database.transaction() as session:
        for number in range(LIMIT):
            playing.play(session, "r", f"d{number}", NOW)
        playing.play(session, "r", "new", NOW + QUIET)
        playing.play(session, "r", "d0", NOW + QUIET)


def test_readers_and_what_has_no_device_are_not_counted_together(database: Database) -> None:
    with database.transaction() as session:
        for number in range(LIMIT + 3):
            playing.play(session, "r", "", NOW)
            playing.play(session, f"r{number}", "d", NOW)
        playing.play(session, "r0", "d", NOW)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_whoever_opens_a_page_is_heard_there_and_never_more_than_may_play(
    database: Database, told: list[tuple[str, str, int]]
) -> None:
    with database.transaction() as session:
        session.execute(delete(Playing))
        now, stopped = NOW, set[str]()
        for act, device, seconds in told:
            now += timedelta(seconds=seconds)
            if act == "open":
                assert playing.opened(session, "r", device) == (device in stopped)
                playing.play(session, "r", device, now)
                stopped.discard(device)
            elif device in stopped:
                with pytest.raises(PlaysElsewhereError):
                    playing.play(session, "r", device, now)
                continue
            else:
                playing.play(session, "r", device, now)
            active = kept.others(session, "r", "", now - QUIET)
            assert len(active) <= LIMIT
            assert device in active
            rows = (kept.of(session, "r", one) for one in "abcdef")
            stopped = {row.device for row in rows if row and row.stopped_at}


def test_a_day_later_nothing_is_known_of_what_played(database: Database) -> None:
    with database.transaction() as session:
        playing.play(session, "r", "d", NOW)
        assert forget(session, NOW + timedelta(hours=23))["playing"] == 0
        assert forget(session, NOW + timedelta(days=1, seconds=1))["playing"] == 1
        assert kept.of(session, "r", "d") is None
