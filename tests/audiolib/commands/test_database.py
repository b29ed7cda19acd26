"""`audiolib database`: looked at, checked, backed up and restored from the command line."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from audiolib.database import Database
from audiolib.set_up import begin, install
from audiolib.store import Store
from audiolib.tables import Account, Upload
from tests.audiolib.commands.calls import call
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def store(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A service with one account, as the command's settings name it."""
    monkeypatch.setenv("AUDIOLIB_DATABASE__URL", database.url)
    monkeypatch.setenv("AUDIOLIB_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("AUDIOLIB_STORE", str(tmp_path / "store"))
    with database.transaction() as session:
        install(session)
        begin(session, "Huế", "Lan", "lan", "một con cá bơi", language="vi", now=datetime.now(UTC))
    return Store(str(tmp_path / "store"))


def test_a_library_is_backed_up_lost_and_brought_back(database: Database, tmp_path: Path) -> None:
    backed_up = call("database", "backup", "--with-store", tmp_path / "all.tar")
    assert backed_up.status == 0, backed_up.err
    assert str(tmp_path / "data" / "key") in backed_up.out
    with database.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    database.close()
    restored = call("database", "restore", tmp_path / "all.tar")
    assert restored.status == 0, restored.err
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT login FROM account")).scalars().all() == ["lan"]


def test_a_check_tells_that_all_is_well_or_what_is_missing(
    database: Database, store: Store
) -> None:
    digest = store.put(b"%PDF a scan")
    with database.transaction() as session:
        account = session.exec(select(Account.id)).one()
        session.add(
            Upload(
                token="t",
                account_id=account or 0,
                name="a.pdf",
                length=11,
                received=11,
                digest=digest,
                expires_at=datetime.now(UTC),
            )
        )
    well = call("database", "check", "--json")
    assert (well.status, well.json["missing"]) == (0, []), well
    assert store.folder is not None
    for path in store.folder.rglob(f"*{digest[-8:]}*"):
        path.unlink()
    broken = call("database", "check")
    assert broken.status == 1
    assert f"missing: upload {digest}" in broken.err


def test_a_database_that_is_away_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AUDIOLIB_DATABASE__URL", f"postgresql://lan:secret@/x?host={tmp_path}")
    for action in ("status", "check", "migrate"):
        said = call("database", action)
        assert said.status == 3
        assert "does not answer" in said.err
        assert "secret" not in said.err


def test_looking_at_a_library_that_is_not_there_makes_none(tmp_path: Path) -> None:
    for action in (["status"], ["backup", str(tmp_path / "b.tar")]):
        done = subprocess.run(
            [sys.executable, "-m", "audiolib.cli", "database", *action],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, "AUDIOLIB_DATA": str(tmp_path / "d"), "AUDIOLIB_DATABASE__URL": ""},
        )
        assert done.returncode == 3
        assert "no library here yet" in done.stderr
    assert not (tmp_path / "d").exists()
