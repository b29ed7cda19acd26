"""Coqui's catalogue, and a model of it brought into a folder; the network alone is not real."""

import io
import os
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tts.contract import Band, faults
from tts.engine import Equipment, Utterance
from tts.errors import UnknownLanguageError, UnknownVoiceError, VoiceFetchError

if find_spec("TTS") is None and not os.environ.get("CI"):
    pytest.skip("Coqui is not installed: make test-extras", allow_module_level=True)

from tests.tts.engines import vits
from tts.engines.coqui import Coqui, catalogue, fetch, mms

pytestmark = pytest.mark.extras


class Answer:
    """What `requests` gives for an address."""

    def __init__(self, content: bytes) -> None:
        self.headers = {"content-length": str(len(content))}
        self._content = content

    def iter_content(self, size: int) -> Any:
        return (self._content[at : at + size] for at in range(0, len(self._content), size))


def test_the_catalogue_tells_languages_and_what_a_licence_allows() -> None:
    listed = {one.name: one for one in catalogue()}
    ukrainian = listed["tts_models/uk/mai/vits"]
    assert ukrainian.languages == ("uk",)
    assert ukrainian.licence == "BSD-3-Clause"
    assert ukrainian.public_audio
    assert not listed["tts_models/vie/fairseq/vits"].public_audio
    assert listed["tts_models/vie/fairseq/vits"].languages == ("vi",)
    xtts = listed["tts_models/multilingual/multi-dataset/xtts_v2"]
    assert xtts.terms
    assert not xtts.public_audio
    refused = {one.licence for one in listed.values() if not one.public_audio}
    assert {"CPML", "CC-BY-NC-4.0", "CC-BY-NC-ND-4.0", "OpenRAIL"} <= refused


@pytest.mark.parametrize(
    ("lang", "name"),
    [("vi-VN", "vie"), ("uk", "ukr"), ("ru", "rus"), ("fa-IR", "fas"), ("en", "eng")],
)
def test_a_voice_of_mms_is_named_by_the_language(lang: str, name: str) -> None:
    assert mms(lang) == f"tts_models/{name}/fairseq/vits"


def test_a_language_that_mms_is_not_known_to_have_is_told() -> None:
    with pytest.raises(UnknownLanguageError):
        mms("xx")


def test_a_model_is_fetched_packed_and_speaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = vits.model(tmp_path / "made")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in made.iterdir():
            archive.write(path, f"tts_models--uk--mai--vits/{path.name}")
    asked: list[str] = []

    def get(address: str, **_options: object) -> Answer:
        asked.append(address)
        return Answer(packed.getvalue())

    monkeypatch.setattr("TTS.utils.manage.requests.get", get)
    listed = fetch("tts_models/uk/mai/vits", tmp_path / "fetched")
    assert len(asked) == 1
    assert {"config.json", "model.pth"} <= {p.name for p in (tmp_path / "fetched").iterdir()}
    vits.voice(tmp_path / "voices", tmp_path / "fetched", "uk-mai", *listed.languages)
    speech = Coqui.equipped(Equipment(tmp_path / "voices")).speak(Utterance("ba", "uk", "uk-mai"))
    assert faults(Utterance("ba", "uk", "uk-mai"), speech, Band(0.5, 2_000)) == ()


def test_without_a_network_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from TTS.utils import manage

    def get(address: str, **_options: object) -> Answer:
        raise manage.requests.ConnectionError(address)

    monkeypatch.setattr("TTS.utils.manage.requests.get", get)
    with pytest.raises(VoiceFetchError, match="ConnectionError"):
        fetch("tts_models/uk/mai/vits", tmp_path / "fetched")
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_what_is_no_archive_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def get(_address: str, **_options: object) -> Answer:
        return Answer(b"<html>not found</html>")

    monkeypatch.setattr("TTS.utils.manage.requests.get", get)
    with pytest.raises(VoiceFetchError, match="Bad"):
        fetch("tts_models/uk/mai/vits", tmp_path / "fetched")


def test_terms_must_be_agreed_to_first(tmp_path: Path) -> None:
    with pytest.raises(VoiceFetchError, match="CPML"):
        fetch("tts_models/multilingual/multi-dataset/xtts_v2", tmp_path / "fetched")


def test_what_the_catalogue_lacks_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownVoiceError):
        fetch("tts_models/uk/nobody/vits", tmp_path / "fetched")
