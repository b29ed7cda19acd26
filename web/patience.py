"""Connections whose request does not come whole in time are closed, with a word on why."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.errors import SlowError
from api.problems import of_error

HEADERS_S = 20
"""So long may the first line and the headers of a request take, however they trickle in."""


class PatientProtocol(H11Protocol):
    """HTTP/1.1 that waits for a body as `api.sizes` says, and for headers only so long.

    A connection that says nothing costs a descriptor, and a few hundred of them the whole service.
    """

    headers_s: float = HEADERS_S

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
        # Nobody knows the reader's language before the headers are there.
        told = of_error(SlowError(round(self.headers_s)), "vi").response()
        lines = [b"HTTP/1.1 408 Request Timeout", b"connection: close"]
        lines += [name + b": " + value for name, value in told.raw_headers]
        self.transport.write(b"\r\n".join([*lines, b"", bytes(told.body)]))
        self.transport.close()
