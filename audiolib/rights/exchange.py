"""Titles that go to partners and come from them, each shipment on record (R7)."""

from datetime import date, datetime

from sqlmodel import Session

from audiolib.people.reader import Reader
from audiolib.rights import audit
from audiolib.rights.decide import decide
from audiolib.rights.errors import (
    DeniedError,
    EvidenceError,
    NoSuchRecordError,
    NoSuchWorkError,
    OfficeError,
)
from audiolib.rights.evidence import of_any_branch
from audiolib.rights.facts import Asked
from audiolib.rights.repository import evidence as kept
from audiolib.rights.repository import facts, policies, record
from audiolib.rights.standing import in_office
from audiolib.rights.terms import Act
from audiolib.tables.access import Exchange, LawfulAccess, Partner, PartnerKind


def add_partner(
    session: Session,
    by: Reader,
    now: datetime,
    *,
    name: str,
    country: str,
    agreement: str,
    agreed_on: date,
    contact: str,
    until: date | None = None,
    formats: tuple[str, ...] = (),
    kind: PartnerKind = PartnerKind.AUTHORISED,
) -> Partner:
    """Put an agreement with a partner on record; titles go to authorised entities alone.

    Raises:
        OfficeError: the person may not.
        EvidenceError: a part of it is missing.
    """
    of_any_branch(by, "approve", policies.at(session, facts.day(now)))
    told = {"name": name.strip(), "agreement": agreement.strip(), "contact": contact.strip()}
    for what, value in told.items():
        if not value:
            raise EvidenceError(what)
    if not (len(country) == 2 and country.isascii() and country.isupper()):
        raise EvidenceError("country")
    if until is not None and until <= agreed_on:
        raise EvidenceError("until")
    partner = Partner(
        kind=kind,
        name=told["name"],
        country=country,
        agreement=told["agreement"],
        agreed_on=agreed_on,
        until=until,
        formats=list(formats),
        contact=told["contact"],
    )
    kept.keep(session, partner)
    told = {"name": partner.name, "agreement": partner.agreement}
    audit.write(session, by.actor, "partner.added", f"partner:{partner.id}", now, told)
    return partner


def end_partner(session: Session, by: Reader, partner_id: int, on: date, now: datetime) -> Partner:
    """Let an agreement end on a day; the log of what was exchanged stays.

    Raises:
        OfficeError: the person may not.
        NoSuchRecordError: there is no such partner.
        EvidenceError: the day is not after that of the agreement.
    """
    of_any_branch(by, "approve", policies.at(session, facts.day(now)))
    partner = kept.partner(session, partner_id)
    if partner is None:
        raise NoSuchRecordError(partner_id)
    if on <= partner.agreed_on:
        raise EvidenceError("until")
    partner.until = on
    kept.keep(session, partner)
    told = {"until": on.isoformat()}
    audit.write(session, by.actor, "partner.ended", f"partner:{partner_id}", now, told)
    return partner


def send(
    session: Session,
    by: Reader,
    partner_id: int,
    work_id: int,
    now: datetime,
    *,
    bag_digest: str,
    format_name: str = "",
) -> Exchange:
    """Note that a title goes to a partner; only what the rights allow that partner.

    Raises:
        NoSuchWorkError, NoSuchRecordError: there is no such work, no such partner.
        OfficeError: the person may not exchange in the work's branch.
        DeniedError: the rights do not allow it.
        EvidenceError: there is no digest of what is sent.
    """
    account = make_sure(session, by, partner_id, work_id, now, format_name=format_name)
    if not bag_digest.strip():
        raise EvidenceError("bag_digest")
    return _noted(session, by, _shipment(account, partner_id, work_id, "sent", bag_digest, now))


def make_sure(
    session: Session,
    by: Reader,
    partner_id: int,
    work_id: int,
    now: datetime,
    *,
    format_name: str = "",
) -> int:
    """The account of whoever may send a title to a partner; raises as `send` does."""
    account = _ready(session, by, partner_id, work_id, now)
    policy = policies.at(session, facts.day(now))
    asker = Reader(partner_id=partner_id)
    known = facts.rights_of(session, work_id, policy, now, asker, lock=True)
    if known is None:
        raise NoSuchWorkError
    asked = Asked(format=format_name)
    decision = decide(known, asker, Act.EXCHANGE, policy, facts.day(now), asked)
    if not decision.allowed:
        raise DeniedError(decision)
    return account


def is_sender(session: Session, by: Reader, work_id: int, now: datetime) -> bool:
    """Whether somebody may exchange in a work's branch at all, whatever the work's rights are."""
    work = record.work(session, work_id)
    policy = policies.at(session, facts.day(now))
    if work is None or by.account_id is None:
        return False
    return in_office(by, "exchange", work.branch_id, policy)


def receive(
    session: Session,
    by: Reader,
    partner_id: int,
    work_id: int,
    now: datetime,
    *,
    bag_digest: str,
) -> Exchange:
    """Note that a title came from a partner: it may be lent here, and is never passed on.

    Raises:
        NoSuchWorkError, NoSuchRecordError: there is no such work, no such partner.
        OfficeError: the person may not exchange in the work's branch.
        EvidenceError: there is no digest of what came, or no agreement that counts.
    """
    account = _ready(session, by, partner_id, work_id, now)
    if not bag_digest.strip():
        raise EvidenceError("bag_digest")
    partner = kept.partner(session, partner_id)
    today = facts.day(now)
    if partner is None or not facts.agreed(partner, today):
        raise EvidenceError("agreement")
    shipment = _shipment(account, partner_id, work_id, "received", bag_digest, now)
    made = _noted(session, by, shipment)
    access = LawfulAccess(
        work_id=work_id,
        kind="exchange",
        reference=f"exchange {made.id}",
        recorded_by=account,
        recorded_at=now,
    )
    kept.keep(session, access)
    return made


def _ready(session: Session, by: Reader, partner_id: int, work_id: int, now: datetime) -> int:
    """The account of whoever ships, when partner, work and office are in order."""
    work = record.work(session, work_id)
    if work is None:
        raise NoSuchWorkError
    policy = policies.at(session, facts.day(now))
    if by.account_id is None or not in_office(by, "exchange", work.branch_id, policy):
        raise OfficeError("exchange")
    if kept.partner(session, partner_id) is None:
        raise NoSuchRecordError(partner_id)
    return by.account_id


def _shipment(
    account: int, partner_id: int, work_id: int, direction: str, bag_digest: str, now: datetime
) -> Exchange:
    return Exchange(
        partner_id=partner_id,
        work_id=work_id,
        direction=direction,
        bag_digest=bag_digest.strip(),
        at=now,
        by=account,
    )


def _noted(session: Session, by: Reader, shipment: Exchange) -> Exchange:
    kept.keep(session, shipment)
    told = {"partner": shipment.partner_id, "digest": shipment.bag_digest}
    of = f"work:{shipment.work_id}"
    audit.write(session, by.actor, f"exchange.{shipment.direction}", of, shipment.at, told)
    return shipment
