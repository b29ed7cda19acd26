"""A scan recognised by the service: pages a minute with 1 and 2 workers, 1,200 pages in stretches.

A stretch ends by itself before nine minutes; with `--work` the next run goes on where it was: what
was read lies in the store page by page, and what was in hand goes back into the queue.
"""

import argparse
import time
from contextlib import ExitStack
from pathlib import Path

from sqlmodel import col, select

from audiolib.floor import repository as floor
from audiolib.intake.pixels import png
from audiolib.making import orders, repository
from audiolib.tables import Page, Production, Work
from audiolib.tables.making import State
from bench import options
from bench.house import House, house, worker
from bench.pages import CORPUS, book
from bench.paper import MID, Drawn, worn
from bench.told import Told

STRETCH_S = 420.0
_COMPARED = 32
"""Pages for one worker, and again as many for two."""
_DRAWN = 40
"""Different pages; each comes again with other wear."""
_NAP_S = 0.5
_ALONE = {"AUDIOLIB_WORKER__PAGES": "1"}
"""One page at a time in each worker."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", default="vi")
    parser.add_argument("--pages", type=int, default=1200)
    parser.add_argument("--work", type=Path, help="folder to work in, and to keep")


def run(given: argparse.Namespace) -> list[Told]:
    told = Told("scans")
    if not CORPUS.is_dir():
        told.row("texts", "no ../shared/corpus beside the project")
        return [told]
    drawn = book(given.lang, min(_DRAWN, given.pages))
    with options.workplace(given) as work, house(work / "house") as made:
        _compared(told, made, drawn, given.lang)
        _stretch(told, made, drawn, given.lang, given.pages)
    return [told]


def _compared(told: Told, made: House, drawn: list[Drawn], lang: str) -> None:
    """The same number of fresh pages by one worker and by two, where no run did that yet."""
    rates: list[float] = []
    for count in (1, 2):
        title = f"{count} workers"
        if _found(made, title):
            return
        number = _laid(made, title, drawn, lang, range(_COMPARED * count, _COMPARED * (count + 1)))
        with ExitStack() as stack:
            for _ in range(count):
                stack.enter_context(worker(made, _ALONE))
            _order(made, number)
            began = time.monotonic()
            while _read(made, number) < _COMPARED:
                time.sleep(_NAP_S / 5)
            rates.append(60 * _COMPARED / (time.monotonic() - began))
        told.row(f"pages a minute, workers: {count}", f"{rates[-1]:.1f}")
    told.row("2 workers against 1", f"{rates[1] / rates[0]:.2f} ×")
    told.figures["rates"] = rates


def _stretch(told: Told, made: House, drawn: list[Drawn], lang: str, count: int) -> None:
    """As many pages of one long scan as fit a stretch, by one worker on all cores."""
    title = f"{count} pages"
    number = _found(made, title)
    if not number:
        number = _laid(made, title, drawn, lang, range(1000, 1000 + count))
        _order(made, number)
    before, began = _read(made, number), time.monotonic()
    with worker(made) as running:
        while time.monotonic() - began < STRETCH_S and _state(made, number) == State.OCR:
            time.sleep(_NAP_S)
        spent, cpu = time.monotonic() - began, running.cpu_s
    now = _read(made, number)
    done = _state(made, number) != State.OCR
    fresh = max(1, now - before)
    told.row("pages read in this stretch", f"{now - before}, {60 * fresh / spent:.1f} a minute")
    told.row("processor seconds of the worker, a page", f"{cpu / fresh:.2f}")
    told.row("pages read in all", f"{now} of {count}")
    told.row("one text made of them", "yes" if done else "not yet: run the same command again")
    told.figures |= {"pages": now, "done": done, "stretch": [now - before, spent, cpu]}


def _found(made: House, title: str) -> int:
    """The production of an earlier run; 0 where there is none."""
    with made.service.database.transaction() as session:
        query = select(Production.id).join(Work, col(Work.id) == col(Production.work_id))
        return session.exec(query.where(Work.title == title)).first() or 0


def _laid(made: House, title: str, drawn: list[Drawn], lang: str, seeds: range) -> int:
    """A production whose pages were looked at, and wait to be read."""
    store = made.service.store
    images = [
        store.put(png(worn(drawn[seed % len(drawn)].pixels, MID, seed), MID.dpi)) for seed in seeds
    ]
    height, width = drawn[0].pixels.shape
    with made.service.database.transaction() as session:
        work = made._work(title, lang)
        session.add(work)
        session.flush()
        session.add(made._decision(work.id or 0))
        started = orders.open_production(
            session, made.librarian, work.id or 0, branch_id=made.branch_id, source="scan",
            language=lang,
        )  # fmt: skip
        number = started.id or 0
        for state in (State.SCAN, State.IMAGES):
            floor.move(session, number, state, made.librarian)
        for at, image in enumerate(images, 1):
            session.add(
                Page(
                    production_id=number, number=at, image=image, width=width, height=height,
                    dpi=MID.dpi,
                )
            )  # fmt: skip
    return number


def _order(made: House, number: int) -> None:
    with made.service.database.transaction() as session:
        orders.recognise(session, number, made.librarian)


def _read(made: House, number: int) -> int:
    with made.service.database.transaction() as session:
        return repository.pages_read(session, number)[0]


def _state(made: House, number: int) -> State:
    with made.service.database.transaction() as session:
        return State(floor.production(session, number).state)
