"""Patrons of a branch as a list of them is compared with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from audiolib.people.contacts import ending
from audiolib.tables.people import Patron, PatronState


@dataclass(frozen=True)
class Known:
    """The patrons of a branch: those of earlier lists by number, the others by name."""

    numbers: Mapping[str, Patron]
    names: Mapping[str, Sequence[Patron]]

    def alike(self, folded: str, year: int, contacts: Iterable[str]) -> Patron | None:
        """Who has a name and the year of birth, or the name and a contact, and is in no list."""
        for patron in self.names.get(folded, ()):
            theirs = {ending(patron.phone), ending(patron.email)} - {""}
            if patron.birth_year == year or theirs & set(contacts):
                return patron
        return None

    def counting(self, today: date) -> frozenset[int]:
        """Those of earlier lists whose card counts on a day."""
        found = (p for p in self.numbers.values() if p.expires_on > today)
        return frozenset(p.id for p in found if p.id is not None)


def known(session: Session, branch_id: int) -> Known:
    """The patrons of a branch whose card is not closed."""
    wanted = select(Patron).where(
        Patron.branch_id == branch_id, col(Patron.state) != PatronState.CLOSED
    )
    numbers: dict[str, Patron] = {}
    names: dict[str, list[Patron]] = {}
    for patron in session.exec(wanted.order_by(col(Patron.id))):
        if patron.source_number:
            numbers[patron.source_number] = patron
        else:
            names.setdefault(patron.folded, []).append(patron)
    return Known(numbers, names)


def elsewhere(session: Session, branch_id: int, numbers: Sequence[str]) -> frozenset[str]:
    """Those of some numbers that another branch's patron has, or one whose card is closed."""
    wanted = select(Patron.source_number).where(
        col(Patron.source_number).in_(numbers),
        (col(Patron.branch_id) != branch_id) | (col(Patron.state) == PatronState.CLOSED),
    )
    return frozenset(number for number in session.exec(wanted) if number)


def patron(session: Session, patron_id: int) -> Patron:
    """The patron of a number."""
    return session.get_one(Patron, patron_id)
