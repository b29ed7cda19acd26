"""Slugs are short, ASCII and never empty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiolib.slug import LONGEST, is_slug, slug


@pytest.mark.parametrize(
    ("title", "stem", "expected"),
    [
        ("Truyện Kiều", "x", "truyen-kieu"),
        ("Đất rừng phương Nam", "x", "dat-rung-phuong-nam"),
        ("Pride & Prejudice!", "x", "pride-prejudice"),
        ("Тіні забутих предків", "tini", "tini"),
        ("Вий", "Вий", "publication"),
        (
            "A Very Long Title That Goes On And On Without End",
            "x",
            "a-very-long-title-that-goes-on-and-on",
        ),
    ],
)
def test_a_title_is_folded_or_else_the_stem(title: str, stem: str, expected: str) -> None:
    assert slug(title, stem) == expected


@given(st.text(), st.text())
def test_a_slug_is_always_a_slug(title: str, stem: str) -> None:
    made = slug(title, stem)
    assert is_slug(made)
    assert len(made) <= LONGEST
