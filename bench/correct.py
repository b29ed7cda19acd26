"""One word corrected: the share of the whole's processor seconds (budget: DESIGN §6, row 4).

The whole is made in every default package; then one word of the middle is changed and all is asked
for again, and then another word, without the M4B, which is re-made on demand (DESIGN §3.13).
"""

import argparse
from pathlib import Path

from audiolib.formats import DEFAULT
from bench import material, options
from bench.making import Made, Speaker, make
from bench.told import Told

SHARE = 0.02


def correct(file: Path, work: Path, speaker: Speaker, *, whole: Made | None = None) -> Told:
    """Cost of two corrections beside that of the whole, by step; `whole` is made where not given.

    A `whole` that is given lies in the same folder, and was made of the same file.
    """
    told = Told("correct")
    made = whole or make(file, work, speaker)
    hours = made.report["duration_ms"] / 3_600_000
    told.row(f"the whole, {hours:.2f} h", f"{made.spent.cpu_s:.2f} CPU s")
    told.figures = {"hours": round(hours, 3), "whole_cpu_s": round(made.spent.cpu_s, 2)}
    text = work / "corrected"
    text.mkdir(exist_ok=True)
    edited = file
    for number, (name, formats) in enumerate(
        (("with M4B", DEFAULT), ("without M4B", tuple(f for f in DEFAULT if f != "m4b"))), 1
    ):
        edited = material.corrected(edited, text, number)
        again = make(edited, work, speaker, formats=formats)
        if again.folder != made.folder:
            raise ValueError(f"the correction went to {again.folder}, not to {made.folder}")
        share = again.spent.cpu_s / made.spent.cpu_s
        budget = number == 2
        told.row(
            f"one word, {name}: {again.report['spoken_anew']} utterances spoken",
            f"{again.spent.cpu_s:.2f} CPU s, {100 * share:.1f} %",
            f"≤ {100 * SHARE:.0f} %" if budget else "",
            share <= SHARE if budget else None,
        )
        steps = {step["name"]: step["cpu_s"] for step in again.report["steps"]}
        steps["outside the steps"] = again.spent.cpu_s - sum(steps.values())
        for step, seconds in steps.items():
            told.row(f"  {step}", f"{seconds:.2f} CPU s")
        told.figures[name] = {
            "cpu_s": round(again.spent.cpu_s, 2),
            "share": round(share, 4),
            "spoken_anew": again.report["spoken_anew"],
            "steps_cpu_s": {step: round(seconds, 2) for step, seconds in steps.items()},
        }
    return told


def arguments(parser: argparse.ArgumentParser) -> None:
    options.text(parser)


def run(given: argparse.Namespace) -> list[Told]:
    with options.workplace(given) as work:
        return [correct(options.cut(given, work), work / "correct", options.speaks(given))]
