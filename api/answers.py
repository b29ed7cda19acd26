"""What answers in JSON share: problems in the description, ETags, things that are done once."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse

from api import schemas
from api.errors import ChangedError, FieldError, KeyReusedError
from api.problems import MEDIA_TYPE
from audiolib.answered import repository as answered
from audiolib.people import Reader


def promised(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The description of answers other than the usual one."""
    return {
        status: {"description": HTTPStatus(status).phrase}
        | ({} if status < 400 else {"model": schemas.Problem, "content": {MEDIA_TYPE: {}}})
        for status in statuses
    }


DENIED = promised(400, 401, 403, 413, 422, 500, 503)


def etag(content: Any) -> str:
    """The ETag of an answer: of what it says, but for what differs in every answer."""
    plain = json.dumps(_lasting(content), sort_keys=True, ensure_ascii=False)
    return f'"{hashlib.sha256(plain.encode()).hexdigest()[:32]}"'


def unchanged(request: Request, tag: str) -> bool:
    """Whether the asker has this answer already (If-None-Match)."""
    told = request.headers.get("if-none-match", "")
    tags = {part.strip().removeprefix("W/") for part in told.split(",")}
    return "*" in tags or tag in tags


def matches(told: str, *tags: str) -> None:
    """Raise unless If-Match names what there is.

    Raises:
        ChangedError: it names something else.
    """
    named = {part.strip() for part in told.split(",")}
    if "*" not in named and not named & set(tags):
        raise ChangedError


def made_once(
    session: Session,
    reader: Reader,
    key: str,
    request: str,
    now: datetime,
    do: Callable[[], tuple[int, dict[str, Any], dict[str, str]]],
) -> JSONResponse:
    """Do something, or give the answer of the first time that the key came.

    Raises:
        KeyReusedError: the key came with another request.
    """
    if not key:
        status, content, headers = do()
        return JSONResponse(content, status, headers)
    fingerprint = hashlib.sha256(request.encode()).hexdigest()
    before = answered.hold(session, reader.actor, key, fingerprint, now)
    if before.fingerprint != fingerprint:
        raise KeyReusedError
    if before.status is None:
        status, content, headers = do()
        answered.keep(session, before, status, {"content": content, "headers": headers})
        return JSONResponse(content, status, headers)
    told = before.answer
    return JSONResponse(told["content"], before.status, told["headers"])


def utf8(*texts: str) -> None:
    """Raise where a text can't be kept by the database.

    Raises:
        FieldError: it holds U+0000.
    """
    for text in texts:
        if "\x00" in text:
            raise FieldError("query", "U+0000")


def _lasting(content: Any) -> Any:
    if isinstance(content, dict):
        return {name: _lasting(value) for name, value in content.items() if name != "address"}
    return [_lasting(value) for value in content] if isinstance(content, list) else content
