"""Branches as a form offers them."""

from datetime import datetime

from sqlmodel import Session

from audiolib.desk.repository import branch_names
from audiolib.people import Reader
from audiolib.tables.people import Role


def choices_of_branches(
    session: Session, reader: Reader, roles: frozenset[Role], now: datetime
) -> list[tuple[int, str]]:
    """Number and name of every branch where a reader holds one of some roles."""
    today = now.astimezone().date()
    return [
        (number, name)
        for number, name in branch_names(session, today)
        if any(reader.holds(role, number) for role in roles)
    ]
