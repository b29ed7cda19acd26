"""Productions in hand, and branches by their names of today."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import case, or_
from sqlmodel import Session, col, select

from audiolib.desk.card import Card
from audiolib.floor.states import ORDER
from audiolib.tables import Account, BoardColumn, BranchSpan, Page, Production, Progress, Work
from audiolib.tables.making import Service, State

_URGENT = (Service.EXPEDITE, Service.FIXED_DATE, Service.STANDARD, Service.INTANGIBLE)
_DONE = (State.IN_USE, State.CANCELLED)


def in_hand(session: Session, branch_ids: Collection[int], limit: int = 500) -> list[Card]:
    """Productions of some branches that are not done: by station, the urgent and the old first."""
    place = case({state.value: n for n, state in enumerate(ORDER)}, value=Production.state)
    urgency = case({s.value: n for n, s in enumerate(_URGENT)}, value=Production.service)
    wanted = (
        select(Production, Work, Account, Progress)
        .join(Work, col(Work.id) == col(Production.work_id))
        .outerjoin(Account, col(Account.id) == col(Production.assigned_to))
        .outerjoin(
            Progress,
            (col(Progress.production_id) == col(Production.id))
            & (col(Progress.job_id) == col(Production.job_id)),
        )
        .where(col(Production.branch_id).in_(branch_ids), col(Production.state).not_in(_DONE))
        .order_by(place, urgency, col(Production.changed_at))
        .limit(limit)
    )
    return [
        Card(
            id=production.id or 0,
            work_id=production.work_id,
            title=work.title,
            language=work.language,
            branch_id=production.branch_id,
            source=production.source,
            state=State(production.state).value,
            mode=str(production.mode),
            service=str(production.service),
            blocked=production.blocked,
            assigned=account.name if account else "",
            since=production.changed_at,
            version=production.version,
            percent=_percent(progress),
        )
        for production, work, account, progress in session.exec(wanted)
    ]


def of_work(session: Session, work_id: int) -> list[Production]:
    """The productions of a work, the newest first."""
    wanted = select(Production).where(col(Production.work_id) == work_id)
    return list(session.exec(wanted.order_by(col(Production.id).desc())))


def pages_of(session: Session, production_id: int) -> list[Page]:
    """The pages of a scan, in their order."""
    wanted = select(Page).where(col(Page.production_id) == production_id)
    return list(session.exec(wanted.order_by(col(Page.number))))


def columns(session: Session) -> Sequence[BoardColumn]:
    """The columns of the board, in their order."""
    return session.exec(select(BoardColumn).order_by(col(BoardColumn.position))).all()


def branch_names(session: Session, today: date) -> list[tuple[int, str]]:
    """Number and name of every branch there is today, by name."""
    wanted = select(BranchSpan.branch_id, BranchSpan.name).where(
        col(BranchSpan.since) <= today,
        or_(col(BranchSpan.until).is_(None), col(BranchSpan.until) > today),
    )
    return [(number, name) for number, name in session.exec(wanted.order_by(col(BranchSpan.name)))]


def account_names(session: Session, account_ids: Collection[int]) -> dict[int, str]:
    """The names of some accounts by number."""
    wanted = select(Account.id, Account.name).where(col(Account.id).in_(account_ids))
    return {number: name for number, name in session.exec(wanted) if number is not None}


def _percent(progress: Progress | None) -> int | None:
    if progress is None or not progress.total:
        return None
    return min(100, 100 * progress.done // progress.total)
