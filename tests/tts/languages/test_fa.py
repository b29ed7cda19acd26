"""What only Persian says: its digits, calendars, honorifics and the word for nine."""

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts import language, spoken
from tts.languages.fa._numbers import PersianNumbers

_FA = language("fa")
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_SIGNS = "0123456789۰۱۲۳۴۵۶۷۸۹٫٬/.:-–،()[]٪%$°×+ شقمهجصع.ABXVيك\u200c\u0654ـ"


def _said(text: str) -> str:
    return spoken(text, _FA)[0]


@given(
    st.from_regex(r"[1-9][0-9]{0,3}([/.:٫-][0-9]{1,4}){0,2}( ق\.م| درصد| تومان)?", fullmatch=True)
)
def test_the_three_kinds_of_digits_are_said_alike(written: str) -> None:
    assert _said(written.translate(_PERSIAN)) == _said(written) == _said(written.translate(_ARABIC))


@given(st.text(st.sampled_from(_SIGNS), max_size=40))
def test_no_digit_is_left_in_any_mixture_of_signs(text: str) -> None:
    assert not any(c.isdigit() for c in _said(text))


@given(st.integers(1300, 1420), st.integers(1, 12), st.integers(1, 29))
def test_a_solar_date_is_said_with_its_month_in_either_order(y: int, m: int, d: int) -> None:
    months = str(_FA.words["months"]["solar"]).split("|")
    numbers = cast(PersianNumbers, _FA.numbers)
    wanted = f"{numbers.ordinal(d, lone=False)} {months[m - 1]} {numbers.integer(y)}"
    assert _said(f"{y}/{m:02}/{d:02}") == wanted
    assert _said(f"{d}/{m}/{y}") == wanted


@given(st.integers(0, 10**15 - 1))
def test_nine_carries_its_vowel_so_that_it_is_not_no(n: int) -> None:
    assert "نه" not in cast(PersianNumbers, _FA.numbers).integer(n).split()


@given(st.integers(1, 10**6))
def test_an_ordinal_ends_in_its_suffix_and_a_rank_goes_on_from_it(n: int) -> None:
    numbers = cast(PersianNumbers, _FA.numbers)
    assert numbers.ordinal(n, lone=False).endswith("م")
    assert numbers.rank(n).endswith("ین")


@pytest.mark.parametrize("short", ["ص", "ع", "س", "عج", "ره", "رض", "قده"])
@pytest.mark.parametrize(
    "text", ["حضرت فاطمه({})، آمد", "حضرت فاطمه ({}) آمد", "حضرت فاطمه ( {} ) آمد"]
)
def test_an_honorific_is_said_in_full_without_stray_commas(short: str, text: str) -> None:
    said = _said(text.format(short))
    assert "(" not in said
    assert said.count("،") == text.count("،")
    assert "  " not in said
    assert " ،" not in said


@given(st.sampled_from("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنهی"), st.sampled_from(["امیدی", "رضایی"]))
def test_an_initial_ends_no_sentence_and_loses_its_stop(letter: str, name: str) -> None:
    said, spans = spoken(f"آقای {letter}. {name} آمد.", _FA)
    assert said.endswith(f"{name} آمد.")
    assert len(spans) == 1


def test_a_reading_that_the_context_does_not_decide_is_less_than_certain() -> None:
    for doubtful in ("۳/۴", "۱۲۳/۴۵", "۲۰-۱۵ نفر", "د. رضایی", "۳۱/۰۲/۰۳", "FATF"):
        assert all(span.confidence < 1 for span in spoken(doubtful, _FA)[1])
