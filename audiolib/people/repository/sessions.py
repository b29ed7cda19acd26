"""Sessions, known devices and programs in the database, and what their people are today.

Who asks is found out at every request, so these queries are written out: the database keeps their
plans, and no objects are made of their rows.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, or_, text, update
from sqlmodel import Session, col
from sqlmodel import select as pick

from audiolib.people.reader import Granted
from audiolib.tables.access import Partner
from audiolib.tables.people import Account, ApiToken, KnownDevice, LoginSession, Role

_OF_A_PATRON = """
WITH cared (id) AS (
    SELECT p.id FROM patron p
    WHERE p.state = 'active' AND p.expires_on > :today AND (p.guardian_id = who.id OR p.id IN (
        SELECT patron_id FROM carer
        WHERE carer_id = who.id AND agreed_on <= :today
            AND since <= :today AND (until IS NULL OR until > :today)
    ))
), asked (id) AS (
    SELECT id FROM cared UNION SELECT who.id
), seen (id) AS (
    SELECT b.patron_id FROM asked JOIN beneficiary b ON b.patron_id = asked.id
    WHERE b.seen_on <= :today
        AND (b.expires_on IS NULL OR b.expires_on > :today)
        AND (b.ended_on IS NULL OR b.ended_on > :today)
)
SELECT who.id IN (SELECT id FROM seen) AS is_beneficiary,
    ARRAY(SELECT id FROM cared WHERE id IN (SELECT id FROM seen)) AS cares_for
"""
_STANDING = text(
    f"SELECT s.* FROM (SELECT CAST(:patron AS bigint) AS id) who, LATERAL ({_OF_A_PATRON}) s"  # noqa: S608
)
_OPEN = text(f"""
SELECT s.csrf, s.acting_for, s.seen_at, s.expires_at,
    a.id AS account_id, p.id AS patron_id,
    coalesce(a.name, p.name) AS name, coalesce(a.language, p.language) AS language,
    coalesce(a.active, p.state = 'active' AND p.expires_on > :today) AS active,
    coalesce(a.password_once, FALSE) AS must_change, p.birth_year, p.reader_key,
    coalesce(q.name, '') AS acting_name,
    coalesce(t.is_beneficiary, FALSE) AS is_beneficiary, t.cares_for
FROM loginsession s
LEFT JOIN account a ON a.id = s.account_id
LEFT JOIN patron p ON p.id = s.patron_id
LEFT JOIN patron q ON q.id = s.acting_for
LEFT JOIN LATERAL (
    SELECT s.* FROM (SELECT p.id) who, LATERAL ({_OF_A_PATRON}) s
) t ON p.id IS NOT NULL
WHERE s.token_hash = :token AND s.expires_at > :now
""")  # noqa: S608
# A union ends where it finds nothing new: even a branch that were its own parent does no harm.
# A branch that was merged into another lies below that one; who had a role in it keeps that over
# what its merging took elsewhere (`via`).
_GRANTED = text("""
WITH RECURSIVE held AS (
    SELECT id, role, branch_id, production_id, section, undertaking_on IS NOT NULL AS signed
    FROM "grant"
    WHERE account_id = :account AND since <= :today AND (until IS NULL OR until > :today)
), below (grant_id, branch_id) AS (
    SELECT id, branch_id FROM held
    UNION
    SELECT below.grant_id, next.branch_id
    FROM below CROSS JOIN LATERAL (
        SELECT s.branch_id FROM branchspan s
        WHERE s.parent_id = below.branch_id
            AND s.since <= :today AND (s.until IS NULL OR s.until > :today)
        UNION ALL
        SELECT m.branch_id FROM branchsuccession m
        WHERE m.successor_id = below.branch_id AND m.kind = 'merged' AND m.day <= :today
        UNION ALL
        SELECT s.branch_id FROM branchsuccession m JOIN branchspan s ON m.branch_id = ANY(s.via)
        WHERE m.branch_id = below.branch_id AND m.kind = 'merged' AND m.day <= :today
            AND s.since <= :today AND (s.until IS NULL OR s.until > :today)
    ) AS next
)
SELECT held.role, held.production_id, held.section, held.signed,
    (SELECT array_agg(below.branch_id) FROM below WHERE below.grant_id = held.id) AS branch_ids
FROM held ORDER BY held.id
""")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a patron is today: beneficiary or not, and whom they may act for."""

    is_beneficiary: bool
    cares_for: frozenset[int]


@dataclass(frozen=True, slots=True)
class Open:
    """An open session, and of the person whose it is what counts at a request.

    Args:
        active: The account may come in, or the card opens the door today.
        must_change: The password was given by somebody else.
        standing: Of a patron; of staff it says nothing.
    """

    standing: Standing
    csrf: str
    acting_for: int | None
    seen_at: datetime
    expires_at: datetime
    account_id: int | None
    patron_id: int | None
    name: str
    language: str
    active: bool
    must_change: bool
    birth_year: int | None
    reader_key: str | None
    acting_name: str


def keep(session: Session, row: LoginSession | KnownDevice | ApiToken) -> None:
    """Write a new or changed row."""
    session.add(row)
    session.flush()


def session_of(session: Session, token_hash: str, now: datetime) -> Open | None:
    """An open session and the person whose it is."""
    session.flush()
    told = {"token": token_hash, "now": now, "today": now.date()}
    row = session.connection().execute(_OPEN, told).one_or_none()
    if row is None:
        return None
    standing = Standing(row.is_beneficiary, frozenset(row.cares_for or ()))
    return Open(standing, *row[:-2])


def seen(session: Session, token_hash: str, now: datetime, until: datetime) -> None:
    """Note a sign of life, and till when the session lasts by it."""
    session.execute(
        update(LoginSession)
        .where(col(LoginSession.token_hash) == token_hash)
        .values(seen_at=now, expires_at=until)
    )


def granted(session: Session, account_id: int, today: date) -> tuple[Granted, ...]:
    """The grants of an account that count today, each with the branches below its own."""
    session.flush()
    rows = session.connection().execute(_GRANTED, {"account": account_id, "today": today})
    return tuple(
        Granted(Role(role), frozenset(branch_ids), production_id, section, signed=signed)
        for role, production_id, section, signed, branch_ids in rows
    )


def standing(session: Session, patron_id: int, today: date) -> Standing:
    """What a patron is today."""
    session.flush()
    found = session.connection().execute(_STANDING, {"patron": patron_id, "today": today}).one()
    return Standing(found.is_beneficiary, frozenset(found.cares_for))


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


def every_program(session: Session, account_id: int | None) -> list[tuple[ApiToken, str]]:
    """Tokens with the name of whom they act for, the newest first; of one account, or all."""
    wanted = (
        pick(ApiToken, Account.name, Partner.name)
        .outerjoin(Account, col(Account.id) == col(ApiToken.account_id))
        .outerjoin(Partner, col(Partner.id) == col(ApiToken.partner_id))
        .order_by(col(ApiToken.id).desc())
    )
    if account_id is not None:
        wanted = wanted.where(col(ApiToken.account_id) == account_id)
    return [(row, name or other or "") for row, name, other in session.exec(wanted)]


def program_by_id(session: Session, token_id: int) -> ApiToken | None:
    """The token of a number."""
    return session.get(ApiToken, token_id)
