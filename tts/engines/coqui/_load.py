"""Coqui's library and models brought into memory, whatever machine they were packed on."""

import contextlib
import json
import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from tts.errors import EngineUnavailableError, VoiceFolderError
from tts.voices import InstalledVoice
from tts.voices.folder import ABOUT

Kind = Literal["tokens", "fairseq", "xtts"]
CONFIG = "config.json"
VOCODER = "vocoder/"
"""Folder of a second model, that makes sound of what the first one drew."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model in memory, the rate of its sound, and the vocoder, where it needs one."""

    kind: Kind
    model: Any
    rate: int
    vocoder: Any = None
    vocoder_audio: Any = None


def load(voice: InstalledVoice, device: Literal["cpu", "cuda"]) -> Loaded:
    """The model of an installed voice.

    Raises:
        VoiceFolderError: the folder holds no model that Coqui can load.
        EngineUnavailableError: there is no such device.
    """
    torch = library()
    if device == "cuda" and not torch.cuda.is_available():
        raise EngineUnavailableError("coqui", "torch finds no CUDA here")
    try:
        with tempfile.TemporaryDirectory() as scratch, _espeak_inside():
            loaded = _load(voice, Path(scratch))
    except (EngineUnavailableError, VoiceFolderError):
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise VoiceFolderError(str(voice.folder), reason) from error
    for part in (loaded.model, loaded.vocoder):
        if part is not None:
            part.eval()
            part.to(device)
    return loaded


def _load(voice: InstalledVoice, scratch: Path) -> Loaded:
    kind = kind_of(voice)
    if kind == "fairseq":
        return _fairseq(voice)
    from TTS.config import load_config
    from TTS.tts.models import setup_model

    config = load_config(_settled(voice.folder / CONFIG, voice.folder, scratch))
    model = setup_model(config=config)
    if kind == "xtts":
        model.load_checkpoint(config, checkpoint_dir=str(voice.folder), eval=True)
        return Loaded(kind, model, int(config.audio.output_sample_rate))
    model.load_checkpoint(config, checkpoint_path=str(_checkpoint(voice, "")), eval=True)
    rate = int(config.audio["sample_rate"])
    if voice.path(f"{VOCODER}{CONFIG}") is None:
        return Loaded(kind, model, rate)
    return _with_vocoder(voice, model, scratch)


def _fairseq(voice: InstalledVoice) -> Loaded:
    """One of Meta's MMS voices, which describe themselves otherwise."""
    from TTS.tts.configs.vits_config import VitsConfig
    from TTS.tts.models.vits import Vits

    config = VitsConfig()
    model = Vits(config)
    model.load_fairseq_checkpoint(config, _checkpoint(voice, ""), eval=True)
    return Loaded("fairseq", model, int(model.config.audio.sample_rate))


def _with_vocoder(voice: InstalledVoice, model: Any, scratch: Path) -> Loaded:
    from TTS.config import load_config
    from TTS.utils.audio import AudioProcessor
    from TTS.vocoder.models import setup_model

    folder = voice.folder / VOCODER
    config = load_config(_settled(folder / CONFIG, folder, scratch))
    vocoder = setup_model(config)
    vocoder.load_checkpoint(config, str(_checkpoint(voice, VOCODER)), eval=True)
    audio = AudioProcessor(config.audio)
    return Loaded("tokens", model, int(config.audio["sample_rate"]), vocoder, audio)


def kind_of(voice: InstalledVoice) -> Kind:
    """How a model takes its text, by its config file."""
    path = voice.folder / CONFIG
    try:
        told = json.loads(path.read_bytes())
        name = told.get("model", "")
        files = told.get("data", {})
    except (OSError, ValueError, AttributeError) as error:
        raise VoiceFolderError(str(voice.folder), f"{CONFIG}: {error}") from error
    if name == "xtts":
        return "xtts"
    is_fairseq = not name and isinstance(files, dict) and "sampling_rate" in files
    return "fairseq" if is_fairseq else "tokens"


def _checkpoint(voice: InstalledVoice, folder: str) -> Path:
    """The file of weights in a folder of the voice: the best known name, else the only one."""
    files = [f.path for f in voice.files if f.path.startswith(folder)]
    here = [f for f in files if "/" not in f.removeprefix(folder)]
    weights = [f for f in here if f.endswith((".pth", ".pth.tar", ".pt"))]
    side = ("speaker", "language", "d_vector", "se_model", "model_se", "scale_stats")
    models = [f for f in weights if not f.removeprefix(folder).startswith(side)]
    named = ("model.pth", "model_file.pth", "model_file.pth.tar", "best_model.pth")
    chosen = [f for n in named for f in models if f == f"{folder}{n}"] or models
    if not chosen:
        raise VoiceFolderError(str(voice.folder), f"no weights ({folder or './'}*.pth)")
    return voice.folder / chosen[0]


_USUAL = {
    "stats_path": ("scale_stats.npy",),
    "speakers_file": ("speaker_ids.json", "speaker_ids.pth"),
    "language_ids_file": ("language_ids.json",),
    "d_vector_file": ("speakers.json", "speakers.pth"),
}
"""Files beside a config that it means where it names none, as Coqui's own downloads have them."""


def _settled(config: Path, folder: Path, scratch: Path) -> str:
    """The config with paths of the machine it was made on led to the files beside it."""
    near = {path.name: str(path) for path in folder.iterdir() if path.name != ABOUT}

    def usual(key: str, value: Any) -> Any:
        there = [near[name] for name in _USUAL.get(key, ()) if name in near]
        return value if value or not there else there[0]

    def led(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: led(inner) or usual(key, inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [led(inner) for inner in value]
        if isinstance(value, str) and value and not Path(value).is_file():
            name = value.replace("\\", "/").rpartition("/")[2]
            if "." in name and name in near:
                return near[name]
        return value

    place = scratch / f"{len(list(scratch.iterdir()))}-{CONFIG}"
    place.write_text(json.dumps(led(json.loads(config.read_bytes()))), encoding="utf-8")
    return str(place)


@cache
def library() -> Any:
    """torch, with one thread; Coqui's package can be imported after it.

    Raises:
        EngineUnavailableError: one of the packages can't be imported.
    """
    try:
        import torch

        with _without_libraries("torchaudio"):
            import torchaudio  # noqa: F401
        import TTS  # noqa: F401
    except (ImportError, OSError, RuntimeError) as error:
        raise EngineUnavailableError("coqui", str(error).partition("\n")[0]) from error
    torch.set_num_threads(1)
    # Coqui logs each text and each file; what it drops is asked for in another way.
    logging.getLogger("TTS").setLevel(logging.ERROR)
    return torch


@contextlib.contextmanager
def _without_libraries(package: str) -> Iterator[None]:
    """Let a package believe that it brought no compiled libraries.

    torchaudio is published for CUDA, and its libraries do not load beside a torch for plain
    processors; without them it imports, and everything used here is in Python.
    """
    real = Path.glob

    def glob(self: Path, pattern: str, **options: Any) -> Iterator[Path]:
        if self.name == "lib" and self.parent.name == package:
            return iter(())
        return real(self, pattern, **options)  # type: ignore[return-value,unused-ignore]

    with _replaced(Path, "glob", glob):
        yield


@contextlib.contextmanager
def _replaced(owner: Any, name: str, value: Any) -> Iterator[None]:
    real = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, real)


@contextlib.contextmanager
def _espeak_inside() -> Iterator[None]:
    """Give models that ask for the program `espeak-ng` the library we carry instead."""
    from TTS.tts.utils.text import tokenizer
    from TTS.tts.utils.text.phonemizers import multi_phonemizer

    from tts.engines.coqui._phonemes import phonemizer

    real = tokenizer.get_phonemizer_by_name

    def named(name: str, **options: Any) -> Any:
        if name == "espeak":
            return phonemizer(options["language"])
        return real(name, **options)

    with (
        _replaced(tokenizer, "get_phonemizer_by_name", named),
        _replaced(multi_phonemizer, "get_phonemizer_by_name", named),
    ):
        yield
