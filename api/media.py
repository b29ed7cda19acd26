"""The bytes of tracks and packages, by signed links and by ranges."""

import re
from datetime import datetime
from functools import partial
from mimetypes import guess_type
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.deps import Now, ServiceOf
from api.errors import LinkError, NotFoundError
from api.links import Link, verify
from api.ranges import Far, Ranged
from api.reading import reads
from audiolib.delivery.repository import is_there
from audiolib.service import Service

router = APIRouter(tags=["media"])
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TYPES = {
    ".epub": "application/epub+zip",
    ".m4b": "audio/mp4",
    ".audiobook": "application/audiobook+zip",
}


@reads(
    router,
    "/media/{digest}/{name}",
    response_class=Response,
    responses={
        200: {"description": "The whole file", "content": {"application/octet-stream": {}}},
        206: {"description": "A part of it"},
        403: {"description": "The link does not count, or no longer"},
        404: {"description": "The bytes are gone"},
        416: {"description": "The range lies outside the file"},
        503: {"description": "The store does not answer"},
    },
)
def media(
    request: Request,
    service: ServiceOf,
    now: Now,
    digest: str,
    name: str,
    until: Annotated[int, Query(ge=0, le=2**53)] = 0,
    reader: Annotated[str, Query(alias="for", max_length=64)] = "",
    sign: Annotated[str, Query(max_length=128)] = "",
    of: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Response:
    """Serve bytes of the store to whoever holds a link to them."""
    if not _DIGEST.fullmatch(digest):
        raise LinkError
    verify(service, digest, name, Link(until, reader, sign, of), now)
    if of and not _is_there(service, of, now):
        raise LinkError
    kind = (
        _TYPES.get(Path(name).suffix.lower()) or guess_type(name)[0] or "application/octet-stream"
    )
    headers = {
        "ETag": f'"{digest}"',
        "Cache-Control": "private, max-age=31536000, immutable",
        "X-Robots-Tag": "noindex",
    }
    shown = "inline" if kind.startswith("audio/mpeg") else "attachment"
    headers["Content-Disposition"] = f"{shown}; filename*=utf-8''{quote(name, safe='')}"
    if service.store.folder is None:
        size = service.store.size_of(digest)
        if size is None:
            raise NotFoundError
        return Far(partial(service.store.part, digest), size, headers, kind)
    path = service.store.path(digest)
    if path is None:
        raise NotFoundError
    return Ranged(path, headers=headers, media_type=kind, stat_result=path.stat())


def _is_there(service: Service, release_id: int, now: datetime) -> bool:
    with service.database.transaction() as session:
        return is_there(session, release_id, now)
