"""A short notice passes a long book that is in hand; the book goes on where it was."""

import signal
from pathlib import Path

import pytest

from audiolib.database import Database
from audiolib.floor import repository as floor
from audiolib.making import orders
from tests.audiolib.making.floor import STORY, House, settled
from tests.audiolib.making.test_lost_workers import SAID, began, end, start, until

BOOK = "# The Mill\n\n" + "\n\n".join(
    f"## Day {n}\n\n" + " ".join(SAID.format(n, k) for k in range(60)) for n in range(1, 31)
)
"""Long enough to stand far below a notice of three minutes."""


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    return settled(database, tmp_path)


def test_a_notice_is_heard_before_the_book_that_was_begun_earlier(house: House) -> None:
    book = house.opened(BOOK)
    house.work()
    with house.service.database.transaction() as session:
        orders.narrate(session, book, house.librarian)
    worker = start(house)
    try:
        until(lambda: began(house, book))
        notice = house.opened(STORY, name="notice.md")
        until(lambda: house.state(notice) == "text wait")
        with house.service.database.transaction() as session:
            orders.narrate(session, notice, house.librarian)
        until(lambda: house.state(notice) == "listening wait")
        assert house.state(book).startswith("narration")
        until(lambda: house.state(book) == "listening wait")
    finally:
        end(worker, signal.SIGTERM)
    with house.service.database.transaction() as session:
        done = [
            event.at
            for number in (notice, book)
            for event in floor.events(session, number)
            if event.to_state == "listening"
        ]
    assert len(done) == 2
    assert done[0] < done[1]
