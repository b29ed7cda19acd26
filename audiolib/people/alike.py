"""Who may be the applicant already: patrons and other applications that are alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from audiolib.people.contacts import ending
from audiolib.people.repository import applications as repository
from audiolib.people.repository import patrons as patron_rows
from audiolib.tables.people import ApplicationState, CardApplication, Patron


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Somebody who may be the applicant: the same name and birth, or only the same contact.

    One of `patron_id` and `application_id` is given.
    """

    patron_id: int | None
    application_id: int | None
    is_same_person: bool


def alike(session: Session, application: CardApplication) -> Iterator[Duplicate]:
    """Patrons and other applications of the same person, or with the same contact."""
    contact, words = ending(application.contact), _words(application.folded)
    born = application.birth_date
    year = born.year if born else None
    for patron in patron_rows.alike(session, year, contact):
        same = _words(patron.folded) == words and patron.birth_year == year
        if same or _has(patron, contact):
            yield Duplicate(patron.id, None, same)
    for other in repository.alike(session, born, contact):
        same = _words(other.folded) == words and other.birth_date == born
        open_or_done = other.patron_id is None and other.state != ApplicationState.REFUSED
        if (
            other.id != application.id
            and open_or_done
            and (same or ending(other.contact) == contact)
        ):
            yield Duplicate(None, other.id, same)


def _words(folded: str) -> tuple[str, ...]:
    """The words of a name in one order: some forms ask for the family name first."""
    return tuple(sorted(folded.split()))


def _has(patron: Patron, contact: str) -> bool:
    return bool(contact) and contact in (ending(patron.email), ending(patron.phone))
