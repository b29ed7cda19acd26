"""On which devices a card is signed in: for its reader, and for the desk that helps."""

from datetime import date
from urllib.parse import quote

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api import csrf
from api.deps import Fields, Now, Number, SessionOf
from audiolib.delivery import devices
from audiolib.people import desk
from audiolib.rights import audit
from web.page import Page, PageOf, inside, to

router = APIRouter()


@router.api_route("/me/devices", methods=["GET", "HEAD"])
def mine(
    page: PageOf, session: SessionOf, now: Now, gave_way: str = "", after: str = ""
) -> Response:
    """The patron's own devices; `gave_way` is the day on which one that gave way was used last."""
    number = page.reader.patron_id or 0
    return _shown(page, session, number, now, "/me/devices", gave_way[:10], after)


@router.post("/me/devices")
def sign_out_mine(page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """Sign out one of the patron's devices, or all but the one that asks."""
    _sign_out(page, session, page.reader.patron_id or 0, fields.get("device", ""), now)
    return to("/me/devices#devices")


@router.api_route("/staff/patrons/{patron_id}/devices", methods=["GET", "HEAD"])
def of_patron(patron_id: Number, page: PageOf, session: SessionOf, now: Now) -> Response:
    """The devices of a patron, for the desk."""
    desk.patron(session, patron_id, by=page.reader, now=now)
    return _shown(page, session, patron_id, now, f"/staff/patrons/{patron_id}/devices", "", "")


@router.post("/staff/patrons/{patron_id}/devices")
def sign_out(
    patron_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Sign out a patron's device, or all of them, for a reader who can't."""
    desk.patron(session, patron_id, by=page.reader, now=now)
    ended = _sign_out(page, session, patron_id, fields.get("device", ""), now)
    told = {"sessions": ended}
    audit.write(session, page.reader.actor, "devices.freed", f"patron:{patron_id}", now, told)
    return to(f"/staff/patrons/{patron_id}/devices#devices")


def gave_way(day: str, after: str) -> str:
    """Where a patron is told that another device gave way, before going on."""
    return f"/me/devices?gave_way={quote(day)}&after={quote(after, safe='')}"


def _sign_out(page: Page, session: Session, patron_id: int, key: str, now: Now) -> int:
    known = devices.devices(session, patron_id, now, _token(page))
    wanted = [d.key for d in known if d.key == key or (not key and not d.asks)]
    return devices.sign_out(session, patron_id, wanted)


def _shown(
    page: Page, session: Session, patron_id: int, now: Now, here: str, day: str, after: str
) -> Response:
    return page(
        "devices.html",
        devices=devices.devices(session, patron_id, now, _token(page)),
        most=devices.most(session, now),
        action=here,
        own=patron_id == page.reader.patron_id,
        gave_way=_day(day),
        after=inside(after) if after else "",
    )


def _token(page: Page) -> str:
    return page.request.cookies.get(csrf.session_cookie(page.service), "")


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None
