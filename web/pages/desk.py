"""The desk: applications for cards, and patrons with their cards."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf
from api.errors import FieldError, NotFoundError
from api.problems import Problem, of_error
from audiolib.errors import AudiolibError
from audiolib.people import (
    applications,
    beneficiaries,
    cards,
    carers,
    desk,
    duties,
    guardians,
)
from audiolib.people.cards import IssuedCard
from audiolib.people.duties import Duty
from audiolib.people.qr import svg
from audiolib.rights.repository import facts, policies
from audiolib.tables.people import (
    ApplicationState,
    CarerEvidence,
    PatronState,
    VerificationMethod,
)
from web.page import Page, PageOf, to

router = APIRouter()
CARD_LASTS = timedelta(days=2 * 365)


@router.api_route("/staff/cards", methods=["GET", "HEAD"])
def waiting(page: PageOf, session: SessionOf) -> Response:
    """Applications to be checked, and those to be approved by a second person."""
    return _waiting(page, session, None)


@router.post("/staff/cards/{application_id}/{act}")
def decide(
    application_id: Number, act: str, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Check an application, approve or refuse it."""
    try:
        with session.begin_nested():
            match act:
                case "check":
                    applications.check(session, application_id, by=page.reader, now=now)
                case "approve":
                    applications.approve(
                        session,
                        application_id,
                        expires_on=now.date() + CARD_LASTS,
                        by=page.reader,
                        now=now,
                        in_spite_of_duplicates=bool(fields.get("in_spite")),
                    )
                case "refuse":
                    reason = fields.get("reason", "")
                    applications.refuse(session, application_id, reason, by=page.reader, now=now)
                case _:
                    raise NotFoundError
    except NotFoundError:
        raise
    except AudiolibError as error:
        return _waiting(page, session, of_error(error, page.language))
    return to("/staff/cards")


@router.api_route("/staff/patrons", methods=["GET", "HEAD"])
def find(
    page: PageOf, session: SessionOf, q: Annotated[str, Query(max_length=100)] = ""
) -> Response:
    """Patrons by card, contact or name."""
    found = desk.find(session, q, by=page.reader) if q.strip() else ()
    return page("patrons.html", q=q, found=found)


@router.api_route("/staff/patrons/{patron_id}", methods=["GET", "HEAD"])
def show(patron_id: Number, page: PageOf, session: SessionOf, now: Now) -> Response:
    """A patron, as the desk sees them."""
    return shown(page, session, patron_id, now)


@router.post("/staff/patrons/{patron_id}/{act}")
def do(
    patron_id: Number, act: str, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Renew, replace, suspend or close a card; say that somebody can't read print."""
    issued: IssuedCard | None = None
    try:
        with session.begin_nested():
            match act:
                case "renew":
                    until = now.date() + CARD_LASTS
                    cards.renew(session, patron_id, until, by=page.reader, now=now)
                case "lost":
                    issued = cards.replace_lost(session, patron_id, by=page.reader, now=now)
                case "pin":
                    issued = cards.new_pin(session, patron_id, by=page.reader, now=now)
                case "suspend":
                    cards.suspend(session, patron_id, by=page.reader, now=now)
                case "resume":
                    cards.resume(session, patron_id, by=page.reader, now=now)
                case "close":
                    cards.close(session, patron_id, by=page.reader, now=now)
                case "verify":
                    _verify(page, session, patron_id, fields, now)
                case "guardian":
                    _guardian(page, session, patron_id, fields, now)
                case "correct":
                    told = {name: fields.get(name, "") for name in ("name", "email", "phone")}
                    desk.correct(session, patron_id, by=page.reader, now=now, **told)
                case "carer":
                    _carer(page, session, patron_id, fields, now)
                case "end-carer":
                    number = fields.get("carer", "")
                    carer = int(number) if number.isdecimal() and len(number) < 19 else 0
                    carers.unlink(session, carer, patron_id, by=page.reader, now=now)
                case "end-verification":
                    beneficiaries.end(session, patron_id, by=page.reader, now=now)
                case _:
                    raise NotFoundError
    except NotFoundError:
        raise
    except AudiolibError as error:
        return shown(page, session, patron_id, now, of_error(error, page.language))
    if issued is None:
        return to(f"/staff/patrons/{patron_id}")
    return shown(page, session, patron_id, now, None, issued)


def _verify(page: Page, session: Session, patron_id: int, fields: Fields, now: Now) -> None:
    method = fields.get("method", "")
    if method not in set(VerificationMethod):
        raise FieldError(page.t("patron-method"), method)
    policy = policies.at(session, facts.day(now))
    beneficiaries.verify(
        session,
        patron_id,
        VerificationMethod(method),
        seen_on=now.date(),
        by=page.reader,
        now=now,
        years=None if fields.get("permanent") else policy.verification.years,
    )


def _carer(page: Page, session: Session, patron_id: int, fields: Fields, now: Now) -> None:
    evidence = fields.get("evidence", "")
    if evidence not in set(CarerEvidence):
        raise FieldError(page.t("patron-method"), evidence)
    carers.link(
        session,
        desk.number_of_card(session, fields.get("carer_card", "")),
        patron_id,
        CarerEvidence(evidence),
        by=page.reader,
        now=now,
        agreed=bool(fields.get("agreed")),
        until=day(fields.get("until", ""), page.t("patron-carer-until")),
    )


def _guardian(page: Page, session: Session, patron_id: int, fields: Fields, now: Now) -> None:
    guardians.speak_for(
        session,
        patron_id,
        by=page.reader,
        now=now,
        card=fields.get("guardian_card", ""),
        name=fields.get("guardian_name", ""),
        contact=fields.get("guardian_contact", ""),
    )


def day(told: str, label: str) -> date | None:
    """The day that a field of a form tells; None where it is empty.

    Raises:
        FieldError: it tells none.
    """
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as error:
        raise FieldError(label, told) from error


def _waiting(page: Page, session: Session, error: Problem | None) -> Response:
    lists = [
        (
            state.value,
            [
                (found, applications.duplicates(session, found.id or 0, by=page.reader))
                for found in applications.waiting(session, by=page.reader, state=state)
            ],
        )
        for state in (ApplicationState.NEW, ApplicationState.CHECKED)
    ]
    return page("cards.html", error.status.value if error else 200, error=error, lists=lists)


def shown(
    page: Page,
    session: Session,
    patron_id: int,
    now: Now,
    error: Problem | None = None,
    issued: IssuedCard | None = None,
) -> Response:
    """The page of a patron; a card that was just given is told on it, and nowhere else."""
    known = desk.patron(session, patron_id, by=page.reader, now=now)
    verifies = duties.may(page.reader, Duty.VERIFY, known.branch_id)
    seen = beneficiaries.verifications(session, patron_id, by=page.reader) if verifies else ()
    today: date = now.date()
    links = carers.links(session, patron_id, today, by=page.reader)
    response = page(
        "patron.html",
        error.status.value if error else 200,
        error=error,
        patron=known,
        issued=issued,
        qr=svg(page.service.url, issued.number).decode() if issued else "",
        verified=[
            v for v in seen if v.ended_on is None and (not v.expires_on or v.expires_on > today)
        ],
        verifies=verifies,
        carers=[link for link in links if link.patron_id == patron_id],
        evidence=[(e.value, page.t(f"evidence-{e.value}")) for e in CarerEvidence],
        methods=[(m.value, page.t(f"method-{m.value}")) for m in VerificationMethod],
        active=known.state == PatronState.ACTIVE,
        suspended=known.state == PatronState.SUSPENDED,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
