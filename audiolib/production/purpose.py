"""For whom a production is made, and the voices that may speak for it (DESIGN §3.10)."""

from collections.abc import Iterable
from typing import Literal, Protocol, TypedDict

from audiolib.errors import AudiolibError
from tts.registry import voice

Purpose = Literal["patrons", "public"]


class VoiceNotPublicError(AudiolibError):
    """A voice whose licence does not let the public have its audio, in a production for it."""

    code = "voice-not-public"

    def __init__(self, voice: str, licence: str) -> None:
        super().__init__(f"{voice}: {licence}")
        self.voice = voice
        self.licence = licence


def fit(name: str, purpose: Purpose) -> str:
    """The name of a voice that may speak for a purpose.

    Raises:
        VoiceNotPublicError: it may not.
        tts.SpeechError: there is no such voice.
    """
    if purpose == "public":
        _engine, known = voice(name)
        if not known.public_audio:
            raise VoiceNotPublicError(known.name, known.licence)
    return name


class _Asked(Protocol):
    @property
    def formats(self) -> tuple[str, ...]: ...
    @property
    def purpose(self) -> Purpose: ...


class Lying(TypedDict):
    """The formats that lie in a production's folder, and those of them made for the public."""

    formats: tuple[str, ...]
    public_formats: tuple[str, ...]


def lying(formats: Iterable[str], public: Iterable[str], made: _Asked) -> Lying:
    """What lies there after a run: what it made takes the place of what was made before."""
    for_public = set(without(public, made.formats))
    if made.purpose == "public":
        for_public |= set(made.formats)
    return {
        "formats": tuple(sorted({*formats, *made.formats})),
        "public_formats": tuple(sorted(for_public)),
    }


def without(public: Iterable[str], remade: Iterable[str]) -> tuple[str, ...]:
    """The formats made for the public that a run leaves as they are."""
    return tuple(sorted(set(public) - set(remade)))
