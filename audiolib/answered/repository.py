"""Kept answers, by who asked and by the key that they chose."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from audiolib.tables import KeptAnswer

LASTS = timedelta(days=1)


def hold(session: Session, actor: str, key: str, fingerprint: str, now: datetime) -> KeptAnswer:
    """The answer that was given to a key; an empty one, held for us, where the key is new.

    Whoever sends the same key at the same moment waits for the first one's transaction.
    """
    session.exec(delete(KeptAnswer).where(col(KeptAnswer.at) < now - LASTS))
    new = insert(KeptAnswer).values(
        actor=actor, key=key, fingerprint=fingerprint, at=now, answer={}
    )
    session.exec(new.on_conflict_do_nothing())
    wanted = select(KeptAnswer).where(KeptAnswer.actor == actor, KeptAnswer.key == key)
    return session.exec(wanted.with_for_update()).one()


def keep(session: Session, held: KeptAnswer, status: int, answer: dict[str, Any]) -> None:
    """Keep the answer that was given."""
    held.status = status
    held.answer = answer
    session.add(held)
    session.flush()
