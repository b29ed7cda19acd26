"""Everything that any table holds of a patron, found by the tables' own references."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Table, func, or_, select, update
from sqlmodel import Session, SQLModel, col

from audiolib.people.repository import attempts
from audiolib.tables.access import AccessCopy
from audiolib.tables.healing import WordReport
from audiolib.tables.making import Demand, DemandVote
from audiolib.tables.people import Beneficiary, Consent, Patron, PatronState

_SECRET = frozenset({"pin_hash", "token_hash", "csrf", "password_hash"})
_HIDDEN = "…"


def references() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column of every table that names a patron."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if any(key.target_fullname == "patron.id" for key in column.foreign_keys):
                yield table, column


def rows_of(session: Session, patron: Patron) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table that are about a patron, without what is a secret of the machine."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in SQLModel.metadata.sorted_tables:
        named = [column for owner, column in references() if owner is table]
        wanted = [column == patron.id for column in named]
        if table.name == "patron":
            wanted.append(table.c.id == patron.id)
        if table.name == "accesscopy":
            wanted.append(table.c.reader_key == patron.reader_key)
        if table.name == "auditentry":
            told = f"patron:{patron.id}"
            wanted += [table.c.actor == told, table.c.object == told]
        if wanted:
            rows = session.execute(select(table).where(or_(*wanted))).mappings()
            if kept := [_plain(table, dict(row), patron) for row in rows]:
                found[table.name] = kept
    return found


def _plain(table: Table, row: dict[str, Any], patron: Patron) -> dict[str, Any]:
    """A row as JSON; of another patron who stands in it (a child, a carer) only the number."""
    if table.name == "patron" and row["id"] != patron.id:
        return {"id": row["id"], "guardian_id": row["guardian_id"]}
    return {name: _json(value) for name, value in row.items() if name not in _SECRET}


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def closed(session: Session, before: datetime) -> set[int]:
    """Patrons whose card was closed, and nothing changed since a moment."""
    wanted = select(col(Patron.id)).where(
        col(Patron.state) == PatronState.CLOSED, col(Patron.changed_at) < before
    )
    return set(session.execute(wanted).scalars())


def expired(session: Session, before: date) -> set[int]:
    """Patrons whose card has not counted since a day."""
    wanted = select(col(Patron.id)).where(col(Patron.expires_on) < before)
    return set(session.execute(wanted).scalars())


def detach(session: Session, patron: Patron, tried: Iterable[str], now: datetime) -> None:
    """Part what has to be kept from the patron, and empty what they wrote about themselves."""
    voted = select(col(DemandVote.demand_id)).where(col(DemandVote.patron_id) == patron.id)
    note = _without(col(Demand.note), patron)
    session.execute(update(Demand).where(col(Demand.id).in_(voted)).values(note=note))
    session.execute(
        update(WordReport).where(col(WordReport.patron_id) == patron.id).values(note="")
    )
    session.execute(
        update(AccessCopy)
        .where(col(AccessCopy.reader_key) == patron.reader_key)
        .values(reader_key="")
    )
    session.execute(
        update(Beneficiary)
        .where(col(Beneficiary.patron_id) == patron.id)
        .values(ended_on=func.coalesce(col(Beneficiary.ended_on), now.date()))
    )
    session.execute(
        update(Consent)
        .where(col(Consent.patron_id) == patron.id)
        .values(withdrawn_at=func.coalesce(col(Consent.withdrawn_at), now))
    )
    for who in tried:
        attempts.forget(session, who)


def delete(session: Session, patron: Patron) -> None:
    """Take the patron's row away, and with it all that nothing but the patron needs."""
    session.flush()
    session.delete(patron)
    session.flush()
    session.expire_all()


def _without(column: Any, patron: Patron) -> Any:
    """A text without the patron's name, contacts and card number."""
    plain = column
    words = (patron.name, patron.email, patron.phone, patron.card_number, patron.address)
    for word in words:
        if word:
            plain = func.replace(plain, word, _HIDDEN)
    return plain
