"""Records and branches by keyboard alone in a real browser, judged by axe, wide and narrow."""

from pathlib import Path

import pytest
from sqlmodel import select

from audiolib.jobs.run import Call, run
from audiolib.service import Service
from audiolib.tables import Errand
from bench.keyboard import CHROMIUM, Person, room
from tests.audiolib.catalogue.exchange.incoming.desk import STEPS
from tests.web.browser import Browser
from tests.web.people import PASSWORD, come_in
from tests.web.test_branch_pages import act
from tests.web.test_exchange import CSV, bring_in

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
WORDS = {
    "vi": {
        "look": "Xem thử",
        "yes": "Đưa",
        "unfold": "Bỏ những gì",
        "back": "Rút lại",
        "add": "Thêm đơn vị",
        "kind": "Huyện",
        "fold": "Thêm đơn vị trực thuộc",
    },
    "fa": {
        "look": "بررسی",
        "yes": "وارد کردن",
        "unfold": "پس گرفتن",
        "back": "بازپس گرفتن",
        "add": "افزودن شعبه",
        "kind": "شهرستان",
        "fold": "افزودن شعبه‌ای زیر آن",
    },
}


@pytest.mark.parametrize(("language", "width"), [("vi", 1280), ("fa", 320)])
def test_a_file_is_brought_in_and_a_branch_begun_by_keyboard(
    library: Service, browser: Browser, tmp_path: Path, language: str, width: int
) -> None:
    come_in(browser, "lan")
    bring_in(library, browser)
    act(browser, 1, "add", code="pt", kind="district", name="Phan Thiết")
    file = tmp_path / "sach.csv"
    file.write_bytes(CSV.replace("Truyện Kiều".encode(), "Truyện Thúy Kiều".encode()))
    say = WORDS[language]
    with room(library.url) as sitting, sitting.person(width=width) as lan:
        lan.open("/login?next=/staff")
        lan.fill("name", "lan")
        lan.fill("password", PASSWORD)
        lan.press("Đăng nhập")
        with lan.page.expect_navigation():
            lan.page.focus(f"button[value={language}]")
            lan.page.keyboard.press("Enter")
        lan.open("/staff/records")
        seen(lan, "records")
        lan.hand_over(file)
        lan.press(say["look"])
        lan.page.wait_for_url("**/staff/records/2")
        seen(lan, "looking")
        machine(lan, library)
        seen(lan, "look")
        lan.press(say["yes"])
        seen(lan, "entering")
        machine(lan, library)
        seen(lan, "done")
        lan.unfold(say["unfold"])
        lan.press(say["back"])
        machine(lan, library)
        seen(lan, "back")
        lan.open("/staff/errands")
        seen(lan, "errands")
        for name in ("works?q=kieu", "works?q=kieu&language=ru", "staff/branches/2"):
            lan.open(f"/{name}")
            seen(lan, name)
        lan.open("/staff/branches/1")
        lan.unfold(say["fold"])
        lan.fill("name", "Mũi Né")
        lan.fill("code", "mn")
        lan.choose("kind", say["kind"])
        lan.fill("reason", "Nghị quyết")
        lan.press(say["add"])
        assert lan.page.url.endswith("/staff/branches/1")
        lan.open("/staff/branches")
        seen(lan, "branches")
        assert "Mũi Né" in lan.words()


def machine(person: Person, library: Service) -> None:
    """Do what waits, as a worker does; the page that is open hears of it and shows what became."""
    with library.database.transaction() as session:
        (one,) = session.exec(select(Errand).where(Errand.ended == "")).all()
        session.expunge(one)
    run(library, STEPS[one.step], Call(one.job_id or 0, 0, 100, lambda: None), one.id or 0)
    person.page.locator("audio-progress").wait_for(state="detached")
    person.page.wait_for_load_state()


def seen(person: Person, name: str) -> None:
    """Have axe judge the page, which must not be wider than its window."""
    person.look(name)
    wide = person.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{name} is {wide} px too wide"
