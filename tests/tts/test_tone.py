"""Tones for tests: exact, and the same everywhere."""

import numpy as np
import pytest

from tts.engine import Utterance
from tts.engines.tone import GAP, LETTER, Tone
from tts.errors import UnknownVoiceError


def test_a_word_sounds_as_long_as_its_letters() -> None:
    speech = Tone().speak(Utterance("ab cde", "vi", "sine"))
    assert len(speech.pcm) == 5 * LETTER + GAP
    assert [(w.start, w.stop) for w in speech.words] == [
        (0, 2 * LETTER + GAP),
        (2 * LETTER + GAP, 5 * LETTER + GAP),
    ]


def test_the_same_word_is_the_same_tone_and_another_is_not() -> None:
    speech = Tone().speak(Utterance("một hai một", "vi", "sine"))
    first, second, third = (speech.pcm.samples[w.start : w.start + LETTER] for w in speech.words)
    assert np.array_equal(first, third)
    assert not np.array_equal(first, second)


def test_another_voice_is_unknown() -> None:
    with pytest.raises(UnknownVoiceError):
        Tone().speak(Utterance("một", "vi", "cosine"))
