"""What the library puts on record: a work's status with its evidence, and the second look."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from audiolib.people.reader import Reader
from audiolib.rights import audit, postings
from audiolib.rights.channels import into_public
from audiolib.rights.errors import (
    AlreadyDecidedError,
    EvidenceError,
    NoSuchRecordError,
    NoSuchWorkError,
    OfficeError,
    SamePersonError,
    StillProtectedError,
)
from audiolib.rights.facts import Contract
from audiolib.rights.policy import Policy
from audiolib.rights.repository import facts, policies
from audiolib.rights.repository import record as kept
from audiolib.rights.standing import in_office
from audiolib.rights.term import free_from
from audiolib.rights.terms import REVIEWED_FIRST, Channel
from audiolib.tables.access import RightsDecision
from audiolib.tables.catalogue import RightsStatus, Work


def decide_status(
    session: Session,
    by: Reader,
    work_id: int,
    status: RightsStatus,
    now: datetime,
    *,
    basis: str,
    author_died: int | None = None,
    first_published: int | None = None,
    exemption: str = "",
    licence: str = "",
    contract: dict[str, Any] | None = None,
    commercially_available: bool | None = None,
) -> RightsDecision:
    """Decide a work's status; what makes it public counts once `review` was another person's.

    Raises:
        NoSuchWorkError: there is no such work.
        OfficeError: the person may not decide in the work's branch.
        EvidenceError: what the status rests on is missing.
        StillProtectedError: its term is not over.
    """
    work = _work(session, work_id)
    policy = policies.at(session, facts.day(now))
    account = _of_office(by, "decide", work, policy)
    policies.add(session, policy, now)
    decision = RightsDecision(
        work_id=work_id,
        status=status,
        policy_version=policy.version,
        basis=basis.strip(),
        author_died=author_died,
        first_published=first_published,
        exemption=exemption,
        protected_until=None if exemption else free_from(policy, author_died, first_published),
        licence=licence.strip(),
        contract=contract or {},
        commercially_available=commercially_available,
        decided_by=account,
        decided_at=now,
    )
    _make_sure(decision, policy, facts.day(now))
    kept.add(session, decision)
    if status not in REVIEWED_FIRST:
        kept.let_count(session, work, status, now)
        postings.reconsider(session, work_id, now)
    told = {"status": status.value, "basis": decision.basis, "decision": decision.id}
    audit.write(session, by.actor, "rights.decided", f"work:{work_id}", now, told)
    return decision


def review(session: Session, by: Reader, decision_id: int, now: datetime) -> RightsDecision:
    """Look at a decision a second time; from here on it counts, and what it opens is opened.

    Raises:
        NoSuchRecordError: there is no such decision.
        OfficeError: the person may not review in the work's branch.
        SamePersonError: it is their own.
        AlreadyDecidedError: it was reviewed, or there is a newer one.
        StillProtectedError: its term is not over.
    """
    decision = kept.decision(session, decision_id)
    if decision is None:
        raise NoSuchRecordError(decision_id)
    work = _work(session, decision.work_id)
    policy = policies.at(session, facts.day(now))
    account = _of_office(by, "review", work, policy)
    if decision.decided_by == account:
        raise SamePersonError
    status = RightsStatus(decision.status)
    newest = kept.newest_id(session, decision.work_id)
    if decision.reviewed_by is not None or newest != decision.id:
        raise AlreadyDecidedError
    _make_sure(decision, policy, facts.day(now))
    kept.reviewed(session, decision, account, now)
    kept.let_count(session, work, status, now)
    _open(session, decision.work_id, policy, now)
    postings.reconsider(session, decision.work_id, now)
    told = {"status": status.value, "decision": decision.id}
    audit.write(session, by.actor, "rights.reviewed", f"work:{decision.work_id}", now, told)
    return decision


def _open(session: Session, work_id: int, policy: Policy, now: datetime) -> None:
    """Let releases stand in public whose voices may, where the work may now."""
    found = facts.rights_of(session, work_id, policy, now)
    if found is not None and into_public(found, Channel.SITE, policy, facts.day(now)) is None:
        kept.open_releases(session, work_id)


def _work(session: Session, work_id: int) -> Work:
    """The work, held against other decisions until the transaction ends."""
    found = kept.work(session, work_id)
    if found is None:
        raise NoSuchWorkError
    return found


def _of_office(by: Reader, office: str, work: Work, policy: Policy) -> int:
    """The account of a person who has an office in the work's branch."""
    if by.account_id is None or not in_office(by, office, work.branch_id, policy):
        raise OfficeError(office)
    return by.account_id


def _make_sure(decision: RightsDecision, policy: Policy, today: date) -> None:
    """Raise unless a decision has what its status rests on."""
    if not decision.basis:
        raise EvidenceError("basis")
    if decision.exemption and decision.exemption not in policy.terms.exemptions:
        raise EvidenceError("exemption")
    match RightsStatus(decision.status):
        case RightsStatus.PUBLIC_DOMAIN if not decision.exemption:
            if decision.protected_until is None:
                raise EvidenceError("author_died")
            if decision.protected_until > today:
                raise StillProtectedError(decision.protected_until)
        case RightsStatus.OPEN_LICENCE if decision.licence not in policy.licences.known:
            raise EvidenceError("licence")
        case RightsStatus.LICENSED if Contract.of(decision.contract) is None:
            raise EvidenceError("contract")
        case RightsStatus.MARRAKESH if (
            policy.commercial_availability != "off" and decision.commercially_available is None
        ):
            raise EvidenceError("commercially_available")
