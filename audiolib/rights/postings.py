"""Works in public channels that keep what they were given: noted, and told to take it down (R12).

Every decision and notice looks at them anew. What may no longer stand there is asked down at once;
an uploader, or a person who does it by hand, says when it is.
"""

from datetime import datetime

from sqlmodel import Session

from audiolib.people.reader import Reader
from audiolib.rights import audit
from audiolib.rights.errors import (
    AlreadyDecidedError,
    EvidenceError,
    NoSuchRecordError,
    OfficeError,
)
from audiolib.rights.public import PublicWork, why_not
from audiolib.rights.repository import facts, policies, record
from audiolib.rights.repository import postings as kept
from audiolib.rights.standing import in_office
from audiolib.rights.terms import Channel
from audiolib.tables.delivery import Posting


def post(session: Session, by: Reader, public: PublicWork, address: str, now: datetime) -> Posting:
    """Note at which address a public work stands in its channel.

    Raises:
        NotPublicError: it may no longer.
        OfficeError: the person may not publish in the work's branch.
        EvidenceError: no address is given.
        AlreadyDecidedError: that address is noted already.
    """
    public.still(session, now)
    _of_office(session, by, public.work_id, now)
    if not address.strip():
        raise EvidenceError("address")
    made = Posting(
        work_id=public.work_id,
        channel=public.channel.value,
        address=address.strip(),
        posted_by=by.account_id,
        posted_at=now,
    )
    number = kept.add(session, made)
    if number is None:
        raise AlreadyDecidedError
    told = {"channel": public.channel.value, "posting": number}
    audit.write(session, by.actor, "posting.noted", f"work:{public.work_id}", now, told)
    made.id = number
    return made


def reconsider(session: Session, work_id: int | None, now: datetime) -> list[int]:
    """Ask down what may no longer stand in its channel, of a work or of all; those numbers.

    What was asked down and not yet taken down may stay where it may stand again.
    """
    asked: list[int] = []
    for posting in kept.standing(session, work_id):
        why = why_not(session, posting.work_id, Channel(posting.channel), now)
        if (why is None) == (posting.down_asked_at is None):
            continue
        posting.down_asked_at = None if why is None else now
        kept.keep(session, posting)
        act = "posting.may-stay" if why is None else "posting.asked-down"
        told = {"posting": posting.id, "reason": why.reason if why else ""}
        audit.write(session, "system", act, f"work:{posting.work_id}", now, told)
        if why is not None:
            asked.append(posting.id or 0)
    return asked


def taken_down(session: Session, by: Reader, posting_id: int, now: datetime) -> Posting:
    """Note that a posting is gone from its channel.

    Raises:
        NoSuchRecordError: there is none.
        OfficeError: the person may not withdraw in the work's branch.
        AlreadyDecidedError: that was noted before.
    """
    found = kept.posting(session, posting_id)
    if found is None:
        raise NoSuchRecordError(posting_id)
    _of_office(session, by, found.work_id, now)
    if found.down_at is not None:
        raise AlreadyDecidedError
    found.down_at = now
    found.down_by = by.account_id
    kept.keep(session, found)
    told = {"posting": posting_id}
    audit.write(session, by.actor, "posting.taken-down", f"work:{found.work_id}", now, told)
    return found


def _of_office(session: Session, by: Reader, work_id: int, now: datetime) -> None:
    work = record.work(session, work_id)
    branch = work.branch_id if work else None
    policy = policies.at(session, facts.day(now))
    if by.account_id is None or branch is None or not in_office(by, "withdraw", branch, policy):
        raise OfficeError("withdraw")
