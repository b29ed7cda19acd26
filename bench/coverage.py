"""What became of every letter, digit and symbol of finished productions (DESIGN §5, rule 8)."""

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.told import Told


def coverage(folders: Iterable[Path]) -> Told:
    """One row a production, from the `report.json` below the folders; none may lose a character."""
    told = Told("coverage")
    for path in _reports(folders):
        report = json.loads(path.read_bytes())
        found = report["coverage"]
        figures = ", ".join(
            f"{found[name]:,} {words}"
            for name, words in (
                ("in_words", "in words"),
                ("in_spans", "in spans with a rule"),
                ("told", "in findings"),
                ("lost", "lost"),
            )
        )
        name = f"{report['title'][:40]}: {found['characters']:,} characters"
        told.row(name, figures, "0 lost", found["lost"] == 0)
        told.figures[str(path.parent)] = {"title": report["title"], **found}
    if not told.rows:
        told.row("no report.json was found", "", "", False)
    return told


def _reports(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.rglob("report.json"))


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folders", nargs="+", type=Path, help="folders of productions")


def run(given: argparse.Namespace) -> list[Told]:
    return [coverage(given.folders)]
