"""Patrons and their cards: given, renewed, replaced when lost, held back.

A card is a number and a PIN. The PIN is shown once and kept as a hash; nobody can look it up, a new
one is made for whoever forgot it.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from audiolib.catalogue.fold import fold
from audiolib.people import passwords, throttle
from audiolib.people.age import is_surely_child, wants_guardian
from audiolib.people.contacts import contact_of, name_of
from audiolib.people.duties import By, Duty, Operator, require
from audiolib.people.errors import (
    CardStateError,
    CardWrongError,
    ConsentMissingError,
    ContactOddError,
    GuardianMissingError,
    LoginWaitError,
    NameMissingError,
    NoSuchPersonError,
)
from audiolib.people.numbers import grouped, new_card_number
from audiolib.people.reader import Reader
from audiolib.people.repository import attempts
from audiolib.people.repository import patrons as repository
from audiolib.people.repository import sessions as session_rows
from audiolib.people.sessions import Refusal, digest
from audiolib.rights.audit import write
from audiolib.tables.people import Consent, Patron, PatronState

CARD = "card"
"""The purpose of the consent that every card rests on."""
CARER = "carer"
"""The purpose of the consent that somebody may act for the patron."""
INTERFACES = ("standard", "simple", "screen_reader", "study", "child")


@dataclass(frozen=True, slots=True, kw_only=True)
class PatronDraft:
    """What the desk is told by a new patron; of the day of birth only the year is kept.

    `consent` is the version of the text agreed to.
    """

    name: str
    branch_id: int
    consent: str
    birth_date: date | None = None
    email: str = ""
    phone: str = ""
    address: str = ""
    language: str = "vi"
    interface: str = "standard"
    guardian_id: int | None = None
    guardian_name: str = ""
    guardian_contact: str = ""


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """A card as it is handed over; the PIN is nowhere else."""

    patron_id: int
    number: str
    pin: str

    @property
    def grouped(self) -> str:
        """The number as it is printed and read out."""
        return grouped(self.number)


def issue(
    session: Session, draft: PatronDraft, *, expires_on: date, by: By, now: datetime
) -> IssuedCard:
    """A card for somebody who came to the desk; from `expires_on` on it no longer counts.

    Raises:
        NotYourDutyError: the branch is another's.
        NameMissingError, ContactOddError, ConsentMissingError: what is missing.
        GuardianMissingError: a child's card without a guardian.
    """
    require(by, Duty.SERVE, draft.branch_id)
    pin = passwords.new_pin()
    patron = enrol(session, draft, expires_on=expires_on, now=now, channel="desk", pin=pin)
    _tell(session, by, "card.issued", patron, now)
    return IssuedCard(_id(patron), patron.card_number, pin)


def enrol(
    session: Session,
    draft: PatronDraft,
    *,
    expires_on: date,
    now: datetime,
    channel: str,
    pin: str = "",
) -> Patron:
    """A new patron with the consent that the card rests on; without a PIN the card waits for one.

    Raises:
        NameMissingError, ContactOddError, ConsentMissingError, GuardianMissingError: as `issue`.
    """
    patron = Patron(
        card_number="",
        pin_hash=passwords.kept(pin) if pin else "",
        name=name_of(draft.name),
        folded=fold(draft.name),
        birth_year=draft.birth_date.year if draft.birth_date else None,
        email=_contact(draft.email),
        phone=_contact(draft.phone),
        address=name_of(draft.address),
        language=draft.language,
        branch_id=draft.branch_id,
        guardian_id=draft.guardian_id,
        guardian_name=name_of(draft.guardian_name),
        guardian_contact=_contact(draft.guardian_contact),
        reader_key=secrets.token_hex(16),
        interface=draft.interface if draft.interface in INTERFACES else INTERFACES[0],
        expires_on=expires_on,
        card_issued_on=now.date(),
        issued_online=channel == "web",
        created_at=now,
        changed_at=now,
    )
    if not patron.name:
        raise NameMissingError
    if not draft.consent:
        raise ConsentMissingError
    born = draft.birth_date
    if born and wants_guardian(born, now.date()) and not _has_guardian(patron):
        raise GuardianMissingError
    repository.add(session, patron, new_card_number)
    repository.keep(
        session,
        Consent(
            patron_id=patron.id,
            given_by=patron.guardian_id,
            purpose=CARD,
            text_version=draft.consent,
            channel=channel,
            given_at=now,
        ),
    )
    return patron


def renew(session: Session, patron_id: int, expires_on: date, *, by: By, now: datetime) -> None:
    """Let a card count longer; one that was closed stays closed.

    Raises:
        CardStateError: it is closed.
    """
    patron = _patron(session, patron_id, by)
    _refuse_closed(patron)
    patron.expires_on = expires_on
    _change(session, patron, now)
    _tell(session, by, "card.renewed", patron, now)


def replace_lost(session: Session, patron_id: int, *, by: By, now: datetime) -> IssuedCard:
    """A new number and PIN; the old number opens nothing, sessions end, devices are strange again.

    What the patron has (shelf, places, verification) stays: only the number is another.
    """
    patron = _patron(session, patron_id, by)
    _refuse_closed(patron)
    attempts.forget(session, throttle.who_of("card", patron.card_number))
    pin = passwords.new_pin()
    patron.pin_hash = passwords.kept(pin)
    patron.card_issued_on = now.date()
    repository.renumber(session, patron, new_card_number)
    _change(session, patron, now)
    session_rows.end_all(session, patron_id=patron_id, devices=True)
    _tell(session, by, "card.replaced", patron, now)
    return IssuedCard(patron_id, patron.card_number, pin)


def new_pin(session: Session, patron_id: int, *, by: By, now: datetime) -> IssuedCard:
    """A new PIN for the same number, shown once; sessions end, and waiting is over."""
    patron = _patron(session, patron_id, by)
    _refuse_closed(patron)
    pin = passwords.new_pin()
    give_pin(session, patron, pin, now)
    session_rows.end_all(session, patron_id=patron_id)
    attempts.forget(session, throttle.who_of("card", patron.card_number))
    _tell(session, by, "card.pin", patron, now)
    return IssuedCard(patron_id, patron.card_number, pin)


def give_pin(session: Session, patron: Patron, pin: str, now: datetime) -> None:
    """Keep the hash of a PIN."""
    patron.pin_hash = passwords.kept(pin)
    _change(session, patron, now)


def change_pin(
    session: Session,
    reader: Reader,
    old: str,
    new: str,
    *,
    origin: str,
    now: datetime,
    token: str = "",
    phone: str = "",
) -> Refusal | None:
    """The PIN that a patron chose; every session but that of the token ends.

    Raises:
        PinTrivialError: the new one is among the first that a stranger would try.
    """
    patron = _own(session, reader)
    digits = passwords.check_pin(new, birth_year=patron.birth_year)
    if refusal := ask_pin(session, reader, old, origin=origin, now=now, phone=phone):
        return refusal
    give_pin(session, patron, digits, now)
    kept = digest(token) if token else ""
    session_rows.end_all(session, patron_id=reader.patron_id, but=kept)
    return None


def ask_pin(
    session: Session, reader: Reader, pin: str, *, origin: str, now: datetime, phone: str = ""
) -> Refusal | None:
    """Whether somebody who came in knows the card's PIN, before what can't be undone."""
    patron = _own(session, reader)
    # Whoever found an open browser may not guess the PIN there without end.
    who = throttle.who_of("pin", patron.card_number)
    turn = throttle.turn(session, who, origin, now)
    if not turn.counts:
        wait = LoginWaitError.of(turn.wait_s, phone)
        return Refusal(wait, wait)
    if not passwords.is_right(passwords.digits_of(pin) or "?", patron.pin_hash):
        wait_s = throttle.failed(session, who, origin, now)
        return Refusal(CardWrongError("pin"), LoginWaitError.of(wait_s, phone) if wait_s else None)
    throttle.came_in(session, who, origin)
    return None


def suspend(session: Session, patron_id: int, *, by: By, now: datetime) -> None:
    """Hold a card back, till it is resumed."""
    _turn(session, patron_id, PatronState.SUSPENDED, by, now)


def resume(session: Session, patron_id: int, *, by: By, now: datetime) -> None:
    """Let a card that was held back count again."""
    _turn(session, patron_id, PatronState.ACTIVE, by, now)


def close(session: Session, patron_id: int, *, by: By, now: datetime) -> None:
    """End a card for good; what is kept of the patron goes with `own_data.erase`."""
    _turn(session, patron_id, PatronState.CLOSED, by, now)


def _turn(session: Session, patron_id: int, state: PatronState, by: By, now: datetime) -> None:
    patron = _patron(session, patron_id, by)
    _refuse_closed(patron)
    is_child = is_surely_child(patron.birth_year, now.date())
    if state is PatronState.ACTIVE and is_child and not _has_guardian(patron):
        raise GuardianMissingError
    patron.state = state
    _change(session, patron, now)
    if state is not PatronState.ACTIVE:
        session_rows.end_all(session, patron_id=patron_id)
    _tell(session, by, f"card.{state.value}", patron, now)


def _patron(session: Session, patron_id: int, by: By) -> Patron:
    """A patron whom somebody may serve; one of another branch is not told from one of nobody."""
    patron = repository.by_id(session, patron_id)
    if patron is None:
        if not isinstance(by, Operator):
            require(by, Duty.SERVE, None)
        raise NoSuchPersonError("patron", patron_id)
    require(by, Duty.SERVE, patron.branch_id)
    return patron


def _own(session: Session, reader: Reader) -> Patron:
    if (patron := repository.by_id(session, reader.patron_id or 0)) is None:
        raise NoSuchPersonError("patron", reader.patron_id or 0)
    return patron


def _refuse_closed(patron: Patron) -> None:
    if patron.state == PatronState.CLOSED:
        raise CardStateError(str(patron.state))


def _has_guardian(patron: Patron) -> bool:
    named = patron.guardian_name and patron.guardian_contact
    return patron.guardian_id is not None or bool(named)


def _contact(text: str) -> str:
    contact = contact_of(text)
    if text.strip() and not contact:
        raise ContactOddError
    return contact


def _change(session: Session, patron: Patron, now: datetime) -> None:
    patron.changed_at = now
    repository.keep(session, patron)


def _id(patron: Patron) -> int:
    return patron.id or 0


def _tell(session: Session, by: By, act: str, patron: Patron, now: datetime) -> None:
    write(session, by.actor, act, f"patron:{patron.id}", now)
