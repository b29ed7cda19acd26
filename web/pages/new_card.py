"""A card for somebody who came to the desk, with a guardian where it is for a child."""

from collections.abc import Mapping

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, SessionOf
from api.errors import FieldError
from api.policy import DESK
from api.problems import Problem, of_error
from audiolib.errors import AudiolibError
from audiolib.people import cards
from audiolib.people.cards import PatronDraft
from audiolib.people.desk import number_of_card
from web.page import Page, PageOf
from web.pages.cards import CONSENT
from web.pages.desk import CARD_LASTS, day, shown
from web.pages.places import choices_of_branches

router = APIRouter()


@router.api_route("/staff/patrons/new", methods=["GET", "HEAD"])
def form(page: PageOf, session: SessionOf, now: Now) -> Response:
    """The form of a card for somebody who came to the desk."""
    return _form(page, session, now, None, {})


@router.post("/staff/patrons/new")
def issue(page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """Give a card; number, PIN and code are shown in this answer alone."""
    try:
        with session.begin_nested():
            issued = cards.issue(
                session,
                _draft(page, session, fields),
                expires_on=now.date() + CARD_LASTS,
                by=page.reader,
                now=now,
            )
    except AudiolibError as error:
        return _form(page, session, now, of_error(error, page.language), fields)
    return shown(page, session, issued.patron_id, now, None, issued)


def _draft(page: Page, session: Session, fields: Mapping[str, str]) -> PatronDraft:
    branch = fields.get("branch_id", "")
    if not (branch.isdecimal() and len(branch) < 10):
        raise FieldError(page.t("work-form-branch"), branch)
    contact, guardian = fields.get("contact", ""), fields.get("guardian_card", "")
    return PatronDraft(
        name=fields.get("name", ""),
        birth_date=day(fields.get("birth_date", ""), page.t("apply-birth")),
        email=contact if "@" in contact else "",
        phone="" if "@" in contact else contact,
        address=fields.get("address", ""),
        branch_id=int(branch),
        consent=CONSENT if fields.get("consent") else "",
        language=page.language,
        guardian_id=number_of_card(session, guardian) if guardian else None,
        guardian_name=fields.get("guardian_name", ""),
        guardian_contact=fields.get("guardian_contact", ""),
    )


def _form(
    page: Page, session: Session, now: Now, error: Problem | None, told: Mapping[str, str]
) -> Response:
    return page(
        "patron_new.html",
        error.status.value if error else 200,
        error=error,
        told=told,
        branches=choices_of_branches(session, page.reader, DESK, now),
    )
