"""A book of forty hours through the service: percent, time left, rows written, memory of each.

An hour of prose again and again, each sentence said once (so that the store spares most of the
synthesis), narrated by a worker that runs as in a library. How it is told is looked at twice a
second, as a page does: percent must never go back, and after the first tenth the end that is
foreseen must be right to a fifth. A second production of the same length, with the first one's
costs known, is what a library has every day.
"""

import argparse
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.request import urlopen

from sqlalchemy import text

from audiolib.jobs.progress import progress
from audiolib.making import orders
from bench import material, options
from bench.house import House, Worker, house, web, worker
from bench.measured import tree
from bench.told import Told

_LOOK_S = 0.5
_RIGHT = 0.2
_TENTH = 0.1
MOST_MB = 400.0
_PAGES = 50


@dataclass(slots=True)
class Followed:
    """What was told of a job: seconds since its begin, percent, seconds left; memory by role."""

    told: list[tuple[float, int, int | None]] = field(default_factory=list)
    peak_mb: dict[str, float] = field(default_factory=dict)
    rows: int = 0

    @property
    def lasted_s(self) -> float:
        return self.told[-1][0] if self.told else 0.0

    @property
    def back(self) -> int:
        """How often percent went back."""
        found = [percent for _, percent, _ in self.told]
        return sum(b < a for a, b in pairwise(found))

    def errors(self) -> list[float]:
        """How wrong the foreseen length was after the first tenth, as shares of the real one."""
        end = self.lasted_s
        return [
            abs(at + left - end) / end
            for at, _, left in self.told
            if left is not None and at > _TENTH * end
        ]

    def silent(self) -> float:
        """The share of the time after the first tenth in which no end was told."""
        late = [left for at, _, left in self.told if at > _TENTH * self.lasted_s]
        return sum(left is None for left in late) / max(1, len(late))


def long(made: House, file: Path, told: Told, *, hours: float, voice: str, lang: str) -> None:
    """Narrate twice and follow each."""
    with worker(made) as running:
        for name, rate in (("first", 1.0), ("next", 1.05)):
            title = f"A book of {hours:g} hours, {name}, {time.time():.0f}"
            # Another rate: none of its sound is in the store yet.
            number = made.opened(title, file, language=lang, voice=voice, options={"rate": rate})
            _till(made, number, "text")
            with made.service.database.transaction() as session:
                orders.narrate(session, number, made.librarian)
            _tell(told, name, _followed(made, running, number))


def _followed(made: House, running: Worker, number: int) -> Followed:
    found = Followed()
    before = _rows(made)
    began = time.monotonic()
    while True:
        with made.service.database.transaction() as session:
            now = progress(session, number)
        if now is None or now.blocked or now.state != "narration":
            break
        if now.step:
            found.told.append((time.monotonic() - began, now.percent, now.left_s))
        for role, peak in memory(running.process.pid, made).items():
            found.peak_mb[role] = max(peak, found.peak_mb.get(role, 0.0))
        time.sleep(_LOOK_S)
    found.rows = _rows(made) - before
    if made.state(number) != "listening wait":
        raise RuntimeError(f"not narrated: {made.state(number)}")
    return found


def memory(pid: int, made: House) -> Mapping[str, float]:
    """Resident megabytes of the worker, of the largest process below it, and of the database."""
    below = [_mb(one) for one in tree(pid) if one != pid]
    postmaster = Path(made.service.settings.data) / "database/cluster/postmaster.pid"
    server = int(postmaster.read_text(encoding="ascii").splitlines()[0])
    whole = sum(_mb(one, "Pss:", "smaps_rollup") for one in tree(server))
    return {"worker": _mb(pid), "its processes, each": max(below, default=0.0), "database": whole}


def _mb(pid: int, name: str = "VmRSS:", file: str = "status") -> float:
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    found = next((line for line in lines.splitlines() if line.startswith(name)), "")
    return int(found.split()[1]) * 1024 / 1e6 if found else 0.0


def _rows(made: House) -> int:
    """How often a row of progress was written since the database began."""
    with made.service.database.transaction() as session:
        session.execute(text("SELECT pg_stat_clear_snapshot()"))
        query = "SELECT n_tup_ins + n_tup_upd FROM pg_stat_user_tables WHERE relname = 'progress'"
        return int(session.execute(text(query)).scalar_one())


def _till(made: House, number: int, state: str) -> None:
    while not made.state(number).startswith(f"{state} wait"):
        if made.state(number).count(" ") > 1:
            raise RuntimeError(made.state(number))
        time.sleep(_LOOK_S)


def _tell(told: Told, name: str, found: Followed) -> None:
    wrong: Sequence[float] = found.errors()
    worst = max(wrong, default=1.0)
    told.row(f"{name}: narrated in", f"{found.lasted_s:.0f} s, {len(found.told)} looks")
    told.row(f"{name}: percent went back", str(found.back), "0", found.back == 0)
    told.row(
        f"{name}: end foreseen, worst after the first tenth",
        f"{100 * worst:.0f} % wrong",
        f"≤ {100 * _RIGHT:.0f} %",
        worst <= _RIGHT,
    )
    told.row(f"{name}: no end told after the first tenth", f"{100 * found.silent():.0f} %")
    pace = found.rows / max(1.0, found.lasted_s)
    told.row(f"{name}: rows of progress a second", f"{pace:.2f}", "≤ 1.1", pace <= 1.1)
    for role, peak in found.peak_mb.items():
        budget = ("", None) if role == "database" else (f"≤ {MOST_MB:.0f} MB", peak <= MOST_MB)
        told.row(f"{name}: memory at work, {role}", f"{peak:.0f} MB", *budget)
    told.figures[name] = {
        "lasted_s": round(found.lasted_s, 1),
        "back": found.back,
        "worst": round(worst, 3),
        "rows": found.rows,
        "peak_mb": {role: round(peak, 1) for role, peak in found.peak_mb.items()},
    }


def _web(made: House, told: Told) -> None:
    """Memory of the web service when it was begun, and after many pages."""
    with web(made) as (pid, address):
        told.row("memory at rest, web", f"{_mb(pid):.0f} MB")
        for _ in range(_PAGES):
            for page in ("/", "/works?q=heron", "/login", "/demands"):
                with urlopen(address + page, timeout=30) as answer:
                    answer.read()
        told.row(f"memory after {4 * _PAGES} pages, web", f"{_mb(pid):.0f} MB")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, default=material.default())
    parser.add_argument("--hours", type=float, default=40)
    options.speaker(parser)


def run(given: argparse.Namespace) -> list[Told]:
    told = Told("long")
    with options.workplace(given) as work, house(work / "long") as made:
        file = material.long_text(given.file, given.hours, work / "long.md")
        with worker(made) as resting:
            time.sleep(2)
            for role, rest in memory(resting.process.pid, made).items():
                told.row(f"memory at rest, {role}", f"{rest:.0f} MB")
        _web(made, told)
        voice = given.voice or "tone:sine"
        long(made, file, told, hours=given.hours, voice=voice, lang=given.lang)
    return [told]
