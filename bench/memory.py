"""Peak memory of a production of 1 hour and of 40 (budget: DESIGN §6, row 3).

An hour of a real text, part by part again and again: utterances repeat, so that the store spares
their synthesis, but each track is mastered and encoded. With --fresh no sentence comes twice.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bench import material, options
from bench.making import Made, Speaker, make
from bench.told import Told

MOST_MB = 400.0
GROWTH = 1.25
"""From the shortest to the longest a process may grow by a quarter to count as flat."""


def memory(
    source: Path,
    work: Path,
    speaker: Speaker,
    hours: Sequence[float] = (1, 40),
    *,
    fresh: bool = False,
) -> Told:
    """Peaks of each kind of process at each length."""
    told = Told("memory")
    peaks: dict[float, dict[str, float]] = {}
    for length in hours:
        place = work / f"{length:g}h"
        place.mkdir(parents=True, exist_ok=True)
        made = make(_text(source, length, place, fresh=fresh), place, speaker)
        peaks[length] = dict(made.spent.peak_mb)
        _tell(length, made, told)
        told.figures[f"{length:g} h"] = {
            "hours": round(made.report["duration_ms"] / 3_600_000, 3),
            "peak_mb": {role: round(peak, 1) for role, peak in peaks[length].items()},
            "cpu_s": round(made.spent.cpu_s, 1),
            "phrases": made.report["phrases"],
        }
    shortest, longest = min(hours), max(hours)
    for role in sorted(peaks[longest].keys() & peaks[shortest].keys()):
        growth = peaks[longest][role] / max(peaks[shortest][role], 1.0)
        told.row(
            f"{role}: {longest:g} h against {shortest:g} h",
            f"{growth:.2f}",
            f"≤ {GROWTH}",
            growth <= GROWTH,
        )
    return told


def _text(source: Path, hours: float, place: Path, *, fresh: bool) -> Path:
    return material.long_text(source, hours, place / "long.md", fresh=fresh)


def _tell(length: float, made: Made, told: Told) -> None:
    real = made.report["duration_ms"] / 3_600_000
    if not made.spent.peak_mb:
        told.row(f"{length:g} h asked", "not measured: there is no /proc")
    for role, peak in sorted(made.spent.peak_mb.items()):
        told.row(
            f"peak of {role}, {real:.2f} h of sound, {made.report['phrases']} phrases",
            f"{peak:.0f} MB",
            f"≤ {MOST_MB:.0f} MB",
            peak <= MOST_MB,
        )


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, default=material.default())
    parser.add_argument("--hours", type=float, nargs="+", default=[1, 40])
    parser.add_argument("--fresh", action="store_true", help="no sentence comes twice")
    options.speaker(parser)


def run(given: argparse.Namespace) -> list[Told]:
    with options.workplace(given) as work:
        speaker = options.speaks(given)
        return [memory(given.file, work / "memory", speaker, given.hours, fresh=given.fresh)]
