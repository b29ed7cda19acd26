"""English: number words, years told from counts, letters that engines misread, headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from tts import segment, spans, spoken
from tts.languages.en import _numbers as numbers
from tts.utterance import pieces

_SIZES = st.one_of(st.integers(0, 3000), st.integers(0, 10**15 - 1))


def said(text: str, lang: str = "en") -> str:
    return spoken(text, lang)[0]


@given(_SIZES)
def test_cardinals_and_ordinals_agree_with_num2words(n: int) -> None:
    assert numbers.cardinal(n) == num2words(n).replace(",", "")
    assert numbers.ordinal(n) == num2words(n, to="ordinal").replace(",", "")


@given(st.integers(1100, 2099))
def test_years_agree_with_num2words(n: int) -> None:
    assert numbers.year(n) == num2words(n, to="year").replace(",", "")


@given(st.integers(1100, 2099), st.sampled_from(["people", "soldiers", "copies", "square miles"]))
def test_four_figures_before_what_is_counted_are_no_year(n: int, noun: str) -> None:
    assert said(f"More than {n} {noun} were there.").startswith(
        f"More than {numbers.cardinal(n)} {noun}"
    )


@given(st.integers(1100, 2099), st.sampled_from(["In", "Since", "In early", "In July"]))
def test_four_figures_behind_a_word_of_time_are_a_year(n: int, word: str) -> None:
    assert said(f"{word} {n} he left.") == f"{word} {numbers.year(n)} he left."


@given(st.integers(1, 28), st.integers(1, 12), st.integers(1500, 2030))
def test_a_date_in_figures_is_read_by_the_custom_of_the_country(d: int, m: int, y: int) -> None:
    day, written = numbers.ordinal(d), f"{m}/{d}/{y}"
    assert f"{day}, {numbers.year(y)}" in said(written, "en-US")
    assert said(f"{d}/{m}/{y}", "en-GB").startswith(f"the {day} of ")


@given(st.integers(0, 23), st.integers(1, 59))
def test_a_time_has_its_hour_and_its_minutes(hour: int, minute: int) -> None:
    told = said(f"at {hour}:{minute:02} he left")
    assert told == f"at {numbers.cardinal(hour)} {numbers.two(minute)} he left"


@given(st.integers(1, 39))
def test_a_roman_numeral_counts_parts_and_ranks_rulers(n: int) -> None:
    numeral = _roman(n)
    assert said(f"Chapter {numeral}.") == f"Chapter {numbers.cardinal(n)}."
    assert said(f"King Louis {numeral} ruled") == f"King Louis the {numbers.ordinal(n)} ruled"


def _roman(n: int) -> str:
    tens = "X" * (n // 10)
    return tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][n % 10]


@pytest.mark.parametrize("text", ["the RAF", "at 5 a.m.", "vitamin A", "the A38", "B. A. Hall"])
def test_the_letter_a_comes_with_its_sound(text: str) -> None:
    assert any(span.ipa and "eɪ" in span.ipa for span in spans(text, "en"))


def test_a_spoken_letter_keeps_its_sound_in_the_utterance() -> None:
    text = "He left at 5 a.m. today"
    (piece,) = pieces(text, "en", spans(text, "en"), voice=lambda _: "tone:sine")
    ((begin, end, ipa),) = piece.utterance.phonemes
    assert (piece.utterance.text[begin:end], ipa) == ("A M", "ˈeɪ ˈɛm")


@pytest.mark.parametrize(
    "text",
    ["He said I am right.", "the part I played", "a mix of things", "Model X", "did it", "vi"],
)
def test_a_word_is_no_roman_numeral(text: str) -> None:
    assert said(text) == text


def test_a_doubtful_number_is_told_as_doubtful() -> None:
    (date,) = (s for s in spans("He came on 3/4/2020.", "en") if s.rule == "date.full")
    (clear,) = (s for s in spans("He came on 13/4/2020.", "en") if s.rule == "date.full")
    assert date.confidence < 0.8 <= clear.confidence


@pytest.mark.parametrize(
    "unit", ["\n", "1 000 ", "A. ", "5 km/", "$1,", "John 3:16; ", "_a", "— ", "IV. ", "1/"]
)
def test_hostile_text_is_read_to_its_end(unit: str) -> None:
    text = unit * 3000
    assert not [c for c in said(text) if c.isdigit()]
    assert "".join(text[a:b] for a, b in segment(text, "en")).replace(" ", "") == (
        text.replace(" ", "").strip()
    )
