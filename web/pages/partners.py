"""Partners: agreements with authorised entities, schools and homes; the log of the exchange."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from fastapi import APIRouter
from sqlmodel import Session
from starlette.datastructures import UploadFile
from starlette.responses import Response

from api import bags, links, records
from api.deps import Fields, Files, Now, Number, SessionOf
from api.errors import FieldError, FieldMissingError, NotFoundError
from api.policy import ADMINS, MANAGERS
from api.problems import Problem, of_error, spoken
from audiolib.delivery import shipping
from audiolib.delivery.packing import PACK
from audiolib.delivery.repository import bags as kept
from audiolib.errands import repository as errands
from audiolib.errors import AudiolibError
from audiolib.messages import Messages
from audiolib.people import programs
from audiolib.rights import exchange
from audiolib.rights.repository import evidence
from audiolib.rights.repository.shipments import shipments
from audiolib.tables import Bag
from audiolib.tables.access import Partner, PartnerKind
from web.page import Page, PageOf, to
from web.pages.desk import day
from web.pages.errands import shown
from web.pages.media import FORMATS
from web.pages.staff import holds

router = APIRouter()
TOKEN_LASTS = timedelta(days=365)
_EXCHANGE = frozenset({"read:catalogue", "read:exchange"})
_SHOWN = 50
"""Faults of a bag that are told."""
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
    partner_id: Number,
    act: str,
    page: PageOf,
    session: SessionOf,
    fields: Fields,
    files: Files,
    now: Now,
) -> Response:
    """Pack or note what is sent, verify or note what came, give a token, or end the agreement."""
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
                case "packed":
                    shipping.send(
                        *(session, page.reader, partner_id, _work(page, fields)),
                        *(fields.get("format", ""), now),
                        language=records.noted(page.language),
                    )
                case "bag":
                    _came(page, session, partner_id, fields, files, now)
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
        problem = of_error(error, page.language)
        return _one(page, session, partner_id, now, problem, raised=error)
    if token:
        return _one(page, session, partner_id, now, None, token)
    return to(f"/staff/partners/{partner_id}")


@router.api_route("/staff/bags/{bag_id}", methods=["GET", "HEAD"])
def bag(bag_id: Number, session: SessionOf) -> Response:
    """Lead to a bag on its partner's page."""
    if (found := kept.bag(session, bag_id)) is None:
        raise NotFoundError
    return to(f"/staff/partners/{found.partner_id}#bag-{bag_id}")


@router.api_route("/staff/shipments", methods=["GET", "HEAD"])
def log(page: PageOf, session: SessionOf) -> Response:
    """The log of the exchange with the evidence that each title rests on."""
    return page("shipments.html", shipments=shipments(session))


def _came(
    page: Page,
    session: Session,
    partner_id: int,
    fields: Mapping[str, str],
    files: list[UploadFile],
    now: datetime,
) -> None:
    """Verify a bag that came, and note it."""
    work = _work(page, fields)
    if not files:
        raise FieldMissingError(page.t("shipment-bag"))
    file = files[0].file
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    largest = page.service.settings.service.upload_mb << 20
    told = (session, page.reader, partner_id, work, file, digest, now)
    shipping.receive(*told, largest=largest)


def _work(page: Page, fields: Mapping[str, str]) -> int:
    work = fields.get("work", "")
    if not (work.isascii() and work.isdecimal() and len(work) < 16):
        raise FieldError(page.t("shipment-work"), work)
    return int(work)


def _shipped(page: Page, fields: Mapping[str, str]) -> tuple[int, str]:
    """The work and the digest that a form tells."""
    work, digest = _work(page, fields), fields.get("digest", "").lower()
    if not _DIGEST.fullmatch(digest):
        raise FieldError(page.t("shipment-digest"), digest)
    return work, digest


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
    raised: AudiolibError | None = None,
) -> Response:
    found = _partner(session, partner_id)
    messages = Messages(spoken(page.language))
    wrong = raised.findings[:_SHOWN] if isinstance(raised, shipping.BagFaultyError) else []
    faults = [(messages.finding(one), one.place.file) for one in wrong]
    shipped = shipments(session, partner_id=partner_id)
    packed = [
        _bag(page, session, bag, work.title, now) for bag, work in kept.listed(session, partner_id)
    ]
    response = page(
        "partner.html",
        error.status.value if error else 200,
        error=error,
        partner=found,
        counts=_counts(found, now.date()),
        exchanges=found.kind == PartnerKind.AUTHORISED and _counts(found, now.date()),
        shipments=shipped,
        bags=packed,
        said_in=spoken(page.language),
        formats=[(name, page.t(f"format-{name}")) for name in FORMATS],
        faults=faults,
        tokens=programs.tokens_of(session, partner_id=partner_id),
        may_agree=holds(page.reader, MANAGERS),
        may_token=holds(page.reader, ADMINS),
        fresh=token,
        now=now,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _bag(page: Page, session: Session, bag: Bag, title: str, now: datetime) -> dict[str, Any]:
    """A bag as the page shows it: how far it is, or where it is fetched."""
    errand = errands.newest(session, PACK.name, bag.id or 0)
    asker = links.asker(page.service, page.request, page.reader)
    return {
        "bag": bag,
        "title": title,
        "address": bags.address(page.service, bag, asker, now),
        "errand": shown(page, session, errand, now) if errand else None,
    }


def _counts(partner: Partner, today: date) -> bool:
    return partner.agreed_on <= today and (partner.until is None or partner.until > today)
