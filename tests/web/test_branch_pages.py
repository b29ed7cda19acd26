"""Branches on the pages: begun, renamed, moved, merged, each from a day on and with its reason."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from audiolib.service import Service
from audiolib.tables import BranchSpan, Grant
from audiolib.tables.people import Role
from tests.web.browser import Browser, Seen
from tests.web.people import come_in, staff

HOME = "/staff/branches"
TODAY = datetime.now().astimezone().date()
WHY = "Nghị quyết 202/2025/QH15"


@pytest.fixture
def manager(library: Service, browser: Browser) -> Browser:
    """A browser of `lan`, with two districts and a commune below the first branch."""
    come_in(browser, "lan")
    for above, code, kind, name in (
        (1, "pt", "district", "Phan Thiết"),
        (1, "mn", "district", "Mũi Né"),
        (2, "hc", "commune", "Hưng Long"),
    ):
        act(browser, above, "add", code=code, kind=kind, name=name)
    with library.database.transaction() as session:
        for span in session.exec(select(BranchSpan)):
            span.since -= timedelta(days=30)
    return browser


def act(browser: Browser, branch: int, verb: str, /, **told: str) -> Seen:
    page = browser.open(f"{HOME}/{branch}")
    filled = {"day": TODAY.isoformat(), "reason": WHY, **told}
    return browser.send(page, f"{HOME}/{branch}/{verb}", filled)


def levels(page: Seen) -> dict[str, int]:
    """The names of the tree, with how many lists each stands in."""
    links = page.tree.xpath("//ul[@class='tree']//a")
    return {a.text_content(): len(a.xpath("ancestor::ul")) - 1 for a in links}


def test_a_merging_is_in_the_tree_and_in_both_histories(manager: Browser) -> None:
    assert levels(manager.open(HOME)) == {
        "Thư viện": 0,
        "Mũi Né": 1,
        "Phan Thiết": 1,
        "Hưng Long": 2,
    }
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    seen = act(manager, 2, "merge", into="3", day=tomorrow)
    assert "Sáp nhập vào: Mũi Né" in seen.words
    assert WHY in seen.words
    assert "Nhận sáp nhập: Phan Thiết" in manager.open(f"{HOME}/3").words
    assert "Phan Thiết" in levels(manager.open(HOME))
    after = levels(manager.open(f"{HOME}?day={tomorrow}"))
    assert after == {"Thư viện": 0, "Mũi Né": 1, "Hưng Long": 2}


def test_what_can_t_be_is_told_beside_what_was_written(manager: Browser) -> None:
    before = (TODAY - timedelta(days=31)).isoformat()
    for branch, name, told, status, words in (
        (4, "move", {"parent": "3", "day": before}, 404, "không có đơn vị"),
        (4, "move", {"parent": "3", "day": "hôm nay"}, 422, "Từ ngày"),
        (4, "rename", {"name": " "}, 422, "Tên đơn vị"),
        (2, "add", {"code": "hc", "name": "A", "kind": "commune"}, 409, "mã hc"),
    ):
        seen = act(manager, branch, name, **told)
        assert seen.status == status, seen.words
        assert words in seen.tree.get_element_by_id("trouble").text_content()
        assert seen.tree.get_element_by_id(f"{name}-reason").get("value") == WHY
        assert seen.tree.xpath("//details[@open]/@id") == [name]


def test_a_branch_at_the_top_is_divided_by_an_administrator_only(
    library: Service, manager: Browser
) -> None:
    new = {"code": "bt2", "name": "Thư viện 2", "kind": "province"}
    page = manager.open(f"{HOME}/1")
    assert "Bạn sẽ có vai trò Quản trị ở cả hai" in page.words
    assert page.tree.xpath("//details[@open]") == []
    seen = act(manager, 1, "split", **new, **{"along-3": "on"})
    assert "Tách ra: Thư viện 2" in seen.words
    assert levels(manager.open(HOME))["Thư viện 2"] == 0
    assert levels(manager.open(HOME))["Mũi Né"] == 1
    # It is theirs: they may begin a branch below it at once.
    act(manager, 5, "add", code="b", kind="commune", name="Bắc")
    assert "Bắc" in levels(manager.open(HOME))
    staff(library, "minh", Role.MANAGER)
    with Browser(library.url) as other:
        come_in(other, "minh")
        page = other.open(f"{HOME}/1")
        assert page.tree.xpath("//form[contains(@action, '/add')]")
        assert not page.tree.xpath("//form[contains(@action, '/split')]")


def test_only_who_manages_a_branch_changes_it(library: Service, manager: Browser) -> None:
    staff(library, "minh", Role.LIBRARIAN)
    with Browser(library.url) as other:
        come_in(other, "minh")
        page = other.open(f"{HOME}/2")
        assert page.status == 200
        assert not [f for f in page.tree.forms if "/staff/branches" in (f.get("action") or "")]


def test_a_role_in_a_branch_that_took_another_in_covers_its_works(
    library: Service, manager: Browser
) -> None:
    form = manager.open("/staff/works/new")
    told = {"title": "Của Phan Thiết", "language": "vi", "branch": "2"}
    manager.send(form, "/staff/works/new", told)
    staff(library, "minh", Role.CLERK)
    with library.database.transaction() as session:
        session.exec(select(Grant).where(Grant.role == Role.CLERK)).one().branch_id = 3
    with Browser(library.url) as clerk:
        come_in(clerk, "minh")
        assert clerk.open("/staff/works/1").status == 404
        act(manager, 2, "merge", into="3")
        assert clerk.open("/staff/works/1").status == 200


def test_a_branch_divides_and_hands_over_what_is_named(library: Service, manager: Browser) -> None:
    staff(library, "minh", Role.CLERK)
    with library.database.transaction() as session:
        grant = session.exec(select(Grant).where(Grant.role == Role.CLERK)).one()
        grant.branch_id, post = 2, grant.id
    form = manager.open("/staff/works/new")
    for title in ("Một", "Hai"):
        told = {"title": title, "language": "vi", "branch": "2"}
        manager.send(form, "/staff/works/new", told)
    new = {"code": "pt2", "name": "Phan Thiết 2", "kind": "district"}
    wrong = act(manager, 2, "split", **{**new, "code": "hc"}, **{"along-4": "on"})
    assert wrong.status == 409
    assert wrong.tree.get_element_by_id("split-along-4").get("checked") is not None
    seen = act(manager, 2, "split", **new, **{"along-4": "on", f"role-{post}": "on"})
    assert "Tách ra: Phan Thiết 2" in seen.words
    assert levels(manager.open(HOME))["Hưng Long"] == 2
    assert "Phan Thiết 2" in manager.open(f"{HOME}/4").words
    with Browser(library.url) as clerk:
        come_in(clerk, "minh")
        assert clerk.open("/staff/works/1").status == 404
        page = manager.open(f"{HOME}/2")
        assert "Bạn đọc ở đây: 0. Sách ở đây: 2." in page.words
        over = {"into": "5", "works": "named", "reason": WHY}
        wrong = manager.send(page, f"{HOME}/2/hand-over", {**over, "numbers": "1, 77"})
        assert wrong.status == 409
        assert "77" in wrong.tree.get_element_by_id("trouble").text_content()
        done = manager.send(wrong, f"{HOME}/2/hand-over", {**over, "numbers": "1"})
        assert "Sách ở đây: 1." in done.words
        assert clerk.open("/staff/works/1").status == 200
        assert clerk.open("/staff/works/2").status == 404
