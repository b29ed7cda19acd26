"""When each phrase sounds, as the finished packages themselves say, and in which bytes."""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from audiolib.packages.smil import read_clock
from audiolib.xml import Element, parse

_NUMBER = re.compile(r"(\d+)\.mp3$")


@dataclass(frozen=True, slots=True)
class Told:
    """A time in a package: phrase, number of the track, milliseconds of its MP3 file."""

    phrase: str
    track: int
    begin_ms: int


@dataclass(frozen=True, slots=True)
class PackageClips:
    """The clips of one package, and the SHA-256 of its MP3 files by the track's number."""

    name: str
    clips: tuple[Told, ...]
    sounds: dict[int, str]


def packages(folder: Path) -> Iterator[PackageClips]:
    """Every package of a production in which a time refers to an MP3 file."""
    for name in ("daisy202", "daisy202-ncc", "daisy3"):
        if (folder / name).is_dir():
            smils = sorted((folder / name).glob("*.smil"))
            clips = [
                c for s in smils if s.name != "master.smil" for c in _smil(s.read_bytes(), s.name)
            ]
            yield PackageClips(name, tuple(clips), _digests(folder / name))
    for path in sorted(folder.glob("*.epub")):
        with zipfile.ZipFile(path) as zipped:
            names = [n for n in zipped.namelist() if n.endswith(".smil")]
            clips = [clip for n in names for clip in _smil(zipped.read(n), n)]
            yield PackageClips("epub3", tuple(clips), _zipped(zipped))
    for path in sorted(folder.glob("*.lpf")):
        with zipfile.ZipFile(path) as zipped:
            yield PackageClips("audiobook", (), _zipped(zipped))
    if (folder / "readium").is_dir():
        yield PackageClips("readium", (), _digests(folder / "readium" / "audio"))
    if (folder / "readalong.json").is_file():
        yield _readalong(folder / "readalong.json")


def _smil(content: bytes, name: str) -> Iterator[Told]:
    for par in parse(content, name).iter("{*}par"):
        sounds = list(par.iter("{*}audio"))
        if not sounds:
            continue
        begin = read_clock(sounds[0].get("clip-begin") or sounds[0].get("clipBegin"))
        track = _track(sounds[0].get("src") or "")
        if begin is not None and track:
            yield Told(_phrase(par), track, begin)


def _phrase(par: Element) -> str:
    """The id of the phrase: in DAISY that of the `par`, in EPUB the one its text points to."""
    own = par.get("id") or ""
    if not own.startswith("p"):
        return own
    text = next(par.iter("{*}text"), None)
    return (text.get("src") or "").rpartition("#")[2] if text is not None else own


def _readalong(path: Path) -> PackageClips:
    told = json.loads(path.read_bytes())
    clips = [
        Told(phrase["id"], phrase["track"], phrase["start"])
        for block in told["blocks"]
        for phrase in block["phrases"]
    ]
    return PackageClips(
        "readalong", tuple(clips), {t["track"]: t["sha256"] for t in told["tracks"]}
    )


def _track(name: str) -> int:
    found = _NUMBER.search(PurePosixPath(name).name)
    return int(found[1]) if found else 0


def _digests(folder: Path) -> dict[int, str]:
    digests = {}
    for path in sorted(folder.glob("*.mp3")):
        with path.open("rb") as file:
            digests[_track(path.name)] = hashlib.file_digest(file, "sha256").hexdigest()
    return digests


def _zipped(zipped: zipfile.ZipFile) -> dict[int, str]:
    digests = {}
    for name in zipped.namelist():
        if name.endswith(".mp3"):
            digest = hashlib.sha256()
            with zipped.open(name) as file:
                while block := file.read(1 << 20):
                    digest.update(block)
            digests[_track(name)] = digest.hexdigest()
    return digests
