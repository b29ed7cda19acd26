"""A file by ranges (RFC 9110 §14), where Starlette's own answer differs from the standard.

An unknown unit and a range that ends before it begins make the header as if it were not there;
of several ranges those that lie outside the file are left out.
"""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

_SPEC = re.compile(r"(\d{0,18})-(\d{0,18})")
MOST = 100
NOWHERE = "bytes=-0"


class Ranged(FileResponse):
    """A file that never changes, its strong ETag being the key of its bytes."""

    chunk_size = 256 * 1024

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        size = int(self.headers["content-length"])
        told = [value for name, value in scope["headers"] if name == b"range"]
        wanted = clean(told[-1].decode("latin-1"), size) if told else None
        headers = [pair for pair in scope["headers"] if pair[0] != b"range"]
        if wanted is not None:
            headers.append((b"range", wanted.encode()))
        await super().__call__({**scope, "headers": headers}, receive, send)


class Far(Response):
    """Bytes that are read piece by piece, by one range: those of a bucket, or of a file.

    Readers never meet the bucket: no other address, and what is withdrawn stops at once. Where
    several ranges are asked for, all of it is given (RFC 9110 §14.2 allows it).

    Args:
        read: Gives the bytes from the first till before the second place.
        size: Of all of it.
        piece: How many bytes are read at once.
    """

    def __init__(
        self,
        read: Callable[[int, int], bytes],
        size: int,
        headers: dict[str, str],
        kind: str,
        *,
        piece: int = 1 << 20,
    ) -> None:
        told = {**headers, "accept-ranges": "bytes", "content-length": str(size)}
        super().__init__(headers=told, media_type=kind)
        self._read = read
        self._size = size
        self._most = piece

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope)
        begin, end = 0, self._size
        wanted = asked.get("range") and clean(asked["range"], self._size)
        if wanted and "," not in wanted and asked.get("if-range", "") in ("", self.headers["etag"]):
            self.status_code = 206
            begin, end = bounds(wanted, self._size)
            if begin >= end:
                headers = {"content-range": f"bytes */{self._size}"}
                await Response(status_code=416, headers=headers)(scope, receive, send)
                return
            self.headers["content-range"] = f"bytes {begin}-{end - 1}/{self._size}"
            self.headers["content-length"] = str(end - begin)
        body = scope["method"] != "HEAD"
        # The first piece before the head: a bucket that is away is told with a status of its own.
        piece = await self._piece(begin, end) if body else b""
        start = {"type": "http.response.start", "status": self.status_code}
        await send({**start, "headers": self.raw_headers})
        begin += len(piece)
        if body and begin < end:
            await send(_bytes(piece, more=True))
            await self._rest(begin, end, receive, send)
        else:
            await send(_bytes(piece, more=False))

    async def _rest(self, begin: int, end: int, receive: Receive, send: Send) -> None:
        """Send what is behind the first piece, for as long as somebody is there."""
        left = asyncio.create_task(_left(receive))
        try:
            while begin < end and not left.done():
                piece = await self._piece(begin, end)
                begin += len(piece)
                if not piece:
                    raise EOFError  # it became shorter: the connection breaks off, and shows it
                await send(_bytes(piece, more=begin < end))
        finally:
            left.cancel()

    async def _piece(self, begin: int, end: int) -> bytes:
        last = min(end, begin + self._most)
        return await run_in_threadpool(self._read, begin, last) if begin < last else b""


async def _left(receive: Receive) -> None:
    """Return when whoever asked has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def part(path: Path, begin: int, end: int) -> bytes:
    """The bytes of a file from the first till before the second place."""
    with path.open("rb", buffering=0) as file:
        file.seek(begin)
        return file.read(end - begin) or b""


def is_known(header: str, tag: str) -> bool:
    """Whether an If-None-Match header names the tag of what is there (RFC 9110 §13.1.2)."""
    told = {one.strip().removeprefix("W/") for one in header.split(",")}
    return tag in told or header.strip() == "*"


def _bytes(content: bytes, *, more: bool) -> dict[str, Any]:
    return {"type": "http.response.body", "body": content, "more_body": more}


def bounds(wanted: str, size: int) -> tuple[int, int]:
    """Where a clean range of one part begins, and before which place it ends."""
    first, _, last = wanted.removeprefix("bytes=").partition("-")
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


def clean(header: str, size: int) -> str | None:
    """The part of a Range header that counts for a file of a size; None where none of it does.

    Where no range of a well-formed header lies in the file, the answer must be 416: one that
    certainly lies outside.
    """
    unit, _, told = header.partition("=")
    parts = [part.strip() for part in told.split(",") if part.strip()]
    if unit.strip().lower() != "bytes" or not parts or len(parts) > MOST:
        return None
    inside = []
    for part in parts:
        found = _SPEC.fullmatch(part)
        if found is None or part == "-":
            return None
        first, last = found[1], found[2]
        if first and last and int(last) < int(first):
            return None
        if (first and int(first) < size) or (not first and int(last) > 0 and size):
            inside.append(part)
    return "bytes=" + ",".join(inside) if inside else f"bytes={size}-"
