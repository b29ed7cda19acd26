"""Works as they stand in public channels, in the database."""

from collections.abc import Collection

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from audiolib.tables.catalogue import Work
from audiolib.tables.delivery import Posting


def add(session: Session, posting: Posting) -> int | None:
    """Keep a posting; None where its address stands in the channel already."""
    kept = insert(Posting).values(**posting.model_dump(exclude={"id"}))
    return session.execute(
        kept.on_conflict_do_nothing().returning(col(Posting.id))
    ).scalar_one_or_none()


def posting(session: Session, posting_id: int) -> Posting | None:
    """The posting of a number, held for the transaction."""
    return session.get(Posting, posting_id, with_for_update=True)


def of_work(session: Session, work_id: int) -> list[Posting]:
    """Where a work stands, or stood."""
    wanted = select(Posting).where(col(Posting.work_id) == work_id).order_by(col(Posting.id))
    return list(session.exec(wanted))


def standing(session: Session, work_id: int | None = None) -> list[Posting]:
    """What was not taken down, of a work or of all, held for the transaction."""
    wanted = select(Posting).where(col(Posting.down_at).is_(None)).order_by(col(Posting.id))
    if work_id is not None:
        wanted = wanted.where(col(Posting.work_id) == work_id)
    return list(session.exec(wanted.with_for_update()))


def due(session: Session, branch_ids: Collection[int] | None = None) -> list[tuple[Posting, Work]]:
    """What is to be taken down and was not yet, the longest due first; of all branches for None."""
    wanted = (
        select(Posting, Work)
        .join(Work, col(Work.id) == col(Posting.work_id))
        .where(col(Posting.down_asked_at).is_not(None), col(Posting.down_at).is_(None))
        .order_by(col(Posting.down_asked_at), col(Posting.id))
    )
    if branch_ids is not None:
        wanted = wanted.where(col(Work.branch_id).in_(branch_ids))
    return list(session.exec(wanted).all())


def keep(session: Session, row: Posting) -> None:
    """Write a changed row."""
    session.add(row)
    session.flush()
