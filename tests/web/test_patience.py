"""Who opens a connection and says nothing, or trickles headers, holds it only for a while."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from audiolib.service import Service
from web.app import create_app
from web.patience import PatientPages, PatientProtocol, as_far_as_told

REQUEST = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


class Hasty(PatientProtocol):
    """One that waits no longer than a test may."""

    headers_s = 0.5


class HastyPages(PatientPages):
    """One with pages."""

    headers_s = 0.5


async def answering(_scope: Scope, _receive: Receive, send: Send) -> None:
    headers = [(b"content-length", b"2")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"ok"})


@contextmanager
def listening(app: ASGIApp, protocol: type[PatientProtocol]) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(app, http=protocol, lifespan="off", log_config=None)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            time.sleep(0.005)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()


@pytest.fixture
def port() -> Iterator[int]:
    with listening(answering, Hasty) as opened:
        yield opened


def rest(line: socket.socket) -> bytes:
    """All that comes until the other side hangs up."""
    line.settimeout(20)
    came = b""
    while part := line.recv(4096):
        came += part
    return came


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "])
def test_a_request_whose_headers_do_not_come_is_told_so_and_hung_up(
    port: int, begun: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(begun)
        told = rest(line).decode()
    assert told.startswith("HTTP/1.1 408 ")
    assert "giây" in told.partition("\r\n\r\n")[2]


@pytest.mark.parametrize(
    ("path", "headers", "told"),
    [
        ("/", "Accept: text/html\r\nAccept-Language: uk", ["text/html", 'lang="uk"', "Thư viện"]),
        ("/", "Accept-Language: ru\r\nCookie: language=fa", ["text/html", 'dir="rtl"']),
        (
            "/api/v1/works",
            "Accept-Language: ru",
            ["application/problem+json", "content-language: ru"],
        ),
        ("/api/v1/works", "Accept-Language: r", ["content-language: vi"]),
    ],
)
def test_who_asked_is_told_in_the_language_that_the_headers_named_so_far(
    library: Service, path: str, headers: str, told: list[str]
) -> None:
    with (
        listening(create_app(library), HastyPages) as opened,
        socket.create_connection(("127.0.0.1", opened)) as line,
    ):
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\n{headers}\r\nX-Slow: ".encode())
        answer = rest(line).decode()
    assert answer.startswith("HTTP/1.1 408 ")
    assert [part for part in told if part not in answer] == []


def test_a_header_that_is_cut_off_or_odd_says_nothing() -> None:
    scope = as_far_as_told(b"\r\nGET /a%20b?c=d HTTP/1.1\r\nnonsense\r\nA: 1\r\nCookie: language=f")
    assert (scope["path"], scope["query_string"]) == ("/a b", b"c=d")
    assert scope["headers"] == [(b"a", b"1")]
    assert as_far_as_told(b"\xff\xfe")["headers"] == []


def test_headers_that_trickle_in_win_no_more_time(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(REQUEST[:-2])
        stopped = threading.Event()

        def trickle() -> None:
            while not stopped.wait(0.1):
                try:
                    line.sendall(b"X: 1\r\n")
                except OSError:
                    return

        thread = threading.Thread(target=trickle)
        thread.start()
        try:
            line.settimeout(20)
            assert line.recv(12) == b"HTTP/1.1 408"
        finally:
            stopped.set()
            thread.join()


def test_a_second_request_on_a_line_is_waited_for_no_longer(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(REQUEST)
        while not line.recv(4096).endswith(b"ok"):
            pass
        line.sendall(REQUEST[:-2])
        assert rest(line).startswith(b"HTTP/1.1 408 ")


def test_whole_requests_are_answered_one_after_the_other(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as line:
        for _ in range(3):
            line.sendall(REQUEST)
            came = b""
            while not came.endswith(b"ok"):
                came += line.recv(4096)
            assert came.startswith(b"HTTP/1.1 200 ")
