"""The pace of a voice is measured by what it says."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.tts.engines import vits
from tts.contract import Band, faults
from tts.engine import Equipment, Utterance
from tts.errors import UnknownLanguageError
from tts.registry import equip, voice
from tts.voices.pace import measure

if find_spec("TTS") is None and not os.environ.get("CI"):
    pytest.skip("Coqui is not installed: make test-extras", allow_module_level=True)

pytestmark = pytest.mark.extras


def test_a_measured_voice_keeps_to_its_band_and_half_a_text_does_not(tmp_path: Path) -> None:
    try:
        vits.voice(tmp_path / "voices", vits.model(tmp_path / "files"), "slow", "vi", pace=None)
        kept = measure(tmp_path / "voices", "coqui", "slow", "vi")
        assert kept.pace is not None
        assert kept.pace[1] > 140  # the model drawls; the language's band would refuse it
        engine, known = voice("coqui:slow")
        assert known.pace == kept.pace
        text = "Sáng nay cô thủ thư lau bàn và xếp lại sách."
        said = engine.speak(Utterance(text, "vi", "slow"))
        assert faults(Utterance(text, "vi", "slow"), said, Band(*kept.pace)) == ()
        twice = Utterance(" ".join([text] * 4), "vi", "slow")
        broken = faults(twice, said, Band(*kept.pace))
        assert "short" in {fault.split()[0] for fault in broken}
    finally:
        equip(Equipment())


def test_a_language_without_a_sample_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownLanguageError):
        measure(tmp_path, "coqui", "any", "zxx")
