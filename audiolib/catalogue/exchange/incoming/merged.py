"""A work as it is and what a record says of it, as one; and what that changes."""

from dataclasses import dataclass, fields, replace
from typing import Any

from audiolib.catalogue.model import Person, WorkDraft
from audiolib.tables.catalogue import Audience

_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Change:
    """A field that will be another, as it is and as it will be, cut to what a table can show."""

    field: str
    before: str
    after: str


def merged(before: WorkDraft, told: WorkDraft) -> WorkDraft:
    """The work with what a record says put in; where the record says nothing, all stays.

    People are replaced role by role; numbers are added to those there are.
    """
    new: dict[str, Any] = {
        field.name: value
        for field in fields(told)
        if (value := getattr(told, field.name)) not in ("", None, (), {}, Audience.GENERAL)
    }
    roles = {person.role for person in told.people}
    others = tuple(person for person in before.people if person.role not in roles)
    return replace(
        before,
        **new
        | {
            "people": tuple(_known(before, p) for p in told.people) + others,
            "identifiers": tuple(dict.fromkeys(before.identifiers + told.identifiers)),
        },
    )


def changes(before: WorkDraft, after: WorkDraft) -> tuple[Change, ...]:
    """The fields in which two drafts differ; the order of terms and numbers is none."""
    return tuple(
        Change(field.name, *(_shown(getattr(draft, field.name)) for draft in (before, after)))
        for field in fields(before)
        if _plain(getattr(before, field.name)) != _plain(getattr(after, field.name))
    )


def _known(before: WorkDraft, person: Person) -> Person:
    """A person with the years that the catalogue knows and the record does not say."""
    for known in before.people:
        if (known.name, known.role) == (person.name, person.role):
            born = known.born if person.born is None else person.born
            died = known.died if person.died is None else person.died
            return replace(person, born=born, died=died)
    return person


def _plain(value: Any) -> Any:
    if isinstance(value, tuple) and not (value and isinstance(value[0], Person)):
        return sorted(value)
    return value


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return str(len(value.get("fields", ()))) if value else ""
    if isinstance(value, tuple):
        value = "; ".join(_part(part) for part in value)
    text = "" if value is None else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _part(part: Any) -> str:
    if isinstance(part, Person):
        return part.name
    return str(part[1]) if isinstance(part, tuple) else str(part)
