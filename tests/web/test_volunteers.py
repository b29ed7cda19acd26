"""A volunteer's one section: given by staff, opened by the undertaking, gone when taken back."""

import pytest
from sqlmodel import select

from audiolib.rights import audit
from audiolib.service import Service
from audiolib.tables import AuditEntry, Grant
from tests.web.browser import Browser, Seen
from tests.web.people import PASSWORD, come_in
from tests.web.proofs import lay

PAGE = "/staff/productions/1/volunteers"
TEXT = "/staff/productions/1/text"


@pytest.fixture
def lan(library: Service, browser: Browser) -> Browser:
    """The administrator's browser, in a library with a text of two sections."""
    lay(library)
    come_in(browser, "lan")
    return browser


def enrol(lan: Browser, login: str) -> str:
    """An account without a role; gives its first password."""
    told = {"name": f"Cô {login}", "login": login, "role": "volunteer", "branch": "1"}
    page = lan.send(lan.open("/staff/people"), "/staff/people", told)
    (password,) = page.tree.xpath("//div[@role='status']//strong/text()")
    return str(password)


def arrive(browser: Browser, login: str, first: str) -> Seen:
    """Come in for the first time, choose a password, come in again."""
    page = browser.open("/login")
    page = browser.send(page, "/login", {"name": login, "password": first})
    browser.send(browser.open("/password"), "/password", {"password": PASSWORD})
    return come_in(browser, login)


def test_a_section_opens_by_the_undertaking_and_closes_when_it_is_taken_back(
    library: Service, lan: Browser
) -> None:
    first = enrol(lan, "hoa")
    page = lan.open(PAGE)
    section = page.tree.xpath("//select[@name='section']/option[contains(., 'Con cò')]/@value")[0]
    account = page.tree.xpath("//select[@name='account']/option[. = 'Cô hoa']/@value")[0]
    given = lan.send(page, PAGE, {"section": section, "account": account})
    assert "Cô hoa" in given.words
    with Browser(library.url) as hoa:
        home = arrive(hoa, "hoa", first)
        assert home.address == "/volunteer"
        assert "Con cò" not in home.response.text
        assert hoa.open(TEXT).status == 403
        unread = hoa.send(home, "/volunteer/2/sign", {})
        assert unread.status == 422
        signed = hoa.send(home, "/volunteer/2/sign", {"agreed": "on"})
        text = hoa.open(signed.link("Mở phần"))
        assert text.status == 200
        assert "Con cò" in hoa.open(f"{TEXT}/sections/{section}").words
        assert "nguời" not in text.response.text
        assert hoa.open("/staff").status == 403
        assert hoa.open(PAGE).status == 403
        with library.database.transaction() as session:
            grant = session.exec(select(Grant).where(Grant.role == "volunteer")).one()
            assert grant.undertaking_version == "1"
            acts = session.exec(select(AuditEntry.act)).all()
            assert acts.count("undertaking.signed") == 1
            assert audit.verify(session) is None
        lan.send(lan.open(PAGE), f"{PAGE}/2/end", {})
        assert hoa.open(TEXT).status in (403, 404)
        assert hoa.open("/volunteer").status == 403


def test_nobody_signs_for_somebody_else_and_no_section_is_made_up(
    library: Service, lan: Browser
) -> None:
    hoa, mai = enrol(lan, "hoa"), enrol(lan, "mai")
    page = lan.open(PAGE)
    sections = page.tree.xpath("//select[@name='section']/option/@value")
    people = {
        str(o.text): str(o.get("value"))
        for o in page.tree.xpath("//select[@name='account']/option")
    }
    lan.send(page, PAGE, {"section": sections[0], "account": people["Cô hoa"]})
    lan.send(page, PAGE, {"section": sections[-1], "account": people["Cô mai"]})
    twice = lan.send(page, PAGE, {"section": sections[0], "account": people["Cô hoa"]})
    assert twice.status == 422
    token = page.tree.xpath("//input[@name='csrf']/@value")[0]
    told = {"csrf": token, "section": "s9999", "account": people["Cô hoa"]}
    assert lan.client.post(PAGE, data=told).status_code == 422
    with Browser(library.url) as browser:
        home = arrive(browser, "mai", mai)
        token = home.tree.xpath("//input[@name='csrf']/@value")[0]
        told = {"csrf": token, "agreed": "on"}
        assert browser.client.post("/volunteer/2/sign", data=told).status_code == 404
    assert hoa
