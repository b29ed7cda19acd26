"""The one question about access: may this reader do that with this work, now."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from audiolib.people.reader import ANONYMOUS, Reader
from audiolib.rights.decide import decide
from audiolib.rights.decision import Decision, denied
from audiolib.rights.facts import NOTHING_MORE, Asked, WorkRights
from audiolib.rights.repository import facts, policies
from audiolib.rights.terms import Act


def rights_of(
    session: Session, work_id: int, now: datetime, reader: Reader = ANONYMOUS
) -> WorkRights | None:
    """What is known of a work's rights, for one who asks; None where there is no such work."""
    return facts.rights_of(session, work_id, policies.at(session, facts.day(now)), now, reader)


def may(
    session: Session,
    work_id: int,
    reader: Reader,
    act: Act,
    now: datetime,
    asked: Asked = NOTHING_MORE,
) -> Decision:
    """Whether a reader may do something with a work, with the reason and the next step if not.

    A work that is not there is answered like one that nobody may know of.
    """
    policy = policies.at(session, facts.day(now))
    found = facts.rights_of(session, work_id, policy, now, reader)
    if found is None:
        return denied("rights-nothing", "rights-do-search")
    return decide(found, reader, act, policy, facts.day(now), asked)


def all_acts(
    session: Session, work_id: int, reader: Reader, now: datetime, asked: Asked = NOTHING_MORE
) -> dict[Act, Decision]:
    """The decision on every act, read at once: what a work's page shows."""
    policy = policies.at(session, facts.day(now))
    found = facts.rights_of(session, work_id, policy, now, reader)
    if found is None:
        return {act: denied("rights-nothing", "rights-do-search") for act in Act}
    return {act: decide(found, reader, act, policy, facts.day(now), asked) for act in Act}


def by_format(
    session: Session, work_id: int, reader: Reader, formats: Collection[str], now: datetime
) -> dict[str, Decision]:
    """The decision on a download for each format: a contract may name some of them."""
    policy = policies.at(session, facts.day(now))
    found = facts.rights_of(session, work_id, policy, now, reader)
    if found is None:
        return {name: denied("rights-nothing", "rights-do-search") for name in formats}
    day = facts.day(now)
    return {
        name: decide(found, reader, Act.DOWNLOAD, policy, day, Asked(format=name))
        for name in formats
    }
