"""Which works a reader may know of: `decide` for all of them at once, as one condition."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, and_, false, not_, or_, true
from sqlmodel import Session, col, select

from audiolib.people.reader import Reader
from audiolib.rights.facts import WorkRights
from audiolib.rights.policy import Policy
from audiolib.rights.repository import counting, policies
from audiolib.rights.repository.facts import day
from audiolib.rights.standing import branches, standings
from audiolib.rights.terms import Act
from audiolib.tables.access import Withdrawal
from audiolib.tables.catalogue import RightsStatus, Work


def visible(
    session: Session,
    reader: Reader,
    now: datetime,
    act: Literal[Act.SEE, Act.METADATA] = Act.METADATA,
) -> ColumnElement[bool]:
    """The condition over `Work` that every list and search applies.

    It agrees with `decide` for SEE and METADATA, which hang on status, notice and branch alone.
    """
    policy = policies.at(session, day(now))
    held = col(Work.id).in_(
        select(Withdrawal.work_id).where(counting.is_open(policy.withdrawal.undecided, now))
    )
    tombstone = and_(held, col(Work.rights_status) != RightsStatus.STAFF_ONLY)
    return or_(
        and_(not_(tombstone), _by_status(reader, act, policy)),
        and_(tombstone, _in(RightsStatus.WITHDRAWN, reader, act, policy)),
    )


def _by_status(reader: Reader, act: Act, policy: Policy) -> ColumnElement[bool]:
    everywhere = [s for s in RightsStatus if _is_everywhere(s, reader, act, policy)]
    status = col(Work.rights_status)
    return or_(
        status.in_(everywhere),
        *(
            and_(status == other, _in(other, reader, act, policy))
            for other in RightsStatus
            if other not in everywhere and _branches(other, reader, act, policy)
        ),
    )


def _in(status: RightsStatus, reader: Reader, act: Act, policy: Policy) -> ColumnElement[bool]:
    """Where a reader may know of works of a status: everywhere, in some branches, nowhere."""
    if _is_everywhere(status, reader, act, policy):
        return true()
    theirs = _branches(status, reader, act, policy)
    return col(Work.branch_id).in_(theirs) if theirs else false()


def _is_everywhere(status: RightsStatus, reader: Reader, act: Act, policy: Policy) -> bool:
    """Whether a standing that hangs on no branch is enough."""
    of_no_branch = WorkRights(work_id=0, status=status)
    theirs = standings(of_no_branch, reader, policy)
    return any(policy.allows(status, standing, act) for standing in theirs)


def _branches(status: RightsStatus, reader: Reader, act: Act, policy: Policy) -> frozenset[int]:
    return frozenset[int]().union(
        *(
            branches(reader, roles)
            for standing, roles in policy.standings.items()
            if policy.allows(status, standing, act)
        )
    )
