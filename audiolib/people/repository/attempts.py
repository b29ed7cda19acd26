"""Failed logins in the database."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, distinct, func, text
from sqlmodel import Session, col, select

from audiolib.tables.people import LoginAttempt


@dataclass(frozen=True, slots=True)
class Failures:
    """What failed of late: from one origin for one person, and for the person in all."""

    here: int
    until: datetime | None
    """From when on the next try from here counts; None where none failed."""
    everywhere: int
    origins: int


def alone(session: Session, who: str, origin: str) -> bool:
    """Whether nobody else tries the same at this moment; holds until the transaction ends.

    Else a hundred tries sent at once would all find that none has failed yet.
    """
    found = session.execute(
        text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 4711020))"),
        {"name": f"{who}\n{origin}"},
    )
    return bool(found.scalar_one())


def failures(session: Session, who: str, origin: str, since: datetime) -> Failures:
    """What failed since a moment."""
    here = col(LoginAttempt.origin) == origin
    found = session.exec(
        select(
            func.count().filter(here),
            func.max(col(LoginAttempt.until)).filter(here),
            func.count(),
            func.count(distinct(col(LoginAttempt.origin))),
        ).where(LoginAttempt.who == who, LoginAttempt.at > since)
    ).one()
    return Failures(found[0], found[1], found[2], found[3])


def from_origin(session: Session, origin: str, since: datetime) -> int:
    """How many tries failed from an origin since a moment, whosoever's name they used."""
    return session.exec(
        select(func.count()).where(LoginAttempt.origin == origin, LoginAttempt.at > since)
    ).one()


def add(session: Session, who: str, origin: str, at: datetime, until: datetime) -> None:
    """Note a failed try."""
    session.add(LoginAttempt(who=who, origin=origin, at=at, until=until))
    session.flush()


def forgive(session: Session, who: str, origin: str) -> None:
    """Forget what failed for a person from an origin, who has come in from there."""
    session.execute(
        delete(LoginAttempt).where(col(LoginAttempt.who) == who, col(LoginAttempt.origin) == origin)
    )


def forget(session: Session, who: str) -> None:
    """Forget every failure for a person."""
    session.execute(delete(LoginAttempt).where(col(LoginAttempt.who) == who))
