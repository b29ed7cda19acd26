"""The contract of an engine's result, as a check that every production runs on every result."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tts.engine import Speech, Utterance, Word
from tts.engines._words import has_spoken, is_spoken

CEILING, SOLID = 32_700, 0.02
"""Sound of which more than this part lies at the ceiling was clipped, not spoken."""

FLOOR = 103
"""−50 dB of full scale: sound that is nowhere louder is silence."""


@dataclass(frozen=True, slots=True)
class Band:
    """How long a text may sound: milliseconds a letter, at the voice's own rate.

    The spread within each language is about 0.7 to 1.7 of its median (`docs/engines.md`); the band
    leaves room for slower and faster voices, and finds what was skipped, repeated or invented.
    """

    least: float
    most: float

    def limits_ms(self, text: str, rate: float) -> tuple[float, float]:
        """The shortest and the longest a text may sound at a rate."""
        letters, most = weight(text)
        return max(20.0, letters * self.least) / rate, (ALLOWANCE_MS + most * self.most) / rate


ALLOWANCE_MS = 600
"""A short word is drawn out, and the edges are silent."""

BANDS = {
    "vi": Band(27, 140),
    "en": Band(27, 140),
    "uk": Band(38, 190),
    "ru": Band(25, 130),
    "fa": Band(40, 200),
}
WIDEST = Band(20, 260)
"""For a language that nobody measured yet."""

_DIGIT, _SYMBOL, _CAPITAL, _STRANGE = 8, 14, 5, 12
_SCRIPTS = {"en": "LATIN", "vi": "LATIN", "uk": "CYRILLIC", "ru": "CYRILLIC", "fa": "ARABIC"}


def faults(utterance: Utterance, speech: Speech, band: Band | None = None) -> tuple[str, ...]:
    """What is wrong with an engine's result; empty where all is well.

    Each fault is a short technical fact that begins with a word for its kind: `empty`, `silent`,
    `clipped`, `format`, `word`, `uncovered`, `short`, `long`.

    Args:
        utterance: What was to be said.
        speech: What the engine gave.
        band: The voice's own; without it, the language's.
    """
    return tuple(_faults(utterance, speech, band))


def _faults(utterance: Utterance, speech: Speech, band: Band | None) -> Iterator[str]:
    samples = speech.pcm.samples
    if samples.dtype != np.int16 or samples.ndim != 1 or speech.pcm.rate <= 0:
        yield f"format {samples.dtype} {samples.shape} at {speech.pcm.rate}"
        return
    if not has_spoken(utterance.text):
        if speech.words:
            yield f"word {len(speech.words)} for a text with nothing to say"
        return
    if not len(samples):
        yield "empty"
        return
    yield from _heard(speech)
    yield from _ordered(speech.words, len(utterance.text), len(samples))
    yield from _uncovered(utterance.text, speech.words)
    yield from _lasting(utterance, speech, band)


def _heard(speech: Speech) -> Iterator[str]:
    samples = speech.pcm.samples
    if int(samples.max()) <= FLOOR and int(samples.min()) >= -FLOOR:
        yield "silent"
    loud = np.count_nonzero((samples >= CEILING) | (samples <= -CEILING))
    if loud > SOLID * len(samples):
        yield f"clipped {loud} of {len(samples)}"


def _ordered(words: tuple[Word, ...], letters: int, length: int) -> Iterator[str]:
    end = stop = 0
    for word in words:
        if not end <= word.begin < word.end <= letters:
            yield f"word {word.begin}-{word.end} after {end} of {letters}"
        if not stop <= word.start < word.stop <= length:
            yield f"word sounds {word.start}-{word.stop} after {stop} of {length}"
        end, stop = word.end, word.stop


def _uncovered(text: str, words: tuple[Word, ...]) -> Iterator[str]:
    at = 0
    for begin, end in (*((word.begin, word.end) for word in words), (len(text), len(text))):
        lost = next((i for i in range(at, min(begin, len(text))) if is_spoken(text[i])), None)
        if lost is not None:
            yield f"uncovered U+{ord(text[lost]):04X} at {lost}"
            return
        at = max(at, end)


def _lasting(utterance: Utterance, speech: Speech, band: Band | None) -> Iterator[str]:
    language = utterance.lang.split("-")[0].lower()
    allowed = band or BANDS.get(language, WIDEST)
    rate = utterance.rate if utterance.rate > 0 else 1.0
    least, most = allowed.limits_ms(utterance.text, rate)
    lasts = 1000 * len(speech.pcm) / speech.pcm.rate
    if lasts < least:
        yield f"short {lasts:.0f} ms, at least {least:.0f}"
    most = _with_strange(utterance.text, language, allowed, most, rate) if lasts > most else most
    if lasts > most:
        yield f"long {lasts:.0f} ms, at most {most:.0f}"


def weight(text: str) -> tuple[int, int]:
    """Letters at the least, and letters at the most: digits, symbols, capitals say more."""
    letters = weight = 0
    for token in text.split():
        capitals = _CAPITAL if len(token) > 1 and token.isupper() else 1
        for char in token:
            if char.isdecimal():
                letters += 1
                weight += _DIGIT
            elif char.isalpha():
                letters += 1
                weight += capitals
            elif is_spoken(char):
                weight += _SYMBOL
            elif unicodedata.category(char)[0] == "P":
                weight += 1
    return letters, weight


def _with_strange(text: str, language: str, band: Band, most: float, rate: float) -> float:
    """The longest a text may sound where letters of another script are spelled by their names."""
    script = _SCRIPTS.get(language)
    if script is None:
        return most
    letters = (char for char in text if char.isalpha())
    strange = sum(not unicodedata.name(char, "").startswith(script) for char in letters)
    return most + strange * _STRANGE * band.most / rate
