"""Bags for partners by JSON: each partner's program finds and fetches those made for it."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request

from api import links, schemas
from api.answers import DENIED
from api.deps import Now, ReaderOf, ServiceOf, SessionOf
from api.links import Asker
from api.reading import reads
from audiolib.delivery.repository import bags
from audiolib.rights.facts import Asked
from audiolib.rights.repository.access import may
from audiolib.rights.terms import Act
from audiolib.service import Service
from audiolib.tables import Bag

router = APIRouter(tags=["exchange"], responses=DENIED)
_MOST = 100


@reads(router, "/api/v1/bags", response_model=schemas.Bags)
def listed(
    request: Request,
    reader: ReaderOf,
    session: SessionOf,
    service: ServiceOf,
    now: Now,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> schemas.Bags:
    """The bags that were packed for the asking partner, the newest first, with links to fetch them.

    A title that may not go to the partner any more is left out. `next` is what to ask for as
    `before` for those behind.
    """
    asker = links.asker(service, request, reader)
    found = bags.listed(session, reader.partner_id or 0, packed=True, before=before, limit=_MOST)
    shown = [
        schemas.Bag(
            id=one.id or 0,
            work_id=one.work_id,
            title=work.title,
            format=one.format,
            copy_number=one.copy_number,
            size=one.size,
            sha256=one.digest,
            packed_at=one.packed_at or now,
            fetched_at=one.fetched_at,
            address=service.url + address(service, one, asker, now),
        )
        for one, work in found
        if may(session, one.work_id, reader, Act.EXCHANGE, now, Asked(format=one.format))
    ]
    last = found[-1][0].id if len(found) == _MOST else None
    return schemas.Bags(bags=shown, next=last)


def address(service: Service, bag: Bag, asker: Asker, now: datetime) -> str:
    """The path and query by which whoever asks fetches a bag; empty until it is packed."""
    if not bag.digest:
        return ""
    name = f"{bag.work_id}-{bag.digest[:8]}.zip"
    return links.address(service, bag.digest, name, asker, now, bag=bag.id or 0)
