"""Workers on several hosts with one database and one bucket: killed, cut off, and all kept.

Each host is a network namespace with a data folder of its own; database and bucket are reached by
address. A worker is killed at work, the database is started anew, a host is cut off for longer than
its silence is taken for death and comes back, the bucket is away for a minute: at the end every
talking book must be out, once.
"""

import argparse
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from audiolib.service import Service
from audiolib.tables import Production, Progress, WorkerLoss
from bench import options
from bench.bucket import SERVER, Bucket, bucket
from bench.clerk import Load
from bench.endings import judged, verdicts
from bench.gate import Gate
from bench.network import Network, why_not
from bench.site import Site
from bench.told import Told

HOSTS = 2
_AT_WORK_S = 120.0
_BEGAN = "Working with the store"
SILENCE_S = 20.0
"""After which a worker is taken for dead."""


class Field:
    """The hosts, what they share, and how each is begun."""

    def __init__(self, folder: Path, network: Network, opened: Bucket, s3: Gate) -> None:
        self.network, self.s3 = network, s3
        self.site = Site(
            folder, store=opened.url, env=opened.environment(f"http://{network.address}:{s3.port}")
        )
        self.site.embedded.start()
        socket_file = self.site.embedded.socket / ".s.PGSQL.5432"
        self.database = Gate(socket_file, network.address)
        self._opened = opened

    def start(self, host: int) -> None:
        """Begin the worker of a host, and wait till it takes jobs.

        Raises:
            TimeoutError: it does not.
        """
        name = f"worker-{host}"
        log = self.site.folder / f"{name}.log"
        before = log.read_text().count(_BEGAN) if log.exists() else 0
        base, _, _ = self.site.embedded.url.partition("@")
        url = f"{base}@{self.network.address}:{self.database.port}/audiolib"
        env = {
            "AUDIOLIB_DATABASE__URL": url,
            "AUDIOLIB_DATA": str(self.site.folder / name),
        }
        self.site.start(name, self.network.within(host), env)
        until = time.monotonic() + _AT_WORK_S
        while log.read_text().count(_BEGAN) == before:
            if time.monotonic() > until:
                raise TimeoutError(name)
            time.sleep(0.2)


@contextmanager
def field(folder: Path) -> Iterator[Field]:
    """Hosts, database and bucket, with the pages outside of the hosts."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with Network(HOSTS) as network, bucket(port) as opened:
        s3 = Gate(("127.0.0.1", port), network.address)
        made = Field(folder, network, opened, s3)
        try:
            yield made
        finally:
            made.site.end()


def hosts(work: Path, *, away_s: float = 60, cut_s: float = 45, sections: int = 60) -> Told:
    """Each of the four blows, one after the other, and a judgement at the end."""
    told = Told("hosts")
    with field(work) as made:
        site = made.site
        # This process judges: it must reach the bucket too.
        os.environ.update(site.environment())
        token = site.begin()
        site.start("service")
        site.wait()
        made.start(1)
        with site.service() as service:
            load = Load(service, site.url, token, seed=1, sections=sections)
            load.alone()
            told.row("one host makes a talking book", "yes")
            _killed(made, service, load, told)
            _restarted(made, service, load, told)
            _cut(made, service, load, told, cut_s)
            _away(made, load, told, away_s)
            with service.database.transaction() as session:
                found = judged(session, service, load)
    verdicts(told, found)
    told.figures = found
    return told


def _killed(made: Field, service: Service, load: Load, told: Told) -> None:
    """The only worker dies at work; another host's goes on."""
    before = _losses(service)
    load.start(clerks=1, readers=0)
    _till_at_work(service)
    made.site.kill("worker-1")
    made.start(2)
    load.finish()
    told.row("a worker killed at work: jobs given back", str(_losses(service) - before), "1",
             _losses(service) - before == 1)  # fmt: skip
    made.start(1)


def _restarted(made: Field, service: Service, load: Load, told: Told) -> None:
    load.start(clerks=2, readers=1)
    _till_at_work(service)
    made.site.embedded.stop()
    made.site.embedded.start()
    load.finish()
    told.row("the database started anew at work: published", str(load.seen.published))


def _cut(made: Field, service: Service, load: Load, told: Told, cut_s: float) -> None:
    """A host is cut off at work; another goes on with its job, and the first comes back."""
    made.site.kill("worker-2")
    before = _losses(service)
    load.start(clerks=1, readers=0)
    number = _till_at_work(service)
    made.network.cut(1)
    made.start(2)
    time.sleep(cut_s)
    given = _losses(service) - before
    made.network.mend(1)
    load.finish()
    told.row(
        f"a host cut off at work for {cut_s:.0f} s: jobs given back", str(given), "1", given == 1
    )
    # Whatever the host that came back still wants to do with its old job, it does now.
    time.sleep(SILENCE_S)
    with service.database.transaction() as session:
        state = session.get_one(Production, number).state
    told.row("  where its talking book is then", str(state), "in_use", state == "in_use")
    made.site.kill("worker-2")
    made.site.processes.pop("worker-2")
    seen = load.seen.published
    load.alone()
    alive = made.site.processes["worker-1"].poll() is None
    right = alive and load.seen.published == seen + 1
    told.row("  the host that came back makes another one", "yes" if right else "no", "yes", right)
    made.start(2)


def _away(made: Field, load: Load, told: Told, away_s: float) -> None:
    load.start(clerks=2, readers=1)
    time.sleep(8)
    made.s3.shut()
    time.sleep(1)
    began = time.monotonic()
    ready = httpx.get(f"{made.site.url}/health/ready", timeout=60)
    took = time.monotonic() - began
    plain = ready.status_code == 503 and not ready.json()["store"]
    told.row("the bucket away: /health/ready", f"{ready.status_code} in {took:.1f} s", "503", plain)
    time.sleep(max(0, away_s - took))
    made.s3.open()
    began = time.monotonic()
    load.finish()
    told.row(f"  back after {away_s:.0f} s; all finished", f"{time.monotonic() - began:.0f} s")
    blocked = sum(n for what, n in load.seen.errors.items() if what.startswith("blocked"))
    told.row("  talking books blocked by it", str(blocked), "0", blocked == 0)


def _till_at_work(service: Service) -> int:
    """Wait till a worker narrates; gives the production."""

    wanted = (
        select(Progress.production_id)
        .join(Production, col(Production.job_id) == col(Progress.job_id))
        .where(col(Progress.step) == "narrate", col(Progress.done) > 0)
    )
    until = time.monotonic() + _AT_WORK_S
    while time.monotonic() < until:
        try:
            with service.database.transaction() as session:
                if (found := session.exec(wanted).first()) is not None:
                    return found
        except DBAPIError:
            pass
        time.sleep(0.1)
    raise TimeoutError("no worker began")


def _losses(service: Service) -> int:
    with service.database.transaction() as session:
        return len(session.exec(select(WorkerLoss.id)).all())


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--away", type=float, default=60, metavar="S", help="the bucket")
    parser.add_argument("--cut", type=float, default=45, metavar="S", help="a host")
    parser.add_argument("--sections", type=int, default=60, help="of each talking book")
    parser.add_argument("--work", type=Path, help="folder to work in, and to keep")


def run(given: argparse.Namespace) -> list[Told]:
    lacking = why_not() or ("" if SERVER.exists() else "no S3 server: make .tools/s3/.ready")
    if lacking:
        told = Told("hosts")
        told.row("left out", lacking)
        return [told]
    with options.workplace(given) as work:
        shutil.rmtree(work / "hosts", ignore_errors=True)
        return [hosts(work / "hosts", away_s=given.away, cut_s=given.cut, sections=given.sections)]
