"""One contract for every engine, over texts that break engines."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media import Pcm
from tts.contract import faults
from tts.engine import Utterance
from tts.errors import SynthesisError
from tts.registry import default_voice, engine, voice

NASTY = {
    "vi": [
        "Không.",
        "Năm 1945, ngày 2/9, giá 15.000đ; A.B.C – TP.HCM",
        "Ơ ê ă â đ ư",
        "hoà bình và hoà\u0300 bình",
        "“Đi…” – bà bảo: (nhanh lên)!",
    ],
    "en": [
        "a",
        "The year 1984, at 12:30 o'clock, cost $15.50; 3,000.50 and -5.",
        "e\u0301cole, cafe\u0301",
        "She smiled 😀 and 👩‍👩‍👧 waved.",
        "<b>bold</b> &amp; <speak>so</speak> [[h@l'oU]] it ended.",
        "one\ntwo\tthree\u00a0four",
        "well - known — yes…no don't “quoted” (paren).",
        "\x01 40s \x07bell \x00end",
        "100% of A+B=C @home #5 x^2 ½ ² €",
        "Supercalifragilistic" * 12,
        "\u200bzero\u200dwidth\ufeff here",
        "word ,word !word .word :word",
    ],
    "uk": [
        "в",
        "П'ять м’ята 1234 слова, об'єкт.",
        '«Так…» — сказав він; "ні"... [дужки]!',
        "25-го 1991 р.",
    ],
    "ru": ["и", "В лесу 25-го числа, в 1812 году; к нам...", "Ё-моё! Кто-то -- там?", "И\u0306од"],
    "fa": [
        "و",
        "می‌شود کتاب‌ها ۱۲۳۴ را خواند، خانه‌ی ما",
        "سَلامٌ عَلَیکُم؟",
        "سلام hello دنیا.",
    ],
}
SILENT = ["", " ", "!!!", "...", "— … —", "«»", "\n\t", "؟", "\u200c"]


@pytest.mark.parametrize("name", ["espeak", "tone"])
@pytest.mark.parametrize("lang", NASTY)
def test_every_engine_keeps_the_contract_on_nasty_texts(name: str, lang: str) -> None:
    speaker = engine(name)
    short = "sine" if name == "tone" else default_voice(lang).partition(":")[2]
    for text in NASTY[lang]:
        utterance = Utterance(text, lang, short)
        assert faults(utterance, speaker.speak(utterance)) == (), text


@pytest.mark.parametrize("name", ["espeak:vi", "espeak:uk", "tone:sine"])
@pytest.mark.parametrize("text", SILENT)
def test_a_text_with_nothing_to_say_is_no_sound_and_no_words(name: str, text: str) -> None:
    speaker, known = voice(name)
    speech = speaker.speak(Utterance(text, "vi", known.name.partition(":")[2]))
    assert len(speech.pcm) == 0
    assert speech.words == ()


@pytest.mark.parametrize("name", ["espeak:en-us", "espeak:fa", "tone:sine"])
@settings(deadline=None, max_examples=60)
@given(text=st.text(max_size=60))
def test_any_text_gives_ordered_words_that_cover_it(name: str, text: str) -> None:
    speaker, known = voice(name)
    utterance = Utterance(text, "und", known.name.partition(":")[2])
    try:
        speech = speaker.speak(utterance)
    except SynthesisError as error:
        assert error.reason == "silence"  # noqa: PT017
        return
    found = faults(utterance, speech)
    assert [f for f in found if f.split()[0] not in {"long", "short", "silent"}] == []


@pytest.mark.parametrize("name", ["espeak:en-us", "tone:sine"])
def test_a_rate_of_two_halves_the_sound(name: str) -> None:
    speaker, known = voice(name)
    short = known.name.partition(":")[2]
    text = "The quick brown fox jumps over the lazy dog and runs away."
    usual = len(speaker.speak(Utterance(text, "en", short)).pcm)
    for factor in (0.5, 2.0, 3.0):
        fast = len(speaker.speak(Utterance(text, "en", short, rate=factor)).pcm)
        assert usual / fast == pytest.approx(factor, rel=0.12)


@pytest.mark.parametrize("name", ["espeak:en-us", "espeak:vi", "tone:sine"])
@pytest.mark.parametrize("factor", [0.8, 1.4])
def test_a_factor_of_pitch_is_heard(name: str, factor: float) -> None:
    speaker, known = voice(name)
    short = known.name.partition(":")[2]
    text = "Many men in Maine may marry in May, and more are in Iowa."

    def hertz(pitch: float) -> float:
        sound = speaker.speak(Utterance(text, "en", short, pitch=pitch)).pcm
        return median_hertz(sound)

    assert hertz(factor) / hertz(1.0) == pytest.approx(factor, rel=0.1)


def median_hertz(sound: Pcm) -> float:
    """The median pitch of the voiced parts of a sound, by autocorrelation."""
    found = []
    least, most = sound.rate // 900, sound.rate // 45
    for at in range(0, len(sound) - 2048, 1024):
        part = sound.samples[at : at + 2048].astype(np.float64)
        echo = np.correlate(part, part, "full")[2047:]
        period = least + int(np.argmax(echo[least:most]))
        if np.abs(part).max() > 3000 and echo[period] > echo[0] / 2:
            found.append(sound.rate / period)
    return float(np.median(found))
