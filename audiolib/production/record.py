"""The record of a production: the only thing about it that changes."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from audiolib import files
from audiolib.order import SoundOptions
from audiolib.production.purpose import Purpose

NAME = "production.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Pinned:
    """The gain of a voice, in dB: measured once, and kept whatever changes in the text."""

    voice: str
    gain_db: float
    measured_lufs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Production:
    """How a publication is made: what a later run needs to make the same, or only what changed.

    Args:
        identifier: The publication's.
        identifier_from: `source` where the file itself or the user names it, `generated` where it
            was made from the first bytes that were read.
        source: The file's name, without its folder.
        started: When the first run began, UTC; every date in a package comes from it.
        steps: The version of each step, of each engine, and the digest of the rules.
        voices: By language: the voice's name.
        purpose: For whom the last run made it.
        public_formats: The formats that lie there as they were made for the public.
    """

    identifier: str
    identifier_from: Literal["source", "generated"]
    slug: str
    source: str
    source_digest: str
    started: datetime
    options: SoundOptions
    rate: float = 1.0
    pitch: float = 1.0
    target_lufs: float = -19.0
    voices: dict[str, str] = field(default_factory=dict)
    gains: tuple[Pinned, ...] = ()
    steps: dict[str, str] = field(default_factory=dict)
    track_keys: tuple[str, ...] = ()
    clip_keys: tuple[str, ...] = ()
    passage_keys: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    purpose: Purpose = "patrons"
    public_formats: tuple[str, ...] = ()
    only: str = ""
    """The section that alone was made; empty for the whole."""

    def gain(self, voice: str) -> float | None:
        """The pinned gain of a voice in dB, None where it was never measured."""
        return next((p.gain_db for p in self.gains if p.voice == voice), None)

    def pin(self, pinned: Pinned) -> "Production":
        """The record with the gain of one more voice."""
        return replace(self, gains=(*self.gains, pinned))

    def write(self, folder: Path) -> None:
        """Keep it as `production.json` in a folder, at once."""
        files.write(folder / NAME, self.json())

    def json(self) -> bytes:
        """Its stored form."""
        stored = {"format": FORMAT, **asdict(self), "started": self.started.isoformat()}
        return json.dumps(stored, ensure_ascii=False, indent=1).encode() + b"\n"


def read(folder: Path) -> Production | None:
    """The record in a folder; None where there is none, or none that this version can read."""
    try:
        stored: dict[str, Any] = json.loads((folder / NAME).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    if stored.pop("format", None) != FORMAT:
        return None
    stored["started"] = datetime.fromisoformat(stored["started"]).astimezone(UTC)
    stored["options"] = SoundOptions(**stored["options"])
    stored["gains"] = tuple(Pinned(**pinned) for pinned in stored["gains"])
    for name in ("track_keys", "clip_keys", "passage_keys", "formats", "public_formats"):
        stored[name] = tuple(stored.get(name, ()))
    return Production(**stored)
