"""Who asks, from what a request carries."""

from datetime import datetime, timedelta

from sqlmodel import Session
from starlette.requests import Request

from api import csrf
from audiolib.people import ANONYMOUS, Reader
from audiolib.people.programs import reader_of_token
from audiolib.people.sessions import Presence, presence_of
from audiolib.people.throttle import origin_of
from audiolib.service import Service

LINKED = "/media/"
"""What is reached by signed links alone."""
_BEARER = "bearer "


def reader(request: Request, service: Service, session: Session, now: datetime) -> Reader:
    """The person or program that a request is of; a cookie or token that does not count is nobody.

    A program's token goes before a cookie; a request that changes something by a cookie must show
    in `api.deps.fields` or `api.deps.unforged` that it came from our pages.
    """
    token = bearer(request)
    if token:
        program = reader_of_token(session, token, now)
        request.state.program = program
        return program.reader if program is not None else ANONYMOUS
    present = presence(request, service, session, now)
    if present is None:
        return ANONYMOUS
    request.state.must_change_password = present.must_change_password
    return present.reader


def is_looked_up(request: Request) -> bool:
    """Whether cookie and token are looked at; a signed link names its reader by itself."""
    return not request.scope["path"].startswith(LINKED)


def bearer(request: Request) -> str:
    """The token of a program; empty where there is none."""
    told = request.headers.get("authorization", "")
    return told[len(_BEARER) :].strip() if told.lower().startswith(_BEARER) else ""


def presence(
    request: Request, service: Service, session: Session, now: datetime
) -> Presence | None:
    """The login of a browser, if it still counts."""
    cookie = request.cookies.get(csrf.session_cookie(service), "")
    if not cookie:
        return None
    told = service.settings.service
    return presence_of(
        session,
        cookie,
        now,
        staff=timedelta(hours=told.session_hours),
        patron=timedelta(days=told.patron_session_days),
    )


def origin(request: Request, service: Service) -> str:
    """Where a request comes from, as a value that limits guessing and names nobody."""
    return origin_of(request.client.host if request.client else "", service.key)
