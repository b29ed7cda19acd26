"""Long sound is read through a window, and a shift between two sounds is found to the sample."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bench.tape import Tape, Template, decoded, decoders
from media import Pcm16
from media.encode import MP3_DELAY, Output, encode

RATE = 22_050


def _noise(length: int, seed: int = 3) -> Pcm16:
    """Noise whose loudness changes, as that of speech does."""
    chance = np.random.default_rng(seed)
    swell = np.repeat(chance.uniform(0.1, 1, length // 2000 + 1), 2000)[:length]
    found: Pcm16 = (chance.normal(0, 4000, length) * swell).clip(-32768, 32767).astype(np.int16)
    return found


@given(st.lists(st.integers(0, 700), max_size=20), st.integers(-50, 300), st.integers(1, 400))
def test_a_tape_gives_what_lies_there_and_silence_outside(
    pieces: list[int], begin: int, length: int
) -> None:
    sound = np.arange(1, sum(pieces) + 1, dtype=np.int16)
    chunks = np.split(sound, np.cumsum(pieces)[:-1]) if pieces else []
    tape = Tape(chunks)
    padded = np.concatenate((np.zeros(50, np.int16), sound, np.zeros(2000, np.int16)))
    for step in range(3):
        at = begin + step * 37
        assert np.array_equal(tape.read(at, at + length), padded[at + 50 : at + 50 + length])


@given(st.integers(0, 4000), st.floats(0.2, 3))
def test_a_shift_is_found_to_the_sample_however_loud(shift: int, gain: float) -> None:
    sound = _noise(12_000)
    wanted = sound[shift : shift + 8000]
    louder = (sound * gain).clip(-32768, 32767).astype(np.int16)
    best, match = Template(wanted).lag(louder)
    assert best == shift
    assert match > 0.9


def test_another_sound_does_not_match() -> None:
    _, match = Template(_noise(8000, 1)).lag(_noise(12_000, 2))
    assert match < 0.3


def test_every_decoder_gives_an_mp3_as_late_as_the_packages_say(tmp_path: Path) -> None:
    sound = _noise(3 * RATE)

    def chunks() -> Iterator[Pcm16]:
        yield sound

    encode(chunks(), RATE, 0.0, [Output("mp3", tmp_path / "a.mp3", 48)])
    for decoder in decoders():
        with decoded(tmp_path / "a.mp3", RATE, decoder) as tape:
            best, match = Template(sound[RATE : 2 * RATE]).lag(tape.read(RATE, 3 * RATE))
        assert abs(best - MP3_DELAY) <= 2, decoder
        assert match > 0.6, decoder
