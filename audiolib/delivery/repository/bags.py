"""Bags for partners, in the database."""

from datetime import datetime

from sqlalchemy import text, update
from sqlmodel import Session, col, select

from audiolib.tables import Bag, Package, Work

_LOCK = 4_711_024
"""Of PostgreSQL's advisory locks, beside a partner's number."""


def bag(session: Session, number: int, *, lock: bool = False) -> Bag | None:
    """The bag of a number, held till the transaction ends if wanted."""
    wanted = select(Bag).where(col(Bag.id) == number).execution_options(populate_existing=True)
    return session.exec(wanted.with_for_update() if lock else wanted).first()


def of(session: Session, partner_id: int, package_id: int) -> Bag | None:
    """The bag of a package for a partner."""
    wanted = select(Bag).where(col(Bag.partner_id) == partner_id, Bag.package_id == package_id)
    return session.exec(wanted).first()


def one_at_a_time(session: Session, partner_id: int) -> None:
    """Wait for whoever has something packed for the partner at this moment."""
    told = {"partner": str(partner_id), "lock": _LOCK}
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:partner), :lock)"), told)


def keep(session: Session, row: Bag) -> None:
    """Write a changed row."""
    session.add(row)
    session.flush()


def package(session: Session, package_id: int) -> Package | None:
    """The package that a bag is packed of."""
    return session.get(Package, package_id)


def listed(
    session: Session,
    partner_id: int,
    *,
    packed: bool = False,
    before: int | None = None,
    limit: int = 100,
) -> list[tuple[Bag, Work]]:
    """A partner's bags with their works, the newest first; `packed`: those that can be fetched."""
    wanted = (
        select(Bag, Work)
        .join(Work, col(Work.id) == col(Bag.work_id))
        .where(col(Bag.partner_id) == partner_id)
        .order_by(col(Bag.id).desc())
        .limit(limit)
    )
    if packed:
        wanted = wanted.where(col(Bag.digest) != "")
    if before is not None:
        wanted = wanted.where(col(Bag.id) < before)
    return list(session.exec(wanted).all())


def fetched(session: Session, number: int, now: datetime) -> None:
    """Note that a partner began to fetch a bag; the first time counts."""
    session.execute(
        update(Bag)
        .where(col(Bag.id) == number, col(Bag.fetched_at).is_(None))
        .values(fetched_at=now)
    )
