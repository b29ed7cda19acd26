"""A draft as it is kept: white space single, NFC, nothing that the database can't hold."""

import re
from dataclasses import fields, replace
from typing import Any
from unicodedata import category, normalize

from audiolib.catalogue.errors import WorkIncompleteError, WorkTooLongError, WorkWrongError
from audiolib.catalogue.model import Person, WorkDraft

LONG = {"title": 1_000, "subtitle": 1_000, "summary": 50_000}
"""Letters that a field may have, where it may have more than `SHORT`."""
SHORT = 300
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
_ROLE = re.compile(r"[a-z]{3}")
_OLDEST = 150
_YEARS = range(-5_000, 10_000)


def tidied(draft: WorkDraft) -> WorkDraft:
    """The draft with each text in order.

    Raises:
        WorkIncompleteError: it has no title or no language.
        WorkTooLongError: a text is longer than its field.
        WorkWrongError: a language tag, an age, a year or a role is none.
    """
    texts: dict[str, Any] = {
        field.name: _line(getattr(draft, field.name))
        for field in fields(draft)
        if field.type is str and field.name != "summary"
    }
    tidy = replace(
        draft,
        **texts,
        summary="\n".join(map(_line, draft.summary.strip().split("\n"))),
        people=tuple(
            replace(person, name=_line(person.name))
            for person in draft.people
            if _line(person.name)
        ),
        identifiers=_pairs(draft.identifiers),
        subjects=_pairs(draft.subjects),
    )
    _look(tidy)
    return tidy


def _look(draft: WorkDraft) -> None:
    for field in ("title", "language"):
        if not getattr(draft, field):
            raise WorkIncompleteError(field)
    for field, text in _texts(draft):
        most = LONG.get(field, SHORT)
        if len(text) > most:
            raise WorkTooLongError(field, most)
    if not _TAG.fullmatch(draft.language):
        raise WorkWrongError("language", draft.language)
    for person in draft.people:
        _look_at_person(person)
    for field in ("age_from", "age_to"):
        age = getattr(draft, field)
        if age is not None and not 0 <= age <= _OLDEST:
            raise WorkWrongError(field, str(age))
    if draft.age_from is not None and draft.age_to is not None and draft.age_from > draft.age_to:
        raise WorkWrongError("age_to", str(draft.age_to))
    if draft.first_published is not None and draft.first_published not in _YEARS:
        raise WorkWrongError("first_published", str(draft.first_published))


def _look_at_person(person: Person) -> None:
    if not _ROLE.fullmatch(person.role):
        raise WorkWrongError("role", person.role)
    for year in (person.born, person.died):
        if year is not None and year not in _YEARS:
            raise WorkWrongError("people", str(year))


def _texts(draft: WorkDraft) -> list[tuple[str, str]]:
    found = [(field.name, getattr(draft, field.name)) for field in fields(draft)]
    found = [(name, value) for name, value in found if isinstance(value, str)]
    found += [("people", person.name) for person in draft.people]
    found += [("identifiers", text) for pair in draft.identifiers for text in pair]
    found += [("subjects", text) for pair in draft.subjects for text in pair]
    return found


def _pairs(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    told = ((_line(first), _line(second)) for first, second in pairs)
    return tuple(dict.fromkeys((first, second) for first, second in told if second))


def _line(text: str) -> str:
    """One line without control characters and lone surrogates; joiners and marks stay."""
    plain = "".join(" " if category(c) in ("Cc", "Cs") else c for c in text)
    return normalize("NFC", " ".join(plain.split()))
