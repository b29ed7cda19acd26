"""Sessions, known devices and programs in the database, and what their people are today."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, aggregate_order_by
from sqlmodel import Session, SQLModel, col
from sqlmodel import select as pick

from audiolib.tables.access import Partner
from audiolib.tables.catalogue import BranchSpan
from audiolib.tables.people import (
    Account,
    ApiToken,
    Beneficiary,
    Carer,
    Grant,
    KnownDevice,
    LoginSession,
    Patron,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A grant that counts, and the branch of it with all below."""

    grant: Grant
    branch_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a patron is today: beneficiary or not, and whom they may act for."""

    is_beneficiary: bool
    cares_for: frozenset[int]


def keep(session: Session, row: LoginSession | KnownDevice | ApiToken) -> None:
    """Write a new or changed row."""
    session.add(row)
    session.flush()


def session_of(
    session: Session, token_hash: str, now: datetime
) -> tuple[LoginSession, Account | None, Patron | None] | None:
    """An open session and the person whose it is."""
    found = session.exec(
        pick(LoginSession, Account, Patron)
        .select_from(LoginSession)
        .outerjoin(Account, col(Account.id) == col(LoginSession.account_id))
        .outerjoin(Patron, col(Patron.id) == col(LoginSession.patron_id))
        .where(LoginSession.token_hash == token_hash, LoginSession.expires_at > now)
    ).one_or_none()
    return found and (found[0], found[1], found[2])


def seen(session: Session, token_hash: str, now: datetime, until: datetime) -> None:
    """Note a sign of life, and till when the session lasts by it."""
    session.execute(
        update(LoginSession)
        .where(col(LoginSession.token_hash) == token_hash)
        .values(seen_at=now, expires_at=until)
    )


def places(session: Session, account_id: int, today: date) -> list[Place]:
    """The grants of an account that count today, each with the branches below its own.

    A union ends where it finds nothing new: even a branch that were its own parent does no harm.
    """
    counted = and_(col(Grant.account_id) == account_id, _counts(Grant, today))
    below = (
        select(col(Grant.id).label("grant_id"), col(Grant.branch_id))
        .where(counted)
        .cte("below", recursive=True)
    )
    step = select(below.c.grant_id, col(BranchSpan.branch_id)).join(
        below, col(BranchSpan.parent_id) == below.c.branch_id
    )
    below = below.union(step.where(_counts(BranchSpan, today)))
    held = (
        select(below.c.grant_id, func.array_agg(below.c.branch_id).label("branch_ids"))
        .group_by(below.c.grant_id)
        .subquery()
    )
    found = session.execute(
        select(Grant, held.c.branch_ids)
        .join(held, held.c.grant_id == col(Grant.id))
        .order_by(col(Grant.id))
    )
    return [Place(grant, frozenset(branch_ids)) for grant, branch_ids in found]


def standing(session: Session, patron_id: int, today: date) -> Standing:
    """What a patron is today."""
    dependants = union(
        select(col(Carer.patron_id)).where(col(Carer.carer_id) == patron_id, _counts(Carer, today)),
        select(col(Patron.id)).where(col(Patron.guardian_id) == patron_id),
    ).subquery()
    (dependant,) = dependants.c
    cared = select(
        func.coalesce(
            func.array_agg(aggregate_order_by(dependant, dependant)),
            literal([], ARRAY(BIGINT)),
        )
    ).where(is_beneficiary(dependant, today))
    found = session.execute(
        select(is_beneficiary(literal(patron_id), today), cared.scalar_subquery())
    ).one()
    return Standing(bool(found[0]), frozenset(found[1]))


def is_beneficiary(patron_id: ColumnElement[int], today: date) -> ColumnElement[bool]:
    """That a patron is known today as one who can't read print."""
    verified: Select[Any] = select(literal(1)).where(
        col(Beneficiary.patron_id) == patron_id,
        col(Beneficiary.seen_on) <= today,
        or_(col(Beneficiary.expires_on).is_(None), col(Beneficiary.expires_on) > today),
        or_(col(Beneficiary.ended_on).is_(None), col(Beneficiary.ended_on) > today),
    )
    return exists(verified)


def end(session: Session, token_hash: str) -> None:
    """End one session."""
    session.execute(delete(LoginSession).where(col(LoginSession.token_hash) == token_hash))


def end_all(
    session: Session,
    *,
    account_id: int | None = None,
    patron_id: int | None = None,
    but: str = "",
    devices: bool = False,
) -> int:
    """End a person's sessions but one; gives how many. `devices`: these are strange from now on."""
    ended = 0
    tables: list[type[LoginSession] | type[KnownDevice]] = [LoginSession]
    for table in (*tables, KnownDevice) if devices else tables:
        person = (
            col(table.account_id) == account_id
            if patron_id is None
            else col(table.patron_id) == patron_id
        )
        done = session.execute(delete(table).where(person, col(table.token_hash) != but))
        ended += done.rowcount if table is LoginSession else 0  # type: ignore[attr-defined]
    return ended


def act_for(session: Session, token_hash: str, patron_id: int | None) -> None:
    """Note for whom a carer acts in a session."""
    session.execute(
        update(LoginSession)
        .where(col(LoginSession.token_hash) == token_hash)
        .values(acting_for=patron_id)
    )


def device(session: Session, token_hash: str) -> KnownDevice | None:
    """The device that a secret is known of."""
    return session.get(KnownDevice, token_hash) if token_hash else None


def program(
    session: Session, token_hash: str, now: datetime
) -> tuple[ApiToken, Account | None, Partner | None] | None:
    """A token that counts, with the account or partner for whom it acts."""
    found = session.exec(
        pick(ApiToken, Account, Partner)
        .select_from(ApiToken)
        .outerjoin(Account, col(Account.id) == col(ApiToken.account_id))
        .outerjoin(Partner, col(Partner.id) == col(ApiToken.partner_id))
        .where(
            ApiToken.token_hash == token_hash,
            or_(col(ApiToken.expires_at).is_(None), col(ApiToken.expires_at) > now),
        )
    ).one_or_none()
    return found and (found[0], found[1], found[2])


def programs(
    session: Session, *, account_id: int | None = None, partner_id: int | None = None
) -> list[ApiToken]:
    """The tokens of an account or partner, the newest first."""
    owner = (
        col(ApiToken.account_id) == account_id
        if partner_id is None
        else col(ApiToken.partner_id) == partner_id
    )
    return list(session.exec(pick(ApiToken).where(owner).order_by(col(ApiToken.id).desc())))


def program_by_id(session: Session, token_id: int) -> ApiToken | None:
    """The token of a number."""
    return session.get(ApiToken, token_id)


def _counts(table: type[SQLModel], today: date) -> ColumnElement[bool]:
    """That a stretch of days (`since`, `until`) has begun and is not over."""
    since, until = col(getattr(table, "since")), col(getattr(table, "until"))  # noqa: B009
    return and_(since <= today, or_(until.is_(None), until > today))
