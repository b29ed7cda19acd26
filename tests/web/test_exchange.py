"""Records come in and go out through the pages and the interface for programs."""

import asyncio
import logging

import httpx
import pytest
from pymarc import Record

from audiolib.catalogue import WorkDraft
from audiolib.catalogue.exchange import read
from audiolib.catalogue.exchange.forms import sheet
from audiolib.catalogue.exchange.forms.spreadsheet import table
from audiolib.jobs.worker import work
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


def do(library: Service, browser: Browser, seen: Seen) -> Seen:
    """The page once the machine has done what waits."""
    asyncio.run(work(library, once=True))
    return browser.open(seen.address)


def looked(library: Service, browser: Browser, known: str = "leave") -> Seen:
    return do(library, browser, hand_in(browser, CSV, known=known))


def bring_in(library: Service, browser: Browser) -> Seen:
    """The page of a file that is in."""
    seen = looked(library, browser)
    return do(library, browser, browser.send(seen, seen.address, {}))


def test_a_file_is_looked_at_then_brought_in_once(library: Service, clerk: Browser) -> None:
    waits = hand_in(clerk, CSV)
    assert waits.address == f"{HOME}/1"
    assert "Đang chờ máy." in waits.words
    seen = do(library, clerk, waits)
    assert "Dòng 4: cột “Ngôn ngữ” còn trống." in seen.words
    assert "Thêm mới" in seen.words
    assert clerk.open("/works").words.count("Dế Mèn") == 0
    only = clerk.open(f"{HOME}/1?only=faulty")
    assert len(only.tree.xpath("//tbody/tr")) == 1
    done = do(library, clerk, clerk.send(seen, f"{HOME}/1", {}))
    assert "Thêm 2 tên sách" in done.words
    # The page before, whose button is pressed once more.
    assert clerk.send(seen, f"{HOME}/1", {}).words == done.words
    assert len(clerk.open("/works").tree.xpath("//ul[@class='works']/li")) == 2
    assert "Không đổi" in looked(library, clerk, known="change").words
    table = clerk.open(f"{HOME}/1/table").response
    assert table.headers["content-type"].startswith("text/csv")
    assert table.text.splitlines()[1].startswith("4,faulty,Không có ngôn ngữ")


def test_what_came_in_is_taken_back(library: Service, clerk: Browser) -> None:
    done = bring_in(library, clerk)
    clerk.send(clerk.open("/staff/works/1"), "/staff/works/1", {"title": "Khác", "language": "vi"})
    back = do(library, clerk, clerk.send(done, f"{HOME}/1/back", {}))
    assert "Đã rút lại 1 tên sách, giữ lại 1" in back.words
    assert len(clerk.open("/works").tree.xpath("//ul[@class='works']/li")) == 1


def test_a_look_is_called_off_and_gone_on_with(library: Service, clerk: Browser) -> None:
    waits = hand_in(clerk, CSV)
    stopped = clerk.send(waits, "/staff/errands/1/stop", {})
    assert "đã bị dừng" in stopped.words
    listed = clerk.open("/staff/errands")
    assert "đã dừng" in listed.words
    again = clerk.send(stopped, "/staff/errands/1/again", {})
    assert "Thêm mới" in do(library, clerk, again).words
    assert clerk.send(again, "/staff/errands/1/stop", {}).status == 409


def test_a_look_is_followed_until_it_is_over(library: Service, clerk: Browser) -> None:
    hand_in(clerk, CSV)
    asyncio.run(work(library, once=True))
    with clerk.client.stream("GET", "/staff/errands/1/progress", timeout=30) as answer:
        lines = [line for line in answer.iter_lines() if line]
    assert [line for line in lines if line.startswith("event")] == [
        "event: progress",
        "event: over",
    ]
    assert '"at": "done"' in lines[1]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b" ", "không có biểu ghi nào"),
        (b"<html/>", "không nhận ra tệp biểu ghi"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "sach.csv"),
        (b"PK\x03\x04" + b"x" * 100, "Không đọc được bảng"),
    ],
    ids=["empty", "html", "entities", "zip"],
)
def test_a_file_that_is_not_taken_in_is_told_on_its_page_and_in_the_list(
    library: Service, clerk: Browser, content: bytes, sentence: str
) -> None:
    logging.disable(logging.ERROR)
    try:
        seen = do(library, clerk, hand_in(clerk, content))
    finally:
        logging.disable(logging.NOTSET)
    assert sentence in seen.words
    listed = [clerk.open(place) for place in ("/staff/errands", "/staff/failed")]
    assert all(sentence in page.words for page in listed)
    assert "Làm tiếp" not in "".join(page.words for page in (seen, *listed))
    gone = clerk.send(listed[1], "/staff/errands/1/stop", {})
    assert gone.tree.xpath("//*[@class='tag bad']") == []
    assert sentence not in clerk.open("/staff/failed").words


def test_a_file_without_a_byte_is_told_of_at_once(clerk: Browser) -> None:
    seen = hand_in(clerk, b"")
    assert seen.status == 422
    assert "không có biểu ghi nào" in seen.tree.get_element_by_id("trouble").text_content()


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
def test_what_was_found_goes_out(library: Service, clerk: Browser, form: str) -> None:
    bring_in(library, clerk)
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
        once = {"Idempotency-Key": "a"}
        sent = [
            program.post("/api/v1/records", params={"branch_id": 1}, content=CSV, headers=once)
            for _ in range(2)
        ]
        assert [answer.status_code for answer in sent] == [202, 202], sent[0].text
        assert sent[0].json() == sent[1].json()
        place, address = sent[0].headers["location"], f"/api/v1/records/{sent[0].json()['id']}"
        assert program.get(place).json()["ended"] == ""
        assert [one["id"] for one in program.get("/api/v1/errands").json()] == [1]
        asyncio.run(work(library, once=True))
        assert (
            program.get(place).json() | {"percent": 100, "ended": "done"}
            == program.get(place).json()
        )
        first = program.get(f"{address}/rows", params={"limit": 1}).json()
        assert [(row["act"], len(row["faults"])) for row in first["rows"]] == [("faulty", 1)]
        rest = program.get(f"{address}/rows", params={"after": first["next"]}).json()
        assert [row["act"] for row in rest["rows"]] == ["new", "new"]
        assert program.get(f"{address}/table").text.count("\n") == 4
        assert program.post(address).status_code == 202
        asyncio.run(work(library, once=True))
        done = program.get(address).json()
        assert (done["state"], done["rows"]["made"]) == ("in", 2)
        assert program.post(address).json() == done
        out = program.get("/api/v1/records/out", params={"form": "marc", "q": "kieu"})
        assert out.content.count(b"\x1d") == 1
        foreign = program.post("/api/v1/records", params={"branch_id": 9}, content=CSV)
        assert foreign.status_code == 403
        none = program.post("/api/v1/records", params={"branch_id": 1}, content=b"")
        assert (none.status_code, none.json()["code"]) == (422, "records-empty")
        back = program.post(f"{address}/back")
        assert (back.status_code, back.json()["state"]) == (202, "leaving")
    assert httpx.get(f"{library.url}/api/v1/records/out?form=marc").status_code == 401


def test_a_file_that_came_before_in_parts_is_looked_at(library: Service) -> None:
    scopes = ("write:catalogue", "write:intake")
    told = {"authorization": f"Bearer {token(library, 'lan', *scopes)}"}
    part = {"tus-resumable": "1.0.0", "upload-offset": "0"}
    part["content-type"] = "application/offset+octet-stream"
    announced = {"tus-resumable": "1.0.0", "upload-length": str(len(CSV))}
    with httpx.Client(base_url=library.url, headers=told) as program:
        place = program.post("/uploads", headers=announced).headers["location"]
        wanted: dict[str, str | int] = {"branch_id": 1, "upload": place.rpartition("/")[2]}
        assert program.post("/api/v1/records", params=wanted).status_code == 404
        assert program.patch(place, headers=part, content=CSV).status_code == 204
        looked = program.post("/api/v1/records", params=wanted)
        assert looked.status_code == 202, looked.text
        asyncio.run(work(library, once=True))
        told_of = program.get(f"/api/v1/records/{looked.json()['id']}").json()
        assert (told_of["state"], told_of["rows"]["new"]) == ("looked", 2)


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


def test_a_program_calls_its_errand_off_and_has_it_done_again(library: Service) -> None:
    told = {"authorization": f"Bearer {token(library, 'lan', 'write:catalogue')}"}
    with httpx.Client(base_url=library.url, headers=told) as program:
        place = program.post("/api/v1/records?branch_id=1", content=CSV).headers["location"]
        stopped = program.post(f"{place}/stop")
        assert (stopped.status_code, stopped.json()["ended"]) == (202, "stopped")
        assert program.get("/api/v1/errands").json() == []
        again = [program.post(f"{place}/again") for _ in range(2)]
        assert [answer.status_code for answer in again] == [202, 409]
        odd = program.post("/api/v1/records?branch_id=1&upload=%00", content=CSV)
        assert odd.status_code == 422
    staff(library, "minh", Role.CLERK)
    other = {"authorization": f"Bearer {token(library, 'minh', 'write:catalogue')}"}
    assert httpx.get(f"{library.url}{place}", headers=other).status_code == 404
