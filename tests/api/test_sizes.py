"""Bodies that are too large or too slow are refused before anybody waits for them."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.errors import SlowError, TooLargeError
from api.sizes import SMALL, Sizes

SCOPE: dict[str, Any] = {"type": "http", "method": "POST", "path": "/login", "headers": []}


async def reading(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that reads all of its body, then waits for the end of the connection."""
    while (await receive()).get("more_body"):
        pass
    await receive()


def run(*messages: Message, silence_s: float = 0.0) -> None:
    came = list(messages)

    async def receive() -> Message:
        if not came:
            await asyncio.sleep(silence_s)
            return {"type": "http.disconnect"}
        return came.pop(0)

    async def send(_message: Message) -> None:
        raise AssertionError

    app = Sizes(reading, 10 * SMALL, ("/uploads",), patience_s=0.05)
    asyncio.run(app(SCOPE, receive, send))


def part(size: int, *, more: bool) -> Message:
    return {"type": "http.request", "body": b"x" * size, "more_body": more}


def test_a_body_of_which_nothing_comes_for_a_while_is_refused() -> None:
    with pytest.raises(SlowError):
        run(part(5, more=True), silence_s=5)


def test_whoever_waits_behind_a_whole_body_may_wait() -> None:
    run(part(5, more=True), part(5, more=False), silence_s=0.2)


def test_a_body_that_is_larger_than_it_said_is_refused() -> None:
    with pytest.raises(TooLargeError):
        run(*(part(SMALL // 2, more=True) for _ in range(3)))


@pytest.mark.parametrize(("headers", "let_come"), [([], 4), ([(b"expect", b"100-continue")], 0)])
def test_what_is_on_its_way_is_read_before_the_refusal(
    headers: list[tuple[bytes, bytes]], let_come: int
) -> None:
    """Else the connection is reset under the sender, who never sees why."""
    came: list[Message] = [part(SMALL, more=left > 0) for left in (3, 2, 1, 0)]
    done: list[str] = []

    async def receive() -> Message:
        done.append("came")
        return came.pop(0)

    async def send(message: Message) -> None:
        done.append(str(message.get("status", "")))

    told = [(b"content-length", str(4 * SMALL).encode()), *headers]
    app = Sizes(reading, 10 * SMALL, ("/uploads",))
    asyncio.run(app({**SCOPE, "headers": told}, receive, send))
    assert done[: let_come + 1] == [*["came"] * let_come, "413"]
