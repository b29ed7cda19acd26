"""How many bytes a request may bring: little, but where files come in."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import TooLargeError
from api.problems import of_error

SMALL = 1 << 20


class Sizes:
    """Refuses a body before it is read, or as soon as it is larger than it said (ASGI)."""

    def __init__(self, app: ASGIApp, large: int, paths: tuple[str, ...]) -> None:
        self._app = app
        self._large = large
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._large if scope["path"].startswith(self._paths) else SMALL
        told = dict(scope["headers"]).get(b"content-length", b"0")
        if not told.isdigit() or int(told) > limit:
            await _refuse(limit, scope, receive, send)
            return
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > limit:
                raise TooLargeError(limit >> 20)
            return message

        await self._app(scope, counted, send)


async def _refuse(limit: int, scope: Scope, receive: Receive, send: Send) -> None:
    problem = of_error(TooLargeError(limit >> 20), "vi")
    response = problem.response()
    response.headers["Connection"] = "close"
    await response(scope, receive, send)
