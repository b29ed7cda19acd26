"""What can go wrong with speech."""

from typing import ClassVar


class SpeechError(Exception):
    """Root of the errors of `tts`; `code` names the message, the attributes are its facts."""

    code: ClassVar[str] = "speech"
    retryable: ClassVar[bool] = False


class UnknownEngineError(SpeechError):
    """No engine of that name is installed."""

    code = "speech-engine-unknown"

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


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
        self.known = known


class UnknownLanguageError(SpeechError):
    """There is no folder for that language in `tts/languages`."""

    code = "speech-language-unknown"

    def __init__(self, tag: str, known: tuple[str, ...]) -> None:
        super().__init__(tag)
        self.tag = tag
        self.known = known


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
    """A pronunciation lexicon that can't be read; `line` is 0 where unknown."""

    code = "speech-lexicon"

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason
