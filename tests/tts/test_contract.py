"""The check of results finds every way in which an engine can fail."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from media import Pcm, Samples
from tts.contract import Band, faults
from tts.engine import Speech, Utterance, Word
from tts.engines.tone import Tone
from tts.normalise import spans
from tts.registry import default_voice, voice
from tts.segment import segment
from tts.spoken import Span
from tts.utterance import pieces

UTTERANCE = Utterance("Một con mèo.", "vi", "sine")
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
TEXTS = {
    "vi": "vi/vi_truyen_kieu_nguyen_du.txt",
    "en": "en/en_pride_and_prejudice_pg1342.txt",
    "uk": "uk/uk_UKR19121_KotsiubynskyiTiniZabutykhPredkiv.txt",
    "ru": "ru/ru_Gogol_Viy.txt",
    "fa": "fa/fa_saadi_divan_excerpt.txt",
}


def spoken() -> Speech:
    return Tone().speak(UTTERANCE)


def kinds(speech: Speech, utterance: Utterance = UTTERANCE) -> list[str]:
    return [fault.split()[0] for fault in faults(utterance, speech)]


def sounding(samples: np.ndarray) -> Speech:
    return Speech(Pcm(samples, 22050), spoken().words)


def test_what_an_engine_said_well_has_no_fault() -> None:
    assert faults(UTTERANCE, spoken()) == ()


def test_no_sound_for_a_text_is_a_fault() -> None:
    assert kinds(Speech(Pcm(np.zeros(0, np.int16), 22050), ())) == ["empty"]


def test_silence_is_a_fault() -> None:
    assert kinds(sounding(np.zeros(len(spoken().pcm), np.int16))) == ["silent"]


def test_sound_that_is_clipped_throughout_is_a_fault() -> None:
    loud = np.sign(spoken().pcm.samples.astype(np.int32)) * 32767
    assert kinds(sounding(loud.astype(np.int16))) == ["clipped"]


def test_sound_that_is_no_pcm_is_a_fault() -> None:
    not_a_number = np.full(len(spoken().pcm), np.nan)
    assert kinds(sounding(not_a_number)) == ["format"]


def test_words_out_of_order_are_a_fault() -> None:
    speech = spoken()
    assert "word" in kinds(replace(speech, words=speech.words[::-1]))


def test_a_word_that_sounds_after_the_end_is_a_fault() -> None:
    speech = spoken()
    late = replace(speech.words[-1], stop=Samples(len(speech.pcm) + 1))
    assert kinds(replace(speech, words=(*speech.words[:-1], late))) == ["word"]


def test_a_word_without_sound_is_a_fault() -> None:
    speech = spoken()
    still = replace(speech.words[-1], start=speech.words[-1].stop)
    assert kinds(replace(speech, words=(*speech.words[:-1], still))) == ["word"]


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_letter_in_no_word_is_a_fault(lost: int) -> None:
    speech = spoken()
    words = tuple(w for i, w in enumerate(speech.words) if i != lost)
    assert kinds(replace(speech, words=words)) == ["uncovered"]


def test_words_for_a_text_with_nothing_to_say_are_a_fault() -> None:
    speech = replace(spoken(), words=(Word(0, 1, Samples(0), Samples(1)),))
    assert kinds(speech, replace(UTTERANCE, text="…")) == ["word"]


def test_sound_that_leaves_words_out_is_too_short() -> None:
    text = "Ngày xưa có một ông lão đánh cá sống với vợ trong túp lều nát bên bờ biển xanh."
    full = Tone().speak(replace(UTTERANCE, text=text))
    cut = len(full.pcm) // 4
    words = (Word(0, len(text), Samples(0), Samples(cut)),)
    assert kinds(
        Speech(Pcm(full.pcm.samples[:cut], 22050), words), replace(UTTERANCE, text=text)
    ) == ["short"]


def test_sound_that_says_things_again_and_again_is_too_long() -> None:
    speech = spoken()
    assert kinds(sounding(np.tile(speech.pcm.samples, 5))) == ["long"]


def test_a_voice_may_have_a_band_of_its_own() -> None:
    assert faults(UTTERANCE, spoken(), Band(200, 400))[0].startswith("short")


def test_a_language_that_nobody_measured_is_still_held_to_a_band() -> None:
    utterance = replace(UTTERANCE, lang="xx")
    assert kinds(sounding(np.tile(spoken().pcm.samples, 9)), utterance) == ["long"]


@pytest.mark.corpus
@pytest.mark.parametrize("lang", TEXTS)
def test_real_texts_keep_the_contract(lang: str) -> None:
    path = CORPUS / TEXTS[lang]
    if not path.is_file():
        pytest.skip("the corpus is not here")
    text = " ".join(path.read_text(encoding="utf-8")[20_000:26_000].split())
    said = spans(text, lang)
    for begin, end in segment(text, lang):
        inside = tuple(
            Span(s.begin - begin, s.end - begin, s.text, s.spoken, s.rule)
            for s in said
            if begin <= s.begin and s.end <= end
        )
        for piece in pieces(text[begin:end], lang, inside, voice=default_voice):
            engine, _ = voice(piece.voice)
            speech = engine.speak(piece.utterance)
            assert faults(piece.utterance, speech) == (), piece.utterance.text
