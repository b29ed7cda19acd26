"""A clerk makes a talking book from a file, with forms alone; a reader hears it."""

import asyncio

from audiolib.jobs.worker import work
from audiolib.service import Service
from tests.web.browser import Browser
from tests.web.people import come_in, staff

TEXT = """# Thằng Cuội

Ngày xưa có một người tên là Cuội. Cuội làm nghề đốn củi.

## Cây đa

Một hôm Cuội thấy một cây đa. Cuội đem cây về trồng trước nhà.
"""


def test_a_file_becomes_a_talking_book_that_anybody_may_hear(
    library: Service, browser: Browser
) -> None:
    come_in(browser, "lan")
    rights = browser.send(
        browser.open("/staff/works/new"),
        "/staff/works/new",
        {"title": "Thằng Cuội", "language": "vi", "collection-fairy_tales": "on"},
    )
    decided = browser.send(
        rights,
        rights.address,
        {"status": "public_domain", "basis": "Truyện dân gian", "exemption": "folklore"},
    )
    assert "chờ người thứ hai" in decided.words

    staff(library, "minh")
    with Browser(library.url) as second:
        come_in(second, "minh")
        page = second.open(rights.address)
        action = next(f for f in page.tree.xpath("//form/@action") if "rights/" in f)
        assert "xem lại: minh" in second.send(page, action, {}).words

    begun = browser.open(rights.address)
    making = browser.send(begun, "/staff/works/1/productions", {"source": "file"})
    assert making.address == "/staff/productions/1"
    sent = browser.send(
        making,
        "/staff/productions/1/file",
        {},
        files={"file": ("cuội.md", TEXT.encode(), "text/markdown")},
    )
    assert "Đang chờ máy" in sent.words
    asyncio.run(work(library, once=True))
    text = browser.open("/staff/productions/1")
    assert "Kiểm tra văn bản" in text.words
    browser.send(text, "/staff/productions/1/narrate", {})
    asyncio.run(work(library, once=True))
    heard = browser.open("/staff/productions/1")
    assert "Nghe kiểm tra" in heard.words
    sound = heard.tree.xpath("//audio/@src")[0]
    assert browser.client.get(sound).headers["content-type"] == "audio/mpeg"
    browser.send(heard, "/staff/productions/1/approve", {})
    asyncio.run(work(library, once=True))
    assert "Đã phát hành" in browser.open("/staff/productions/1").words

    with Browser(library.url) as anybody:
        found = anybody.open("/works?q=thang+cuoi")
        page = anybody.open(found.link("Thằng Cuội"))
        assert "Cây đa" in page.words
        assert "Giọng máy" in page.words
        sound = page.tree.xpath("//audio/@src")[0]
        part = anybody.client.get(sound, headers={"range": "bytes=0-99"})
        assert (part.status_code, len(part.content)) == (206, 100)
        daisy = next(href for href in page.tree.xpath("//a/@href") if "DAISY202" in href.upper())
        assert anybody.client.get(daisy).content[:2] == b"PK"
        assert anybody.client.get(daisy.replace("sign=", "sign=0")).status_code == 403


def test_what_nobody_decided_is_known_and_not_given_out(library: Service, browser: Browser) -> None:
    come_in(browser, "lan")
    told = {"title": "Sách mới", "language": "vi"}
    browser.send(browser.open("/staff/works/new"), "/staff/works/new", told)
    with Browser(library.url) as anybody:
        page = anybody.open("/works/1")
        assert page.status == 200
        assert page.tree.xpath("//*[@id='refused']")
        assert not page.tree.xpath("//audio")
        assert anybody.open("/staff/productions/1").address.startswith("/login")
