"""Pages of copies, devices, media and notices in a real browser: keyboard, axe, two widths.

`AUDIOLIB_PICTURES=<folder>` keeps a picture of each page.
"""

import os
from pathlib import Path

import pytest

from audiolib.service import Service
from bench.keyboard import CHROMIUM, Person, room
from tests.audiolib.delivery.copies import bound
from tests.audiolib.rendition import tiny_rendition
from tests.web import protected
from tests.web.books import card
from tests.web.browser import Browser
from tests.web.people import PASSWORD, come_in

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
WIDTHS = (1280, 320)
_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    return bound(tiny_rendition(tmp_path_factory.mktemp("sound")), "daisy202", folder)


def _look(person: Person, path: str, name: str) -> None:
    person.open(path)
    assert person.page.evaluate(_WIDE) <= 0, name
    person.look(name)


def _cookies(browser: Browser, service: Service) -> list[dict[str, str]]:
    jar = browser.client.cookies.jar
    return [{"name": c.name, "value": c.value or "", "url": service.url} for c in jar]


def test_every_page_reads_well_in_two_languages_and_widths(
    library: Service, browser: Browser, package: Path
) -> None:
    work, _ = protected.title(library, {"daisy202": package})
    told = card(library, "An")
    protected.verify(library)
    come_in(browser, "lan")
    given = {"card": told["number"], "works": str(work), "label": "USB 7"}
    browser.send(browser.open("/staff/media"), "/staff/media", given)
    notice = f"/staff/works/{work}/withdrawal"
    staff = ("/staff/media", "/staff/media/1", "/staff/patrons/1/devices", notice)
    with Browser(library.url) as blind:
        blind.send(blind.open("/login"), "/login/card", told)
        own = (f"/works/{work}", "/me/devices?gave_way=2026-11-02&after=/works")
        pictures = os.environ.get("AUDIOLIB_PICTURES")
        with room(library.url, Path(pictures) if pictures else None) as opened:
            for tongue in ("vi", "fa"):
                for width in WIDTHS:
                    for who, paths in ((browser, staff), (blind, own)):
                        with opened.person(tongue, width) as person:
                            language = {"name": "language", "value": tongue, "url": library.url}
                            jar = [*_cookies(who, library), language]
                            person.page.context.add_cookies(jar)  # type: ignore[arg-type]
                            for path in paths:
                                name = path.partition("?")[0].strip("/").replace("/", "-")
                                _look(person, path, f"{name}-{tongue}-{width}")


def test_a_stick_is_lent_and_a_title_held_and_given_back_by_keyboard_alone(
    library: Service, package: Path
) -> None:
    work, _ = protected.title(library, {"daisy202": package})
    told = card(library, "An")
    protected.verify(library)
    with room(library.url) as opened, opened.person() as person:
        person.open("/login?next=/staff")
        person.fill("name", "lan")
        person.fill("password", PASSWORD)
        person.press("Đăng nhập")
        person.press("USB, thẻ nhớ và đĩa")
        person.fill("card", told["number"])
        person.fill("works", str(work))
        person.choose("kind", "Thẻ nhớ")
        person.press("Ghi vào sổ")
        assert "SD-1" in person.words()
        person.tick("wiped")
        person.press("Đã trả")
        assert "đã xóa nội dung" in person.words()
        person.open(f"/staff/works/{work}/rights")
        person.press("Ý kiến mới")
        person.fill("notice", "Thư của nhà xuất bản")
        person.press("Tạm giữ ngay")
        assert "Tạm giữ từ" in person.words()
        person.look("held")
        person.press("Ý kiến của chủ sở hữu quyền")
        person.look("withdrawals")
        person.press("Dế Mèn")
        person.fill("reason", "Không phải tên sách của họ")
        person.press("Ý kiến không đúng")
        assert "Đã mở lại" in person.words()
        person.fill("notice", "Thư thứ hai")
        person.press("Rút ngay")
        assert "Đã rút" in person.words()
        person.look("withdrawn")
