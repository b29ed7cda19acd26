"""Entries of the audit in the database."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    case,
    cast,
    delete,
    func,
    or_,
    text,
)
from sqlmodel import Session, col, select

from audiolib.tables.access import AuditEntry, AuditHead
from audiolib.tables.catalogue import Work
from audiolib.tables.people import Account, CardApplication, Grant, Patron

_LOCK = 4_711_020
"""Of PostgreSQL's advisory locks: one writer of the audit."""
_AT_ONCE = 500
_BEFORE_ALL = -(2**63)


def head(session: Session) -> AuditHead:
    """The end of the chain, held until the transaction ends."""
    session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    found = session.get(AuditHead, 1, populate_existing=True)
    return found or AuditHead(id=1)


def add(session: Session, entry: AuditEntry, end: AuditHead) -> None:
    """Keep an entry, and that it is the newest."""
    end.count = entry.id or 0
    end.hash = entry.hash
    session.add(entry)
    session.add(end)
    session.flush()


def entries(session: Session) -> Iterator[AuditEntry]:
    """All entries by number, a few hundred at a time in memory."""
    last = _BEFORE_ALL
    while found := session.exec(
        select(AuditEntry)
        .where(col(AuditEntry.id) > last)
        .order_by(col(AuditEntry.id))
        .limit(_AT_ONCE)
        .execution_options(populate_existing=True)
    ).all():
        yield from found
        last = found[-1].id or 0


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for in the record; empty or None narrows nothing.

    Args:
        of: The object, `work:12`.
        actors: Who did it, `account:7`; an empty set is nobody.
        branch_ids: What belongs to one of them today.
        since, until: Moments, `until` not included.
    """

    act: str = ""
    of: str = ""
    actors: frozenset[str] | None = None
    branch_ids: frozenset[int] | None = None
    since: datetime | None = None
    until: datetime | None = None


NOTHING_SOUGHT = Sought()


def newest(
    session: Session,
    *,
    before: int | None = None,
    after: int | None = None,
    sought: Sought = NOTHING_SOUGHT,
    limit: int = 50,
    within: Collection[int] | None = None,
    wide: bool = False,
    actor: str = "",
) -> list[AuditEntry]:
    """The newest entries before a number, or the next ones after it: a page of the audit's view.

    They come with the newest first. Where `within` names branches, only those on what belongs to
    one of them, and the `actor`'s own; where it is `wide`, also those on what belongs to no branch,
    or is no more.
    """
    number = col(AuditEntry.id)
    order = number.desc() if after is None else number.asc()
    wanted = select(AuditEntry).where(*_sought(sought)).order_by(order).limit(limit)
    if within is not None:
        wanted = wanted.where(or_(col(AuditEntry.actor) == actor, _within(within, wide=wide)))
    if before is not None:
        wanted = wanted.where(number < before)
    if after is not None:
        wanted = wanted.where(number > after)
    return sorted(session.exec(wanted), key=lambda entry: entry.id or 0, reverse=True)


def accounts(session: Session) -> Sequence[tuple[int | None, str, str]]:
    """Number, name and login of every account that ever was."""
    return session.exec(select(Account.id, Account.name, Account.login)).all()


def _sought(sought: Sought) -> Iterator[ColumnElement[bool]]:
    if sought.act:
        yield col(AuditEntry.act) == sought.act
    if sought.of:
        yield col(AuditEntry.object) == sought.of
    if sought.actors is not None:
        yield col(AuditEntry.actor).in_(sought.actors)
    if sought.branch_ids is not None:
        yield _within(sought.branch_ids, wide=False)
    if sought.since is not None:
        yield col(AuditEntry.at) >= sought.since
    if sought.until is not None:
        yield col(AuditEntry.at) < sought.until


def _within(branch_ids: Collection[int], *, wide: bool) -> ColumnElement[bool]:
    """That the object of an entry belongs to one of some branches today."""
    kind = func.split_part(AuditEntry.object, ":", 1)
    # Numbers of other objects are names; the order of judging is kept by CASE alone.
    number = case(
        (
            col(AuditEntry.object).regexp_match(r"^[a-z]+:[0-9]{1,18}$"),
            cast(func.split_part(AuditEntry.object, ":", 2), BigInteger),
        )
    )
    belongs: list[ColumnElement[bool]] = [and_(kind == "branch", number.in_(branch_ids))]
    kinds = ["branch"]
    for name, owner, branch in (
        ("work", col(Work.id), col(Work.branch_id)),
        ("patron", col(Patron.id), col(Patron.branch_id)),
        ("application", col(CardApplication.id), col(CardApplication.branch_id)),
        ("account", col(Grant.account_id), col(Grant.branch_id)),
    ):
        there = select(owner).where(owner == number)
        belongs.append(and_(kind == name, there.where(branch.in_(branch_ids)).exists()))
        kinds.append(name)
        if wide:
            belongs.append(and_(kind == name, ~there.exists()))
    if wide:
        belongs.append(kind.not_in(kinds))
    return or_(*belongs)


def last_of(session: Session, act: str) -> dict[str, Any] | None:
    """The facts of the newest entry of an act."""
    wanted = (
        select(AuditEntry.facts)
        .where(col(AuditEntry.act) == act)
        .order_by(col(AuditEntry.id).desc())
        .limit(1)
    )
    found = session.exec(wanted).first()
    return None if found is None else dict(found)


def last_before(session: Session, moment: datetime) -> tuple[int, str] | None:
    """Number and hash of the last entry with nothing but older ones before it."""
    kept_from = session.exec(
        select(func.min(AuditEntry.id)).where(col(AuditEntry.at) >= moment)
    ).one()
    wanted = select(AuditEntry.id, AuditEntry.hash).order_by(col(AuditEntry.id).desc()).limit(1)
    if kept_from is not None:
        wanted = wanted.where(col(AuditEntry.id) < kept_from)
    found = session.exec(wanted).first()
    return None if found is None else (found[0] or 0, found[1])


def delete_until(session: Session, number: int) -> int:
    """Delete the entries up to a number; how many there were."""
    done = session.execute(delete(AuditEntry).where(col(AuditEntry.id) <= number))
    return int(done.rowcount)  # type: ignore[attr-defined]
