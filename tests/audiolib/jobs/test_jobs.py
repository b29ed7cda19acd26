"""Jobs come with their transaction, go back when a worker is gone, and are given up at last."""

import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from procrastinate.job_context import AbortReason
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session, select

from audiolib.database import Database
from audiolib.errors import FolderBusyError, SourceDamagedError
from audiolib.floor import repository as floor
from audiolib.jobs import repository as jobs
from audiolib.jobs.errors import JobPassedError, JobStoppedError, NoSuchJobError, StoreForeignError
from audiolib.jobs.joining import make_sure_of_store
from audiolib.jobs.nightly import nightly
from audiolib.jobs.order import PASSES, priority
from audiolib.jobs.progress import Telling, progress
from audiolib.jobs.queue import queue
from audiolib.jobs.retry import may_try_again
from audiolib.jobs.run import Call, run
from audiolib.jobs.steps import Step
from audiolib.jobs.worker import rescue
from audiolib.making import orders
from audiolib.store import Store
from audiolib.tables import WorkerLoss
from audiolib.tables.making import Service, State
from tests.audiolib.making.floor import House, settled


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    return settled(database, tmp_path)


@pytest.fixture
def session(house: House) -> Iterator[Session]:
    with house.service.database.transaction() as opened:
        yield opened


def test_a_job_comes_and_goes_with_its_transaction(database: Database) -> None:
    def put_and_fail() -> None:
        with database.transaction() as session:
            jobs.defer(session, "narrate", "narrate", production_id=1)
            raise KeyError

    with pytest.raises(KeyError):
        put_and_fail()
    with database.transaction() as session:
        assert jobs.waiting(session) == []
        assert jobs.defer(session, "heal", "narrate", only_one="a", production_id=1)
        assert jobs.defer(session, "heal", "narrate", only_one="a", production_id=1) is None
    with database.transaction() as session:
        (found,) = jobs.waiting(session)
        assert found.args == {"production_id": 1}
        assert jobs.depth(session) == {("narrate", "todo"): 1}


def lose(database: Database, job_id: int) -> None:
    """A worker takes a job and is never heard of again."""
    with database.transaction() as session:
        session.connection().execute(
            text(
                "WITH w AS (INSERT INTO procrastinate_workers (last_heartbeat)"
                " VALUES (now() - interval '1 hour') RETURNING id)"
                " UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM w)"
                " WHERE id = :id"
            ),
            {"id": job_id},
        )


def test_a_job_that_costs_three_workers_is_given_up_and_says_so(house: House) -> None:
    number = house.opened()
    database = house.service.database
    with database.transaction() as session:
        (job,) = jobs.waiting(session)
    for loss in range(1, jobs.POISON + 1):
        lose(database, job.id)
        assert rescue(house.service, 20) == [job.id]
        assert rescue(house.service, 20) == []
        with database.transaction() as session:
            assert len(session.exec(select(WorkerLoss)).all()) == loss
    with database.transaction() as session:
        (failed,) = jobs.failed(session)
        assert failed.id == job.id
        told = progress(session, number)
    assert told is not None
    assert told.failed == "job-poison"
    assert house.state(number) == "scan wait job-poison"
    with database.transaction() as session:
        assert orders.again(session, number, house.librarian) == job.id
    house.work()
    assert house.state(number) == "text wait"


def test_a_worker_that_still_lives_keeps_its_job(house: House) -> None:
    house.opened()
    with house.service.database.transaction() as session:
        (job,) = jobs.waiting(session)
    lose(house.service.database, job.id)
    with house.service.database.transaction() as session:
        session.connection().execute(
            text("UPDATE procrastinate_workers SET last_heartbeat = now()")
        )
        assert jobs.workers(session) == 1
    assert rescue(house.service, 20) == []


def test_a_file_that_cannot_be_read_blocks_its_production_with_the_reason(house: House) -> None:
    number = house.opened("\0\1\2", name="x.docx")
    logging.disable(logging.ERROR)
    try:
        house.work()
    finally:
        logging.disable(logging.NOTSET)
    state, mode, code = house.state(number).split()
    assert (state, mode) == ("scan", "wait")
    assert code.startswith("source")
    digest, size = house.put("# A\n\nWords.\n")
    with house.service.database.transaction() as session:
        told = progress(session, number)
        assert told is not None
        assert told.failed == code
        assert told.facts["file"]
        assert [job.task for job in jobs.failed(session)] == ["take_in"]
        orders.take_in(session, number, house.librarian, digest=digest, size=size, name="a.md")
    house.work()
    assert house.state(number) == "text wait"


def test_a_waiting_job_is_taken_out_at_once(house: House) -> None:
    number = house.opened()
    with house.service.database.transaction() as session:
        assert orders.stop(session, number, house.librarian) is True
    house.work()
    assert house.state(number) == "scan wait"
    with house.service.database.transaction() as session, pytest.raises(NoSuchJobError):
        orders.stop(session, number, house.librarian)


def test_a_job_in_hand_steps_aside_for_a_more_urgent_one(house: House) -> None:
    number = house.opened()

    def patient(_service: object, telling: Telling, _production: int) -> None:
        telling.begin("narrate", 300_000)
        telling._asked -= 10
        telling.advance(1)

    step = Step("narrate", "narrate", patient, ("narrate",))
    call = Call(1, 0, 10, lambda: None)
    run(house.service, step, call, number)
    with house.service.database.transaction() as session:
        jobs.defer(session, "narrate", "narrate", priority=10 + PASSES - 1, production_id=number)
    run(house.service, step, call, number)
    with house.service.database.transaction() as session:
        jobs.defer(session, "narrate", "narrate", priority=10 + PASSES, production_id=number)
    with pytest.raises(JobPassedError):
        run(house.service, step, call, number)


def test_progress_tells_percent_and_what_is_left(house: House) -> None:
    number = house.opened()
    with house.service.database.transaction() as session:
        job_id = jobs.waiting(session)[0].id
    telling = Telling(house.service.database, number, job_id, ("read", "narrate", "encode"))
    telling.begin("narrate", 100)
    telling._foresight.begin("narrate", 300_000, time.monotonic() - 60)
    telling._foresight._seen[0] = (time.monotonic() - 60, 0)
    telling._foresight._began -= 60
    telling._written -= 10
    telling.advance(150_000)
    with house.service.database.transaction() as session:
        told = progress(session, number, datetime.now(UTC))
    assert told is not None
    assert told.step == "narrate"
    assert 40 < told.percent < 50
    assert told.left_s is not None
    assert 60 < told.left_s < 100
    stopped = Telling(
        house.service.database, number, job_id, stopped=lambda: AbortReason.SHUTDOWN is not None
    )
    with pytest.raises(JobStoppedError):
        stopped.advance(1)


def test_the_samples_of_a_book_of_a_hundred_hours_are_counted(house: House) -> None:
    number = house.opened()
    samples = 100 * 3600 * 22_050
    telling = Telling(house.service.database, number, 1, ("read", "narrate", "encode"))
    telling.begin("encode", samples)
    telling.count(samples - 1)
    with house.service.database.transaction() as session:
        told = progress(session, number)
    assert told is not None
    assert (told.done, told.total) == (samples - 1, samples)


@pytest.mark.parametrize("total", [1, 2**70], ids=["told", "progress that can't be written"])
def test_a_step_that_fails_in_an_odd_way_blocks_its_production(house: House, total: int) -> None:
    number = house.opened()
    with house.service.database.transaction() as session:
        job_id = jobs.waiting(session)[0].id

    def odd(_service: object, telling: Telling, _production: int) -> None:
        telling._total = total
        raise SourceDamagedError("a\0b.docx", "\udc80", "torn")

    logging.disable(logging.ERROR)
    try:
        with pytest.raises((SourceDamagedError, DBAPIError)):
            run(
                house.service,
                Step("take_in", "light", odd),
                Call(job_id, 9, 1, lambda: None),
                number,
            )
    finally:
        logging.disable(logging.NOTSET)
    assert house.state(number) == "scan wait source-damaged"


def test_a_notice_is_well_above_a_book_and_a_class_above_a_class() -> None:
    notice = priority(Service.STANDARD, 2_500)
    book = priority(Service.STANDARD, 1_200_000)
    assert notice >= book + PASSES
    assert priority(Service.FIXED_DATE, 10**7) > priority(Service.STANDARD, 0)
    assert priority(Service.EXPEDITE, 10**7) > priority(Service.FIXED_DATE, 0)


def test_only_what_may_pass_is_tried_again() -> None:
    assert may_try_again(FolderBusyError("x"))
    assert may_try_again(OperationalError("", {}, Exception()))
    assert may_try_again(ConnectionResetError())
    assert not may_try_again(SourceDamagedError("x"))
    assert not may_try_again(KeyError())


def test_every_step_is_a_task_of_its_queue(house: House) -> None:
    found = {task.name: task.queue for task in queue(house.service).tasks.values()}
    assert found["narrate"] == "narrate"
    assert found["take_in"] == "light"
    assert found["recognise"] == "light"
    assert found["recognise_part"] == "recognise"


def test_another_services_store_is_told_at_once(house: House, tmp_path: Path) -> None:
    make_sure_of_store(house.service)
    house.opened()
    house.work()
    make_sure_of_store(house.service)
    other = replace(house.service, store=Store(str(tmp_path / "other")))
    with pytest.raises(StoreForeignError):
        make_sure_of_store(other)


def test_old_jobs_are_forgotten_and_failed_ones_are_not(house: House) -> None:
    house.opened()
    house.work()
    with house.service.database.transaction() as session:
        assert jobs.forget(session, datetime.now(UTC) - timedelta(days=1)) == 0
        assert jobs.forget(session, datetime.now(UTC) + timedelta(days=1)) == 1


def test_the_nightly_count_finds_a_state_that_no_event_tells_of(house: House) -> None:
    number = house.opened()
    now = datetime.now(UTC)
    assert nightly(house.service, now) == []
    with house.service.database.transaction() as session:
        found = floor.production(session, number)
        found.state = State.LISTENING
        session.add(found)
    assert nightly(house.service, now) == [(number, "listening/wait", "scan/wait")]
    with house.service.database.transaction() as session:
        assert jobs.is_alone(session)
        assert nightly(house.service, now) == []
