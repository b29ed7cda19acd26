"""Records come in and go out through the pages and the interface for programs."""

import httpx
import pytest
from pymarc import Record

from audiolib.catalogue import WorkDraft
from audiolib.catalogue.exchange import read, sheet
from audiolib.catalogue.exchange.spreadsheet import table
from audiolib.packages.accessibility_texts import texts
from audiolib.service import Service
from audiolib.tables.people import Role
from tests.web.books import published
from tests.web.browser import Browser, Seen
from tests.web.people import come_in, staff, token

HOME = "/staff/records"
GOOD = WorkDraft(title="Dế Mèn", language="vi", identifiers=(("isbn", "9786042088640"),))
CSV = sheet.as_csv(
    [*table([GOOD, WorkDraft(title="Truyện Kiều", language="vi")], "vi"), ["Không có ngôn ngữ"]]
)


@pytest.fixture
def clerk(library: Service, browser: Browser) -> Browser:
    """A browser of `lan`."""
    come_in(browser, "lan")
    return browser


def hand_in(browser: Browser, content: bytes, name: str = "sach.csv", known: str = "leave") -> Seen:
    page = browser.open(HOME)
    return browser.send(page, HOME, {"known": known}, {"file": (name, content)})


def test_a_file_is_looked_at_then_brought_in_once(clerk: Browser) -> None:
    seen = hand_in(clerk, CSV)
    assert seen.address == f"{HOME}/1"
    assert "Dòng 4: cột “Ngôn ngữ” còn trống." in seen.words
    assert "Thêm mới" in seen.words
    assert clerk.open("/works").words.count("Dế Mèn") == 0
    only = clerk.open(f"{HOME}/1?only=faulty")
    assert len(only.tree.xpath("//tbody/tr")) == 1
    done = clerk.send(seen, f"{HOME}/1", {})
    assert "Thêm 2 tên sách" in done.words
    # The page before, whose button is pressed once more.
    assert clerk.send(seen, f"{HOME}/1", {}).words == done.words
    assert len(clerk.open("/works").tree.xpath("//ul[@class='works']/li")) == 2
    again = hand_in(clerk, CSV, known="change")
    assert "Không đổi" in again.words


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "không có biểu ghi nào"),
        (b"<html/>", "không nhận ra tệp biểu ghi"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "sach.csv"),
        (b" " * 20_000_001, "quá lớn"),
        (b"PK\x03\x04" + b"x" * 100, "Không đọc được bảng"),
    ],
    ids=["empty", "html", "entities", "large", "zip"],
)
def test_a_file_that_is_not_taken_in_is_told_on_the_page(
    clerk: Browser, content: bytes, sentence: str
) -> None:
    seen = hand_in(clerk, content)
    assert seen.status in (413, 422)
    assert sentence in seen.tree.get_element_by_id("trouble").text_content()


def test_a_file_is_its_person_s_alone(library: Service, clerk: Browser) -> None:
    hand_in(clerk, CSV)
    staff(library, "minh", Role.CLERK)
    staff(library, "nga", Role.LISTENER)
    with Browser(library.url) as other:
        come_in(other, "minh")
        assert other.open(f"{HOME}/1").status == 404
        assert other.open(HOME).status == 200
    with Browser(library.url) as other:
        come_in(other, "nga")
        assert other.open(HOME).status == 403


@pytest.mark.parametrize("form", ["marc", "marcxml", "oai_dc", "dcterms", "csv", "xlsx"])
def test_what_was_found_goes_out(clerk: Browser, form: str) -> None:
    clerk.send(hand_in(clerk, CSV), f"{HOME}/1", {})
    found = clerk.open("/works?q=de+men")
    links = found.tree.xpath(f"//a[contains(@href, 'form={form}')]/@href")
    answer = clerk.open(links[0]).response
    assert answer.headers["content-disposition"].startswith("attachment")
    if form == "marc":
        told = [r for r in read(answer.content, "x") if isinstance(r, Record)]
        assert [r["245"]["a"] for r in told] == ["Dế Mèn."]
    assert clerk.client.head(links[0]).content == b""
    everything = clerk.open(f"{HOME}/out?form={form}").response.content
    assert len(everything) > len(answer.content)


def test_a_program_looks_brings_in_and_gives_out(library: Service) -> None:
    told = {"authorization": f"Bearer {token(library, 'lan', 'write:catalogue')}"}
    with httpx.Client(base_url=library.url, headers=told) as program:
        looked = program.post("/api/v1/records", params={"branch_id": 1}, content=CSV)
        assert looked.status_code == 201, looked.text
        assert [row["act"] for row in looked.json()["rows"]] == ["new", "new", "faulty"]
        address = looked.headers["location"]
        assert program.get(address).json()["done"] is False
        done = program.post(address).json()
        assert (done["new"], len(done["works"])) == (2, 2)
        assert program.post(address).json() == done == program.get(address).json()
        out = program.get("/api/v1/records/out", params={"form": "marc", "q": "kieu"})
        assert out.content.count(b"\x1d") == 1
        foreign = program.post("/api/v1/records", params={"branch_id": 9}, content=CSV)
        assert foreign.status_code == 403
        none = program.post("/api/v1/records", params={"branch_id": 1}, content=b"")
        assert (none.status_code, none.json()["code"]) == (422, "records-empty")
    assert httpx.get(f"{library.url}/api/v1/records/out?form=marc").status_code == 401


def test_the_record_of_a_published_work_tells_how_it_can_be_read(
    library: Service, clerk: Browser
) -> None:
    published(library)
    page = clerk.open("/works?q=heron")
    content = clerk.open(page.link("ISO 2709")).response.content
    record = next(iter(read(content, "x")))
    assert isinstance(record, Record)
    modes = record.get_fields("341")
    assert [field["a"] for field in modes] == ["textual", "auditory"]
    assert {field["2"] for field in modes} == {"sapdv"}
    features = modes[0].get_subfields("b", "c", "d", "e")
    assert {"tableOfContents", "structuralNavigation", "synchronizedAudioText"} <= set(features)
    notes = [field["a"] for field in record.get_fields("532")]
    assert "accessibilityHazard: none" in notes
    assert any("sound" in note or "audio" in note for note in notes)
    assert ["textual", "auditory"] in [f.get_subfields("a") for f in record.get_fields("941")]
    link = record["856"]
    assert (link.indicator1, link["u"]) == ("4", f"{library.url}/works/1")
    assert "application/epub+zip" in [field["b"] for field in record.get_fields("347")]
    assert "synthetic" in record["511"]["a"] or "tổng hợp" in record["511"]["a"]
    assert record["506"].indicator1 == "0"
    # The record speaks the language of the book, the page that of its reader.
    assert "sound for every sentence" in notes[0]
    assert clerk.open("/works/1").words.count(texts("vi").text_and_sound) == 1
