"""How many bytes a request may bring, little but where files come in; and how slowly."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import SlowError, TooLargeError
from api.problems import refused
from audiolib.errors import AudiolibError

SMALL = 1 << 20
PATIENCE_S = 60
"""So long may nothing come of a body that is not whole."""

_LET_COME, _LET_COME_S = 16 << 20, 10
"""Bytes and seconds of a refused body that are still taken in."""


class Sizes:
    """Refuses a body before it is read, or as soon as it is larger than it said (ASGI).

    Args:
        large: Bytes that a request to one of `paths` may bring.
        answer: Words a refusal for whoever asks; called in a thread of its own.
    """

    def __init__(
        self,
        app: ASGIApp,
        large: int,
        paths: tuple[str, ...],
        patience_s: float = PATIENCE_S,
        answer: Callable[[Request, AudiolibError], Response] = refused,
    ) -> None:
        self._app = app
        self._patience_s = patience_s
        self._large = large
        self._paths = paths
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._large if scope["path"].startswith(self._paths) else SMALL
        told = dict(scope["headers"]).get(b"content-length", b"0")
        if not told.isdigit() or len(told) > 18 or int(told) > limit:
            await self._refuse(limit, scope, receive, send)
            return
        came, whole = 0, False

        async def counted() -> Message:
            nonlocal came, whole
            try:
                # What comes behind the body is the end of the connection, for which all may wait.
                async with asyncio.timeout(None if whole else self._patience_s):
                    message = await receive()
            except TimeoutError as error:
                raise SlowError(int(self._patience_s)) from error
            whole = not message.get("more_body", False)
            came += len(message.get("body", b""))
            if came > limit:
                raise TooLargeError(limit >> 20)
            return message

        await self._app(scope, counted, send)

    async def _refuse(self, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
        if b"expect" not in dict(scope["headers"]):
            await _let_come(receive)
        error = TooLargeError(limit >> 20)
        response = await run_in_threadpool(self._answer, Request(scope), error)
        response.headers["Connection"] = "close"
        await response(scope, receive, send)


async def _let_come(receive: Receive) -> None:
    """Read some of what is on its way and forget it.

    A connection that is closed on bytes nobody has read is reset, and whoever still sends them
    never sees the answer.
    """
    came = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(_LET_COME_S):
            while came < _LET_COME:
                message = await receive()
                came += len(message.get("body", b""))
                if not message.get("more_body", False):
                    return
