"""The engine: voices from the folder, one model in memory for each voice in use."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import numpy as np

from media import Pcm
from tts.engine import Equipment, Speech, Utterance, Voice
from tts.engines._neural import careful, heard, paced
from tts.engines._words import has_spoken
from tts.engines.piper._model import Model
from tts.engines.piper._spell import Alphabet
from tts.errors import EngineUnavailableError, SynthesisError, UnknownVoiceError
from tts.voices import InstalledVoice, installed

REVISION = 1
"""Of this adapter; raise it when the same utterance would give other samples."""

MOST_LOADED = 2
"""Models that a process holds: a book has one voice, and perhaps another for quotations."""


class Piper:
    """Piper's models by onnxruntime; phonemes by the espeak-ng inside `piper-tts`."""

    name = "piper"
    is_heavy = True

    def __init__(self, equipment: Equipment | None = None) -> None:
        """Find the packages; nothing heavy is loaded before a voice speaks.

        Raises:
            EngineUnavailableError: the extra `piper` is not installed.
        """
        missing = [name for name in ("piper", "onnxruntime", "onnx") if find_spec(name) is None]
        try:
            if missing:
                raise PackageNotFoundError(missing[0])
            self.version = f"{version('piper-tts')}+{REVISION}"
        except PackageNotFoundError as error:
            reason = f"no module {error.args[0]}; the command is: make voices-piper"
            raise EngineUnavailableError(self.name, reason) from error
        self._equipment = equipment or Equipment()
        self._loaded: OrderedDict[str, tuple[Model, Alphabet]] = OrderedDict()

    @classmethod
    def equipped(cls, equipment: Equipment) -> "Piper":
        """The engine of a machine."""
        return cls(equipment)

    def voices(self) -> Sequence[Voice]:
        return tuple(voice for _home, voice in self._voices.values())

    @cached_property
    def _voices(self) -> dict[str, tuple[InstalledVoice, Voice]]:
        folder = self._equipment.voices
        homes = installed(folder, self.name) if folder else ()
        return {v.name.partition(":")[2]: (home, v) for home in homes for v in home.voices()}

    def takes(self, ipa: str, voice: str) -> bool:
        """Whether a pronunciation can be said; where not, the text itself is spoken."""
        return self._model(voice)[1].takes(ipa)

    def speak(self, utterance: Utterance) -> Speech:
        home, voice = self._known(utterance.voice)
        if not has_spoken(utterance.text):
            return Speech(Pcm(np.zeros(0, dtype=np.int16), home.sample_rate), ())
        model, alphabet = self._model(utterance.voice)
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

    def _known(self, name: str) -> tuple[InstalledVoice, Voice]:
        known = self._voices.get(name)
        if known is None:
            raise UnknownVoiceError(name, tuple(sorted(self._voices)))
        return known

    def _model(self, name: str) -> tuple[Model, Alphabet]:
        home, _voice = self._known(name)
        loaded = self._loaded.get(home.name)
        if loaded is None:
            home.verify()
            while len(self._loaded) >= MOST_LOADED:
                self._loaded.popitem(last=False)
            model = Model(home, self._equipment.device)
            config = model.config
            alphabet = Alphabet(config.ids, config.espeak, config.by_letters)
            loaded = self._loaded[home.name] = model, alphabet
        self._loaded.move_to_end(home.name)
        return loaded
