"""Copies of protected titles that were handed out, each with its number (R6)."""

from datetime import datetime

from sqlmodel import Session

from audiolib.people.reader import Reader
from audiolib.rights import numbers
from audiolib.rights.decide import decide
from audiolib.rights.decision import denied
from audiolib.rights.errors import DeniedError
from audiolib.rights.facts import Asked, WorkRights
from audiolib.rights.policy import Policy
from audiolib.rights.repository import copies as kept
from audiolib.rights.repository import facts, policies
from audiolib.rights.terms import Act, Duty
from audiolib.tables.access import AccessCopy
from audiolib.tables.release import Package

PURPOSES = {Act.DOWNLOAD: "download", Act.STREAM: "stream", Act.EXCHANGE: "exchange"}


def hand_out(
    session: Session, package_id: int, reader: Reader, now: datetime, act: Act = Act.DOWNLOAD
) -> AccessCopy | None:
    """Note that a reader gets a package; the copy's number, None where none is needed.

    The same reader keeps the number of the same package. Decisions wait for each other, so that a
    contract for ten readers never has eleven.

    Raises:
        DeniedError: the rights do not allow it; its decision says why.
    """
    found = kept.package(session, package_id)
    if found is None:
        raise DeniedError(denied("rights-nothing", "rights-do-search"))
    package, work_id = found
    kept.one_at_a_time(session, work_id)
    policy = policies.at(session, facts.day(now))
    known = facts.rights_of(session, work_id, policy, now, reader)
    if known is None:
        raise DeniedError(denied("rights-nothing", "rights-do-search"))
    decision = decide(known, reader, act, policy, facts.day(now), Asked(format=package.format))
    if not decision.allowed:
        raise DeniedError(decision)
    if Duty.COPY_NUMBER not in decision.duties:
        return None
    return _copy(session, package, known, reader, act, policy, now)


def whose(session: Session, number: str) -> AccessCopy | None:
    """The copy of a number that was found somewhere; None where it was never given.

    Raises:
        CopyNumberError: it was mistyped.
    """
    return kept.by_number(session, numbers.checked(number))


def _copy(
    session: Session,
    package: Package,
    known: WorkRights,
    reader: Reader,
    act: Act,
    policy: Policy,
    now: datetime,
) -> AccessCopy:
    key = facts.key_of(session, reader)
    purpose = PURPOSES[act]
    if key and (same := kept.same(session, package.id or 0, key, purpose)) is not None:
        return same
    wanted = AccessCopy(
        number="",
        package_id=package.id or 0,
        reader_key=key,
        partner_id=reader.partner_id,
        branch_id=known.branch_id,
        purpose=purpose,
        policy_version=policy.version,
        made_at=now,
    )
    while True:
        wanted.number = numbers.new()
        made = kept.add(session, wanted)
        if made is not None:
            return made
