"""The package formats that are installed; built-ins and plugins come the same way."""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points

from audiolib.errors import AudiolibError
from audiolib.packages import Format

GROUP = "audiolib.formats"
DEFAULT = ("daisy202", "daisy3", "epub3", "audiobook", "m4b", "mp3", "readalong")


class UnknownFormatError(AudiolibError):
    """No format of that name is installed."""

    code = "format-unknown"

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = ", ".join(known)


@dataclass(frozen=True, slots=True)
class Installed:
    """The formats by name, and the reason why others would not load."""

    formats: dict[str, Format]
    broken: dict[str, str]


@cache
def installed() -> Installed:
    """Every installed format; one that will not load is reported, never fatal."""
    formats: dict[str, Format] = {}
    broken: dict[str, str] = {}
    for entry in entry_points(group=GROUP):
        try:
            formats[entry.name] = entry.load()
        except Exception as error:  # noqa: BLE001 — the edge of a plugin
            broken[entry.name] = repr(error)
    return Installed(formats, broken)


def named(name: str) -> Format:
    """The format of a name.

    Raises:
        UnknownFormatError: there is none, or it would not load.
    """
    found = installed().formats.get(name)
    if found is None:
        raise UnknownFormatError(name, tuple(sorted(installed().formats)))
    return found
