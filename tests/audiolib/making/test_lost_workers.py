"""Workers killed in the middle of a job: another goes on, nothing goes out twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from audiolib.database import Database
from audiolib.jobs import repository as jobs
from audiolib.jobs.progress import progress
from audiolib.making import orders
from audiolib.tables import Release, WorkerLoss
from tests.audiolib.making.floor import House, settled
from tests.server import running

SAID = "The wheel turned {} times by the {} willow."
LONG = "# The Mill\n\n" + "\n\n".join(
    f"## Day {n}\n\n" + " ".join(SAID.format(n, k) for k in range(60)) for n in range(1, 13)
)
WORKER = """
import asyncio, logging, sys
from audiolib.jobs.worker import Pulse, work
from audiolib.service import opened
from audiolib.settings import settings
with opened(settings()) as service:
    asyncio.run(work(service, Pulse(beat_s=0.5, silence_s=2, poll_s=0.2)))
"""


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    return settled(database, tmp_path)


def start(house: House) -> "subprocess.Popen[bytes]":
    """A worker in a process of its own, that can be killed with all it started."""
    wanted = house.service.settings
    environment = {
        **os.environ,
        "AUDIOLIB_DATABASE__URL": house.service.database.url,
        "AUDIOLIB_STORE": house.service.store.location,
        "AUDIOLIB_DATA": wanted.data,
        "AUDIOLIB_CONFIG": str(wanted.config),
        "AUDIOLIB_JOBS": "1",
    }
    return subprocess.Popen([sys.executable, "-c", WORKER], env=environment, start_new_session=True)


def until(what: Callable[[], bool], seconds: float = 400) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)


def end(worker: "subprocess.Popen[bytes]", how: signal.Signals) -> None:
    os.killpg(worker.pid, how)
    worker.wait(60)


def began(house: House, number: int) -> bool:
    """Whether some of the narration is done, and not all."""
    with house.service.database.transaction() as session:
        told = progress(session, number)
    return told is not None and told.step == "narrate" and told.done > 0


def ordered(house: House) -> int:
    number = house.opened(LONG)
    house.work()
    with house.service.database.transaction() as session:
        orders.narrate(session, number, house.librarian)
    return number


def test_another_worker_goes_on_where_one_was_killed(house: House) -> None:
    number = ordered(house)
    first = start(house)
    until(lambda: began(house, number))
    end(first, signal.SIGKILL)
    second = start(house)
    try:
        until(lambda: house.state(number) == "listening wait")
        with house.service.database.transaction() as session:
            assert len(session.exec(select(WorkerLoss)).all()) == 1
            orders.approve(session, number, house.librarian)
        until(lambda: house.state(number) == "in_use wait")
    finally:
        end(second, signal.SIGTERM)
    assert second.returncode == 0
    with house.service.database.transaction() as session:
        assert len(session.exec(select(Release)).all()) == 1


def test_a_worker_that_is_told_to_end_gives_its_job_back_at_once(house: House) -> None:
    number = ordered(house)
    worker = start(house)
    until(lambda: began(house, number))
    end(worker, signal.SIGTERM)
    assert worker.returncode == 0
    with house.service.database.transaction() as session:
        (job,) = jobs.waiting(session)
        assert session.exec(select(WorkerLoss)).all() == []
    assert job.status == "todo"
    house.work()
    assert house.state(number) == "listening wait"


def test_a_job_that_is_called_off_ends_at_its_next_batch(house: House) -> None:
    number = ordered(house)
    worker = start(house)
    try:
        until(lambda: began(house, number))
        with house.service.database.transaction() as session:
            assert orders.stop(session, number, house.librarian) is False
        until(lambda: house.state(number) == "narration wait")
    finally:
        end(worker, signal.SIGTERM)
    with house.service.database.transaction() as session:
        orders.again(session, number, house.librarian)
    house.work()
    assert house.state(number) == "listening wait"


def test_a_database_that_is_restarted_in_the_middle_loses_nothing(
    tmp_path: Path,
) -> None:
    with running() as server, server.database() as database:
        house = settled(database, tmp_path)
        number = ordered(house)
        worker = start(house)
        try:
            until(lambda: began(house, number))
            server.embedded.stop()
            time.sleep(1)
            server.embedded.start()
            until(lambda: house.state(number) == "listening wait")
            with database.transaction() as session:
                orders.approve(session, number, house.librarian)
            until(lambda: house.state(number) == "in_use wait")
        finally:
            end(worker, signal.SIGTERM)
        with database.transaction() as session:
            assert len(session.exec(select(Release)).all()) == 1
