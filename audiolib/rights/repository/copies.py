"""Copies that were handed out, in the database."""

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from audiolib.tables.access import AccessCopy, Partner
from audiolib.tables.catalogue import Work
from audiolib.tables.people import Patron
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


def title(session: Session, package_id: int) -> tuple[int, str, str]:
    """Of a package the work's number and title, and its format."""
    wanted = (
        select(Work.id, Work.title, Package.format)
        .join(Release, col(Release.work_id) == col(Work.id))
        .join(Package, col(Package.release_id) == col(Release.id))
        .where(col(Package.id) == package_id)
    )
    number, told, format_ = session.exec(wanted).one()
    return number or 0, told, format_


def owner(session: Session, reader_key: str) -> tuple[int, str] | None:
    """The patron for whom a key stands; None where none does any more."""
    if not reader_key:
        return None
    found = session.exec(
        select(Patron.id, Patron.name).where(col(Patron.reader_key) == reader_key)
    ).first()
    return None if found is None else (found[0] or 0, found[1])


def partner_name(session: Session, partner_id: int | None) -> str:
    """The name of a partner; empty for none."""
    found = None if partner_id is None else session.get(Partner, partner_id)
    return found.name if found else ""
