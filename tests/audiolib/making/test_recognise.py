"""The pages of a scan are read by any workers in any order, once each, and give the same text."""

import io
import os
import random
import signal
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text

from audiolib.database import Database
from audiolib.floor import repository as floor
from audiolib.jobs import repository as jobs
from audiolib.jobs.progress import progress
from audiolib.making import orders, recognise, repository
from audiolib.tables.making import State
from tests.audiolib.making.floor import House, settled
from tests.audiolib.making.test_lost_workers import start, until
from tests.audiolib.making.test_scan import page

pytestmark = pytest.mark.external

COUNT = 6


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    return settled(database, tmp_path)


@pytest.fixture(autouse=True)
def small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognise, "GROUP", 2)


def scanned(house: House) -> int:
    """A production whose pages were looked at, and wait to be read."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for n in range(1, COUNT + 1):
            lines = (f"Page {n} tells of the heron, and of", "the mill by the quiet river.")
            archive.writestr(f"p{n}.png", page(lines, n))
    digest, size = house.put(made.getvalue())
    with house.service.database.transaction() as session:
        started = orders.open_production(
            session, house.librarian, house.work_id, branch_id=house.branch_id, source="scan"
        )
        number = started.id or 0
        upload = {"digest": digest, "size": size, "name": "heron.zip"}
        orders.take_in_pages(session, number, house.librarian, uploads=[upload])
    house.work()
    return number


def ordered(house: House, number: int) -> int:
    with house.service.database.transaction() as session:
        return orders.recognise(session, number, house.librarian)


def back(house: House, number: int) -> None:
    """The pages wait to be looked at again."""
    with house.service.database.transaction() as session:
        floor.move(session, number, State.IMAGES, house.librarian, reason="again")


def text_of(house: House, number: int) -> str:
    with house.service.database.transaction() as session:
        return repository.newest_text(session, number).digest


def test_pages_in_any_order_give_the_same_text(house: House, tmp_path: Path) -> None:
    number = scanned(house)
    ordered(house, number)
    house.work()
    first = text_of(house, number)
    with house.service.database.transaction() as session:
        found = jobs.depth(session)
    assert found["recognise", "succeeded"] == COUNT // 2
    back(house, number)
    for part in (tmp_path / "store").rglob("recognise/**/*"):
        if part.is_file():
            part.unlink()
    lead = ordered(house, number)
    house_once(house)
    shuffle(house, lead)
    house.work()
    assert house.state(number) == "text wait"
    assert text_of(house, number) == first


def house_once(house: House) -> None:
    """Have the leading job divide its pages, and nothing more."""
    import asyncio

    from audiolib.jobs.queue import queue

    async def light() -> None:
        async with queue(house.service).open_async() as app:
            await app.run_worker_async(queues=["light"], wait=False, install_signal_handlers=False)

    asyncio.run(light())


def shuffle(house: House, lead: int) -> None:
    """Give the parts of a job other priorities, so that they are done in another order."""
    with house.service.database.transaction() as session:
        assert jobs.parts(session, lead) == (COUNT // 2, COUNT // 2)
        for number in random.Random(4).sample(range(100), 50):
            session.connection().execute(
                text("UPDATE procrastinate_jobs SET priority = :p WHERE id % 50 = :n"
                     " AND task_name = 'recognise_part'"),
                {"p": number, "n": number % 50},
            )  # fmt: skip


def test_what_is_known_is_not_read_again(house: House) -> None:
    number = scanned(house)
    ordered(house, number)
    house.work()
    back(house, number)
    ordered(house, number)
    house.work()
    assert house.state(number) == "text wait"
    with house.service.database.transaction() as session:
        assert jobs.depth(session)["recognise", "succeeded"] == COUNT // 2


def test_pages_called_off_are_left_unread_and_go_on_later(house: House) -> None:
    number = scanned(house)
    ordered(house, number)
    house_once(house)
    with house.service.database.transaction() as session:
        told = progress(session, number)
        assert told is not None
        assert (told.step, told.done, told.total) == ("recognise", 0, COUNT)
        assert orders.stop(session, number, house.librarian)
    house.work()
    assert house.state(number) == "ocr wait"
    with house.service.database.transaction() as session:
        assert repository.pages_read(session, number) == (0, COUNT)
        assert jobs.depth(session)["recognise", "succeeded"] == COUNT // 2
        orders.again(session, number, house.librarian)
    house.work()
    assert house.state(number) == "text wait"


def test_a_page_that_cannot_be_read_holds_its_production_up(house: House) -> None:
    number = scanned(house)
    with house.service.database.transaction() as session:
        lost = repository.pages(session, number)[3]
        lost.image = "0" * 64
        session.add(lost)
    lead = ordered(house, number)
    house.work()
    with house.service.database.transaction() as session:
        assert repository.pages_read(session, number) == (COUNT - 1, COUNT)
        jobs.wake(session, lead)
    house.work()
    assert house.state(number) == "ocr wait intake-page-lost"


def test_a_killed_worker_loses_no_page_that_was_read(house: House) -> None:
    number = scanned(house)
    ordered(house, number)
    house_once(house)
    worker = start(house)

    def read() -> int:
        with house.service.database.transaction() as session:
            return repository.pages_read(session, number)[0]

    until(lambda: read() >= 2)
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    before = read()
    with house.service.database.transaction() as session:
        kept = {p.number: p.words for p in repository.pages(session, number) if p.words}
    assert before >= 2
    other = start(house)
    try:
        until(lambda: house.state(number) == "text wait")
    finally:
        os.killpg(other.pid, signal.SIGKILL)
        other.wait()
    with house.service.database.transaction() as session:
        now = {p.number: p.words for p in repository.pages(session, number)}
    assert now.items() >= kept.items()
    assert len(now) == COUNT
