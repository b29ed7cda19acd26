"""What narration is given and what it gives: who speaks, and how a phrase was spoken."""

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from audiolib.production.work import Sound, Unsaid
from tts import Span
from tts.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Casting:
    """Who speaks: a voice for each language, its rate and pitch, and the lexicons."""

    voice: Callable[[str], str]
    rate: float
    pitch: float
    lexicons: Mapping[str, Lexicon]
    comma_ms: int
    variants: Mapping[str, str] = field(default_factory=dict)
    """Language tags whose rules are those of another one."""


@dataclass(frozen=True, slots=True)
class Performance:
    """How a phrase was spoken.

    `sounds` are its utterances with the voice of each, `gap` the silence between two of them.
    `words` are flat quadruples: code points of the phrase, samples from its first. `pause` is the
    silence after it in samples, where a recording has its own; None where what follows decides.
    """

    sounds: tuple[tuple[str, Sound], ...]
    gap: int
    words: "array[int]"
    spans: tuple[Span, ...]
    unsaid: tuple[Unsaid, ...] = ()
    pause: int | None = None

    @property
    def samples(self) -> int:
        """Its length without the silence after it."""
        gaps = max(0, len(self.sounds) - 1) * self.gap
        return sum(sound.samples for _voice, sound in self.sounds) + gaps
