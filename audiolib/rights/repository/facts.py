"""What is known of a work's rights, read afresh for every decision."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Date,
    DateTime,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    or_,
    true,
)
from sqlalchemy import select as core_select
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
    Withdrawal,
)
from audiolib.tables.catalogue import RightsStatus, Work
from audiolib.tables.making import Production
from audiolib.tables.people import Patron
from audiolib.tables.release import Package, Release

_CLOSED = frozenset({RightsStatus.STAFF_ONLY, RightsStatus.WITHDRAWN})
_OF_A_DECISION = (
    *("status", "reviewed_by", "protected_until", "licence"),
    *("contract", "commercially_available"),
)


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
    if lock:
        session.exec(select(Work.id).where(col(Work.id) == work_id).with_for_update(read=True))
    today = day(now)
    told = {"work": work_id, "today": today, "now": now}
    session.flush()
    known = _known(policy.withdrawal.undecided)
    row = session.connection().execute(known, told).one_or_none()
    if row is None:
        return None
    status = _status(row.said, row.status)
    rests = row.status is not None and row.status == status
    contract = Contract.of(row.contract) if rests and row.contract else None
    limited = contract is not None and contract.readers is not None
    return WorkRights(
        work_id=work_id,
        branch_id=row.branch_id,
        status=status,
        reviewed=rests and row.reviewed_by is not None,
        protected_until=row.protected_until if rests else None,
        licence=row.licence if rests else "",
        contract=contract,
        commercially_available=row.commercially_available if rests else None,
        approved=row.approved,
        lawful_access=row.lawful_access,
        held=row.held,
        received_from=row.received_from,
        partner=_partner(session, reader, today),
        voice_public=row.voice_public,
        production_ids=_productions(session, work_id) if reader.granted else frozenset(),
        readers=_others(session, work_id, key_of(session, reader)) if limited else 0,
    )


@cache
def _known(undecided: str) -> Select[Any]:
    """What the rows say of one `work`, as a statement that is put together once.

    Every request for a protected sound asks this: one way to the database and back.
    """
    work, today = bindparam("work", type_=BigInteger), bindparam("today", type_=Date)
    now = bindparam("now", type_=DateTime(timezone=True))
    newest = counting.newest().lateral("newest")
    return (
        core_select(
            col(Work.branch_id),
            col(Work.rights_status).label("said"),
            *(newest.c[name] for name in _OF_A_DECISION),
            select(MarrakeshApproval.id).where(counts_on(today)).exists().label("approved"),
            select(LawfulAccess.id)
            .where(col(LawfulAccess.work_id) == work)
            .exists()
            .label("lawful_access"),
            select(Withdrawal.id)
            .where(col(Withdrawal.work_id) == work, counting.is_open(undecided, now))
            .exists()
            .label("held"),
            select(Exchange.partner_id)
            .where(col(Exchange.work_id) == work, col(Exchange.direction) == "received")
            .order_by(col(Exchange.id))
            .limit(1)
            .scalar_subquery()
            .label("received_from"),
            _voices(work).label("voice_public"),
        )
        .outerjoin_from(Work, newest, true())
        .where(col(Work.id) == work)
    )


def day(now: datetime) -> date:
    """The day of a moment where the library is."""
    return now.astimezone().date()


def counts_on(today: date | BindParameter[date]) -> ColumnElement[bool]:
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


def _status(said: str, decided: str | None) -> RightsStatus:
    """What the work says, as far as a decision says it too; nobody opens a work by its row."""
    if said in _CLOSED or decided == said:
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


def _voices(work: ColumnElement[int]) -> ScalarSelect[bool]:
    """Whether the voices of all that readers can get now may be heard in public."""
    newer = aliased(Release)
    replaced = select(newer.id).where(
        col(newer.production_id) == col(Release.production_id),
        col(newer.withdrawn_at).is_(None),
        col(newer.number) > col(Release.number),
    )
    return (
        select(func.bool_and(Release.voice_public))
        .where(
            col(Release.work_id) == work,
            col(Release.withdrawn_at).is_(None),
            ~replaced.exists(),
        )
        .scalar_subquery()
    )


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
