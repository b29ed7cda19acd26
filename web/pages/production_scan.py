"""The pages of a scan on their way to a text: cut, looked at, put in order, accepted."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from api import links
from api.errors import FieldError, NotFoundError
from api.numbers import whole
from audiolib.desk.repository import account_names, pages_of
from audiolib.floor import repository as floor
from audiolib.intake.tesseract import missing
from audiolib.making import arrange, orders
from audiolib.making.errors import NoPagesError
from audiolib.messages import Messages
from audiolib.people import Reader
from audiolib.tables import Page as Row
from audiolib.tables import Production, Upload
from audiolib.tables.making import State
from audiolib.uploads import repository as uploads
from web.page import Page

ACTS = ("put", "leave", "back", "whole", "split")
"""What may be done with one page of a scan."""
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

    def address(digest: str, name: str) -> str:
        return links.address(page.service, digest, name, asker, now, work=found.work_id)

    def told(one: Row) -> dict[str, Any]:
        return {
            "id": one.id,
            "number": one.number,
            "name": one.name,
            "address": address(one.image, f"{one.number:04}.png"),
            "preview": address(one.preview, f"{one.number:04}.jpg") if one.preview else "",
            "faults": [sentence(fault) for fault in one.faults],
            "accepted": one.accepted,
            "whole": str(one.whole.get("name", "")),
            "left_out": one.left_out,
        }

    return [told(one) for one in pages_of(session, found.id or 0)]


def sent(session: Session, production_id: int, messages: Messages) -> list[dict[str, Any]]:
    """The files that came for a production, and what of them could not be taken in."""

    def told(one: Upload) -> dict[str, Any]:
        refused = [messages(r["code"], **r["facts"]) for r in one.refused]
        return {"name": one.name, "length": one.length, "pages": one.pages, "refused": refused}

    return [told(one) for one in uploads.of_production(session, production_id)]


def unread(found: Production) -> str:
    """What must be installed before a scan can be recognised here; empty: nothing is missing."""
    if found.source != "scan" or found.state not in _BEFORE_TEXT:
        return ""
    return missing(found.language)


def cut(session: Session, production_id: int, reader: Reader) -> None:
    """Have what came for a scan, and was not looked at yet, cut into pages.

    Raises:
        NoPagesError: nothing came since.
    """
    came = [
        {"id": one.id, "digest": one.digest, "size": one.length, "name": one.name}
        for one in uploads.of_production(session, production_id)
        if one.pages is None
    ]
    if not came:
        raise NoPagesError(production_id)
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


def change(
    session: Session, production_id: int, act: str, page: Page, fields: Mapping[str, str]
) -> int:
    """Do with a page of a scan what a form says; gives its place then, 0 where a job does it.

    Raises:
        FieldError: the form names no page, or no place.
        MakingError, FloorError: see `audiolib.making.arrange`.
    """
    reader = page.reader
    page_id = whole(fields.get("id", ""))
    if page_id is None:
        raise FieldError("id", fields.get("id", ""))
    match act:
        case "put":
            place = whole(fields.get("to", ""))
            if place is None:
                raise FieldError(page.t("scan-page-put"), fields.get("to", ""))
            return arrange.move_page(session, production_id, reader, page_id, place)
        case "leave":
            return arrange.leave_out(session, production_id, reader, page_id)
        case "back":
            return arrange.take_back(session, production_id, reader, page_id)
        case "whole":
            return arrange.undo_cut(session, production_id, reader, page_id)
    orders.split_page(session, production_id, reader, page_id)
    return 0
