"""Two workers of the queue against one: several talking books from text to readers, by the clock.

Each worker is `audiolib worker` with one process, as on two small machines. The texts are taken in
beforehand; the clock runs from the first order to narrate until the last one is published.
"""

import argparse
import os
import time
from contextlib import ExitStack
from pathlib import Path

from audiolib.jobs import repository as jobs
from audiolib.making import orders
from bench import options
from bench.house import House, house, worker
from bench.told import Told

FASTER = 1.8
_LOOK_S = 0.2
_LIMIT_S = 1200


def crew(work: Path, file: Path, *, books: int, workers: int) -> Told:
    """The same orders to one worker and to more, each with a store of its own."""
    told = Told("crew")
    told.row(f"load of the machine before, {os.cpu_count()} cores", f"{os.getloadavg()[0]:.2f}")
    lasted = []
    for count in (1, workers):
        with house(work / f"{count}-workers") as made:
            taken, cpu = _made(made, file, books, count)
        lasted.append(taken)
        told.row(f"{books} talking books, workers: {count}", f"{taken:.1f} s, {cpu:.1f} CPU s")
    ratio = lasted[0] / lasted[1]
    told.row(f"{workers} workers against 1", f"{ratio:.2f} ×", f"≥ {FASTER} ×", ratio >= FASTER)
    told.figures = {"wall_s": [round(one, 1) for one in lasted], "ratio": round(ratio, 3)}
    return told


def _made(made: House, file: Path, books: int, count: int) -> tuple[float, float]:
    """Seconds by the clock and of the processor until all are in the hands of readers."""
    # Other rates: none of a text's sound is in the store when the next one is narrated.
    numbers = [
        made.opened(f"Book {n}", file, language="en", options={"rate": 1 + n / 100})
        for n in range(books)
    ]
    made.work()
    with ExitStack() as stack:
        running = [stack.enter_context(worker(made, {"AUDIOLIB_JOBS": "1"})) for _ in range(count)]
        _till_all_here(made, count)
        before = sum(one.cpu_s for one in running)
        began = time.monotonic()
        for number in numbers:
            with made.service.database.transaction() as session:
                orders.narrate(session, number, made.librarian)
        _approve(made, numbers)
        return time.monotonic() - began, sum(one.cpu_s for one in running) - before


def _till_all_here(made: House, count: int) -> None:
    until = time.monotonic() + _LIMIT_S
    while time.monotonic() < until:
        with made.service.database.transaction() as session:
            if jobs.workers(session, within_s=3) >= count:
                return
        time.sleep(_LOOK_S)
    raise RuntimeError("the workers did not begin")


def _approve(made: House, numbers: list[int]) -> None:
    """Approve each as soon as it can be listened to, until all are published."""
    left, until = set(numbers), time.monotonic() + _LIMIT_S
    while left:
        for number in sorted(left):
            state = made.state(number)
            if state == "listening wait":
                with made.service.database.transaction() as session:
                    orders.approve(session, number, made.librarian)
            elif state.startswith("in_use"):
                left.remove(number)
            elif len(state.split()) > 2 or time.monotonic() > until:
                raise RuntimeError(f"not published: {state}")
        time.sleep(_LOOK_S)


def arguments(parser: argparse.ArgumentParser) -> None:
    options.text(parser)
    parser.set_defaults(pages=30)
    parser.add_argument("--books", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)


def run(given: argparse.Namespace) -> list[Told]:
    with options.workplace(given) as work:
        file = options.cut(given, work)
        return [crew(work / "crew", file, books=given.books, workers=given.workers)]
