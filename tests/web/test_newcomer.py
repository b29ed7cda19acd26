"""A newcomer's path, by keyboard alone in a real browser: from set-up to what readers hear.

`AUDIOLIB_PICTURES=docs/pictures/service` keeps a picture of each page.
"""

import os
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image

from audiolib import set_up
from audiolib.service import Service
from bench.keyboard import CHROMIUM, Person, Room, room
from bench.paper import worn
from tests.audiolib.intake.pages import SOUND, book, needs_fonts, needs_tesseract

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
SECRET = "biển xanh cát trắng"
OWN = "núi cao rừng xanh"
TEXT = """# Thằng Cuội

Ngày xưa có một người tên là Cuội. Cuội làm nghề đốn củi.

## Cây đa

Một hôm Cuội thấy một cây đa. Cuội đem cây về trồng trước nhà.
"""


def _set_up(person: Person, service: Service) -> None:
    word = set_up.word(service.key)
    person.open("/setup")
    person.look("setup")
    person.fill("word", word)
    person.fill("branch", "Thư viện tỉnh Bình Thuận")
    person.fill("name", "Nguyễn Thị Lan")
    person.fill("login", "lan")
    person.fill("password", SECRET)
    person.press("Bắt đầu")


def _come_in(person: Person, login: str, password: str) -> None:
    person.open("/login?next=/staff")
    person.fill("name", login)
    person.fill("password", password)
    person.press("Đăng nhập")


def _work(person: Person, title: str) -> str:
    """A new work, and what its rights rest on; gives the address of its rights."""
    person.open("/staff/works/new")
    person.look("work-new")
    person.fill("title", title)
    person.press("Thêm sách")
    person.choose("status", "Thuộc về công chúng")
    person.fill("basis", "Truyện dân gian")
    person.choose("exemption", "Văn học dân gian")
    person.look("rights")
    person.press("Ghi quyết định")
    assert "chờ người thứ hai" in person.words()
    return re.sub(r"^https?://[^/]+", "", person.page.url).partition("#")[0]


def _second(lan: Person, sitting: Room) -> Person:
    """A colleague, with a password of their own."""
    lan.open("/staff/people")
    lan.fill("name", "Trần Văn Minh")
    lan.fill("login", "minh")
    lan.choose("role", "Thủ thư")
    lan.press("Tạo tài khoản")
    lan.look("people")
    once = lan.page.inner_text(".notice .code").strip()
    minh = sitting.person()
    _come_in(minh, "minh", once)
    minh.look("password")
    minh.fill("password", OWN)
    minh.press("Đổi mật khẩu")
    _come_in(minh, "minh", OWN)
    return minh


def _machine(service: Service) -> None:
    """Let a worker on this machine do what waits."""
    told = service.settings
    env = {
        **os.environ,
        "AUDIOLIB_DATABASE__URL": service.database.url,
        "AUDIOLIB_DATA": told.data,
        "AUDIOLIB_STORE": told.store,
    }
    command = [sys.executable, "-m", "audiolib.cli", "worker", "--once"]
    subprocess.run(command, env=env, check=True, capture_output=True, timeout=300)


def _published(person: Person, service: Service) -> None:
    """From what came up to what readers get, the machine's part done in between."""
    _machine(service)
    person.again()
    person.look("text")
    person.press("Đọc thành tiếng")
    _machine(service)
    person.again()
    person.look("listening")
    person.press("Đạt: đóng gói và phát hành")
    _machine(service)
    person.again()
    assert "Đã phát hành" in person.words()
    person.look("published")


def _packages(person: Person) -> dict[str, bytes]:
    """What a reader downloads from the page in front of them."""
    found = person.page.eval_on_selector_all(
        "main a[href*='/media/']", "links => links.map(a => a.href)"
    )
    return {
        address.split("?")[0].rsplit("/", 1)[-1]: httpx.get(address).content for address in found
    }


def _pictures() -> Path | None:
    wanted = os.environ.get("AUDIOLIB_PICTURES")
    return Path(wanted) if wanted else None


def test_a_newcomer_makes_a_talking_book_of_a_file_by_keyboard_alone(
    service: Service, tmp_path: Path
) -> None:
    source = tmp_path / "cuội.md"
    source.write_text(TEXT, encoding="utf-8")
    with room(service.url, _pictures()) as sitting, sitting.person() as lan:
        _set_up(lan, service)
        _come_in(lan, "lan", SECRET)
        lan.look("staff")
        rights = _work(lan, "Thằng Cuội")
        with _second(lan, sitting) as minh:
            minh.open(rights)
            minh.press("Tôi đã xem lại và đồng ý")
        lan.open(rights)
        lan.press("Từ tệp chữ")
        lan.hand_over(source)
        lan.press("Gửi lên")
        lan.look("sent")
        _published(lan, service)
        lan.open("/staff/board")
        lan.look("board")
        for language, width in (("vi-VN", 1100), ("fa-IR", 320)):
            with sitting.person(language, width) as reader:
                reader.open("/")
                reader.look(f"home-{language}")
                reader.press("Thằng Cuội")
                reader.look(f"work-{language}")
                packages = _packages(reader)
                assert any(name.endswith(".epub") for name in packages)
                for name, content in packages.items():
                    if name.endswith(".zip"):
                        assert zipfile.ZipFile(BytesIO(content)).testzip() is None
        assert lan.keys < 1500


@needs_fonts
@needs_tesseract
def test_a_newcomer_makes_a_talking_book_of_a_scan_by_keyboard_alone(
    service: Service, tmp_path: Path
) -> None:
    sheets = []
    for number, page in enumerate(book(2), 1):
        sheets.append(tmp_path / f"page {number}.png")
        Image.fromarray(worn(page.pixels, SOUND)).save(sheets[-1], dpi=(300, 300))
    with room(service.url) as sitting, sitting.person() as lan:
        _set_up(lan, service)
        _come_in(lan, "lan", SECRET)
        rights = _work(lan, "Con thuyền giấy")
        with _second(lan, sitting) as minh:
            minh.open(rights)
            minh.press("Tôi đã xem lại và đồng ý")
        lan.open(rights)
        lan.press("Từ bản quét")
        lan.hand_over(*sheets)
        lan.press("Gửi lên")
        lan.look("scan-sent")
        lan.press("Cắt các tệp")
        _machine(service)
        lan.again()
        lan.look("scan-pages")
        lan.press("Các trang đều tốt")
        _published(lan, service)
        with sitting.person() as reader:
            reader.open("/works?q=con+thuyen")
            reader.press("Con thuyền giấy")
            assert "Giọng máy" in reader.words()
            assert any(name.endswith(".zip") for name in _packages(reader))
