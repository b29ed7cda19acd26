"""Verifications in the database."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import or_
from sqlmodel import Session, col, select

from audiolib.tables.people import Beneficiary, Patron


def keep(session: Session, row: Beneficiary) -> None:
    """Write a new or changed row."""
    session.add(row)
    session.flush()


def of_patron(session: Session, patron_id: int) -> list[Beneficiary]:
    """A patron's verifications, the newest first."""
    return list(
        session.exec(
            select(Beneficiary)
            .where(Beneficiary.patron_id == patron_id)
            .order_by(col(Beneficiary.seen_on).desc(), col(Beneficiary.id).desc())
        )
    )


def ending(
    session: Session, today: date, before: date, branch_ids: Collection[int] | None
) -> list[tuple[Patron, Beneficiary]]:
    """Verifications that count today and no longer on a day, the first to end first."""
    query = (
        select(Patron, Beneficiary)
        .join(Beneficiary, col(Beneficiary.patron_id) == col(Patron.id))
        .where(
            col(Beneficiary.expires_on) > today,
            col(Beneficiary.expires_on) <= before,
            or_(col(Beneficiary.ended_on).is_(None), col(Beneficiary.ended_on) > today),
        )
        .order_by(col(Beneficiary.expires_on), col(Patron.id))
    )
    if branch_ids is not None:
        query = query.where(col(Patron.branch_id).in_(branch_ids))
    return [(patron, verified) for patron, verified in session.exec(query)]
