"""The catalogues are complete in every language, and no message can hide an error by failing."""

import string
from importlib import resources

import pytest

from audiolib.findings import Finding, Place, Severity
from audiolib.intake.errors import PictureKindError
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


@pytest.mark.parametrize(
    ("language", "number"),
    [("en", "2.5"), ("vi", "2,5"), ("uk", "2,5"), ("ru", "2,5"), ("fa", "۲٫۵")],
)
def test_numbers_stand_as_the_language_writes_them(language: str, number: str) -> None:
    found = Finding("intake-skewed", Severity.WARNING, Place("p1.jpg"), {"degrees": 2.5})
    told = Messages(language).finding(found)
    assert number in told
    assert "p1.jpg" in told


@pytest.mark.parametrize("language", tongues())
def test_brackets_hold_what_there_is_and_else_are_left_out(language: str) -> None:
    messages = Messages(language)
    assert "(" not in messages.error(PictureKindError("a.txt"))
    assert "(.gif)" in messages.error(PictureKindError("a.gif", "", ".gif"))
    assert "(7)" in messages.error(PictureKindError("a.zip", "7"))


@pytest.mark.parametrize("language", tongues())
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
COMMANDS = ("cli-", "admin-", "serve-", "store-", "database-", "backup-", "voice-")
"""How a code begins that only whoever types commands is told."""
TYPED = {
    *("input-encoding", "no-package", "setting-wrong", "recording-for-many", "meta-for-many"),
    *("lexicon-busy", "lexicon-scope", "lexicon-kind", "lexicon-try-word"),
}
"""Further codes of commands."""
ALSO = {"store-away", "store-foreign", "admin-last", "database-away", "voice-not-public"}
"""Codes that begin as those of commands do, and are met on a page."""
MET = [c for c in CODES if c in ALSO or not (c.startswith(COMMANDS) or c in TYPED)]
"""What readers and staff can meet in a browser, told in all languages of the pages."""


def test_the_pages_five_languages_have_catalogues() -> None:
    assert set(tongues()) == {"en", "vi", "uk", "ru", "fa"}


@pytest.mark.parametrize("language", PARTLY)
def test_what_is_met_in_a_browser_is_told_in_every_language(language: str) -> None:
    english, told = catalogue("en"), catalogue(language)
    assert [c for c in MET if c not in told] == []
    assert [c for c in told if c not in english] == []


@pytest.mark.parametrize("language", PARTLY)
def test_a_translation_has_the_facts_of_the_english_and_ends_as_a_sentence(language: str) -> None:
    english, told = catalogue("en"), catalogue(language)
    assert [c for c in told if fields(told[c]) != fields(english[c])] == []
    assert [c for c in told if told[c] == english[c]] == []
    messages = Messages(language)
    for code, sentence in told.items():
        assert messages(code, **dict.fromkeys(fields(sentence), -1.5))
        assert code.startswith("cli-") or sentence[-1] in ".!?)}…»”؟"


@pytest.mark.parametrize(
    ("language", "other"),
    [("vi", "chi nhánh"), ("vi", "đơn vị đối tác"), ("uk", "підрозділ"), ("ru", "подразделени")],
)
def test_a_branch_has_one_name_in_each_language(language: str, other: str) -> None:
    from web.texts import catalogue as words

    told = {**catalogue(language), **words(language)}
    assert [c for c, sentence in told.items() if other in sentence.lower()] == []


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
