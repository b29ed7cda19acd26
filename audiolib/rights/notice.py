"""What is said at the start of a protected copy: for whom it is, and that it stays there (R6)."""

from datetime import datetime

from sqlmodel import Session

from audiolib.people.reader import ANONYMOUS
from audiolib.rights.decide import counting
from audiolib.rights.policy import Policy
from audiolib.rights.repository import facts, policies
from audiolib.rights.terms import Duty


def notice(session: Session, work_id: int, language: str, now: datetime) -> str:
    """The sentence for a work in a language, without its full stop; empty where none is due."""
    policy = policies.at(session, facts.day(now))
    found = facts.rights_of(session, work_id, policy, now, ANONYMOUS)
    status = counting(found) if found is not None else None
    due = status is not None and Duty.NOTICE in policy.duties.get(status, frozenset())
    return words(policy, language) if due else ""


def words(policy: Policy, language: str) -> str:
    """The policy's sentence in a language, in English where it has none of it."""
    told = policy.notices
    return told.get(language.partition("-")[0].lower(), "") or told.get("en", "")
