"""The engine: voices from the folder, one model in memory for each voice in use."""

import numpy as np

from media import Pcm
from tts.engine import Speech, Utterance
from tts.engines._housed import Housed
from tts.engines._neural import careful, heard, paced
from tts.engines._words import has_spoken
from tts.engines.piper._model import Model
from tts.engines.piper._spell import Alphabet
from tts.errors import SynthesisError
from tts.voices import InstalledVoice

REVISION = 1
"""Of this adapter; raise it when the same utterance would give other samples."""


class Piper(Housed[tuple[Model, Alphabet]]):
    """Piper's models by onnxruntime; phonemes by the espeak-ng inside `piper-tts`."""

    name = "piper"
    packages = ("piper", "onnxruntime", "onnx")
    distribution = "piper-tts"
    revision = REVISION

    def takes(self, ipa: str, voice: str) -> bool:
        """Whether a pronunciation can be said; where not, the text itself is spoken."""
        return self._model(self._known(voice)[0])[1].takes(ipa)

    def speak(self, utterance: Utterance) -> Speech:
        home, voice = self._known(utterance.voice)
        if not has_spoken(utterance.text):
            return Speech(Pcm(np.zeros(0, dtype=np.int16), home.sample_rate), ())
        model, alphabet = self._model(home)
        try:
            spelling = alphabet.spell(utterance)
        except SynthesisError as error:
            raise SynthesisError(utterance.text, utterance.voice, error.reason) from error
        wanted = utterance.voice.partition("/")[2] or next(iter(home.speakers), "")
        speaker = model.config.speakers.get(wanted, 0)
        slower = utterance.pitch / utterance.rate

        def once(seed: int) -> Speech:
            said = paced(lambda length: model.speak(spelling.ids, speaker, length, seed), slower)
            return heard(utterance, said, spelling.starts)

        return careful(utterance, voice, once)

    def _load(self, home: InstalledVoice) -> tuple[Model, Alphabet]:
        model = Model(home, self._equipment.device)
        config = model.config
        return model, Alphabet(config.ids, config.espeak, config.by_letters)
