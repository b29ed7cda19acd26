"""The register of media as the desk uses it: given out, fetched, copied, back."""

import io
import zipfile
from pathlib import Path

import pytest

from audiolib.service import Service
from audiolib.tables.people import Role
from tests.audiolib.delivery.copies import bound
from tests.audiolib.rendition import tiny_rendition
from tests.web import protected
from tests.web.books import card
from tests.web.browser import Browser
from tests.web.people import come_in, staff


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    return bound(tiny_rendition(tmp_path_factory.mktemp("sound")), "daisy202", folder)


def form(told: dict[str, str], work: int, **more: str) -> dict[str, str]:
    return {"card": told["number"], "works": f"/works/{work}", "label": "USB 7", **more}


def test_a_clerk_gives_a_stick_out_and_has_it_back(
    library: Service, browser: Browser, package: Path
) -> None:
    work, _ = protected.title(library, {"daisy202": package})
    told = card(library)
    protected.verify(library)
    staff(library, "mai", Role.CLERK)
    come_in(browser, "mai")
    entry = browser.send(
        browser.open(f"/staff/media?work={work}"), "/staff/media", form(told, work)
    )
    assert entry.address == "/staff/media/1"
    assert "USB 7" in entry.words
    (number,) = entry.tree.xpath("//span[@class='code']/text()")
    (link,) = entry.tree.xpath("//a[@download]/@href")
    with zipfile.ZipFile(io.BytesIO(browser.client.get(link).content)) as archive:
        assert number.encode() in archive.read("ncc.html")
    assert "An" in browser.open("/staff/media").words
    twice = browser.send(browser.open("/staff/media"), "/staff/media", form(told, work))
    assert (twice.status, "USB 7 đang ở bạn đọc khác" in twice.words) == (409, True)
    back = browser.send(entry, "/staff/media/1/returned", {"wiped": "on"})
    assert "đã xóa nội dung" in back.words
    assert not back.tree.xpath("//a[@download]")
    assert "USB 7" in browser.open("/staff/media?state=returned").words
    assert "Không có chiếc nào" in browser.open("/staff/media").words


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"works": ""}, 422, "ít nhất một tên sách"),
        ({"works": "999"}, 422, "999"),
        ({"format": "m4b"}, 422, "Dế Mèn phiêu lưu ký"),
        ({"card": "123"}, 404, ""),
        ({"due_on": "2020-01-01"}, 422, "đã qua"),
        ({"due_on": "mai"}, 422, "Hẹn trả ngày"),
        ({}, 403, "Dế Mèn phiêu lưu ký"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    library: Service,
    browser: Browser,
    package: Path,
    changed: dict[str, str],
    status: int,
    words: str,
) -> None:
    work, _ = protected.title(library, {"daisy202": package})
    told = card(library)
    come_in(browser, "lan")
    page = browser.send(
        browser.open("/staff/media"), "/staff/media", {**form(told, work), **changed}
    )
    assert page.status == status
    assert words in page.words
    assert page.tree.get_element_by_id("label").get("value") == "USB 7"
    assert "Không có chiếc nào" in browser.open("/staff/media?state=all").words


def test_another_branch_s_entries_are_not_there(library: Service, browser: Browser) -> None:
    come_in(browser, "lan")
    assert browser.open("/staff/media/5").status == 404
    assert browser.client.post("/staff/media/5/burnt").status_code in (403, 404)
