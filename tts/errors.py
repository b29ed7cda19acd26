"""What can go wrong with speech."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import ClassVar

from media.errors import PortableError

SHOWN = 8
"""Names that a message offers at most."""


class Names(tuple[str, ...]):
    """Names that a message shows with commas between."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(self)


def _nearest(name: str, known: Iterable[str]) -> Names:
    """The known names that look most like a wrong one."""
    names = list(known)
    if len(names) <= SHOWN:
        return Names(names)
    return Names(get_close_matches(name, names, SHOWN, 0.4) or names[:SHOWN])


class SpeechError(PortableError):
    """Root of the errors of `tts`; `code` names the message, the attributes are its facts."""

    code: ClassVar[str] = "speech"
    retryable: ClassVar[bool] = False


class UnknownEngineError(SpeechError):
    """No engine of that name is installed."""

    code = "speech-engine-unknown"

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = _nearest(name, known)


class EngineUnavailableError(SpeechError):
    """The engine is there but can't be used here; `reason` is a short technical fact."""

    code = "speech-engine-unavailable"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class UnknownVoiceError(SpeechError):
    """The engine has no voice of that name."""

    code = "speech-voice-unknown"

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = _nearest(name, known)


class NoVoiceError(SpeechError):
    """The engine works, and not one voice is installed for it."""

    code = "speech-voice-none"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class UnknownLanguageError(SpeechError):
    """There is no folder for that language in `tts/languages`."""

    code = "speech-language-unknown"

    def __init__(self, tag: str, known: tuple[str, ...]) -> None:
        super().__init__(tag)
        self.tag = tag
        self.known = _nearest(tag, known)


class VoiceFolderError(SpeechError):
    """A folder of an installed voice that can't be used; `reason` is a short technical fact."""

    code = "speech-voice-folder"

    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder = folder
        self.reason = reason


class DamagedVoiceError(SpeechError):
    """A file of an installed voice is missing, or is not the one that was installed."""

    code = "speech-voice-damaged"

    def __init__(self, voice: str, file: str) -> None:
        super().__init__(f"{voice}: {file}")
        self.voice = voice
        self.file = file


class VoiceFetchError(SpeechError):
    """A voice could not be downloaded; `reason` is a short technical fact."""

    code = "speech-voice-fetch"
    retryable = True

    def __init__(self, voice: str, reason: str) -> None:
        super().__init__(f"{voice}: {reason}")
        self.voice = voice
        self.reason = reason


class EarsUnavailableError(SpeechError):
    """There is no recogniser to be had; `lacking` is the package, the file or the reason."""

    code = "speech-ears-unavailable"

    def __init__(self, name: str, lacking: str) -> None:
        super().__init__(f"{name}: {lacking}")
        self.name = name
        self.lacking = lacking


class SynthesisError(SpeechError):
    """The engine gave no usable sound for a text; `reason` is a short technical fact."""

    code = "speech-synthesis"
    retryable = True

    def __init__(self, text: str, voice: str, reason: str) -> None:
        super().__init__(f"{voice}: {reason}: {text!r}")
        self.text = text
        self.voice = voice
        self.reason = reason


class LexiconError(SpeechError):
    """A pronunciation lexicon that can't be used; `line` is 0 where unknown.

    `place` is the file, if `in_file` was told it, and the line.
    """

    code = "speech-lexicon"

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason
        self.place = f":{line}" if line else ""

    def in_file(self, file: str) -> None:
        """Remember which file it is about."""
        self.place = f"{file}:{self.line}" if self.line else file


class LexiconAlphabetError(LexiconError):
    """A pronunciation in an alphabet that can't be read as IPA; `text` is what can't be."""

    code = "speech-lexicon-alphabet"

    def __init__(self, line: int, alphabet: str, text: str) -> None:
        super().__init__(line, f"{alphabet}: {text}")
        self.alphabet = alphabet
        self.text = text


class LexiconPatternError(LexiconError):
    """A regular expression that is none."""

    code = "speech-lexicon-pattern"

    def __init__(self, pattern: str, line: int = 0) -> None:
        super().__init__(line, pattern)
        self.pattern = pattern


class ForeignPatternError(LexiconPatternError):
    """A regular expression with something that is not understood: flags, back references."""

    code = "speech-lexicon-pattern-foreign"


class SlowPatternError(LexiconPatternError):
    """A regular expression that could keep a production busy for long, or is itself too long."""

    code = "speech-lexicon-pattern-slow"
