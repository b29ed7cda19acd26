"""The log of the exchange as it is read: what went to whom, and what it rested on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from audiolib.tables.access import Exchange, LawfulAccess, Partner
from audiolib.tables.catalogue import Work
from audiolib.tables.people import Account


@dataclass(frozen=True, slots=True)
class Shipment:
    """A title that was exchanged; `access` is how the library came by its copy: kind, reference."""

    at: datetime
    direction: str
    partner_id: int
    partner: str
    country: str
    work_id: int
    title: str
    language: str
    digest: str
    by: str
    access: Sequence[tuple[str, str]]


def shipments(
    session: Session, *, partner_id: int | None = None, limit: int = 200
) -> list[Shipment]:
    """What was exchanged with a partner, or with all, the newest first."""
    wanted = (
        select(Exchange, Partner, Work, Account.name)
        .join(Partner, col(Partner.id) == col(Exchange.partner_id))
        .join(Work, col(Work.id) == col(Exchange.work_id))
        .join(Account, col(Account.id) == col(Exchange.by))
        .order_by(col(Exchange.id).desc())
        .limit(limit)
    )
    if partner_id is not None:
        wanted = wanted.where(Exchange.partner_id == partner_id)
    found = list(session.exec(wanted))
    access: dict[int, list[tuple[str, str]]] = {}
    works = {exchange.work_id for exchange, *_ in found}
    origins = select(LawfulAccess).where(col(LawfulAccess.work_id).in_(works))
    for origin in session.exec(origins.order_by(col(LawfulAccess.id))):
        access.setdefault(origin.work_id, []).append((origin.kind, origin.reference))
    return [
        Shipment(
            at=exchange.at,
            direction=exchange.direction,
            partner_id=exchange.partner_id,
            partner=partner.name,
            country=partner.country,
            work_id=exchange.work_id,
            title=work.title,
            language=work.language,
            digest=exchange.bag_digest,
            by=name,
            access=access.get(exchange.work_id, []),
        )
        for exchange, partner, work, name in found
    ]
