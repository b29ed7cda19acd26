"""The contract between Audiolib and a speech synthesiser."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from media import Pcm, Samples


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice an engine can speak with.

    `name` is `engine:voice` (`espeak:vi`), as people type it. `digest` is the SHA-256 of what
    makes the voice sound as it does (model files; for espeak-ng the library's version and the
    voice's name), so that a changed model is another voice to the store.
    """

    name: str
    languages: tuple[str, ...]
    sample_rate: int
    digest: str
    licence: str
    synthetic: bool = True
    public_audio: bool = True
    """Whether the licence lets audio made with the voice be given to the public."""
    pace: tuple[float, float] | None = None
    """Milliseconds a letter, least and most, as measured; the language's where None."""
    attribution: str = ""
    """What the licence wants to be told with the sound; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One call of an engine: one language, one voice, at most 250 characters.

    Args:
        text: What is to be spoken, already normalised; NFC.
        lang: BCP 47.
        voice: The voice's name without its engine (`vi`).
        rate: Speed as a factor of the voice's own, 0.5 to 3.
        pitch: Pitch as a factor of the voice's own, 0.5 to 2.
        seed: For engines that draw random numbers; others ignore it.
        phonemes: IPA that replaces the sound of ranges of `text`: (begin, end, ipa), sorted and
            disjoint.
    """

    text: str
    lang: str
    voice: str
    rate: float = 1.0
    pitch: float = 1.0
    seed: int = 0
    phonemes: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of an utterance's text and the stretch of sound that says it.

    `begin` and `end` are code points of the utterance's text, `start` and `stop` samples of its
    sound. `exact` is False where the engine did not tell and the time was shared out.
    """

    begin: int
    end: int
    start: Samples
    stop: Samples
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Speech:
    """The sound of an utterance and its words.

    Words are ordered and disjoint in text and sound, cover every letter and digit of the text,
    and stop within the sound (`tts.contract.faults` tells where one does not).
    """

    pcm: Pcm
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Equipment:
    """What a machine offers its engines.

    Args:
        voices: The folder of installed voices (`tts.voices`); None where there is none.
        device: What neural engines compute on.
    """

    voices: Path | None = None
    device: Literal["cpu", "cuda"] = "cpu"


class Engine(Protocol):
    """A speech synthesiser. One object serves one process; `speak` is called by one thread.

    A class that needs to know its machine has a class method `equipped(Equipment)` that makes it;
    any other is made without arguments. One whose voices take long to load, or much memory, says
    `is_heavy = True`, and is called in worker processes only.
    """

    name: str
    version: str

    def voices(self) -> Sequence[Voice]: ...

    def speak(self, utterance: Utterance) -> Speech:
        """Say it; the same utterance gives the same samples wherever the engine can promise that.

        Raises:
            UnknownVoiceError: the engine has no such voice.
            SynthesisError: there is text to say, and the engine gave nothing for it.
        """
        ...
