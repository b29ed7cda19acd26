"""Decisions on rights in the database, and what follows from them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, cast, or_, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Session, col, func, select

from audiolib.rights.terms import REVIEWED_FIRST
from audiolib.tables.access import RightsDecision
from audiolib.tables.catalogue import RightsStatus, Work
from audiolib.tables.release import Package, Release


def work(session: Session, work_id: int) -> Work | None:
    """A work, held against other decisions until the transaction ends."""
    return session.exec(
        select(Work)
        .where(col(Work.id) == work_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).first()


def add(session: Session, decision: RightsDecision) -> None:
    """Keep a new decision."""
    session.add(decision)
    session.flush()


def decision(session: Session, decision_id: int) -> RightsDecision | None:
    """The decision of a number, held until the transaction ends."""
    return session.exec(
        select(RightsDecision)
        .where(col(RightsDecision.id) == decision_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def newest_id(session: Session, work_id: int) -> int | None:
    """The number of the newest decision on a work, whether it counts or not."""
    return session.exec(
        select(func.max(RightsDecision.id)).where(col(RightsDecision.work_id) == work_id)
    ).one()


def reviewed(session: Session, decision: RightsDecision, account: int, now: datetime) -> None:
    """Write whose the second look was."""
    decision.reviewed_by = account
    decision.reviewed_at = now
    session.add(decision)
    session.flush()


def let_count(session: Session, work: Work, status: RightsStatus, now: datetime) -> None:
    """Write a status that counts into the work's own row."""
    work.rights_status = status
    work.version += 1
    work.changed_at = now
    session.add(work)
    session.flush()


def open_releases(session: Session, work_id: int) -> None:
    """Let the releases stand in public whose voices may."""
    released = (
        col(Release.work_id) == work_id,
        col(Release.voice_public),
        col(Release.withdrawn_at).is_(None),
    )
    session.execute(update(Release).where(*released).values(public=True))
    theirs = select(Release.id).where(*released)
    session.execute(update(Package).where(col(Package.release_id).in_(theirs)).values(public=True))


def history(session: Session, work_id: int) -> list[RightsDecision]:
    """Every decision on a work, the oldest first."""
    return list(
        session.exec(
            select(RightsDecision)
            .where(col(RightsDecision.work_id) == work_id)
            .order_by(col(RightsDecision.id))
        )
    )


def unreviewed(session: Session, branch_ids: Collection[int]) -> list[tuple[Work, RightsDecision]]:
    """Works of some branches whose newest decision waits for its second look, the oldest first."""
    newest = select(func.max(RightsDecision.id)).group_by(col(RightsDecision.work_id))
    found = session.exec(
        select(Work, RightsDecision)
        .join(RightsDecision, col(RightsDecision.work_id) == Work.id)
        .where(
            col(Work.branch_id).in_(branch_ids),
            col(RightsDecision.reviewed_by).is_(None),
            col(RightsDecision.id).in_(newest),
            or_(
                col(RightsDecision.status).in_(REVIEWED_FIRST),
                # A contract that names public channels opens them only then.
                and_(
                    col(RightsDecision.status) == RightsStatus.LICENSED,
                    col(RightsDecision.contract)["channels"] != cast([], JSONB),
                ),
            ),
        )
        .order_by(col(RightsDecision.id))
    )
    return [(work, decision) for work, decision in found]
