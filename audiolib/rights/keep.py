"""Forgetting in time: what the policy no longer lets the library keep of people."""

from datetime import datetime

from sqlmodel import Session

from audiolib.people.applications import forget_refused
from audiolib.people.own_data import forget_patrons
from audiolib.rights import audit
from audiolib.rights.repository import facts, keep, policies


def forget(session: Session, now: datetime) -> dict[str, int]:
    """Delete or part from the person whatever is older than the policy's days; counts by name.

    To be called once a day. Names are those of the policy's `retention`. Copies stay as counts
    without a reader's key, floor events as a role's, the audit with the hash of its last forgotten
    entry; decisions on rights, origins and what came from partners stay as long as the work.
    """
    days = policies.at(session, facts.day(now)).retention
    forgotten = keep.forget(session, days, now)
    forgotten["refused_applications"] = forget_refused(session, now, days.refused_applications)
    forgotten |= forget_patrons(session, now, days.closed_cards, days.expired_cards)
    forgotten["audit"] = audit.forget(session, days.audit, now)
    told = {name: count for name, count in forgotten.items() if count}
    if told:
        audit.write(session, "system", "retention.forgotten", "library", now, told)
    return forgotten
