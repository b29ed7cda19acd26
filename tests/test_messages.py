"""The catalogues are complete in every language, and no message can hide an error by failing."""

import string
from importlib import resources

import pytest

from audiolib.messages import Messages, catalogue, languages, tongues

CODES = sorted(set().union(*(catalogue(language) for language in languages())))


def fields(template: str) -> set[str]:
    return {name for _text, name, _spec, _change in string.Formatter().parse(template) if name}


def test_there_are_english_and_vietnamese() -> None:
    assert {"en", "vi"} <= set(languages())


@pytest.mark.parametrize("language", languages())
def test_a_catalogue_lacks_no_message(language: str) -> None:
    assert [code for code in CODES if code not in catalogue(language)] == []


@pytest.mark.parametrize("language", languages())
def test_a_message_has_the_same_facts_in_every_language(language: str) -> None:
    english = catalogue("en")
    told = catalogue(language)
    assert [c for c in CODES if fields(told.get(c, "")) != fields(english.get(c, ""))] == []


@pytest.mark.parametrize("language", languages())
def test_a_code_stands_in_one_catalogue_only(language: str) -> None:
    from babel.messages.pofile import read_po

    found: dict[str, str] = {}
    folder = resources.files("audiolib") / "locale" / language
    for area in folder.iterdir():
        with area.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    code = str(message.id)
                    assert code not in found, f"{code} in {found.get(code)} and {area.name}"
                    found[code] = area.name


@pytest.mark.parametrize("language", languages())
def test_a_message_whose_facts_are_missing_or_odd_is_told_all_the_same(language: str) -> None:
    messages = Messages(language)
    for code in CODES:
        assert messages(code)
        assert messages(code, **dict.fromkeys(fields(catalogue(language)[code]), "{odd} % \\"))
        assert messages(code, **dict.fromkeys(fields(catalogue(language)[code]), -1.5))


PARTLY = sorted(set(tongues()) - set(languages()))
MET = (
    *("catalogue", "floor", "intake", "jobs", "listening", "people", "proofing", "requests"),
    *("media", "rights", "sources", "sources2"),
)
"""Areas that readers and staff meet in a browser, told in all languages of the pages."""


def area(language: str, name: str) -> dict[str, str]:
    from babel.messages.pofile import read_po

    with (resources.files("audiolib") / "locale" / language / f"{name}.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


def test_the_pages_five_languages_have_catalogues() -> None:
    assert set(tongues()) == {"en", "vi", "uk", "ru", "fa"}


@pytest.mark.parametrize("name", MET)
@pytest.mark.parametrize("language", PARTLY)
def test_what_is_met_in_a_browser_is_told_in_every_language(language: str, name: str) -> None:
    english, told = area("en", name), area(language, name)
    assert list(told) == list(english)
    assert [c for c in english if fields(told[c]) != fields(english[c])] == []
    assert [c for c in english if not told[c] or told[c] == english[c]] == []
    messages = Messages(language)
    for code, sentence in told.items():
        assert messages(code, **dict.fromkeys(fields(sentence), -1.5))
        assert code.startswith("cli-") or sentence[-1] in ".!?)}…»”؟"


def test_a_code_without_a_message_is_told_as_itself() -> None:
    assert Messages("vi")("no-such-code", file="x") == "no-such-code"


def test_a_missing_fact_is_told_by_its_name() -> None:
    assert "{folder}" in Messages("en")("disk-full", needed=10**9)
    assert "1,000 MB" in Messages("en")("disk-full", needed=10**9)


@pytest.mark.parametrize("language", languages())
def test_a_sentence_ends_as_one(language: str) -> None:
    told = catalogue(language)
    longer = [c for c in CODES if not c.startswith("cli-") and told[c][-1] not in ".!?)}…»”`"]
    assert longer == []
