"""Guardians: who speaks for a child, by a card of their own or by name and contact."""

from datetime import datetime

from sqlmodel import Session

from audiolib.people.contacts import contact_of, name_of
from audiolib.people.duties import By, Duty, require
from audiolib.people.errors import GuardianMissingError, NoSuchPersonError
from audiolib.people.numbers import card_number
from audiolib.people.repository import patrons as repository
from audiolib.rights.audit import write
from audiolib.tables.people import Patron, PatronState


def speak_for(
    session: Session,
    patron_id: int,
    *,
    by: By,
    now: datetime,
    card: str = "",
    name: str = "",
    contact: str = "",
) -> Patron:
    """Write down who speaks for a child: a patron by card number, or somebody by name and contact.

    A card that was held back for want of a guardian is opened by the desk afterwards.

    Raises:
        NotYourDutyError: the child is another branch's.
        NoSuchPersonError: no active card has the number.
        GuardianMissingError: neither a card nor both name and contact; or the child itself.
    """
    child = repository.by_id(session, patron_id)
    require(by, Duty.SERVE, child.branch_id if child else None)
    if child is None:
        raise NoSuchPersonError("patron", patron_id)
    guardian = _of_card(session, card) if card.strip() else None
    told, reached = name_of(name), contact_of(contact)
    if guardian is None and not (told and reached):
        raise GuardianMissingError
    if guardian is not None and (guardian.id == child.id or guardian.guardian_id == child.id):
        raise GuardianMissingError
    child.guardian_id = guardian.id if guardian else None
    child.guardian_name = guardian.name if guardian else told
    child.guardian_contact = (guardian.phone or guardian.email) if guardian else reached
    child.changed_at = now
    repository.keep(session, child)
    write(session, by.actor, "patron.guardian", f"patron:{patron_id}", now)
    return child


def _of_card(session: Session, card: str) -> Patron:
    number = card_number(card)
    found = repository.by_number(session, number) if number else None
    if found is None or found.state != PatronState.ACTIVE:
        raise NoSuchPersonError("card", card[:40])
    return found
