"""The pages of a scan on their way to a text: cut, looked at, put in order, accepted."""

import re
from collections import Counter
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
from audiolib.making import repository as making
from audiolib.making.errors import NoPagesError
from audiolib.making.turning import MOST, Turn, cut_out_of, turn_of, turned_by
from audiolib.messages import Messages
from audiolib.people import Reader
from audiolib.tables import Page as Row
from audiolib.tables import Production, Upload
from audiolib.tables.making import State
from audiolib.uploads import repository as uploads
from web.page import Page

ACTS = ("put", "leave", "back", "whole", "split", "turn", "straighten")
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

    rows = pages_of(session, found.id or 0)
    parts = Counter(cut_out_of(one).get("image") for one in rows)
    people = account_names(session, {by for one in rows if (by := turned_by(one))})

    def undoes(one: Row) -> str:
        """What the button takes back: a turn, a cut in two, or the cut around a page."""
        if turn_of(one):
            return "turn"
        return ("two" if parts[one.whole["image"]] > 1 else "cut") if one.whole else ""

    def told(one: Row) -> dict[str, Any]:
        return {
            "id": one.id,
            "number": one.number,
            "name": one.name,
            "address": address(one.image, f"{one.number:04}.png"),
            "preview": address(one.preview, f"{one.number:04}.jpg") if one.preview else "",
            "faults": [sentence(fault) for fault in one.faults],
            "accepted": one.accepted,
            "whole": str(cut_out_of(one).get("name", "")),
            "undoes": undoes(one),
            "turned": _turned(page, turn_of(one)),
            "turned_by": people.get(turned_by(one) or 0, ""),
            "left_out": one.left_out,
        }

    return [told(one) for one in rows]


def _turned(page: Page, turn: Turn) -> str:
    """By how much a page was turned, in words; empty where nobody did."""
    told = [page.t(f"scan-turned-{turn.rotation}")] if turn.rotation else []
    if turn.angle:
        side = "left" if turn.angle > 0 else "right"
        told.append(page.t(f"scan-straightened-{side}", degrees=page.t.decimal(abs(turn.angle))))
    return f"{page.t.comma} ".join(told)


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
            return arrange.undo(session, production_id, reader, page_id)
        case "split":
            orders.split_page(session, production_id, reader, page_id)
            return 0
    row = making.page(session, production_id, page_id)
    turn = _by_quarters(fields) if act == "turn" else _by_degrees(page, fields)
    if abs((turn_of(row) + turn).angle) > MOST:
        raise FieldError(page.t("scan-degrees", most=page.t.number(int(MOST))), "")
    return orders.turn_page(session, production_id, reader, page_id, turn) or row.number


def _by_quarters(fields: Mapping[str, str]) -> Turn:
    by = fields.get("by", "")
    if by not in ("90", "180", "270"):
        raise FieldError("by", by)
    return Turn(int(by))


def _by_degrees(page: Page, fields: Mapping[str, str]) -> Turn:
    """A small angle as somebody writes it: with a point or a comma, in figures of any script."""
    told = fields.get("degrees", "")
    fault = FieldError(page.t("scan-degrees", most=page.t.number(int(MOST))), told)
    if len(told) > 8 or fields.get("to") not in ("left", "right"):
        raise fault
    try:
        angle = round(float(re.sub("[,٫]", ".", told)), 1)
    except ValueError as error:
        raise fault from error
    if not 0.1 <= angle <= MOST:
        raise fault
    return Turn(angle=angle if fields["to"] == "left" else -angle)
