"""A backup in one file, and everything back from it.

The file is a tar: `manifest.json` (revision, count and digest of every table, the blobs that rows
refer to), `database.dump` (PostgreSQL's custom format, of the same snapshot) and, where wanted, the
blobs. A backup goes into a database of its own, is compared with its manifest, and only then
takes the place of the one that stood there, which is kept under another name.
"""

import io
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import text
from sqlmodel import Session

from audiolib import files
from audiolib.database import Database, blobs
from audiolib.database.embedded import binaries, major
from audiolib.database.errors import (
    BackupDamagedError,
    DatabaseError,
    DatabaseNotEmptyError,
    DatabaseVersionError,
)
from audiolib.store import Store

MANIFEST, DUMP, BLOBS = "manifest.json", "database.dump", "blobs"
FORMAT = 1
_WHOLE = (1 << 128) - 1
_STATE = """SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0),
    coalesce(sum(hashtextextended(t::text, 1)::numeric), 0) FROM "{}" t"""


@dataclass(frozen=True, slots=True)
class TableState:
    """What a table holds: its rows, and a digest that does not depend on their order."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds, as its manifest tells."""

    revision: str
    made_at: str
    tables: Mapping[str, TableState]
    blobs: tuple[str, ...]
    with_blobs: bool


def backup(database: Database, store: Store, target: Path, *, with_blobs: bool) -> Backup:
    """Write a backup of one moment; the service may go on meanwhile.

    Raises:
        DatabaseError: the database can't be read.
        DatabaseVersionError: its server is newer than our programs.
    """
    _make_sure_of_version(database)
    with (
        tempfile.TemporaryDirectory(prefix=files.SCRATCH) as scratch,
        database.transaction() as session,
    ):
        connection = session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        snapshot = str(connection.execute(text("SELECT pg_export_snapshot()")).scalar_one())
        dump = Path(scratch) / DUMP
        told = ["--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={dump}"]
        _run("pg_dump", told, database.url)
        made = Backup(
            revision=_revision(session),
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            tables=states(session),
            blobs=tuple(digest for _table, digest in blobs.referred(session, store)),
            with_blobs=with_blobs,
        )
        # Names, addresses and hashes of passwords are in it: nobody else may read it.
        with (
            files.replacing(target, folder=False, mode=0o600) as fresh,
            tarfile.open(fresh, "w") as archive,
        ):
            _add(archive, MANIFEST, _json(made))
            archive.add(dump, DUMP)
            if with_blobs:
                _add_blobs(archive, store, made.blobs, Path(scratch))
    return made


def restore(source: Path, database: Database, store: Store, *, replace: bool = False) -> Backup:
    """Bring everything back: the blobs first, then all tables at once.

    Raises:
        DatabaseNotEmptyError: there is something in the database, and it is not to be replaced.
        BackupDamagedError: the file is no backup, or not what its manifest says.
    """
    if not replace and not _is_empty(database):
        raise DatabaseNotEmptyError(_name(database.url))
    _make_sure_of_version(database)
    with tempfile.TemporaryDirectory(prefix=files.SCRATCH) as scratch, _opened(source) as archive:
        made = _manifest(archive, source)
        dump = Path(scratch) / DUMP
        try:
            for member in archive:
                if member.name == DUMP:
                    _extract(archive, member, dump)
                elif member.name.startswith(f"{BLOBS}/"):
                    _put_back(archive, member, store, Path(scratch), source)
        except tarfile.TarError as error:
            raise BackupDamagedError(str(source), str(error)) from error
        fresh = f"{_name(database.url)}_{datetime.now(UTC):%Y%m%d%H%M%S}"
        _make(database.url, fresh)
        try:
            url = _at(database.url, fresh)
            told = ["--no-owner", "--exit-on-error", f"--dbname={fresh}", str(dump)]
            _run("pg_restore", told, url)
            restored = Database(url, connections=1)
            with restored.transaction() as session:
                found = states(session)
            restored.close()
            if found != made.tables:
                names = sorted({*found, *made.tables})
                differ = [n for n in names if found.get(n) != made.tables.get(n)]
                raise BackupDamagedError(str(source), ", ".join(differ))
        except BaseException:
            _drop(database.url, fresh)
            raise
        database.close()
        _swap(database.url, fresh)
    return made


def states(session: Session) -> dict[str, TableState]:
    """Rows and digest of every table, in memory that does not grow with them."""
    names = session.connection().execute(
        text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    )
    found = {}
    for (name,) in names.all():
        rows, first, second = session.connection().execute(text(_STATE.format(name))).one()
        digest = "".join(f"{int(part) & _WHOLE:032x}" for part in (first, second))
        found[name] = TableState(rows, digest)
    return found


def _revision(session: Session) -> str:
    found = session.connection().execute(text("SELECT version_num FROM alembic_version"))
    return str(found.scalar() or "")


def _json(made: Backup) -> bytes:
    return json.dumps({"format": FORMAT, **asdict(made)}, indent=1).encode()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


def _add_blobs(
    archive: tarfile.TarFile, store: Store, keys: tuple[str, ...], scratch: Path
) -> None:
    for key in keys:
        size = store.size_of(key)
        path = None if size is None else store.file(key, size, scratch)
        if path is not None:
            archive.add(path, f"{BLOBS}/{key}")


def _opened(source: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(source, "r:")
    except (OSError, tarfile.TarError) as error:
        raise BackupDamagedError(str(source), str(error)) from error


def _manifest(archive: tarfile.TarFile, source: Path) -> Backup:
    try:
        member = archive.extractfile(MANIFEST)
        told: dict[str, Any] = json.loads(member.read()) if member else {}
        tables = {name: TableState(**state) for name, state in told["tables"].items()}
        return Backup(
            told["revision"], told["made_at"], tables, tuple(told["blobs"]), told["with_blobs"]
        )
    except (KeyError, TypeError, ValueError, tarfile.TarError) as error:
        raise BackupDamagedError(str(source), MANIFEST) from error


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    content = archive.extractfile(member)
    if content is not None:
        with content, target.open("wb") as file:
            while chunk := content.read(1 << 20):
                file.write(chunk)


def _put_back(
    archive: tarfile.TarFile, member: tarfile.TarInfo, store: Store, scratch: Path, source: Path
) -> None:
    key = member.name.rpartition("/")[2]
    if store.holds(key):
        return
    path = scratch / "blob"
    _extract(archive, member, path)
    if store.put_file(path)[0] != key:
        raise BackupDamagedError(str(source), member.name)
    path.unlink()


def _is_empty(database: Database) -> bool:
    with database.engine.connect() as connection:
        there = connection.execute(text("SELECT to_regclass('public.account')")).scalar()
        if there is None:
            return True
        return not connection.execute(text("SELECT EXISTS (SELECT 1 FROM account)")).scalar_one()


def _name(url: str) -> str:
    return str(conninfo_to_dict(url)["dbname"])


def _at(url: str, name: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


@contextmanager
def _maintaining(url: str) -> Iterator[psycopg.Connection]:
    """A connection beside the database itself; its refusals are errors of ours."""
    try:
        with psycopg.connect(_at(url, "postgres"), autocommit=True) as connection:
            yield connection
    except psycopg.Error as error:
        raise DatabaseError(_name(url), str(error).strip()[-500:]) from error


def _make(url: str, name: str) -> None:
    with _maintaining(url) as connection:
        make = sql.SQL("CREATE DATABASE {} TEMPLATE template0")
        connection.execute(make.format(sql.Identifier(name)))


def _drop(url: str, name: str) -> None:
    with _maintaining(url) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


def _swap(url: str, fresh: str) -> None:
    """Give the restored database the name, at one stroke; the one that had it keeps its tables.

    Whoever still works with the old one is sent away, and kept away until it has its other name.
    """
    name = _name(url)
    kept = f"{fresh}_before"
    with _maintaining(url) as connection:
        _open_up(connection, name, opened=False)
        try:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            with connection.transaction():
                connection.execute(rename.format(sql.Identifier(name), sql.Identifier(kept)))
                connection.execute(rename.format(sql.Identifier(fresh), sql.Identifier(name)))
        except BaseException:
            _open_up(connection, name, opened=True)
            raise
        _open_up(connection, kept, opened=True)


def _open_up(connection: psycopg.Connection, name: str, *, opened: bool) -> None:
    told = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")
    connection.execute(told.format(sql.Identifier(name), sql.Literal(opened)))


def _make_sure_of_version(database: Database) -> None:
    """Raise where the server is newer than our programs: they would not read all of it."""
    with database.engine.connect() as connection:
        number = int(str(connection.execute(text("SHOW server_version_num")).scalar_one()))
    if number // 10_000 > int(major()):
        raise DatabaseVersionError(_name(database.url), str(number // 10_000), major())


def _run(program: str, told: list[str], url: str) -> None:
    """Call a program of PostgreSQL's; the password goes by its environment, closed to others."""
    where = conninfo_to_dict(url)
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    env = {variable: str(where[name]) for name, variable in names.items() if where.get(name)}
    done = subprocess.run(
        [str(binaries() / program), *told],
        env={"PATH": os.defpath, "PGDATABASE": str(where["dbname"]), **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise DatabaseError(program, done.stderr.strip()[-500:])
