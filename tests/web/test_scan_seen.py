"""A scan is handed in and put in order by keyboard in a real browser, narrow too, judged by axe."""

from pathlib import Path

import pytest
from PIL import Image

from audiolib.service import Service
from bench.keyboard import CHROMIUM, Person, room
from tests.audiolib.intake.pages import book, needs_fonts, needs_tesseract
from tests.web.browser import Browser
from tests.web.people import PASSWORD
from tests.web.test_newcomer import _machine
from tests.web.test_scan_pages import HOME, clerk, names

__all__ = ["clerk"]
pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    needs_fonts,
    needs_tesseract,
]


def _summary(person: Person, words: str) -> None:
    """Tab to something that opens, and open it."""
    for _ in range(150):
        person.page.keyboard.press("Tab")
        if person.page.evaluate("document.activeElement.textContent").startswith(words):
            person.page.keyboard.press("Enter")
            return
    raise AssertionError(words)


def test_pages_are_sent_and_moved_by_keyboard(
    library: Service, clerk: Browser, tmp_path: Path
) -> None:
    files = []
    for at, name in enumerate(("p10.png", "p2.png")):
        files.append(tmp_path / name)
        Image.fromarray(book(at + 1)[at].pixels).reduce(2).save(files[-1])
    (tmp_path / "notes.txt").write_text("not a picture")
    with room(library.url) as sitting, sitting.person(width=320) as lan:
        lan.open(f"/login?next={HOME}")
        lan.fill("name", "lan")
        lan.fill("password", PASSWORD)
        lan.press("Đăng nhập")
        lan.hand_over(*files, tmp_path / "notes.txt")
        # The script sends one after the other, and has them cut by itself.
        lan.press("Gửi lên")
        assert "Đang chờ máy" in lan.words()
        _machine(library)
        lan.again()
        lan.look("scan-pages")
        assert names(library) == ["p2.png", "p10.png"]
        assert "notes.txt không phải là ảnh trang" in lan.words()
        _summary(lan, "Xoay, chuyển chỗ, bỏ ra hoặc cắt trang 1")
        lan.look("scan-page-opened")
        lan.press("Xuống sau một trang")
        assert names(library) == ["p10.png", "p2.png"]
        lan.fill("degrees", "1,5")
        lan.press("Nghiêng sang phải")
        _machine(library)
        lan.again()
        assert "nghiêng sang phải 1,5° – Lan" in lan.words()
        lan.look("scan-page-straightened")
        lan.press("Trả lại ảnh như trước khi xoay")
        assert "Đã xoay" not in lan.words()
        lan.press("Bỏ trang này ra")
        assert names(library) == ["p10.png"]
        lan.look("scan-left-out")
        wide = lan.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320
