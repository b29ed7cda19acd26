import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from media import Pcm, UnreadableSoundError, pack, unpack
from tests.media.voice import speech

RATES = st.sampled_from([8000, 16000, 22050, 24000, 44100, 48000])


@settings(max_examples=60, deadline=None)
@given(arrays.arrays(np.int16, st.integers(0, 40_000)), RATES)
def test_what_is_unpacked_is_what_was_packed(samples: np.ndarray, rate: int) -> None:
    found = unpack(pack(Pcm(samples, rate)))
    assert found.rate == rate
    assert np.array_equal(found.samples, samples)


@pytest.mark.parametrize("length", [0, 1, 2, 15, 16, 16383, 16384, 16385, 65535, 65536, 65537])
def test_any_length_comes_back(length: int) -> None:
    samples = np.random.default_rng(length).integers(-32768, 32767, length, dtype=np.int16)
    assert np.array_equal(unpack(pack(Pcm(samples, 22050))).samples, samples)


def test_the_same_sound_gives_the_same_bytes() -> None:
    assert pack(speech()) == pack(Pcm(speech().samples.copy(), speech().rate))


def test_speech_takes_less_than_six_tenths_of_its_pcm() -> None:
    assert len(pack(speech())) < 0.6 * speech().samples.nbytes


def test_a_slice_of_a_longer_sound_is_packed_as_it_stands() -> None:
    part = speech().samples[1001:9000:2]
    assert np.array_equal(unpack(pack(Pcm(part, 22050))).samples, part)


@pytest.mark.parametrize("place", range(20))
def test_a_flipped_bit_is_never_taken_for_sound(place: int) -> None:
    whole = speech().samples[: 22050 * 5]
    packed = bytearray(pack(Pcm(whole, 22050)))
    random = np.random.default_rng(place)
    packed[int(random.integers(len(packed)))] ^= 1 << int(random.integers(8))
    try:
        found = unpack(bytes(packed))
    except UnreadableSoundError:
        return
    assert found.rate == 22050  # a bit that carries no sound: padding, an unused checksum
    assert np.array_equal(found.samples, whole)


@pytest.mark.parametrize("share", [0.0, 0.0001, 0.01, 0.5, 0.999])
def test_a_pack_that_is_cut_off_is_unreadable(share: float) -> None:
    packed = pack(speech())
    with pytest.raises(UnreadableSoundError):
        unpack(packed[: int(len(packed) * share)])


def test_what_is_no_flac_is_unreadable() -> None:
    for data in (b"", b"fLaC", b"RIFF" + bytes(100), bytes(100)):
        with pytest.raises(UnreadableSoundError):
            unpack(data)
