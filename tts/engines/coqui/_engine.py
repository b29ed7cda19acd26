"""The engine: voices from the folder, one model in memory for each voice in use."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from media import Pcm, Samples
from tts.engine import Speech, Utterance, Voice, Word
from tts.engines._housed import Housed
from tts.engines._neural import careful, heard, paced
from tts.engines._words import has_spoken
from tts.engines.coqui._load import load
from tts.engines.coqui._network import Network
from tts.engines.coqui._spell import Speller
from tts.engines.coqui._xtts import Xtts
from tts.errors import SynthesisError
from tts.voices import InstalledVoice

REVISION = 1
"""Of this adapter; raise it when the same utterance would give other samples."""


class Coqui(Housed["_Tokens | Xtts"]):
    """Coqui's models by torch: VITS and its kin with exact times, MMS, XTTS."""

    name = "coqui"
    packages = ("torch", "torchaudio", "TTS")
    distribution = "coqui-tts"
    revision = REVISION

    def takes(self, ipa: str, voice: str) -> bool:
        """Whether a pronunciation can be said, or nearly; where not, the text itself is spoken."""
        home, known = self._known(voice)
        model = self._model(home)
        lang = known.languages[0]
        return isinstance(model, _Tokens) and model.speller.told(ipa, lang) is not None

    def speak(self, utterance: Utterance) -> Speech:
        home, voice = self._known(utterance.voice)
        if not has_spoken(utterance.text):
            return Speech(Pcm(np.zeros(0, dtype=np.int16), home.sample_rate), ())
        model = self._model(home)
        if isinstance(model, _Tokens):
            return model.speak(utterance, voice)
        return _followed(model, utterance, voice)

    def _load(self, home: InstalledVoice) -> "_Tokens | Xtts":
        loaded = load(home, self._equipment.device)
        if loaded.kind == "xtts":
            return Xtts(loaded, home)
        return _Tokens(home, Network(loaded), Speller(loaded.model))


class _Tokens:
    """A model that is given tokens."""

    def __init__(self, home: InstalledVoice, network: Network, speller: Speller) -> None:
        self._home = home
        self._network = network
        self.speller = speller

    def speak(self, utterance: Utterance, voice: Voice) -> Speech:
        language = self._network.language(utterance.lang)
        try:
            spelling = self.speller.spell(utterance, language)
        except SynthesisError as error:
            raise SynthesisError(utterance.text, utterance.voice, error.reason) from error
        speaker = _speaker(utterance, self._home)
        slower = utterance.pitch / utterance.rate

        def once(seed: int) -> Speech:
            said = paced(
                lambda length: self._network.speak(spelling.ids, speaker, language, length, seed),
                slower,
            )
            return heard(utterance, said, spelling.starts)

        return careful(utterance, voice, once)


def _followed(model: Xtts, utterance: Utterance, voice: Voice) -> Speech:
    """What XTTS says; a text over its limit in halves."""
    if len(utterance.text) > model.limit(utterance.lang):
        first, second, cut = _halves(utterance)
        parts = [_followed(model, half, voice) for half in (first, second)]
        return _joined(parts, cut)
    speaker = utterance.voice.partition("/")[2]
    slower = utterance.pitch / utterance.rate

    def once(seed: int) -> Speech:
        said = paced(lambda length: model.speak(utterance, speaker, length, seed), slower)
        return heard(utterance, said, ())

    return careful(utterance, voice, once)


def _speaker(utterance: Utterance, home: InstalledVoice) -> str:
    return utterance.voice.partition("/")[2] or next(iter(home.speakers), "")


def _halves(utterance: Utterance) -> tuple[Utterance, Utterance, int]:
    """An utterance in two, at the space that is nearest to the middle, and where it was cut."""
    text = utterance.text
    spaces = [at for at, char in enumerate(text) if char.isspace() and 0 < at < len(text) - 1]
    cut = min(spaces, key=lambda at: abs(at - len(text) / 2), default=len(text) // 2)
    first, second = replace(utterance, text=text[:cut]), replace(utterance, text=text[cut:])
    return replace(first, phonemes=()), replace(second, phonemes=()), cut


def _joined(parts: Sequence[Speech], cut: int) -> Speech:
    first, second = parts
    offset = len(first.pcm)
    moved = tuple(
        Word(
            w.begin + cut, w.end + cut, Samples(w.start + offset), Samples(w.stop + offset), w.exact
        )
        for w in second.words
    )
    samples = np.concatenate([first.pcm.samples, second.pcm.samples])
    return Speech(Pcm(samples, first.pcm.rate), (*first.words, *moved))
