"""Putting a voice into the folder of installed voices, whole or not at all, and taking it out."""

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from tts.errors import UnknownVoiceError, VoiceFolderError
from tts.voices._fields import NAME
from tts.voices.folder import ABOUT, FORMAT, InstalledVoice, VoiceFile, digest_of, installed, read


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What people say of a voice when they install it; the fields are those of `InstalledVoice`."""

    engine: str
    name: str
    languages: tuple[str, ...]
    sample_rate: int
    licence: str
    public_audio: bool
    region: str = ""
    source: str = ""
    speakers: tuple[str, ...] = ()
    reference: str = ""
    attribution: str = ""
    pace: tuple[float, float] | None = None


def keep(voices: Path, files: Path, about: About) -> InstalledVoice:
    """Copy a folder of model files in as an installed voice; one of that name is replaced.

    Args:
        voices: The folder of installed voices; made where there is none.
        files: All that is in it, but for hidden files and a `voice.toml`, becomes the voice's.
        about: What is written about it.

    Raises:
        VoiceFolderError: the name can't be a folder's, or there is no file.
        OSError: a file can't be read or written.
    """
    place = voices / about.engine / about.name
    if not NAME.fullmatch(about.engine) or not NAME.fullmatch(about.name):
        raise VoiceFolderError(str(place), f"name = {about.name!r}")
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".new-") as scratch:
        fresh = Path(scratch) / about.name
        shutil.copytree(files, fresh, ignore=_hidden)
        (fresh / ABOUT).write_text(_written(about, _found(fresh)), encoding="utf-8", newline="\n")
        if place.exists():
            place.rename(Path(scratch) / "old")
        fresh.rename(place)
    return read(place)


def rewrite(voice: InstalledVoice, *, pace: tuple[float, float] | None) -> InstalledVoice:
    """Write another pace into a voice's `voice.toml`; its files stay, and are not read."""
    told = {field.name: getattr(voice, field.name) for field in fields(About)}
    text = _written(About(**{**told, "pace": pace}), voice.files)
    fresh = voice.folder / f".{ABOUT}"
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(voice.folder / ABOUT)
    return read(voice.folder)


def remove(voices: Path, engine: str, name: str) -> None:
    """Take a voice out, with its files.

    Raises:
        UnknownVoiceError: there is none of that name.
    """
    place = voices / engine / name
    if not (NAME.fullmatch(engine) and NAME.fullmatch(name) and (place / ABOUT).is_file()):
        known = tuple(voice.full_name for voice in installed(voices))
        raise UnknownVoiceError(f"{engine}:{name}", known)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".old-") as scratch:
        place.rename(Path(scratch) / name)


def _hidden(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(".") or name == ABOUT]


def _found(folder: Path) -> tuple[VoiceFile, ...]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    if not paths:
        raise VoiceFolderError(str(folder), "no file")
    return tuple(
        VoiceFile(p.relative_to(folder).as_posix(), p.stat().st_size, digest_of(p)) for p in paths
    )


def _written(about: About, files: Sequence[VoiceFile]) -> str:
    """The text of a `voice.toml`."""
    lines = [
        f"format = {FORMAT}",
        f"engine = {_string(about.engine)}",
        f"name = {_string(about.name)}",
        f"languages = {_strings(about.languages)}",
        f"region = {_string(about.region)}",
        f"sample_rate = {about.sample_rate}",
        f"licence = {_string(about.licence)}",
        f"public_audio = {str(about.public_audio).lower()}",
        f"source = {_string(about.source)}",
        f"speakers = {_strings(about.speakers)}",
        f"reference = {_string(about.reference)}",
    ]
    if about.attribution:
        lines.append(f"attribution = {_string(about.attribution)}")
    if about.pace:
        lines += ["", "[pace]", f"least = {about.pace[0]:.1f}", f"most = {about.pace[1]:.1f}"]
    for file in files:
        lines += [
            "",
            "[[files]]",
            f"path = {_string(file.path)}",
            f"bytes = {file.bytes}",
            f"sha256 = {_string(file.sha256)}",
        ]
    return "\n".join(lines) + "\n"


def _string(text: str) -> str:
    """A TOML basic string: as JSON's, with the one control sign escaped that JSON leaves."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _strings(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_string, texts))}]"
