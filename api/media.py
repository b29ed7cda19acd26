"""The bytes of tracks and packages, by signed links and by ranges."""

import re
from datetime import datetime, timedelta
from mimetypes import guess_type
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from api.deps import Now, ServiceOf
from api.errors import LinkError, NotFoundError
from api.links import Link, verify
from api.ranges import Ranged
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
_LONGEST_S = 120


@reads(
    router,
    "/media/{digest}/{name}",
    response_class=Response,
    responses={
        200: {"description": "The whole file", "content": {"application/octet-stream": {}}},
        206: {"description": "A part of it"},
        307: {"description": "Where a bucket has it"},
        403: {"description": "The link does not count, or no longer"},
        404: {"description": "The bytes are gone"},
        416: {"description": "The range lies outside the file"},
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
    seconds = min(_LONGEST_S, max(1, until - int(now.timestamp())))
    if (elsewhere := service.store.address(digest, timedelta(seconds=seconds))) is not None:
        return RedirectResponse(elsewhere, 307, {"Cache-Control": "no-store"})
    path = service.store.path(digest)
    if path is None:
        raise NotFoundError
    return Ranged(
        path,
        headers=headers,
        media_type=kind,
        stat_result=path.stat(),
        filename=name,
        content_disposition_type="inline" if kind.startswith("audio/mpeg") else "attachment",
    )


def _is_there(service: Service, release_id: int, now: datetime) -> bool:
    with service.database.transaction() as session:
        return is_there(session, release_id, now)
