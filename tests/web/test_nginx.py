"""What readers do through a real nginx besides hearing: uploads, live progress, coming in."""

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import httpx
import pytest
from pydantic import ValidationError
from sqlmodel import select

from audiolib.database import Database
from audiolib.jobs.worker import work
from audiolib.people.throttle import origin_of
from audiolib.service import Service
from audiolib.settings import ServiceSettings
from audiolib.tables.people import LoginAttempt
from bench.proxy import NGINX
from tests.web.browser import Browser
from tests.web.nginx import behind_nginx
from tests.web.people import begin, come_in, token
from tests.web.test_making import TEXT
from tests.web.test_uploads import CONTENT, PART, TUS, metadata, offset, send

needs_nginx = [
    pytest.mark.external,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
]


@pytest.fixture
def library(database: Database, tmp_path: Path) -> Iterator[Service]:
    """A library behind nginx, its first set-up done by `lan`."""
    with behind_nginx(database, tmp_path) as made:
        begin(made)
        yield made


@pytest.fixture
def program(library: Service) -> Iterator[httpx.Client]:
    told = {"authorization": f"Bearer {token(library, 'lan')}", **TUS}
    with httpx.Client(base_url=library.url, headers=told) as client:
        yield client


@pytest.fixture
def address(program: httpx.Client) -> str:
    """Where the bytes of an announced file go."""
    told = {"upload-length": str(len(CONTENT)), "upload-metadata": metadata(filename="sách.docx")}
    made = program.post("/uploads", headers=told)
    assert made.status_code == 201
    return str(made.headers["location"])


class TestThroughNginx:
    pytestmark = needs_nginx

    def test_an_upload_in_parts_comes_whole(self, program: httpx.Client, address: str) -> None:
        assert send(program, address, 0, 70_000).headers["upload-offset"] == "70000"
        assert send(program, address, 70_000, len(CONTENT)).status_code == 204
        assert offset(program, address) == len(CONTENT)

    def test_what_came_before_the_line_broke_is_kept(
        self, program: httpx.Client, address: str, library: Service
    ) -> None:
        parts = urlsplit(library.url)
        lines = [
            f"PATCH {address} HTTP/1.1",
            f"Host: {parts.netloc}",
            f"Authorization: {program.headers['authorization']}",
            *(f"{name}: {value}" for name, value in {**PART, "upload-offset": "0"}.items()),
            f"Content-Length: {len(CONTENT)}",
        ]
        head = "\r\n".join([*lines, "", ""]).encode()
        with socket.create_connection((parts.hostname, parts.port)) as line:
            line.sendall(head + CONTENT[:50_000])
            until = time.monotonic() + 20
            while offset(program, address) < 50_000 and time.monotonic() < until:
                time.sleep(0.05)
            # Each byte came through at once, while the request is still on its way.
            assert offset(program, address) == 50_000
        assert send(program, address, 50_000, len(CONTENT)).status_code == 204
        assert offset(program, address) == len(CONTENT)

    def test_progress_is_told_while_it_happens(self, library: Service) -> None:
        with Browser(library.url) as browser:
            come_in(browser, "lan")
            named = {"title": "Thằng Cuội", "language": "vi"}
            page = browser.send(browser.open("/staff/works/new"), "/staff/works/new", named)
            status = {"status": "staff_only", "basis": "Bản nháp"}
            rights = browser.send(page, page.address, status)
            making = browser.send(rights, "/staff/works/1/productions", {"source": "file"})
            file = {"file": ("cuội.md", TEXT.encode(), "text/markdown")}
            browser.send(making, "/staff/productions/1/file", {}, files=file)
            address = "/staff/productions/1/progress"
            begun, told = Event(), list[str]()

            def follow() -> None:
                with browser.client.stream("GET", address, timeout=60) as answer:
                    for line in answer.iter_lines():
                        if line.startswith("data: "):
                            told.append(line)
                            begun.set()

            with ThreadPoolExecutor(1) as follower:
                heard = follower.submit(follow)
                # Only then is there anything to be told: nothing was held back till the end.
                assert begun.wait(30)
                early = len(told)
                asyncio.run(work(library, once=True))
                heard.result(timeout=60)
        assert json.loads(told[0].removeprefix("data: "))["at"].startswith("scan/")
        assert len(told) > early

    def test_each_reader_has_their_own_measure_of_wrong_tries(self, library: Service) -> None:
        lies = {"x-forwarded-for": "203.0.113.9", "forwarded": "for=203.0.113.9"}
        for place in ("127.0.0.2", "127.0.0.3"):
            way = httpx.HTTPTransport(local_address=place)
            with Browser(library.url) as browser:
                browser.client = httpx.Client(
                    base_url=library.url, transport=way, follow_redirects=True, headers=lies
                )
                login = browser.open("/login")
                browser.send(login, "/login", {"name": "lan", "password": "wrong word"})
        with library.database.transaction() as session:
            origins = set(session.exec(select(LoginAttempt.origin)))
        assert origins == {origin_of(place, library.key) for place in ("127.0.0.2", "127.0.0.3")}


@pytest.mark.parametrize(
    "wanted",
    [
        {"accel": "/_store"},
        {"accel": "/_store", "accel_word": "short"},
        {"accel": "_store", "accel_word": "x" * 32},
        {"accel": "/_store\r\nX: y", "accel_word": "x" * 32},
        {"accel": "/_store", "accel_word": "with white space in it"},
    ],
)
def test_a_location_without_a_good_word_is_no_setting(wanted: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        ServiceSettings(**wanted)  # type: ignore[arg-type]
