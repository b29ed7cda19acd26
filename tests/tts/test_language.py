import tomllib
from importlib import resources

import pytest
from babel import Locale

from tts import UnknownLanguageError, known, language, rules_version


def test_the_five_languages_are_found_by_their_folders() -> None:
    assert set(known()) >= {"en", "fa", "ru", "uk", "vi"}


@pytest.mark.parametrize("tag", known())
def test_a_folder_is_complete(tag: str) -> None:
    found = language(tag)
    assert found.name
    assert found.direction == Locale.parse(tag).text_direction.replace("auto", "ltr")
    assert len(found.alphabet) > 30
    assert 350 <= len(found.sample) <= 520
    assert found.rules
    assert found.numbers is not None
    assert found.letters
    assert found.symbols["&"]


def test_every_folder_has_the_same_phrases_pauses_and_counts() -> None:
    for table in ("phrases", "count", "date"):
        keys = {tuple(sorted(language(tag).furniture[table])) for tag in known()}
        assert len(keys) == 1
    assert len({tuple(sorted(language(tag).pauses)) for tag in known()}) == 1


def test_every_table_is_toml() -> None:
    for folder in resources.files("tts.languages").iterdir():
        if folder.is_dir():
            for file in folder.iterdir():
                if file.name.endswith(".toml"):
                    assert tomllib.loads(file.read_text(encoding="utf-8"))


def test_a_language_is_found_by_its_primary_subtag_and_made_once() -> None:
    assert language("en-GB").folder == "en"
    assert language("vi") is language("vi")
    assert language("pt_BR", fallback=True).folder == ""


@pytest.mark.parametrize("tag", ["fr", "", "../vi", "x", "vi/../../en", "_"])
def test_an_unknown_language_names_the_known_ones(tag: str) -> None:
    with pytest.raises(UnknownLanguageError) as caught:
        language(tag)
    assert caught.value.known == known()
    assert language(tag, fallback=True).rules == ()


def test_the_version_of_the_rules_is_a_digest() -> None:
    assert len(rules_version()) == 64
    assert rules_version() == rules_version()
