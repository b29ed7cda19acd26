"""Numbered copies, as a patron downloads them: whole, by ranges, and taken up again."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from audiolib.packages import Rendition
from audiolib.service import Service
from audiolib.tables import Release
from tests.audiolib.delivery.copies import bound, opened
from tests.audiolib.rendition import tiny_rendition
from tests.web import protected
from tests.web.books import patron
from tests.web.browser import Browser

NUMBER = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    rendition: Rendition = tiny_rendition(tmp_path_factory.mktemp("sound"))
    folder = tmp_path_factory.mktemp("packages")
    return {name: bound(rendition, name, folder) for name in ("daisy202", "m4b")}


def take(browser: Browser, work: int, package: int) -> str:
    """Ask for a numbered copy on the work's page; the address that it is downloaded from."""
    page = browser.open(f"/works/{work}")
    got = browser.send(page, f"/works/{work}/packages/{package}", {})
    assert got.status == 200, got.words
    return str(got.response.url)


def test_the_number_of_a_copy_stands_in_its_name_and_in_the_package(
    library: Service, browser: Browser, packages: dict[str, Path], tmp_path: Path
) -> None:
    work, numbers = protected.title(library, packages)
    patron(library, browser)
    protected.verify(library)
    assert "không đọc được chữ in" in browser.open(f"/works/{work}").words
    address = take(browser, work, numbers["daisy202"])
    got = browser.client.get(address)
    name = got.headers["content-disposition"]
    found = NUMBER.search(name)
    assert found is not None
    copy = tmp_path / "copy.zip"
    copy.write_bytes(got.content)
    ncc = (opened(copy, "daisy202") / "ncc.html").read_text(encoding="utf-8")
    assert f'<meta name="prod:copyNumber" content="{found[0]}" />' in ncc
    assert 'name="prod:copyDate"' in ncc
    assert take(browser, work, numbers["daisy202"]) == address


def test_a_download_is_taken_up_again_where_it_broke_off(
    library: Service, browser: Browser, packages: dict[str, Path]
) -> None:
    work, numbers = protected.title(library, packages)
    patron(library, browser)
    protected.verify(library)
    for name in numbers:
        address = take(browser, work, numbers[name])
        whole = browser.client.get(address)
        size = int(whole.headers["content-length"])
        assert size == len(whole.content)
        head = browser.client.head(address)
        assert head.headers["content-length"] == str(size)
        assert head.headers["etag"] == whole.headers["etag"]
        half = size // 2
        asked = {"range": f"bytes={half}-", "if-range": whole.headers["etag"]}
        rest = browser.client.get(address, headers=asked)
        assert rest.status_code == 206
        assert rest.headers["content-range"] == f"bytes {half}-{size - 1}/{size}"
        assert rest.content == whole.content[half:]
        beyond = browser.client.get(address, headers={"range": f"bytes={size}-"})
        assert beyond.status_code == 416
        assert beyond.headers["content-range"] == f"bytes */{size}"


def test_two_readers_have_two_numbers_and_the_same_sound(
    library: Service, packages: dict[str, Path]
) -> None:
    work, numbers = protected.title(library, packages)
    contents = []
    for name in ("An", "Bình"):
        with Browser(library.url) as browser:
            patron(library, browser, name)
            protected.verify(library, name)
            contents.append(browser.client.get(take(browser, work, numbers["daisy202"])).content)
    one, two = (zipfile.ZipFile(io.BytesIO(content)) for content in contents)
    differ = [member for member in one.namelist() if one.read(member) != two.read(member)]
    assert differ == ["ncc.html"]


def test_the_link_of_a_copy_gives_neither_another_number_nor_the_bare_package(
    library: Service, browser: Browser, packages: dict[str, Path]
) -> None:
    work, numbers = protected.title(library, packages)
    patron(library, browser)
    protected.verify(library)
    address = take(browser, work, numbers["m4b"])
    other = take(browser, work, numbers["daisy202"])
    number, strange = (NUMBER.search(told.partition("?")[2]) for told in (address, other))
    assert number is not None
    assert strange is not None
    for changed in (
        address.replace(f"&copy={number[0]}", ""),
        address.replace(f"copy={number[0]}", f"copy={strange[0]}"),
        address.replace(f"copy={number[0]}", "copy=0000-0000-0000"),
    ):
        assert browser.client.get(changed).status_code == 403


def test_a_copy_stops_with_its_release(
    library: Service, browser: Browser, packages: dict[str, Path]
) -> None:
    work, numbers = protected.title(library, packages)
    patron(library, browser)
    protected.verify(library)
    address = take(browser, work, numbers["m4b"])
    with library.database.transaction() as session:
        release = session.get_one(Release, 1)
        release.withdrawn_at = release.released_at
    assert browser.client.get(address).status_code == 403


def test_a_stored_package_that_is_damaged_is_told_and_not_handed_out_bare(
    library: Service, browser: Browser, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"no archive at all")
    work, numbers = protected.title(library, {"daisy202": broken})
    patron(library, browser)
    protected.verify(library)
    page = browser.open(f"/works/{work}")
    got = browser.send(page, f"/works/{work}/packages/{numbers['daisy202']}", {})
    assert got.status == 500
    assert got.response.json()["code"] == "delivery-no-place"
