"""A release as it is shown: plain values, in the order of the reading."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class PlayedSection:
    """A section's title and level, and where in its track it begins and ends, in milliseconds."""

    title: str
    level: int
    begin_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Sound:
    """A track: the key and size of its bytes, how long it lasts, and what begins in it."""

    id: int
    number: int
    digest: str
    size: int
    duration_ms: int
    sections: tuple[PlayedSection, ...]


@dataclass(frozen=True, slots=True)
class File:
    """A package: its format, the name it is saved under, the key and size of its bytes."""

    id: int
    format: str
    name: str
    media_type: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Released:
    """The newest release of a work that is not withdrawn."""

    id: int
    work_id: int
    production_id: int
    number: int
    duration_ms: int
    voice_kind: str
    narrators: tuple[str, ...]
    public: bool
    accessibility: dict[str, Any]
    released_at: datetime
    packages: tuple[File, ...]
    tracks: tuple[Sound, ...]


def sections(told: list[dict[str, Any]], duration_ms: int) -> tuple[PlayedSection, ...]:
    """The sections that begin in a track, none maybe; each lasts until the next one of it."""
    if not told:
        return ()
    ordered = sorted(told, key=lambda section: int(section.get("begin_ms", 0)))
    ends = [int(section.get("begin_ms", 0)) for section in ordered[1:]] + [duration_ms]
    return tuple(
        PlayedSection(
            str(section.get("title", "")),
            int(section.get("level", 1)),
            int(section.get("begin_ms", 0)),
            end,
        )
        for section, end in zip(ordered, ends, strict=True)
    )
