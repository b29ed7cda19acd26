"""A whole production from an empty store beside its floor (budget: DESIGN §6, row 1).

Every default package, checked. The floor is synthesis, one gain-and-limit pass, MP3 and AAC, each
alone on the same material in the same run. Then DAISY 2.02 alone from another empty store.
"""

import argparse
from pathlib import Path
from typing import Any

from bench import material, options
from bench.floor import floor
from bench.making import Made, Speaker, errors, make
from bench.replay import replay
from bench.synthesis import measure
from bench.told import Told

RATIO = 1.25
DAISY_CPU_MIN = 5.0
PAGES = 300


def produce(
    file: Path, work: Path, speaker: Speaker, *, jobs: int | None = None
) -> tuple[Told, Made]:
    """Cost, floor and ratio; and the production, which lies in `work/whole`."""
    told = Told("produce")
    pages = material.words(material.read(file)) / material.PAGE_WORDS
    made = make(file, work / "whole", speaker, jobs=jobs)
    played = replay(made.folder, made.store)
    base = floor(played, work)
    ratio = made.spent.cpu_s / base.total
    hours = made.report["duration_ms"] / 3_600_000
    for name, seconds in base.json().items():
        told.row(f"floor: {name.replace('_', ' ')}", f"{seconds:.2f} CPU s")
    told.row(f"production of {hours:.2f} h, {pages:.0f} pages", f"{made.spent.cpu_s:.2f} CPU s")
    told.row("production / floor", f"{ratio:.2f}", f"≤ {RATIO}", ratio <= RATIO)
    through_engine = measure(played.lines, work, "engine")["cpu_s"]
    told.row("  synthesis through our engine", f"{through_engine:.2f} CPU s")
    steps = _steps(made)
    for name, seconds in steps.items():
        told.row(f"  {name}", f"{seconds:.2f} CPU s, {100 * seconds / made.spent.cpu_s:.1f} %")
    told.row("error findings", str(errors(made.report)), "0", errors(made.report) == 0)
    _memory(made, told)
    daisy = make(file, work / "daisy", speaker, formats=("daisy202",), jobs=jobs)
    minutes = daisy.spent.cpu_s / 60
    scaled = minutes * PAGES / max(pages, 1)
    told.row(f"DAISY 2.02 alone, {pages:.0f} pages", f"{minutes:.2f} CPU min")
    told.row(
        f"DAISY 2.02 alone, for {PAGES} pages" + ("" if abs(pages - PAGES) < 5 else " (scaled)"),
        f"{scaled:.2f} CPU min",
        f"≤ {DAISY_CPU_MIN:.0f} CPU min",
        scaled <= DAISY_CPU_MIN,
    )
    told.figures = {
        "hours": round(hours, 3),
        "pages": round(pages, 1),
        "floor_cpu_s": base.json(),
        "engine_cpu_s": round(through_engine, 2),
        "production_cpu_s": round(made.spent.cpu_s, 2),
        "production_wall_s": round(made.spent.wall_s, 2),
        "ratio": round(ratio, 3),
        "steps_cpu_s": {name: round(seconds, 2) for name, seconds in steps.items()},
        "daisy202_cpu_min": round(minutes, 3),
        "daisy202_cpu_min_300_pages": round(scaled, 3),
        "peak_mb": {role: round(peak, 1) for role, peak in made.spent.peak_mb.items()},
    }
    return told, made


def _steps(made: Made) -> dict[str, float]:
    """Where the processor was: by step, by package, and what lies outside all steps."""
    found: dict[str, float] = {}
    for step in made.report["steps"]:
        found[step["name"]] = found.get(step["name"], 0.0) + step["cpu_s"]
    found["outside the steps (start, workers' start, plan, keep)"] = made.spent.cpu_s - sum(
        found.values()
    )
    packages: dict[str, Any] = made.report["packages"]
    for name, package in packages.items():
        found[f"  of bind: {name}"] = package["cpu_s"]
    return found


def _memory(made: Made, told: Told) -> None:
    for role, peak in sorted(made.spent.peak_mb.items()):
        told.row(f"peak memory of {role}", f"{peak:.0f} MB", "≤ 400 MB", peak <= 400)


def arguments(parser: argparse.ArgumentParser) -> None:
    options.text(parser)
    parser.add_argument("--jobs", type=int)


def run(given: argparse.Namespace) -> list[Told]:
    with options.workplace(given) as work:
        file = options.cut(given, work)
        return [produce(file, work, options.speaks(given), jobs=given.jobs)[0]]
