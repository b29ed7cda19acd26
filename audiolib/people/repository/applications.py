"""Applications for cards in the database."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from audiolib.tables.catalogue import Branch
from audiolib.tables.people import ApplicationState, CardApplication

_OPEN = (ApplicationState.NEW, ApplicationState.CHECKED)


def add(session: Session, application: CardApplication) -> bool:
    """Keep a new application, unless another has its receipt."""
    values = application.model_dump(exclude={"id"})
    made = session.execute(
        insert(CardApplication)
        .values(**values)
        .on_conflict_do_nothing()
        .returning(col(CardApplication.id))
    ).scalar_one_or_none()
    return made is not None


def keep(session: Session, application: CardApplication) -> None:
    """Write a changed row."""
    session.add(application)
    session.flush()


def has_branch(session: Session, branch_id: int) -> bool:
    """Whether there is a branch of a number."""
    return session.get(Branch, branch_id) is not None


def by_receipt(session: Session, receipt: str) -> CardApplication | None:
    """The application of a receipt; nobody else changes it until the transaction ends."""
    return session.exec(
        select(CardApplication).where(CardApplication.receipt == receipt).with_for_update()
    ).one_or_none()


def by_id(session: Session, application_id: int) -> CardApplication | None:
    """The application of a number; nobody else changes it until the transaction ends."""
    return session.exec(
        select(CardApplication).where(CardApplication.id == application_id).with_for_update()
    ).one_or_none()


def same(session: Session, folded: str, born: date, contact: str) -> CardApplication | None:
    """The open application of the same person with the same contact."""
    return session.exec(
        select(CardApplication)
        .where(
            CardApplication.folded == folded,
            CardApplication.birth_date == born,
            CardApplication.contact == contact,
            col(CardApplication.state).in_(_OPEN),
        )
        .order_by(col(CardApplication.id))
        .limit(1)
    ).one_or_none()


def listed(
    session: Session,
    states: Collection[ApplicationState],
    branch_ids: Collection[int] | None,
    limit: int,
    after: int,
) -> list[CardApplication]:
    """Applications in some states, of some branches (None: all), the oldest first."""
    query = select(CardApplication).where(
        col(CardApplication.state).in_(states), col(CardApplication.id) > after
    )
    if branch_ids is not None:
        query = query.where(col(CardApplication.branch_id).in_(branch_ids))
    return list(session.exec(query.order_by(col(CardApplication.id)).limit(limit)))


def alike(session: Session, born: date | None, contact: str) -> list[CardApplication]:
    """Applications of somebody born on a day, or with a contact that ends so."""
    ends = func.right(col(CardApplication.contact), len(contact)) == contact
    same_one: list[ColumnElement[bool]] = [col(CardApplication.birth_date) == born]
    if contact:
        same_one.append(ends)
    return list(session.exec(select(CardApplication).where(or_(*same_one))))


def approved(session: Session, since: datetime, until: datetime) -> dict[int, int]:
    """How many were approved in a time, by branch."""
    found = session.exec(
        select(CardApplication.branch_id, func.count())
        .where(
            CardApplication.state == ApplicationState.APPROVED,
            col(CardApplication.approved_at) >= since,
            col(CardApplication.approved_at) < until,
        )
        .group_by(col(CardApplication.branch_id))
    )
    return {branch_id: count for branch_id, count in found}  # noqa: C416 — rows are no pairs


def of_patron(session: Session, patron_id: int) -> list[CardApplication]:
    """The applications that led to a patron's cards."""
    return list(session.exec(select(CardApplication).where(CardApplication.patron_id == patron_id)))


def of_guardian(session: Session, contacts: Collection[str]) -> list[CardApplication]:
    """Applications for children whose guardian has one of some contacts."""
    has = [func.right(col(CardApplication.guardian_contact), len(c)) == c for c in contacts if c]
    return list(session.exec(select(CardApplication).where(or_(*has)))) if has else []


def make_nameless(session: Session, which: Collection[int]) -> None:
    """Empty all that tells of the person; branch, state and times stay, for the statistics."""
    session.execute(
        update(CardApplication)
        .where(col(CardApplication.id).in_(which))
        .values(
            name="",
            folded="",
            birth_date=None,
            contact="",
            address="",
            guardian_name="",
            guardian_contact="",
            reason="",
            receipt=func.concat("-", col(CardApplication.id)),
        )
    )


def refused_before(session: Session, before: datetime) -> list[int]:
    """Refused applications that were decided before a moment, and still tell of the person."""
    found = session.exec(
        select(CardApplication.id).where(
            CardApplication.state == ApplicationState.REFUSED,
            CardApplication.name != "",
            func.coalesce(col(CardApplication.approved_at), col(CardApplication.checked_at))
            < before,
        )
    )
    return [number for number in found if number is not None]
