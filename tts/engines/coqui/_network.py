"""A loaded model that speaks tokens: the sound, and how long each token lasts where it tells."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tts.engines._neural import Spoken
from tts.engines.coqui._load import Loaded
from tts.errors import UnknownLanguageError, VoiceFolderError


class Network:
    """One model, for one thread."""

    def __init__(self, loaded: Loaded) -> None:
        import torch

        self._torch: Any = torch
        self._loaded = loaded
        self._model = loaded.model
        own = getattr(loaded.model, "length_scale", None)
        self._length = float(own) if isinstance(own, int | float) else None
        self._exact: Any = None
        predictor = getattr(loaded.model, "duration_predictor", None)
        if isinstance(loaded.model, _vits()) and predictor is not None:
            predictor.register_forward_hook(self._overheard)

    def _overheard(self, _module: Any, _given: Any, logarithms: Any) -> None:
        """Keep how long each token would last before the model rounds it up to frames."""
        self._exact = logarithms

    def language(self, lang: str) -> str | None:
        """What the model calls a language; None where it speaks one alone.

        Raises:
            UnknownLanguageError: it speaks several, and not this one.
        """
        names = sorted(getattr(self._model.language_manager, "name_to_id", None) or {})
        return closest(lang, names) if len(names) > 1 else next(iter(names), None)

    def speak(
        self, ids: Sequence[int], speaker: str, language: str | None, slower: float, seed: int
    ) -> Spoken:
        """The sound of tokens; on a processor the same seed gives the same samples."""
        torch, model = self._torch, self._model
        if self._length is not None:
            model.length_scale = self._length * slower
        torch.manual_seed(seed)
        with torch.inference_mode():
            outputs = model.inference(*self._given(ids, speaker, language))
            drawn = outputs["model_outputs"][0].squeeze()
            sound = self._voiced(drawn) if drawn.ndim == 2 else drawn
            samples = np.ascontiguousarray(sound.float().cpu().numpy().reshape(-1), np.float32)
        lengths = _lengths(outputs, len(ids))
        frames = 0 if lengths is None else int(lengths.sum())
        usual = self._usual(len(samples), frames)
        if lengths is None or not len(samples):
            return Spoken(samples, self._loaded.rate, usual=usual)
        # The last frame may sound a little shorter or longer than the others.
        ends = np.cumsum(lengths) * len(samples) // max(1, frames)
        return Spoken(samples, self._loaded.rate, ends, usual)

    def _usual(self, length: int, frames: int) -> int:
        """Samples at the voice's own speed; 0 where the model speaks slower and does not tell."""
        if self._length is None:
            return length
        if self._exact is None or not frames:
            return 0
        usual = self._torch.ceil(self._torch.exp(self._exact) * self._length).sum()
        return int(usual) * length // frames

    def _given(self, ids: Sequence[int], speaker: str, language: str | None) -> tuple[Any, Any]:
        """Tokens, and what else a model wants to know."""
        torch, model = self._torch, self._model
        device = next(model.parameters()).device
        tokens = torch.as_tensor(list(ids), dtype=torch.long, device=device).unsqueeze(0)
        who, vector = model._get_speaker_id_or_dvector(self._speaker(speaker))
        number = model._get_language_id(language)
        return tokens, {
            "x_lengths": torch.tensor([len(ids)], device=device),
            "speaker_ids": who,
            "d_vectors": vector,
            "language_ids": None if number is None else torch.tensor([number], device=device),
        }

    def _speaker(self, wanted: str) -> str | None:
        """The speaker that was asked for, else the first, where there are several."""
        known = self._model.speaker_manager
        if known is None:
            return None
        names = sorted(known.name_to_id) or sorted(getattr(known, "embedding_names", ()))
        return wanted or next(iter(names), None)

    def _voiced(self, drawn: Any) -> Any:
        """Sound of a spectrogram (frames × bands): by the vocoder, else by Griffin-Lim."""
        model, loaded = self._model, self._loaded
        if loaded.vocoder is None:
            from TTS.tts.utils.synthesis import inv_spectrogram

            return self._torch.from_numpy(
                inv_spectrogram(drawn.cpu().numpy(), model.ap, model.config)
            )
        if loaded.vocoder_audio.sample_rate != model.ap.sample_rate:
            raise VoiceFolderError("", "the vocoder has another sample rate than the model")
        plain = model.ap.denormalize(drawn.cpu().numpy().T)
        told = self._torch.from_numpy(loaded.vocoder_audio.normalize(plain)).unsqueeze(0)
        return loaded.vocoder.inference(told.to(drawn.device)).squeeze()


def _vits() -> type:
    from TTS.tts.models.vits import Vits

    kind: type = Vits
    return kind


def _lengths(outputs: dict[str, Any], tokens: int) -> npt.NDArray[np.int64] | None:
    """Frames of each token: as told, else counted from an alignment without in-betweens."""
    told = outputs.get("durations")
    if told is not None:
        lengths = told.detach().cpu().numpy().reshape(-1)
        if lengths.size == tokens and lengths.sum() > 0:
            return np.asarray(np.rint(lengths), np.int64)
    told = outputs.get("alignments")
    if told is None or told.ndim != 3:
        return None
    path = told[0].detach().cpu().numpy()
    if not np.isin(path, (0, 1)).all():
        return None
    for axis in (0, 1):  # the axis of tokens
        if path.shape[axis] == tokens and (path.sum(axis) == 1).all():
            return np.asarray(path.sum(1 - axis), np.int64)
    return None


def closest(lang: str, names: Sequence[str]) -> str:
    """A model's name for a language: the whole tag, else one that begins with the same language.

    Raises:
        UnknownLanguageError: it has none.
    """
    tag = lang.lower().replace("_", "-")
    primary = tag.partition("-")[0]
    ranked = [n for n in names if n.lower().replace("_", "-") == tag]
    ranked += [n for n in names if n.lower() == primary]
    ranked += [n for n in names if n.lower().replace("_", "-").partition("-")[0] == primary]
    if not ranked:
        raise UnknownLanguageError(lang, tuple(names))
    return ranked[0]
