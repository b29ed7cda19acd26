"""How far a production is, followed over HTTP (server-sent events)."""

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from audiolib.jobs.worker import work
from audiolib.service import Service
from tests.web.browser import Browser
from tests.web.people import come_in
from tests.web.test_making import TEXT

ADDRESS = "/staff/productions/1/progress"


@pytest.fixture
def sent(library: Service, browser: Browser) -> Browser:
    """A browser whose production waits for the machine to read its file."""
    come_in(browser, "lan")
    told = {"title": "Thằng Cuội", "language": "vi"}
    work_page = browser.send(browser.open("/staff/works/new"), "/staff/works/new", told)
    status = {"status": "staff_only", "basis": "Bản nháp"}
    rights = browser.send(work_page, work_page.address, status)
    making = browser.send(rights, "/staff/works/1/productions", {"source": "file"})
    file = {"file": ("cuội.md", TEXT.encode(), "text/markdown")}
    browser.send(making, "/staff/productions/1/file", {}, files=file)
    return browser


def followed(browser: Browser, until: str = "") -> list[tuple[str, dict[str, Any]]]:
    """The events of a stream, up to the first of a name or to its end."""
    found: list[tuple[str, dict[str, Any]]] = []
    with browser.client.stream("GET", ADDRESS, timeout=30) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        name = ""
        for line in answer.iter_lines():
            field, _, value = line.partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                found.append((name, json.loads(value)))
                if name == until:
                    break
    return found


def test_a_job_is_followed_until_it_is_over(library: Service, sent: Browser) -> None:
    with ThreadPoolExecutor(1) as listener:
        heard = listener.submit(followed, sent)
        while not heard.running():
            time.sleep(0.01)
        time.sleep(0.5)
        asyncio.run(work(library, once=True))
        told = heard.result(timeout=30)
    assert told[0][0] == "progress"
    assert told[0][1]["at"].startswith("scan/")
    assert told[0][1]["text"] == "Đang chờ máy."
    assert told[-1][0] == "over"
    assert told[-1][1]["at"].startswith("text/wait")


def test_who_leaves_may_come_back_and_no_transaction_stays_open(
    library: Service, sent: Browser
) -> None:
    for _ in range(3):
        assert followed(sent, until="progress")[0][1]["percent"] == 0
    assert library.database.engine.pool.status().count("Current Checked out connections: 0") == 1


def test_what_rests_is_told_once(library: Service, sent: Browser) -> None:
    asyncio.run(work(library, once=True))
    assert [name for name, _ in followed(sent)] == ["progress", "over"]


def test_nobody_else_follows(library: Service, sent: Browser) -> None:
    with Browser(library.url) as anybody:
        assert anybody.open(ADDRESS).address.startswith("/login")
    assert sent.open("/staff/productions/2/progress").status == 404
