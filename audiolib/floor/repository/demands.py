"""Wishes for titles, who shares them, and telling them when the title is there."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from audiolib.floor.errors import NoSuchDemandError
from audiolib.tables import Demand, DemandVote, Patron, Production


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish with the number of those who share it, and the production that answers it."""

    demand: Demand
    votes: int
    production_id: int | None = None


def ask(
    session: Session,
    patron_id: int,
    title: str,
    *,
    branch_id: int,
    author: str = "",
    language: str = "",
    note: str = "",
    work_id: int | None = None,
    now: datetime | None = None,
) -> Demand:
    """Wish for a title; who wishes for one that others wish for already shares their wish."""
    moment = now or datetime.now(UTC)
    same = session.exec(
        select(Demand).where(
            col(Demand.answered_at).is_(None),
            func.lower(Demand.title) == title.strip().lower(),
            func.lower(Demand.author) == author.strip().lower(),
        )
    ).first()
    if same is None:
        same = Demand(
            title=title.strip(),
            author=author.strip(),
            language=language,
            work_id=work_id,
            branch_id=branch_id,
            note=note,
            created_at=moment,
        )
        session.add(same)
        session.flush()
    _vote(session, same.id or 0, patron_id, moment)
    return same


def vote(session: Session, demand_id: int, patron_id: int, now: datetime | None = None) -> int:
    """Share a wish, once; gives the number of those who do.

    Raises:
        NoSuchDemandError: there is none of the number, or it was fulfilled.
    """
    demand = session.get(Demand, demand_id)
    if demand is None or demand.answered_at is not None:
        raise NoSuchDemandError(demand_id)
    _vote(session, demand_id, patron_id, now or datetime.now(UTC))
    return session.exec(
        select(func.count()).select_from(DemandVote).where(col(DemandVote.demand_id) == demand_id)
    ).one()


def withdraw(session: Session, demand_id: int, patron_id: int) -> None:
    """Share a wish no longer."""
    shared = session.get(DemandVote, (demand_id, patron_id))
    if shared is not None:
        session.delete(shared)
        session.flush()


def wished(session: Session, limit: int = 50) -> list[Wished]:
    """The wishes nobody has fulfilled, those that most people share first."""
    count = func.count(col(DemandVote.patron_id))
    rows = session.exec(
        select(Demand, count, func.min(Production.id))
        .outerjoin(DemandVote, col(DemandVote.demand_id) == col(Demand.id))
        .outerjoin(Production, col(Production.demand_id) == col(Demand.id))
        .where(col(Demand.answered_at).is_(None))
        .group_by(col(Demand.id))
        .order_by(count.desc(), col(Demand.id))
        .limit(limit)
    )
    return [Wished(demand, votes, production_id) for demand, votes, production_id in rows]


def answered(session: Session, found: Production, now: datetime) -> int:
    """Mark the wishes that a production fulfils; tells how many people are to be told."""
    demands = session.exec(
        select(Demand).where(
            col(Demand.answered_at).is_(None),
            or_(col(Demand.id) == found.demand_id, col(Demand.work_id) == found.work_id),
        )
    ).all()
    for demand in demands:
        demand.answered_at = now
        demand.work_id = demand.work_id or found.work_id
        session.add(demand)
    session.flush()
    return len(untold(session, [demand.id or 0 for demand in demands]))


def untold(session: Session, demand_ids: list[int] | None = None) -> list[tuple[Demand, Patron]]:
    """Who waits to hear that a wish is fulfilled."""
    query = (
        select(Demand, Patron)
        .join(DemandVote, col(DemandVote.demand_id) == col(Demand.id))
        .join(Patron, col(Patron.id) == col(DemandVote.patron_id))
        .where(col(Demand.answered_at).is_not(None), col(DemandVote.told_at).is_(None))
        .order_by(col(Demand.id), col(Patron.id))
    )
    if demand_ids is not None:
        query = query.where(col(Demand.id).in_(demand_ids))
    return [(demand, patron) for demand, patron in session.exec(query)]


def fulfilled_for(session: Session, patron_id: int) -> list[Demand]:
    """A patron's wishes that were fulfilled and that the patron was not told of yet."""
    rows = session.exec(
        select(Demand)
        .join(DemandVote, col(DemandVote.demand_id) == col(Demand.id))
        .where(
            col(DemandVote.patron_id) == patron_id,
            col(Demand.answered_at).is_not(None),
            col(DemandVote.told_at).is_(None),
        )
        .order_by(col(Demand.id))
    )
    return list(rows)


def told(session: Session, demand_id: int, patron_id: int, now: datetime) -> None:
    """Remember that a patron was told."""
    shared = session.get(DemandVote, (demand_id, patron_id))
    if shared is not None and shared.told_at is None:
        shared.told_at = now
        session.add(shared)
        session.flush()


def _vote(session: Session, demand_id: int, patron_id: int, now: datetime) -> None:
    session.connection().execute(
        insert(DemandVote)
        .values(demand_id=demand_id, patron_id=patron_id, at=now)
        .on_conflict_do_nothing()
    )


def demand(session: Session, demand_id: int) -> Demand:
    """A wish, held till the transaction ends.

    Raises:
        NoSuchDemandError: there is none of the number.
    """
    found = session.exec(select(Demand).where(col(Demand.id) == demand_id).with_for_update())
    wish = found.first()
    if wish is None:
        raise NoSuchDemandError(demand_id)
    return wish


def shared_by(session: Session, patron_id: int) -> set[int]:
    """The wishes that a patron shares."""
    rows = session.exec(select(DemandVote.demand_id).where(col(DemandVote.patron_id) == patron_id))
    return set(rows)


def states(session: Session, production_ids: list[int]) -> dict[int, str]:
    """Where some productions are."""
    rows = session.exec(
        select(Production.id, Production.state).where(col(Production.id).in_(production_ids))
    )
    return {number: str(state) for number, state in rows if number is not None}


def give_work(session: Session, wish: Demand, work_id: int) -> None:
    """Note which work fulfils a wish."""
    wish.work_id = work_id
    session.add(wish)
    session.flush()
