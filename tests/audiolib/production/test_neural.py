"""The whole line with neural voices: the real English one of Piper, and a tiny one of Coqui."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from audiolib.production.produce import produce
from audiolib.production.report import Report
from audiolib.production.request import Request
from tests.conftest import ROOT
from tests.tts.engines import joe, vits
from tts.engine import Equipment

if (find_spec("TTS") is None or find_spec("piper") is None) and not os.environ.get("CI"):
    pytest.skip("the neural engines are not installed: make test-extras", allow_module_level=True)

pytestmark = pytest.mark.extras


@pytest.fixture(scope="module")
def equipment(tmp_path_factory: pytest.TempPathFactory) -> Equipment:
    voices = tmp_path_factory.mktemp("voices")
    joe.voice(voices)
    vits.voice(voices, vits.model(tmp_path_factory.mktemp("model")), "vi-tiny", "vi")
    return Equipment(voices)


def made(file: Path, lang: str, voice: str, equipment: Equipment, folder: Path) -> Report:
    return produce(
        Request(
            file=file,
            meta=file.with_suffix(".toml"),
            out=folder / "out",
            store=str(folder / "store"),
            formats=("daisy202", "epub3", "webvtt"),
            lang=lang,
            voice=voice,
            jobs=2,
            equipment=equipment,
        )
    )


@pytest.mark.parametrize(
    ("sample", "lang", "voice"),
    [("en/tyger.txt", "en", f"piper:{joe.NAME}"), ("vi/kieu.txt", "vi", "coqui:vi-tiny")],
)
def test_a_neural_voice_narrates_a_sample_without_a_finding(
    sample: str, lang: str, voice: str, equipment: Equipment, tmp_path: Path
) -> None:
    report = made(ROOT / "samples" / sample, lang, voice, equipment, tmp_path)
    assert [f for f in report.findings if f.severity == "error"] == []
    assert set(report.packages) == {"daisy202", "epub3", "webvtt"}
    again = made(ROOT / "samples" / sample, lang, voice, equipment, tmp_path)
    assert again.spoken_anew == 0
    assert again.digests == report.digests
