"""X-SAMPA becomes IPA, the longest symbol first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.lexicon.ipa import strangers
from tts.lexicon.xsampa import _SOUNDS, ipa


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{b@\"lIS@n", "æbəˈlɪʃən"),
        ("t_SaInA", "t͡ʃaɪnɑ"),
        ("n_0", "n̥"),
        ("d_<", "ɗ"),
        ("r\\`", "ɻ"),
        ("a_H_T", "a᷄"),
        ("O~", "ɔ̃"),
        ("t-S", "tʃ"),
        ("b@ \"laI", "bə ˈlaɪ"),
        ("p_h%Nw", "pʰˌŋw"),
        ("", ""),
    ],
)  # fmt: skip
def test_symbols_become_sounds(written: str, said: str) -> None:
    assert ipa(written) == (said, "")


@pytest.mark.parametrize(("written", "odd"), [("té", "é"), ("t#a", "#a"), ("ʃ", "ʃ")])
def test_what_is_no_symbol_is_told(written: str, odd: str) -> None:
    assert ipa(written) == ("", odd)


@given(st.sampled_from(sorted(_SOUNDS)))
def test_every_sound_of_the_table_is_ipa(symbol: str) -> None:
    said, odd = ipa(f"a{symbol}")
    assert odd == ""
    assert strangers(said) == ()


def test_ipa_knows_its_own_and_strangers() -> None:
    assert strangers("ˈŋwiən˧ˀ˥ t͡ʃ ɪ̯ [a]/b/ (ə)") == ()
    assert strangers("h3%é9") == ("3", "%", "9")
