"""Which decision counts, and whether a notice holds a work: conditions over the tables."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from audiolib.rights.policy import Policy
from audiolib.rights.terms import REVIEWED_FIRST
from audiolib.tables.access import RightsDecision, Withdrawal


def counts() -> ColumnElement[bool]:
    """A decision that counts: one that makes a work public wants a second person."""
    return or_(
        col(RightsDecision.status).not_in(REVIEWED_FIRST),
        col(RightsDecision.reviewed_by).is_not(None),
    )


def newest(work_id: int) -> SelectOfScalar[RightsDecision]:
    """The newest decision on a work that counts."""
    return (
        select(RightsDecision)
        .where(col(RightsDecision.work_id) == work_id, counts())
        .order_by(col(RightsDecision.id).desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )


def is_open(policy: Policy, now: datetime) -> ColumnElement[bool]:
    """A notice that holds its work: undecided, and by the policy not yet too old."""
    undecided = col(Withdrawal.decision) == ""
    if policy.withdrawal.undecided == "held":
        return undecided
    return and_(undecided, col(Withdrawal.held_until) > now)
