"""Whisper models by CTranslate2: offline, on the processor, one thread."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from media import Pcm16
from tts.ears.recogniser import model_digest
from tts.errors import EarsUnavailableError


class Whisper:
    """A model in a local folder; nothing is ever downloaded."""

    def __init__(self, folder: Path, languages: tuple[str, ...] = ()) -> None:
        from faster_whisper import WhisperModel

        try:
            self._model: Any = WhisperModel(
                str(folder), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True
            )
        except (OSError, RuntimeError, ValueError) as error:
            raise EarsUnavailableError(str(folder), str(error)) from error
        self.digest = model_digest(folder)
        self.languages = languages or _languages(folder)

    def hear(self, sound: Pcm16, lang: str, *, careful: bool = False) -> str:
        samples = sound.astype(np.float32) / 32768
        segments, _about = self._model.transcribe(
            samples,
            language=lang.split("-")[0].lower(),
            beam_size=5 if careful else 1,
            temperature=0.0,
            without_timestamps=True,
            condition_on_previous_text=False,
            # What is not speech is not to be guessed at, and what is said twice must be heard so.
            no_speech_threshold=None,
            compression_ratio_threshold=None,
            log_prob_threshold=None,
        )
        return " ".join(segment.text.strip() for segment in segments)


def _languages(folder: Path) -> tuple[str, ...]:
    """English alone for a model whose vocabulary has no marks of languages; else any."""
    config = folder / "config.json"
    try:
        told = json.loads(config.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return () if told.get("lang_ids") else ("en",)
