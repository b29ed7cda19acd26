"""What is wrong, or doubtful, with a publication or a package."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Fact = str | int | float


class Severity(StrEnum):
    """How much a finding matters: an error keeps a package from being published."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a file (relative to what was looked at), line, id, page; any may be unknown."""

    file: str = ""
    line: int = 0
    id: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A stable code with plain facts; its sentence is a message of that name in the catalogue.

    Codes are `<area>-<number>` (`d202-004`), never used for another meaning, and documented in
    `docs/findings/`.
    """

    code: str
    severity: Severity
    place: Place = Place()
    facts: Mapping[str, Fact] = field(default_factory=dict)
