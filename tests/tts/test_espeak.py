"""espeak-ng: its words, its silence about signs, its sound in any order and any process."""

import ctypes
import hashlib
import random
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tts.engine import Speech, Utterance
from tts.engines._edges import MARGIN_MS
from tts.engines._espeak_ipa import mnemonics
from tts.engines._espeak_library import symbols
from tts.engines._espeak_persian import joined
from tts.engines._espeak_signs import quiet
from tts.engines.espeak import Espeak
from tts.errors import UnknownVoiceError

TEXTS = [
    ("en-us", "Affectation of candour is common enough--one meets with it everywhere."),
    ("en-us", "It was a fine day — yes; and 1234 birds sang! Did they?"),
    ("en-us", "Say ж and слово here."),
    ("vi", "Tôi đi học lúc 7 giờ, trời đẹp."),
    ("vi", "Năm 1945 ở Hà Nội, người ta ra đường."),
    ("vi-vn-x-south", "Năm 1945 ở Hà Nội."),
    ("fa", "سلام دنیا، می‌شود کتاب خواند."),
    ("fa", "سلام hello دنیا."),
    ("uk", "Пусто і дико було на тих лісових кладовищах, забутих Богом й людьми."),
    ("ru", "Смотри, Оверко, ты старый разиня; как будешь подъезжать."),
]


@pytest.fixture(scope="module")
def espeak() -> Espeak:
    return Espeak()


def said(espeak: Espeak, voice: str, text: str, rate: float = 1.0, pitch: float = 1.0) -> Speech:
    return espeak.speak(Utterance(text, voice[:2], voice, rate, pitch))


def digest(speech: Speech) -> str:
    return hashlib.sha256(speech.pcm.samples.tobytes()).hexdigest()


def tokens(espeak: Espeak, voice: str, text: str) -> list[str]:
    return [text[w.begin : w.end] for w in said(espeak, voice, text).words]


def test_a_number_is_one_word_however_many_words_it_is_said_in(espeak: Espeak) -> None:
    assert tokens(espeak, "en-us", "in 1,234,567 years") == ["in", "1,234,567", "years"]


def test_a_joiner_does_not_end_a_persian_word(espeak: Espeak) -> None:
    assert tokens(espeak, "fa", "می‌شود کتاب‌ها") == ["می‌شود", "کتاب‌ها"]


def test_offsets_count_code_points_after_emoji_and_combining_marks(espeak: Espeak) -> None:
    assert tokens(espeak, "en-us", "e\u0301cole 😀 ends") == ["e\u0301cole", "😀", "ends"]


def test_markup_is_text_and_is_spoken(espeak: Espeak) -> None:
    marked = said(espeak, "en-us", "<b>bold</b> and &amp;")
    plain = said(espeak, "en-us", "bold and")
    assert len(marked.pcm) > len(plain.pcm) * 1.5


def test_brackets_in_a_text_are_no_phonemes(espeak: Espeak) -> None:
    plain = said(espeak, "en-us", "see [[note]] there")
    told = espeak.speak(Utterance("see [[note]] there", "en", "en-us", phonemes=((13, 18, "ðɛɹ"),)))
    assert len(told.words) == len(plain.words) == 3
    assert len(told.pcm) == pytest.approx(len(plain.pcm), rel=0.35)


def test_words_on_both_sides_of_a_dash_have_their_own_times(espeak: Espeak) -> None:
    assert tokens(espeak, "en-us", "yes—no") == ["yes", "no"]


def test_each_word_sounds_until_the_next_begins(espeak: Espeak) -> None:
    speech = said(espeak, "vi", "Tôi đi học lúc bảy giờ.")
    for word, following in zip(speech.words, speech.words[1:], strict=False):
        assert word.stop == following.start
    assert speech.words[-1].stop == len(speech.pcm)


def test_the_edges_hold_no_more_silence_than_the_margin(espeak: Espeak) -> None:
    for voice, text in TEXTS:
        pcm = said(espeak, voice, text).pcm
        loud = np.flatnonzero(np.abs(pcm.samples.astype(np.int32)) > 103)
        margin = pcm.rate * MARGIN_MS // 1000
        assert loud[0] <= margin
        assert len(pcm) - 1 - loud[-1] <= margin


@pytest.fixture
def anew(espeak: Espeak) -> Iterator[Espeak]:
    """An engine as it works where the library has no symbol table."""
    library = espeak._library
    library._carried = None
    yield espeak
    library._carried = library._find_carried()


def test_a_text_sounds_the_same_whatever_was_spoken_before(espeak: Espeak) -> None:
    chance = random.Random(7)
    asked = [(v, t, r, p) for v, t in TEXTS for r, p in ((1.0, 1.0), (1.5, 1.4), (3.0, 0.7))]
    first = {each: digest(said(espeak, *each)) for each in asked}
    for _ in range(3):
        chance.shuffle(asked)
        for each in asked:
            assert digest(said(espeak, *each)) == first[each], each


def test_a_library_without_symbols_is_loaded_anew_and_sounds_the_same(
    espeak: Espeak, request: pytest.FixtureRequest
) -> None:
    usual = [digest(said(espeak, voice, text)) for voice, text in TEXTS]
    anew = request.getfixturevalue("anew")
    for _ in range(2):
        assert [digest(said(anew, voice, text)) for voice, text in TEXTS] == usual


def test_two_engines_in_one_process_do_not_disturb_each_other(espeak: Espeak) -> None:
    other = Espeak()
    for (voice, text), (voice_2, text_2) in zip(TEXTS, reversed(TEXTS), strict=True):
        expected = digest(said(espeak, voice, text))
        said(other, voice_2, text_2, pitch=1.5)
        assert digest(said(espeak, voice, text)) == expected


def test_another_process_gives_the_same_samples(espeak: Espeak) -> None:
    voice, text = TEXTS[8]
    code = (
        "import hashlib, sys; from tts.engines.espeak import Espeak; "
        "from tts.engine import Utterance; "
        "s = Espeak().speak(Utterance(sys.argv[2], 'uk', sys.argv[1])); "
        "sys.stdout.write(hashlib.sha256(s.pcm.samples.tobytes()).hexdigest())"
    )
    root = Path(__file__).parents[2]
    told = subprocess.run(
        [sys.executable, "-c", code, voice, text], capture_output=True, check=True, cwd=root
    )
    assert told.stdout.decode() == digest(said(espeak, voice, text))


def test_memory_stays_flat(espeak: Espeak) -> None:
    for _ in range(100):
        said(espeak, "vi", "Tôi đi học.")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for count in range(400):
        said(espeak, "vi", f"Lần thứ {count} rồi đấy.")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4_000  # kB


def phonemes(espeak: Espeak, voice: str, text: str) -> str:
    """What espeak-ng would say, without stress, pauses and marks of language."""
    library = espeak._library._library
    library.espeak_SetVoiceByName(espeak._files[voice].encode())
    tell = library.espeak_TextToPhonemes
    tell.restype = ctypes.c_char_p
    rest = ctypes.c_char_p(text.encode())
    parts = []
    while rest.value:
        parts.append(tell(ctypes.byref(rest), 1, 0).decode())
    return re.sub(r"[_:|\s',%=]+", "", "".join(parts))


def test_no_sign_is_named_where_scans_put_it(espeak: Espeak) -> None:
    pairs = {
        "uk": ("так", "ні"),
        "ru": ("так", "нет"),
        "en-us": ("so", "then"),
        "vi": ("ba", "hai"),
        "fa": ("سلام", "کتاب"),
    }
    for voice, (left, right) in pairs.items():
        for sign in (*'!?.,:;…«»"“”)(]•‼', "...", "».", '".', ").", ",»", "!..", "--", " - "):
            for pattern in ("{0} {2}{1}", "{0}{2} {1}", "{2}{0} {1}", "{0} {2} {1}"):
                text = quiet(pattern.format(left, right, sign), voice)
                plain = re.sub(r"[^\w\s]", " ", text)
                said_more = phonemes(espeak, voice, text), phonemes(espeak, voice, plain)
                assert len(said_more[0]) <= len(said_more[1]) + 1, (voice, text, said_more)


@pytest.mark.parametrize(
    ("text", "voice", "expected"),
    [
        ("so ,then", "en-us", "so  then"),
        ("(so). Then", "en-us", "(so.) Then"),
        ("3,000.50 at 12:30", "en-us", "3,000.50 at 12:30"),
        ("o'clock, twenty-two", "en-us", "o'clock, twenty-two"),
        ("-5 and so-", "en-us", "-5 and so "),
        ("U.S.A. today", "en-us", "U.S.A. today"),
        ("«Так…» — він", "uk", "“Так.“ — він"),
        ("و…", "fa", "و…"),
        ("کَر\u064e\u0651م", "fa", "کَر\u0651\u064eم"),  # a shadda that comes second is named
    ],
)
def test_signs_become_signs_that_are_silent(text: str, voice: str, expected: str) -> None:
    assert quiet(text, voice) == expected
    assert len(quiet(text, voice)) == len(text)


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("بیست و سه", "bistose"),
        ("هزار و سیصد و پنجاه و هفت نفر", "hezARosisadopandZAhohaftnafaR"),
        ("سی و پنجم", "siopandZom"),
        ("بیست و سهم", "bistva"),
    ],
)
def test_the_words_of_a_persian_number_are_joined_as_people_say_them(
    espeak: Espeak, text: str, sound: str
) -> None:
    assert phonemes(espeak, "fa", joined(text)).startswith(sound)
    assert len(joined(text)) == len(text)
    speech = espeak.speak(Utterance(text, "fa", "fa"))
    assert [(word.begin, word.end) for word in speech.words][-1][1] == len(text)


@pytest.mark.parametrize(
    ("ipa", "voice", "expected"),
    [
        ("ˈnuːtən", "en-us", "n'u:t@n"),
        ("/dɪˈsɛmbɚ/", "en-us", "dIs'Emb3"),
        ("ŋwiən˨˩", "vi", "Nwi@2n"),
        ("haː˨˩ noj˧˨ʔ", "vi", "ha:2 no6j"),
        ("ˈkɪjiu̯", "uk", None),
        ("ˈkɪjiu", "uk", "k'Iji:u"),
        ("mɐskˈva", "ru", "mVskv'a"),
        ("tehˈɾɒn", "fa", "tehR'An"),
        ("ˈǃkuŋ", "en-us", None),
        ("", "vi", None),
        ("abc", "de", None),
    ],
)
def test_ipa_becomes_mnemonics_or_is_refused(ipa: str, voice: str, expected: str | None) -> None:
    assert mnemonics(ipa, voice) == expected


def test_a_pronunciation_is_heard_and_keeps_its_place(espeak: Espeak) -> None:
    text = "I saw Nguyen there"
    told = espeak.speak(Utterance(text, "en", "en-us", phonemes=((6, 12, "ŋwiːˈɛn"),)))
    plain = said(espeak, "en-us", text)
    assert [text[w.begin : w.end] for w in told.words] == text.split()
    assert digest(told) != digest(plain)


def test_a_word_by_its_own_phonemes_sounds_as_long_as_by_its_letters(espeak: Espeak) -> None:
    for voice, text, ipa in [
        ("en-us", "gardening", "ɡˈɑːɹdənɪŋ"),
        ("ru", "голова", "ɡaɭʌvˈa"),
        ("uk", "лапка", "lˈapka"),
        ("fa", "کتاب", "ketˈɑb"),
        ("vi", "trăng", "tʃăŋ"),
    ]:
        told = espeak.speak(Utterance(text, voice[:2], voice, phonemes=((0, len(text), ipa),)))
        assert len(told.pcm) == pytest.approx(len(said(espeak, voice, text).pcm), rel=0.25), voice


def test_a_pronunciation_it_can_not_say_leaves_the_text(
    espeak: Espeak, caplog: pytest.LogCaptureFixture
) -> None:
    assert not espeak.takes("ǃkuŋ", "en-us")
    told = espeak.speak(Utterance("so it is", "en", "en-us", phonemes=((3, 5, "ǃ"),)))
    assert digest(told) == digest(said(espeak, "en-us", "so it is"))
    assert "no phonemes" in caplog.text


def test_voices_are_named_after_languages(espeak: Espeak) -> None:
    voices = {voice.name: voice for voice in espeak.voices()}
    wanted = {"vi", "vi-vn-x-south", "vi-vn-x-central", "en-us", "en-gb", "uk", "ru", "fa"}
    assert {f"espeak:{name}" for name in wanted} <= voices.keys()
    assert len({voice.digest for voice in voices.values()}) == len(voices)
    assert "vi" in voices["espeak:vi-vn-x-south"].languages
    assert all(voice.sample_rate == 22050 for voice in voices.values())


def test_an_unknown_voice_is_told_with_the_nearest(espeak: Espeak) -> None:
    with pytest.raises(UnknownVoiceError) as caught:
        said(espeak, "vii", "không")
    assert "vi" in caught.value.known


def test_ctrl_c_while_speaking_is_not_lost(espeak: Espeak, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(address: int, length: int) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ctypes, "string_at", interrupt)
        with pytest.raises(KeyboardInterrupt):
            said(espeak, "en-us", "so it goes")
    assert said(espeak, "en-us", "so it goes").words


def test_symbols_are_read_from_elf_files_only() -> None:
    assert symbols(b"MZ not an elf file", (b"a",)) is None
    assert symbols(b"", (b"a",)) is None
