"""Applications for a card over the web: sent, checked, approved by another, collected.

Eight fields at most: name, day of birth, contact, address, branch, consent, and for a child a
guardian's name and contact. The receipt's number is all that an applicant needs afterwards.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from audiolib.catalogue.fold import fold
from audiolib.people import cards, passwords, throttle
from audiolib.people.age import GUARDIAN_BELOW, wants_guardian
from audiolib.people.alike import Duplicate, alike
from audiolib.people.card_form import CardForm, faults
from audiolib.people.cards import IssuedCard, PatronDraft
from audiolib.people.contacts import contact_of, is_mail, name_of
from audiolib.people.duties import Duty, branches_of, require
from audiolib.people.errors import (
    ApplicationFaultyError,
    ApplicationManyError,
    ApplicationStateError,
    CardCollectedError,
    CardWaitingError,
    DuplicateError,
    LoginWaitError,
    NoSuchPersonError,
    ReasonMissingError,
    ReceiptWrongError,
    TwoPeopleError,
)
from audiolib.people.numbers import grouped, new_receipt, receipt_number
from audiolib.people.reader import Reader
from audiolib.people.repository import applications as repository
from audiolib.people.repository import patrons as patron_rows
from audiolib.people.sessions import Refusal
from audiolib.rights.audit import write
from audiolib.tables.people import ApplicationState, CardApplication, PatronState

IN_AN_HOUR = 40
"""Applications from one origin; a library's computers share one."""
_DRAWS = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an application is, for whoever has the receipt; nothing of the person."""

    state: ApplicationState
    reason: str
    sent_at: datetime
    has_card: bool
    """Approved, and the card still to be collected."""


def send(
    session: Session,
    form: CardForm,
    *,
    now: datetime,
    origin: str = "",
    language: str = "vi",
    guardian_below: int = GUARDIAN_BELOW,
) -> str:
    """Take an application in; gives the receipt's number, the same one for one sent twice.

    Raises:
        ApplicationManyError: dozens came from the same origin within the hour.
        ApplicationFaultyError: fields want correcting; it names each with a code.
    """
    wrong = dict(faults(session, form, now.date(), guardian_below))
    if wrong or form.birth_date is None or form.branch_id is None:
        raise ApplicationFaultyError(wrong)
    name, contact = name_of(form.name), contact_of(form.contact)
    if again := repository.same(session, fold(name), form.birth_date, contact):
        return again.receipt
    if origin and not throttle.is_few(session, "application", origin, now, IN_AN_HOUR):
        raise ApplicationManyError
    child = wants_guardian(form.birth_date, now.date(), guardian_below)
    application = CardApplication(
        receipt="",
        name=name,
        folded=fold(name),
        birth_date=form.birth_date,
        contact=contact,
        address=name_of(form.address),
        # Of those who need no guardian nobody else is written down.
        guardian_name=name_of(form.guardian_name) if child else "",
        guardian_contact=contact_of(form.guardian_contact) if child else "",
        branch_id=form.branch_id,
        language=language,
        consent_text=form.consent,
        created_at=now,
    )
    for _ in range(_DRAWS):
        application.receipt = new_receipt()
        if repository.add(session, application):
            return application.receipt
    raise NoSuchPersonError("receipt", application.receipt)


def standing(session: Session, receipt: str) -> Standing | None:
    """How far the application of a receipt is; None where there is none."""
    number = receipt_number(receipt)
    found = repository.by_receipt(session, number) if number else None
    if found is None:
        return None
    patron = patron_rows.by_id(session, found.patron_id) if found.patron_id else None
    waits = patron is not None and not patron.pin_hash and patron.state == PatronState.ACTIVE
    return Standing(ApplicationState(found.state), found.reason, found.created_at, waits)


def waiting(
    session: Session, *, by: Reader, state: ApplicationState, limit: int = 50, after: int = 0
) -> tuple[CardApplication, ...]:
    """Applications in a state, in the branches where somebody serves, the oldest first."""
    require(by, Duty.SERVE, None)
    branches = branches_of(by, Duty.SERVE)
    return tuple(repository.listed(session, (state,), branches, min(limit, 200), after))


def duplicates(session: Session, application_id: int, *, by: Reader) -> tuple[Duplicate, ...]:
    """Who may be the applicant, those with the same name and birth first."""
    application = _application(session, application_id, by, Duty.SERVE)
    found = sorted(alike(session, application), key=lambda d: not d.is_same_person)
    return tuple(found)


def check(session: Session, application_id: int, *, by: Reader, now: datetime) -> None:
    """Say that an application is complete and plausible: the first of two people.

    Raises:
        ApplicationStateError: somebody has checked or decided it already.
    """
    application = _application(session, application_id, by, Duty.SERVE)
    _require_state(application, ApplicationState.NEW)
    application.state = ApplicationState.CHECKED
    application.checked_by = by.account_id
    application.checked_at = now
    repository.keep(session, application)
    write(session, by.actor, "application.checked", f"application:{application_id}", now)


def approve(
    session: Session,
    application_id: int,
    *,
    expires_on: date,
    by: Reader,
    now: datetime,
    in_spite_of_duplicates: bool = False,
) -> int:
    """Say yes: the second person; gives the patron, whose card waits to be collected.

    Raises:
        TwoPeopleError: the same person checked it.
        ApplicationStateError: nobody checked it yet, or it is decided.
        DuplicateError: the person seems to have a card.
    """
    application = _application(session, application_id, by, Duty.APPROVE)
    _require_state(application, ApplicationState.CHECKED)
    if application.checked_by == by.account_id:
        raise TwoPeopleError
    again = [d.patron_id for d in alike(session, application) if d.is_same_person]
    if (known := tuple(p for p in again if p is not None)) and not in_spite_of_duplicates:
        raise DuplicateError(known)
    mail = is_mail(application.contact)
    draft = PatronDraft(
        name=application.name,
        branch_id=application.branch_id,
        consent=application.consent_text,
        birth_date=application.birth_date,
        email=application.contact if mail else "",
        phone="" if mail else application.contact,
        address=application.address,
        language=application.language,
        guardian_name=application.guardian_name,
        guardian_contact=application.guardian_contact,
    )
    patron = cards.enrol(session, draft, expires_on=expires_on, now=now, channel="web")
    application.state = ApplicationState.APPROVED
    application.approved_by = by.account_id
    application.approved_at = now
    application.patron_id = patron.id
    repository.keep(session, application)
    write(session, by.actor, "application.approved", f"application:{application_id}", now)
    return patron.id or 0


def refuse(
    session: Session, application_id: int, reason: str, *, by: Reader, now: datetime
) -> None:
    """Say no, with a reason that the applicant is told.

    Raises:
        ReasonMissingError: there is none.
        ApplicationStateError: it is decided.
    """
    application = _application(session, application_id, by, Duty.SERVE)
    _require_state(application, ApplicationState.NEW, ApplicationState.CHECKED)
    if not (told := name_of(reason)):
        raise ReasonMissingError
    application.state = ApplicationState.REFUSED
    application.reason = told
    # The table asks for two people where there are two: one is enough to refuse.
    if application.checked_by is None:
        application.checked_by, application.checked_at = by.account_id, now
    elif application.checked_by != by.account_id:
        application.approved_by, application.approved_at = by.account_id, now
    repository.keep(session, application)
    write(session, by.actor, "application.refused", f"application:{application_id}", now)


def collect(
    session: Session,
    receipt: str,
    birth_date: date,
    *,
    origin: str,
    now: datetime,
    phone: str = "",
) -> IssuedCard | Refusal:
    """Number and PIN of an approved application, shown to the applicant, once.

    So nobody at the library sees the PIN. Whoever lost it asks the desk for a new one.
    """
    number = receipt_number(receipt)
    who = throttle.who_of("receipt", number)
    turn = throttle.turn(session, who, origin, now)
    if not turn.counts:
        wait = LoginWaitError.of(turn.wait_s, phone)
        return Refusal(wait, wait)
    found = repository.by_receipt(session, number) if number else None
    if found is None or found.birth_date != birth_date:
        wait_s = throttle.failed(session, who, origin, now)
        wrong = ReceiptWrongError("receipt or day of birth")
        return Refusal(wrong, LoginWaitError.of(wait_s, phone) if wait_s else None)
    throttle.came_in(session, who, origin)
    patron = patron_rows.locked(session, found.patron_id) if found.patron_id else None
    if patron is None or patron.state != PatronState.ACTIVE:
        return Refusal(CardWaitingError(str(found.state)))
    if patron.pin_hash:
        return Refusal(CardCollectedError(phone))
    pin = passwords.new_pin()
    cards.give_pin(session, patron, pin, now)
    return IssuedCard(patron.id or 0, patron.card_number, pin)


def issued_online(session: Session, since: date, until: date) -> dict[int, int]:
    """Cards that were approved over the web, by branch, from a day on to before another (UTC)."""
    first, end = (datetime.combine(day, time(), UTC) for day in (since, until))
    return repository.approved(session, first, end)


def forget_refused(session: Session, now: datetime, days: int) -> int:
    """Empty refused applications some days after the decision; gives how many."""
    old = repository.refused_before(session, now - timedelta(days=days))
    repository.make_nameless(session, old)
    return len(old)


def read_out(receipt: str) -> str:
    """A receipt's number as it is printed and read out."""
    return grouped(receipt)


def _require_state(application: CardApplication, *states: ApplicationState) -> None:
    if application.state not in states:
        raise ApplicationStateError(str(application.state))


def _application(session: Session, application_id: int, by: Reader, duty: Duty) -> CardApplication:
    require(by, duty, None)
    application = repository.by_id(session, application_id)
    if application is None:
        raise NoSuchPersonError("application", application_id)
    require(by, duty, application.branch_id)
    return application
