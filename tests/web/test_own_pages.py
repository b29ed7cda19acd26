"""A card from the desk to its end: one's own data read and erased, carers, guardians."""

import json
from collections.abc import Iterator

import pytest
from sqlmodel import select

from audiolib.rights import audit
from audiolib.service import Service
from audiolib.tables import CarerAct, Consent, Patron
from tests.web.browser import Browser, Seen
from tests.web.people import come_in


@pytest.fixture
def lan(library: Service) -> Iterator[Browser]:
    """The administrator's browser."""
    with Browser(library.url) as opened:
        come_in(opened, "lan")
        yield opened


def give(desk: Browser, name: str, **more: str) -> tuple[str, str]:
    """A card from the desk: number and PIN, as the page says them once."""
    form = desk.open("/staff/patrons/new")
    told = {"name": name, "branch_id": "1", "consent": "on", **more}
    page = desk.send(form, "/staff/patrons/new", told)
    assert page.status == 200, page.words
    number, pin = page.tree.xpath("//div[@role='status']//strong/text()")
    return number, pin


def enter(browser: Browser, card: tuple[str, str]) -> Seen:
    told = {"number": card[0], "pin": card[1]}
    return browser.send(browser.open("/login"), "/login/card", told)


def test_a_card_from_the_desk_opens_one_s_own_pages(lan: Browser, browser: Browser) -> None:
    card = give(lan, "Nguyễn Văn Tư", contact="0912 345 678")
    enter(browser, card)
    home = browser.open("/me")
    assert "Nguyễn Văn Tư" in home.words
    printed = browser.open("/me/card")
    assert printed.tree.xpath("//main//*[local-name()='svg']/*[local-name()='title']")
    read = browser.open("/me/data")
    for told in ("Nguyễn Văn Tư", "0912345678", card[0]):
        assert told in read.words
    assert "argon2" not in read.response.text
    taken = json.loads(browser.client.get("/me/data/file").text)
    assert taken["patron"][0]["name"] == "Nguyễn Văn Tư"
    assert "pin_hash" not in taken["patron"][0]


def test_all_tables_of_the_file_are_on_the_page_too(lan: Browser, browser: Browser) -> None:
    enter(browser, give(lan, "Tư"))
    taken = json.loads(browser.client.get("/me/data/file").text)
    sections = browser.open("/me/data").tree.xpath("//main//section")
    assert len(sections) == len(taken)


def test_who_asks_is_erased_once_the_pin_was_right(
    library: Service, lan: Browser, browser: Browser
) -> None:
    card = give(lan, "Nguyễn Văn Tư")
    enter(browser, card)
    form = browser.open("/me/erase")
    assert browser.send(form, "/me/erase", {"pin": card[1]}).status == 422
    wrong = browser.send(form, "/me/erase", {"pin": "000000", "sure": "on"})
    assert wrong.status == 403
    with library.database.transaction() as session:
        assert session.exec(select(Patron)).one()
    gone = browser.send(form, "/me/erase", {"pin": card[1], "sure": "on"})
    assert gone.status == 200, gone.words
    assert "Nguyễn Văn Tư" not in gone.response.text
    with library.database.transaction() as session:
        assert session.exec(select(Patron)).first() is None
        assert audit.verify(session) is None
    assert browser.open("/me").address.startswith("/login")
    assert enter(browser, card).status == 403


def verify(desk: Browser, patron: str) -> None:
    page = desk.open(patron)
    desk.send(page, f"{patron}/verify", {"method": "association"})


def test_a_carer_acts_once_the_patron_agreed_and_till_it_is_ended(
    library: Service, lan: Browser, browser: Browser
) -> None:
    blind, helper = give(lan, "Bà Sáu"), give(lan, "Chị Lan Anh")
    patron = lan.open(f"/staff/patrons?q={blind[0]}").link("Bà Sáu")
    verify(lan, patron)
    filled = {"carer_card": helper[0], "evidence": "family"}
    linked = lan.send(lan.open(patron), f"{patron}/carer", filled)
    assert "Chị Lan Anh" in linked.words
    enter(browser, helper)
    assert not [f for f in browser.open("/me/carers").tree.forms if f.get("action") == "/me/acting"]
    with Browser(library.url) as own:
        enter(own, blind)
        page = own.open("/me/carers")
        own.send(page, "/me/carers/1/accept", {})
        acting = browser.send(browser.open("/me/carers"), "/me/acting", {})
        assert "Bà Sáu" in acting.words
        wish = {"title": "Dế mèn"}
        browser.send(browser.open("/demands"), "/demands", wish)
        seen = own.open("/me/carers")
        assert "Chị Lan Anh" in seen.words
        assert "Dế mèn" in own.open("/demands").words
        with library.database.transaction() as session:
            acts = [act.act for act in session.exec(select(CarerAct).order_by("id"))]
            assert acts == ["began", "wished"]
            (consent,) = session.exec(select(Consent).where(Consent.purpose == "carer"))
            assert consent.channel == "web"
        own.send(seen, "/me/carers/1/end", {})
    assert "Bà Sáu" not in browser.open("/works").response.text
    with library.database.transaction() as session:
        assert audit.verify(session) is None


def test_nobody_agrees_for_somebody_else(library: Service, lan: Browser, browser: Browser) -> None:
    blind, helper = give(lan, "Bà Sáu"), give(lan, "Chị Lan Anh")
    patron = lan.open(f"/staff/patrons?q={blind[0]}").link("Bà Sáu")
    filled = {"carer_card": helper[0], "evidence": "written"}
    lan.send(lan.open(patron), f"{patron}/carer", filled)
    enter(browser, helper)
    page = browser.open("/me/carers")
    token = page.tree.xpath("//input[@name='csrf']/@value")[0]
    answer = browser.client.post("/me/carers/1/accept", data={"csrf": token})
    assert answer.status_code == 404
    answer = browser.client.post("/me/acting", data={"csrf": token, "patron": "1"})
    assert answer.status_code == 404


def test_a_child_has_a_guardian_by_card_or_by_name(lan: Browser) -> None:
    mother = give(lan, "Mẹ", contact="0912345678")
    form = lan.open("/staff/patrons/new")
    child = {"name": "Bé Na", "birth_date": "2019-05-04", "branch_id": "1", "consent": "on"}
    assert lan.send(form, "/staff/patrons/new", child).status == 422
    made = lan.send(form, "/staff/patrons/new", {**child, "guardian_card": mother[0]})
    assert made.status == 200
    patron = lan.open("/staff/patrons?q=Bé").link("Bé Na")
    named = {"guardian_name": "Bà ngoại", "guardian_contact": "0987654321"}
    page = lan.send(lan.open(patron), f"{patron}/guardian", named)
    assert "Bà ngoại" in page.words
    none = lan.send(page, f"{patron}/guardian", {})
    assert none.status == 422
