"""What a branch has: its readers, its works and their productions, and the roles of its staff."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, or_, update
from sqlmodel import Session, col, select

from audiolib.tables import Account, Grant, Patron, Production, Work
from audiolib.tables.people import PatronState, Role

_FIXED = (Role.VOLUNTEER, Role.ADMIN)
"""Roles that belong to a text, or to the whole: no branch hands them over."""


class Post(NamedTuple):
    """A role of somebody in a branch."""

    grant_id: int
    name: str
    role: str


def posts(session: Session, branch_id: int, day: date) -> list[Post]:
    """The roles in a branch that count on a day or later and can go over, by the names."""
    rows = session.exec(
        select(Grant.id, Account.name, Grant.role)
        .join(Account, col(Account.id) == Grant.account_id)
        .where(
            Grant.branch_id == branch_id,
            col(Account.active),
            col(Grant.role).not_in(_FIXED),
            or_(col(Grant.until).is_(None), col(Grant.until) > day),
        )
        .order_by(Account.name, col(Grant.id))
    )
    return [Post(number or 0, name, str(role)) for number, name, role in rows]


def readers(
    session: Session, branch_id: int, cards: Collection[str] | None = None
) -> dict[int, str]:
    """Number and card of a branch's readers, held until the transaction ends; only those named."""
    wanted = select(Patron.id, Patron.card_number).where(
        Patron.branch_id == branch_id, Patron.state != PatronState.CLOSED
    )
    if cards is not None:
        wanted = wanted.where(col(Patron.card_number) == func.any(list(cards)))
    return {number or 0: card for number, card in session.exec(wanted.with_for_update())}


def works(
    session: Session, branch_id: int, numbers: Collection[int] | None = None
) -> frozenset[int]:
    """The numbers of a branch's works, held until the transaction ends; only those named."""
    wanted = select(Work.id).where(Work.branch_id == branch_id)
    if numbers is not None:
        wanted = wanted.where(col(Work.id) == func.any(list(numbers)))
    return frozenset(number or 0 for number in session.exec(wanted.with_for_update()))


def counted(session: Session, branch_id: int) -> tuple[int, int]:
    """How many readers and works a branch has."""
    people = select(func.count()).where(
        Patron.branch_id == branch_id, Patron.state != PatronState.CLOSED
    )
    titles = select(func.count()).where(Work.branch_id == branch_id)
    return session.exec(people).one(), session.exec(titles).one()


def give_readers(session: Session, numbers: Collection[int], into: int, now: datetime) -> None:
    """Let readers be another branch's."""
    session.exec(
        update(Patron)
        .where(col(Patron.id) == func.any(list(numbers)))
        .values(branch_id=into, changed_at=now)
        .execution_options(synchronize_session=False)
    )


def give_works(session: Session, numbers: Collection[int], into: int, now: datetime) -> None:
    """Let works be another branch's, and all their productions."""
    told = {"branch_id": into, "changed_at": now, "version": Work.version + 1}
    plain = {"synchronize_session": False}
    session.exec(
        update(Work)
        .where(col(Work.id) == func.any(list(numbers)))
        .values(told)
        .execution_options(**plain)
    )
    session.exec(
        update(Production)
        .where(col(Production.work_id) == func.any(list(numbers)))
        .values(branch_id=into)
        .execution_options(**plain)
    )
