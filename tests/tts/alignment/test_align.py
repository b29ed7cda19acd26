"""Phrases are found in recordings of other voices than the one they are compared with."""

from collections.abc import Sequence

import numpy as np
import pytest

from media import Pcm, Pcm16
from media.resample import resample
from tts import Utterance
from tts.alignment import RATE, Alignment, align
from tts.alignment.features import features
from tts.alignment.warp import warp
from tts.registry import voice

ENGLISH = (
    "The heron stood by the river and waited.",
    "Nobody came that morning.",
    "In the evening the miller shut the gate, and walked home through the wet grass.",
    "His daughter had lit the lamp.",
    "They ate their bread without a word, for both were tired.",
    "Then somebody knocked at the door, three times, and very softly.",
    "It was the heron.",
    "Nobody in the village believed them afterwards.",
    "But the miller kept a grey feather on the shelf until he died.",
    "It is there to this day.",
)
VIETNAMESE = (
    "Ngày xưa có một con cò đứng bên bờ sông.",
    "Sáng hôm ấy không ai đi qua.",
    "Đến chiều, bác thợ xay đóng cổng và đi về nhà.",
    "Cô con gái đã thắp đèn.",
    "Hai cha con ăn cơm, không ai nói câu nào.",
    "Rồi có tiếng gõ cửa rất khẽ, ba lần liền.",
)


def _read(sentences: Sequence[str], name: str, lang: str, rate: float = 0.8) -> list[Pcm16]:
    """Each sentence as another voice reads it, without the silence around it."""
    engine, _ = voice(name)
    short = name.partition(":")[2]
    found = []
    for sentence in sentences:
        said = engine.speak(Utterance(sentence, lang, short, rate=rate)).pcm
        samples = resample(said, RATE).samples
        loud = np.flatnonzero(np.abs(samples) > 300)
        found.append(samples[loud[0] : loud[-1] + 1])
    return found


def _recorded(parts: Sequence[Pcm16], snr_db: float = 30) -> tuple[Pcm16, list[tuple[int, int]]]:
    """Parts with pauses of 0.3 to 1.1 s and noise; the truth in ms."""
    rng = np.random.default_rng(3)
    sound: list[Pcm16] = [np.zeros(RATE // 2, np.int16)]
    truth = []
    for part in parts:
        begin = sum(map(len, sound))
        truth.append((begin * 1000 // RATE, (begin + len(part)) * 1000 // RATE))
        sound += [part, np.zeros(int(rng.uniform(0.3, 1.1) * RATE), np.int16)]
    joined = np.concatenate(sound).astype(float)
    noise = rng.normal(0, np.sqrt((joined**2).mean()) * 10 ** (-snr_db / 20), len(joined))
    return np.clip(joined + noise, -32768, 32767).astype(np.int16), truth


def _errors(found: Alignment, truth: Sequence[tuple[int, int]]) -> list[int]:
    return [abs(h.begin - begin) for h, (begin, _) in zip(found.phrases, truth, strict=True)]


@pytest.mark.parametrize(
    ("sentences", "name", "lang"),
    [(ENGLISH, "espeak:en-gb-x-rp", "en"), (VIETNAMESE, "espeak:vi-vn-x-south", "vi")],
)
def test_phrases_begin_where_another_voice_begins_them(
    sentences: tuple[str, ...], name: str, lang: str
) -> None:
    sound, truth = _recorded(_read(sentences, name, lang))
    found = align([(s, lang) for s in sentences], np.array_split(sound, 17))
    assert max(_errors(found, truth)) <= 120
    assert all(abs(h.end - end) <= 200 for h, (_, end) in zip(found.phrases, truth, strict=True))
    assert found.extra == ()


def test_phrases_are_in_order_and_do_not_overlap() -> None:
    sound, _ = _recorded(_read(ENGLISH, "espeak:en-gb-scotland", "en", 1.1), snr_db=12)
    found = align([(s, "en") for s in ENGLISH], [sound])
    edges = [edge for heard in found.phrases for edge in (heard.begin, heard.end)]
    assert edges == sorted(edges)
    assert edges[-1] <= len(sound) * 1000 // RATE + 20


def test_a_phrase_that_was_not_read_has_no_confidence() -> None:
    parts = _read(ENGLISH, "espeak:en-gb-x-rp", "en")
    sound, _ = _recorded([*parts[:5], *parts[6:]])
    found = align([(s, "en") for s in ENGLISH], [sound])
    assert found.phrases[5].confidence < 0.5
    assert sum(heard.confidence >= 0.5 for heard in found.phrases) >= 8


def test_speech_before_the_text_is_told_and_leaves_the_phrases_in_place() -> None:
    greeting = (
        "Good evening, dear listeners, and welcome to the reading room of our library.",
        "My name does not matter; what matters is the story that you are going to hear.",
    )
    spoken = [*greeting, *ENGLISH]
    sound, truth = _recorded(_read(spoken, "espeak:en-gb-x-rp", "en"))
    found = align([(s, "en") for s in ENGLISH], [sound])
    assert sum(error <= 150 for error in _errors(found, truth[2:])) >= 9
    assert found.extra
    assert found.extra[0][0] < truth[1][1]


def test_what_has_nothing_to_say_takes_no_time() -> None:
    sound, truth = _recorded(_read(ENGLISH[:3], "espeak:en-gb-x-rp", "en"))
    phrases = [ENGLISH[0], "* * *", *ENGLISH[1:3]]
    found = align([(s, "en") for s in phrases], [sound])
    assert found.phrases[1].begin == found.phrases[1].end or found.phrases[1].confidence == 1
    assert abs(found.phrases[2].begin - truth[1][0]) <= 120


def test_a_recording_of_silence_finds_nothing() -> None:
    found = align([(s, "en") for s in ENGLISH[:2]], [np.zeros(RATE, np.int16)])
    assert all(heard.end <= 1_040 for heard in found.phrases)
    assert align([], [np.zeros(RATE, np.int16)]).phrases == ()
    assert [h.confidence for h in align([("One.", "en")], []).phrases] == [0.0]


def test_sound_warped_to_itself_stays_where_it_is() -> None:
    engine, _ = voice("espeak:en-us")
    said = engine.speak(Utterance(ENGLISH[2], "en", "en-us")).pcm
    heard = features([resample(Pcm(said.samples, said.rate), RATE).samples])
    path, distances = warp(heard.frames, heard.frames)
    assert (path[:, 0] == np.arange(len(heard))).all()
    assert distances.max() < 1e-3


def test_pieces_of_any_length_give_the_same_features() -> None:
    sound = np.random.default_rng(1).integers(-9000, 9000, 3 * RATE * 30, dtype=np.int16)
    whole, pieces = features([sound]), features(np.array_split(sound, 101))
    assert len(whole) == -(-len(sound) // 441)
    assert np.allclose(whole.frames, pieces.frames, atol=1e-4)
