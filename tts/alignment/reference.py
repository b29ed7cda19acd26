"""What a recording should sound like: its phrases spoken by espeak-ng, at known places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from media import Pcm16
from media.resample import resample
from tts.alignment.features import HOP, RATE, Features, features
from tts.engines._words import has_spoken
from tts.registry import default_voice, voice
from tts.utterance import pieces

_RATE = 150 / 175
"""Of the voice's own: 150 words a minute, as people read aloud."""
_GAP = 3 * RATE // 10


@dataclass(frozen=True, slots=True)
class Reference:
    """The features of phrases spoken one after the other, and the frames where each is heard.

    `begins` and `ends` are of the length of the phrases; a phrase with nothing to say has the same
    frame in both.
    """

    features: Features
    begins: tuple[int, ...]
    ends: tuple[int, ...]


def reference(phrases: Sequence[tuple[str, str]]) -> Reference:
    """The reference of phrases: what is spoken, and its language (BCP 47).

    Raises:
        UnknownLanguageError: no voice speaks one of the languages.
    """
    begins: list[int] = []
    ends: list[int] = []

    def sound() -> Iterator[Pcm16]:
        at = _GAP
        yield np.zeros(_GAP, np.int16)  # what is said before the text can be passed over there
        for text, lang in phrases:
            begins.append(at // HOP)
            for part in _spoken(text, lang):
                yield part
                at += len(part)
            ends.append(at // HOP)
            yield np.zeros(_GAP, np.int16)
            at += _GAP

    heard = features(sound())
    return Reference(heard, tuple(begins), tuple(ends))


def _spoken(text: str, lang: str) -> Iterator[Pcm16]:
    if not has_spoken(text):
        return
    name = default_voice(lang)
    engine, _ = voice(name)
    for piece in pieces(text, lang, voice=lambda _tag: name, rate=_RATE):
        yield resample(engine.speak(piece.utterance).pcm, RATE).samples
