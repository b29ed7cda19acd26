"""espeak-ng, in this process: small, fast, and the only voice of all five languages at hand."""

import hashlib
import logging
import unicodedata
from collections.abc import Sequence
from functools import cache, cached_property

import numpy as np

from media import Pcm
from tts.engine import Speech, Utterance, Voice
from tts.engines._edges import trimmed
from tts.engines._espeak_ipa import mnemonics
from tts.engines._espeak_library import NORMAL_RATE, loaded
from tts.engines._espeak_persian import joined
from tts.engines._espeak_signs import quiet
from tts.engines._words import has_spoken, words
from tts.errors import EngineUnavailableError, SynthesisError, UnknownVoiceError

_log = logging.getLogger(__name__)

REVISION = 2
"""Of this adapter; raise it when the same utterance would give other samples."""

_HEARD = (0.67, 0.72, 0.77, 0.84, 0.91, 1.0, 1.1, 1.22, 1.35, 1.5, 1.66)
"""Median frequency against that of pitch 50, for each ten steps of the parameter: measured, en-us,
vi, ru and fa within 0.05 but for vi above 1.35."""


class Espeak:
    """espeak-ng 1.52 from the `espeakng-loader` wheel, called in this process."""

    name = "espeak"

    def __init__(self) -> None:
        """Load the library.

        Raises:
            EngineUnavailableError: the wheel holds no library for this machine.
        """
        try:
            import espeakng_loader

            self._library = loaded(
                espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
            )
        except (ImportError, OSError, RuntimeError) as error:
            raise EngineUnavailableError(self.name, str(error)) from error
        self.version = f"{self._library.version}+{REVISION}"

    def voices(self) -> Sequence[Voice]:
        return tuple(self._voices.values())

    @cached_property
    def _files(self) -> dict[str, str]:
        """The voice file of each name; the first file wins where two have the same language."""
        files: dict[str, str] = {}
        for voice in self._library.voices():
            files.setdefault(voice.languages[0].lower(), voice.identifier)
        return files

    @cached_property
    def _voices(self) -> dict[str, Voice]:
        voices = {}
        for voice in self._library.voices():
            name = voice.languages[0].lower()
            if name in voices:
                continue
            tags = dict.fromkeys((voice.languages[0], name.split("-")[0], *voice.languages[1:]))
            digest = hashlib.sha256(f"espeak-ng {self._library.version} {name}".encode())
            voices[name] = Voice(
                name=f"{self.name}:{name}",
                languages=tuple(tags),
                sample_rate=self._library.rate,
                digest=digest.hexdigest(),
                licence="GPL-3.0-or-later",
            )
        return voices

    def takes(self, ipa: str, voice: str) -> bool:
        """Whether a pronunciation can be said; where not, the text itself is spoken."""
        return mnemonics(ipa, voice) is not None

    def speak(self, utterance: Utterance) -> Speech:
        identifier = self._files.get(utterance.voice)
        if identifier is None:
            raise UnknownVoiceError(utterance.voice, tuple(sorted(self._files)))
        if not has_spoken(utterance.text):
            return Speech(Pcm(np.zeros(0, dtype=np.int16), self._library.rate), ())
        text, origin = _written(utterance)
        try:
            sound, events = self._library.synth(
                text,
                identifier,
                rate=round(NORMAL_RATE * utterance.rate),
                pitch=_pitch(utterance.pitch),
                phonemes=origin is not None,
            )
        except OSError as error:
            raise SynthesisError(utterance.text, utterance.voice, str(error)) from error
        samples, cut = trimmed(np.frombuffer(sound, dtype="<i2"), self._library.rate)
        if not len(samples):
            raise SynthesisError(utterance.text, utterance.voice, "silence")
        told = [
            (position if origin is None else origin[min(position, len(origin) - 1)], sample - cut)
            for position, sample in events
            if position >= 0
        ]
        return Speech(Pcm(samples, self._library.rate), words(utterance.text, told, len(samples)))


@cache
def _pitch(factor: float) -> int:
    """espeak-ng's pitch, 0 to 99, for a factor; it reaches 0.67 to 1.66 of its own, no further."""
    return round(float(np.interp(factor, _HEARD, np.arange(0, 101, 10).clip(0, 99))))


def _written(utterance: Utterance) -> tuple[str, list[int] | None]:
    """What espeak-ng is given, and for each of its code points the one of the utterance.

    The origin is None where there are no phonemes, and both texts run side by side.
    """
    text = quiet(_plain(utterance.text), utterance.voice)
    if utterance.voice == "fa":
        text = joined(text)
    if not utterance.phonemes:
        return text, None
    text = text.replace("[", " ").replace("]", " ")  # a pair of them would open phonemes
    parts: list[str] = []
    origin: list[int] = []
    at = 0
    for begin, end, ipa in utterance.phonemes:
        said = mnemonics(ipa, utterance.voice)
        if said is None:
            _log.warning("espeak-ng has no phonemes for %r in %s", ipa, utterance.voice)
            continue
        parts.append(text[at:begin])
        origin.extend(range(at, begin))
        inserted = f"[[{said}]]"
        parts.append(inserted)
        origin.extend([begin] * len(inserted))
        at = end
    parts.append(text[at:])
    origin.extend(range(at, len(text)))
    return "".join(parts), origin


def _plain(text: str) -> str:
    """`text` without what is a command or no text to espeak-ng, each code point in its place."""
    if text.isprintable():
        return text
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in text)
