"""What plays for a reader, in the database."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from audiolib.tables.delivery import Playing

_LOCK = 4_711_022
"""Of PostgreSQL's advisory locks, beside a hash of the reader: one device at a time begins."""
_OF = text("""
SELECT device, heard_at, stopped_at FROM playing WHERE reader = :reader AND device = :device
""")


class Played(NamedTuple):
    """A device, when it was heard last, and since when it has given way."""

    device: str
    heard_at: datetime
    stopped_at: datetime | None


def one_at_a_time(session: Session, reader: str) -> None:
    """Wait for the reader's other devices that begin at this moment."""
    told = {"reader": reader, "lock": _LOCK}
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:reader), :lock)"), told)


def of(session: Session, reader: str, device: str) -> Played | None:
    """What a device played; read afresh."""
    told = {"reader": reader, "device": device}
    row = session.connection().execute(_OF, told).one_or_none()
    return None if row is None else Played(*row)


def heard(session: Session, reader: str, device: str, now: datetime) -> None:
    """Note that sound goes out to a device; one that gave way stays stopped."""
    kept = insert(Playing).values(reader=reader, device=device, heard_at=now)
    session.execute(
        kept.on_conflict_do_update(index_elements=["reader", "device"], set_={"heard_at": now})
    )


def others(session: Session, reader: str, device: str, since: datetime) -> list[str]:
    """The reader's other devices that play, those first that were silent for longest."""
    wanted = (
        select(Playing.device)
        .where(
            Playing.reader == reader,
            Playing.device != device,
            col(Playing.heard_at) > since,
            col(Playing.stopped_at).is_(None),
        )
        .order_by(col(Playing.heard_at), col(Playing.device))
    )
    return list(session.exec(wanted))


def stop(session: Session, reader: str, devices: list[str], now: datetime) -> None:
    """Have devices give way."""
    session.execute(
        update(Playing)
        .where(col(Playing.reader) == reader, col(Playing.device).in_(devices))
        .values(stopped_at=now)
    )


def begin_anew(session: Session, reader: str, device: str) -> bool:
    """Forget that a device gave way; whether it had."""
    done = session.execute(
        delete(Playing)
        .where(
            col(Playing.reader) == reader,
            col(Playing.device) == device,
            col(Playing.stopped_at).is_not(None),
        )
        .returning(col(Playing.device))
    )
    return done.first() is not None
