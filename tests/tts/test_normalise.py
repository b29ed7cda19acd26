import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tts.cases import Case, said, spoken_cases
from tts import Span, known, language, replaced, spans, spoken

_LANG = st.sampled_from(known())
_ODD = st.text(
    st.sampled_from("0123456789.,:;/-–—+%°$€£№§ ()[]²³½⅔ⅧⅣ①٣۷५xkmIVXLгрстчУНВạốthQĐ/_'\n*=&"),
    max_size=40,
)
_ANY = st.text(max_size=40)


@pytest.mark.parametrize("case", spoken_cases(), ids=str)
def test_a_case_is_said_as_a_reader_says_it(case: Case) -> None:
    assert said(case) == case.wanted


@given(st.one_of(_ODD, _ANY), _LANG)
def test_no_digit_is_left_in_what_is_spoken(text: str, lang: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert not [c for c in spoken(text, lang)[0] if c.isdigit()]


@given(st.one_of(_ODD, _ANY), _LANG)
def test_spans_are_sorted_disjoint_and_only_where_something_differs(text: str, lang: str) -> None:
    text = unicodedata.normalize("NFC", text)
    words, found = spoken(text, lang)
    at = 0
    for span in found:
        assert at <= span.begin <= span.end <= len(text)
        assert span.text == text[span.begin : span.end]
        assert span.text != span.spoken or span.ipa
        assert 0 < span.confidence <= 1
        assert span.rule
        at = span.end
    assert replaced(text, found) == words


@given(st.one_of(_ODD, _ANY), _LANG)
def test_no_letter_or_digit_is_silent(text: str, lang: str) -> None:
    text = unicodedata.normalize("NFC", text)
    for span in spans(text, lang):
        if any(c.isalnum() for c in span.text):
            assert span.spoken.strip()


class _Names:
    def apply(self, text: str, lang: str) -> tuple[Span, ...]:
        at = text.find("TP.HCM")
        return (Span(at, at + 6, "TP.HCM", "Sài Gòn", "lexicon.alias"),) if at >= 0 else ()


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        ("en", "Read by Lan Nguyễn.", "Read by Lan Nguyen."),
        ("vi", "Nhạc của Dvořák và Müller.", "Nhạc của Dvorák và Muller."),
        ("uk", "Пише Małgorzata.", "Пише Malgorzata."),
        ("en", "Read ȴ and Ɓa.", "Read l and Ba."),
    ],
)
def test_marked_letters_of_other_languages_are_said_without_their_marks(
    lang: str, text: str, said: str
) -> None:
    found, spans = spoken(text, lang)
    assert found == said
    assert {span.rule for span in spans} == {"foreign.letters"}
    assert all(span.confidence < 1 for span in spans)


def test_the_lexicon_goes_before_every_rule() -> None:
    assert spoken("Ở TP.HCM có 5 quận.", "vi", _Names())[0] == "Ở Sài Gòn có năm quận."


def test_the_south_of_vietnam_says_its_own_number_words() -> None:
    assert spoken("2005", "vi-VN-x-south")[0] == "hai ngàn không trăm lẻ năm"


def test_a_british_date_has_its_day_first() -> None:
    assert spoken("3/4/2020", "en-GB")[0] == "the third of April twenty twenty"
    assert spoken("3/4/2020", "en")[0] == "March fourth, twenty twenty"


def test_plain_prose_has_no_spans() -> None:
    assert spans("Trăm năm trong cõi người ta", "vi") == ()


def test_a_doubtful_reading_has_less_than_full_confidence() -> None:
    assert all(span.confidence < 1 for span in spans("3/4 và 7/9", "vi"))


def test_a_long_run_of_digits_takes_time_in_proportion() -> None:
    assert spoken("1" * 20_000, "en")[0].count("one") == 20_000
    assert "1" not in spoken("1." * 5_000, "ru")[0]


def test_a_language_without_a_folder_leaves_digits_to_its_engine() -> None:
    assert spans("5", "fr") == spans("5", language("fr", fallback=True)) == ()
    assert spoken("TP.HCM 5", "fr", _Names())[0] == "Sài Gòn 5"


@pytest.mark.parametrize("tag", known())
def test_every_rule_of_a_language_can_be_tried(tag: str) -> None:
    for each in language(tag).rules:
        assert each.pattern.pattern, each.name
