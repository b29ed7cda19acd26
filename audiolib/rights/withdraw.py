"""A rightholder's notice: the work is held at once, decided within hours, and told of (R12)."""

from datetime import datetime, timedelta

from sqlmodel import Session

from audiolib.people.reader import Reader
from audiolib.rights import audit, postings
from audiolib.rights.errors import (
    AlreadyDecidedError,
    EvidenceError,
    NoSuchRecordError,
    NoSuchWorkError,
    OfficeError,
)
from audiolib.rights.record import decide_status
from audiolib.rights.repository import evidence as kept
from audiolib.rights.repository import facts, policies, record
from audiolib.rights.standing import in_office
from audiolib.tables.access import Withdrawal
from audiolib.tables.catalogue import RightsStatus

UPHELD = "upheld"
REJECTED = "rejected"


def hold(session: Session, by: Reader, work_id: int, notice: str, now: datetime) -> Withdrawal:
    """Put a notice on record; from this moment on nobody has the work.

    Raises:
        NoSuchWorkError: there is no such work.
        OfficeError: the person may not withdraw in the work's branch.
        EvidenceError: the notice says nothing.
    """
    _of_office(session, by, work_id, now)
    if not notice.strip():
        raise EvidenceError("notice")
    hours = policies.at(session, facts.day(now)).withdrawal.hold_hours
    made = Withdrawal(
        work_id=work_id,
        notice=notice.strip(),
        received_at=now,
        held_until=now + timedelta(hours=hours),
    )
    kept.keep(session, made)
    postings.reconsider(session, work_id, now)
    told = {"notice": made.id}
    audit.write(session, by.actor, "withdrawal.held", f"work:{work_id}", now, told)
    return made


def settle(
    session: Session, by: Reader, notice_id: int, now: datetime, *, upheld: bool, reason: str
) -> Withdrawal:
    """Decide a notice: the work is withdrawn, or the readers have it again as before.

    Raises:
        NoSuchRecordError: there is no such notice.
        AlreadyDecidedError: somebody has decided it.
        OfficeError: the person may not withdraw in the work's branch.
        EvidenceError: no reason is given.
    """
    found = kept.notice(session, notice_id)
    if found is None:
        raise NoSuchRecordError(notice_id)
    account = _of_office(session, by, found.work_id, now)
    if found.decision:
        raise AlreadyDecidedError
    if not reason.strip():
        raise EvidenceError("reason")
    found.decision = UPHELD if upheld else REJECTED
    found.decided_by = account
    found.decided_at = now
    kept.keep(session, found)
    if upheld:
        decide_status(session, by, found.work_id, RightsStatus.WITHDRAWN, now, basis=reason)
    postings.reconsider(session, found.work_id, now)
    told = {"notice": notice_id, "decision": found.decision, "reason": reason.strip()}
    audit.write(session, by.actor, "withdrawal.settled", f"work:{found.work_id}", now, told)
    return found


def _of_office(session: Session, by: Reader, work_id: int, now: datetime) -> int:
    """The account of a person who may withdraw the work, which is held for the transaction."""
    work = record.work(session, work_id)
    if work is None:
        raise NoSuchWorkError
    policy = policies.at(session, facts.day(now))
    if by.account_id is None or not in_office(by, "withdraw", work.branch_id, policy):
        raise OfficeError("withdraw")
    return by.account_id
