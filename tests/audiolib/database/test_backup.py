"""Backup, wreck, restore: everything is back, digest by digest."""

import stat
import tarfile
import threading
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from sqlalchemy import text
from sqlmodel import Session

from audiolib.database import Database
from audiolib.database.backup import backup, restore, states
from audiolib.database.blobs import missing
from audiolib.database.errors import BackupDamagedError, DatabaseError, DatabaseNotEmptyError
from audiolib.store import Store
from audiolib.tables import Account, Branch, Patron, Upload, Work


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "store"))


def _library(session: Session, store: Store) -> None:
    branch = Branch(code="bt")
    account = Account(login="lan", name="Nguyễn Thị Lan", password_hash="x")
    session.add_all([branch, account])
    session.flush()
    assert branch.id is not None
    assert account.id is not None
    session.add(Work(title="Dế Mèn phiêu lưu ký", language="vi", branch_id=branch.id))
    session.add(
        Patron(
            card_number="1",
            pin_hash="x",
            name="Đỗ Văn Ơn",
            reader_key="r",
            branch_id=branch.id,
            expires_on=date(2030, 1, 1),
            card_issued_on=date(2026, 1, 1),
        )
    )
    digest = store.put(b"%PDF-1.7 a scan")
    later = datetime.now(UTC) + timedelta(days=1)
    session.add(
        Upload(
            token="t",
            account_id=account.id,
            name="scan.pdf",
            length=15,
            received=15,
            digest=digest,
            expires_at=later,
        )
    )


@pytest.mark.parametrize("with_blobs", [True, False])
def test_a_wrecked_library_comes_back_as_it_was(
    database: Database, store: Store, tmp_path: Path, with_blobs: bool
) -> None:
    with database.transaction() as session:
        _library(session, store)
    with database.transaction() as session:
        before = states(session)
    made = backup(database, store, tmp_path / "backup.tar", with_blobs=with_blobs)
    assert made.tables == before
    with database.engine.begin() as connection:
        connection.execute(text("DROP TABLE patron CASCADE"))
        connection.execute(text("DELETE FROM upload"))
    elsewhere = Store(str(tmp_path / "another"))
    restore(tmp_path / "backup.tar", database, elsewhere, replace=True)
    with database.transaction() as session:
        assert states(session) == before
        assert [m.table for m in missing(session, elsewhere)] == ([] if with_blobs else ["upload"])


def test_a_library_is_not_overwritten_unasked(
    database: Database, store: Store, tmp_path: Path
) -> None:
    with database.transaction() as session:
        _library(session, store)
    backup(database, store, tmp_path / "backup.tar", with_blobs=False)
    with database.transaction() as session:
        before = states(session)
    with pytest.raises(DatabaseNotEmptyError):
        restore(tmp_path / "backup.tar", database, store)
    with database.transaction() as session:
        assert states(session) == before


@pytest.mark.parametrize("fault", ["cut", "no tar", "other rows"])
def test_a_damaged_backup_changes_nothing(
    database: Database, store: Store, tmp_path: Path, fault: str
) -> None:
    with database.transaction() as session:
        _library(session, store)
    path = tmp_path / "backup.tar"
    backup(database, store, path, with_blobs=True)
    if fault == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif fault == "no tar":
        path.write_bytes(b"a photograph of a cat" * 100)
    else:
        with tarfile.open(path) as archive:
            archive.extractall(tmp_path / "out", filter="data")
        manifest = tmp_path / "out" / "manifest.json"
        manifest.write_text(manifest.read_text().replace('"rows": 1', '"rows": 2'))
        with tarfile.open(path, "w") as archive:
            for name in ("manifest.json", "database.dump"):
                archive.add(tmp_path / "out" / name, name)
    with database.transaction() as session:
        before = states(session)
    with pytest.raises(BackupDamagedError):
        restore(path, database, store, replace=True)
    with database.transaction() as session:
        assert states(session) == before


def test_a_backup_is_for_its_owner_alone(database: Database, store: Store, tmp_path: Path) -> None:
    backup(database, store, tmp_path / "backup.tar", with_blobs=True)
    assert stat.S_IMODE((tmp_path / "backup.tar").stat().st_mode) == 0o600


def test_a_restore_takes_the_place_while_somebody_keeps_coming_back(
    database: Database, store: Store, tmp_path: Path
) -> None:
    with database.transaction() as session:
        _library(session, store)
    backup(database, store, tmp_path / "backup.tar", with_blobs=False)
    over = threading.Event()

    def come_back() -> None:
        while not over.is_set():
            with suppress(psycopg.Error), psycopg.connect(database.url) as connection:
                connection.execute("SELECT count(*) FROM account")

    visitors = [threading.Thread(target=come_back) for _ in range(2)]
    for visitor in visitors:
        visitor.start()
    try:
        restore(tmp_path / "backup.tar", database, store, replace=True)
    finally:
        over.set()
        for visitor in visitors:
            visitor.join()
    with psycopg.connect(database.url) as connection:
        kept = connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE current_database() || '_%before'"
            " AND datallowconn"
        ).fetchall()
        assert connection.execute("SELECT count(*) FROM account").fetchone() == (1,)
    assert len(kept) == 1


def test_who_may_not_make_databases_is_told_and_nothing_changes(
    database: Database, store: Store, tmp_path: Path
) -> None:
    with database.transaction() as session:
        _library(session, store)
    backup(database, store, tmp_path / "backup.tar", with_blobs=False)
    with database.engine.begin() as connection:
        connection.execute(text("DROP ROLE IF EXISTS modest"))
        connection.execute(text("CREATE ROLE modest LOGIN PASSWORD 'modest'"))
        connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO modest"))
    parts = urlsplit(database.url)
    modest = Database(
        urlunsplit(parts._replace(netloc=f"modest:modest@{parts.netloc.rpartition('@')[2]}"))
    )
    with pytest.raises(DatabaseError, match="permission denied to create database"):
        restore(tmp_path / "backup.tar", modest, store, replace=True)
    modest.close()
    with database.transaction() as session:
        assert states(session)["account"].rows == 1
