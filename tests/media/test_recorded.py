"""Recordings are measured as people hear them, and cleaned without moving anything."""

from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from media import Pcm
from media.clean import clean, filters
from media.decode import decode
from media.recorded import measure
from media.wave import wave
from tests.media.voice import speech

RATE = 22_050


def _noisy(snr_db: float) -> np.ndarray:
    sound = np.tile(np.concatenate((speech().samples, np.zeros(RATE // 2, np.int16))), 3)
    loud = np.sqrt((sound.astype(float) ** 2).mean())
    noise = np.random.default_rng(0).normal(0, loud * 10 ** (-snr_db / 20), len(sound))
    return np.clip(sound + noise, -32768, 32767).astype(np.int16)


@given(st.integers(1, 400))
@settings(max_examples=20, deadline=None)
def test_pieces_of_any_length_measure_the_same(pieces: int) -> None:
    sound = _noisy(20)
    assert measure(np.array_split(sound, pieces), RATE) == measure([sound], RATE)


def test_noise_and_speech_are_told_apart() -> None:
    clear, noisy = measure([_noisy(40)], RATE), measure([_noisy(10)], RATE)
    assert clear.snr_db > 30
    assert noisy.snr_db < 20
    assert abs(clear.speech_db - noisy.speech_db) < 2


def test_what_is_clipped_or_off_centre_is_seen() -> None:
    sound = _noisy(40)
    louder = np.clip(sound.astype(int) * 12, -32768, 32767).astype(np.int16)
    assert measure([louder], RATE).clipped > 0.001
    assert measure([sound], RATE).clipped == 0
    assert abs(measure([np.full(RATE, 3277, np.int16)], RATE).offset - 0.1) < 0.001


def test_nothing_is_a_recording_too() -> None:
    found = measure([], RATE)
    assert (found.duration, found.clipped, found.silences) == (0, 0, ())


def test_the_longest_silence_comes_first() -> None:
    quiet = np.zeros(3 * RATE, np.int16)
    (first, *_) = measure([_noisy(60), quiet, _noisy(60)], RATE).silences
    begin = 1000 * len(_noisy(60)) // RATE
    assert abs(first[0] - begin) <= 700
    assert first[1] - first[0] >= 2_900


def test_cleaning_takes_noise_out_and_moves_nothing(tmp_path: Path) -> None:
    sound = _noisy(15)
    source, target = tmp_path / "noisy.wav", tmp_path / "clean.flac"
    source.write_bytes(wave(Pcm(sound, RATE)))
    before = measure([sound], RATE)
    clean(source, target, RATE, before.noise_db)
    cleaned = np.concatenate(list(decode(target, RATE)))
    assert measure([cleaned], RATE).noise_db < before.noise_db - 4
    assert abs(len(cleaned) - len(sound)) <= 2
    size = min(len(cleaned), len(sound))
    spectra = [np.fft.rfft(s[:size].astype(float), 2 * size) for s in (cleaned, sound)]
    assert np.fft.irfft(spectra[0] * np.conj(spectra[1])).argmax() == 0


def test_a_quiet_room_is_left_as_it_is() -> None:
    assert [name for name, _ in filters(-70)] == ["highpass"]
