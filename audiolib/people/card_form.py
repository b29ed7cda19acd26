"""The form of an application for a card, and all that may be wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from audiolib.people.age import wants_guardian
from audiolib.people.contacts import LONGEST, contact_of, name_of
from audiolib.people.repository import applications as repository

OLDEST = 120
"""Years that a person may be old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardForm:
    """The form as it was filled in; `consent` is the version of the text that was agreed to."""

    name: str
    birth_date: date | None
    contact: str
    branch_id: int | None
    consent: str
    address: str = ""
    guardian_name: str = ""
    guardian_contact: str = ""


def faults(
    session: Session, form: CardForm, today: date, guardian_below: int
) -> Iterator[tuple[str, str]]:
    """Field and code of all that wants correcting, in the order of the form."""
    if not name_of(form.name):
        yield "name", "name-missing"
    elif len(form.name) > LONGEST:
        yield "name", "field-long"
    born = form.birth_date
    if born is None or not today - timedelta(days=366 * OLDEST) < born <= today:
        born = None
        yield "birth_date", "birth-date-odd"
    if not contact_of(form.contact):
        yield "contact", "contact-odd"
    if len(form.address) > LONGEST:
        yield "address", "field-long"
    if form.branch_id is None or not repository.has_branch(session, form.branch_id):
        yield "branch_id", "branch-missing"
    if born is not None and wants_guardian(born, today, guardian_below):
        if not name_of(form.guardian_name):
            yield "guardian_name", "guardian-missing"
        if not contact_of(form.guardian_contact):
            yield "guardian_contact", "contact-odd"
    if not form.consent:
        yield "consent", "consent-missing"
