"""Versions of the policy in the database."""

from datetime import date, datetime

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from audiolib.rights.policy import Policy, read, shipped
from audiolib.tables.access import RightsPolicy


def at(session: Session, today: date) -> Policy:
    """The policy that counts on a day; the shipped one where the library has none yet.

    Raises:
        PolicyError: what was stored can't be used.
    """
    stored = session.exec(
        select(RightsPolicy.policy)
        .where(col(RightsPolicy.since) <= today)
        .order_by(col(RightsPolicy.since).desc(), col(RightsPolicy.created_at).desc())
        .limit(1)
    ).first()
    return shipped() if stored is None else read(stored)


def install(session: Session, now: datetime) -> bool:
    """Keep the shipped policy where it is missing; whether it was."""
    return add(session, shipped(), now)


def add(
    session: Session,
    policy: Policy,
    now: datetime,
    *,
    note: str = "",
    decided_by: int | None = None,
) -> bool:
    """Keep a version; False where that version is there, which is never written over."""
    return bool(
        session.execute(
            insert(RightsPolicy)
            .values(
                version=policy.version,
                since=policy.since,
                policy=policy.text(),
                note=note,
                decided_by=decided_by,
                created_at=now,
            )
            .on_conflict_do_nothing()
            .returning(col(RightsPolicy.version))
        ).first()
    )
