"""A work held or withdrawn on its page: nobody has it from that moment, and it can come back."""

from datetime import UTC, datetime

import pytest

from api import links
from audiolib.rights.record import decide_status, review
from audiolib.service import Service
from audiolib.tables import Release
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.people import Role
from tests.web.books import librarian
from tests.web.browser import Browser
from tests.web.people import come_in, staff
from tests.web.test_media import CONTENT, released


@pytest.fixture
def link(library: Service) -> tuple[int, str]:
    """A public work, and a link to its sound."""
    now = datetime.now(UTC)
    number, digest = released(library, CONTENT)
    staff(library, "second")
    with library.database.transaction() as session:
        work = session.get_one(Release, number).work_id
        made = decide_status(
            session, librarian(library), work, RightsStatus.OWN_WORK, now, basis="của thư viện"
        )
        review(session, librarian(library, "second"), made.id or 0, now)
    return work, library.url + links.address(library, digest, "1.mp3", links.STRANGER, now, number)


def test_a_held_work_stops_at_once_and_comes_back_when_the_notice_is_rejected(
    library: Service, browser: Browser, link: tuple[int, str]
) -> None:
    work, sound = link
    page = f"/staff/works/{work}/withdrawal"
    come_in(browser, "lan")
    assert browser.client.get(sound).content == CONTENT
    posted = browser.send(
        browser.open(page),
        f"/staff/works/{work}/postings",
        {"channel": "youtube", "address": "https://video.example/1"},
    )
    assert "https://video.example/1" in posted.words
    told = {"notice": "Thư của nhà xuất bản ngày 3/11", "how": "hold"}
    held = browser.send(posted, page, told)
    assert "Tạm giữ từ" in held.words
    assert browser.client.get(sound).status_code == 403
    waits = browser.open("/staff/withdrawals")
    assert "Thư của nhà xuất bản" in waits.words
    assert "https://video.example/1" in waits.words
    with Browser(library.url) as stranger:
        assert stranger.open(f"/works/{work}").status == 410
    empty = browser.send(held, f"{page}/1", {"reason": "", "decision": "rejected"})
    assert empty.status == 422
    back = browser.send(held, f"{page}/1", {"reason": "Hợp đồng 5", "decision": "rejected"})
    assert "Đã mở lại" in back.words
    assert browser.client.get(sound).content == CONTENT
    assert "https://video.example/1" not in browser.open("/staff/withdrawals").words


def test_a_withdrawn_work_is_taken_down_outside_and_given_back_by_a_decision(
    library: Service, browser: Browser, link: tuple[int, str]
) -> None:
    work, sound = link
    page = f"/staff/works/{work}/withdrawal"
    come_in(browser, "lan")
    browser.send(
        browser.open(page),
        f"/staff/works/{work}/postings",
        {"channel": "youtube", "address": "https://video.example/2"},
    )
    gone = browser.send(browser.open(page), page, {"notice": "Thư", "how": "withdraw"})
    assert "Đã rút" in gone.words
    assert f"/staff/works/{work}/postings" not in gone.response.text
    assert browser.client.get(sound).status_code == 403
    down = browser.send(browser.open("/staff/withdrawals"), "/staff/postings/1/down", {})
    assert "đã gỡ lúc" in down.words
    refused = browser.client.post(
        f"/staff/works/{work}/postings",
        data={
            "csrf": down.tree.xpath("//input[@name='csrf']/@value")[0],
            "channel": "youtube",
            "address": "https://video.example/3",
        },
    )
    assert refused.status_code == 403
    browser.send(
        browser.open(f"/staff/works/{work}/rights"),
        f"/staff/works/{work}/rights",
        {"status": "own_work", "basis": "Đã mua quyền"},
    )
    with Browser(library.url) as other:
        come_in(other, "second")
        rights = other.open(f"/staff/works/{work}/rights")
        other.send(rights, f"/staff/works/{work}/rights/3", {})
    assert browser.client.get(sound).content == CONTENT


def test_only_librarians_of_the_branch_withdraw(
    library: Service, browser: Browser, link: tuple[int, str]
) -> None:
    work, _ = link
    staff(library, "mai", Role.CLERK)
    come_in(browser, "mai")
    assert browser.open(f"/staff/works/{work}/withdrawal").status == 403
    assert browser.open("/staff/withdrawals").status == 403
    assert "/staff/withdrawals" not in [
        a.get("href") for a in browser.open("/staff").tree.iter("a")
    ]


def test_a_notice_of_another_work_is_not_decided_here(
    library: Service, browser: Browser, link: tuple[int, str]
) -> None:
    work, _ = link
    come_in(browser, "lan")
    page = f"/staff/works/{work}/withdrawal"
    held = browser.send(browser.open(page), page, {"notice": "Thư", "how": "hold"})
    told = {
        "csrf": held.tree.xpath("//input[@name='csrf']/@value")[0],
        "reason": "x",
        "decision": "upheld",
    }
    assert browser.client.post("/staff/works/999/withdrawal/1", data=told).status_code == 404
    odd = browser.client.post(f"{page}/1", data={**told, "decision": "perhaps"})
    assert odd.status_code == 422
    assert browser.open(page).words.count("Tạm giữ từ") == 1
