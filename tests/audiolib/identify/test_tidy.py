import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiolib.content import nodes
from audiolib.identify.tidy import language, tidy, tidy_text
from audiolib.publication import Mark, MarkKind, PageBreak, Paragraph, Verse

EM, STRONG, NOTEREF = MarkKind.EMPHASIS, MarkKind.STRONG, MarkKind.NOTEREF

ODD = (
    "aeo😀\u0301\u0323\u0302\xad\x00\x85\u200b\u200c\ufeff\u2028\r\n\t  "
    "\u1100\u1161\u11a8\u09c7\u09be"
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("  one \n two\t ", "one two"),
        ("co\u00adopt\u200be\ufeff", "coopte"),
        ("Vie\u0302\u0323t", "Việt"),
        ("e\u00ad\u0301", "é"),
        ("a\x00b\x07c", "abc"),
        ("خانه\u200cها", "خانه\u200cها"),
        ("10\u00a0000", "10 000"),
        ("\x1f\x85 \u2003", ""),
    ],
)
def test_words_are_nfc_with_single_spaces_and_nothing_silent(words: str, expected: str) -> None:
    assert tidy(words) == expected


def test_lines_of_verse_stay_and_empty_ones_go() -> None:
    assert tidy(" one \r\n\r\n two\u2028three \n", lines=True) == "one\ntwo\nthree"


@settings(deadline=None)
@given(st.text(ODD, max_size=20), st.booleans())
def test_tidying_twice_changes_nothing(words: str, lines: bool) -> None:
    once = tidy(words, lines)
    assert tidy(once, lines) == once
    assert unicodedata.is_normalized("NFC", once)


@settings(deadline=None)
@given(
    st.text(ODD, max_size=16),
    st.lists(st.tuples(st.integers(-1, 18), st.integers(-1, 18), st.sampled_from(MarkKind))),
    st.lists(st.integers(-1, 18), max_size=3),
    st.booleans(),
)
def test_any_marks_come_out_nested_within_the_text(
    words: str, ranges: list[tuple[int, int, MarkKind]], ats: list[int], lines: bool
) -> None:
    given_marks = [Mark(b, e, kind, lang="en") for b, e, kind in ranges]
    pages = [PageBreak(label="1", at=at) for at in ats]
    text, marks, tops, _ = tidy_text(words, given_marks, pages, lines=lines)
    assert text == tidy(words, lines)
    assert len(tops) == len(pages)
    kind = Verse if lines else Paragraph
    nodes(kind(text=text, marks=marks, pages=tops))
    assert not any(text[m.begin].isspace() or text[m.end - 1].isspace() for m in marks)


def test_marks_and_pages_move_with_the_letters_they_stand_at() -> None:
    words = "  Vie\u0302\u0323t  Nam \n x"
    marks = [Mark(2, 8, EM), Mark(8, 15, STRONG)]
    text, kept, pages, _ = tidy_text(words, marks, [PageBreak(label="1", at=11)], lines=False)
    assert text == "Việt Nam x"
    assert [text[m.begin : m.end] for m in kept] == ["Việt", "Nam"]
    assert text[pages[0].at :] == "am x"


def test_an_accent_stays_with_the_letter_before_the_mark() -> None:
    text, kept, *_ = tidy_text("Vie\u0302t", [Mark(3, 5, EM)], [], lines=False)
    assert [text[m.begin : m.end] for m in kept] == ["t"]


def test_marks_that_cross_are_cut_in_two_and_a_reference_is_only_shortened() -> None:
    marks = [Mark(0, 7, EM), Mark(4, 11, STRONG), Mark(2, 9, NOTEREF, href="#n")]
    text, kept, *_ = tidy_text("one two three", marks, [], lines=False)
    found = [(text[m.begin : m.end], m.kind.value) for m in kept]
    assert found == [
        ("one two", "emphasis"), ("e two", "noteref"), ("two", "strong"), ("thr", "strong"),
    ]  # fmt: skip


def test_a_note_reference_lies_in_one_line() -> None:
    marks = [Mark(0, 8, NOTEREF, href="#n"), Mark(5, 7, EM)]
    text, kept, *_ = tidy_text("one\ntwo three", marks, [], lines=True)
    assert [text[m.begin : m.end] for m in kept] == ["one", "wo"]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("vi", "vi"), ("zh_Hant", "zh-Hant"), ("", None), (None, None), ("en US", None), ("x", None)],
)
def test_what_is_no_language_tag_is_none(tag: str | None, expected: str | None) -> None:
    assert language(tag) == expected
