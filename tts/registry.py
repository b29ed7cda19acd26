"""Engines and voices by name: built-ins and plugins register alike, as entry points."""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from tts.engine import Engine, Equipment, Voice
from tts.errors import (
    EngineUnavailableError,
    NoVoiceError,
    SpeechError,
    UnknownEngineError,
    UnknownLanguageError,
    UnknownVoiceError,
)

GROUP = "audiolib.engines"
DEFAULT_ENGINE = "espeak"
_DEFAULTS = {"en": "en-us"}
"""Where the voice of a language does not simply bear its tag."""


_equipment = [Equipment()]
"""Of this process, as its engines are; one, and another where `equip` was called."""


@dataclass(frozen=True, slots=True)
class Registered:
    """An engine that is installed, and whether it can be used here; `reason` says why not."""

    name: str
    value: str
    usable: bool
    reason: str = ""


@cache
def _points() -> dict[str, EntryPoint]:
    """Entry points by name; a plugin can't take the name of a built-in."""
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=GROUP):
        ours = point.value.startswith("tts.engines.")
        if ours or point.name not in found:
            found[point.name] = point
    return found


def equip(equipment: Equipment) -> None:
    """Tell the engines of this process what the machine offers; those made before are made anew."""
    if equipment != _equipment[0]:
        _equipment[0] = equipment
        refresh()


def equipment() -> Equipment:
    """What the engines of this process were told."""
    return _equipment[0]


def refresh() -> None:
    """Forget engines and voices, so that voices that were installed meanwhile are found."""
    for cached in (_loaded, _voices, voice, default_voice):
        cached.cache_clear()


@cache
def _loaded(name: str) -> Engine | Exception:
    """The engine, or what kept it from loading; tried once in a process."""
    try:
        made = _points()[name].load()
        equipped = getattr(made, "equipped", None)
        return made() if equipped is None else equipped(_equipment[0])  # type: ignore[no-any-return]
    except Exception as error:  # noqa: BLE001
        return error  # a plugin may fail in any way, and is reported


def engines() -> tuple[Registered, ...]:
    """Every engine that is installed; loads each to see whether it can be used."""
    found = []
    for name, point in sorted(_points().items()):
        outcome = _loaded(name)
        failed = isinstance(outcome, Exception)
        reason = f"{type(outcome).__name__}: {outcome}" if failed else ""
        found.append(Registered(name, point.value, not failed, reason))
    return tuple(found)


def engine(name: str) -> Engine:
    """The engine of a name; one object a process.

    Raises:
        UnknownEngineError: none of that name is installed.
        EngineUnavailableError: it is installed, and does not load.
    """
    if name not in _points():
        raise UnknownEngineError(name, tuple(sorted(_points())))
    outcome = _loaded(name)
    if isinstance(outcome, SpeechError):
        raise outcome
    if isinstance(outcome, Exception):
        raise EngineUnavailableError(name, f"{type(outcome).__name__}: {outcome}") from outcome
    return outcome


@cache
def _voices(engine_name: str) -> dict[str, Voice]:
    return {known.name: known for known in engine(engine_name).voices()}


@cache
def voice(name: str) -> tuple[Engine, Voice]:
    """An engine and its voice by the full name, `espeak:vi`; case does not matter.

    Raises:
        UnknownEngineError: no engine of that name is installed.
        EngineUnavailableError: the engine does not load.
        NoVoiceError: it has no voice at all.
        UnknownVoiceError: it has no such voice, or the name has no colon.
    """
    engine_name, colon, _ = name.partition(":")
    if not colon:
        raise UnknownVoiceError(name, tuple(f"{known}:…" for known in sorted(_points())))
    found = engine(engine_name)
    voices = _voices(engine_name)
    known = voices.get(name) or {k.lower(): v for k, v in voices.items()}.get(name.lower())
    if known is None and not voices:
        raise NoVoiceError(engine_name)
    if known is None:
        raise UnknownVoiceError(name, tuple(sorted(voices)))
    return found, known


@cache
def default_voice(lang: str) -> str:
    """The full name of the voice that speaks a language where none was chosen.

    Args:
        lang: BCP 47; its variants are followed as far as there are voices (`en-GB`).

    Raises:
        UnknownLanguageError: no voice at hand speaks it.
    """
    voices = _voices(DEFAULT_ENGINE)
    subtags = lang.replace("_", "-").lower().split("-")
    for count in range(len(subtags), 0, -1):
        tag = "-".join(subtags[:count])
        name = f"{DEFAULT_ENGINE}:{_DEFAULTS.get(tag, tag)}"
        if name in voices:
            return name
    primaries = {known.languages[0].split("-")[0].lower() for known in voices.values()}
    raise UnknownLanguageError(lang, tuple(sorted(primaries)))
