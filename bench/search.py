"""The catalogue at 200,000 works (or more): folded, prefix, typing errors, facets; p50, p95, p99.

Wall time of whole searches, one transaction each, as a reader without a card; beside it the
processor time of this process and the server's that answers it, since other work on the machine
stretches the first. A quiet machine needs little more than the second: the two take turns.
"""

import argparse
import os
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from audiolib.catalogue import SearchRequest, search
from audiolib.catalogue.fold import fold
from audiolib.database import Database
from audiolib.database.embedded import Embedded
from audiolib.migrations import migrate
from audiolib.people.reader import ANONYMOUS
from audiolib.rights import visible
from bench.shelf import fill
from bench.told import Told

BUDGET_MS = 50
BUDGET_AT = 200_000


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--works", type=int, default=BUDGET_AT)
    parser.add_argument("--times", type=int, default=100, help="questions of each kind")
    parser.add_argument("--folder", type=Path, help="keep the database here, and use it again")


def run(options: argparse.Namespace) -> list[Told]:
    told = Told("search")
    with tempfile.TemporaryDirectory(prefix="audiolib-bench-") as scratch:
        Path(scratch).chmod(0o711)
        embedded = Embedded(options.folder or Path(scratch) / "database")
        database = Database(embedded.start(), connections=1)
        try:
            measure(told, database, options.works, options.times)
        finally:
            database.close()
            embedded.stop()
    return [told]


def measure(told: Told, database: Database, works: int, times: int) -> None:
    """Fill the catalogue where it is empty, ask, and tell."""
    migrate(database)
    if _count(database) < works or not _is_whole(database):
        start = time.perf_counter()
        fill(database.url, works)
        told.row("filled", f"in {time.perf_counter() - start:.0f} s")
    shelf = known(database)
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} CPUs"
    told.row("works", f"{_count(database):,}; {_size(database)} on disk; {load}")
    all_wall: list[float] = []
    all_spent: list[float] = []
    for name, ask in questions(shelf, random.Random(11)).items():
        wall, spent, found = _ask(database, ask, times)
        all_wall += wall
        all_spent += spent
        share = sum(n > 0 for n in found) / len(found)
        told.row(name, f"{_tells(wall)} ms; CPU {_tells(spent)} ms; {share:.0%} found something")
        told.figures[name] = {"wall_ms": wall, "cpu_ms": spent}
    p95 = _quantile(all_wall, 0.95)
    budget = (f"p95 <= {BUDGET_MS} ms", p95 <= BUDGET_MS) if works <= BUDGET_AT else ("", None)
    told.row("all questions", f"{_tells(all_wall)} ms; CPU {_tells(all_spent)} ms", *budget)
    told.row("memory of PostgreSQL", f"{_memory(database) / 1e6:.0f} MB")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What stands in the catalogue, as far as the questions need it."""

    titles: list[tuple[str, str]]
    """Language and title of every fiftieth work."""
    people: list[str]
    series: list[str]


def _count(database: Database) -> int:
    with database.transaction() as session:
        return int(session.execute(text("SELECT count(*) FROM work")).scalar_one())


def _is_whole(database: Database) -> bool:
    """Whether the index that is made last is there."""
    with database.transaction() as session:
        found = session.execute(text("SELECT to_regclass('work_index_text') IS NOT NULL"))
        return bool(found.scalar_one())


def _size(database: Database) -> str:
    with database.transaction() as session:
        told = text("SELECT pg_size_pretty(pg_database_size(current_database()))")
        return str(session.execute(told).scalar_one())


def known(database: Database) -> Shelf:
    """What stands in the catalogue."""
    with database.transaction() as session:
        titles = session.execute(text("SELECT language, title FROM work WHERE id % 50 = 1"))
        people = session.execute(text("SELECT name FROM contributor ORDER BY id LIMIT 5000"))
        series = session.execute(text("SELECT title FROM series ORDER BY id LIMIT 500"))
        return Shelf(
            [(lang, title) for lang, title in titles],
            [name for (name,) in people],
            [title for (title,) in series],
        )


def questions(shelf: Shelf, chance: random.Random) -> dict[str, Callable[[], SearchRequest]]:
    """Thirteen kinds of questions, each made anew when it is called."""

    def title(lang: str = "") -> str:
        return chance.choice(titles[lang] if lang else shelf.titles)[1]

    titles = {lang: [pair for pair in shelf.titles if pair[0] == lang] for lang, _ in shelf.titles}

    def folded() -> SearchRequest:
        return SearchRequest(words=fold(title("vi")))

    def begun() -> SearchRequest:
        words = title()
        return SearchRequest(words=words[: max(2, len(words) * 2 // 3)])

    def few_letters() -> SearchRequest:
        return SearchRequest(words=fold(title())[: chance.randint(1, 4)])

    def one_word() -> SearchRequest:
        return SearchRequest(words=chance.choice(fold(title("vi")).split()))

    def mistyped() -> SearchRequest:
        return SearchRequest(words=_mistyped(fold(title()), chance))

    def mistyped_name() -> SearchRequest:
        return SearchRequest(words=_mistyped(fold(chance.choice(shelf.people)), chance))

    def narrowed() -> SearchRequest:
        word = chance.choice(fold(title("vi")).split())
        return SearchRequest(
            words=word, language="vi", audience="children", collection="fairy_tales"
        )

    return {
        "folded Vietnamese title": folded,
        "two thirds of a title": begun,
        "first letters": few_letters,
        "one word": one_word,
        "title mistyped": mistyped,
        "name mistyped": mistyped_name,
        "word and three filters": narrowed,
        "series of an age": lambda: SearchRequest(series=chance.choice(shelf.series), ages="6-9"),
        "an age, no words": lambda: SearchRequest(ages="3-6", collection="fairy_tales"),
        "person": lambda: SearchRequest(words=chance.choice(shelf.people)),
        "words that nothing has": lambda: SearchRequest(words=_nonsense(chance)),
        "newest, no words": lambda: SearchRequest(sort="newest"),
        "by title, no words": lambda: SearchRequest(sort="title", language="vi"),
    }


def _mistyped(words: str, chance: random.Random) -> str:
    """One letter dropped, doubled, changed, or two of them turned."""
    at = chance.randrange(1, max(2, len(words) - 1))
    here = words[at : at + 1]
    kind = chance.randrange(4)
    middle = ("", here * 2, chance.choice("abehiknotu"), words[at + 1 : at + 2] + here)[kind]
    return words[:at] + middle + words[at + (2 if kind == 3 else 1) :]


def _nonsense(chance: random.Random) -> str:
    return " ".join("".join(chance.choices("bcdghklmnpqstvx", k=5)) for _ in range(2))


def _ask(
    database: Database, ask: Callable[[], SearchRequest], times: int
) -> tuple[list[float], list[float], list[int]]:
    wall: list[float] = []
    spent: list[float] = []
    found: list[int] = []
    with database.transaction() as session:
        server = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
    for _ in range(times):
        request = ask()
        before, start = _spent(server), time.perf_counter()
        with database.transaction() as session:
            among = visible(session, ANONYMOUS, datetime.now(UTC))
            found.append(search(session, request, among).total)
        wall.append(1000 * (time.perf_counter() - start))
        spent.append(1000 * (_spent(server) - before))
    return wall, spent, found


def _memory(database: Database) -> float:
    """Bytes of all processes of the server, what they share counted once (Linux)."""
    with database.transaction() as session:
        server = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
        try:
            status = Path(f"/proc/{server}/status").read_text()
            parent = re.search(r"^PPid:\s+(\d+)", status, re.MULTILINE)
            return sum(_proportional(pid) for pid in _family(int(parent[1]) if parent else 0))
        except OSError:
            return 0


def _family(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [parent, *map(int, children.split())]


def _proportional(pid: int) -> int:
    told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB", told, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _spent(server: int) -> float:
    """Processor seconds of this process and of the server's (Linux counts them to a ns)."""
    try:
        told = Path(f"/proc/{server}/schedstat").read_text()
    except OSError:
        return time.process_time()
    return time.process_time() + int(told.split()[0]) / 1e9


def _quantile(figures: list[float], share: float) -> float:
    return statistics.quantiles(figures, n=100, method="inclusive")[round(share * 100) - 1]


def _tells(wall: list[float]) -> str:
    return " / ".join(f"{_quantile(wall, share):.0f}" for share in (0.5, 0.95, 0.99))
