"""Cards: asking for one, how far that is, and collecting number and PIN."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, ServiceOf, SessionOf
from api.known import origin
from api.problems import Problem, of_error, spoken
from audiolib.desk.repository import branch_names
from audiolib.errors import AudiolibError
from audiolib.messages import Messages
from audiolib.people import applications
from audiolib.people.card_form import CardForm
from audiolib.people.errors import ApplicationFaultyError
from audiolib.people.sessions import Refusal
from web.page import Page, PageOf

router = APIRouter()
CONSENT = "1"
"""The version of the text that applicants agree to: the message `apply-consent`."""


@router.api_route("/card", methods=["GET", "HEAD"])
def card(page: PageOf) -> Response:
    """Where a card's QR code leads: its number stands behind `#`, and is filled in by script."""
    return page("login.html", after="/", error=None, told={})


@router.api_route("/card/apply", methods=["GET", "HEAD"])
def ask(page: PageOf, session: SessionOf, now: Now) -> Response:
    """The form of an application: eight fields at most."""
    return _form(page, session, now, None, {}, {})


@router.post("/card/apply")
def send(
    request: Request, page: PageOf, session: SessionOf, service: ServiceOf, fields: Fields, now: Now
) -> Response:
    """Take an application in, and show its receipt."""
    branch = fields.get("branch_id", "")
    form = CardForm(
        name=fields.get("name", ""),
        birth_date=_day(fields.get("birth_date", "")),
        contact=fields.get("contact", ""),
        address=fields.get("address", ""),
        branch_id=int(branch) if branch.isdecimal() and len(branch) < 10 else None,
        consent=CONSENT if fields.get("consent") else "",
        guardian_name=fields.get("guardian_name", ""),
        guardian_contact=fields.get("guardian_contact", ""),
    )
    try:
        receipt = applications.send(
            session, form, now=now, origin=origin(request, service), language=page.language
        )
    except ApplicationFaultyError as error:
        messages = Messages(spoken(page.language))
        faults = {name: messages(code) for name, code in error.faults.items()}
        return _form(page, session, now, of_error(error, page.language), fields, faults)
    except AudiolibError as error:
        return _form(page, session, now, of_error(error, page.language), fields, {})
    return page("applied.html", receipt=applications.read_out(receipt))


@router.api_route("/card/receipt", methods=["GET", "HEAD"])
def receipt(
    page: PageOf, session: SessionOf, number: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    """How far an application is."""
    found = applications.standing(session, number) if number else None
    return page("receipt.html", number=number, found=found, error=None, issued=None)


@router.post("/card/receipt")
def collect(
    request: Request, page: PageOf, session: SessionOf, service: ServiceOf, fields: Fields, now: Now
) -> Response:
    """Show number and PIN of an approved card, once, to whoever has receipt and day of birth."""
    number = fields.get("number", "")
    came = applications.collect(
        session,
        number,
        _day(fields.get("birth_date", "")) or date.min,
        origin=origin(request, service),
        now=now,
        phone=service.settings.library.phone,
    )
    found = applications.standing(session, number)
    if isinstance(came, Refusal):
        error = of_error(came.error, page.language)
        return page("receipt.html", 403, number=number, found=found, error=error, issued=None)
    return page("receipt.html", number=number, found=found, error=None, issued=came)


def _form(
    page: Page,
    session: Session,
    now: datetime,
    error: Problem | None,
    told: Mapping[str, str],
    faults: Mapping[str, str],
) -> Response:
    return page(
        "apply.html",
        error.status.value if error else 200,
        error=error,
        told=told,
        faults=faults,
        fault_language=spoken(page.language),
        branches=branch_names(session, now.astimezone().date()),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
