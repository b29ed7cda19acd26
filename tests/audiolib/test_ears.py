"""A recogniser listens to what was made, and tells what it hears otherwise."""

import os
from pathlib import Path

import numpy as np
import pytest

from audiolib.ears import Line, hear_track
from audiolib.production.produce import produce
from audiolib.production.request import Request
from media import Pcm, Pcm16
from media.resample import resample
from media.wave import wave
from tts import Utterance
from tts.ears import RATE, words_of
from tts.errors import EarsUnavailableError
from tts.registry import voice

SENTENCES = (
    "The heron stood by the river and waited for the rain to stop.",
    "Nobody came along the road that morning.",
    "In the evening the miller shut the gate and walked home through the wet grass.",
    "His daughter had lit the lamp and put the bread on the table.",
    "They ate without a word, because both of them were very tired.",
)


def _story(folder: Path) -> Request:
    source = folder / "heron.md"
    source.write_text("# The Heron\n\n" + " ".join(SENTENCES), encoding="utf-8")
    return Request(
        file=source,
        out=folder / "out",
        store=str(folder / "store"),
        formats=("readalong",),
        lang="en",
        ears="en",
        jobs=1,
    )


def _track(folder: Path, sounds: list[Pcm16]) -> tuple[Path, list[Line]]:
    """A track of sounds, and the lines that they should say."""
    pause = np.zeros(RATE // 2, np.int16)
    lines, at = [], 0
    for number, (sound, text) in enumerate(zip(sounds, SENTENCES, strict=True)):
        end = at + len(sound) * 1000 // RATE
        lines.append(Line(f"s{number}", words_of(text, "en"), at, end))
        at = end + 500
    joined = np.concatenate([part for sound in sounds for part in (sound, pause)])
    path = folder / "track.wav"
    path.write_bytes(wave(Pcm(joined, RATE)))
    return path, lines


@pytest.mark.extras
def test_espeak_is_understood_and_listened_to_once(tmp_path: Path) -> None:
    report = produce(_story(tmp_path))
    assert not [f for f in report.findings if f.code.startswith("ears")]
    kept = list((tmp_path / "store/listen").rglob("*"))
    again = produce(_story(tmp_path))
    assert list((tmp_path / "store/listen").rglob("*")) == kept
    assert any(step.name == "listen" for step in again.steps)


@pytest.mark.extras
@pytest.mark.parametrize("fault", ["none", "dropped", "doubled", "garbled"])
def test_what_is_dropped_doubled_or_garbled_is_heard(tmp_path: Path, fault: str) -> None:
    engine, _ = voice("espeak:en-us")
    said = [
        resample(engine.speak(Utterance(text, "en", "en-us")).pcm, RATE).samples
        for text in SENTENCES
    ]
    pause = np.zeros(RATE // 3, np.int16)
    said[2] = {
        "none": said[2],
        "dropped": np.zeros(RATE // 4, np.int16),
        "doubled": np.concatenate((said[2], pause, said[2])),
        "garbled": said[2][::-1].copy(),
    }[fault]
    path, lines = _track(tmp_path, said)
    found = [v.is_doubtful for v in hear_track("en", path, "en", lines)]
    assert found == [False, False, fault != "none", False, False]


@pytest.mark.extras
def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    from tts.ears import recogniser

    with pytest.raises(EarsUnavailableError) as raised:
        recogniser(str(tmp_path))
    assert raised.value.lacking == "model.bin"
    (tmp_path / "model.bin").write_bytes(os.urandom(100))
    with pytest.raises(EarsUnavailableError):
        recogniser(f"{tmp_path}/.")
