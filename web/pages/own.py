"""What the library keeps of a patron, for the patron: their card, all that is kept, forgetting."""

import json
from dataclasses import replace
from datetime import timedelta

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from api import csrf
from api.deps import Fields, Now, ServiceOf, SessionOf
from api.errors import FieldMissingError
from api.known import origin
from api.problems import Problem, of_error
from audiolib.errors import AudiolibError
from audiolib.people import ANONYMOUS, carers, desk
from audiolib.people.cards import ask_pin, change_pin
from audiolib.people.own_data import erase, export
from audiolib.people.qr import svg
from web.page import Page, PageOf
from web.pages.news import news
from web.pages.own_words import told_of

router = APIRouter()
SOON = timedelta(days=30)


@router.api_route("/me", methods=["GET", "HEAD"])
def me(page: PageOf, session: SessionOf, now: Now) -> Response:
    """What a patron is to be told, and may look at and change."""
    return _home(page, session, now)


@router.api_route("/me/card", methods=["GET", "HEAD"])
def card(page: PageOf, session: SessionOf, now: Now) -> Response:
    """The card with its code, for printing or showing at a desk."""
    known = desk.patron(session, _number(page), by=page.reader, now=now)
    code = svg(page.service.url, known.number, title=page.t("card-code")).decode()
    return _private(page("me_card.html", card=known, code=code))


@router.api_route("/me/data", methods=["GET", "HEAD"])
def data(page: PageOf, session: SessionOf) -> Response:
    """Everything the library keeps of the patron who asks, to be read."""
    told = export(session, _number(page), by=page.reader)
    return _private(page("me_data.html", told=told_of(page.t, told)))


@router.api_route("/me/data/file", methods=["GET", "HEAD"])
def file(page: PageOf, session: SessionOf) -> Response:
    """The same as JSON, to take away."""
    told = export(session, _number(page), by=page.reader)
    return _private(
        Response(
            json.dumps(told, ensure_ascii=False, indent=2, default=str),
            media_type="application/json",
            headers={"Content-Disposition": 'attachment; filename="my-data.json"'},
        )
    )


@router.api_route("/me/erase", methods=["GET", "HEAD"])
def before(page: PageOf) -> Response:
    """What goes, what has to stay without the name, and the form that asks for the PIN."""
    return page("me_erase.html", error=None)


@router.post("/me/erase")
def forget(
    request: Request, page: PageOf, session: SessionOf, service: ServiceOf, fields: Fields, now: Now
) -> Response:
    """Erase the patron who asks, once the PIN was right and it was said twice."""
    error: AudiolibError | None = None
    if not fields.get("sure"):
        error = FieldMissingError(page.t("erase-sure"))
    else:
        refusal = ask_pin(
            session,
            page.reader,
            fields.get("pin", ""),
            origin=origin(request, service),
            now=now,
            phone=service.settings.library.phone,
        )
        error = refusal.error if refusal else None
    if error is not None:
        told = of_error(error, page.language)
        return page("me_erase.html", told.status.value, told.headers, error=told)
    erased = erase(session, _number(page), now, by=page.reader)
    page.reader = replace(ANONYMOUS, language=page.reader.language)
    response = page("me_erased.html", children=len(erased.children))
    response.delete_cookie(csrf.session_cookie(service), path="/")
    return _private(response)


@router.post("/me/pin")
def pin(
    request: Request, page: PageOf, session: SessionOf, service: ServiceOf, fields: Fields, now: Now
) -> Response:
    """Change the PIN, by the old one."""
    try:
        refusal = change_pin(
            session,
            page.reader,
            fields.get("old", ""),
            fields.get("new", ""),
            origin=origin(request, service),
            now=now,
            token=request.cookies.get(csrf.session_cookie(service), ""),
            phone=service.settings.library.phone,
        )
        error: AudiolibError | None = refusal.error if refusal else None
    except AudiolibError as wrong:
        error = wrong
    if error is None:
        return _home(page, session, now, changed=True)
    return _home(page, session, now, of_error(error, page.language))


def _home(
    page: Page,
    session: Session,
    now: Now,
    error: Problem | None = None,
    *,
    changed: bool = False,
) -> Response:
    known = desk.patron(session, _number(page), by=page.reader, now=now)
    links = carers.links(session, _number(page), now.date(), by=page.reader)
    return page(
        "me.html",
        422 if error else 200,
        error=error,
        changed=changed,
        news=news(session, page.reader),
        card=known,
        ends_soon=known.expires_on <= now.date() + SOON,
        waits=any(link.patron_id == known.id and link.agreed_on is None for link in links),
        phone=page.service.settings.library.phone,
    )


def _number(page: Page) -> int:
    return page.reader.patron_id or 0


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
