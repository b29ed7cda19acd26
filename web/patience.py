"""Connections whose request does not come whole in time are closed, with a word on why."""

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import h11
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.errors import SlowError
from api.problems import refused
from audiolib.errors import AudiolibError
from web import problems

HEADERS_S = 20
"""So long may the first line and the headers of a request take, however they trickle in."""


class PatientProtocol(H11Protocol):
    """HTTP/1.1 that waits for a body as `api.sizes` says, and for headers only so long.

    A connection that says nothing costs a descriptor, and a few hundred of them the whole service.
    """

    headers_s: float = HEADERS_S
    answer: Callable[[Request, AudiolibError], Response] = staticmethod(refused)
    """Words the refusal for whoever asks; called in a thread of its own."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._slow: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._slow = self.loop.call_later(self.headers_s, self._close)

    def data_received(self, data: bytes) -> None:
        """Take in bytes; the clock runs from the first of a request to the end of its headers."""
        super().data_received(data)
        if not self._is_unfinished():
            self._rest()
        elif self._slow is None and self.conn.trailing_data[0]:
            self._slow = self.loop.call_later(self.headers_s, self._close)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._rest()
        super().connection_lost(exc)

    def _is_unfinished(self) -> bool:
        return bool(self.conn.their_state is h11.IDLE)

    def _rest(self) -> None:
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None

    def _close(self) -> None:
        self._slow = None
        if not self._is_unfinished() or self.transport.is_closing():
            return
        # What comes from now on is nobody's any more.
        self.transport.pause_reading()
        task = self.loop.create_task(self._refuse(bytes(self.conn.trailing_data[0])))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _refuse(self, begun: bytes) -> None:
        request = Request({**as_far_as_told(begun), "app": self.config.app})
        error = SlowError(round(self.headers_s))
        # Whoever said nothing at all sees no page.
        answer = type(self).answer if begun.strip() else refused
        told = await run_in_threadpool(answer, request, error)
        if self.transport.is_closing():
            return
        lines = [b"HTTP/1.1 408 Request Timeout", b"connection: close"]
        lines += [name + b": " + value for name, value in told.raw_headers]
        self.transport.write(b"\r\n".join([*lines, b"", bytes(told.body)]))
        self.transport.close()


class PatientPages(PatientProtocol):
    """The same for a service with pages: a browser is told by one of them."""

    answer = staticmethod(problems.refused)


def as_far_as_told(begun: bytes) -> Scope:
    """The scope (ASGI) of a request whose headers are not all there; what is odd is left out.

    A line without its end is no header yet: half an address is none, nor is half a language.
    """
    first, *lines = begun.lstrip(b"\r\n").split(b"\n")
    method, _, target = first.partition(b" ")
    path, _, query = target.partition(b" ")[0].partition(b"?")
    headers = [line.partition(b":") for line in lines[:-1]]
    return {
        "type": "http",
        "method": method.decode("latin-1"),
        "path": unquote(path.decode("latin-1")),
        "query_string": query,
        "headers": [
            (name.strip().lower(), value.strip()) for name, colon, value in headers if colon
        ],
        "state": {},
    }
