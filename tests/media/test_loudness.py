from collections.abc import Iterator

import numpy as np
import pytest

from media import EBU, LIBRARY, Loudness, Pcm16, SilentError, gain_db, silence
from media.loudness import loudness
from tests.media.voice import speech

pytestmark = pytest.mark.usefixtures("each_ffmpeg")


def _sine(level_db: float, rate: int, seconds: float = 5) -> Pcm16:
    time = np.arange(int(rate * seconds)) / rate
    return np.round(32767 * 10 ** (level_db / 20) * np.sin(2 * np.pi * 997 * time)).astype(np.int16)


@pytest.mark.parametrize("rate", [16000, 22050, 24000, 44100, 48000])
def test_a_sine_of_997_hz_reads_3_lu_under_its_level(rate: int) -> None:
    # ITU-R BS.1770-4 Annex 1: at 0 dBFS in one channel it reads -3.01 LKFS.
    found = loudness([_sine(-20, rate)], rate)
    assert found.integrated_lufs == pytest.approx(-23.0, abs=0.15)
    assert found.true_peak_dbtp == pytest.approx(-20, abs=0.2)
    assert found.range_lu == pytest.approx(0, abs=0.1)


def test_it_does_not_depend_on_how_the_sound_is_cut() -> None:
    samples = speech().samples

    def pieces() -> Iterator[Pcm16]:
        for begin in range(0, len(samples), 777):
            yield samples[begin : begin + 777]

    assert loudness(pieces(), speech().rate) == loudness([samples], speech().rate)


def test_without_peak_only_the_peak_is_missing() -> None:
    whole = loudness([speech().samples], speech().rate)
    found = loudness([speech().samples], speech().rate, peak=False)
    assert found == Loudness(whole.integrated_lufs, None, whole.range_lu)
    assert whole.true_peak_dbtp is not None


@pytest.mark.parametrize("length", [0, 1, 22050 * 3])
def test_silence_has_no_loudness(length: int) -> None:
    with pytest.raises(SilentError):
        loudness([silence(length, 22050).samples], 22050)


def test_the_gain_is_what_is_missing_to_the_target() -> None:
    assert gain_db(Loudness(-20.4, 0.1, 1.9), LIBRARY) == 1.4
    assert gain_db(Loudness(-20.4, None, 1.9), EBU) == -2.6


def test_no_target_lets_a_true_peak_pass_minus_one() -> None:
    assert LIBRARY.true_peak_dbtp <= -1
    assert EBU.true_peak_dbtp <= -1
