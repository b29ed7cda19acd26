"""The words of a book, heard and decided at the keyboard of a real browser, in vi and in fa."""

import os
from pathlib import Path

import pytest

from audiolib.healing import repository
from audiolib.service import Service
from bench.keyboard import CHROMIUM, Person, room
from tests.web.books import narrated
from tests.web.people import PASSWORD
from tests.web.test_lexicon import HERE, TEXT

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


def _come_in(person: Person) -> None:
    person.open(f"/login?next={HERE}")
    person.fill("name", "lan")
    person.fill("password", PASSWORD)


def _is_no_wider(person: Person) -> bool:
    """Whether nobody has to scroll sideways."""
    return bool(
        person.page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )


@pytest.mark.parametrize(
    ("language", "width", "enter", "own", "word"),
    [
        ("vi-VN", 1280, "Đăng nhập", "Tiếng Việt", "Wołodyjowski"),
        ("fa-IR", 320, "ورود", "فارسی", "Kraków"),
    ],
)
def test_a_word_is_decided_by_keyboard_alone(
    library: Service, language: str, width: int, enter: str, own: str, word: str
) -> None:
    narrated(library, TEXT)
    pictures = os.environ.get("AUDIOLIB_PICTURES")
    folder = Path(pictures) if pictures else None
    with room(library.url, folder) as sitting, sitting.person(language, width) as person:
        person.page.set_default_timeout(60_000)
        _come_in(person)
        person.press(enter)
        person.press(own)
        person.open(HERE)
        person.look(f"lexicon-{language[:2]}-{width}")
        assert _is_no_wider(person)
        person.press(word)
        person.look(f"lexicon-word-{language[:2]}-{width}")
        assert _is_no_wider(person)
        person.fill("alias", "tau rit")
        person.press(person.page.inner_text("section[aria-labelledby=own] button"))
        assert person.page.is_checked("#reading-own")
        person.press(person.page.inner_text("section[aria-labelledby=readings] button"))
        assert word in person.page.inner_text("[role=status]")
        assert _is_no_wider(person)
    with library.database.transaction() as session:
        (row,) = repository.counting(session, 1)
    assert (row.grapheme, row.alias, row.scope) == (word, "tau rit", "book")
