"""XTTS: a model of many languages that follows a recorded voice; it tells no times."""

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from media.decode import decode
from tts.engine import Utterance
from tts.engines._neural import Spoken
from tts.engines.coqui._load import Loaded
from tts.engines.coqui._network import closest
from tts.errors import SynthesisError, VoiceFolderError
from tts.voices import InstalledVoice

_REFERENCE_HZ = 22_050


class Xtts:
    """One model with its reference voice, for one thread."""

    def __init__(self, loaded: Loaded, voice: InstalledVoice) -> None:
        import torch

        self._torch: Any = torch
        self._model = loaded.model
        self._rate = loaded.rate
        self._voice = voice

    def language(self, lang: str) -> str:
        """What the model calls a language.

        Raises:
            UnknownLanguageError: it does not speak it.
        """
        return closest(lang, list(self._model.config.languages))

    def limit(self, lang: str) -> int:
        """Characters that it says at a time; what is longer it cuts off."""
        limits: dict[str, int] = self._model.tokenizer.char_limits
        return limits.get(self.language(lang).partition("-")[0], 250)

    def speak(self, utterance: Utterance, speaker: str, slower: float, seed: int) -> Spoken:
        """The sound of an utterance no longer than the limit.

        Raises:
            SynthesisError: the model has no token for a part of the text.
        """
        language = self.language(utterance.lang)
        tokenizer = self._model.tokenizer
        unknown = tokenizer.tokenizer.token_to_id("[UNK]")
        if unknown in tokenizer.encode(utterance.text.strip().lower(), lang=language):
            raise SynthesisError(utterance.text, utterance.voice, "a sign it was not taught")
        latent, embedding = self._who(speaker)
        self._torch.manual_seed(seed)
        config = self._model.config
        with self._torch.inference_mode():
            made = self._model.inference(
                utterance.text,
                language,
                latent,
                embedding,
                temperature=config.temperature,
                length_penalty=config.length_penalty,
                repetition_penalty=config.repetition_penalty,
                top_k=config.top_k,
                top_p=config.top_p,
                speed=1 / slower,
            )
        samples = np.asarray(made["wav"], np.float32).reshape(-1)
        return Spoken(np.ascontiguousarray(samples), self._rate)

    def _who(self, speaker: str) -> tuple[Any, Any]:
        """The voice to be followed: one of the model's own, else the reference recording."""
        known = getattr(self._model.speaker_manager, "speakers", None) or {}
        if speaker in known:
            latent, embedding = known[speaker].values()
            return latent, embedding
        return self._reference

    @cached_property
    def _reference(self) -> tuple[Any, Any]:
        folder = self._voice.folder
        path = folder / self._voice.reference
        if not self._voice.reference or not path.is_file():
            raise VoiceFolderError(str(folder), "reference: the recording to be followed")
        from TTS.tts.models import xtts

        config = self._model.config
        real = xtts.load_audio
        xtts.load_audio = self._recording  # its own needs a decoder that is not installed
        try:
            return self._model.get_conditioning_latents(  # type: ignore[no-any-return]
                audio_path=str(path),
                max_ref_length=config.max_ref_len,
                gpt_cond_len=config.gpt_cond_len,
                gpt_cond_chunk_len=config.gpt_cond_chunk_len,
                sound_norm_refs=config.sound_norm_refs,
                load_sr=_REFERENCE_HZ,
            )
        finally:
            xtts.load_audio = real

    def _recording(self, path: str, rate: int) -> Any:
        sound = np.concatenate([np.zeros(0, np.int16), *decode(Path(path), rate)])
        return self._torch.from_numpy(sound.astype(np.float32) / 32_768).unsqueeze(0)
