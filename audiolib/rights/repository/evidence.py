"""Approvals, origins, partners, exchange and notices in the database."""

from collections.abc import Collection
from datetime import date, datetime

from sqlmodel import Session, SQLModel, col, select

from audiolib.rights.repository.facts import counts_on
from audiolib.tables.access import (
    Exchange,
    LawfulAccess,
    MarrakeshApproval,
    Partner,
    Withdrawal,
)
from audiolib.tables.catalogue import Work


def keep(session: Session, row: SQLModel) -> None:
    """Write a new or changed row."""
    session.add(row)
    session.flush()


def add_approval(session: Session, approval: MarrakeshApproval) -> bool:
    """Keep an approval; False where its number is on record already."""
    there = select(MarrakeshApproval.id).where(MarrakeshApproval.number == approval.number)
    if session.exec(there).first() is not None:
        return False
    keep(session, approval)
    return True


def approval(session: Session, approval_id: int) -> MarrakeshApproval | None:
    """The approval of a number."""
    return session.get(MarrakeshApproval, approval_id)


def approvals(session: Session, today: date | None = None) -> list[MarrakeshApproval]:
    """All approvals, or those that count on a day, the newest first."""
    wanted = select(MarrakeshApproval).order_by(col(MarrakeshApproval.approved_on).desc())
    return list(session.exec(wanted if today is None else wanted.where(counts_on(today))))


def origins(session: Session, work_id: int) -> list[LawfulAccess]:
    """How the library came by a work."""
    wanted = select(LawfulAccess).where(col(LawfulAccess.work_id) == work_id)
    return list(session.exec(wanted.order_by(col(LawfulAccess.id))))


def partner(session: Session, partner_id: int) -> Partner | None:
    """The partner of a number."""
    return session.get(Partner, partner_id)


def partners(session: Session) -> list[Partner]:
    """All partners by name."""
    return list(session.exec(select(Partner).order_by(Partner.name, col(Partner.id))))


def shipments(
    session: Session, *, partner_id: int | None = None, work_id: int | None = None
) -> list[Exchange]:
    """The log of the exchange, of a partner, of a work, the newest first."""
    wanted = select(Exchange).order_by(col(Exchange.id).desc())
    if partner_id is not None:
        wanted = wanted.where(col(Exchange.partner_id) == partner_id)
    if work_id is not None:
        wanted = wanted.where(col(Exchange.work_id) == work_id)
    return list(session.exec(wanted))


def notice(session: Session, notice_id: int) -> Withdrawal | None:
    """The notice of a number, held until the transaction ends."""
    return session.exec(
        select(Withdrawal)
        .where(col(Withdrawal.id) == notice_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def notices(session: Session, work_id: int) -> list[Withdrawal]:
    """All notices about a work, the newest first."""
    wanted = select(Withdrawal).where(col(Withdrawal.work_id) == work_id)
    return list(session.exec(wanted.order_by(col(Withdrawal.id).desc())))


def open_notices(
    session: Session, branch_ids: Collection[int], due: datetime | None = None
) -> list[tuple[Withdrawal, Work]]:
    """Notices that nobody has decided, those due by a moment, the oldest first."""
    wanted = (
        select(Withdrawal, Work)
        .join(Work, col(Work.id) == Withdrawal.work_id)
        .where(col(Withdrawal.decision) == "", col(Work.branch_id).in_(branch_ids))
        .order_by(col(Withdrawal.held_until), col(Withdrawal.id))
    )
    if due is not None:
        wanted = wanted.where(col(Withdrawal.held_until) <= due)
    return [(found, work) for found, work in session.exec(wanted)]
