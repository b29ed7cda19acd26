"""What the pages of staff say: faults as sentences, fields by their labels, pages accepted."""

import json

import pytest

from audiolib.service import Service
from audiolib.tables import Page, Production
from audiolib.tables.making import State
from tests.web.browser import Browser
from tests.web.people import hand_in_scan

FAULT = {
    "code": "legacy-converted",
    "severity": "warning",
    "place": {"file": "cuoi.doc", "page": "7"},
    "facts": {"encoding": "TCVN3", "font": ".VnTime", "before": 41, "after": 98},
}


@pytest.fixture
def clerk(library: Service, browser: Browser) -> Browser:
    """A browser of `lan`, who has a work with a production from a scan."""
    return hand_in_scan(browser, "Thằng Cuội")


def test_a_wrong_year_and_missing_evidence_are_told_by_the_field_s_label(clerk: Browser) -> None:
    page = clerk.open("/staff/works/1/rights")
    wrong = clerk.send(page, page.address, {"basis": "Cũ", "first_published": "năm"})
    assert wrong.status == 422
    trouble = wrong.tree.get_element_by_id("trouble").text_content()
    label = wrong.tree.xpath("//label[@for='first_published']")[0].text_content()
    assert label in trouble
    assert "first_published" not in trouble
    lacking = clerk.send(page, page.address, {"status": "open_licence", "basis": "Cũ"})
    trouble = lacking.tree.get_element_by_id("trouble").text_content()
    assert lacking.tree.xpath("//label[@for='licence']")[0].text_content() in trouble


def test_a_contract_without_readers_or_first_day_is_asked_for_and_stays_open(
    clerk: Browser,
) -> None:
    page = clerk.open("/staff/works/1/rights")
    filled = {"status": "licensed", "basis": "Hợp đồng 5", "act-stream": "on"}
    nobody = clerk.send(page, "/staff/works/1/rights", filled)
    assert "Cho ai" in nobody.tree.get_element_by_id("trouble").text_content()
    filled["standing-anonymous"] = "on"
    undated = clerk.send(nobody, "/staff/works/1/rights", filled)
    assert "Từ ngày" in undated.tree.get_element_by_id("trouble").text_content()
    assert undated.tree.get_element_by_id("since").xpath("ancestor::details/@open")
    decided = clerk.send(undated, "/staff/works/1/rights", {**filled, "since": "2020-01-01"})
    assert "Theo hợp đồng" in decided.tree.xpath("string(//main/p/strong)")


def test_the_form_of_a_work_names_its_fields_by_their_labels(clerk: Browser) -> None:
    page = clerk.open("/staff/works/new")
    told = {"title": "Mới", "language": "vi", "first_published": "năm"}
    wrong = clerk.send(page, page.address, told)
    label = wrong.tree.xpath("//label[@for='first_published']")[0].text_content()
    assert label in wrong.tree.get_element_by_id("trouble").text_content()


def test_a_work_says_whether_it_is_being_made(clerk: Browser) -> None:
    page = clerk.open("/works/1")
    assert "đang được làm" in page.words
    again = clerk.send(page, "/staff/works/1/productions", {"source": "file"})
    assert again.address == "/staff/productions/2"
    told = {"title": "Sách mới", "language": "vi"}
    clerk.send(clerk.open("/staff/works/new"), "/staff/works/new", told)
    none = clerk.open("/works/2")
    assert "đang được làm" not in none.words
    assert not [f for f in none.tree.forms if f.get("action") == "/staff/works/2/productions"]


def test_findings_are_sentences_and_a_page_is_accepted_by_name(
    library: Service, clerk: Browser
) -> None:
    with library.database.transaction() as session:
        found = session.get_one(Production, 1)
        found.state = State.IMAGES
        key = library.store.put(json.dumps([FAULT]).encode())
        found.record = {"findings.json": key}
        image = library.store.put(b"image")
        page = Page(production_id=1, number=1, image=image, width=1, height=1, faults=[FAULT])
        session.add(page)
    seen = clerk.open("/staff/productions/1")
    findings = seen.tree.xpath("//section[@aria-labelledby='findings']//li")[0]
    sentence = findings.xpath("./span[@lang]")[0].text_content()
    assert sentence.startswith("Tệp cuoi.doc dùng bảng mã tiếng Việt cũ TCVN3 (.VnTime)")
    assert "98 %" in sentence
    assert "(cuoi.doc, 7)" in findings.text_content()
    assert sentence in seen.tree.xpath("//ol")[0].text_content()
    accepted = clerk.send(seen, "/staff/productions/1/accept", {"reason": "Đọc được"})
    assert "Lan: Đọc được" in accepted.words
    assert "/staff/productions/1/accept" not in [f.get("action") for f in accepted.tree.forms]
