"""What every neural engine does alike: seeds, second tries, pace and pitch."""

import numpy as np
import pytest

from tests.tts.test_engine import median_hertz
from tts.contract import faults
from tts.engine import Speech, Utterance, Voice
from tts.engines._neural import (
    TRIES,
    Spoken,
    Start,
    as_pcm,
    careful,
    heard,
    paced,
    pitched,
    seed,
    stretched,
)
from tts.errors import SynthesisError

RATE = 22_050
VOICE = Voice("x:y", ("en",), RATE, "digest", "CC0-1.0")
UTTERANCE = Utterance("one two three", "en", "y")


def spoken(seconds: float = 1.2, hertz: float = 200.0) -> Spoken:
    at = np.arange(int(seconds * RATE))
    samples = (0.3 * np.sin(2 * np.pi * hertz * at / RATE)).astype(np.float32)
    ends = np.array([1, 2, 3]) * len(samples) // 3
    return Spoken(samples, RATE, ends, len(samples))


STARTS = (Start(0, 0), Start(4, 1), Start(8, 2, exact=False))


def test_words_begin_where_the_symbol_before_them_ends() -> None:
    speech = heard(UTTERANCE, spoken(), STARTS)
    assert faults(UTTERANCE, speech) == ()
    third = len(speech.pcm) // 3
    assert [w.start for w in speech.words] == pytest.approx([0, third, 2 * third], abs=2)
    assert [w.exact for w in speech.words] == [True, True, False]


def test_without_times_letters_share_the_sound_and_no_word_is_exact() -> None:
    speech = heard(UTTERANCE, Spoken(spoken().samples, RATE), ())
    assert [w.exact for w in speech.words] == [False] * 3
    shares = [(w.stop - w.start) / len(speech.pcm) for w in speech.words]
    assert shares == pytest.approx([3 / 11, 3 / 11, 5 / 11], abs=0.01)


def test_silence_at_the_edges_is_cut_and_the_times_follow() -> None:
    sound = spoken()
    silence = np.zeros(RATE // 2, np.float32)
    assert sound.ends is not None
    padded = Spoken(
        np.concatenate([silence, sound.samples, silence]), RATE, sound.ends + len(silence)
    )
    speech = heard(UTTERANCE, padded, STARTS)
    assert len(speech.pcm) < len(sound.samples) + RATE // 10
    assert faults(UTTERANCE, speech) == ()
    assert speech.words[1].start == pytest.approx(len(sound.samples) // 3 + RATE * 0.03, abs=60)


def test_a_try_that_goes_wrong_is_made_again_by_another_seed() -> None:
    seeds: list[int] = []

    def once(number: int) -> Speech:
        seeds.append(number)
        return heard(UTTERANCE, spoken(0.1 if len(seeds) == 1 else 1.2), STARTS)

    assert faults(UTTERANCE, careful(UTTERANCE, VOICE, once)) == ()
    assert len(set(seeds)) == len(seeds) == 2


def test_what_goes_wrong_every_time_is_an_error_with_the_reason() -> None:
    seeds: list[int] = []

    def once(number: int) -> Speech:
        seeds.append(number)
        return heard(UTTERANCE, spoken(9), STARTS)

    with pytest.raises(SynthesisError) as caught:
        careful(UTTERANCE, VOICE, once)
    assert caught.value.reason.startswith("long ")
    assert len(set(seeds)) == TRIES


def test_a_seed_is_of_what_is_said_and_not_of_how_fast() -> None:
    usual = seed(UTTERANCE, VOICE, 0)
    assert seed(Utterance("one two three", "en", "y", rate=2, pitch=1.2), VOICE, 0) == usual
    for other in (
        Utterance("one two four", "en", "y"),
        Utterance("one two three", "en", "y", seed=1),
        Utterance("one two three", "en", "y", phonemes=((0, 3, "wʌn"),)),
    ):
        assert seed(other, VOICE, 0) != usual
    assert 0 <= usual < 2**63


@pytest.mark.parametrize("factor", [0.3, 0.5, 0.8, 1.0, 1.3, 2.0, 3.5])
def test_stretched_sound_has_the_length_and_keeps_its_pitch(factor: float) -> None:
    sound = spoken(3)
    made = stretched(sound, factor)
    assert len(made.samples) == pytest.approx(len(sound.samples) * factor, rel=0.06)
    assert made.ends is not None
    assert made.ends[-1] == len(made.samples)
    assert median_hertz(as_pcm(made.samples, RATE)) == pytest.approx(200, rel=0.03)


@pytest.mark.parametrize("factor", [0.8, 1.25])
def test_pitch_moves_by_the_factor_and_the_length_against_it(factor: float) -> None:
    pcm = as_pcm(spoken(3).samples, RATE)
    made = pitched(pcm, factor)
    assert len(made) == pytest.approx(len(pcm) / factor, abs=4)
    assert median_hertz(made) == pytest.approx(200 * factor, rel=0.03)


@pytest.mark.parametrize("slower", [0.4, 0.9, 1.1, 3.0])
def test_what_a_model_can_not_do_is_stretched(slower: float) -> None:
    """A model that rounds up is never as quick as it is asked to be, nor as slow beyond its use."""
    asked: list[float] = []

    def said(factor: float) -> Spoken:
        asked.append(factor)
        lazy = max(0.9, factor)
        made = spoken(2 * lazy)
        return Spoken(made.samples, RATE, made.ends, int(2 * RATE))

    made = paced(said, slower)
    assert len(made.samples) == pytest.approx(2 * RATE * slower, rel=0.06)
    assert 0.7 <= asked[0] <= 1.6
