"""Titles on their way to partners and from them: packed, fetched, verified, on record."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from pymarc import Record
from sqlmodel import select

from audiolib.catalogue.exchange import read
from audiolib.service import Service
from audiolib.tables import AccessCopy, Exchange
from tests.audiolib.delivery.copies import bound
from tests.audiolib.rendition import tiny_rendition
from tests.web import protected
from tests.web.browser import Browser, Seen
from tests.web.people import come_in
from tests.web.test_partners import NEW

HOME = "/staff/partners/1"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    return bound(tiny_rendition(tmp_path_factory.mktemp("sound")), "daisy202", folder)


@pytest.fixture
def lan(library: Service, browser: Browser) -> Browser:
    """The administrator's browser; there is a partner."""
    come_in(browser, "lan")
    browser.send(browser.open("/staff/partners"), "/staff/partners", NEW)
    return browser


def pack(lan: Browser, work: int, format_: str = "daisy202") -> Seen:
    told = {"work": str(work), "format": format_}
    return lan.send(lan.open(HOME), f"{HOME}/packed", told)


def fetched(lan: Browser, page: Seen) -> bytes:
    (link,) = page.tree.xpath("//td//a[@download]/@href")
    return lan.client.get(link).content


def test_a_title_is_packed_with_a_number_of_its_own_and_its_record(
    library: Service, lan: Browser, package: Path
) -> None:
    work, _ = protected.title(library, {"daisy202": package})
    page = pack(lan, work)
    assert (page.status, "gửi cho" in page.words) == (200, True)
    bag = fetched(lan, page)
    with library.database.transaction() as session:
        shipment = session.exec(select(Exchange)).one()
        copy = session.exec(select(AccessCopy)).one()
        assert shipment.bag_digest == hashlib.sha256(bag).hexdigest()
        assert (copy.partner_id, copy.purpose, copy.reader_key) == (1, "exchange", "")
        number = copy.number
    with zipfile.ZipFile(io.BytesIO(bag)) as archive:
        info = archive.read("de-men/bag-info.txt").decode()
        record = archive.read("de-men/data/record.xml")
        inner = io.BytesIO(archive.read("de-men/data/de-men.zip"))
    assert f"Copy-Number: {number}" in info
    assert "External-Description: Dế Mèn phiêu lưu ký" in info
    (told,) = read(record, "record.xml")
    assert isinstance(told, Record)
    assert told["245"]["a"].startswith("Dế Mèn")
    with zipfile.ZipFile(inner) as copied:
        assert number.encode() in copied.read("ncc.html")


def test_what_may_not_go_is_not_packed(library: Service, lan: Browser, package: Path) -> None:
    work, _ = protected.title(library, {"daisy202": package})
    missing = pack(lan, work, "m4b")
    assert (missing.status, "m4b" in missing.words) == (404, True)
    told = {"title": "Truyện Kiều", "language": "vi"}
    lan.send(lan.open("/staff/works/new"), "/staff/works/new", told)
    assert pack(lan, work + 1).status == 403
    lan.send(lan.open(HOME), f"{HOME}/end", {})
    token = missing.tree.xpath("//input[@name='csrf']/@value")[0]
    form = {"work": str(work), "format": "daisy202", "csrf": token}
    assert lan.client.post(f"{HOME}/packed", data=form).status_code == 403
    with library.database.transaction() as session:
        assert session.exec(select(Exchange)).first() is None


def test_a_bag_that_came_is_noted_once_it_is_whole_and_never_passed_on(
    library: Service, lan: Browser, package: Path
) -> None:
    work, _ = protected.title(library, {"daisy202": package})
    bag = fetched(lan, pack(lan, work))
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bag)) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"other" if name.endswith("record.xml") else old.read(name))
    told = {"work": str(work)}
    refused = lan.send(
        lan.open(HOME), f"{HOME}/bag", told, {"file": ("bag.zip", broken.getvalue())}
    )
    assert refused.status == 422
    assert "mã kiểm tra khác" in refused.words
    assert "data/record.xml" in refused.words
    came = lan.send(refused, f"{HOME}/bag", told, {"file": ("bag.zip", bag)})
    assert came.status == 200
    with library.database.transaction() as session:
        told_ = [(e.direction, e.bag_digest) for e in session.exec(select(Exchange))]
    digest = hashlib.sha256(bag).hexdigest()
    assert sorted(told_) == [("received", digest), ("sent", digest)]
    assert pack(lan, work).status == 403
