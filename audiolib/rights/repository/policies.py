"""Versions of the policy in the database."""

from datetime import date, datetime
from typing import cast

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from audiolib.rights.policy import Policy, read_text, shipped
from audiolib.tables.access import RightsPolicy

_NEWEST = text("""
SELECT CAST(policy AS text) FROM rightspolicy WHERE since <= :today
ORDER BY since DESC, created_at DESC LIMIT 1
""")
_READ = "audiolib-policy"
"""Under this name a session remembers the policy that its transaction has read."""


def at(session: Session, today: date) -> Policy:
    """The policy that counts on a day; the shipped one where the library has none yet.

    It is read once in a transaction: what is asked in it together is judged by one policy.

    Raises:
        PolicyError: what was stored can't be used.
    """
    key = (session.get_transaction(), today)
    if (known := session.info.get(_READ)) and known[0] == key:
        return cast(Policy, known[1])
    policy = _at(session, today)
    # Kept under the transaction that the reading began, where nothing had before.
    session.info[_READ] = ((session.get_transaction(), today), policy)
    return policy


def _at(session: Session, today: date) -> Policy:
    session.flush()
    stored = session.connection().execute(_NEWEST, {"today": today}).scalar()
    return shipped() if stored is None else read_text(stored)


def install(session: Session, now: datetime) -> bool:
    """Keep the shipped policy where it is missing; whether it was."""
    return add(session, shipped(), now)


def add(
    session: Session,
    policy: Policy,
    now: datetime,
    *,
    note: str = "",
    decided_by: int | None = None,
) -> bool:
    """Keep a version; False where that version is there, which is never written over."""
    session.info.pop(_READ, None)
    return bool(
        session.execute(
            insert(RightsPolicy)
            .values(
                version=policy.version,
                since=policy.since,
                policy=policy.text(),
                note=note,
                decided_by=decided_by,
                created_at=now,
            )
            .on_conflict_do_nothing()
            .returning(col(RightsPolicy.version))
        ).first()
    )
