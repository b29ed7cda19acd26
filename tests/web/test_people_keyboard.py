"""The pages of people in a real browser: by keyboard, judged by axe, in vi and fa, wide and narrow.

`AUDIOLIB_PICTURES=<folder>` keeps a picture of each page.
"""

import os
from pathlib import Path

import pytest

from audiolib.service import Service
from bench.keyboard import CHROMIUM, Person, Room, room
from tests.web.browser import Browser
from tests.web.people import PASSWORD, come_in
from tests.web.proofs import lay
from tests.web.test_own_pages import enter, give, verify
from tests.web.test_partners import LIST, NEW
from tests.web.test_volunteers import enrol

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
STAFF = (
    "/staff/programs",
    "/staff/partners",
    "/staff/partners/1",
    "/staff/shipments",
    "/staff/patrons/new",
    "/staff/patrons/list",
    "/staff/patrons/1",
    "/staff/productions/1/volunteers",
    "/staff/people",
)
OWN = ("/me", "/me/card", "/me/data", "/me/erase", "/me/carers")
WIDTHS = (1280, 320)


def _narrow(person: Person, name: str) -> None:
    """That nothing stands outside the window, then what axe says."""
    wide = person.page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0, (name, wide)
    person.look(name)


def _each(opened: Room, paths: tuple[str, ...], cookies: list[dict[str, str]]) -> None:
    for tongue in ("vi-VN", "fa-IR"):
        for width in WIDTHS:
            with opened.person(tongue, width) as person:
                language = {"name": "language", "value": tongue[:2], "url": cookies[0]["url"]}
                person.page.context.add_cookies([*cookies, language])  # type: ignore[list-item]
                for path in paths:
                    person.open(path)
                    _narrow(person, f"{path.strip('/').replace('/', '-')}-{tongue[:2]}-{width}")


def _cookies(browser: Browser, service: Service) -> list[dict[str, str]]:
    jar = browser.client.cookies.jar
    return [{"name": c.name, "value": c.value or "", "url": service.url} for c in jar]


def test_every_page_of_people_reads_well_in_two_languages_and_widths(
    library: Service, browser: Browser
) -> None:
    lay(library)
    come_in(browser, "lan")
    blind = give(browser, "Trần Thị Sáu", contact="0912345678")
    helper = give(browser, "Nguyễn Lan Anh", contact="lananh@thu.example")
    patron = browser.open(f"/staff/patrons?q={blind[0]}").link("Trần Thị Sáu")
    verify(browser, patron)
    filled = {"carer_card": helper[0], "evidence": "family", "agreed": "on"}
    browser.send(browser.open(patron), f"{patron}/carer", filled)
    told = {"name": "Koha của tỉnh", "read:catalogue": "on"}
    browser.send(browser.open("/staff/programs"), "/staff/programs", told)
    page = browser.send(browser.open("/staff/partners"), "/staff/partners", NEW)
    token = page.tree.xpath("//input[@name='csrf']/@value")[0]
    shipped = {"work": "1", "digest": "ab" * 32, "csrf": token}
    assert browser.client.post("/staff/partners/1/received", data=shipped).status_code == 200
    first = enrol(browser, "hoa")
    page = browser.open("/staff/productions/1/volunteers")
    account = page.tree.xpath("//select[@name='account']/option[. = 'Cô hoa']/@value")[0]
    browser.send(page, page.address, {"account": account})
    pictures = os.environ.get("AUDIOLIB_PICTURES")
    with room(library.url, Path(pictures) if pictures else None) as opened:
        _each(opened, STAFF, _cookies(browser, library))
        with Browser(library.url) as own:
            enter(own, blind)
            _each(opened, OWN, _cookies(own, library))
        with Browser(library.url) as carer:
            enter(carer, helper)
            carer.send(carer.open("/me/carers"), "/me/acting", {})
            _each(opened, ("/me/carers", "/works"), _cookies(carer, library))
        with Browser(library.url) as hoa:
            hoa.send(hoa.open("/login"), "/login", {"name": "hoa", "password": first})
            hoa.send(hoa.open("/password"), "/password", {"password": PASSWORD})
            come_in(hoa, "hoa")
            _each(opened, ("/volunteer",), _cookies(hoa, library))


def test_a_card_a_token_and_a_list_by_keyboard_alone(library: Service, tmp_path: Path) -> None:
    file = tmp_path / "bandoc.csv"
    file.write_text(LIST, encoding="utf-8")
    with room(library.url) as opened, opened.person() as person:
        person.open("/login?next=/staff")
        person.fill("name", "lan")
        person.fill("password", PASSWORD)
        person.press("Đăng nhập")
        person.press("Chương trình và mã")
        person.fill("name", "Koha")
        person.tick("read:catalogue")
        person.press("Cấp mã")
        assert "adl_" in person.words()
        person.look("program-given")
        person.open("/staff/cards")
        person.press("Cấp thẻ tại quầy")
        person.fill("name", "Trần Thị Sáu")
        person.fill("contact", "0912345678")
        person.tick("consent")
        person.press("Cấp thẻ")
        assert "Mã PIN" in person.words()
        person.look("card-given")
        person.open("/staff/patrons/list")
        person.hand_over(file)
        person.press("Xem thử")
        person.look("list-looked")
        person.tick("consent")
        person.press("Nhận danh sách")
        assert "1 bạn đọc mới" in person.words()
