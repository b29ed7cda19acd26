"""Partners and the exchange log; lists of patrons from the library system, on their pages."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from audiolib.people.programs import reader_of_token
from audiolib.service import Service
from audiolib.tables import Partner, Patron
from tests.web.browser import Browser, Seen
from tests.web.people import come_in, staff

NEW = {
    "kind": "authorised",
    "name": "Hội Người mù Lào",
    "country": "la",
    "agreement": "12/2025",
    "agreed_on": "2025-01-01",
    "contact": "lao@hoi.example",
}
LIST = "Số thẻ,Họ tên,Ngày hết hạn\nA-1,Nguyễn Văn An,31/12/2090\nA-2,Lê Cũ,01/01/2020\n"
IN = "/staff/patrons/list/in"


@pytest.fixture
def lan(library: Service, browser: Browser) -> Browser:
    """The administrator's browser."""
    come_in(browser, "lan")
    return browser


def add(lan: Browser, **changed: str) -> Seen:
    return lan.send(lan.open("/staff/partners"), "/staff/partners", {**NEW, **changed})


def test_a_partner_is_kept_gets_a_token_and_ends(library: Service, lan: Browser) -> None:
    page = add(lan)
    assert page.address == "/staff/partners/1"
    assert NEW["name"] in page.words
    fresh = lan.send(page, "/staff/partners/1/token", {})
    token = fresh.tree.xpath("//div[@role='status']//strong/text()")[0]
    with library.database.transaction() as session:
        program = reader_of_token(session, token, datetime.now(UTC))
        assert program is not None
        assert program.reader.partner_id == 1
    assert token not in lan.open("/staff/partners/1").response.text
    lan.send(fresh, "/staff/partners/1/end", {})
    with library.database.transaction() as session:
        assert reader_of_token(session, token, datetime.now(UTC)) is None


def test_what_is_wrong_with_an_agreement_is_told_and_nothing_is_kept(
    library: Service, lan: Browser
) -> None:
    for wrong in ({"country": "Lào"}, {"agreed_on": ""}, {"until": "2024-01-01"}, {"name": " "}):
        page = add(lan, **wrong)
        assert page.status in (409, 422), wrong
        assert page.tree.get_element_by_id("trouble") is not None
    with library.database.transaction() as session:
        assert session.exec(select(Partner)).first() is None


def test_a_title_that_is_not_ours_to_give_is_not_sent_and_a_received_one_is_logged(
    library: Service, lan: Browser
) -> None:
    told = {"title": "Truyện Kiều", "language": "vi"}
    lan.send(lan.open("/staff/works/new"), "/staff/works/new", told)
    page = add(lan)
    shipped = {"work": "1", "digest": "ab" * 32}
    refused = lan.send(page, "/staff/partners/1/sent", shipped)
    assert refused.status == 403
    short = lan.send(page, "/staff/partners/1/sent", {**shipped, "digest": "ab"})
    assert short.status == 422
    token = page.tree.xpath("//input[@name='csrf']/@value")[0]
    came = lan.client.post("/staff/partners/1/received", data={**shipped, "csrf": token})
    assert came.status_code == 200
    log = lan.open("/staff/shipments")
    assert "Truyện Kiều" in log.words
    assert NEW["name"] in log.words
    assert "exchange 1" in log.words


def test_nothing_goes_to_a_school(library: Service, lan: Browser) -> None:
    told = {"title": "Truyện Kiều", "language": "vi"}
    lan.send(lan.open("/staff/works/new"), "/staff/works/new", told)
    page = add(lan, kind="school")
    assert "/staff/partners/1/sent" not in [f.get("action") for f in page.tree.forms]
    token = page.tree.xpath("//input[@name='csrf']/@value")[0]
    shipped = {"work": "1", "digest": "ab" * 32, "csrf": token}
    for act in ("sent", "received"):
        answer = lan.client.post(f"/staff/partners/1/{act}", data=shipped)
        assert answer.status_code in (403, 409), act


def test_a_librarian_sees_partners_and_a_manager_alone_agrees(
    library: Service, lan: Browser
) -> None:
    add(lan)
    staff(library, "thu")
    with Browser(library.url) as other:
        come_in(other, "thu")
        page = other.open("/staff/partners")
        assert "/staff/partners" not in [f.get("action") for f in page.tree.forms]
        token = page.tree.xpath("//input[@name='csrf']/@value")[0]
        assert other.client.post("/staff/partners", data={**NEW, "csrf": token}).status_code == 403
        ended = other.client.post("/staff/partners/1/end", data={"csrf": token})
        assert ended.status_code == 403
        given = other.client.post("/staff/partners/1/token", data={"csrf": token})
        assert given.status_code == 403


def test_a_list_is_looked_at_then_taken_over_and_twice_is_once(
    library: Service, lan: Browser
) -> None:
    page = lan.open("/staff/patrons/list")
    files = {"file": ("bandoc.csv", LIST.encode(), "text/csv")}
    looked = lan.send(page, "/staff/patrons/list", {"branch": "1"}, files)
    assert "Nguyễn Văn An" in looked.words
    assert "đã hết hạn" in looked.words
    with library.database.transaction() as session:
        assert session.exec(select(Patron)).first() is None
    unsaid = lan.send(looked, IN, {})
    assert unsaid.status == 422
    for _ in range(2):
        done = lan.send(looked, IN, {"consent": "on"})
        assert done.status == 200, done.words
    with library.database.transaction() as session:
        patron = session.exec(select(Patron)).one()
        assert (patron.name, patron.source_number) == ("Nguyễn Văn An", "A-1")
    found = lan.open("/staff/patrons?q=Nguyễn").link("Nguyễn Văn An")
    pinned = lan.send(lan.open(found), f"{found}/pin", {})
    number, pin = pinned.tree.xpath("//div[@role='status']//strong/text()")
    with Browser(library.url) as own:
        told = {"number": number, "pin": pin}
        own.send(own.open("/login"), "/login/card", told)
        assert "Nguyễn Văn An" in own.open("/me").words


def test_a_file_that_is_no_list_is_refused_in_words(library: Service, lan: Browser) -> None:
    page = lan.open("/staff/patrons/list")
    for content in (b"", b"%PDF-1.4", b"a,b\n1,2\n", b"x" * 5_000_001):
        files = {"file": ("bandoc.csv", content, "text/csv")}
        refused = lan.send(page, "/staff/patrons/list", {"branch": "1"}, files)
        assert refused.status in (400, 422)
        assert refused.tree.get_element_by_id("trouble") is not None
