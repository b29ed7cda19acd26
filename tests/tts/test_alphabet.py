import pytest

from tts import known, language, strangers


@pytest.mark.parametrize("tag", known())
def test_a_sample_and_the_furniture_hold_no_stranger(tag: str) -> None:
    found = language(tag)
    assert strangers(found.sample, tag) == ()
    for phrase in found.furniture["phrases"].values():
        assert strangers(phrase, tag) == ()


def test_a_character_of_another_script_is_a_stranger() -> None:
    assert strangers("Sách 書 hay", "vi") == ((5, "書"),)
    assert strangers("кніга ñ", "uk") == ((6, "ñ"),)


def test_the_wrong_d_of_old_files_is_a_stranger() -> None:
    assert strangers("Ðường", "vi") == ((0, "\u00d0"),)


def test_latin_letters_digits_marks_and_joiners_are_at_home() -> None:
    assert strangers("می‌روم، ۱۲۳ COVID-19 ½ «نه»!", "fa") == ()
    assert strangers("со\u00adвет за\u0301мок 5 км² № 3", "ru") == ()


def test_a_symbol_outside_the_table_is_a_stranger() -> None:
    assert strangers("a ☃ b", "en") == ((2, "☃"),)


def test_a_control_character_and_the_replacement_character_are_strangers() -> None:
    assert [c for _, c in strangers("a\x07b\ufffd", "en")] == ["\x07", "\ufffd"]


def test_without_a_folder_letters_cannot_be_judged() -> None:
    assert strangers("garçon 書", "fr") == ()
