import re

import pytest

from tts import Opening, furniture, known, spoken

_FACTS = Opening(
    title="Truyện Kiều",
    authors=("Nguyễn Du",),
    synthetic=("espeak-ng, vi",),
    producer="Thư viện tỉnh",
    date="2025-11-22",
    source_publisher="NXB Văn học",
    source_date="1965",
    rights="Public domain",
    minutes=201,
    levels=2,
    pages=254,
    notes=21,
)


@pytest.mark.parametrize("tag", known())
def test_the_voice_is_disclosed_right_after_title_and_author(tag: str) -> None:
    said = furniture(tag).opening(_FACTS)
    assert "Truyện Kiều" in said[0]
    assert "Nguyễn Du" in said[1]
    assert "espeak-ng" in said[2]
    assert len(spoken(" ".join(said[:3]), tag)[0]) < 170


@pytest.mark.parametrize("tag", known())
def test_the_opening_lasts_about_a_minute_at_most_and_holds_no_digit(tag: str) -> None:
    words = spoken(" ".join(furniture(tag).opening(_FACTS)), tag)[0]
    assert len(words) < 850
    assert not re.search(r"\d", words)


def test_a_long_title_does_not_keep_the_disclosure_waiting() -> None:
    said = furniture("en").opening(Opening(title="A very long title " * 20, synthetic=("x",)))
    assert "synthetic" in said[0]


def test_hours_and_minutes_take_their_plural() -> None:
    assert furniture("uk").duration(201) == "3 години 21 хвилина"
    assert furniture("ru").duration(301) == "5 часов 1 минута"
    assert furniture("ru").duration(122) == "2 часа 2 минуты"
    assert furniture("en").duration(61) == "1 hour 1 minute"
    assert furniture("vi").duration(120) == "2 giờ"
    assert furniture("fa").duration(5) == "۵ دقیقه"
    assert spoken(furniture("uk").duration(202), "uk")[0] == "три години двадцять дві хвилини"


def test_a_page_is_announced_in_the_language_of_the_book() -> None:
    said = {tag: spoken(furniture(tag).say("page", number="12"), tag)[0] for tag in known()}
    assert said == {
        "vi": "Trang mười hai",
        "uk": "Сторінка дванадцять",
        "ru": "Страница двенадцать",
        "fa": "صفحهٔ دوازده",
        "en": "Page twelve",
    }


def test_dates_are_written_as_a_reader_writes_them() -> None:
    assert furniture("ru").date("2025-11-22") == "22 ноября 2025 года"
    assert furniture("uk").date("2025-11") == "листопад 2025 року"
    assert furniture("en").date("1813") == "1813"
    assert furniture("en").date("c. 1813") == "c. 1813"
    assert furniture("en").date("2025-99") == "2025-99"


def test_a_name_with_braces_or_a_full_stop_is_said_as_it_is() -> None:
    assert furniture("en").say("closing", title="{x}") == "End of {x}."
    assert furniture("en").opening(Opening(title="The End."))[0] == "The End."


def test_a_language_without_a_folder_is_furnished_in_english() -> None:
    assert furniture("fr").lang == "en"
    assert furniture("fr").say("page", number="5") == "Page 5"


@pytest.mark.parametrize("tag", known())
def test_every_phrase_can_be_said(tag: str) -> None:
    found = furniture(tag)
    for name in found.names():
        template = found.templates["phrases"][name]
        facts = {
            key: 3 if key.startswith("count_") else "x"
            for key in re.findall(r"\{(\w+)\}", template)
        }
        assert found.say(name, **facts)
