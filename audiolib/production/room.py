"""Whether the disk has room for what is going to be made."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from audiolib.errors import DiskFullError
from audiolib.production.figures import BITRATES_KBPS, CHARACTERS_A_SECOND
from audiolib.production.request import Request
from audiolib.publication import Publication, texts
from audiolib.recording import Recording
from audiolib.store import Store

_FLAC_KBPS = 190
_SPARE = 50_000_000
"""Bytes that are left alone: for the system, and for what is not sound."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a production will come to: seconds of sound, bytes in the store and in packages."""

    seconds: float
    store_bytes: int
    package_bytes: int


def estimate(
    publication: Publication,
    formats: tuple[str, ...],
    rate: float = 1.0,
    recording: Recording | None = None,
) -> Estimate:
    """An estimate from the number of characters; good to about a fifth.

    Of sound that is kept the size is known: it lies in the store as it came, and without its tags.
    """
    if recording is not None:
        return _of_recording(recording, formats)
    characters = sum(len(text.text) for text in texts(publication))
    seconds = characters / CHARACTERS_A_SECOND / rate
    mp3, aac = (BITRATES_KBPS[codec] * 125 * seconds for codec in ("mp3", "aac"))
    with_aac = "m4b" in formats
    copies = sum(name not in ("m4b", "webvtt", "readalong") for name in formats)
    return Estimate(
        seconds,
        round(_FLAC_KBPS * 125 * seconds + mp3 + (aac if with_aac else 0)),
        round(copies * mp3 + (aac if with_aac else 0)),
    )


def _of_recording(recording: Recording, formats: tuple[str, ...]) -> Estimate:
    seconds = sum(track.duration for track in recording.tracks) / 1000
    size = sum(track.file.size for track in recording.tracks)
    aac = round(BITRATES_KBPS["aac"] * 125 * seconds) if "m4b" in formats else 0
    copies = sum(name not in ("m4b", "webvtt", "readalong") for name in formats)
    return Estimate(seconds, 2 * size + aac, copies * size + aac)


def make_sure_of_room(
    publication: Publication,
    request: Request,
    store: Store,
    recording: Recording | None = None,
) -> None:
    """Compare the estimate with what is free, before anything is begun.

    Raises:
        DiskFullError: there is less.
    """
    needs = estimate(publication, request.formats, request.rate, recording)
    out = _standing(request.out)
    if store.folder is None:
        _compare(out, needs.package_bytes)
    elif out.stat().st_dev == store.folder.stat().st_dev:
        _compare(out, needs.package_bytes + needs.store_bytes)
    else:
        _compare(out, needs.package_bytes)
        _compare(store.folder, needs.store_bytes)


def _compare(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + _SPARE:
        raise DiskFullError(str(folder), needed + _SPARE, free)


def _standing(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that exists."""
    folder = folder.resolve()
    while not folder.exists():
        folder = folder.parent
    return folder
