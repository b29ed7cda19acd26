"""Whose copy it is whose number was found inside of a file."""

from pathlib import Path

import pytest
from sqlmodel import select

from audiolib.service import Service
from audiolib.tables import AccessCopy, AuditEntry
from audiolib.tables.people import Role
from tests.web import protected
from tests.web.books import patron
from tests.web.browser import Browser, Seen
from tests.web.people import come_in, staff


@pytest.fixture
def number(library: Service, browser: Browser, tmp_path: Path) -> str:
    """The number that stands in the file that a patron downloaded."""
    package = tmp_path / "de-men.vtt"
    package.write_bytes(b"WEBVTT\n\n00:00.000 --> 00:01.000\nMen\n")
    work, packages = protected.title(library, {"webvtt": package})
    patron(library, browser)
    protected.verify(library)
    page = browser.open(f"/works/{work}")
    got = browser.send(page, f"/works/{work}/packages/{packages['webvtt']}", {})
    with library.database.transaction() as session:
        made = session.exec(select(AccessCopy.number)).one()
    assert made in got.response.text
    return made


def ask(browser: Browser, number: str) -> Seen:
    return browser.send(browser.open("/staff/copies"), "/staff/copies", {"number": number})


def test_an_administrator_finds_the_reader_and_the_asking_is_on_record(
    library: Service, number: str
) -> None:
    with Browser(library.url) as desk:
        come_in(desk, "lan")
        typed = number.lower().replace("-", " ")
        found = ask(desk, typed)
        assert (found.status, "Dế Mèn" in found.words) == (200, True)
        assert found.link("An")
        changed = ("0" if number[0] != "0" else "1") + number[1:]
        mistyped = ask(desk, changed)
        assert (mistyped.status, "không phải số" in mistyped.words) == (422, True)
        never = ask(desk, "0000-0000-0000")
        assert (never.status, "chưa từng được cấp" in never.words) == (404, True)
        with library.database.transaction() as session:
            key = session.exec(select(AccessCopy)).one()
            entry = session.exec(select(AuditEntry).where(AuditEntry.act == "copy.looked-up")).one()
            assert (entry.actor, entry.facts) == ("account:1", {"copy": number})
            key.reader_key = ""
        assert "Không còn biết" in ask(desk, number).words


def test_nobody_else_may_ask(library: Service, browser: Browser, number: str) -> None:
    assert browser.open("/staff/copies").status == 403
    staff(library, "mai", Role.MANAGER)
    with Browser(library.url) as manager:
        come_in(manager, "mai")
        assert manager.open("/staff/copies").status == 403
        assert "/staff/copies" not in manager.open("/staff").response.text
