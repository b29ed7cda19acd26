"""An errand is asked for once, followed, called off, done again; and no floor knows of it."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason
from sqlalchemy.exc import IntegrityError

from audiolib.database import Database
from audiolib.errands import repository as errands
from audiolib.errands.errors import ErrandOverError, ErrandUnknownError
from audiolib.errors import SourceDamagedError
from audiolib.jobs import repository as jobs
from audiolib.jobs.order import PASSES
from audiolib.jobs.progress import Telling
from audiolib.jobs.run import Call, run
from audiolib.jobs.steps import Step
from audiolib.jobs.worker import rescue
from audiolib.people.reader import Granted, Reader
from audiolib.service import Service
from audiolib.tables import Errand, Progress
from audiolib.tables.people import Role
from tests.audiolib.jobs.test_jobs import lose
from tests.audiolib.making.floor import House, settled

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def _count(_service: Service, telling: Telling, _errand: int, *, to: int) -> None:
    telling.begin("compare", to)
    for _ in range(to):
        telling.advance(1)


COUNT = Step("count", "errands", _count, ("compare",), of="errand")


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    return settled(database, tmp_path)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def asked(house: House, subject: int = 7, size: int = 0) -> Errand:
    with house.service.database.transaction() as session:
        made = errands.order(
            session,
            COUNT,
            subject,
            title="records.mrc",
            branch_id=house.branch_id,
            by=house.librarian.account_id or 0,
            now=NOW,
            size=size,
            to=3,
        )
        session.expunge_all()
    return made


def seen(house: House, number: int) -> tuple[str, str, int, str]:
    with house.service.database.transaction() as session:
        found = errands.errand(session, number)
        told = errands.how_far(session, found)
        return found.ended, told.step, told.percent, told.failed


def called(made: Errand, abort: AbortReason | None = None) -> Call:
    return Call(made.job_id or 0, 0, 100, lambda: abort)


def test_a_second_click_gives_the_first_errand(house: House) -> None:
    first, second, other = asked(house), asked(house), asked(house, subject=8)
    assert first.id == second.id != other.id
    with house.service.database.transaction() as session:
        assert [job.args["errand_id"] for job in jobs.waiting(session)] == [other.id, first.id]
        assert {job.queue for job in jobs.waiting(session)} == {"errands"}


def test_an_errand_is_done_and_may_be_asked_for_anew(house: House) -> None:
    made = asked(house)
    assert seen(house, made.id or 0) == ("", "", 0, "")
    run(house.service, COUNT, called(made), made.id or 0, to=3)
    assert seen(house, made.id or 0) == ("done", "done", 100, "")
    with house.service.database.transaction() as session, pytest.raises(ErrandOverError):
        errands.stop(session, errands.errand(session, made.id or 0), NOW)
    assert asked(house).id != made.id


def test_the_small_go_before_the_large(house: House) -> None:
    asked(house, subject=1, size=300_000_000)
    asked(house, subject=2, size=2_000)
    with house.service.database.transaction() as session:
        small, large = jobs.waiting(session)
        assert small.priority >= large.priority + PASSES


def test_one_that_waits_is_called_off_at_once_and_done_again(house: House) -> None:
    made = asked(house)
    with house.service.database.transaction() as session:
        errands.stop(session, errands.errand(session, made.id or 0), NOW)
    assert seen(house, made.id or 0)[0] == "stopped"
    with house.service.database.transaction() as session:
        errands.again(session, errands.errand(session, made.id or 0))
    with house.service.database.transaction() as session:
        found = errands.errand(session, made.id or 0)
        (job,) = jobs.waiting(session)
        assert found.job_id == job.id != made.job_id
        assert job.args == {"errand_id": made.id, "to": 3}
        with pytest.raises(ErrandOverError):
            errands.again(session, found)


def test_one_in_hand_ends_at_its_next_batch_and_says_who_ended_it(house: House) -> None:
    made = asked(house)
    with pytest.raises(JobAborted):
        run(house.service, COUNT, called(made, AbortReason.USER_REQUEST), made.id or 0, to=3)
    assert seen(house, made.id or 0) == ("stopped", "compare", 0, "job-stopped")


def test_a_worker_that_is_to_go_leaves_the_errand_open(house: House) -> None:
    made = asked(house)
    with pytest.raises(JobAborted):
        run(house.service, COUNT, called(made, AbortReason.SHUTDOWN), made.id or 0, to=3)
    assert seen(house, made.id or 0)[0] == ""


def test_one_that_fails_says_why(house: House) -> None:
    made = asked(house)

    def fails(_service: Service, _telling: Telling, _errand: int) -> None:
        raise SourceDamagedError("records.mrc")

    with pytest.raises(SourceDamagedError):
        run(house.service, replace(COUNT, run=fails), called(made), made.id or 0)
    assert seen(house, made.id or 0) == ("failed", "waiting", 0, SourceDamagedError.code)
    with house.service.database.transaction() as session:
        assert [one.id for one in errands.listed(session, house.librarian)] == [made.id]
        errands.stop(session, errands.errand(session, made.id or 0), NOW)
        assert errands.listed(session, house.librarian) == []


def test_one_that_costs_three_workers_is_given_up_and_may_be_tried_again(house: House) -> None:
    made = asked(house)
    for _ in range(jobs.POISON):
        lose(house.service.database, made.job_id or 0)
        assert rescue(house.service, 20) == [made.job_id]
    assert seen(house, made.id or 0) == ("failed", "waiting", 0, "job-poison")
    with house.service.database.transaction() as session:
        errands.again(session, errands.errand(session, made.id or 0))
    assert seen(house, made.id or 0)[0] == ""


def test_a_worker_that_slept_ends_no_errand_that_was_asked_for_again(house: House) -> None:
    made = asked(house)
    with house.service.database.transaction() as session:
        errands.stop(session, errands.errand(session, made.id or 0), NOW)
        errands.again(session, errands.errand(session, made.id or 0))
    run(house.service, COUNT, called(made), made.id or 0, to=3)
    assert seen(house, made.id or 0)[0] == ""


def test_it_concerns_who_asked_and_the_heads_of_its_branch(house: House) -> None:
    made = asked(house)

    def somebody(role: Role, *branches: int, account: int = 99) -> Reader:
        return Reader(account_id=account, granted=(Granted(role, frozenset(branches)),))

    here = house.branch_id
    theirs = (
        somebody(Role.CLERK, here, account=made.by),
        somebody(Role.MANAGER, here),
        somebody(Role.LIBRARIAN, here),
        somebody(Role.ADMIN, here),
    )
    others = (somebody(Role.CLERK, here), somebody(Role.MANAGER, here + 1), Reader(account_id=99))
    with house.service.database.transaction() as session:
        for reader in theirs:
            assert errands.concerning(session, made.id or 0, reader).id == made.id
            assert [one.id for one in errands.listed(session, reader)] == [made.id]
        for reader in others:
            assert errands.listed(session, reader) == []
            with pytest.raises(ErrandUnknownError):
                errands.concerning(session, made.id or 0, reader)


def test_progress_is_of_one_thing(house: House) -> None:
    def nothing() -> None:
        with house.service.database.transaction() as session:
            session.add(Progress(job_id=1, step="compare"))

    with pytest.raises(IntegrityError, match="is_of_one_thing"):
        nothing()
