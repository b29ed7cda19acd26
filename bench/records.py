"""A library's whole catalogue comes in as ISO 2709: rows a second, memory, and search meanwhile.

The records are made of words of real texts, as another library writes them. A worker of its own
looks at the file and brings it in, while readers search the catalogue beside it; what they wait is
told against what they waited before. With --twice the same file comes again, and nothing changes.
"""

import argparse
import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from pymarc import Field, Indicators, Leader, Record, Subfield
from sqlalchemy import text
from sqlmodel import select

from audiolib.catalogue import search
from audiolib.catalogue.exchange import repository as files
from audiolib.catalogue.exchange.incoming import bring, listed
from audiolib.database import Database
from audiolib.database.embedded import Embedded
from audiolib.errands import repository as errands
from audiolib.migrations import migrate
from audiolib.people.reader import ANONYMOUS
from audiolib.rights import visible
from audiolib.tables import Grant
from audiolib.tables.people import Role
from bench import options
from bench.house import House, Worker, house, worker
from bench.search import known, questions
from bench.shelf import corpus_words, fill
from bench.told import Told

MOST_MB = 300.0
"""What the worker may need, however long the file is."""
SLOWER = 3.0
"""So many times what it took before may a search take while records come in (p95, two cores)."""
_CODES = {"vi": "vie", "en": "eng", "ru": "rus", "uk": "ukr", "fa": "per"}
_ASKED_S, _BETWEEN_S = 15.0, 0.05
_LIMIT_S = 3600


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--works", type=int, default=50_000, help="in the catalogue before")
    parser.add_argument("--twice", action="store_true", help="bring the same file in again")
    parser.add_argument("--work", type=Path, help="folder to work in, and to keep")


def run(told: argparse.Namespace) -> list[Told]:
    with options.workplace(told) as folder:
        return [measure(folder, told.records, told.works, twice=told.twice)]


def measure(
    folder: Path, records: int, works: int, *, twice: bool = False, asked_s: float = _ASKED_S
) -> Told:
    """Fill a catalogue, hand the file in, and tell what it cost; before that search for a while."""
    told = Told("records")
    _fill(folder, works)
    with house(folder) as made:
        _give_role(made)
        path = folder / "records.mrc"
        _write(path, records)
        size = path.stat().st_size / 1e6
        there = f"{_count(made.service.database):,} works there before"
        told.row("file", f"{records:,} records, {size:.0f} MB; {there}")
        before = _waited(made.service.database, time.monotonic() + asked_s)
        told.row("search before, p95", f"{_p95(before):.0f} ms of {len(before)} questions")
        with worker(made) as running:
            for _ in range(2 if twice else 1):
                _bring(told, made, running, path, _p95(before))
        peak = told.figures["peak_mb"]
        told.row("worker, peak memory", f"{peak:.0f} MB", f"≤ {MOST_MB:.0f} MB", peak <= MOST_MB)
    return told


def _bring(told: Told, made: House, running: Worker, path: Path, before_ms: float) -> None:
    digest, size = made.service.store.put_file(path)
    with made.service.database.transaction() as session:
        now = datetime.now(UTC)
        file = bring.hand_in(
            session,
            made.service,
            made.librarian,
            path.name,
            digest,
            size,
            branch_id=made.branch_id,
            change=False,
            now=now,
        )
        number = file.id or 0
    _follow(told, made, running, number, "looked at", before_ms)
    with made.service.database.transaction() as session:
        bring.say_yes(session, number, made.librarian, datetime.now(UTC))
    _follow(told, made, running, number, "brought in", before_ms)
    with made.service.database.transaction() as session:
        sums = listed.sums(session, number)
    left = f"{sums.left:,} known and left, {sums.faulty:,} faulty"
    told.row("  of its rows", f"{sums.made:,} made, {left}", "", sums.ready == 0)
    told.figures["peak_mb"] = _peak_mb(running.process.pid)


def _follow(
    told: Told, made: House, running: Worker, number: int, what: str, before_ms: float
) -> None:
    """Search till the errand has ended, and tell what that took."""
    began, spent = time.monotonic(), running.cpu_s
    meanwhile: list[float] = []
    while _is_open(made, number):
        meanwhile += _waited(made.service.database, time.monotonic() + 1)
        if time.monotonic() - began > _LIMIT_S:
            raise TimeoutError(what)
    lasted, cpu = time.monotonic() - began, running.cpu_s - spent
    with made.service.database.transaction() as session:
        rows = listed.sums(session, number).all
    told.row(
        what,
        f"{lasted:.0f} s, {cpu:.0f} CPU s of the worker: {rows / lasted:,.0f} rows a second",
    )
    ratio = _p95(meanwhile) / before_ms
    told.row(
        f"  search meanwhile, p95 of {len(meanwhile)}",
        f"{_p95(meanwhile):.0f} ms, {ratio:.1f} × before",
        f"≤ {SLOWER} ×",
        ratio <= SLOWER,
    )
    told.figures[what] = {"wall_s": lasted, "cpu_s": cpu, "rows": rows, "search_ratio": ratio}


def _is_open(made: House, number: int) -> bool:
    with made.service.database.transaction() as session:
        errand = bring.errand(session, files.file(session, number))
        if errand is not None and errand.ended == errands.FAILED:
            raise RuntimeError(errands.how_far(session, errand).failed)
        return errand is not None


def _waited(database: Database, until: float) -> list[float]:
    """Milliseconds of questions of every kind, asked one after the other with a pause between."""
    chance = random.Random(7)
    kinds = list(questions(known(database), chance).values())
    waited: list[float] = []
    while time.monotonic() < until:
        request = chance.choice(kinds)()
        began = time.perf_counter()
        with database.transaction() as session:
            search(session, request, visible(session, ANONYMOUS, datetime.now(UTC)))
        waited.append(1000 * (time.perf_counter() - began))
        time.sleep(_BETWEEN_S)
    return waited


def _p95(waited: list[float]) -> float:
    return sorted(waited)[int(0.95 * (len(waited) - 1))] if waited else 0.0


def _peak_mb(pid: int) -> float:
    """The kernel's own high-water mark of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    (line,) = (each for each in status.splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / 1e6


def _fill(folder: Path, works: int) -> None:
    """A catalogue that stands already, unless an earlier run made it."""
    server = Embedded(folder / "data" / "database")
    (folder / "data").mkdir(parents=True, exist_ok=True)
    database = Database(server.start(), connections=1)
    try:
        migrate(database)
        if _count(database) < works:
            fill(database.url, works)
    finally:
        database.close()
        server.stop()


def _count(database: Database) -> int:
    with database.transaction() as session:
        return int(session.connection().execute(text("SELECT count(*) FROM work")).scalar_one())


def _give_role(made: House) -> None:
    with made.service.database.transaction() as session:
        account = made.librarian.account_id or 0
        if session.exec(select(Grant).where(Grant.account_id == account)).first() is None:
            since = date(2020, 1, 1)
            branch = made.branch_id
            session.add(
                Grant(account_id=account, role=Role.LIBRARIAN, branch_id=branch, since=since)
            )


def _write(path: Path, count: int) -> None:
    """The records as another library writes them, one after the other."""
    with path.open("wb") as out:
        for number, record in enumerate(_records(count), 1):
            # One of a thousand is cut short, as a bad line leaves it.
            content = record.as_marc()
            out.write(content if number % 1000 else content[: len(content) // 2] + b"\x1d")


def _records(count: int) -> Iterator[Record]:
    chance = random.Random(5)
    texts = corpus_words()
    langs = list(texts)
    for number in range(count):
        lang = chance.choice(langs) if chance.random() < 0.3 else "vi"
        words = texts.get(lang) or texts[langs[0]]

        def some(least: int, most: int, words: list[str] = words) -> str:
            at = chance.randrange(len(words) - most)
            return " ".join(words[at : at + chance.randint(least, most)])

        title = some(2, 7).capitalize()
        part_of = f"{words[number % 500]} {number % 2000}"
        record = Record(force_utf8=True)
        record.leader = Leader("     nam a2200000 a 4500")
        record.fields = [
            Field("001", data=f"x{number:09}"),
            Field("003", data="VN-XX"),
            Field("008", data=_fixed(chance.randint(1930, 2024), _CODES[lang])),
            _field("020", "  ", a=_isbn(number)),
            _field("100", "1 ", a=some(2, 3).title(), d="1920-"),
            _field("245", "10", a=f"{title} :", b=some(2, 6), c=some(2, 3).title()),
            _field("260", "  ", a="Hà Nội :", b=some(1, 2).title(), c="2001"),
            _field("300", "  ", a=f"{chance.randint(40, 900)} tr. ;", c="19 cm"),
            *([_field("490", "0 ", a=part_of)] if chance.random() < 0.1 else []),
            _field("520", "  ", a=some(15, 50)),
            *(_field("650", " 4", a=words[chance.randrange(400)]) for _ in range(2)),
            _field("852", "  ", a="VN-XX", b=some(1, 2), j=f"V{number}"),
        ]
        yield record


def _fixed(year: int, language: str) -> str:
    """Field 008 of a printed text."""
    return f"210101s{year}    vm {'':11}000 0 {language} d"


def _field(tag: str, indicators: str, **parts: str) -> Field:
    return Field(tag, Indicators(*indicators), [Subfield(c, v) for c, v in parts.items()])


def _isbn(number: int) -> str:
    digits = f"978{number:09}"
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits))
    return f"{digits}{-total % 10}"
