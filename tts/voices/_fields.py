"""The fields of a `voice.toml`, each with its type; what is wrong names the field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tts.errors import VoiceFolderError

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,79}")
"""What an engine or an installed voice may be called: it is a folder's name and is typed."""

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,6}")
_REQUIRED: Any = object()


@dataclass(frozen=True, slots=True)
class Fields:
    """A table of the file, and the folder that an error names."""

    folder: str
    table: dict[str, Any]

    def wrong(self, field: str) -> VoiceFolderError:
        """The error that a field is missing or means nothing."""
        return VoiceFolderError(self.folder, f"{field} = {self.table.get(field)!r}")

    def text(self, field: str, default: str = _REQUIRED) -> str:
        value = self.table.get(field, default)
        if not isinstance(value, str) or (default is _REQUIRED and not value.strip()):
            raise self.wrong(field)
        return value

    def whole(self, field: str, least: int = 0, most: int = 1 << 50) -> int:
        value = self.table.get(field)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.wrong(field)
        return value

    def truth(self, field: str) -> bool:
        value = self.table.get(field)
        if not isinstance(value, bool):
            raise self.wrong(field)
        return value

    def texts(self, field: str, default: Sequence[str] = _REQUIRED) -> tuple[str, ...]:
        value = self.table.get(field, default)
        if not isinstance(value, list | tuple) or not all(isinstance(v, str) and v for v in value):
            raise self.wrong(field)
        return tuple(value)

    def languages(self) -> tuple[str, ...]:
        found = self.texts("languages")
        if not found or not all(_TAG.fullmatch(tag) for tag in found):
            raise self.wrong("languages")
        return found

    def tables(self, field: str) -> list[dict[str, Any]]:
        value = self.table.get(field)
        if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
            raise self.wrong(field)
        return value

    def pace(self) -> tuple[float, float] | None:
        """Milliseconds a letter, least and most."""
        value = self.table.get("pace")
        if value is None:
            return None
        limits = [value.get(key) if isinstance(value, dict) else None for key in ("least", "most")]
        least, most = (float(v) if isinstance(v, int | float) else 0.0 for v in limits)
        if not 0 < least < most:
            raise self.wrong("pace")
        return least, most
