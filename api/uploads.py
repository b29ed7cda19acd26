"""Uploads that go on after a break: tus 1.0.0 with creation, expiration, checksum, termination."""

import base64
import binascii
import re
from email.utils import format_datetime
from pathlib import Path

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from api.answers import promised
from api.deps import Now, ReaderOf, ServiceOf, SessionOf, unforged
from api.errors import FieldError, NotYoursError, TusVersionError
from api.policy import MAKERS
from audiolib.floor.errors import NoSuchProductionError
from audiolib.floor.repository import production
from audiolib.making import orders
from audiolib.people import Reader
from audiolib.service import Service, data_folder
from audiolib.tables import Upload
from audiolib.uploads import Arriving, UploadChecksumError, UploadTooLargeError, repository
from audiolib.uploads.arriving import ALGORITHMS

VERSION = "1.0.0"
CONTENT = "application/offset+octet-stream"
CHECKSUM_WRONG = 460
"""The status of tus for bytes that do not have the checksum that was sent."""
_TAKEN_IN = ("file",)

router = APIRouter(
    tags=["uploads"],
    responses=promised(400, 401, 403, 404, 409, 412, 413, 415, 422, 423, 500, 503)
    | {CHECKSUM_WRONG: {"description": "The bytes have another checksum"}},
    dependencies=[Depends(unforged, scope="function")],
)


@router.api_route("/uploads", methods=["OPTIONS"], status_code=204, response_class=Response)
def offer(service: ServiceOf) -> Response:
    """What of tus there is."""
    return _answer(
        204,
        {
            "Tus-Version": VERSION,
            "Tus-Extension": "creation,expiration,checksum,termination",
            "Tus-Max-Size": str(_most(service)),
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
        },
    )


@router.post("/uploads", status_code=201, response_class=Response)
def announce(
    request: Request, service: ServiceOf, session: SessionOf, reader: ReaderOf, now: Now
) -> Response:
    """Announce a file; the answer's Location is where its bytes go."""
    _make_sure_of_version(request)
    told = _metadata(request.headers.get("upload-metadata", ""))
    production_id = _number(told["production"], "production") if told.get("production") else None
    if production_id is not None:
        _make_sure_of_branch(session, production_id, reader)
    for token in repository.overdue(session, now):
        Arriving(folder(service), token).remove()
    upload = repository.announce(
        session,
        account(reader),
        production_id,
        told.get("filename", "") or told.get("name", ""),
        _number(request.headers.get("upload-length", ""), "Upload-Length"),
        most=_most(service),
        now=now,
        media_type=told.get("filetype", ""),
    )
    return _answer(201, {"Location": f"/uploads/{upload.token}", **_expiry(upload)})


@router.api_route("/uploads/{token}", methods=["HEAD"], response_class=Response)
def ask(
    request: Request,
    token: str,
    service: ServiceOf,
    session: SessionOf,
    reader: ReaderOf,
    now: Now,
) -> Response:
    """How much of a file has come; one that came whole is put into the store where it is not yet.

    The service may have ended, or the store been away, when the last byte came: clients that hear
    that all is there send nothing more.
    """
    _make_sure_of_version(request)
    upload = repository.find(session, token, account(reader), now)
    came = _came(service, upload)
    if not upload.digest and came == upload.length:
        session.commit()
        _finish(service, token, reader, now)
    told = {"Upload-Offset": str(came), "Upload-Length": str(upload.length)}
    return _answer(200, {**told, **_expiry(upload), "Cache-Control": "no-store"})


@router.patch("/uploads/{token}", status_code=204, response_class=Response)
async def send(
    request: Request,
    token: str,
    service: ServiceOf,
    session: SessionOf,
    reader: ReaderOf,
    now: Now,
) -> Response:
    """Send the next bytes of a file; the last ones put it into the store."""
    _make_sure_of_version(request)
    if request.headers.get("content-type") != CONTENT:
        return _answer(415, {})
    offset = _number(request.headers.get("upload-offset", ""), "Upload-Offset")
    checksum = _checksum(request.headers.get("upload-checksum", ""))
    upload = await run_in_threadpool(repository.find, session, token, account(reader), now)
    # Bytes may come for hours: no transaction stays open as long.
    await run_in_threadpool(session.commit)
    if upload.digest:
        return _answer(204, {"Upload-Offset": str(upload.length)})
    arriving = Arriving(folder(service), token)
    try:
        came = await _receive(request, arriving, offset, upload.length, checksum)
    except UploadChecksumError:
        return _answer(CHECKSUM_WRONG, {})
    if arriving.size == upload.length:
        await run_in_threadpool(_finish, service, token, reader, now)
    return _answer(204, {"Upload-Offset": str(came), **_expiry(upload)})


@router.delete("/uploads/{token}", status_code=204, response_class=Response)
def give_up(
    request: Request,
    token: str,
    service: ServiceOf,
    session: SessionOf,
    reader: ReaderOf,
    now: Now,
) -> Response:
    """Give a file up that has not come whole."""
    _make_sure_of_version(request)
    upload = repository.find(session, token, account(reader), now)
    repository.remove(session, upload)
    Arriving(folder(service), token).remove()
    return _answer(204, {})


def kept(
    service: Service,
    session: Session,
    reader: Reader,
    path: Path,
    name: str,
    production_id: int,
    now: Now,
) -> Upload:
    """A file that came whole, by a plain form: put into the store and handed to its production."""
    upload = repository.announce(
        session,
        account(reader),
        production_id,
        name,
        path.stat().st_size,
        most=_most(service),
        now=now,
    )
    digest, _size = service.store.put_file(path)
    repository.finish(session, upload, digest)
    hand_over(session, upload, reader)
    return upload


def hand_over(session: Session, upload: Upload, reader: Reader) -> None:
    """Have a file read that came for a production made of one file."""
    if upload.production_id is None:
        return
    if production(session, upload.production_id).source in _TAKEN_IN:
        orders.take_in(
            session,
            upload.production_id,
            reader,
            digest=upload.digest,
            size=upload.length,
            name=upload.name,
        )


def folder(service: Service) -> Path:
    """Where bytes lie until all of a file has come."""
    return data_folder(service.settings) / "uploads"


def _make_sure_of_branch(session: Session, production_id: int, reader: Reader) -> None:
    """Raise unless somebody may bring files for a production.

    Raises:
        NoSuchProductionError: there is none, or it is another branch's.
    """
    found = production(session, production_id)
    if not any(reader.holds(role, found.branch_id) for role in MAKERS):
        raise NoSuchProductionError(production_id)


def account(reader: Reader) -> int:
    """The account that sends; patrons send nothing.

    Raises:
        NotYoursError: somebody without an account asks.
    """
    if reader.account_id is None:
        raise NotYoursError
    return reader.account_id


async def _receive(
    request: Request, arriving: Arriving, offset: int, most: int, checksum: tuple[str, bytes] | None
) -> int:
    """Take in what a request brings; gives where the file ends then."""
    with arriving.open(offset, checksum) as part:
        try:
            async for content in request.stream():
                offset += len(content)
                if offset > most:
                    raise UploadTooLargeError(most)
                await run_in_threadpool(part.write, content)
        except ClientDisconnect:
            if checksum:
                raise
    return offset


def _finish(service: Service, token: str, reader: Reader, now: Now) -> None:
    arriving = Arriving(folder(service), token)
    try:
        digest, _size = service.store.put_file(arriving.path)
    except FileNotFoundError:
        # Another connection has finished it meanwhile, or never a byte came.
        digest = service.store.put(b"")
    with service.database.transaction() as session:
        upload = repository.find(session, token, account(reader), now)
        if not upload.digest:
            repository.finish(session, upload, digest)
            hand_over(session, upload, reader)
    arriving.remove()


def _came(service: Service, upload: Upload) -> int:
    return upload.length if upload.digest else Arriving(folder(service), upload.token).size


def _most(service: Service) -> int:
    return service.settings.service.upload_mb << 20


def _make_sure_of_version(request: Request) -> None:
    if request.headers.get("tus-resumable") != VERSION:
        raise TusVersionError


def _metadata(header: str) -> dict[str, str]:
    """The pairs of an Upload-Metadata header: a key, and its value in Base64."""
    told = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        key, _, value = pair.partition(" ")
        try:
            told[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise FieldError("Upload-Metadata", key) from error
    return told


def _checksum(header: str) -> tuple[str, bytes] | None:
    if not header:
        return None
    algorithm, _, value = header.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise FieldError("Upload-Checksum", header) from error
    if algorithm not in ALGORITHMS or not digest:
        raise FieldError("Upload-Checksum", header)
    return algorithm, digest


def _number(text: str, name: str) -> int:
    if not re.fullmatch(r"\d{1,15}", text):
        raise FieldError(name, text)
    return int(text)


def _expiry(upload: Upload) -> dict[str, str]:
    return {"Upload-Expires": format_datetime(upload.expires_at, usegmt=True)}


def _answer(status: int, headers: dict[str, str]) -> Response:
    return Response(status_code=status, headers={"Tus-Resumable": VERSION, **headers})
