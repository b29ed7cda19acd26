"""Sections that volunteers have, in the database."""

from datetime import date

from sqlalchemy import or_
from sqlmodel import Session, col, select

from audiolib.tables.catalogue import Work
from audiolib.tables.making import Production
from audiolib.tables.people import Account, Grant, Role


def branch_of(session: Session, production_id: int) -> int | None:
    """The branch that makes a production; None where there is none."""
    found = select(Production.branch_id).where(col(Production.id) == production_id)
    return session.exec(found).one_or_none()


def tasks(
    session: Session,
    today: date,
    *,
    account_id: int | None = None,
    production_id: int | None = None,
) -> list[tuple[Grant, str, str, str]]:
    """Grants of sections that count on a day, with whose each is, the title and its language."""
    wanted = (
        select(Grant, Account.name, Work.title, Work.language)
        .join(Account, col(Account.id) == col(Grant.account_id))
        .join(Production, col(Production.id) == col(Grant.production_id))
        .join(Work, col(Work.id) == col(Production.work_id))
        .where(
            Grant.role == Role.VOLUNTEER,
            col(Grant.since) <= today,
            or_(col(Grant.until).is_(None), col(Grant.until) > today),
        )
        .order_by(Account.name, col(Grant.id))
    )
    if account_id is not None:
        wanted = wanted.where(Grant.account_id == account_id)
    if production_id is not None:
        wanted = wanted.where(Grant.production_id == production_id)
    return [(grant, name, title, language) for grant, name, title, language in session.exec(wanted)]


def active(session: Session) -> list[tuple[int, str]]:
    """Number and name of every account that may come in, by name."""
    wanted = select(Account.id, Account.name).where(col(Account.active))
    found = session.exec(wanted.order_by(Account.name, col(Account.id)))
    return [(number, name) for number, name in found if number is not None]
