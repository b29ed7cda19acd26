"""A package handed out: noted with its copy's number where the rights ask that, and addressed."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session

from api import links, schemas
from api.answers import DENIED, promised
from api.deps import Now, Number, ReaderOf, ServiceOf, SessionOf, unforged
from api.errors import NotFoundError
from audiolib.delivery.repository import released
from audiolib.people import Reader
from audiolib.rights.copies import hand_out
from audiolib.rights.repository.access import may
from audiolib.rights.repository.facts import key_of
from audiolib.rights.terms import Act
from audiolib.service import Service

router = APIRouter(
    tags=["works"], responses=DENIED, dependencies=[Depends(unforged, scope="function")]
)


@dataclass(frozen=True, slots=True)
class Copy:
    """What was handed out; `number` is empty where none is needed, `address` begins with `/`."""

    number: str
    format: str
    name: str
    address: str


@router.post(
    "/api/v1/works/{work_id}/packages/{package_id}",
    status_code=201,
    response_model=schemas.Copy,
    responses=promised(404),
)
def take(
    request: Request,
    work_id: Number,
    package_id: Number,
    reader: ReaderOf,
    session: SessionOf,
    service: ServiceOf,
    now: Now,
) -> schemas.Copy:
    """Hand out a package; of a protected title the copy has a number, and is noted.

    The number stands in the package. It is put together as it is sent: there is nothing to wait
    for, and ranges of the same address go on where a download broke off.
    """
    made = handed_out(service, request, session, reader, work_id, package_id, now)
    address = service.url + made.address
    return schemas.Copy(number=made.number, format=made.format, name=made.name, address=address)


def handed_out(
    service: Service,
    request: Request,
    session: Session,
    reader: Reader,
    work_id: int,
    package_id: int,
    now: datetime,
) -> Copy:
    """Hand out a package of a work to whoever asks.

    Raises:
        NotFoundError: there is none, or nobody may know of it.
        DeniedError: the rights do not allow it; its decision says why.
    """
    if not may(session, work_id, reader, Act.SEE, now):
        raise NotFoundError
    release = released(session, work_id)
    found = next((p for p in release.packages if p.id == package_id), None) if release else None
    if release is None or found is None:
        raise NotFoundError
    copy = hand_out(session, package_id, reader, now)
    number, name = copy.number if copy else "", PurePath(found.name)
    told = f"{name.stem}-{number}{name.suffix}" if number else found.name
    asker = links.asker(service, request, reader, key_of(session, reader))
    address = links.address(
        service, found.digest, told, asker, now, release.id, copy=number, act=Act.DOWNLOAD
    )
    return Copy(number, found.format, told, address)
