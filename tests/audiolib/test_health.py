"""Whether the service can work, as its operator is told."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from audiolib.database import Database
from audiolib.health import LEAST_FREE, Health, can_be_used, health
from audiolib.jobs import repository as jobs
from audiolib.store import Store
from tests.server import Server

WELL = Health(
    database=True, revision=True, store=True, free=LEAST_FREE, workers=1, waiting=3, failed=0
)


def test_a_new_service_can_serve(database: Database, tmp_path: Path) -> None:
    found = health(database, Store(str(tmp_path / "store")))
    assert found.can_serve
    assert (found.workers, found.waiting, found.failed) == (0, 0, 0)
    assert found.free


def test_work_that_nobody_does_is_seen(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        jobs.defer(session, "narrate", "productions")
    found = health(database, Store(str(tmp_path / "store")))
    assert (found.waiting, found.can_serve, found.is_well) == (1, True, False)


def test_a_database_that_is_away_is_told_without_waiting(tmp_path: Path) -> None:
    away = Database(f"postgresql://a:b@/c?host={tmp_path}")
    found = health(away, Store(str(tmp_path / "store")))
    assert (found.database, found.store, found.can_serve) == (False, True, False)
    away.close()


def test_a_database_without_tables_is_told(server: Server, tmp_path: Path) -> None:
    with server.database(migrated=False) as bare:
        found = health(bare, Store(str(tmp_path / "store")))
    assert (found.database, found.revision, found.can_serve) == (True, False, False)


def test_a_store_that_went_is_told(database: Database, tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store"))
    assert can_be_used(store)
    shutil.rmtree(tmp_path / "store")
    found = health(database, store)
    assert (found.store, found.free, found.can_serve) == (False, 0, False)


@pytest.mark.parametrize(
    ("changed", "well"),
    [
        ({}, True),
        ({"free": LEAST_FREE - 1}, False),
        ({"free": None}, True),
        ({"failed": 1}, False),
        ({"workers": 0}, False),
        ({"workers": 0, "waiting": 0}, True),
        ({"store": False}, False),
        ({"revision": False}, False),
        ({"database": False}, False),
    ],
)
def test_what_wants_looking_at(changed: dict[str, int | bool | None], well: bool) -> None:
    assert replace(WELL, **changed).is_well is well  # type: ignore[arg-type]
