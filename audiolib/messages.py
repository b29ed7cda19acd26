"""What people read: the sentence of a code, in their language.

The catalogues are `locale/<language>/<area>.po`; a message's id is its code, so English is a
translation like any other. A sentence is a `str.format` template over the facts.
"""

import os
import string
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from audiolib.errors import AudiolibError
from audiolib.findings import Finding
from media import MediaError
from tts import SpeechError

FALLBACK = "en"
_COMMA = str.maketrans(".", ",")
_FIGURES = {
    **dict.fromkeys(("vi", "uk", "ru"), _COMMA),
    "fa": str.maketrans("0123456789.", "۰۱۲۳۴۵۶۷۸۹٫"),
}
"""How a number's signs are written where it is not as in English."""


class Messages:
    """The sentences of one language; a code that it lacks is told in English."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._sentences = {**catalogue(FALLBACK), **catalogue(language)}

    def __call__(self, code: str, /, **facts: object) -> str:
        """The sentence of a code; brackets around a fact that is empty are left out."""
        sentence = Formatter(self.language).vformat(self._sentences.get(code, code), (), facts)
        return sentence.replace("( ", "(").replace(" )", ")").replace(" ()", "")

    def knows(self, code: str) -> bool:
        """Whether there is a sentence of a code; what people typed is none."""
        return code in self._sentences

    def finding(self, finding: Finding) -> str:
        """The sentence of a finding."""
        place = finding.place
        facts: dict[str, Any] = {
            "file": place.file,
            "line": place.line,
            "id": place.id,
            "page": place.page,
        }
        return self(finding.code, **{**facts, **finding.facts})

    def error(self, error: AudiolibError | SpeechError | MediaError) -> str:
        """The sentence of an error."""
        return self(error.code, **vars(error))


def languages() -> tuple[str, ...]:
    """The languages that everything is told in, commands too."""
    folder = resources.files("audiolib") / "locale"
    return tuple(name for name in tongues() if (folder / name / "cli.po").is_file())


def tongues() -> tuple[str, ...]:
    """The languages that there are catalogues for: at least of all that is met in a browser."""
    folder = resources.files("audiolib") / "locale"
    return tuple(sorted(child.name for child in folder.iterdir() if child.is_dir()))


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Code and sentence of every message of a language."""
    from babel.messages.pofile import read_po  # its import costs more than most commands

    found: dict[str, str] = {}
    folder = resources.files("audiolib") / "locale" / language
    for area in sorted(folder.iterdir(), key=lambda f: f.name):
        if area.name.endswith(".po"):
            with area.open("rb") as file:
                for message in read_po(file):
                    if isinstance(message.id, str) and message.id and message.string:
                        found[message.id] = str(message.string)
    return found


def preferred(environment: Mapping[str, str] | None = None) -> str:
    """The language of the user's environment, as far as there is a catalogue; else English."""
    given = os.environ if environment is None else environment
    for name in ("AUDIOLIB_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if tag := given.get(name):
            primary = tag.replace("-", "_").split("_")[0].split(".")[0].lower()
            return primary if primary in languages() else FALLBACK
    return FALLBACK


class Formatter(string.Formatter):
    """Leaves a fact that is missing as its name in braces: a message never hides an error.

    The format `MB` tells bytes in megabytes, `dash` puts a dash where there is nothing. Numbers
    without a format stand in the figures of the language, behind its own decimal sign.
    """

    def __init__(self, language: str = FALLBACK) -> None:
        super().__init__()
        self._language = language

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        return kwargs.get(field_name, f"{{{field_name}}}"), field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "MB" and isinstance(value, int | float):
            return f"{value / 1e6:,.0f} MB"
        if format_spec == "dash":
            return str(value) or "–"
        if not format_spec and isinstance(value, int | float) and not isinstance(value, bool):
            return str(value).translate(_FIGURES.get(self._language, {}))
        try:
            return str(format(value, format_spec))
        except (TypeError, ValueError):
            return str(value)
