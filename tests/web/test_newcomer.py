"""A newcomer's path, by keyboard alone in a real browser: from set-up to what readers hear.

`AUDIOLIB_PICTURES=docs/pictures/service` keeps a picture of each page.
"""

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image

from audiolib.service import Service
from audiolib.set_up import word
from bench.first_steps import FOLKLORE, agree, new_work, second, set_up
from bench.keyboard import CHROMIUM, Person, room
from bench.paper import worn
from tests.audiolib.intake.pages import SOUND, book, needs_fonts, needs_tesseract

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
TEXT = """# Thằng Cuội

Ngày xưa có một người tên là Cuội. Cuội làm nghề đốn củi.

## Cây đa

Một hôm Cuội thấy một cây đa. Cuội đem cây về trồng trước nhà.
"""


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
        set_up(lan, word(service.key))
        rights = new_work(lan, "Thằng Cuội", FOLKLORE)
        assert "chờ người thứ hai" in lan.words()
        with second(lan, sitting) as minh:
            minh.open(rights)
            assert "Văn học dân gian" in minh.page.inner_text("#decided")
            agree(minh, rights)
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
        set_up(lan, word(service.key))
        rights = new_work(lan, "Con thuyền giấy", FOLKLORE)
        with second(lan, sitting) as minh:
            agree(minh, rights)
        lan.open(rights)
        lan.press("Từ bản quét")
        lan.hand_over(*sheets)
        lan.press("Gửi lên")
        lan.look("scan-sent")
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
