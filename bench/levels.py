"""Loudness and true peak of the encoded sound of a finished production, decoded again."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from audiolib.production import record
from audiolib.production.figures import RATE
from bench.told import Told
from media import LEVELS, Pcm16, SilentError
from media.decode import decode
from media.loudness import Loudness, loudness

TOLERANCE_LU = 1.0


def levels(folder: Path) -> Told:
    """Every MP3 of DAISY 2.02 (the bytes of all packages) or of the loose folder, and the M4B."""
    told = Told("levels")
    production = record.read(folder)
    target = production.target_lufs if production else LEVELS["library"].integrated_lufs
    ceiling = max(level.true_peak_dbtp for level in LEVELS.values())
    kinds = ("daisy202", "daisy3", "daisy202-ncc", "mp3")
    found = next((sorted((folder / k).glob("*.mp3")) for k in kinds if (folder / k).is_dir()), [])
    for name, paths in (("MP3", found), ("M4B", sorted(folder.glob("*.m4b")))):
        measured = {path.name: _measured([path]) for path in paths}
        known = {file: level for file, level in measured.items() if level is not None}
        whole = _measured(paths, peak=False) if len(paths) > 1 else next(iter(known.values()), None)
        if whole is None:
            continue
        loud = [level.integrated_lufs for level in known.values()]
        peak = max(level.true_peak_dbtp or -99.0 for level in known.values())
        off = abs(whole.integrated_lufs - target)
        told.row(
            f"{name}, the whole",
            f"{whole.integrated_lufs:.1f} LUFS",
            f"{target:.0f} ± {TOLERANCE_LU:.0f} LUFS",
            off <= TOLERANCE_LU,
        )
        told.row(f"{name}, its {len(known)} files", f"{min(loud):.1f} to {max(loud):.1f} LUFS")
        told.row(
            f"{name}, highest true peak", f"{peak:.2f} dBTP", f"≤ {ceiling} dBTP", peak <= ceiling
        )
        told.figures[name] = {
            "whole_lufs": whole.integrated_lufs,
            "range_lu": whole.range_lu,
            "true_peak_dbtp": peak,
            "files": {f: [v.integrated_lufs, v.true_peak_dbtp] for f, v in known.items()},
        }
    return told


def _measured(paths: Sequence[Path], *, peak: bool = True) -> Loudness | None:
    def chunks() -> Iterator[Pcm16]:
        for path in paths:
            yield from decode(path, RATE)

    try:
        return loudness(chunks(), RATE, peak=peak)
    except SilentError:
        return None


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folders", nargs="+", type=Path, help="folders of finished productions")


def run(given: argparse.Namespace) -> list[Told]:
    return [levels(folder) for folder in given.folders]
