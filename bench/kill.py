"""kill -9 at random moments: the same bytes at the end, and what is made twice (DESIGN §6, row 5).

Each moment is a production of its own, from an empty store: killed with its whole process group,
begun again, and compared, byte by byte, with one that nobody disturbed. What the store held after
the kill must not be spoken again: then only the batches in hand are lost, one a worker.

Moments at random seldom fall between two writes. With `--writes N` the leading process ends at
every N-th of them instead (`bench.writes`).
"""

import argparse
import hashlib
import itertools
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audiolib.formats import DEFAULT
from audiolib.production.work import NARRATE
from bench import options
from bench.making import Made, Speaker, argv, environment, make
from bench.measured import tree
from bench.told import Told
from bench.writes import KILLED

GONE_S = 20.0
"""What is left of a killed production must have ended after so many seconds."""

TRIES = 3
"""A production that ended before its moment is made once more, with another moment."""


@dataclass(frozen=True, slots=True)
class Kill:
    """One moment: when, what was in the store then, and what the second run spoke."""

    after_s: float
    finished: bool
    kept: int
    spoken_again: int
    differ: tuple[str, ...]
    left_bytes: int

    @property
    def same(self) -> bool:
        """Whether every file has the bytes of an undisturbed production."""
        return not self.differ


def kill(
    file: Path,
    work: Path,
    speaker: Speaker,
    *,
    times: int = 20,
    seed: int = 1,
    jobs: int = 2,
    formats: Sequence[str] = DEFAULT,
) -> Told:
    """Kill so many productions, go on with each, and compare."""
    whole = make(file, work / "undisturbed", speaker, jobs=jobs, formats=formats)
    wanted = digests(whole.folder)
    total = whole.report["spoken_anew"]
    chance = random.Random(seed)
    kills: list[Kill] = []
    for number in range(times * TRIES):
        after = chance.uniform(0, whole.spent.wall_s)
        place = work / f"killed-{number + 1}"
        kills.append(_one(file, place, speaker, after, wanted, total, jobs, formats))
        shutil.rmtree(place)
        if sum(not k.finished for k in kills) == times:
            break
    return _tell(kills, total, whole)


def kill_at_writes(
    file: Path,
    work: Path,
    speaker: Speaker,
    *,
    step: int = 1,
    formats: Sequence[str] = DEFAULT,
) -> Told:
    """End at every `step`-th write, go on with each, and compare."""
    whole = make(file, work / "undisturbed", speaker, jobs=1, formats=formats)
    wanted = digests(whole.folder)
    differ: dict[int, list[str]] = {}
    tried = 0
    for number in itertools.count(1, step):
        place = work / f"write-{number}"
        if not _ended(argv(file, place, speaker, jobs=1, formats=formats), place, number):
            break
        tried += 1
        made = digests(make(file, place, speaker, jobs=1, formats=formats).folder)
        if found := sorted(n for n in {*made, *wanted} if made.get(n) != wanted.get(n)):
            differ[number] = found
        shutil.rmtree(place)
    told = Told("kill")
    told.row(
        f"ended at {tried} writes, other bytes at the end",
        str(len(differ)),
        "0",
        not differ and tried > 0,
    )
    told.figures = {"tried": tried, "differ": differ}
    return told


def _ended(command: Sequence[str], place: Path, number: int) -> bool:
    """Whether a production ended at a write; one that has fewer writes ends well."""
    at = command.index("audiolib.cli")
    told = [*command[:at], "bench.writes", str(number), *command[at + 1 :]]
    env = {**os.environ, **environment(place)}
    done = subprocess.run(told, env=env, capture_output=True, check=False)
    if done.returncode not in (0, KILLED):
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.returncode == KILLED


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a production but `report.json`, which tells what making cost."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "report.json":
            with path.open("rb") as file:
                name = path.relative_to(folder).as_posix()
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def _one(
    file: Path,
    place: Path,
    speaker: Speaker,
    after: float,
    wanted: dict[str, str],
    total: int,
    jobs: int,
    formats: Sequence[str],
) -> Kill:
    finished = _killed(argv(file, place, speaker, jobs=jobs, formats=formats), place, after)
    kept = sum(1 for path in (place / "store" / NARRATE).glob("*/*") if "#" not in path.name)
    left = sum(f.stat().st_size for f in (place / "scratch").rglob("*") if f.is_file())
    again = make(file, place, speaker, jobs=jobs, formats=formats)
    spoken = again.report["spoken_anew"]
    made = digests(again.folder)
    differ = tuple(sorted(n for n in {*made, *wanted} if made.get(n) != wanted.get(n)))
    return Kill(after, finished, kept, max(0, spoken - (total - kept)), differ, left)


def _killed(command: Sequence[str], place: Path, after: float) -> bool:
    """Start, wait, kill the process group; tells whether it had ended before by itself.

    ffmpeg has a group of its own, so that Ctrl-C leaves it alone: it must end when its feed does.
    """
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment(place)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(after)
        return True
    except subprocess.TimeoutExpired:
        below = [pid for pid in tree(process.pid) if pid != process.pid]
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    until = time.monotonic() + GONE_S
    while any(_lives(pid) for pid in below):
        if time.monotonic() > until:
            raise TimeoutError(f"processes {below} outlive their killed production")
        time.sleep(0.05)
    return False


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] not in ("Z", "X")


def _tell(kills: Sequence[Kill], total: int, whole: Made) -> Told:
    told = Told("kill")
    cut = [k for k in kills if not k.finished]
    differ = sum(not k.same for k in kills)
    twice = sum(k.spoken_again for k in cut)
    told.row(
        f"{len(cut)} kills within {whole.spent.wall_s:.1f} s, other bytes at the end",
        str(differ),
        "0",
        differ == 0 and bool(cut),
    )
    told.row(
        f"of {total} utterances, kept by the store and spoken again", str(twice), "0", twice == 0
    )
    before = sum(k.kept == 0 for k in cut)
    during = sum(0 < k.kept < total for k in cut)
    told.row(
        "  kills before, during and after narration",
        f"{before}, {during}, {len(cut) - before - during}",
    )
    left = max((k.left_bytes for k in cut), default=0)
    told.row("  most bytes of scratch files left by a kill", f"{left:,}")
    told.figures = {
        "kills": [
            {
                "after_s": round(k.after_s, 2),
                "finished": k.finished,
                "kept": k.kept,
                "spoken_again": k.spoken_again,
                "same_bytes": k.same,
                "differ": list(k.differ),
                "left_bytes": k.left_bytes,
            }
            for k in kills
        ],
        "utterances": total,
    }
    return told


def arguments(parser: argparse.ArgumentParser) -> None:
    options.text(parser, chapters=3)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--writes", type=int, metavar="N", help="end at every N-th write instead")


def run(given: argparse.Namespace) -> list[Told]:
    with options.workplace(given) as work:
        file = options.cut(given, work)
        place, speaker = work / "kill", options.speaks(given)
        if given.writes:
            return [kill_at_writes(file, place, speaker, step=given.writes)]
        return [kill(file, place, speaker, times=given.times, seed=given.seed, jobs=given.jobs)]
