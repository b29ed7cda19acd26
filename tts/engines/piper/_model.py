"""A Piper model in memory: from symbols to samples, and to how long each symbol sounds."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from tts.engines._neural import Spoken
from tts.engines.piper._graph import EXACT_LENGTHS, LENGTHS, NOISE, prepared
from tts.errors import EngineUnavailableError, VoiceFolderError
from tts.voices import InstalledVoice

_FRAMES_A_SYMBOL = 5.0
"""Frames of noise that are drawn first; most speech has 2 to 4, and what has more asks again."""
_CHANNELS = 256
_SILENT_LOG = 4
"""Of onnxruntime: only what ends the process is logged; all else is raised."""


class Model:
    """One voice's model, for one thread."""

    def __init__(self, voice: InstalledVoice, device: Literal["cpu", "cuda"]) -> None:
        """Load it.

        Raises:
            VoiceFolderError: the folder holds no model that Piper can speak with.
            EngineUnavailableError: there is no such device.
        """
        import onnxruntime

        model, config = voice.path(".onnx"), voice.path(".onnx.json", "config.json")
        if model is None or config is None:
            raise VoiceFolderError(str(voice.folder), "no .onnx with its .onnx.json")
        self.config = _Config.read(voice.folder, config)
        providers = ["CPUExecutionProvider"]
        if device == "cuda":
            providers.insert(0, "CUDAExecutionProvider")
            if providers[0] not in onnxruntime.get_available_providers():
                raise EngineUnavailableError("piper", "onnxruntime has no CUDA here")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_mem_pattern = False  # no two utterances have the same shape
        options.log_severity_level = _SILENT_LOG
        try:
            graph = prepared(model)
            self._session = onnxruntime.InferenceSession(
                str(graph) if isinstance(graph, Path) else graph, options, providers=providers
            )
        except Exception as error:
            raise VoiceFolderError(str(voice.folder), f"{model.name}: {error}") from error
        self._inputs = {node.name for node in self._session.get_inputs()}
        self._outputs = [node.name for node in self._session.get_outputs()]

    def speak(self, symbols: Sequence[int], speaker: int, slower: float, seed: int) -> Spoken:
        """The sound of symbols; the same seed, the same samples.

        Args:
            symbols: Ids as the model has them, with its padding.
            speaker: Id of the speaker; for a model of one it does not matter.
            slower: A factor of the voice's own length.
            seed: 0 to 2**63 - 1.
        """
        config = self.config
        length = config.length_scale * slower
        given: dict[str, Any] = {
            "input": np.array([symbols], dtype=np.int64),
            "input_lengths": np.array([len(symbols)], dtype=np.int64),
            "scales": np.array([config.noise_scale, length, config.noise_w_scale], np.float32),
        }
        if "sid" in self._inputs:
            given["sid"] = np.array([speaker], dtype=np.int64)
        frames = len(symbols) * _FRAMES_A_SYMBOL * max(1.0, length)
        for _again in range(6):
            try:
                results = self._session.run(None, given | self._noise(round(frames), seed))
                break
            except Exception:
                if _again == 5:
                    raise
                frames *= 2
        found = dict(zip(self._outputs, results, strict=True))
        samples = np.ascontiguousarray(found[self._outputs[0]].reshape(-1), dtype=np.float32)
        lengths = found.get(LENGTHS, np.zeros(0)).reshape(-1).astype(np.int64) * config.hop_length
        if len(lengths) != len(symbols) or lengths.sum() != len(samples):
            return Spoken(samples, config.sample_rate)
        usual = np.ceil(found.get(EXACT_LENGTHS, lengths) / slower).sum() * config.hop_length
        return Spoken(samples, config.sample_rate, np.cumsum(lengths), int(usual))

    def _noise(self, frames: int, seed: int) -> dict[str, npt.NDArray[np.float32]]:
        names = sorted(name for name in self._inputs if name.startswith(NOISE))
        return {
            name: np.random.default_rng((seed, index)).standard_normal(
                frames * _CHANNELS, dtype=np.float32
            )
            for index, name in enumerate(names)
        }


@dataclass(frozen=True, slots=True)
class _Config:
    """What Piper's JSON says of a model."""

    ids: dict[str, tuple[int, ...]]
    espeak: str
    by_letters: bool
    sample_rate: int
    hop_length: int
    noise_scale: float
    length_scale: float
    noise_w_scale: float
    speakers: dict[str, int]

    @classmethod
    def read(cls, folder: Path, path: Path) -> "_Config":
        try:
            told = json.loads(path.read_bytes())
            kind = told.get("phoneme_type", "espeak")
            if kind not in ("espeak", "text"):
                raise VoiceFolderError(str(folder), f"phoneme_type {kind!r} is not supported")
            inference = told.get("inference", {})
            return cls(
                ids={symbol: tuple(ids) for symbol, ids in told["phoneme_id_map"].items()},
                espeak=str(told["espeak"]["voice"]),
                by_letters=kind == "text",
                sample_rate=int(told["audio"]["sample_rate"]),
                hop_length=int(told.get("hop_length", 256)),
                noise_scale=float(inference.get("noise_scale", 0.667)),
                length_scale=float(inference.get("length_scale", 1.0)),
                noise_w_scale=float(inference.get("noise_w", 0.8)),
                speakers={str(k): int(v) for k, v in told.get("speaker_id_map", {}).items()},
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise VoiceFolderError(str(folder), f"{path.name}: {error!r}") from error
