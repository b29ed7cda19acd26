"""Putting many new works into the catalogue at once, as `add_work` puts in each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from audiolib.catalogue.model import WorkDraft
from audiolib.catalogue.repository import many
from audiolib.catalogue.tidy import tidied
from audiolib.catalogue.works import filled, seen_of


def add_works(
    session: Session,
    drafts: Sequence[WorkDraft],
    accessibility: Sequence[Mapping[str, Any]],
    branch_id: int,
    now: datetime,
) -> list[int]:
    """New works of a branch; gives their numbers, in the order of the drafts.

    Args:
        session: Nothing is written where one of them can't be.
        drafts: Some hundred at most.
        accessibility: schema.org terms of each.
        branch_id: The branch.
        now: When they came in.

    Raises:
        WorkIncompleteError: one has no title or no language, or a field holds what it can't.
        IntegrityError: one has an identifier that is another work's.
    """
    if not drafts:
        return []
    tidy = [tidied(draft) for draft in drafts]
    works = [filled(draft, branch_id, now) for draft in tidy]
    for work, terms in zip(works, accessibility, strict=True):
        work.accessibility = dict(terms)
    numbers = many.add(session, works, many.series(session, tidy), tidy)
    many.set_people(session, numbers, tidy)
    many.set_subjects(session, numbers, tidy)
    many.set_collections(session, numbers, tidy)
    many.set_identifiers(session, numbers, tidy)
    many.index(session, numbers, [seen_of(w, d) for w, d in zip(works, tidy, strict=True)])
    return numbers
