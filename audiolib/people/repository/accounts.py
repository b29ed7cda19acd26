"""Accounts and their roles in the database."""

from datetime import date, datetime

from sqlalchemy import or_, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from audiolib.tables.people import Account, ApiToken, Grant, Role

_FIRST = 4_711_010
"""Of PostgreSQL's advisory locks: one first administrator."""
_ADMINS = 4_711_011
"""Of PostgreSQL's advisory locks: one act at a time that could leave no administrator."""


def add(session: Session, account: Account) -> Account | None:
    """Keep a new account; None where another has its name."""
    values = account.model_dump(exclude={"id"})
    made = session.execute(
        insert(Account).values(**values).on_conflict_do_nothing().returning(col(Account.id))
    ).scalar_one_or_none()
    return None if made is None else session.get_one(Account, made)


def by_login(session: Session, login: str) -> Account | None:
    """The account that comes in by a name."""
    return session.exec(select(Account).where(Account.login == login)).one_or_none()


def by_id(session: Session, account_id: int) -> Account | None:
    """The account of a number."""
    return session.get(Account, account_id)


def are_any(session: Session, *, hold: bool = False) -> bool:
    """Whether there is any account; `hold`: who asks next waits until the transaction ends."""
    if hold:
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _FIRST})
    return session.exec(select(Account.id).limit(1)).first() is not None


def everybody(session: Session) -> list[tuple[Account, list[Grant]]]:
    """All accounts by name, each with its grants, the newest first."""
    grants: dict[int, list[Grant]] = {}
    for grant in session.exec(select(Grant).order_by(col(Grant.since).desc(), col(Grant.id))):
        grants.setdefault(grant.account_id, []).append(grant)
    found = session.exec(select(Account).order_by(Account.name, col(Account.id)))
    return [(account, grants.get(account.id or 0, [])) for account in found]


def keep(session: Session, row: Account | Grant) -> None:
    """Write a new or changed row."""
    session.add(row)
    session.flush()


def grant_by_id(session: Session, grant_id: int) -> Grant | None:
    """The grant of a number."""
    return session.get(Grant, grant_id)


def branches_of(session: Session, account_id: int) -> set[int]:
    """The branches where an account has, had or will have a role."""
    return set(session.exec(select(Grant.branch_id).where(Grant.account_id == account_id)))


def administrators(session: Session, today: date) -> set[int]:
    """Active accounts that administer today or later; a further asker waits for the first."""
    session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADMINS})
    return set(
        session.exec(
            select(Grant.account_id)
            .join(Account)
            .where(
                Grant.role == Role.ADMIN,
                col(Account.active),
                col(Grant.since) <= today,
                or_(col(Grant.until).is_(None), col(Grant.until) > today),
            )
        )
    )


def drop(session: Session, grant: Grant) -> None:
    """Take a grant away that never counted."""
    session.delete(grant)
    session.flush()


def end_programs(session: Session, account_id: int, now: datetime) -> None:
    """Let no program act for an account any more."""
    session.execute(
        update(ApiToken).where(col(ApiToken.account_id) == account_id).values(expires_at=now)
    )
