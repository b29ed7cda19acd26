"""Lexicons: the longest word wins, none inside another, PLS read with care."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.errors import LexiconError
from tts.lexicon import Entry, Lexicon, read_pls
from tts.spoken import replaced


def pls(lexemes: str, attributes: str = 'alphabet="ipa" xml:lang="en"') -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><lexicon version="1.0" '
        f'xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" {attributes}>{lexemes}</lexicon>'
    ).encode()


def said(lexicon: Lexicon, text: str, lang: str = "en") -> str:
    return replaced(text, lexicon.apply(text, lang))


def test_an_empty_lexicon_says_nothing() -> None:
    assert not Lexicon()
    assert Lexicon().apply("anything", "en") == ()


def test_the_longest_entry_wins() -> None:
    lexicon = Lexicon([Entry("Ho", "ho"), Entry("Ho Chi Minh", "hồ chí minh")])
    assert said(lexicon, "Ho Chi Minh and Ho") == "hồ chí minh and ho"


def test_no_entry_is_found_inside_a_word() -> None:
    lexicon = Lexicon([Entry("cat", "dog")])
    assert said(lexicon, "cat, concat cats cat's (cat)") == "dog, concat cats dog's (dog)"


def test_a_combining_mark_belongs_to_its_word() -> None:
    assert said(Lexicon([Entry("cafe", "x")]), "cafe\u0301 cafe") == "cafe\u0301 x"


def test_small_letters_match_capitals_and_capitals_only_themselves() -> None:
    lexicon = Lexicon([Entry("newton", "x"), Entry("WHO", "y")])
    assert said(lexicon, "Newton NEWTON newton WHO who Who") == "x x x y who Who"


def test_white_space_of_any_kind_is_one_space() -> None:
    assert said(Lexicon([Entry("New York", "x")]), "New\u00a0York, New\nYork") == "x, x"


def test_signs_may_begin_and_end_an_entry() -> None:
    lexicon = Lexicon([Entry("&c.", "et cetera"), Entry("C++", "see plus plus")])
    assert said(lexicon, "cats, &c. and C++.") == "cats, et cetera and see plus plus."


def test_the_first_of_merged_lexicons_counts() -> None:
    own, library = Lexicon([Entry("a b", "1")]), Lexicon([Entry("a b", "2"), Entry("c", "3")])
    assert said(Lexicon.merged([own, library]), "a b c") == "1 3"


def test_an_entry_of_another_language_is_passed_over() -> None:
    lexicon = Lexicon([Entry("chat", "x", lang="fr")])
    assert said(lexicon, "chat", "en-GB") == "chat"
    assert said(lexicon, "chat", "fr-CA") == "x"


def test_a_pronunciation_keeps_the_text_beside_it() -> None:
    (span,) = Lexicon([Entry("Nguyễn", ipa="ŋwiən˧ˀ˥")]).apply("ông Nguyễn", "vi")
    assert (span.begin, span.end, span.spoken, span.ipa) == (4, 10, "Nguyễn", "ŋwiən˧ˀ˥")
    assert span.rule == "lexicon.phoneme"


@given(
    words=st.lists(st.text("abcAB é-.", min_size=1, max_size=4), max_size=6),
    text=st.text("abcAB é-. \n", max_size=40),
)
def test_spans_are_ordered_disjoint_and_quote_the_text(words: list[str], text: str) -> None:
    at = 0
    for span in Lexicon([Entry(word, "x") for word in words]).apply(text, "en"):
        assert at <= span.begin < span.end <= len(text)
        assert text[span.begin : span.end] == span.text
        at = span.end


def test_pls_gives_graphemes_aliases_and_preferred_phonemes() -> None:
    lexicon = read_pls(
        pls(
            "<lexeme><grapheme>WHO</grapheme><grapheme>W.H.O.</grapheme>"
            "<alias>World Health\n Organization</alias></lexeme>"
            "<lexeme><grapheme>newton</grapheme><phoneme>x</phoneme>"
            '<phoneme prefer="true">ˈnuːtən</phoneme></lexeme>'
        )
    )
    assert lexicon.entries == (
        Entry("WHO", alias="World Health Organization", lang="en"),
        Entry("W.H.O.", alias="World Health Organization", lang="en"),
        Entry("newton", ipa="ˈnuːtən", lang="en"),
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<lexicon",
        b"<speak/>",
        pls("<lexeme><grapheme>a</grapheme></lexeme>"),
        pls("<lexeme><phoneme>a</phoneme></lexeme>"),
        pls("<lexeme><grapheme>a</grapheme><phoneme>ä</phoneme></lexeme>", 'alphabet="x-sampa"'),
        pls('<lexeme><grapheme>a</grapheme><phoneme alphabet="x-arpabet">a</phoneme></lexeme>'),
        b'<!DOCTYPE lexicon [<!ENTITY a "b">]><lexicon>&a;</lexicon>',
        b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><lexicon>&a;</lexicon>',
    ],
)
def test_what_is_no_lexicon_is_refused(content: bytes) -> None:
    with pytest.raises(LexiconError):
        read_pls(content)
