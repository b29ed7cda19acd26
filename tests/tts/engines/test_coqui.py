"""Coqui's adapter by tiny models with random weights: the real path, but for what is heard."""

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts.contract import Band, faults
from tts.engine import Equipment, Speech, Utterance
from tts.errors import (
    DamagedVoiceError,
    EngineUnavailableError,
    SynthesisError,
    UnknownLanguageError,
    UnknownVoiceError,
    VoiceFolderError,
)

if find_spec("TTS") is None and not os.environ.get("CI"):
    pytest.skip("Coqui is not installed: make test-extras", allow_module_level=True)

from tests.tts.engines import vits
from tts.engines.coqui import Coqui

pytestmark = pytest.mark.extras
NOISE = Band(0.5, 2_000)
SENTENCE = "Xin chào các bạn, hôm nay trời đẹp lắm – “Đi…” bà bảo!"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("voices")


@pytest.fixture(scope="module")
def coqui(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Coqui:
    """The engine with a voice of letters, one of phonemes, and one of three speakers."""
    files = tmp_path_factory.mktemp("files")
    vits.voice(home, vits.model(files / "letters"), "letters", "vi")
    phonemes = vits.model(
        files / "ipa",
        letters="",
        phonemes=vits.IPA,
        use_phonemes=True,
        phonemizer="espeak",
        phoneme_language="en-us",
        text_cleaner="phoneme_cleaners",
    )
    vits.voice(home, phonemes, "ipa", "en")
    names = ("speaker0", "speaker1", "speaker2")
    vits.voice(home, vits.model(files / "three", speakers=3), "three", "vi", speakers=names)
    return Coqui.equipped(Equipment(home))


def said(
    coqui: Coqui, text: str, voice: str = "letters", lang: str = "vi", **more: float
) -> Speech:
    return coqui.speak(Utterance(text, lang, voice, **more))  # type: ignore[arg-type]


def test_words_cover_the_text_and_the_sound_exactly(coqui: Coqui) -> None:
    speech = said(coqui, SENTENCE)
    assert faults(Utterance(SENTENCE, "vi", "letters"), speech, NOISE) == ()
    assert [SENTENCE[w.begin : w.end] for w in speech.words] == [
        *("Xin", "chào", "các", "bạn,", "hôm", "nay", "trời", "đẹp", "lắm", "“Đi", "bà", "bảo!"),
    ]
    assert all(word.exact for word in speech.words)
    assert speech.words[-1].stop == len(speech.pcm)
    assert [w.stop for w in speech.words[:-1]] == [w.start for w in speech.words[1:]]


def test_a_word_lasts_as_long_as_the_model_says_of_its_tokens(coqui: Coqui) -> None:
    """Against the model itself, asked directly: frames × 256, blanks with the token before."""
    from tts.engines._neural import seed
    from tts.engines.coqui._engine import _Tokens

    text = "bà bảo đi"
    utterance = Utterance(text, "vi", "letters")
    home, known = coqui._known("letters")
    tokens = coqui._model(home)
    assert isinstance(tokens, _Tokens)
    spelling = tokens.speller.spell(utterance, None)
    raw = tokens._network.speak(spelling.ids, "", None, 1.0, seed(utterance, known, 0))
    assert raw.ends is not None
    assert raw.ends[-1] == len(raw.samples)
    assert not any(raw.ends % 256)
    letters = [*text, "."]
    assert len(spelling.ids) == 2 * len(letters) + 1
    first = {word: 1 + 2 * text.index(word) for word in text.split()}
    assert [s.symbol for s in spelling.starts] == list(first.values())
    speech = coqui.speak(utterance)
    steps = [int(raw.ends[at - 1]) for at in first.values()]
    assert [w.start - speech.words[0].start for w in speech.words] == [s - steps[0] for s in steps]


def test_the_same_utterance_gives_the_same_samples_whatever_was_said_before(coqui: Coqui) -> None:
    first = said(coqui, SENTENCE).pcm.samples.tobytes()
    said(coqui, "Không.")
    said(coqui, SENTENCE, "three")
    assert said(coqui, SENTENCE).pcm.samples.tobytes() == first
    assert said(coqui, SENTENCE, seed=1).pcm.samples.tobytes() != first


def test_speakers_are_voices_with_sounds_and_digests_of_their_own(coqui: Coqui) -> None:
    voices = {v.name: v for v in coqui.voices()}
    assert {"coqui:three", "coqui:three/speaker1", "coqui:letters"} <= set(voices)
    assert voices["coqui:three/speaker1"].digest != voices["coqui:three/speaker2"].digest
    heard = [said(coqui, "bà bảo", f"three/speaker{n}").pcm.samples.tobytes() for n in range(3)]
    assert len(set(heard)) == 3
    with pytest.raises(UnknownVoiceError):
        said(coqui, "bà bảo", "three/nobody")


@pytest.mark.parametrize("rate", [0.5, 2.0])
def test_a_rate_changes_the_length(coqui: Coqui, rate: float) -> None:
    usual = len(said(coqui, SENTENCE).pcm)
    assert usual / len(said(coqui, SENTENCE, rate=rate).pcm) == pytest.approx(rate, rel=0.1)


def test_a_pitch_keeps_the_length_and_the_words_in_the_sound(coqui: Coqui) -> None:
    usual, high = said(coqui, SENTENCE), said(coqui, SENTENCE, pitch=1.25)
    assert len(high.pcm) == pytest.approx(len(usual.pcm), rel=0.1)
    assert faults(Utterance(SENTENCE, "vi", "letters"), high, NOISE) == ()


@pytest.mark.parametrize("text", ["năm 1945", "hai ± ba", "мова"])
def test_what_the_model_was_not_taught_is_told_and_never_dropped(coqui: Coqui, text: str) -> None:
    with pytest.raises(SynthesisError, match="not taught"):
        said(coqui, text)


@pytest.mark.parametrize("text", ["", " ", "!!!", "— … —", "«»", "\u200c"])
def test_a_text_with_nothing_to_say_is_no_sound(coqui: Coqui, text: str) -> None:
    speech = said(coqui, text)
    assert len(speech.pcm) == 0
    assert speech.words == ()


@given(text=st.text(alphabet=vits.VIETNAMESE + "  ,.-–“”ĐÀ\u0300\n\u200c12", max_size=80))
@settings(deadline=None, max_examples=60)
def test_any_text_has_its_words_or_an_error(coqui: Coqui, text: str) -> None:
    utterance = Utterance(text, "vi", "letters")
    try:
        speech = coqui.speak(utterance)
    except SynthesisError as error:
        assert error.reason  # noqa: PT017
        return
    assert faults(utterance, speech, NOISE) == ()


def test_joined_words_are_parted_and_marked_as_guessed(coqui: Coqui) -> None:
    text = "The fox is in the box, and the end of it."
    speech = said(coqui, text, "ipa", "en")
    told = {text[w.begin : w.end]: w.exact for w in speech.words}
    assert [text[w.begin : w.end] for w in speech.words] == text.split()
    assert told["box,"]
    assert not all(w.exact for w in speech.words)


def test_a_model_of_letters_is_told_a_pronunciation_in_letters(coqui: Coqui) -> None:
    assert coqui.takes("ˈnuːtən", "letters")
    assert not coqui.takes("ʘ", "letters")
    text = "ông Newton ngồi"
    told = Utterance(text, "vi", "letters", phonemes=((4, 10, "ˈnuːtən"),))
    speech = coqui.speak(told)
    assert [text[w.begin : w.end] for w in speech.words] == text.split()
    written = said(coqui, "ông nutơn ngồi")
    assert len(speech.pcm) == pytest.approx(len(written.pcm), rel=0.5)
    assert speech.pcm.samples.tobytes() != said(coqui, text).pcm.samples.tobytes()


def test_a_model_of_phonemes_is_told_a_pronunciation_as_it_is(coqui: Coqui) -> None:
    assert coqui.takes("ˈnuːtən", "ipa")
    assert not coqui.takes("ʘ", "ipa")
    text = "I read Newton aloud."
    begin = text.index("Newton")
    plain = Utterance(text, "en", "ipa")
    told = Utterance(text, "en", "ipa", phonemes=((begin, begin + 6, "ɹˈɛdɪŋ"),))
    speech = coqui.speak(told)
    assert [text[w.begin : w.end] for w in speech.words] == text.split()
    assert speech.pcm.samples.tobytes() != coqui.speak(plain).pcm.samples.tobytes()


def test_a_changed_file_is_told_before_it_speaks(home: Path, tmp_path: Path) -> None:
    vits.voice(tmp_path, home / "coqui" / "letters", "letters", "vi")
    path = tmp_path / "coqui" / "letters" / "model.pth"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(DamagedVoiceError):
        said(Coqui.equipped(Equipment(tmp_path)), "bà")


@pytest.mark.parametrize(
    ("name", "content"),
    [("config.json", b"{"), ("config.json", b'{"model": "vits"}'), ("model.pth", b"no weights")],
)
def test_a_folder_that_is_no_model_is_told(
    home: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for file in ("config.json", "model.pth"):
        (files / file).write_bytes((home / "coqui/letters" / file).read_bytes())
    (files / name).write_bytes(content)
    vits.voice(tmp_path / "voices", files, "broken", "vi")
    with pytest.raises(VoiceFolderError):
        said(Coqui.equipped(Equipment(tmp_path / "voices")), "bà", "broken")


def test_weights_that_would_run_code_are_refused(home: Path, tmp_path: Path) -> None:
    import torch

    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return os.system, (f"touch {tmp_path / 'ran'}",)

    files = tmp_path / "files"
    files.mkdir()
    (files / "config.json").write_bytes((home / "coqui/letters/config.json").read_bytes())
    torch.save({"model": Evil()}, files / "model.pth")
    vits.voice(tmp_path / "voices", files, "evil", "vi")
    with pytest.raises(VoiceFolderError):
        said(Coqui.equipped(Equipment(tmp_path / "voices")), "bà", "evil")
    assert not (tmp_path / "ran").exists()


def test_a_card_that_is_not_there_is_told(home: Path) -> None:
    import torch

    if torch.cuda.is_available():
        speech = said(Coqui.equipped(Equipment(home, "cuda")), "bà bảo đi")
        assert faults(Utterance("bà bảo đi", "vi", "letters"), speech, NOISE) == ()
        return
    with pytest.raises(EngineUnavailableError, match="CUDA"):
        said(Coqui.equipped(Equipment(home, "cuda")), "bà")


def test_a_spectrogram_model_of_tokens_has_exact_times_too(tmp_path: Path) -> None:
    """Glow-TTS without a vocoder: lengths by its alignment, sound by Griffin and Lim's way."""
    vits.glow(tmp_path / "glow")
    about = vits.voice(tmp_path / "voices", tmp_path / "glow", "glow", "vi")
    speech = said(Coqui.equipped(Equipment(tmp_path / "voices")), "bà bảo đi", about.name)
    assert [w.exact for w in speech.words] == [True] * 3
    assert np.abs(speech.pcm.samples).max() > 100


def test_a_voice_of_mms_speaks_with_exact_times(tmp_path: Path) -> None:
    files = vits.mms(tmp_path / "mms")
    vits.voice(tmp_path / "voices", files, "vie", "vi", sample_rate=16_000)
    coqui = Coqui.equipped(Equipment(tmp_path / "voices"))
    text = "Không kể, kìa."
    speech = said(coqui, text, "vie")
    assert speech.pcm.rate == 16_000
    assert [(text[w.begin : w.end], w.exact) for w in speech.words] == [
        *(("Không", True), ("kể,", True), ("kìa.", True))
    ]
    with pytest.raises(SynthesisError, match="not taught"):
        said(coqui, "năm 5", "vie")


def test_xtts_follows_a_recording_in_the_language_of_the_text(tmp_path: Path) -> None:
    """It tells no times, so words share them; what is over its limit is said in parts."""
    languages = {"languages": ("en", "ru"), "reference": "reference.wav", "sample_rate": 24_000}
    vits.voice(tmp_path / "voices", vits.xtts(tmp_path / "xtts"), "xtts", "en", **languages)
    coqui = Coqui.equipped(Equipment(tmp_path / "voices"))
    for lang, text in (("en", "Hello there, how are you?"), ("ru-RU", "привет всем. " * 15)):
        speech = said(coqui, text, "xtts", lang)
        assert speech.pcm.rate == 24_000
        assert [text[w.begin : w.end] for w in speech.words] == text.split()
        assert not any(w.exact for w in speech.words)
    again = said(coqui, "Hello.", "xtts", "en").pcm.samples.tobytes()
    assert said(coqui, "Hello.", "xtts", "en").pcm.samples.tobytes() == again
    with pytest.raises(UnknownLanguageError):
        said(coqui, "Xin chào", "xtts", "vi")
    with pytest.raises(SynthesisError, match="not taught"):
        said(coqui, "five € each", "xtts", "en")


def test_no_more_than_two_models_are_held(coqui: Coqui) -> None:
    for name, lang in (("letters", "vi"), ("ipa", "en"), ("three", "vi"), ("letters", "vi")):
        said(coqui, "no no", name, lang)
        assert len(coqui._loaded) <= 2
