"""What the files of a model tell of its voice, before it is installed; no model is loaded."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tts.errors import VoiceFolderError

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Facts:
    """Languages, sample rate and speakers, as far as the files tell; empty where they do not."""

    languages: tuple[str, ...]
    sample_rate: int
    speakers: tuple[str, ...] = ()


def facts(engine: str, folder: Path) -> Facts:
    """What a folder of model files tells.

    Args:
        engine: `piper` (a `.onnx` with its `.onnx.json`) or `coqui` (`config.json` and weights).
        folder: Where the files lie.

    Raises:
        VoiceFolderError: it holds no such model.
    """
    try:
        if engine == "piper":
            return _piper(folder)
        if engine == "coqui":
            return _coqui(folder)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise VoiceFolderError(str(folder), f"{type(error).__name__}: {error}") from error
    raise VoiceFolderError(str(folder), f"engine {engine!r}")


def _piper(folder: Path) -> Facts:
    models = sorted(folder.glob("*.onnx"))
    if len(models) != 1:
        raise VoiceFolderError(str(folder), f"{len(models)} files *.onnx")
    beside = models[0].with_name(f"{models[0].name}.json")
    told = _read(beside if beside.is_file() else folder / "config.json")
    named = told.get("language", {}).get("code") or told["espeak"]["voice"]
    ids: Mapping[str, int] = told.get("speaker_id_map") or {}
    speakers = tuple(sorted(ids, key=lambda name: ids[name])) if len(ids) > 1 else ()
    return Facts(_tags([named]), int(told["audio"]["sample_rate"]), speakers)


def _coqui(folder: Path) -> Facts:
    told = _read(folder / "config.json")
    if "data" in told and "model" not in told:  # MMS names no language
        return Facts((), int(told["data"]["sampling_rate"]))
    audio = told["audio"]
    rate = int(audio.get("output_sample_rate") or audio["sample_rate"])
    vocoder = folder / "vocoder" / "config.json"
    if vocoder.is_file():
        rate = int(_read(vocoder)["audio"]["sample_rate"])
    sets = [s.get("language") for s in told.get("datasets") or [] if isinstance(s, dict)]
    named = told.get("languages") or [told.get("phoneme_language"), *sets]
    ids = folder / "speaker_ids.json"
    speakers = _read(ids) if ids.is_file() else {}
    return Facts(_tags(named), rate, tuple(sorted(speakers)) if len(speakers) > 1 else ())


def _tags(named: Any) -> tuple[str, ...]:
    """Names of languages that are tags, each once, and with its bare language behind it."""
    found: dict[str, None] = {}
    for name in named:
        if isinstance(name, str) and _TAG.fullmatch(name):
            first, *rest = name.replace("_", "-").split("-")
            region = [part.upper() if len(part) == 2 else part for part in rest]
            found["-".join([first.lower(), *region])] = None
            found[first.lower()] = None
    return tuple(found)


def _read(path: Path) -> dict[str, Any]:
    told = json.loads(path.read_bytes())
    if not isinstance(told, dict):
        raise ValueError(path.name)
    return told
