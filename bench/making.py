"""A production run as users run it: a command of its own, measured."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audiolib.formats import DEFAULT
from bench.measured import FailedError, Spent, run

EPOCH = "1767225600"
"""`SOURCE_DATE_EPOCH` of every run, so that bytes can be compared."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: language and voice as the command takes them."""

    lang: str = "en"
    voice: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A production that was run: its folder, its own report, and what it cost from outside."""

    folder: Path
    store: str
    report: dict[str, Any]
    spent: Spent


def argv(
    file: Path,
    work: Path,
    speaker: Speaker,
    *,
    formats: Sequence[str] = DEFAULT,
    jobs: int | None = None,
) -> list[str]:
    """The command; packages go to `out` below the folder `work`, sounds to `store`."""
    told = [sys.executable, "-m", "audiolib.cli", "produce", str(file), "--json"]
    told += ["-o", str(work / "out"), "--store", str(work / "store"), "--lang", speaker.lang]
    told += ["--formats", ",".join(formats), "--slug", "bench"]
    if speaker.voice:
        told += ["--voice", speaker.voice]
    if jobs:
        told += ["--jobs", str(jobs)]
    return told


def environment(work: Path) -> dict[str, str]:
    """Fixed dates, no settings or lexicons of the user, and scratch files where we can see them.

    Python keeps what it has compiled, as it does for users, whatever this shell says.
    """
    scratch = work / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    return {
        "SOURCE_DATE_EPOCH": EPOCH,
        "AUDIOLIB_CONFIG": str(work / "config"),
        "TMPDIR": str(scratch),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPATH": os.pathsep.join(
            filter(None, (str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")))
        ),
    }


def make(
    file: Path,
    work: Path,
    speaker: Speaker,
    *,
    formats: Sequence[str] = DEFAULT,
    jobs: int | None = None,
) -> Made:
    """Produce, and measure.

    Raises:
        bench.measured.FailedError: it ended otherwise than well; error findings are told on too.
    """
    command = argv(file, work, speaker, formats=formats, jobs=jobs)
    spent = run(command, environment(work), allowed=(0, 1))
    try:
        report = json.loads(spent.said)
    except ValueError as error:
        raise FailedError(f"no report of {file.name}: {spent.complained}") from error
    folder = work / "out" / report["folder"]
    return Made(folder, str(work / "store"), report, spent)


def errors(report: dict[str, Any]) -> int:
    """How many error findings a report holds."""
    return sum(finding["severity"] == "error" for finding in report["findings"])
