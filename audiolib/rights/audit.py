"""The audit of administrative acts: a chain that shows every change, gap and wrong order."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session

from audiolib.rights.chain import BEGINNING, link, plain, text
from audiolib.rights.repository import audit as kept
from audiolib.tables.access import AuditEntry

FORGOTTEN = "audit.forgotten"


def write(
    session: Session,
    actor: str,
    act: str,
    of: str,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Add an entry; one writer at a time, each waiting for the transaction of the one before.

    Args:
        session: It counts when its transaction is kept.
        actor: `Reader.actor`, or `system`.
        act: What was done, `account.created`.
        of: What to, `account:7`.
        now: When.
        facts: What explains it; no passwords, and no more of a person than the audit needs.
    """
    head = kept.head(session)
    actor, act, of = text(actor), text(act), text(of)
    told = plain(facts or {})
    before = head.hash or BEGINNING
    number = head.count + 1
    at = now.astimezone(UTC)
    entry = AuditEntry(
        id=number,
        at=at,
        actor=actor,
        act=act,
        object=of,
        facts=told,
        previous_hash=before,
        hash=link(number, at, actor, act, of, told, before),
    )
    kept.add(session, entry, head)
    return entry


def verify(session: Session) -> int | None:
    """The number of the first entry that is changed, missing or out of place; None: all is well.

    What was forgotten in time stands in an entry of its own, with the hash that was the last.
    """
    head = kept.head(session)
    expected, before = _start(session)
    for entry in kept.entries(session):
        hashed = link(
            entry.id or 0, entry.at, entry.actor, entry.act, entry.object, entry.facts, before
        )
        if (entry.id, entry.previous_hash, entry.hash) != (expected, before, hashed):
            return expected
        expected, before = expected + 1, entry.hash
    whole = (expected - 1, before) == (head.count, head.hash or BEGINNING)
    return None if whole else expected


def export(session: Session) -> Iterator[str]:
    """Every entry as a line of JSON, the oldest first, for keeping elsewhere."""
    for entry in kept.entries(session):
        plain_entry = entry.model_dump(mode="json")
        yield json.dumps(plain_entry, sort_keys=True, ensure_ascii=False)


def forget(session: Session, days: int, now: datetime) -> int:
    """Delete the entries older than so many days; the newest of them is told in a new entry."""
    last = kept.last_before(session, now - timedelta(days=days))
    if last is None:
        return 0
    until, hashed = last
    write(session, "system", FORGOTTEN, f"audit:{until}", now, {"until": until, "hash": hashed})
    return kept.delete_until(session, until)


def _start(session: Session) -> tuple[int, str]:
    """The number of the first entry that is still kept, and the hash before it."""
    told = kept.last_of(session, FORGOTTEN)
    until = told and told.get("until")
    if told is None or not isinstance(until, int):
        return 1, BEGINNING
    return until + 1, str(told.get("hash"))
