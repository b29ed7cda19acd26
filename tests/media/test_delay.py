"""MP3_DELAY against decoders that share no code: libavcodec, mpg123, and SoX with libmad."""

import subprocess
from pathlib import Path

import numpy as np
import pytest

from media import MP3_DELAY, Output
from media.encode import encode
from media.resample import resample
from tests.media.lag import lag
from tests.media.voice import speech

DECODERS = {
    "mpg123": ["mpg123", "-q", "-s", "t.mp3"],
    "mpg123 without gapless": ["mpg123", "-q", "-s", "--no-gapless", "t.mp3"],
    "sox": ["sox", "t.mp3", "-t", "raw", "-e", "signed", "-b", "16", "-"],
}


@pytest.mark.external
@pytest.mark.parametrize("rate", [16000, 22050, 24000, 44100])
@pytest.mark.parametrize("decoder", DECODERS)
def test_an_mp3_sounds_1105_samples_late(
    rate: int, decoder: str, each_ffmpeg: str, tmp_path: Path
) -> None:
    pcm = resample(speech(), rate)
    encode([pcm.samples], rate, -3, [Output("mp3", tmp_path / "t.mp3", 48)])
    said = subprocess.run(DECODERS[decoder], cwd=tmp_path, stdout=subprocess.PIPE, check=True)
    found = np.frombuffer(said.stdout, dtype=np.int16)
    assert lag(pcm.samples, found) == MP3_DELAY
    assert len(found) >= len(pcm) + MP3_DELAY - 576  # SoX leaves the last frame out
