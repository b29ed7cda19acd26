"""What is known of a work's rights, read afresh for every decision."""

from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from audiolib.people.age import is_child
from audiolib.people.reader import ANONYMOUS, Reader
from audiolib.rights.facts import Contract, PartnerTerms, WorkRights
from audiolib.rights.policy import Policy
from audiolib.rights.repository import counting
from audiolib.tables.access import (
    AccessCopy,
    Exchange,
    LawfulAccess,
    MarrakeshApproval,
    Partner,
    PartnerKind,
    RightsDecision,
    Withdrawal,
)
from audiolib.tables.catalogue import RightsStatus, Work
from audiolib.tables.making import Production
from audiolib.tables.people import Patron
from audiolib.tables.release import Package, Release

_CLOSED = frozenset({RightsStatus.STAFF_ONLY, RightsStatus.WITHDRAWN})


def rights_of(
    session: Session,
    work_id: int,
    policy: Policy,
    now: datetime,
    reader: Reader = ANONYMOUS,
    *,
    lock: bool = False,
) -> WorkRights | None:
    """All that a decision looks at, for one who asks; None where there is no such work.

    `lock` keeps every decision on the work waiting until the transaction ends.
    """
    wanted = select(Work).where(col(Work.id) == work_id).execution_options(populate_existing=True)
    work = session.exec(wanted.with_for_update(read=True) if lock else wanted).first()
    if work is None:
        return None
    today = day(now)
    decision = session.exec(counting.newest(work_id)).first()
    seen = session.exec(
        select(
            select(MarrakeshApproval.id).where(counts_on(today)).exists(),
            select(LawfulAccess.id).where(col(LawfulAccess.work_id) == work_id).exists(),
            select(Withdrawal.id)
            .where(col(Withdrawal.work_id) == work_id, counting.is_open(policy, now))
            .exists(),
            select(Exchange.partner_id)
            .where(col(Exchange.work_id) == work_id, col(Exchange.direction) == "received")
            .order_by(col(Exchange.id))
            .limit(1)
            .scalar_subquery(),
        )
    ).one()
    status = _status(work.rights_status, decision)
    rests_on = decision if decision is not None and decision.status == status else None
    contract = Contract.of(rests_on.contract) if rests_on and rests_on.contract else None
    limited = contract is not None and contract.readers is not None
    return WorkRights(
        work_id=work_id,
        branch_id=work.branch_id,
        status=status,
        reviewed=rests_on is not None and rests_on.reviewed_by is not None,
        protected_until=rests_on.protected_until if rests_on else None,
        licence=rests_on.licence if rests_on else "",
        contract=contract,
        commercially_available=rests_on.commercially_available if rests_on else None,
        approved=seen[0],
        lawful_access=seen[1],
        held=seen[2],
        received_from=seen[3],
        partner=_partner(session, reader, today),
        voice_public=_voice_public(session, work_id),
        production_ids=_productions(session, work_id) if reader.granted else frozenset(),
        readers=_others(session, work_id, key_of(session, reader)) if limited else 0,
    )


def day(now: datetime) -> date:
    """The day of a moment where the library is."""
    return now.astimezone().date()


def counts_on(today: date) -> ColumnElement[bool]:
    """An approval that counts on a day."""
    return and_(
        col(MarrakeshApproval.approved_on) <= today,
        or_(col(MarrakeshApproval.until).is_(None), col(MarrakeshApproval.until) > today),
        or_(col(MarrakeshApproval.revoked_on).is_(None), col(MarrakeshApproval.revoked_on) > today),
    )


def agreed(partner: Partner, today: date) -> bool:
    """Whether titles may be exchanged with a partner on a day: an authorised entity's agreement."""
    counts = partner.agreed_on <= today and (partner.until is None or today < partner.until)
    return counts and partner.kind == PartnerKind.AUTHORISED


def key_of(session: Session, reader: Reader) -> str:
    """The key that stands for a reader in logs; a carer's wish is the other person's.

    A child has none (R10), whoever asks for it.
    """
    if reader.acting_for is None or reader.acting_for not in reader.cares_for:
        return reader.reader_key
    wanted = select(Patron.reader_key, Patron.birth_year).where(col(Patron.id) == reader.acting_for)
    key, born = session.exec(wanted).first() or ("", None)
    return "" if is_child(born, datetime.now(UTC).date()) else key


def _status(said: RightsStatus, decision: RightsDecision | None) -> RightsStatus:
    """What the work says, as far as a decision says it too; nobody opens a work by its row."""
    if said in _CLOSED or (decision is not None and decision.status == said):
        return RightsStatus(said)
    return RightsStatus.UNKNOWN


def _partner(session: Session, reader: Reader, today: date) -> PartnerTerms | None:
    if reader.partner_id is None:
        return None
    found = session.get(Partner, reader.partner_id, populate_existing=True)
    if found is None:
        return None
    return PartnerTerms(
        partner_id=reader.partner_id,
        country=found.country,
        active=agreed(found, today),
        formats=frozenset(found.formats),
    )


def _voice_public(session: Session, work_id: int) -> bool | None:
    """Whether the voices of all that readers can get now may be heard in public."""
    newer = aliased(Release)
    replaced = select(newer.id).where(
        col(newer.production_id) == col(Release.production_id),
        col(newer.withdrawn_at).is_(None),
        col(newer.number) > col(Release.number),
    )
    found: bool | None = session.exec(
        select(func.bool_and(Release.voice_public)).where(
            col(Release.work_id) == work_id,
            col(Release.withdrawn_at).is_(None),
            ~replaced.exists(),
        )
    ).one()
    return found


def _productions(session: Session, work_id: int) -> frozenset[int]:
    found = session.exec(select(Production.id).where(col(Production.work_id) == work_id))
    return frozenset(number for number in found if number is not None)


def _others(session: Session, work_id: int, key: str) -> int:
    """How many others have a copy of some release of the work."""
    return session.exec(
        select(func.count(func.distinct(AccessCopy.reader_key)))
        .join(Package, col(Package.id) == AccessCopy.package_id)
        .join(Release, col(Release.id) == Package.release_id)
        .where(col(Release.work_id) == work_id, col(AccessCopy.reader_key).not_in(("", key)))
    ).one()
