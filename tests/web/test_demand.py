"""A title is wished for, shared, begun, and those who wished are told when it is there."""

from audiolib.floor.repository import demands
from audiolib.service import Service
from audiolib.tables import Production
from tests.web.books import patron
from tests.web.browser import Browser
from tests.web.people import come_in


def test_a_wish_is_shared_begun_and_told_when_it_is_fulfilled(
    library: Service, browser: Browser
) -> None:
    patron(library, browser)
    asked = browser.send(
        browser.open("/demands"),
        "/demands",
        {"title": "Dế Mèn", "author": "Tô Hoài", "language": "vi", "note": "để học lớp chín"},
    )
    assert "Đã ghi nhận" in asked.words
    with Browser(library.url) as other:
        patron(library, other, "Bình")
        shared = other.send(other.open("/demands"), "/demands/1/vote", {})
        assert "Số người mong: 2" in shared.words
        assert "để học lớp chín" not in shared.words
        left = other.send(shared, "/demands/1/withdraw", {})
        assert "Số người mong: 1" in left.words

    with Browser(library.url) as desk:
        come_in(desk, "lan")
        page = desk.open("/demands")
        assert "để học lớp chín" in page.words
        rights = desk.send(page, "/staff/demands/1/work", {})
        assert rights.address == "/staff/works/1/rights"
        assert "Dế Mèn" in rights.words
        assert desk.open("/staff/productions/1").status == 200
    assert "đang làm" in browser.open("/demands").words

    with library.database.transaction() as session:
        made = session.get(Production, 1)
        assert made is not None
        assert demands.answered(session, made, made.created_at) == 1
    me = browser.open("/me")
    assert "Sách bạn mong (“Dế Mèn”) đã có" in me.words
    again = browser.send(me, "/me/news", {})
    assert "Dế Mèn" not in again.words


def test_a_wish_without_a_title_is_sent_back_and_strangers_only_look(
    library: Service, browser: Browser
) -> None:
    assert not [f for f in browser.open("/demands").tree.forms if f.get("action") == "/demands"]
    patron(library, browser)
    refused = browser.send(browser.open("/demands"), "/demands", {"author": "Tô Hoài"})
    assert refused.status == 422
    assert refused.tree.xpath("//*[@role='alert']")
    assert "Tô Hoài" in refused.response.text
    page = browser.open("/demands")
    browser.send(page, "/demands", {"title": "Một"})
    gone = browser.send(browser.open("/demands"), "/demands/1/withdraw", {})
    assert "Số người mong: 0" in gone.words
