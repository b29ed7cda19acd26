"""A patron's own data: given out whole, and erased.

What has to be kept (that the library verified, handed out a copy, approved a card) is parted from
the person: without name, contact, number and key it is of nobody.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from audiolib.people import throttle
from audiolib.people.contacts import ending
from audiolib.people.duties import OPERATOR, By, Duty, require
from audiolib.people.errors import NoSuchPersonError
from audiolib.people.reader import Reader
from audiolib.people.repository import applications as application_rows
from audiolib.people.repository import own_data as repository
from audiolib.people.repository import patrons as patron_rows
from audiolib.people.repository import sessions as session_rows
from audiolib.rights.audit import write
from audiolib.tables.people import CardApplication, Patron, PatronState


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure leaves to be done: children whose card waits for another guardian."""

    children: tuple[int, ...]


def export(session: Session, patron_id: int, *, by: By) -> dict[str, Any]:
    """All that any table holds about a patron, by table, as JSON.

    PIN, cookies and their like are left out, and of other patrons there are only the numbers.

    Raises:
        NotYourDutyError: somebody else's, and no duty there.
    """
    return repository.rows_of(session, _patron(session, patron_id, by))


def erase(session: Session, patron_id: int, now: datetime, *, by: By) -> Erased:
    """Forget a patron: name, contacts, number, shelf, places, wishes, links, sessions.

    Children for whom the patron spoke keep their card, held back until another guardian does.

    Raises:
        NotYourDutyError: neither the patron, nor a librarian of the branch.
    """
    patron = _patron(session, patron_id, by)
    contacts = tuple(c for c in (ending(patron.email), ending(patron.phone)) if c)
    own = _applications(session, patron, contacts)
    tried = [throttle.who_of("receipt", a.receipt) for a in own]
    tried += [throttle.who_of(kind, patron.card_number) for kind in ("card", "pin")]
    children = _leave_children(session, patron, contacts, now)
    application_rows.make_nameless(session, [a.id for a in own if a.id is not None])
    repository.detach(session, patron, tried, now)
    repository.delete(session, patron)
    write(session, by.actor, "patron.erased", f"patron:{patron_id}", now)
    return Erased(children)


def forget_patrons(
    session: Session, now: datetime, closed_days: int, expired_days: int
) -> dict[str, int]:
    """Erase who closed their card, or let it run out, so many days ago; counts by name."""
    closed = repository.closed(session, now - timedelta(days=closed_days))
    expired = repository.expired(session, now.date() - timedelta(days=expired_days))
    for patron_id in closed | expired:
        erase(session, patron_id, now, by=OPERATOR)
    return {"closed_cards": len(closed), "expired_cards": len(expired - closed)}


def _applications(
    session: Session, patron: Patron, contacts: tuple[str, ...]
) -> list[CardApplication]:
    """The patron's applications, those that led to nothing too; a child's loses its guardian."""
    found = {a.id: a for a in application_rows.of_patron(session, patron.id or 0)}
    births = {a.birth_date for a in found.values()} - {None}
    for born in births or {None}:
        for contact in contacts or ("",):
            for other in application_rows.alike(session, born, contact):
                if other.folded == patron.folded:
                    found[other.id] = other
    for child in application_rows.of_guardian(session, contacts):
        child.guardian_name = child.guardian_contact = ""
        application_rows.keep(session, child)
    return list(found.values())


def _leave_children(
    session: Session, patron: Patron, contacts: tuple[str, ...], now: datetime
) -> tuple[int, ...]:
    children = patron_rows.children_of(session, patron.id or 0, contacts)
    for child in children:
        child.guardian_id = None
        if child.guardian_name == patron.name or ending(child.guardian_contact) in contacts:
            child.guardian_name = child.guardian_contact = ""
        # A child's own number may be the guardian's.
        child.email = "" if ending(child.email) in contacts else child.email
        child.phone = "" if ending(child.phone) in contacts else child.phone
        has_another = bool(child.guardian_name and child.guardian_contact)
        if child.state == PatronState.ACTIVE and not has_another:
            child.state = PatronState.SUSPENDED
            session_rows.end_all(session, patron_id=child.id)
        child.changed_at = now
        patron_rows.keep(session, child)
    return tuple(child.id or 0 for child in children)


def _patron(session: Session, patron_id: int, by: By) -> Patron:
    """A patron, for themselves, their guardian, or a librarian of the branch."""
    patron = patron_rows.locked(session, patron_id)
    asker = by.patron_id if isinstance(by, Reader) else None
    if patron is not None and asker is not None and asker in (patron.id, patron.guardian_id):
        return patron
    require(by, Duty.APPROVE, patron.branch_id if patron else None)
    if patron is None:
        raise NoSuchPersonError("patron", patron_id)
    return patron
