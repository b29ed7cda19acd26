"""A running service whose processes can be killed: database, pages and workers, each by itself."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import httpx

from audiolib import set_up
from audiolib.database import Database
from audiolib.database.embedded import Embedded
from audiolib.migrations import migrate
from audiolib.people.accounts import account_of_login, create_account, give_role, is_empty
from audiolib.people.duties import OPERATOR
from audiolib.people.programs import SCOPES, give_token
from audiolib.service import Service
from audiolib.settings import DatabaseSettings, ServiceSettings, Settings, WorkerSettings
from audiolib.store import Store
from audiolib.tables.people import Role

ROOT = Path(__file__).parents[1]
SPOKEN = ROOT / "bench" / "spoken"
READY_S = 90.0


class Site:
    """A library's service in a folder of its own; `url` is where its pages are.

    Args:
        store: Folder or URL of the store; in the folder where empty.
        env: Variables that every process gets besides: a bucket's keys.
    """

    def __init__(self, folder: Path, *, store: str = "", env: Mapping[str, str] | None = None):
        folder.mkdir(parents=True, exist_ok=True)
        # The database's user must come as far as its own folder.
        for part in (folder, *folder.parents):
            if part.stat().st_uid == os.getuid() and not part.stat().st_mode & 0o001:
                part.chmod(part.stat().st_mode | 0o011)
        self.folder = folder
        self.embedded = Embedded(folder / "database")
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.store = store or str(folder / "store")
        self.spoken = folder / "spoken"
        self._more = dict(env or {})
        secret = folder / "secret"
        if not secret.exists():
            secret.write_text(secrets.token_urlsafe(32))
        self.secret = secret.read_text()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def settings(self) -> Settings:
        """What every process of the service is set to."""
        return Settings(
            database=DatabaseSettings(url=self.embedded.start()),
            service=ServiceSettings(port=self.port, secret=self.secret),
            worker=WorkerSettings(productions=1),
            data=str(self.folder / "data"),
            store=self.store,
            config=self.folder / "config",
            jobs=1,
        )

    @contextmanager
    def service(self) -> Iterator[Service]:
        """The service as this process sees it, to begin with and to judge at the end."""
        settings = self.settings()
        database = Database(settings.database.url)
        try:
            yield Service(settings, database, Store(self.store), self.secret.encode())
        finally:
            database.close()

    def begin(self) -> str:
        """An empty library with one librarian; gives the token of the program that acts for it."""
        with self.service() as service:
            migrate(service.database)
            now = datetime.now(UTC)
            with service.database.transaction() as session:
                set_up.install(session)
                if is_empty(session):
                    set_up.begin(
                        session, "Library", "Lan", "lan", "a long word", language="en", now=now
                    )
                    told = create_account(
                        session, "mai", "Mai", "another word", by=OPERATOR, now=now
                    )
                    give_role(
                        session,
                        told.id or 0,
                        Role.LIBRARIAN,
                        1,
                        by=OPERATOR,
                        since=now.date(),
                        now=now,
                    )
                told = account_of_login(session, "lan")
                scopes = frozenset(f"write:{area}" for area in SCOPES)
                word, _ = give_token(
                    session, "bench", scopes, by=OPERATOR, now=now, account_id=told.id
                )
        return word

    def environment(self) -> dict[str, str]:
        told = {
            "AUDIOLIB_DATABASE__URL": self.embedded.url,
            "AUDIOLIB_SERVICE__PORT": str(self.port),
            "AUDIOLIB_SERVICE__SECRET": self.secret,
            "AUDIOLIB_DATA": str(self.folder / "data"),
            "AUDIOLIB_STORE": self.store,
            "AUDIOLIB_CONFIG": str(self.folder / "config"),
            "AUDIOLIB_JOBS": "1",
            "AUDIOLIB_LANGUAGE": "en",
            "AUDIOLIB_LOG": "info",
            "PYTHONPATH": f"{SPOKEN}:{ROOT}",
            "BENCH_SPOKEN": str(self.spoken),
        }
        return {**os.environ, **told, **self._more}

    def start(
        self, name: str, within: Sequence[str] = (), env: Mapping[str, str] | None = None
    ) -> None:
        """Start `service` or a `worker…`, with what it says in a file.

        `within` is a command that runs another one in its place: in a network of its own.
        """
        told = ("serve", "--no-worker") if name == "service" else ("worker",)
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [*within, sys.executable, "-m", "audiolib.cli", *told],
                env={**self.environment(), **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self, name: str) -> None:
        """kill -9, of the one process only; `database` is the server's first process."""
        if name == "database":
            pid = int((self.embedded.cluster / "postmaster.pid").read_text().split()[0])
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            return
        process = self.processes[name]
        process.kill()
        process.wait()

    def again(self, name: str) -> None:
        """Start what was killed."""
        if name == "database":
            self.embedded.start()
        else:
            self.start(name)

    def wait(self) -> None:
        """Till the pages answer."""
        until = time.monotonic() + READY_S
        while time.monotonic() < until:
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/health/ready", timeout=20).status_code == 200:
                    return
            time.sleep(0.2)
        raise TimeoutError(self.url)

    def end(self) -> None:
        """End every process of ours, workers and pages first."""
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
        for process in self.processes.values():
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.embedded.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
