"""A real server on this computer that misbehaves as it is told to."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HERE = "127.0.0.1"


class Server:
    """Serves `content` under every path; each request is answered by the next of `manners`.

    The last manner answers all that follow. `asked` holds the headers of every request.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.content = b""
        self.etag = '"one"'
        self.manners: list[Manner] = [well]
        self.asked: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.sent = 0

    def url(self, path: str = "/voice.onnx") -> str:
        return self.address + path


class Answer(BaseHTTPRequestHandler):
    """One request and its answer."""

    protocol_version = "HTTP/1.1"
    server: Any

    @property
    def plan(self) -> Server:
        return self.server.plan  # type: ignore[no-any-return]

    def do_GET(self) -> None:
        plan = self.plan
        plan.asked.append(dict(self.headers.items()))
        plan.paths.append(self.path)
        manner = plan.manners[min(len(plan.asked), len(plan.manners)) - 1]
        self.close_connection = True
        try:
            manner(self)
        except (BrokenPipeError, ConnectionResetError):
            return

    def begin(self, status: int, **headers: object) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.send_header("Connection", "close")
        self.end_headers()

    def send(self, content: bytes) -> None:
        self.wfile.write(content)
        self.wfile.flush()
        self.plan.sent += len(content)

    def rest(self) -> tuple[int, bytes]:
        """Where an honest server begins, and what it sends."""
        plan = self.plan
        wanted = self.headers.get("Range", "")
        state = self.headers.get("If-Range", plan.etag)
        begin = int(wanted[6:-1]) if wanted and state == plan.etag else 0
        return begin, plan.content[begin:]

    def head(self, begin: int, length: int) -> None:
        whole = len(self.plan.content)
        if begin:
            span = f"bytes {begin}-{whole - 1}/{whole}"
            self.begin(206, Content_Length=length, Content_Range=span, ETag=self.plan.etag)
        else:
            self.begin(200, Content_Length=length, ETag=self.plan.etag)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing on the terminal of the tests."""


Manner = Callable[[Answer], None]


def well(answer: Answer) -> None:
    begin, rest = answer.rest()
    if begin and not rest:
        answer.begin(416)
        return
    answer.head(begin, len(rest))
    answer.send(rest)


def cut(after: int) -> Manner:
    """Breaks the connection after some bytes."""

    def manner(answer: Answer) -> None:
        begin, rest = answer.rest()
        answer.head(begin, len(rest))
        answer.send(rest[:after])

    return manner


def deaf(answer: Answer) -> None:
    """Knows no Range."""
    answer.begin(200, Content_Length=len(answer.plan.content))
    answer.send(answer.plan.content)


def deaf_and_cut(after: int) -> Manner:
    def manner(answer: Answer) -> None:
        answer.begin(200, Content_Length=len(answer.plan.content))
        answer.send(answer.plan.content[:after])

    return manner


def status(code: int, **headers: object) -> Manner:
    def manner(answer: Answer) -> None:
        answer.begin(code, Content_Length=0, **headers)

    return manner


def length(told: int) -> Manner:
    """Tells a wrong length, and sends the right bytes."""

    def manner(answer: Answer) -> None:
        answer.begin(200, Content_Length=told)
        answer.send(answer.plan.content)

    return manner


def other(content: bytes) -> Manner:
    """Sends other bytes, whatever was asked for."""

    def manner(answer: Answer) -> None:
        answer.begin(200, Content_Length=len(content))
        answer.send(content)

    return manner


def wrong_part(answer: Answer) -> None:
    """Sends another part than the one asked for, and says so."""
    content = answer.plan.content
    answer.begin(
        206, Content_Length=10, Content_Range=f"bytes 3-12/{len(content)}", ETag=answer.plan.etag
    )
    answer.send(content[3:13])


def lying_part(answer: Answer) -> None:
    """Says that it sends the rest, and sends the begin."""
    begin, rest = answer.rest()
    answer.head(begin, len(rest))
    answer.send(answer.plan.content[: len(rest)])


def silent(answer: Answer) -> None:
    """Takes the request and says nothing for a while."""
    time.sleep(0.6)


def stuck(after: int) -> Manner:
    """Sends some, and then nothing for a while."""

    def manner(answer: Answer) -> None:
        begin, rest = answer.rest()
        answer.head(begin, len(rest))
        answer.send(rest[:after])
        time.sleep(0.6)

    return manner


def endless(answer: Answer) -> None:
    """A body without a length and without an end."""
    answer.begin(200)
    while True:
        answer.send(b"\0" * 65_536)


def packed(answer: Answer) -> None:
    """Says that the body is packed: it would expand beyond all bounds."""
    answer.begin(200, Content_Encoding="gzip", Content_Length=len(answer.plan.content))
    answer.send(answer.plan.content)


def drip(answer: Answer) -> None:
    """A byte now and then."""
    begin, rest = answer.rest()
    answer.head(begin, len(rest))
    for at in range(len(rest)):
        answer.send(rest[at : at + 1])
        time.sleep(0.02)


def garbage(answer: Answer) -> None:
    """No HTTP at all."""
    answer.send(b"\x00\xffNOT HTTP\r\n\r\n")


def nothing(answer: Answer) -> None:
    """Closes the connection at once."""


@contextmanager
def serving() -> Iterator[Server]:
    """A server on a free port of this computer, gone when the context ends."""
    with ThreadingHTTPServer((HERE, 0), Answer) as http:
        plan = Server(f"http://{HERE}:{http.server_address[1]}")
        http.plan = plan  # type: ignore[attr-defined]
        http.daemon_threads = True
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield plan
        finally:
            http.shutdown()
            thread.join()
