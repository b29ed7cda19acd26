"""Lexicons: the longest word wins, none inside another, in the order of their scopes."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.lexicon import Entry, Lexicon
from tts.normalise import spoken
from tts.spoken import replaced


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


def naive(entries: Sequence[tuple[str, str]], text: str) -> str:
    """What a lexicon of words in small letters does, by trying every one at every place."""
    word = re.compile(r"\w+|[^\w\s]")
    starts = {token.start() for token in word.finditer(text)}
    ends = {token.end() for token in word.finditer(text)}
    out, at = "", 0
    while at < len(text):
        here = [
            (grapheme, alias)
            for grapheme, alias in sorted(entries, key=lambda e: -len(e[0]))
            if at in starts and text.startswith(grapheme, at) and at + len(grapheme) in ends
        ]
        out += here[0][1] if here else text[at]
        at += len(here[0][0]) if here else 1
    return out


@given(
    words=st.lists(st.text("abc. ", min_size=1, max_size=5), max_size=8),
    text=st.text("abc. ", max_size=30),
)
def test_what_is_found_is_what_trying_every_word_finds(words: list[str], text: str) -> None:
    kept = [" ".join(word.split()) for word in words if word.strip()]
    entries = [(word, f"<{number}>") for number, word in enumerate(dict.fromkeys(kept))]
    spaced = " ".join(text.split())
    lexicon = Lexicon([Entry(grapheme, alias) for grapheme, alias in entries])
    assert said(lexicon, spaced) == naive(entries, spaced)


@pytest.mark.parametrize(
    ("match", "grapheme", "found"),
    [
        ("word", "who", "who Who WHO"),
        ("word", "WHO", "WHO"),
        ("case", "who", "who"),
        ("case", "Who", "Who"),
        ("any", "WHO", "who Who WHO"),
    ],
)
def test_the_match_says_which_case_is_found(match: str, grapheme: str, found: str) -> None:
    lexicon = Lexicon([Entry(grapheme, "x", match=match)])  # type: ignore[arg-type]
    assert [s.text for s in lexicon.apply("who Who WHO", "en")] == found.split()


def test_what_stands_beside_decides_between_two_entries() -> None:
    lexicon = Lexicon(
        [Entry("SB", "should be"), Entry("SB", "somebody", followed="[ ]+is", lang="en")]
    )
    assert said(lexicon, "SB is here, SB  was, SB") == "somebody is here, should be  was, should be"


@pytest.mark.parametrize(
    ("context", "found"),
    [
        ({"followed": r"\s\d"}, [0]),
        ({"not_followed": r"\s\d"}, [7, 11]),
        ({"preceded": r"\d\s"}, [7]),
        ({"not_preceded": r"\d\s"}, [0, 11]),
        ({"preceded": "^"}, [0]),
        ({"followed": "$"}, [11]),
        ({"preceded": r"\d\s", "followed": r"\s\d"}, []),
    ],
)
def test_contexts_look_left_and_right(context: dict[str, str], found: list[int]) -> None:
    lexicon = Lexicon([Entry("no", "x", **context)])  # type: ignore[arg-type]
    assert [s.begin for s in lexicon.apply("no 5, 6 no no", "en")] == [
        {0: 0, 7: 8, 11: 11}[at] for at in found
    ]


def test_the_book_goes_before_the_library_and_the_longest_before_both() -> None:
    book = Lexicon([Entry("a", "book")])
    library = Lexicon([Entry("a", "library"), Entry("a b", "longer"), Entry("c", "c")])
    shipped = Lexicon([Entry("c", "shipped", followed=" d")])
    merged = Lexicon.merged([book, library, shipped])
    assert said(merged, "a b, a, c d") == "longer, book, c d"
    assert len(merged) == 4
    assert said(Lexicon.merged([shipped, library]), "c d, c") == "shipped d, c"


def test_a_number_is_not_cut() -> None:
    lexicon = Lexicon([Entry("5", "five"), Entry("U.23", "u")])
    assert said(lexicon, "5 1.5 5,000 5, 5. U.23 U.23.5") == "five 1.5 5,000 five, five. u U.23.5"


def test_an_apostrophe_is_a_letter_in_ukrainian_and_one_whichever_it_is() -> None:
    assert said(Lexicon([Entry("об", "x")]), "об'єкт, об’єкт, об", "uk") == "об'єкт, об’єкт, x"
    assert said(Lexicon([Entry("O'Brien", "x")]), "O’Brien O'Brien") == "x x"
    assert said(Lexicon([Entry("Лук’ян", "x")]), "Лук'ян", "uk") == "x"


def test_arabic_and_persian_letters_are_one() -> None:
    assert said(Lexicon([Entry("علی", "x")]), "علي علی", "fa") == "x x"


def test_an_expression_puts_its_groups_into_the_alias() -> None:
    lexicon = Lexicon([Entry(r"(\d+)-(\d+)", "between $1 and $2, $9", match="regex")])
    assert said(lexicon, "pp. 12-14 and x") == "pp. between 12 and 14,  and x"


def test_the_longest_of_words_and_expressions_wins() -> None:
    lexicon = Lexicon(
        [Entry("No 5", "number five"), Entry(r"No \d+", "any", match="regex"), Entry("No", "n")]
    )
    assert said(lexicon, "No 5, No 55, No x") == "number five, any, n x"


def test_an_expression_that_matches_nothing_finds_nothing() -> None:
    assert said(Lexicon([Entry("x?", "y", match="regex")]), "ab x") == "ab y"


def test_a_waiting_entry_finds_nothing() -> None:
    assert not Lexicon([Entry("a")])


def test_a_letter_whose_small_form_is_longer_shifts_nothing() -> None:
    (span,) = Lexicon([Entry("stan", "x")]).apply("İİ Stan", "tr")
    assert (span.begin, span.text) == (3, "Stan")


@pytest.mark.parametrize(
    ("grapheme", "text"),
    [
        ("Hòa Bình", "Hòa Bình, Hoà Bình"),
        ("Hoà", "Hòa, Hoà"),
        ("thuỷ", "thủy, Thuỷ, THUỶ"),
        ("loè", "lòe, loè"),
        ("quý", "quý, Quý"),
    ],
)
def test_a_vietnamese_tone_is_found_where_either_spelling_puts_it(grapheme: str, text: str) -> None:
    found = Lexicon([Entry(grapheme, "x")]).apply(text, "vi")
    assert [span.text for span in found] == text.split(", ")


def test_a_tone_on_another_letter_is_another_word() -> None:
    assert Lexicon([Entry("hóa", "x"), Entry("toán", "y")]).apply("hòa hoa toàn tóan", "vi") == ()


def test_russian_yo_is_found_where_it_is_written_without_its_dots_and_not_the_other_way() -> None:
    lexicon = Lexicon([Entry("Хрущёв", "x"), Entry("все", "y"), Entry("Пётр*", "z", match="forms")])
    assert said(lexicon, "Хрущев Хрущёв всё Петром Пётр", "ru") == "x x всё z z"


def test_the_digits_of_an_alias_are_said_by_the_rules() -> None:
    lexicon = Lexicon([Entry(r"pp\. ?(\d+)-(\d+)", "pages $1 to $2", match="regex")])
    assert spoken("See pp. 12-14.", "en", lexicon)[0] == "See pages twelve to fourteen."


def test_what_decides_is_told_apart_by_its_digest() -> None:
    one = Lexicon([Entry("a", "x")])
    assert one.digest == Lexicon([Entry("a", "x", note="other")]).digest
    others = [
        Lexicon(),
        Lexicon([Entry("a", "y")]),
        Lexicon([Entry("a", "x", lang="en")]),
        Lexicon([Entry("a", "x", match="any")]),
        Lexicon.merged([one, Lexicon([Entry("b", "x")])]),
        Lexicon([Entry("a", "x"), Entry("b", "x")]),
    ]
    assert len({one.digest, *(other.digest for other in others)}) == len(others) + 1
