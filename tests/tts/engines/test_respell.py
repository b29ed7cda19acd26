"""Pronunciations in a language's own letters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.engines.coqui._respell import _TABLES, respell


@pytest.mark.parametrize(
    ("ipa", "lang", "letters"),
    [
        ("ˈnjuːtən", "uk", "нютен"),
        ("ˈʃeɪkspɪə", "uk", "шейкспие"),
        ("ˈɡøːtə", "ru", "гетэ"),
        ("t͡ʃaɪˈkɔfskɪj", "ru", "чайкофский"),
        ("ˈnuːtən", "vi", "nutơn"),
        ("ʃɛkspia", "vi-VN", "sekxpia"),
        ("wɪn", "en", "win"),
        ("ŋwiən", "en-GB", "ngweeuhn"),
        ("tʃiː ɡoʊ", "en", "chee goh"),
        ("ʃekspiːr", "fa", "شکسپیر"),
    ],
)
def test_a_name_is_written_as_a_reader_would(ipa: str, lang: str, letters: str) -> None:
    assert respell(ipa, lang) == letters


@pytest.mark.parametrize(("ipa", "lang"), [("ʘa", "uk"), ("", "vi"), ("ˈ", "en"), ("a", "de")])
def test_what_has_no_letter_is_not_guessed(ipa: str, lang: str) -> None:
    assert respell(ipa, lang) is None


@given(ipa=st.text("pbtdkɡgmnŋfvszʃʒxhlrjaeiouəɛɔɪʊˈː. ͡", max_size=30))
@pytest.mark.parametrize("lang", _TABLES)
def test_whatever_is_given_only_letters_come(lang: str, ipa: str) -> None:
    written = respell(ipa, lang)
    assert written is None or all(c == " " or unicodedata.category(c)[0] == "L" for c in written)
