"""Folding forgets what people type in several ways, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiolib.catalogue.fold import fold, folded_variants, sort_key


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đất rừng phương Nam", "dat rung phuong nam"),
        ("DẾ MÈN phiêu lưu ký", "de men phieu luu ky"),
        ("Dế Mèn", "de men"),
        ("Ёлка — Гоголь", "елка гоголь"),
        ("Йод, їжак і ґава", "йод їжак і ґава"),
        ("м'ята", "мята"),
        ("كتاب‌های علي", "کتاب های علی"),
        ("۱۴۰۱", "1401"),
        ("O'Brien's “Æsop”", "obriens aesop"),
        ("  ?! ", ""),
    ],
)
def test_words_are_folded(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_a_joined_word_is_found_joined_and_apart() -> None:
    assert folded_variants("می‌روم خانه").split() == ["می", "روم", "خانه", "میروم"]


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_composed_and_decomposed_writing_fold_alike(text: str) -> None:
    import unicodedata

    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("lang", "in_order"),
    [
        (
            "vi",
            ["An", "Ăn", "Ân", "Ba", "Da", "Đa", "Em", "Êm", "Ma", "Mà", "Mả", "Mã", "Má", "Mạ"],
        ),
        ("vi", ["ma", "ma tuý", "mà", "mạ non"]),
        ("uk", ["Гай", "Ґава", "Дім", "Єва", "Жук", "Ив", "Іва", "Їжак", "Йод"]),
        ("fa", ["آب", "پدر", "تاج", "چای", "ژاله", "کتاب", "گل"]),
        ("en", ["An Apple", "The Banana", "Cherry"]),
    ],
)
def test_titles_stand_in_the_order_of_their_language(lang: str, in_order: list[str]) -> None:
    assert sorted(set(in_order), key=lambda title: sort_key(title, lang)) == in_order
