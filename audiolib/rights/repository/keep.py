"""What is deleted, or parted from a person, when its time is over."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Delete, Update, delete, or_, update
from sqlmodel import Session, col

from audiolib.rights.policy import Retention
from audiolib.rights.repository.facts import day
from audiolib.tables.access import AccessCopy, Exchange
from audiolib.tables.delivery import MediumLoan, Playing
from audiolib.tables.making import FloorEvent
from audiolib.tables.people import (
    ApiToken,
    Beneficiary,
    Carer,
    CarerAct,
    Consent,
    KnownDevice,
    LoginAttempt,
    LoginSession,
)


def forget(session: Session, kept: Retention, now: datetime) -> dict[str, int]:
    """Forget what is too old; how many rows there were, by the policy's names."""
    return {
        name: _done(session, statement(now - timedelta(days=getattr(kept, name))))
        for name, statement in _STATEMENTS.items()
    }


def _done(session: Session, statement: Delete | Update) -> int:
    done: Any = session.execute(statement.execution_options(synchronize_session=False))
    return int(done.rowcount)


def _reader_keys(before: datetime) -> Update:
    return (
        update(AccessCopy)
        .where(col(AccessCopy.made_at) < before, col(AccessCopy.reader_key) != "")
        .values(reader_key="")
    )


def _named_floor_events(before: datetime) -> Update:
    return (
        update(FloorEvent)
        .where(col(FloorEvent.at) < before, col(FloorEvent.actor_id).is_not(None))
        .values(actor_id=None)
    )


def _ended_verifications(before: datetime) -> Delete:
    last = day(before)
    ended: ColumnElement[bool] = or_(
        col(Beneficiary.ended_on) < last, col(Beneficiary.expires_on) < last
    )
    return delete(Beneficiary).where(ended)


def _sent(before: datetime) -> Delete:
    """Where a title came from is never forgotten: it would look like one of our own."""
    return delete(Exchange).where(col(Exchange.at) < before, col(Exchange.direction) == "sent")


def _returned_media(before: datetime) -> Update:
    return (
        update(MediumLoan)
        .where(col(MediumLoan.ended_on) < day(before), col(MediumLoan.patron_id).is_not(None))
        .values(patron_id=None)
    )


_STATEMENTS: dict[str, Callable[[datetime], Delete | Update]] = {
    "login_attempts": lambda before: delete(LoginAttempt).where(col(LoginAttempt.at) < before),
    "expired_sessions": lambda before: delete(LoginSession).where(
        col(LoginSession.expires_at) < before
    ),
    "unseen_devices": lambda before: delete(KnownDevice).where(col(KnownDevice.seen_at) < before),
    "reader_keys": _reader_keys,
    "ended_verifications": _ended_verifications,
    "ended_carers": lambda before: delete(Carer).where(col(Carer.until) < day(before)),
    "withdrawn_consents": lambda before: delete(Consent).where(col(Consent.withdrawn_at) < before),
    "named_floor_events": _named_floor_events,
    "exchange": _sent,
    "carer_acts": lambda before: delete(CarerAct).where(col(CarerAct.at) < before),
    "ended_tokens": lambda before: delete(ApiToken).where(col(ApiToken.expires_at) < before),
    "playing": lambda before: delete(Playing).where(col(Playing.heard_at) < before),
    "returned_media": _returned_media,
}
