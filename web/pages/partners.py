"""Partners: agreements with authorised entities, schools and homes; the log of the exchange."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf
from api.errors import FieldError, FieldMissingError, NotFoundError
from api.policy import ADMINS, MANAGERS
from api.problems import Problem, of_error
from audiolib.errors import AudiolibError
from audiolib.people import programs
from audiolib.rights import exchange
from audiolib.rights.repository import evidence
from audiolib.rights.repository.shipments import shipments
from audiolib.tables.access import Partner, PartnerKind
from web.page import Page, PageOf, to
from web.pages.desk import day
from web.pages.staff import holds

router = APIRouter()
TOKEN_LASTS = timedelta(days=365)
_EXCHANGE = frozenset({"read:catalogue"})
_DIGEST = re.compile(r"[0-9a-f]{64}")


@router.api_route("/staff/partners", methods=["GET", "HEAD"])
def show(page: PageOf, session: SessionOf, now: Now) -> Response:
    """The partners, and the form of a new agreement."""
    return _all(page, session, now, None, {})


@router.post("/staff/partners")
def add(page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """Put an agreement on record."""
    try:
        kind = fields.get("kind", "")
        if kind not in set(PartnerKind):
            raise FieldError(page.t("partner-kind"), kind)
        agreed_on = day(fields.get("agreed_on", ""), page.t("partner-agreed-on"))
        if agreed_on is None:
            raise FieldMissingError(page.t("partner-agreed-on"))
        with session.begin_nested():
            made = exchange.add_partner(
                session,
                page.reader,
                now,
                kind=PartnerKind(kind),
                name=fields.get("name", ""),
                country=fields.get("country", "").upper(),
                agreement=fields.get("agreement", ""),
                agreed_on=agreed_on,
                until=day(fields.get("until", ""), page.t("partner-until")),
                contact=fields.get("contact", ""),
            )
    except AudiolibError as error:
        return _all(page, session, now, of_error(error, page.language), fields)
    return to(f"/staff/partners/{made.id}")


@router.api_route("/staff/partners/{partner_id}", methods=["GET", "HEAD"])
def one(partner_id: Number, page: PageOf, session: SessionOf, now: Now) -> Response:
    """A partner, what was exchanged with it, and the forms of what may be done."""
    return _one(page, session, partner_id, now, None)


@router.post("/staff/partners/{partner_id}/{act}")
def do(
    partner_id: Number, act: str, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Note what was sent or came, give the partner's program a token, or end the agreement."""
    token = ""
    try:
        with session.begin_nested():
            match act:
                case "sent":
                    told = fields.get("format", "")
                    work, digest = _shipped(page, fields)
                    exchange.send(
                        *(session, page.reader, partner_id, work, now),
                        bag_digest=digest,
                        format_name=told,
                    )
                case "received":
                    work, digest = _shipped(page, fields)
                    exchange.receive(session, page.reader, partner_id, work, now, bag_digest=digest)
                case "end":
                    on = day(fields.get("until", ""), page.t("partner-until")) or now.date()
                    exchange.end_partner(session, page.reader, partner_id, on, now)
                case "token":
                    found = _partner(session, partner_id)
                    token, _number = programs.give_token(
                        session,
                        found.name,
                        _EXCHANGE,
                        by=page.reader,
                        now=now,
                        partner_id=partner_id,
                        lasts=TOKEN_LASTS,
                    )
                case _:
                    raise NotFoundError
    except NotFoundError:
        raise
    except AudiolibError as error:
        return _one(page, session, partner_id, now, of_error(error, page.language))
    if token:
        return _one(page, session, partner_id, now, None, token)
    return to(f"/staff/partners/{partner_id}")


@router.api_route("/staff/shipments", methods=["GET", "HEAD"])
def log(page: PageOf, session: SessionOf) -> Response:
    """The log of the exchange with the evidence that each title rests on."""
    return page("shipments.html", shipments=shipments(session))


def _shipped(page: Page, fields: Mapping[str, str]) -> tuple[int, str]:
    """The work and the digest that a form tells."""
    work, digest = fields.get("work", ""), fields.get("digest", "").lower()
    if not (work.isdecimal() and len(work) < 16):
        raise FieldError(page.t("shipment-work"), work)
    if not _DIGEST.fullmatch(digest):
        raise FieldError(page.t("shipment-digest"), digest)
    return int(work), digest


def _partner(session: Session, partner_id: int) -> Partner:
    if (found := evidence.partner(session, partner_id)) is None:
        raise NotFoundError
    return found


def _all(
    page: Page, session: Session, now: Now, error: Problem | None, told: Mapping[str, str]
) -> Response:
    return page(
        "partners.html",
        error.status.value if error else 200,
        error=error,
        told=told,
        partners=evidence.partners(session),
        kinds=[(kind.value, page.t(f"partner-{kind.value}")) for kind in PartnerKind],
        may_agree=holds(page.reader, MANAGERS),
        today=now.date(),
    )


def _one(
    page: Page,
    session: Session,
    partner_id: int,
    now: Now,
    error: Problem | None,
    token: str = "",
) -> Response:
    found = _partner(session, partner_id)
    response = page(
        "partner.html",
        error.status.value if error else 200,
        error=error,
        partner=found,
        counts=_counts(found, now.date()),
        exchanges=found.kind == PartnerKind.AUTHORISED and _counts(found, now.date()),
        shipments=shipments(session, partner_id=partner_id),
        tokens=programs.tokens_of(session, partner_id=partner_id),
        may_agree=holds(page.reader, MANAGERS),
        may_token=holds(page.reader, ADMINS),
        fresh=token,
        now=now,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _counts(partner: Partner, today: date) -> bool:
    return partner.agreed_on <= today and (partner.until is None or partner.until > today)
