"""The audit shows whatever was done to it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from audiolib.database import Database
from audiolib.rights import audit
from audiolib.rights.repository import audit as kept
from tests.audiolib.rights.library import NOW

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
told = st.dictionaries(st.text(max_size=8), plain, max_size=4)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


def unguarded(session: Session) -> None:
    """As somebody would who owns the database."""
    session.execute(text("ALTER TABLE auditentry DISABLE TRIGGER USER"))


def written(session: Session, count: int) -> None:
    for number in range(count):
        audit.write(session, "account:1", "work.changed", f"work:{number}", NOW, {"n": number})


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=st.lists(st.tuples(st.text(max_size=10), told), max_size=5))
def test_whatever_is_written_is_found_whole(
    session: Session, entries: list[tuple[str, dict[str, Any]]]
) -> None:
    with session.begin_nested() as savepoint:
        for name, facts in entries:
            audit.write(session, name, name, name, NOW, facts)
        session.expire_all()
        assert audit.verify(session) is None
        savepoint.rollback()
    session.expunge_all()


FORGED = """INSERT INTO auditentry SELECT 9, at, actor, act, object, facts, hash, md5(hash)
FROM auditentry WHERE id = 8"""
CHANGES = st.sampled_from(
    [
        "UPDATE auditentry SET actor = actor || 'x' WHERE id = :id",
        "UPDATE auditentry SET act = 'other' WHERE id = :id",
        "UPDATE auditentry SET object = '' WHERE id = :id",
        "UPDATE auditentry SET at = at + interval '1 microsecond' WHERE id = :id",
        "UPDATE auditentry SET facts = facts || '{\"more\": 1}' WHERE id = :id",
        "UPDATE auditentry SET previous_hash = md5(hash) WHERE id = :id",
        "UPDATE auditentry SET hash = md5(hash) WHERE id = :id",
        "DELETE FROM auditentry WHERE id = :id",
        "UPDATE auditentry SET id = 1000 WHERE id = :id",
        "UPDATE auditentry SET id = 100 - id",
        "DELETE FROM auditentry",
        FORGED,
        "UPDATE audithead SET count = count - 1",
    ]
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(change=CHANGES, place=st.integers(1, 8))
def test_any_change_gap_or_other_order_is_found(session: Session, change: str, place: int) -> None:
    with session.begin_nested() as savepoint:
        written(session, 8)
        unguarded(session)
        session.execute(text(change), {"id": place} if ":id" in change else {})
        assert audit.verify(session) is not None
        savepoint.rollback()
    session.expunge_all()


def test_the_first_broken_entry_is_named(session: Session) -> None:
    written(session, 5)
    assert audit.verify(session) is None
    unguarded(session)
    session.execute(text("UPDATE auditentry SET actor = 'nobody' WHERE id = 3"))
    assert audit.verify(session) == 3


def test_writers_at_the_same_moment_make_one_chain(database: Database) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def write(number: int) -> None:
        with database.transaction() as session:
            audit.write(session, f"account:{number}", "x", "y", datetime.now(UTC))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(12)))
    with database.transaction() as session:
        assert audit.verify(session) is None
        assert [entry.id for entry in kept.newest(session, limit=12)] == list(range(12, 0, -1))


def test_what_is_old_is_forgotten_and_the_rest_still_holds(session: Session) -> None:
    old = datetime.now(UTC) - timedelta(days=800)
    for number in range(4):
        audit.write(session, "account:1", "x", f"work:{number}", old)
    written(session, 3)
    assert audit.forget(session, 730, datetime.now(UTC)) == 4
    assert audit.verify(session) is None
    assert audit.forget(session, 730, datetime.now(UTC)) == 0
    assert len(list(audit.export(session))) == 4
    unguarded(session)
    session.execute(text("DELETE FROM auditentry WHERE id = 5"))
    assert audit.verify(session) == 5


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE auditentry SET actor = 'nobody'",
        "DELETE FROM auditentry",
        "TRUNCATE auditentry",
    ],
)
def test_the_database_refuses_to_change_it(session: Session, statement: str) -> None:
    written(session, 1)
    with pytest.raises(IntegrityError):
        session.execute(text(statement))
