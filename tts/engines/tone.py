"""An engine that says every word as a sine tone: for tests, exact and the same everywhere."""

import hashlib
from collections.abc import Sequence

import numpy as np

from media import Pcm, Pcm16
from tts.engine import Speech, Utterance, Voice
from tts.engines._words import units, words
from tts.errors import UnknownVoiceError

RATE = 22050
LETTER = RATE * 60 // 1000
"""Samples a code point of a word sounds for."""

GAP = RATE * 40 // 1000
"""Samples of silence after each word but the last."""

EDGE = RATE * 5 // 1000
"""Samples in which a tone swells and fades, so that it does not click."""

LOWEST_HZ, TONES = 220, 24
"""The lowest tone, and how many half-tones lie above it."""


class Tone:
    """Tones instead of a voice: pitch from the word, length from its letters, in any language."""

    name = "tone"
    version = "1"

    def voices(self) -> Sequence[Voice]:
        return (
            Voice(
                name="tone:sine",
                languages=("mul",),
                sample_rate=RATE,
                digest=hashlib.sha256(b"tone sine 1").hexdigest(),
                licence="CC0-1.0",
            ),
        )

    def speak(self, utterance: Utterance) -> Speech:
        if utterance.voice != "sine":
            raise UnknownVoiceError(utterance.voice, ("sine",))
        letter = max(EDGE * 2, round(LETTER / utterance.rate))
        gap = round(GAP / utterance.rate)
        parts: list[Pcm16] = []
        events: list[tuple[int, int]] = []
        at = 0
        for begin, end in units(utterance.text):
            if parts:
                parts.append(np.zeros(gap, dtype=np.int16))
                at += gap
            tone = _tone(utterance.text[begin:end], letter * (end - begin), utterance.pitch)
            events.append((begin, at))
            parts.append(tone)
            at += len(tone)
        sound = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int16)
        return Speech(Pcm(sound, RATE), words(utterance.text, events, len(sound)))


def _tone(word: str, length: int, pitch: float) -> Pcm16:
    step = hashlib.sha256(word.casefold().encode("utf-8", "replace")).digest()[0] % TONES
    frequency = LOWEST_HZ * 2 ** (step / 12) * pitch
    wave = np.sin(2 * np.pi * frequency / RATE * np.arange(length)) * 8000
    ramp = np.linspace(0, 1, EDGE)
    wave[:EDGE] *= ramp
    wave[-EDGE:] *= ramp[::-1]
    rounded: Pcm16 = np.round(wave).astype(np.int16)
    return rounded
