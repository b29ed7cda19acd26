"""What a record says of a work beyond what people wrote down: its release, and who gives it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A work as the library gives it to others.

    Args:
        number: Of the work.
        agency: The library's code among libraries (MARC organisation code, or its own name).
        changed: When the work was last changed.
        language: Of the notes in the record (`vi`, `en`).
        address: Of the work's page.
        narrators: As the release names them.
        voice_kind: `synthetic`, `human`, `mixed`; empty without a release.
        media_types: Of the packages.
        accessibility: schema.org terms, as the release keeps them.
        restricted: Not everybody may have it.
        access: Who may have it, as a sentence.
        rights: What the law lets people do with it, as a sentence.
    """

    number: int
    agency: str
    changed: datetime
    language: str = "vi"
    address: str = ""
    duration_ms: int = 0
    narrators: tuple[str, ...] = ()
    voice_kind: str = ""
    media_types: tuple[str, ...] = ()
    accessibility: Mapping[str, Any] = field(default_factory=dict)
    restricted: bool = True
    access: str = ""
    rights: str = ""
