"""What the exception for accessible copies rests on: the authority's leave, where copies came from.

Both are needed for every title under Marrakesh (R2).
"""

from datetime import date, datetime

from sqlmodel import Session

from audiolib.people.reader import Reader
from audiolib.rights import audit
from audiolib.rights.errors import EvidenceError, NoSuchRecordError, NoSuchWorkError, OfficeError
from audiolib.rights.policy import Policy
from audiolib.rights.repository import evidence as kept
from audiolib.rights.repository import facts, policies, record
from audiolib.rights.standing import branches, in_office
from audiolib.tables.access import LawfulAccess, MarrakeshApproval


def record_approval(
    session: Session,
    by: Reader,
    now: datetime,
    *,
    number: str,
    issuer: str,
    scope: str,
    approved_on: date,
    until: date | None = None,
    document_digest: str = "",
) -> MarrakeshApproval:
    """Put the authority's leave on record.

    Raises:
        OfficeError: the person may not.
        EvidenceError: number, issuer or scope are empty, or the number is on record already.
    """
    told = {"number": number.strip(), "issuer": issuer.strip(), "scope": scope.strip()}
    for name, value in told.items():
        if not value:
            raise EvidenceError(name)
    if until is not None and until <= approved_on:
        raise EvidenceError("until")
    of_any_branch(by, "approve", policies.at(session, facts.day(now)))
    approval = MarrakeshApproval(
        number=told["number"],
        issuer=told["issuer"],
        scope=told["scope"],
        approved_on=approved_on,
        until=until,
        document_digest=document_digest,
    )
    if not kept.add_approval(session, approval):
        raise EvidenceError("number")
    audit.write(session, by.actor, "rights.approval", f"approval:{told['number']}", now, told)
    return approval


def revoke_approval(
    session: Session, by: Reader, approval_id: int, on: date, now: datetime
) -> MarrakeshApproval:
    """Say from which day on the authority's leave no longer counts.

    Raises:
        OfficeError: the person may not.
        NoSuchRecordError: there is no such approval.
    """
    of_any_branch(by, "approve", policies.at(session, facts.day(now)))
    approval = kept.approval(session, approval_id)
    if approval is None:
        raise NoSuchRecordError(approval_id)
    approval.revoked_on = on
    kept.keep(session, approval)
    told = {"on": on.isoformat()}
    audit.write(session, by.actor, "rights.revoked", f"approval:{approval.number}", now, told)
    return approval


def record_access(
    session: Session, by: Reader, work_id: int, kind: str, reference: str, now: datetime
) -> LawfulAccess:
    """Put on record how the library came by a work: purchase, deposit, loan, gift.

    Raises:
        NoSuchWorkError: there is no such work.
        OfficeError: the person may not decide in the work's branch.
        EvidenceError: the kind is none of these, or there is no reference.
    """
    work = record.work(session, work_id)
    if work is None:
        raise NoSuchWorkError
    policy = policies.at(session, facts.day(now))
    if by.account_id is None or not in_office(by, "decide", work.branch_id, policy):
        raise OfficeError("decide")
    if kind not in ("purchase", "deposit", "loan", "gift"):
        raise EvidenceError("kind")
    if not reference.strip():
        raise EvidenceError("reference")
    access = LawfulAccess(
        work_id=work_id,
        kind=kind,
        reference=reference.strip(),
        recorded_by=by.account_id,
        recorded_at=now,
    )
    kept.keep(session, access)
    told = {"kind": kind, "reference": access.reference}
    audit.write(session, by.actor, "rights.access", f"work:{work_id}", now, told)
    return access


def of_any_branch(by: Reader, office: str, policy: Policy) -> int:
    """The account of a person who has an office somewhere: for what concerns the whole library.

    Raises:
        OfficeError: they have it nowhere.
    """
    if by.account_id is None or not branches(by, policy.offices.get(office, frozenset())):
        raise OfficeError(office)
    return by.account_id
