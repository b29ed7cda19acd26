"""The pages of a scan on their way to a text: cut, looked at, accepted, wanting a recogniser."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from api import links
from api.errors import NotFoundError
from audiolib.desk.repository import account_names, pages_of
from audiolib.floor import repository as floor
from audiolib.intake.tesseract import missing
from audiolib.making import orders
from audiolib.people import Reader
from audiolib.tables import Production
from audiolib.tables.making import State
from audiolib.uploads import repository as uploads
from web.page import Page

_BEFORE_TEXT = (State.RIGHTS, State.SCAN, State.IMAGES, State.OCR)


def looked_at(
    page: Page,
    session: Session,
    found: Production,
    sentence: Callable[[Mapping[str, Any]], str],
    now: datetime,
) -> list[dict[str, Any]]:
    """The pages of a scan that are to be looked at, each with what is wrong with it."""
    if found.state not in (State.IMAGES, State.OCR):
        return []
    asker = links.asker(page.service, page.request, page.reader)
    return [
        {
            "number": one.number,
            "name": one.name,
            "address": links.address(
                page.service,
                one.image,
                f"{one.number:04}.png",
                asker,
                now,
                work=found.work_id,
            ),
            "faults": [sentence(fault) for fault in one.faults],
            "accepted": one.accepted,
        }
        for one in pages_of(session, found.id or 0)
    ]


def unread(found: Production) -> str:
    """What must be installed before a scan can be recognised here; empty: nothing is missing."""
    if found.source != "scan" or found.state not in _BEFORE_TEXT:
        return ""
    return missing(found.language)


def cut(session: Session, production_id: int, reader: Reader) -> None:
    """Have all that came for a scan cut into pages."""
    came = [
        {"digest": one.digest, "size": one.length, "name": one.name}
        for one in uploads.of_production(session, production_id)
    ]
    orders.take_in_pages(session, production_id, reader, uploads=came)


def accept(session: Session, found: Production, reader: Reader, fields: Mapping[str, str]) -> None:
    """Take a page in spite of its faults; who did, and why, stays with it."""
    floor.make_sure_of_role(found, reader)
    told = fields.get("page", "")
    wanted = [one for one in pages_of(session, found.id or 0) if str(one.number) == told]
    if not wanted or found.state not in (State.IMAGES, State.OCR):
        raise NotFoundError
    number = reader.account_id or 0
    name = account_names(session, {number}).get(number, reader.actor)
    reason = fields.get("reason", "")[:200]
    wanted[0].accepted = f"{name}: {reason}" if reason else name
    floor.note(session, found, "changed", {"accepted": wanted[0].number, "why": reason}, reader)
