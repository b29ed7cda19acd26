"""The folder of installed voices: `<voices>/<engine>/<name>/` with model files and `voice.toml`.

`docs/voices.md` describes the format. Nothing here loads a model.
"""

import hashlib
import json
import logging
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from tts.engine import Voice
from tts.errors import DamagedVoiceError, VoiceFolderError
from tts.voices._fields import NAME, Fields

_log = logging.getLogger(__name__)

ABOUT = "voice.toml"
FORMAT = 1
_MOST_BYTES = 1 << 20
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """A file of a voice: its path in the folder, with slashes, its size and its SHA-256."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledVoice:
    """A voice in its folder.

    Args:
        folder: Where its files lie.
        engine: The engine that speaks with it.
        name: The folder's name; `engine:name` is what people type.
        languages: BCP 47, the one it speaks best first.
        sample_rate: In hertz, as the model gives it.
        licence: SPDX where there is one, else its name.
        public_audio: Whether the licence lets audio made with it be given to the public.
        region: Where people speak so, in words (`southern Vietnam`); empty where unknown.
        source: Where it comes from: an address, a package, a catalogue's name.
        speakers: Names of the speakers in the model, the default one first; empty for one alone.
        reference: Path of a recording whose voice is followed, for models that need one.
        attribution: What the licence wants to be said or shown; empty for nothing.
        pace: Milliseconds a letter, least and most, measured; None where nobody did.
        files: Everything in the folder that makes the sound.
    """

    folder: Path
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
    files: tuple[VoiceFile, ...] = ()

    @property
    def full_name(self) -> str:
        """`engine:name`."""
        return f"{self.engine}:{self.name}"

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.bytes for file in self.files)

    def voices(self) -> Iterator[Voice]:
        """The voices that an engine offers for it: itself, and one for each of its speakers."""
        for speaker in ("", *self.speakers):
            yield Voice(
                name=f"{self.full_name}/{speaker}" if speaker else self.full_name,
                languages=self.languages,
                sample_rate=self.sample_rate,
                digest=self._digest(speaker),
                licence=self.licence,
                public_audio=self.public_audio,
                attribution=self.attribution,
                pace=self.pace,
            )

    def _digest(self, speaker: str) -> str:
        """Of what makes the sound: the files, and who speaks; not of what is written about it."""
        unit = [self.engine, speaker, self.reference, [[f.path, f.sha256] for f in self.files]]
        return hashlib.sha256(json.dumps(unit, ensure_ascii=False).encode()).hexdigest()

    def path(self, *endings: str) -> Path | None:
        """The first file whose path ends so, endings tried in turn; None where none does."""
        found = (f.path for ending in endings for f in self.files if f.path.endswith(ending))
        name = next(found, None)
        return None if name is None else self.folder / name

    def verify(self) -> None:
        """Make sure that every file is there as it was installed; reads all of them.

        Raises:
            DamagedVoiceError: one is missing or was changed.
        """
        for file in self.files:
            path = self.folder / file.path
            if digest_of(path) != file.sha256:
                raise DamagedVoiceError(self.full_name, file.path)


def digest_of(path: Path) -> str:
    """SHA-256 of a file; empty where it can't be read."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                found.update(block)
    except OSError:
        return ""
    return found.hexdigest()


def installed(folder: Path, engine: str | None = None) -> tuple[InstalledVoice, ...]:
    """The voices in a folder, of one engine or of all, in the order of their names.

    A voice whose `voice.toml` can't be used is left out and logged; `survey` tells of it.
    """
    found = []
    for one in survey(folder, engine):
        if isinstance(one, InstalledVoice):
            found.append(one)
        else:
            _log.warning("left out: %s", one)
    return tuple(found)


def survey(folder: Path, engine: str | None = None) -> Iterator[InstalledVoice | VoiceFolderError]:
    """Every voice folder as it is: the voice, or what is wrong with it."""
    for about in sorted(folder.glob(f"{engine or '*'}/*/{ABOUT}")):
        if about.parent.name.startswith("."):
            continue  # half-written
        try:
            yield read(about.parent)
        except VoiceFolderError as error:
            yield error


def read(folder: Path) -> InstalledVoice:
    """The voice in its folder.

    Raises:
        VoiceFolderError: there is no `voice.toml`, or it can't be used.
    """
    try:
        with (folder / ABOUT).open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8")
        fields = Fields(str(folder), tomllib.loads(text))
    except (OSError, ValueError) as error:
        raise VoiceFolderError(str(folder), f"{ABOUT}: {error}") from error
    if fields.whole("format") != FORMAT:
        raise fields.wrong("format")
    engine, name = fields.text("engine"), fields.text("name")
    if not NAME.fullmatch(engine) or engine != folder.parent.name:
        raise fields.wrong("engine")
    if not NAME.fullmatch(name) or name != folder.name:
        raise fields.wrong("name")
    return InstalledVoice(
        folder=folder,
        engine=engine,
        name=name,
        languages=fields.languages(),
        sample_rate=fields.whole("sample_rate", 4000, 192_000),
        licence=fields.text("licence"),
        public_audio=fields.truth("public_audio"),
        region=fields.text("region", ""),
        source=fields.text("source", ""),
        speakers=fields.texts("speakers", ()),
        reference=fields.text("reference", ""),
        attribution=fields.text("attribution", ""),
        pace=fields.pace(),
        files=tuple(_file(fields, one) for one in fields.tables("files")),
    )


def _file(fields: Fields, table: dict[str, Any]) -> VoiceFile:
    own = Fields(fields.folder, table)
    path = own.text("path")
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path or path == ABOUT:
        raise own.wrong("path")
    digest = own.text("sha256").lower()
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise own.wrong("sha256")
    return VoiceFile(path, own.whole("bytes"), digest)
