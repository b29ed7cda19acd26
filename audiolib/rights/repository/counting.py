"""Which decision counts, and whether a notice holds a work: conditions over the tables."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, or_, select
from sqlmodel import col

from audiolib.rights.terms import REVIEWED_FIRST
from audiolib.tables.access import RightsDecision, Withdrawal
from audiolib.tables.catalogue import Work


def counts() -> ColumnElement[bool]:
    """A decision that counts: one that makes a work public wants a second person."""
    return or_(
        col(RightsDecision.status).not_in(REVIEWED_FIRST),
        col(RightsDecision.reviewed_by).is_not(None),
    )


def newest() -> Select[Any]:
    """The newest decision that counts, all its columns, on the work of the query around it."""
    return (
        select(RightsDecision.__table__)  # type: ignore[attr-defined]
        .where(col(RightsDecision.work_id) == col(Work.id), counts())
        .order_by(col(RightsDecision.id).desc())
        .limit(1)
    )


def is_open(undecided: str, now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """A notice that holds its work: undecided, and by the policy's `undecided` not yet too old."""
    waits = col(Withdrawal.decision) == ""
    return waits if undecided == "held" else and_(waits, col(Withdrawal.held_until) > now)
