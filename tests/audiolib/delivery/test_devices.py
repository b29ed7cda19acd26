"""A card on several devices: whoever comes in is in, the one unused for longest gives way."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, delete

from audiolib.database import Database
from audiolib.delivery import devices
from audiolib.people.sessions import digest
from audiolib.rights.policy import shipped
from audiolib.tables import LoginSession
from tests.audiolib.rights.library import Library

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
LIMIT = shipped().sharing.devices


def come(session: Session, patron: int, token: str, device: str, now: datetime) -> object:
    """Open a session on a device; the day on which the one that gave way was used last."""
    row = LoginSession(
        token_hash=digest(token),
        patron_id=patron,
        csrf="-",
        created_at=now,
        seen_at=now,
        expires_at=now + timedelta(days=90),
    )
    session.add(row)
    session.flush()
    return devices.arrived(session, patron, token, device, now)


@pytest.fixture
def patron(database: Database) -> int:
    with database.transaction() as session:
        return Library(session).patron().patron_id or 0


def test_the_device_unused_for_longest_gives_way_and_may_come_back(
    database: Database, patron: int
) -> None:
    with database.transaction() as session:
        for number in range(LIMIT):
            day = NOW + timedelta(days=number)
            assert come(session, patron, f"t{number}", f"d{number}", day) is None
        late = NOW + timedelta(days=30)
        assert come(session, patron, "new", "new", late) == NOW.astimezone().date()
        assert session.get(LoginSession, digest("t0")) is None
        assert session.get(LoginSession, digest("t1")) is not None
        back = come(session, patron, "t0 again", "d0", late + timedelta(days=1))
        assert back == (NOW + timedelta(days=1)).astimezone().date()


def test_coming_in_twice_on_one_device_counts_once(database: Database, patron: int) -> None:
    with database.transaction() as session:
        for number in range(LIMIT * 2):
            assert come(session, patron, f"t{number}", "d", NOW) is None
        (one,) = devices.devices(session, patron, NOW, "t3")
        assert one.asks
        assert devices.sign_out(session, patron, [one.key]) == LIMIT * 2
        assert devices.devices(session, patron, NOW) == []


def test_nobody_signs_out_another_reader_s_device(database: Database, patron: int) -> None:
    with database.transaction() as session:
        come(session, patron, "t", "d", NOW)
        (one,) = devices.devices(session, patron, NOW)
        assert devices.sign_out(session, patron + 1, [one.key]) == 0
        assert len(devices.devices(session, patron, NOW)) == 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40)), max_size=25))
def test_however_a_card_is_shared_whoever_comes_in_is_in(
    database: Database, patron: int, told: list[tuple[int, int]]
) -> None:
    with database.transaction() as session:
        session.execute(delete(LoginSession).where(col(LoginSession.patron_id) == patron))
        now = NOW
        for turn, (device, days) in enumerate(told):
            now += timedelta(days=days, seconds=1)
            before = {d.key for d in devices.devices(session, patron, now)}
            gave_way = come(session, patron, f"t{turn}", f"d{device}", now)
            after = devices.devices(session, patron, now, f"t{turn}")
            assert after[0].asks
            assert after[0].key == digest(f"d{device}")
            assert len(after) <= LIMIT
            lost = before - {d.key for d in after}
            assert (gave_way is not None) == bool(lost)
            assert len(before | {digest(f"d{device}")}) <= LIMIT or len(lost) == 1
