"""What the desk looks up: patrons by number, name or contact; what they agreed to."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from audiolib.catalogue.fold import fold
from audiolib.people import throttle
from audiolib.people.cards import CARD
from audiolib.people.contacts import contact_of, ending, is_mail, name_of
from audiolib.people.duties import By, Duty, branches_of, require
from audiolib.people.errors import (
    ConsentMissingError,
    ContactOddError,
    NameMissingError,
    NoSuchPersonError,
)
from audiolib.people.numbers import card_number, grouped
from audiolib.people.reader import Reader
from audiolib.people.repository import patrons as repository
from audiolib.people.repository import sessions as session_rows
from audiolib.rights.audit import write
from audiolib.tables.people import Consent, Patron, PatronState


@dataclass(frozen=True, slots=True)
class Known:
    """A patron as the desk sees them; nothing of a disability, nothing of what was heard."""

    id: int
    number: str
    name: str
    birth_year: int | None
    email: str
    phone: str
    branch_id: int
    language: str
    state: PatronState
    expires_on: date
    has_pin: bool
    guardian: str = ""
    """Who speaks for the patron; empty for nobody."""
    guardian_contact: str = ""
    is_attacked: bool = False

    @property
    def grouped(self) -> str:
        """The card's number in groups."""
        return grouped(self.number)


def find(session: Session, words: str, *, by: By, limit: int = 20) -> tuple[Known, ...]:
    """Patrons of the branches where somebody serves: by card, contact, or words of a name."""
    require(by, Duty.SERVE, None)
    branches = branches_of(by, Duty.SERVE)
    if number := card_number(words):
        found = repository.by_number(session, number)
        mine = found is not None and (branches is None or found.branch_id in branches)
        return (_known(found),) if found and mine else ()
    contact = ending(contact_of(words))
    folded = "" if contact else fold(words)
    rows = repository.find(session, folded, contact, branches, min(max(limit, 1), 100))
    return tuple(_known(patron) for patron in rows)


def patron(session: Session, patron_id: int, *, by: By, now: datetime) -> Known:
    """One patron, for the desk or for themselves, and whether many guess at the PIN.

    Raises:
        NoSuchPersonError: there is none.
        NotYourDutyError: it is another branch's.
    """
    row = _row(session, patron_id, by)
    who = throttle.who_of("card", row.card_number)
    return replace(_known(row), is_attacked=throttle.is_attacked(session, who, now))


def number_of_card(session: Session, card: str) -> int:
    """The patron whose card has a number, as people type it.

    Raises:
        NoSuchPersonError: no card has it.
    """
    number = card_number(card)
    found = repository.by_number(session, number) if number else None
    if found is None or found.id is None:
        raise NoSuchPersonError("card", card[:40])
    return found.id


def choose(
    session: Session,
    patron_id: int,
    *,
    by: By,
    now: datetime,
    language: str | None = None,
    interface: str | None = None,
) -> Known:
    """Change what a patron may choose without anybody's leave: language and kind of pages."""
    row = _row(session, patron_id, by)
    row.language = language or row.language
    row.interface = interface or row.interface
    row.changed_at = now
    repository.keep(session, row)
    return _known(row)


def correct(
    session: Session,
    patron_id: int,
    *,
    by: By,
    now: datetime,
    name: str,
    email: str,
    phone: str,
) -> Known:
    """Correct a patron's name and contacts.

    Raises:
        NameMissingError, ContactOddError: as they say.
    """
    row = _row(session, patron_id, by)
    plain, mail, number = name_of(name), contact_of(email), contact_of(phone)
    if not plain:
        raise NameMissingError
    if (email.strip() and not is_mail(mail)) or (phone.strip() and (is_mail(number) or not number)):
        raise ContactOddError
    row.name, row.folded = plain, fold(plain)
    row.email, row.phone = mail, number
    row.changed_at = now
    repository.keep(session, row)
    write(session, by.actor, "patron.corrected", f"patron:{patron_id}", now)
    return _known(row)


def consents(session: Session, patron_id: int, *, by: By) -> tuple[Consent, ...]:
    """What a patron, or their guardian, agreed to, the newest first."""
    _row(session, patron_id, by)
    return tuple(repository.consents(session, patron_id))


def agree(
    session: Session,
    patron_id: int,
    purpose: str,
    text_version: str,
    *,
    channel: str,
    by: By,
    now: datetime,
) -> None:
    """Note a consent, given by the patron, the guardian, or at the desk.

    Raises:
        ConsentMissingError: to nothing in particular nobody can agree.
    """
    row = _row(session, patron_id, by)
    if not purpose or not text_version:
        raise ConsentMissingError
    giver = by.patron_id if isinstance(by, Reader) else None
    consent = Consent(
        patron_id=patron_id,
        given_by=giver or row.guardian_id,
        purpose=purpose,
        text_version=text_version,
        channel=channel,
        given_at=now,
    )
    repository.keep(session, consent)


def take_back(session: Session, patron_id: int, purpose: str, *, by: By, now: datetime) -> int:
    """Take a consent back; gives how many counted. Without that to the card, the card is held."""
    row = _row(session, patron_id, by)
    ended = repository.withdraw(session, patron_id, purpose, now)
    if ended and purpose == CARD and row.state == PatronState.ACTIVE:
        row.state = PatronState.SUSPENDED
        row.changed_at = now
        repository.keep(session, row)
        session_rows.end_all(session, patron_id=patron_id)
    if ended:
        write(session, by.actor, "consent.withdrawn", f"patron:{patron_id}", now, {"of": purpose})
    return ended


def _row(session: Session, patron_id: int, by: By) -> Patron:
    """A patron, for whom the patron, their guardian or the desk asks."""
    row = repository.by_id(session, patron_id)
    asker = by.patron_id if isinstance(by, Reader) else None
    if row and asker is not None and asker in (row.id, row.guardian_id):
        return row
    require(by, Duty.SERVE, row.branch_id if row else None)
    if row is None:
        raise NoSuchPersonError("patron", patron_id)
    return row


def _known(row: Patron) -> Known:
    return Known(
        row.id or 0,
        row.card_number,
        row.name,
        row.birth_year,
        row.email,
        row.phone,
        row.branch_id,
        row.language,
        PatronState(row.state),
        row.expires_on,
        has_pin=bool(row.pin_hash),
        guardian=row.guardian_name,
        guardian_contact=row.guardian_contact,
    )
