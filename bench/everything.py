"""Every benchmark, one after the other, and one table: what `make bench` runs."""

import argparse
from pathlib import Path

from bench import material, options
from bench.correct import correct
from bench.coverage import coverage
from bench.kill import kill
from bench.levels import levels
from bench.making import Speaker
from bench.memory import memory
from bench.produce import produce
from bench.sync import sync
from bench.told import Told
from bench.workers import workers


def everything(
    file: Path,
    work: Path,
    speaker: Speaker,
    *,
    hours: tuple[float, ...] = (1, 40),
    times: int = 20,
    small: int = 3,
) -> list[Told]:
    """All of them; `small` chapters for those that make a text many times over."""
    cost, whole = produce(file, work, speaker)
    told = [cost, sync(whole.folder, whole.store), levels(whole.folder), coverage([whole.folder])]
    told.append(correct(file, work / "whole", speaker, whole=whole))
    part = work / "part"
    part.mkdir(exist_ok=True)
    short = material.cut(file, part, chapters=small)
    told.append(kill(short, work / "kill", speaker, times=times))
    told.append(workers(file, work / "workers", speaker))
    told.append(memory(file, work / "memory", speaker, hours))
    return told


def arguments(parser: argparse.ArgumentParser) -> None:
    options.text(parser)
    parser.add_argument("--hours", type=float, nargs="+", default=[1, 40], help="for memory")
    parser.add_argument("--times", type=int, default=20, help="how often to kill")
    parser.add_argument("--small", type=int, default=3, help="chapters of the text that is killed")


def run(given: argparse.Namespace) -> list[Told]:
    with options.workplace(given) as work:
        file = options.cut(given, work)
        return everything(
            file,
            work,
            options.speaks(given),
            hours=tuple(given.hours),
            times=given.times,
            small=given.small,
        )
