"""What the files of a model tell of its voice, without loading it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tts.errors import VoiceFolderError
from tts.voices import Facts, facts


def piper(folder: Path, **told: Any) -> Path:
    (folder / "x.onnx").write_bytes(b"")
    config = {"audio": {"sample_rate": 16_000}, "espeak": {"voice": "vi"}, **told}
    (folder / "x.onnx.json").write_text(json.dumps(config))
    return folder


def coqui(folder: Path, **told: Any) -> Path:
    (folder / "config.json").write_text(json.dumps(told))
    return folder


def test_piper_tells_its_language_rate_and_speakers(tmp_path: Path) -> None:
    assert facts("piper", piper(tmp_path)) == Facts(("vi",), 16_000)
    full = piper(tmp_path, language={"code": "uk_UA"}, speaker_id_map={"b": 0, "a": 1})
    assert facts("piper", full) == Facts(("uk-UA", "uk"), 16_000, ("b", "a"))


def test_coqui_tells_what_its_config_holds(tmp_path: Path) -> None:
    audio = {"sample_rate": 22_050, "output_sample_rate": 24_000}
    many = coqui(tmp_path, model="xtts", audio=audio, languages=["ru", "pt-br"])
    assert facts("coqui", many) == Facts(("ru", "pt-BR", "pt"), 24_000)
    one = {"sample_rate": 22_050}
    plain = coqui(tmp_path, model="vits", audio=one, phoneme_language="en-us", datasets=[{}])
    assert facts("coqui", plain) == Facts(("en-US", "en"), 22_050)
    (tmp_path / "speaker_ids.json").write_text('{"p2": 1, "p1": 0}')
    assert facts("coqui", plain).speakers == ("p1", "p2")


def test_mms_tells_its_rate_and_a_vocoder_has_the_last_word(tmp_path: Path) -> None:
    assert facts("coqui", coqui(tmp_path, data={"sampling_rate": 16_000})) == Facts((), 16_000)
    (tmp_path / "vocoder").mkdir()
    (tmp_path / "vocoder" / "config.json").write_text('{"audio": {"sample_rate": 24000}}')
    drawn = coqui(tmp_path, model="glow_tts", audio={"sample_rate": 22_050})
    assert facts("coqui", drawn) == Facts((), 24_000)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"audio": 3}', '{"audio": {}}'])
@pytest.mark.parametrize("engine", ["piper", "coqui", "other"])
def test_a_folder_that_is_no_model_is_told(tmp_path: Path, engine: str, content: str) -> None:
    with pytest.raises(VoiceFolderError):
        facts(engine, tmp_path)
    (tmp_path / "x.onnx").write_bytes(b"")
    for name in ("x.onnx.json", "config.json"):
        (tmp_path / name).write_text(content)
    with pytest.raises(VoiceFolderError):
        facts(engine, tmp_path)
