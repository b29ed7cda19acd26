"""A file by ranges (RFC 9110 §14), where Starlette's own answer differs from the standard.

An unknown unit and a range that ends before it begins make the header as if it were not there;
of several ranges those that lie outside the file are left out.
"""

import re

from starlette.responses import FileResponse
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
