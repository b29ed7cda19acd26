"""A whole service in a folder: database, store, people, and a worker as a process of its own."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from sqlmodel import Session, col, select

from audiolib.floor import repository as floor
from audiolib.jobs import repository as jobs
from audiolib.jobs.worker import work
from audiolib.making import orders
from audiolib.people.reader import Granted, Reader
from audiolib.rights.policy import shipped
from audiolib.service import Service, embedded, opened
from audiolib.set_up import install
from audiolib.settings import Settings
from audiolib.tables import Account, Branch, Production, RightsDecision, Work
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.making import State
from audiolib.tables.people import Role
from bench.measured import tree

_LOOK_S = 0.05
_READY_S = 60
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class House:
    """The service and whoever works in it."""

    folder: Path
    service: Service
    librarian: Reader
    branch_id: int
    second: int
    """The account that reviews what the librarian decides on rights."""

    def known(self, title: str) -> int | None:
        """The production of a work that an earlier run made; None where it is not in use."""
        with self.service.database.transaction() as session:
            return session.exec(
                select(Production.id)
                .join(Work, col(Work.id) == col(Production.work_id))
                .where(Work.title == title, Production.state == State.IN_USE)
            ).first()

    def opened(self, title: str, file: Path, **given: Any) -> int:
        """A production whose file waits in the queue to be taken in."""
        content = file.read_bytes()
        digest = self.service.store.put(content)
        with self.service.database.transaction() as session:
            made = self._work(title, given.get("language", "en"))
            session.add(made)
            session.flush()
            session.add(self._decision(made.id or 0))
            started = orders.open_production(
                session, self.librarian, made.id or 0, branch_id=self.branch_id, **given
            )
            number = started.id or 0
            orders.take_in(
                session, number, self.librarian, digest=digest, size=len(content), name=file.name
            )
            return number

    def published(self, title: str, file: Path, **given: Any) -> int:
        """A production in the hands of readers, made here and now."""
        number = self.opened(title, file, **given)
        self.work()
        with self.service.database.transaction() as session:
            orders.narrate(session, number, self.librarian)
        self.work()
        with self.service.database.transaction() as session:
            orders.approve(session, number, self.librarian)
        self.work()
        return number

    def work(self) -> None:
        """Do what waits in the queue, and what comes of it, in this process."""
        asyncio.run(work(self.service, once=True))

    def state(self, number: int) -> str:
        with self.service.database.transaction() as session:
            found = floor.production(session, number)
            return f"{found.state} {found.mode} {found.blocked}".rstrip()

    def _work(self, title: str, language: str) -> Work:
        return Work(
            title=title,
            language=language,
            branch_id=self.branch_id,
            rights_status=RightsStatus.PUBLIC_DOMAIN,
        )

    def _decision(self, work_id: int) -> RightsDecision:
        return RightsDecision(
            work_id=work_id,
            status=RightsStatus.PUBLIC_DOMAIN,
            policy_version=shipped().version,
            basis="the author died long ago",
            decided_by=self.librarian.account_id or 0,
            reviewed_by=self.second,
            reviewed_at=now(),
        )


@contextmanager
def house(folder: Path, **wanted: Any) -> Iterator[House]:
    """The service of a folder; what an earlier run made there is found again."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)
    settings = Settings(
        store=str(folder / "store"), data=str(folder / "data"), config=folder / "config", **wanted
    )
    server = embedded(settings)
    try:
        with opened(settings, upgrade=True) as service:
            yield _settled(folder, service)
    finally:
        if server:
            server.stop()


def _settled(folder: Path, service: Service) -> House:
    with service.database.transaction() as session:
        install(session)
        people = [_account(session, login) for login in ("mai", "lan")]
        branch = session.exec(select(Branch)).first() or Branch(code="1")
        session.add(branch)
        session.flush()
        number = branch.id or 0
        granted = (Granted(Role.LIBRARIAN, frozenset({number})),)
        reader = Reader(account_id=people[0], name="Mai", granted=granted)
        return House(folder, service, reader, number, people[1])


def _account(session: Session, login: str) -> int:
    found = session.exec(select(Account).where(Account.login == login)).first()
    if found is None:
        found = Account(login=login, name=login.capitalize(), password_hash="-")
        session.add(found)
        session.flush()
    return found.id or 0


@dataclass(frozen=True)
class Worker:
    """A worker that runs: `audiolib worker` in a process of its own."""

    process: subprocess.Popen[bytes]

    @property
    def cpu_s(self) -> float:
        """Processor seconds of it, of all below it, and of those that have ended."""
        return sum(map(spent_s, tree(self.process.pid)))


@contextmanager
def worker(made: House, more: Mapping[str, str] | None = None) -> Iterator[Worker]:
    """A worker of the house while the context lasts, ready to take jobs."""
    with _command(made, ["worker"], more) as (process, log):
        _till_ready(made.service, process, log)
        yield Worker(process)


@contextmanager
def web(made: House, more: Mapping[str, str] | None = None) -> Iterator[tuple[int, str]]:
    """The web service of the house while the context lasts: its process, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    told = ["serve", "--no-worker", "--port", str(port)]
    # By its address the database is not its own, and goes on when it ends.
    told_more = {"AUDIOLIB_DATABASE__URL": made.service.database.url, **(more or {})}
    with _command(made, told, told_more) as (process, log):
        until = time.monotonic() + _READY_S
        while True:
            try:
                urlopen(f"{address}/health/live", timeout=5).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(log.read_text(errors="replace")[-500:]) from None
                time.sleep(_LOOK_S)
        yield process.pid, address


@contextmanager
def _command(
    made: House, told: Sequence[str], more: Mapping[str, str] | None
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A command of the house in a process of its own, and what it says."""
    scratch = made.folder / "scratch"
    scratch.mkdir(exist_ok=True)
    settings = made.service.settings
    env = {
        **os.environ,
        "AUDIOLIB_DATA": settings.data,
        "AUDIOLIB_STORE": settings.store,
        "AUDIOLIB_CONFIG": str(settings.config),
        "TMPDIR": str(scratch),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPATH": str(Path(__file__).parents[1]),
        **(more or {}),
    }
    log = made.folder / f"{told[0]}.log"
    with log.open("ab") as out:  # several workers may write into it
        process = subprocess.Popen(
            [sys.executable, "-m", "audiolib.cli", *told],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
        try:
            yield process, log
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def _till_ready(service: Service, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _READY_S
    while True:
        with service.database.transaction() as session:
            if jobs.workers(session, within_s=3):
                return
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"no worker: {log.read_text(errors='replace')[-500:]}")
        time.sleep(_LOOK_S)


def spent_s(pid: int) -> float:
    """Processor seconds of a process and of those of its children that have ended."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    fields = told.rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:15]) / _TICKS


def now() -> datetime:
    """This moment, as the tables have it."""
    return datetime.now(UTC)
