"""Two worker processes against one: time by the clock, on a machine that does nothing else."""

import argparse
import os
from pathlib import Path

from bench import options
from bench.making import Speaker, make
from bench.told import Told

FASTER = 1.8


def workers(file: Path, work: Path, speaker: Speaker, *, jobs: int = 2) -> Told:
    """The same production from an empty store by one worker, and by more."""
    told = Told("workers")
    busy = os.getloadavg()[0]
    one, more = (make(file, work / f"{n}-workers", speaker, jobs=n) for n in (1, jobs))
    ratio = one.spent.wall_s / more.spent.wall_s
    told.row(f"load of the machine before, {os.cpu_count()} cores", f"{busy:.2f}")
    for number, made in ((1, one), (jobs, more)):
        cost = f"{made.spent.wall_s:.1f} s by the clock, {made.spent.cpu_s:.1f} CPU s"
        told.row(f"workers: {number}", cost)
    for step, other in zip(one.report["steps"], more.report["steps"], strict=True):
        told.row(f"  {step['name']}", f"{step['wall_s']:.1f} s → {other['wall_s']:.1f} s")
    told.row(f"{jobs} workers against 1", f"{ratio:.2f} ×", f"≥ {FASTER} ×", ratio >= FASTER)
    told.figures = {
        "load": round(busy, 2),
        "wall_s": [round(one.spent.wall_s, 2), round(more.spent.wall_s, 2)],
        "ratio": round(ratio, 3),
    }
    return told


def arguments(parser: argparse.ArgumentParser) -> None:
    options.text(parser)
    parser.add_argument("--jobs", type=int, default=2)


def run(given: argparse.Namespace) -> list[Told]:
    with options.workplace(given) as work:
        file = options.cut(given, work)
        return [workers(file, work / "workers", options.speaks(given), jobs=given.jobs)]
