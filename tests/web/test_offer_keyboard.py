"""Columns of the offer, a branch that divides, a sheet of words: by keyboard alone in Chromium."""

import pytest

from audiolib.service import Service
from audiolib.tables.people import Role
from bench.keyboard import CHROMIUM, Person, room
from tests.web.browser import Browser
from tests.web.people import PASSWORD, come_in, staff
from tests.web.proofs import lay
from tests.web.test_branch_pages import act
from tests.web.test_exchange_keyboard import seen
from tests.web.test_proof_sheet import SHEET
from tests.web.test_proof_sheet import words as text_of

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
WORDS = {
    "vi": {
        "add": "Thêm chuyên mục",
        "up": "Lên",
        "retire": "Thôi dùng",
        "put": "Thêm sách",
        "divide": "Chia tách",
        "split": "Chia tách đơn vị",
        "kind": "Huyện",
        "hand": "Bàn giao bạn đọc",
        "over": "Bàn giao",
        "all": "tất cả",
        "confirm": "Lưu",
    },
    "fa": {
        "add": "مجموعه را بیفزا",
        "up": "بالا",
        "retire": "کنار بگذار",
        "put": "در مجموعه",
        "divide": "تقسیم",
        "split": "شعبه را تقسیم کن",
        "kind": "شهرستان",
        "hand": "سپردن خوانندگان و آثار",
        "over": "بسپار",
        "all": "همه",
        "confirm": "ذخیره",
    },
}
SEATS = pytest.mark.parametrize(("language", "width"), [("vi", 1100), ("fa", 320)])


def sit_down(lan: Person, language: str) -> dict[str, str]:
    """Come in, and take the pages in a language; gives its words."""
    lan.open("/login?next=/staff")
    lan.fill("name", "lan")
    lan.fill("password", PASSWORD)
    lan.press("Đăng nhập")
    with lan.page.expect_navigation():
        lan.page.focus(f"button[value={language}]")
        lan.page.keyboard.press("Enter")
    return WORDS[language]


@SEATS
def test_the_offer_is_arranged_and_a_branch_divided_by_keyboard(
    library: Service, browser: Browser, language: str, width: int
) -> None:
    come_in(browser, "lan")
    act(browser, 1, "add", code="pt", kind="district", name="Phan Thiết")
    act(browser, 2, "add", code="hl", kind="commune", name="Hưng Long")
    staff(library, "minh", Role.CLERK, 2)
    form = browser.open("/staff/works/new")
    told = {"title": "Dế Mèn phiêu lưu ký", "language": "vi", "branch": "2"}
    browser.send(form, "/staff/works/new", told)
    with room(library.url) as sitting, sitting.person(width=width) as lan:
        say = sit_down(lan, language)
        lan.open("/staff/columns")
        lan.fill("title-vi", "Thơ ca")
        lan.fill("title-fa", "شعر")
        lan.press(say["add"])
        lan.press(say["up"])
        lan.press(say["retire"])
        seen(lan, "columns")
        lan.open("/staff/columns/5")
        lan.fill("work", "1")
        lan.press(say["put"])
        assert "Dế Mèn" in lan.words()
        seen(lan, "column")
        lan.open("/staff/branches/2")
        lan.unfold(say["divide"])
        lan.fill("name", "Phan Thiết 2")
        lan.fill("code", "pt2")
        lan.choose("kind", say["kind"])
        lan.tick("along-3")
        lan.tick("role-2")
        lan.fill("reason", "Quyết định 12")
        lan.press(say["split"])
        lan.unfold(say["hand"])
        lan.choose("into", "Phan Thiết 2")
        lan.choose("works", say["all"])
        lan.fill("reason", "Quyết định 12")
        lan.press(say["over"])
        seen(lan, "branch")
        lan.open("/staff/branches/4")
        seen(lan, "branch-new")
    assert "Hưng Long" in browser.open("/staff/branches?").words
    with Browser(library.url) as clerk:
        come_in(clerk, "minh")
        assert clerk.open("/staff/works/1").status == 200


@SEATS
def test_a_sheet_of_words_is_gone_through_by_keyboard(
    library: Service, browser: Browser, language: str, width: int
) -> None:
    assert lay(library) == 1
    with room(library.url) as sitting, sitting.person(width=width) as lan:
        say = sit_down(lan, language)
        lan.open(SHEET)
        seen(lan, "sheet")
        first = lan.page.get_attribute("main ol input[lang]", "name") or ""
        lan.fill(first, "người")
        lan.press(say["confirm"])
        seen(lan, "sheet-done")
    assert "Ngày xưa có một người nghèo. Nhà có một cây khế." in text_of(library)
