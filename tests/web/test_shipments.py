"""Titles on their way to partners and from them: packed, fetched, verified, on record."""

import hashlib
import io
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from pymarc import Record
from sqlmodel import select

from audiolib.catalogue.exchange import read
from audiolib.delivery.packing import PACK, pack_bag
from audiolib.jobs.progress import Telling
from audiolib.service import Service
from audiolib.tables import AccessCopy, Account, Bag, Errand, Exchange, Withdrawal
from tests.audiolib.delivery.copies import bound
from tests.audiolib.rendition import tiny_rendition
from tests.web import protected
from tests.web.books import labour
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


def ask(lan: Browser, work: int, format_: str = "daisy202") -> Seen:
    told = {"work": str(work), "format": format_}
    return lan.send(lan.open(HOME), f"{HOME}/packed", told)


def pack(library: Service, lan: Browser, work: int) -> Seen:
    """The partner's page, when the machine has packed what was asked for."""
    assert ask(lan, work).status == 200
    labour(library)
    return lan.open(HOME)


def link(page: Seen) -> str:
    (address,) = page.tree.xpath("//article//a[@download]/@href")
    return str(address)


def fetched(lan: Browser, page: Seen) -> bytes:
    return lan.client.get(link(page)).content


def test_a_title_is_packed_with_a_number_of_its_own_and_its_record(
    library: Service, lan: Browser, package: Path
) -> None:
    work, _ = protected.title(library, {"daisy202": package})
    waiting = ask(lan, work)
    assert waiting.tree.xpath("//audio-progress/@data-address") == ["/staff/errands/1/progress"]
    labour(library)
    page = lan.open(HOME)
    assert "gửi cho" in page.words
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
    missing = ask(lan, work, "m4b")
    assert (missing.status, "m4b" in missing.words) == (404, True)
    told = {"title": "Truyện Kiều", "language": "vi"}
    lan.send(lan.open("/staff/works/new"), "/staff/works/new", told)
    assert ask(lan, work + 1).status == 403
    lan.send(lan.open(HOME), f"{HOME}/end", {})
    token = missing.tree.xpath("//input[@name='csrf']/@value")[0]
    form = {"work": str(work), "format": "daisy202", "csrf": token}
    assert lan.client.post(f"{HOME}/packed", data=form).status_code == 403
    with library.database.transaction() as session:
        assert session.exec(select(Exchange)).first() is None
        assert session.exec(select(Bag)).first() is None


def test_a_bag_that_came_is_noted_once_it_is_whole_and_never_passed_on(
    library: Service, lan: Browser, package: Path
) -> None:
    work, _ = protected.title(library, {"daisy202": package})
    bag = fetched(lan, pack(library, lan, work))
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
    assert ask(lan, work).status == 403


def program(library: Service, lan: Browser) -> httpx.Client:
    """The program of the partner, by a token from its page."""
    fresh = lan.send(lan.open(HOME), f"{HOME}/token", {})
    (token,) = fresh.tree.xpath("//div[@role='status']//strong/text()")
    return httpx.Client(base_url=library.url, headers={"authorization": f"Bearer {token}"})


def test_a_second_click_makes_no_second_bag_before_or_after_the_first_is_packed(
    library: Service, lan: Browser, package: Path
) -> None:
    work, _ = protected.title(library, {"daisy202": package})
    ask(lan, work)
    ask(lan, work)
    first = fetched(lan, pack(library, lan, work))
    assert fetched(lan, pack(library, lan, work)) == first
    with library.database.transaction() as session:
        for table in (Bag, Errand, Exchange, AccessCopy):
            assert len(session.exec(select(table)).all()) == 1, table


def test_a_partner_s_program_fetches_its_own_bags_and_nobody_else_s(
    library: Service, lan: Browser, package: Path
) -> None:
    work, _ = protected.title(library, {"daisy202": package})
    page = pack(library, lan, work)
    lan.send(lan.open("/staff/partners"), "/staff/partners", {**NEW, "name": "Khmer"})
    other = lan.send(lan.open("/staff/partners/2"), "/staff/partners/2/token", {})
    (token,) = other.tree.xpath("//div[@role='status']//strong/text()")
    with program(library, lan) as theirs:
        (told,) = theirs.get("/api/v1/bags").json()["bags"]
        assert (told["work_id"], told["format"], told["fetched_at"]) == (work, "daisy202", None)
        assert theirs.head(told["address"]).status_code == 200
        assert theirs.get("/api/v1/bags").json()["bags"][0]["fetched_at"] is None
        bag = httpx.get(told["address"]).content
        assert hashlib.sha256(bag).hexdigest() == told["sha256"]
        assert bag == fetched(lan, page)
        rest = httpx.get(told["address"], headers={"range": "bytes=100-"})
        assert (rest.status_code, rest.content) == (206, bag[100:])
        assert theirs.get("/api/v1/bags").json()["bags"][0]["fetched_at"] is not None
        assert "bắt đầu tải" in lan.open(HOME).words
        wrong = httpx.get(
            library.url + "/api/v1/bags", headers={"authorization": f"Bearer {token}"}
        )
        assert wrong.json() == {"bags": [], "next": None}
        # The agreement ends: so do the list and every link.
        lan.send(lan.open(HOME), f"{HOME}/end", {})
        assert theirs.get("/api/v1/bags").status_code == 401
        assert httpx.get(told["address"]).status_code == 403
    assert lan.client.get(link(page)).status_code == 403


@pytest.mark.parametrize("stopped", ["a notice holds the work", "who sends has left"])
def test_what_may_not_go_any_more_is_not_packed_and_the_page_says_why(
    library: Service, lan: Browser, package: Path, stopped: str
) -> None:
    work, _ = protected.title(library, {"daisy202": package})
    ask(lan, work)
    with library.database.transaction() as session:
        if stopped == "a notice holds the work":
            session.add(
                Withdrawal(
                    work_id=work, notice="thư", held_until=datetime.now(UTC) + timedelta(days=9)
                )
            )
        else:
            session.exec(select(Account).where(Account.login == "lan")).one().active = False
    labour(library)
    with library.database.transaction() as session:
        session.exec(select(Account).where(Account.login == "lan")).one().active = True
        assert session.exec(select(Bag)).one().digest == ""
        assert session.exec(select(Exchange)).first() is None
        assert session.exec(select(Errand)).one().ended == "failed"
    page = lan.open(HOME)
    assert page.tree.xpath("//article//button")[0].text_content().startswith("Làm tiếp")


def test_a_worker_that_ends_after_the_bag_is_stored_leaves_nothing_twice(
    library: Service, lan: Browser, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, _ = protected.title(library, {"daisy202": package})
    ask(lan, work)
    told = Telling(library.database, 1, 1, PACK.parts, of="errand")
    with monkeypatch.context() as broken:
        broken.setattr("audiolib.delivery.packing.exchange.send", _ends)
        with pytest.raises(ConnectionError):
            pack_bag(library, told, 1)
    with library.database.transaction() as session:
        assert session.exec(select(Exchange)).first() is None
    pack_bag(library, told, 1)
    pack_bag(library, told, 1)
    with library.database.transaction() as session:
        shipment, made = session.exec(select(Exchange)).one(), session.exec(select(Bag)).one()
        assert shipment.bag_digest == made.digest
    assert len(fetched(lan, lan.open(HOME))) == made.size


def _ends(*_: object, **_more: object) -> None:
    """What a worker is like whose database goes away at this moment."""
    raise ConnectionError
