"""A word read wrongly: reported by a reader, decided by an editor, healed, and told."""

from datetime import UTC, datetime

import httpx

from audiolib.healing.reports import IN_AN_HOUR
from audiolib.rights.record import decide_status
from audiolib.service import Service
from audiolib.tables.catalogue import RightsStatus
from tests.web.books import labour, librarian, patron, published
from tests.web.browser import Browser, Seen
from tests.web.people import come_in


def test_a_reader_reports_a_sentence_found_by_its_words(library: Service, browser: Browser) -> None:
    published(library)
    assert browser.open("/works/1").link("Có chỗ đọc sai") == "/works/1/wrong"
    found = browser.open("/works/1/wrong?q=go+MILLER")
    (radio,) = found.tree.xpath("//form[@method='post']//input[@type='radio']")
    assert "miller said" in found.words
    told = {"word": "miller", "note": "mil-ler", "phrase": radio.get("value")}
    sent = browser.send(found, "/works/1/wrong", told)
    assert "thư viện đã nhận được" in sent.words
    by_section = browser.open(found.link("At the mill"))
    assert len(by_section.tree.xpath("//input[@type='radio']")) == 3
    nothing = browser.send(by_section, "/works/1/wrong", {"word": "x"})
    assert nothing.status == 422
    none = browser.open("/works/1/wrong?q=elephant")
    assert "Không thấy câu nào như vậy" in none.words


def test_a_word_is_heard_decided_healed_and_its_reporter_told(
    library: Service, browser: Browser
) -> None:
    published(library)
    patron(library, browser)
    found = browser.open("/works/1/wrong?q=miller")
    phrase = found.tree.xpath("//form[@method='post']//input[@type='radio']/@value")[0]
    sent = browser.send(found, "/works/1/wrong", {"phrase": phrase, "note": "mil-ler"})
    assert "Trang của tôi" in sent.words

    with Browser(library.url) as desk:
        desk.client.timeout = httpx.Timeout(60)
        come_in(desk, "lan")
        reports = desk.open(desk.open("/staff").link("Từ đọc sai"))
        assert "mil-ler" in reports.words
        unnamed = desk.open(reports.link("Chưa rõ từ nào"))
        page = desk.open(unnamed.link("miller"))
        assert "miller said" in page.words
        assert "1 sách, 1 câu" in page.words
        assert "Đọc theo" in page.words
        own = desk.open(f"{page.address}&alias=mill+ler")
        spoken = own.tree.xpath("//fieldset//audio/@src")
        assert "alias=mill%20ler" in spoken[0]
        for address in spoken[:2]:
            sound = desk.client.get(address)
            assert sound.headers["content-type"] == "audio/wav"
            assert sound.content[:4] == b"RIFF"
        action = own.tree.xpath("//form[.//input[@name='scope']]")[0]
        told = {**dict(action.form_values()), "scope": "library"}
        decided = Seen(desk.client.post("/staff/words/1", data=told))
        assert "Số sách đang được đọc lại: 1" in decided.words
        assert "mill ler" in decided.words
        labour(library)
        healed = desk.open("/staff/words")
        assert "đã làm lại 1 trên 1 sách" in healed.words
        assert "bản phát hành 2" in healed.words

    assert "đã được sửa trong" in browser.open("/me").words

    with Browser(library.url) as desk:
        come_in(desk, "lan")
        back = desk.send(desk.open("/staff/words"), "/staff/words/decisions/1/back", {})
        assert "thôi dùng" in back.words


def test_a_report_may_be_answered_and_the_reading_left_as_it_is(
    library: Service, browser: Browser
) -> None:
    published(library)
    patron(library, browser)
    found = browser.open("/works/1/wrong?q=miller")
    phrase = found.tree.xpath("//form[@method='post']//input[@type='radio']/@value")[0]
    browser.send(found, "/works/1/wrong", {"phrase": phrase, "word": "miller"})
    with Browser(library.url) as desk:
        come_in(desk, "lan")
        page = desk.open("/staff/words/1")
        csrf = page.tree.xpath("//main//input[@name='csrf']/@value")[0]
        told = {"csrf": csrf, "word": "miller", "scope": "library"}
        empty = Seen(desk.client.post("/staff/words/1", data=told))
        assert empty.status == 422
        desk.send(page, "/staff/words/1/close", {"reply": "Tên riêng, đọc đúng."})
        assert "Không có báo cáo nào" in desk.open("/staff/words").words
    me = browser.open("/me")
    assert "Tên riêng, đọc đúng." in me.words
    assert browser.open("/staff/words").status == 403


def test_a_stranger_may_report_what_is_public_but_not_without_end(
    library: Service, browser: Browser
) -> None:
    published(library)
    found = browser.open("/works/1/wrong?q=miller")
    phrase = found.tree.xpath("//form[@method='post']//input[@type='radio']/@value")[0]
    told = {"phrase": phrase, "word": "miller"}
    for _ in range(IN_AN_HOUR):
        sent = browser.send(found, "/works/1/wrong", told)
        assert "thư viện đã nhận được" in sent.words
        assert "Trang của tôi" not in sent.words
    refused = browser.send(found, "/works/1/wrong", told)
    assert refused.status == 429
    assert browser.open("/works/2/wrong").status == 404
    assert browser.open("/staff/words").address.startswith("/login")


def test_what_a_reader_may_not_hear_has_no_sentences_to_show(
    library: Service, browser: Browser
) -> None:
    published(library)
    with library.database.transaction() as session:
        now = datetime.now(UTC)
        decide_status(
            session, librarian(library), 1, RightsStatus.WITHDRAWN, now, basis="the heirs asked"
        )
    page = browser.open("/works/1/wrong?q=miller")
    assert page.status in (403, 404)
    assert "miller said" not in page.words
