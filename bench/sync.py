"""How exact the times in the packages are: the sound at each clip against the phrase's own master.

Every MP3 that a time refers to is decoded by decoders that share no code, nothing cut off. For each
phrase, normalised cross-correlation finds where the first two seconds of its master sound lie
around the time that the package's own SMIL (or read-along JSON) gives. Lag: how much later than
told.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from audiolib.production.encoding import ENCODE, encode_key
from audiolib.production.figures import RATE
from bench.clips import PackageClips, packages
from bench.replay import Replay, Stretch, offsets, replay
from bench.tape import Tape, Template, decoded, decoders
from bench.told import Told
from media.encode import Codec

WORST_MS = 10.0
JOIN_MS = 1.0
RANGE = RATE // 5
"""Samples searched to each side of the time that is told: 200 ms."""
LONGEST = 2 * RATE
"""Of a phrase no more than this is compared."""
ALIKE = 0.6
"""A match below it: what sounds there is something else."""


@dataclass(slots=True)
class Lags:
    """Lags of one package in one decoder, in milliseconds, and what could not be compared."""

    ms: list[float] = field(default_factory=list)
    unlike: list[str] = field(default_factory=list)
    highest: float = 0.0
    """The one farthest from nought."""
    worst: str = ""
    untold: int = 0

    def add(self, phrase: str, late_ms: float, match: float) -> None:
        if match < ALIKE:
            self.unlike.append(phrase)
            return
        if not self.worst or abs(late_ms) > abs(self.highest):
            self.highest, self.worst = late_ms, phrase
        self.ms.append(late_ms)

    def json(self) -> dict[str, Any]:
        sizes = np.abs(self.ms) if self.ms else np.zeros(1)
        return {
            "phrases": len(self.ms),
            "unlike": self.unlike[:20],
            "untold": self.untold,
            "median_ms": round(float(np.median(self.ms or [0.0])), 3),
            "p99_ms": round(float(np.percentile(sizes, 99)), 3),
            "worst_ms": round(self.highest, 3),
            "worst_phrase": self.worst,
        }


def sync(folder: Path, store: str, lexicons: Path | None = None) -> Told:
    """Lags of every phrase of a finished production, by package and decoder; drift at M4B joins."""
    told = Told("sync")
    played = replay(folder, store, lexicons)
    found = tuple(packages(folder))
    _same_bytes(found, played, told)
    lags: dict[tuple[str, str], Lags] = defaultdict(Lags)
    silent = sum(_mp3(played, number, found, lags) for number in range(len(played.reels)))
    told.figures["silent_phrases"] = silent
    told.figures["lags"] = {f"{n}/{d}": found.json() for (n, d), found in sorted(lags.items())}
    for decoder in decoders():
        _tell(decoder, {n: found for (n, d), found in lags.items() if d == decoder}, told)
    _joins(played, folder, told)
    return told


def _tell(decoder: str, lags: dict[str, Lags], told: Told) -> None:
    """Rows of one decoder; packages of which all figures are the same share one."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name, measured in lags.items():
        alike[str(measured.json())].append(name)
    for names in alike.values():
        measured = lags[names[0]]
        figures = measured.json()
        told.row(
            f"{decoder}, {', '.join(names)}: lag of {figures['phrases']} phrases",
            f"median {figures['median_ms']:.2f}, p99 {figures['p99_ms']:.2f},"
            f" worst {figures['worst_ms']:.2f} ms",
            f"worst ≤ {WORST_MS:.0f} ms",
            bool(measured.ms) and abs(measured.highest) <= WORST_MS and not measured.unlike,
        )
        if measured.unlike:
            told.row("  phrases where something else sounds", str(len(measured.unlike)))
        if measured.untold:
            told.row("  phrases that sound and have no time there", str(measured.untold))


def _same_bytes(found: Sequence[PackageClips], played: Replay, told: Told) -> None:
    """Whether every package holds the store's MP3 bytes, so that one decoding speaks for all."""
    wanted = {
        reel.track.number: _encoded(played, n, "mp3")[0] for n, reel in enumerate(played.reels)
    }
    differ = [package.name for package in found if package.sounds != wanted]
    told.figures["packages"] = [package.name for package in found]
    told.figures["other_bytes"] = differ
    names = ", ".join(package.name for package in found)
    told.row(
        f"MP3 bytes the same in {names}",
        "no: " + ", ".join(differ) if differ else f"yes, {len(wanted)} files",
        "the same",
        not differ,
    )


def _encoded(played: Replay, index: int, codec: Codec) -> tuple[str, int]:
    """Digest and size of a track as it lies in the store."""
    reel = played.reels[index]
    key = encode_key(reel.roll, codec)
    result = played.store.result(ENCODE, key)
    return (result["digest"], result["size"]) if result else ("", 0)


def _mp3(
    played: Replay,
    index: int,
    found: Sequence[PackageClips],
    lags: dict[tuple[str, str], Lags],
) -> int:
    """Measure one track in every decoder; gives how many of its phrases make no sound."""
    reel = played.reels[index]
    times: dict[str, dict[str, int]] = defaultdict(dict)
    for package in found:
        for clip in package.clips:
            if clip.track == reel.track.number:
                times[clip.phrase].setdefault(package.name, clip.begin_ms)
    digest, size = _encoded(played, index, "mp3")
    path = played.store.file(digest, size, Path())
    if path is None:
        raise FileNotFoundError(digest)
    timed = {package.name for package in found if package.clips}
    silent = 0
    with ExitStack() as stack:
        tapes = {d: stack.enter_context(decoded(path, RATE, d)) for d in decoders()}
        for stretch, wanted in _masters(played, index):
            if wanted.silent:
                silent += 1
                continue
            told = times.get(stretch.phrase, {})
            for name in timed - told.keys():
                for decoder in tapes:
                    lags[name, decoder].untold += 1
            for decoder, tape in tapes.items():
                for name, late_ms, match in _late(tape, told, wanted):
                    lags[name, decoder].add(stretch.phrase, late_ms, match)
    return silent


def _masters(played: Replay, index: int) -> Iterator[tuple[Stretch, Template]]:
    """The phrases of a track with the beginning of the sound of each."""
    reel = played.reels[index]
    tape = Tape(played.master(reel))
    for stretch in played.stretches(reel):
        end = min(stretch.sounding, stretch.begin + LONGEST)
        yield stretch, Template(tape.read(stretch.begin, max(end, stretch.begin + 1)))


def _late(tape: Tape, told: dict[str, int], wanted: Template) -> Iterator[tuple[str, float, float]]:
    """For each package: how late the phrase is, and how well it matches.

    The tape is read once a phrase: around the master's place in it, wide enough for every time.
    """
    if not told:
        return
    exact = {name: ms * RATE / 1000 for name, ms in told.items()}
    first = round(min(exact.values())) - RANGE
    last = round(max(exact.values())) + RANGE + len(wanted)
    best, match = wanted.lag(tape.read(first, last))
    for name, begin in exact.items():
        yield name, (first + best - begin) * 1000 / RATE, match


def _joins(played: Replay, folder: Path, told: Told) -> None:
    """Where each track begins and ends in the M4B, against its master; by ffmpeg."""
    path = next(iter(sorted(folder.glob("*.m4b"))), None)
    if path is None:
        return
    drifts: list[float] = []
    unlike = 0
    with decoded(path, RATE) as tape:
        for index, offset in enumerate(offsets(played.reels)):
            for stretch, wanted in _edges(played, index):
                at = offset + stretch.begin
                best, match = wanted.lag(tape.read(at - RANGE, at + RANGE + len(wanted)))
                if match < ALIKE:
                    unlike += 1
                else:
                    drifts.append((best - RANGE) * 1000 / RATE)
    worst = max(drifts, key=abs, default=0.0)
    told.figures["m4b"] = {"joins": len(played.reels) - 1, "worst_ms": worst, "unlike": unlike}
    told.row(
        f"m4b: {len(played.reels) - 1} joins, worst drift of a track's first and last phrase",
        f"{worst:.2f} ms" + (f", {unlike} sound like something else" if unlike else ""),
        f"≤ {JOIN_MS:.0f} ms",
        abs(worst) <= JOIN_MS and not unlike and bool(drifts),
    )


def _edges(played: Replay, index: int) -> Iterator[tuple[Stretch, Template]]:
    """The first and the last phrase of a track that make a sound."""
    last: tuple[Stretch, Template] | None = None
    begun = False
    for stretch, wanted in _masters(played, index):
        if wanted.silent:
            continue
        if not begun:
            begun = True
            yield stretch, wanted
        else:
            last = stretch, wanted
    if last is not None:
        yield last


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="folder of a finished production")
    parser.add_argument("--store", required=True, help="the store it was made with")
    parser.add_argument("--lexicons", type=Path, help="the library's lexicons it was made with")


def run(options: argparse.Namespace) -> list[Told]:
    return [sync(options.folder, options.store, options.lexicons)]
