"""Patrons in the database."""

from sqlmodel import Session, select

from audiolib.tables.people import Patron


def by_number(session: Session, number: str) -> Patron | None:
    """The patron whose card has a number."""
    return session.exec(select(Patron).where(Patron.card_number == number)).one_or_none()


def by_id(session: Session, patron_id: int) -> Patron | None:
    """The patron of a number of ours."""
    return session.get(Patron, patron_id)


def keep(session: Session, patron: Patron) -> None:
    """Write a new or changed row."""
    session.add(patron)
    session.flush()
