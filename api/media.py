"""The bytes of tracks and packages, by signed links and by ranges."""

import re
from datetime import datetime
from email.utils import formatdate
from functools import partial
from mimetypes import guess_type
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from api.accel import handed_over, is_offered
from api.deps import Now, ServiceOf
from api.errors import LinkError, NotFoundError
from api.links import LEND, Link, made_by, verify
from api.ranges import Far, Ranged, is_known, part
from api.reading import reads
from audiolib.delivery import playing, repository
from audiolib.delivery.stamped import stamped, tag
from audiolib.delivery.stamps import Stamp
from audiolib.delivery.still import Wanted, still
from audiolib.delivery.stored import opened
from audiolib.people import carers
from audiolib.rights.terms import Act
from audiolib.service import Service

router = APIRouter(tags=["media"])
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PIECE = 1 << 18
"""Bytes of a file that are held at once for each who hears it."""
_TYPES = {
    ".epub": "application/epub+zip",
    ".m4b": "audio/mp4",
    ".audiobook": "application/audiobook+zip",
}


async def link(
    until: Annotated[int, Query(ge=0, le=2**53)] = 0,
    reader: Annotated[str, Query(alias="for", max_length=64)] = "",
    sign: Annotated[str, Query(max_length=128)] = "",
    of: Annotated[int, Query(ge=0, le=2**53)] = 0,
    work: Annotated[int, Query(ge=0, le=2**53)] = 0,
    bag: Annotated[int, Query(ge=0, le=2**53)] = 0,
    copy: Annotated[str, Query(max_length=20)] = "",
    device: Annotated[str, Query(alias="on", max_length=64)] = "",
    act: Annotated[str, Query(alias="to", max_length=20)] = "",
    login: Annotated[str, Query(alias="by", max_length=64)] = "",
) -> Link:
    """What the query of a link says."""
    return Link(until, reader, sign, of, work, bag, copy, device, act, login)


@reads(
    router,
    "/media/{digest}/{name}",
    response_class=Response,
    responses={
        200: {"description": "The whole file", "content": {"application/octet-stream": {}}},
        206: {"description": "A part of it"},
        304: {"description": "The asker has it already"},
        403: {"description": "The link does not count, or no longer"},
        404: {"description": "The bytes are gone"},
        416: {"description": "The range lies outside the file"},
        503: {"description": "The store does not answer"},
    },
)
def media(
    service: ServiceOf,
    request: Request,
    now: Now,
    digest: str,
    name: str,
    told: Annotated[Link, Depends(link)],
) -> Response:
    """Serve bytes of the store to whoever holds a link to them."""
    if not _DIGEST.fullmatch(digest):
        raise LinkError
    verify(service, digest, name, told, now)
    format_, stamp = _looked_up(service, request, digest, told, now)
    kind = (
        _TYPES.get(Path(name).suffix.lower()) or guess_type(name)[0] or "application/octet-stream"
    )
    headers = {
        "ETag": f'"{digest if stamp is None else tag(digest, stamp)}"',
        "Cache-Control": "private, max-age=31536000, immutable",
        "X-Robots-Tag": "noindex",
    }
    if is_known(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    shown = "inline" if kind.startswith("audio/mpeg") else "attachment"
    headers["Content-Disposition"] = f"{shown}; filename*=utf-8''{quote(name, safe='')}"
    if stamp is not None:
        return _numbered(service, digest, format_, stamp, headers, kind)
    if service.store.folder is None:
        size = service.store.size_of(digest)
        if size is None:
            raise NotFoundError
        return Far(partial(service.store.part, digest), size, headers, kind)
    path = service.store.path(digest)
    if path is None:
        raise NotFoundError
    if is_offered(request, service):
        return Response(headers={**headers, **handed_over(service, path)}, media_type=kind)
    stat = path.stat()
    if "," in request.headers.get("range", ""):
        return Ranged(path, headers=headers, media_type=kind, stat_result=stat)
    headers["Last-Modified"] = formatdate(stat.st_mtime, usegmt=True)
    return Far(partial(part, path), stat.st_size, headers, kind, piece=_PIECE)


def _looked_up(
    service: Service, request: Request, digest: str, told: Link, now: datetime
) -> tuple[str, Stamp | None]:
    """Judge a link anew; of a numbered copy its format, and what is written into it.

    Raises:
        LinkError: its reader may not have it any more, or it is no such copy.
        PlaysElsewhereError: its device gave way to others of the same reader.
    """
    if not (told.release or told.work or told.bag):
        return "", None
    with service.database.transaction() as session:
        reader = made_by(service, session, digest, told, now)
        wanted = Wanted(
            digest=digest,
            release=told.release,
            work=told.work,
            bag=told.bag,
            notes=request.method == "GET",
            copy=told.copy,
            act=Act.DOWNLOAD if told.act == Act.DOWNLOAD else Act.STREAM,
            on_medium=told.act == LEND,
        )
        work_id = still(session, wanted, reader, now)
        if work_id is None:
            raise LinkError
        if told.act == Act.STREAM and request.method == "GET":
            carers.note(session, reader, carers.HEARD, now, work_id)
        playing.play(session, told.reader, told.device, now)
        if not told.copy:
            return "", None
        found = repository.copy(session, told.copy)
        if found is None or found[1].digest != digest:
            raise LinkError
        copy, package = found
        day = copy.made_at.astimezone().date()
        return package.format, Stamp(copy.number, service.library, day)


def _numbered(
    service: Service, digest: str, format_: str, stamp: Stamp, headers: dict[str, str], kind: str
) -> Response:
    """A copy whose number stands in it; all other bytes come from the store as they are asked."""
    found = opened(service.store, digest)
    if found is None:
        raise NotFoundError
    file, size = found
    with file:
        copy = stamped(format_, file, size, stamp)

    def read(begin: int, end: int) -> bytes:
        again = opened(service.store, digest)
        if again is None:
            raise FileNotFoundError(digest)
        with again[0] as file:
            return b"".join(copy.read(file, begin, end))

    return Far(read, copy.size, headers, kind)
