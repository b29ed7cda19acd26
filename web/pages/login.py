"""Coming in as staff or with a card, a new password, and leaving."""

from dataclasses import replace
from datetime import timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import csrf
from api.deps import Fields, Now, ServiceOf, SessionOf
from api.errors import NotFoundError
from api.known import origin
from api.problems import of_error
from audiolib.delivery import devices
from audiolib.errors import AudiolibError
from audiolib.people.accounts import set_password
from audiolib.people.sessions import (
    Arrival,
    Refusal,
    come_in,
    come_in_with_card,
    leave,
)
from web.page import YEAR_S, Page, PageOf, inside, to
from web.pages.devices import gave_way as told_of

router = APIRouter()
DEVICE = "device"
"""The cookie of a browser that somebody came in from: their tries are not held up by others'."""


@router.api_route("/login", methods=["GET", "HEAD"])
def login(page: PageOf, next: str = "/") -> Response:  # noqa: A002 — the address says so
    """Two forms: card number and PIN for readers, name and password for staff."""
    left = bool(page.request.cookies.get(csrf.session_cookie(page.service)))
    signed_out = left and page.reader.actor == "anonymous"
    return page("login.html", after=inside(next), error=None, told={}, signed_out=signed_out)


@router.post("/login")
def staff(
    request: Request, page: PageOf, fields: Fields, session: SessionOf, service: ServiceOf, now: Now
) -> Response:
    """Come in as staff."""
    came = come_in(
        session,
        fields.get("name", ""),
        fields.get("password", ""),
        origin(request, service),
        now,
        device=request.cookies.get(DEVICE, ""),
        lasts=timedelta(hours=service.settings.service.session_hours),
        phone=service.settings.library.phone,
    )
    return _answer(page, came, fields, "/staff", None)


@router.post("/login/card")
def card(
    request: Request, page: PageOf, fields: Fields, session: SessionOf, service: ServiceOf, now: Now
) -> Response:
    """Come in with card number and PIN."""
    days = service.settings.service.patron_session_days
    came = come_in_with_card(
        session,
        fields.get("number", ""),
        fields.get("pin", ""),
        origin(request, service),
        now,
        device=request.cookies.get(DEVICE, ""),
        lasts=timedelta(days=days),
        phone=service.settings.library.phone,
    )
    told = ""
    if isinstance(came, Arrival) and came.reader.patron_id is not None:
        lost = devices.arrived(session, came.reader.patron_id, came.token, came.device, now)
        told = lost.isoformat() if lost else ""
    return _answer(page, came, fields, "/", days * 86_400, told)


@router.post("/logout")
def logout(
    request: Request, page: PageOf, fields: Fields, session: SessionOf, service: ServiceOf
) -> Response:
    """Leave, in this browser."""
    name = csrf.session_cookie(service)
    leave(session, request.cookies.get(name, ""))
    response = to("/")
    response.delete_cookie(name, path="/")
    return response


@router.api_route("/password", methods=["GET", "HEAD"])
def password(page: PageOf, next: str = "/staff") -> Response:  # noqa: A002 — the address says so
    """The form of a new password."""
    return page("password.html", after=inside(next), error=None)


@router.post("/password")
def change_password(page: PageOf, fields: Fields, session: SessionOf, now: Now) -> Response:
    """Keep a new password; every session of the account ends."""
    if page.reader.account_id is None:
        raise NotFoundError
    try:
        set_password(session, page.reader.account_id, fields.get("password", ""), now)
    except AudiolibError as error:
        after = inside(fields.get("next", "/staff"))
        told = of_error(error, page.language)
        return page("password.html", 422, after=after, error=told)
    return to("/login?next=/staff")


def _answer(
    page: Page,
    came: Arrival | Refusal,
    fields: Fields,
    first: str,
    age_s: int | None,
    gave_way: str = "",
) -> Response:
    after = inside(fields.get("next", "") or first)
    if isinstance(came, Refusal):
        told = {name: fields.get(name, "") for name in ("name", "number")}
        error = of_error(came.error, page.language)
        if came.wait is not None and came.wait is not came.error:
            wait = of_error(came.wait, page.language)
            error = replace(error, next_step=wait.sentence, headers=wait.headers)
        facts = {"after": after, "error": error, "told": told, "signed_out": False}
        return page("login.html", 403, error.headers, **facts)
    after = first if after == "/" else after
    if after == "/staff" and not came.reader.is_staff:
        after = "/volunteer" if came.reader.is_volunteer else "/"
    response = to(told_of(gave_way, after) if gave_way else after)
    page.remember(response, csrf.session_cookie(page.service), came.token, age_s)
    page.remember(response, DEVICE, came.device, 2 * YEAR_S)
    return response
