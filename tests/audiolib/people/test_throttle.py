"""Guessing is slow, and whoever guesses from elsewhere can't keep a patron out."""

import itertools
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from audiolib.database import Database
from audiolib.people import throttle
from audiolib.people.throttle import ATTACKED, CALM, DAY, UNDER_ATTACK, Pace
from tests.audiolib.people.conftest import NOW

AGAIN = settings(
    max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
PERSONS = (f"person {number}" for number in itertools.count())
SECONDS = st.integers(0, 20_000)
ATTACKS = st.lists(st.tuples(st.sampled_from(["a", "b", "c", "d"]), SECONDS), max_size=16)


def tries(session: Session, who: str, origin: str, now: datetime) -> bool:
    """A wrong try, as a login makes it; whether it counted."""
    counted = throttle.turn(session, who, origin, now).counts
    if counted:
        throttle.failed(session, who, origin, now)
    return counted


@given(attacks=ATTACKS)
@AGAIN
def test_a_right_pin_from_an_origin_without_failures_comes_in_whatever_others_do(
    session: Session, attacks: list[tuple[str, int]]
) -> None:
    who, now = next(PERSONS), NOW
    for origin, seconds in attacks:
        now += timedelta(seconds=seconds // 100)
        tries(session, who, origin, now)
        assert throttle.turn(session, who, "home", now).counts


@given(slips=st.integers(1, 9), attacks=ATTACKS)
@AGAIN
def test_the_wait_that_was_told_is_the_one_that_holds(
    session: Session, slips: int, attacks: list[tuple[str, int]]
) -> None:
    """The patron slips, attackers rage elsewhere, the patron waits as told and is let in."""
    who, now = next(PERSONS), NOW
    for slip in range(slips):
        assert throttle.turn(session, who, "home", now).counts
        told = timedelta(seconds=throttle.failed(session, who, "home", now))
        assert told <= timedelta(seconds=ATTACKED.longest_s)
        # What comes during the wait is not looked at, and makes it no longer.
        if told:
            early = throttle.turn(session, who, "home", now + told / 2)
            assert not early.counts
            assert timedelta(seconds=early.wait_s) <= told / 2 + timedelta(seconds=1)
        for origin, seconds in attacks[slip::slips]:
            tries(session, who, origin, now + min(told, timedelta(seconds=seconds)))
        now += told
    assert throttle.turn(session, who, "home", now).counts


@pytest.mark.parametrize("pace", [CALM, ATTACKED])
def test_a_pace_never_gets_faster_and_never_stands_still(pace: Pace) -> None:
    waits = [pace.wait(failed) for failed in range(1, 200)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta()
    assert waits[-1] == timedelta(seconds=pace.longest_s)


@given(pauses=st.lists(st.integers(0, 3 * 3600), max_size=12))
@AGAIN
def test_the_tries_of_one_origin_in_any_day_are_bounded(
    session: Session, pauses: list[int]
) -> None:
    """However the attacker paces the tries: as fast as they count, or after pauses."""
    who, now = next(PERSONS), NOW
    counted: list[datetime] = []
    waits = itertools.chain(pauses, itertools.repeat(0))
    while now < NOW + 2 * DAY and len(counted) < 110:
        turn = throttle.turn(session, who, "a", now)
        if turn.counts:
            throttle.failed(session, who, "a", now)
            counted.append(now)
            now += timedelta(seconds=next(waits))
        else:
            now += timedelta(seconds=turn.wait_s)
    for first in counted:
        assert sum(first <= at < first + DAY for at in counted) <= CALM.per_day


def test_many_origins_together_guess_hardly_more_than_their_number(session: Session) -> None:
    origins = [f"attacker {number}" for number in range(4)]
    now, counted = NOW, 0
    while now < NOW + DAY:
        counted += sum(tries(session, "card", origin, now) for origin in origins)
        now += timedelta(minutes=10)
    assert counted <= UNDER_ATTACK + len(origins) * ATTACKED.per_day
    assert throttle.is_attacked(session, "card", now)
    assert throttle.turn(session, "card", "home", now).counts


def test_an_origin_that_tries_hundreds_of_names_waits_and_others_do_not(session: Session) -> None:
    for number in range(throttle.IN_AN_HOUR):
        throttle.failed(session, f"name {number}", "cellar", NOW)
    stranger = throttle.turn(session, "new name", "cellar", NOW)
    assert (stranger.counts, stranger.wait_s) == (False, 60)
    assert throttle.turn(session, "new name", "cellar", NOW, known=True).counts
    assert throttle.turn(session, "new name", "home", NOW).counts
    assert throttle.turn(session, "new name", "cellar", NOW + throttle.HOUR).counts


def test_tries_at_the_same_moment_do_not_count_twice(database: Database) -> None:
    with database.transaction() as first, database.transaction() as second:
        assert throttle.turn(first, "card", "a", NOW).counts
        assert not throttle.turn(second, "card", "a", NOW).counts
        assert throttle.turn(second, "card", "b", NOW).counts


def test_coming_in_forgives_the_slips_from_there(session: Session) -> None:
    for _ in range(4):
        tries(session, "card", "home", NOW)
        tries(session, "card", "a", NOW)
    throttle.came_in(session, "card", "home")
    assert throttle.failed(session, "card", "home", NOW) == 0
    assert throttle.failed(session, "card", "a", NOW) > 0


def test_an_address_is_kept_as_a_keyed_hash_of_its_network() -> None:
    def origin(address: str) -> str:
        return throttle.origin_of(address, b"key")

    assert origin("192.0.2.7") == origin("::ffff:192.0.2.7") != origin("192.0.2.8")
    assert origin("2001:db8:0:1200::1") == origin("2001:db8:0:12ff:ab::9%eth0")
    assert origin("2001:db8:0:1200::1") != origin("2001:db8:0:1300::1")
    assert throttle.origin_of("192.0.2.7", b"other") != origin("192.0.2.7")
    assert origin("not an address") != origin("")
