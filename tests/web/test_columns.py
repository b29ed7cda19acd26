"""Columns of the offer on the pages: added, named, put in order, filled, retired, brought back."""

import pytest
from sqlmodel import select

from audiolib.service import Service
from audiolib.tables import AuditEntry, CollectionWork
from audiolib.tables.people import Role
from tests.web.browser import Browser, Seen
from tests.web.people import come_in, staff

HOME = "/staff/columns"


@pytest.fixture
def manager(library: Service, browser: Browser) -> Browser:
    """A browser of `lan`, who manages the first branch, with one work in the catalogue."""
    come_in(browser, "lan")
    form = browser.open("/staff/works/new")
    told = {"title": "Dế Mèn", "language": "vi", "collection-fairy_tales": "on"}
    browser.send(form, "/staff/works/new", told)
    return browser


def names(page: Seen) -> list[str]:
    """The columns that are offered, in their order."""
    return [a.text_content() for a in page.tree.xpath("//ol[@class='works']//h3/a")]


def do(browser: Browser, number: int, act: str, **told: str) -> Seen:
    """Press a button of the page of all columns, or of one column."""
    page = browser.open(f"{HOME}/{number}" if told else HOME)
    return browser.send(page, f"{HOME}/{number}/{act}", told)


def test_a_column_is_added_named_and_put_in_its_place(manager: Browser) -> None:
    page = manager.open(HOME)
    assert names(page) == ["Sách nói", "Giới thiệu sách", "Truyện cổ tích", "Di sản địa phương"]
    new = {"title-vi": "Thơ  ca", "title-fa": "شعر"}
    assert names(manager.send(page, HOME, new))[-1] == "Thơ ca"
    assert names(do(manager, 5, "up"))[-2:] == ["Thơ ca", "Di sản địa phương"]
    assert names(do(manager, 1, "down"))[:2] == ["Giới thiệu sách", "Sách nói"]
    do(manager, 5, "rename", **{"title-vi": "", "title-fa": "", "title-en": "Poems"})
    assert "Poems" in names(manager.open(HOME))  # there is no name in Vietnamese now
    assert "Poems" in manager.open("/staff/works/new").words
    wrong = manager.send(manager.open(HOME), HOME, {"title-vi": " "})
    assert wrong.status == 422
    assert "tên" in wrong.tree.get_element_by_id("trouble").text_content()


def test_two_columns_of_one_name_are_two(manager: Browser) -> None:
    for _ in range(2):
        manager.send(manager.open(HOME), HOME, {"title-vi": "Truyện tranh"})
    assert names(manager.open(HOME)).count("Truyện tranh") == 2


def test_a_work_stands_in_a_column_till_it_is_taken_out(manager: Browser) -> None:
    assert "Dế Mèn" in manager.open(f"{HOME}/3").words
    seen = do(manager, 4, "put", work="1")
    assert "Dế Mèn" in seen.words
    found = manager.open("/works?collection=local_heritage")
    assert "Dế Mèn" in found.words
    assert "Dế Mèn" not in do(manager, 4, "take", work="1").words
    assert "Dế Mèn" not in manager.open("/works?collection=local_heritage").words
    for work, status in (("77", 404), ("một", 422)):
        wrong = do(manager, 4, "put", work=work)
        assert wrong.status == status
        assert wrong.tree.get_element_by_id("work").get("value") == work


def test_a_retired_column_is_not_offered_and_keeps_its_works(
    library: Service, manager: Browser
) -> None:
    assert "Truyện cổ tích" not in names(do(manager, 3, "retire"))
    form = manager.open("/staff/works/1")
    assert "Truyện cổ tích" not in form.words
    assert "fairy_tales" not in manager.open("/works/1").response.text
    manager.send(form, "/staff/works/1", {"title": "Dế Mèn phiêu lưu ký"})
    with library.database.transaction() as session:
        assert session.exec(select(CollectionWork.collection_id)).all() == [3]
    assert names(do(manager, 3, "offer"))[-1] == "Truyện cổ tích"
    assert "Truyện cổ tích" in manager.open("/works/1").words
    with library.database.transaction() as session:
        acts = [e.act for e in session.exec(select(AuditEntry)) if e.act.startswith("column.")]
    assert acts == ["column.retired", "column.offered"]


def test_only_who_manages_the_whole_arranges_the_offer(library: Service, manager: Browser) -> None:
    staff(library, "minh", Role.LIBRARIAN)
    with Browser(library.url) as other:
        come_in(other, "minh")
        assert other.open(HOME).status == 403
    page = manager.open("/staff/branches/1")
    told = {"code": "pt", "name": "Phan Thiết", "kind": "district", "reason": "1"}
    manager.send(page, "/staff/branches/1/add", told)
    staff(library, "hoa", Role.MANAGER, 2)
    with Browser(library.url) as below:
        come_in(below, "hoa")
        seen = below.open(HOME)
        assert seen.status == 200
        assert not [f for f in seen.tree.forms if HOME in (f.get("action") or "")]
        csrf = seen.tree.xpath("//input[@name='csrf']/@value")[0]
        sent = below.client.post(f"{HOME}/1/retire", data={"csrf": csrf})
        assert sent.status_code == 403
