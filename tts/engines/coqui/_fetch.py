"""Coqui's catalogue: what is in it, and a model of it brought into a folder."""

import json
import shutil
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tts.engines.coqui._load import library
from tts.errors import (
    EngineUnavailableError,
    UnknownLanguageError,
    UnknownVoiceError,
    VoiceFetchError,
)

_MMS = {"vi": "vie", "uk": "ukr", "ru": "rus", "fa": "fas", "en": "eng"}
"""Meta's names of our languages (ISO 639-3); it has some 1,100."""

_FREE = {
    "mit": "MIT",
    "apache 2.0": "Apache-2.0",
    "bsd-3-clause": "BSD-3-Clause",
    "mpl": "MPL-2.0",
    "cc-by-4.0": "CC-BY-4.0",
    "cc-by-sa 4.0": "CC-BY-SA-4.0",
}
"""Licences, as the catalogue writes them, that let the public have what a model says."""

_NAMED = {
    "cc by-nc-nd 4.0": "CC-BY-NC-ND-4.0",
    "cc by-nc 4.0": "CC-BY-NC-4.0",
    "cpml": "CPML",
    "openrail": "OpenRAIL",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A model of the catalogue: its name, languages, licence, and what the licence allows.

    `terms` says that the terms must be agreed to before it may be downloaded.
    """

    name: str
    languages: tuple[str, ...]
    licence: str
    public_audio: bool
    terms: bool = False


def catalogue() -> tuple[Listed, ...]:
    """Every model of the catalogue that is installed with Coqui, and MMS for our languages.

    Raises:
        EngineUnavailableError: Coqui is not installed.
    """
    found = find_spec("TTS")
    places = list(found.submodule_search_locations or ()) if found else []
    if not places:
        raise EngineUnavailableError("coqui", "no module TTS; the command is: make voices-coqui")
    told = json.loads((Path(places[0]) / ".models.json").read_bytes())["tts_models"]
    listed = [
        _listed(f"tts_models/{lang}/{data}/{model}", lang, about)
        for lang, sets in told.items()
        for data, models in sets.items()
        for model, about in models.items()
    ]
    listed += [Listed(mms(lang), (lang,), _NAMED["cc by-nc 4.0"], False) for lang in _MMS]
    return tuple(listed)


def mms(lang: str) -> str:
    """The catalogue's name of Meta's MMS voice of a language.

    Raises:
        UnknownLanguageError: it is not known what Meta calls the language.
    """
    primary = lang.partition("-")[0].lower()
    if primary not in _MMS and len(primary) != 3:
        raise UnknownLanguageError(lang, tuple(_MMS))
    return f"tts_models/{_MMS.get(primary, primary)}/fairseq/vits"


def fetch(name: str, to: Path, *, agreed: bool = False) -> Listed:
    """Download a model of the catalogue, with the vocoder it needs, into an empty folder.

    Args:
        name: As the catalogue has it: `tts_models/uk/mai/vits`, `tts_models/vie/fairseq/vits`.
        to: The folder to be filled: `config.json`, the weights, `vocoder/`.
        agreed: That the terms of the model were read and agreed to, where it has any.

    Raises:
        UnknownVoiceError: the catalogue has no such model.
        VoiceFetchError: it could not be downloaded, or its terms were not agreed to.
        EngineUnavailableError: Coqui is not installed.
    """
    known = {listed.name: listed for listed in catalogue()}
    found = known.get(name)
    if found is None and name.split("/")[2:] == ["fairseq", "vits"]:
        found = Listed(name, (name.split("/")[1],), _NAMED["cc by-nc 4.0"], False)
    if found is None:
        raise UnknownVoiceError(name, tuple(known))
    if found.terms and not agreed:
        raise VoiceFetchError(name, f"its terms ({found.licence}) must be agreed to")
    library()
    to.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=to.parent, prefix=".fetch-") as scratch:
            about = _downloaded(name, Path(scratch), to, terms=found.terms)
            if vocoder := about.get("default_vocoder"):
                _downloaded(vocoder, Path(scratch), to / "vocoder", terms=False)
    except Exception as error:
        raise VoiceFetchError(name, f"{type(error).__name__}: {error}") from error
    return found


def _downloaded(name: str, scratch: Path, to: Path, *, terms: bool) -> dict[str, Any]:
    from TTS.utils.manage import ModelManager

    manager = ModelManager(output_prefix=scratch, progress_bar=False)
    if terms:
        # Coqui would ask on the terminal; whoever called has asked already.
        place = Path(manager.output_prefix) / name.replace("/", "--")
        place.mkdir(parents=True, exist_ok=True)
        (place / "tos_agreed.txt").write_text("agreed\n")
    model, _config, about = manager.download_model(name)
    folder = model if Path(model).is_dir() else Path(model).parent
    shutil.copytree(folder, to, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*"))
    return dict(about)


def _listed(name: str, lang: str, about: dict[str, Any]) -> Listed:
    written = str(about.get("license") or "unknown").strip()
    licence = written.lower()
    spdx = _FREE.get(licence) or _NAMED.get(licence) or written.partition(" - ")[0]
    languages = () if lang == "multilingual" else (lang,)
    return Listed(name, languages, spdx, licence in _FREE, bool(about.get("tos_required")))
