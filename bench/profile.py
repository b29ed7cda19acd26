"""Where the processor is in the process that leads a production, and in what workers do (cProfile).

Processor seconds. Two runs: the first profiles the leading process while workers work, the second
does their work in this process and profiles that. What ffmpeg spends is in neither.
"""

import argparse
import cProfile
import pstats
import shutil
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from unittest.mock import patch

from audiolib.formats import DEFAULT
from audiolib.production import produce as line
from audiolib.production.pool import Pool
from audiolib.production.request import Request
from bench import material, options
from bench.making import Speaker
from bench.told import Told

P = ParamSpec("P")
T = TypeVar("T")
MOST = 15


class Here(Pool):
    """A pool that does the work at once, in this process, and profiles it."""

    def __init__(self, jobs: int, *first: Any) -> None:
        super().__init__(jobs, *first)
        self.profile = cProfile.Profile(time.process_time)

    @property
    def has_workers(self) -> bool:
        return True

    def submit(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(self.profile.runcall(call, *args, **kwargs))
        return future


def profile(file: Path, work: Path, speaker: Speaker, *, correction: bool = False) -> Told:
    """The costliest functions of the leading process, and of what workers are given.

    With `correction` it is not the first production that is profiled, but the one after it, of the
    same text with one word changed.
    """
    told = Told("profile")
    if correction:
        file = _made_before(file, work, speaker)
    led = cProfile.Profile(time.process_time)
    report = led.runcall(line.produce, _request(file, work / "leading", speaker))
    pools: list[Here] = []

    def pool(jobs: int, *first: Any) -> Here:
        pools.append(Here(jobs, *first))
        return pools[-1]

    with patch.object(line, "Pool", pool):
        line.produce(_request(file, work / "working", speaker))
    told.row(f"{report.duration_ms / 3_600_000:.2f} h of sound", f"{report.cpu_s:.1f} CPU s")
    for name, found in (("leading", led), ("work", pools[0].profile)):
        for order in ("cumulative", "tottime"):
            rows = _costliest(found, order)
            told.figures[f"{name}, {order}"] = rows
            for place, calls, own, below in rows:
                told.row(f"{name}, {order}: {place}", f"{below:.2f} s, own {own:.2f} s, {calls} ×")
    return told


def _made_before(file: Path, work: Path, speaker: Speaker) -> Path:
    """Make the text where both runs will find it; gives the corrected one."""
    line.produce(_request(file, work / "leading", speaker))
    shutil.copytree(work / "leading", work / "working")
    edited = work / "corrected"
    edited.mkdir()
    return material.corrected(file, edited)


def _request(file: Path, place: Path, speaker: Speaker) -> Request:
    return Request(
        file=file,
        out=place / "out",
        store=str(place / "store"),
        formats=DEFAULT,
        lang=speaker.lang,
        voice=speaker.voice,
    )


def _costliest(found: cProfile.Profile, order: str) -> list[tuple[str, int, float, float]]:
    stats = pstats.Stats(found)
    root = str(Path(__file__).parents[1]) + "/"
    column = {"cumulative": 3, "tottime": 2}[order]
    known: dict[Any, Any] = stats.stats  # type: ignore[attr-defined]
    ranked = sorted(known.items(), key=lambda entry: -entry[1][column])
    rows = []
    for (path, number, name), (_primitive, calls, own, below, _callers) in ranked:
        ours = path.startswith(root) and ".venv" not in path
        if order == "cumulative" and not ours and "<module>" not in name:
            continue
        place = (
            f"{path.removeprefix(root)}:{number} {name}" if ours else f"{Path(path).name} {name}"
        )
        rows.append((place, calls, round(own, 3), round(below, 3)))
        if len(rows) == MOST:
            break
    return rows


def arguments(parser: argparse.ArgumentParser) -> None:
    options.text(parser, chapters=7)
    parser.add_argument("--correction", action="store_true", help="of a word, in what was made")


def run(given: argparse.Namespace) -> list[Told]:
    with options.workplace(given) as work:
        file, place = options.cut(given, work), work / "profile"
        return [profile(file, place, options.speaks(given), correction=given.correction)]
