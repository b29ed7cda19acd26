"""Copies that were handed out, in the database."""

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from audiolib.tables.access import AccessCopy
from audiolib.tables.release import Package, Release

_LOCK = 4_711_021
"""Of PostgreSQL's advisory locks, beside the work's number: one copy of a work at a time."""


def package(session: Session, package_id: int) -> tuple[Package, int] | None:
    """A package that readers can get, and its work."""
    found = session.exec(
        select(Package, Release.work_id)
        .join(Release, col(Release.id) == Package.release_id)
        .where(col(Package.id) == package_id, col(Release.withdrawn_at).is_(None))
    ).first()
    return None if found is None else (found[0], found[1])


def one_at_a_time(session: Session, work_id: int) -> None:
    """Wait for whoever hands out a copy of the work at this moment."""
    session.execute(
        text("SELECT pg_advisory_xact_lock(hashint8(:work), :lock)"),
        {"work": work_id, "lock": _LOCK},
    )


def same(session: Session, package_id: int, reader_key: str, purpose: str) -> AccessCopy | None:
    """The copy that a reader has already."""
    return session.exec(
        select(AccessCopy)
        .where(
            col(AccessCopy.package_id) == package_id,
            col(AccessCopy.reader_key) == reader_key,
            col(AccessCopy.purpose) == purpose,
        )
        .order_by(col(AccessCopy.id))
    ).first()


def add(session: Session, wanted: AccessCopy) -> AccessCopy | None:
    """Keep a copy; None where its number was given before."""
    made = session.execute(
        insert(AccessCopy)
        .values(**wanted.model_dump(exclude={"id"}))
        .on_conflict_do_nothing()
        .returning(col(AccessCopy.id))
    ).scalar_one_or_none()
    return None if made is None else session.get_one(AccessCopy, made)


def by_number(session: Session, number: str) -> AccessCopy | None:
    """The copy of a number."""
    return session.exec(select(AccessCopy).where(AccessCopy.number == number)).one_or_none()
