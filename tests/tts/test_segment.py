import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tts.cases import Case, cut, sentence_cases
from tts import known, language, segment

_PROSE = st.text(
    st.sampled_from("aAбБcвAn1. ?!…—–-\"“”«»()'\n\u200c۱یت.мгТP:;,5IVXтед"), max_size=80
)
_LANG = st.sampled_from(known())


@pytest.mark.parametrize("case", sentence_cases(), ids=str)
def test_a_case_is_cut_where_a_reader_would_pause(case: Case) -> None:
    assert cut(case) == case.wanted


@given(_PROSE, _LANG, st.booleans())
def test_sentences_are_sorted_disjoint_and_bare_and_hold_every_character(
    text: str, lang: str, lines: bool
) -> None:
    ranges = segment(text, lang, lines=lines)
    at = 0
    for begin, end in ranges:
        assert at <= begin < end <= len(text)
        assert not text[at:begin].strip()
        assert text[begin:end] == text[begin:end].strip()
        at = end
    assert not text[at:].strip()


@given(_PROSE, _LANG)
def test_a_sentence_alone_is_one_sentence(text: str, lang: str) -> None:
    for begin, end in segment(text, lang):
        assert segment(text[begin:end], lang) == ((0, end - begin),)


@given(_PROSE, _LANG)
def test_no_sentence_crosses_a_line_of_verse(text: str, lang: str) -> None:
    for begin, end in segment(text, lang, lines=True):
        assert "\n" not in text[begin:end]


def test_a_line_end_in_prose_is_white_space() -> None:
    assert segment("Trăm năm trong cõi\nngười ta. Chữ tài", "vi") == ((0, 28), (29, 36))


def test_a_language_without_a_folder_is_cut_by_marks_and_capitals() -> None:
    assert segment("Un. Deux.", "fr") == ((0, 3), (4, 9))
    assert segment("Un. deux", language("fr", fallback=True)) == ((0, 8),)


def test_a_space_left_out_does_not_join_two_english_sentences() -> None:
    text = "It was late.He met Mrs.May .She used System.Out there."
    cut_at = [text[begin:end] for begin, end in segment(text, "en")]
    assert cut_at == ["It was late.", "He met Mrs.May .", "She used System.Out there."]
