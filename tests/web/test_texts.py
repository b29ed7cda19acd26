"""The pages' words are whole in all five languages, and every one that a template uses is there."""

import re
import string
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.languages import NAMES, accepted, direction
from audiolib.formats import installed
from audiolib.tables.catalogue import Audience, RightsStatus
from audiolib.tables.making import Mode, Service, State
from audiolib.tables.people import ApplicationState, PatronState, Role, VerificationMethod
from tests.conftest import ROOT
from web.texts import Texts, catalogue

MESSAGES = sorted(set().union(*(catalogue(language) for language in NAMES)))
TEMPLATES = sorted((ROOT / "web" / "templates").glob("*.html"))


def fields(template: str) -> set[str]:
    return {name for _text, name, _spec, _change in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("language", NAMES)
def test_no_language_lacks_a_message_or_a_fact(language: str) -> None:
    told = catalogue(language)
    assert [m for m in MESSAGES if m not in told] == []
    assert [m for m in MESSAGES if fields(told[m]) != fields(catalogue("vi")[m])] == []


@pytest.mark.parametrize("language", NAMES)
def test_a_message_stands_in_one_file_only(language: str) -> None:
    files = sorted((ROOT / "web" / "locale" / language).glob("*.po"))
    found = [
        name for f in files for name in re.findall(r'^msgid "(.+)"', f.read_text("utf-8"), re.M)
    ]
    assert sorted(name for name in set(found) if found.count(name) > 1) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_every_message_of_a_template_is_there(path: Path) -> None:
    named = re.findall(r"\bt\([\"']([a-z0-9_-]+)[\"'][,)]", path.read_text(encoding="utf-8"))
    assert [name for name in named if name not in MESSAGES] == []


@pytest.mark.parametrize(
    ("prefix", "terms"),
    [
        ("state-", State),
        ("mode-", Mode),
        ("service-", Service),
        ("rights-", RightsStatus),
        ("audience-", Audience),
        ("role-", Role),
        ("application-", ApplicationState),
        ("patron-", PatronState),
        ("method-", VerificationMethod),
    ],
)
def test_every_term_has_its_words(prefix: str, terms: type[State]) -> None:
    assert [t.value for t in terms if prefix + t.value not in MESSAGES] == []


def test_every_format_has_a_name_and_says_for_whom_it_is() -> None:
    for name in installed().formats:
        assert {f"format-{name}", f"format-for-{name}"} <= set(MESSAGES)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fa-IR,fa;q=0.9,en;q=0.8", "fa"),
        ("de, en;q=0.5, uk;q=0.7", "uk"),
        ("de", ""),
        ("", ""),
        ("ru;q=0", ""),
        (";;;,q=,vi;q=x", "vi"),
    ],
)
def test_the_browser_s_language_is_heard(header: str, language: str) -> None:
    assert accepted(header) == language


def test_persian_runs_from_the_right() -> None:
    assert [direction(language) for language in NAMES] == ["ltr", "ltr", "rtl", "ltr", "ltr"]


def test_lengths_are_told_in_words() -> None:
    assert Texts("vi").length(5_400_000) == "1 giờ 30 phút"
    assert Texts("en").length(20_000) == "1 min"
    assert Texts("fa").length(7_200_000) == "۲ ساعت"


def test_a_moment_is_told_with_the_comma_of_its_language() -> None:
    at = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)
    assert Texts("fa", UTC).moment(at) == "۲۲ نوامبر ۲۰۲۶، ۱۶:۰۵"
    assert Texts("uk", UTC).moment(at).endswith(", 16:05")
