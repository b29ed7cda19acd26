"""Adding and changing many works at once, as `add_work` and `change_work` do with each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from audiolib.catalogue.errors import WorkChangedError
from audiolib.catalogue.model import WorkDraft
from audiolib.catalogue.repository import many
from audiolib.catalogue.works import columns, seen_of


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
        drafts: Some hundred at most, each as `tidied` gives it.
        accessibility: schema.org terms of each.
        branch_id: The branch.
        now: When they came in.

    Raises:
        IntegrityError: one has an identifier that is another work's.
    """
    if not drafts:
        return []
    beside = {"branch_id": branch_id, "created_at": now, "changed_at": now}
    works = [
        {**columns(draft), **beside, "accessibility": dict(terms)}
        for draft, terms in zip(drafts, accessibility, strict=True)
    ]
    numbers = many.add(session, works, many.series(session, drafts), drafts)
    _surround(session, numbers, drafts)
    return numbers


def change_works(
    session: Session, changes: Sequence[tuple[int, int, WorkDraft]], now: datetime
) -> None:
    """Works as drafts say, each told by its number and the version that the caller has seen.

    Args:
        session: Nothing is written where one of them can't be.
        changes: Some hundred at most, of different works; each draft as `tidied` gives it.
        now: When they were changed.

    Raises:
        WorkChangedError: somebody else was faster with one.
        IntegrityError: one has an identifier that is another work's.
    """
    if not changes:
        return
    drafts = [draft for _number, _version, draft in changes]
    beside = {"changed_at": now}
    works = [
        {**columns(draft), **beside, "id": number, "version": version}
        for number, version, draft in changes
    ]
    numbers = [number for number, _version, _draft in changes]
    changed = many.change(session, works, many.series(session, drafts), drafts)
    if lost := set(numbers) - changed:
        raise WorkChangedError(min(lost), 0)
    many.clear(session, numbers)
    _surround(session, numbers, drafts)


def _surround(session: Session, numbers: Sequence[int], drafts: Sequence[WorkDraft]) -> None:
    many.set_people(session, numbers, drafts)
    many.set_subjects(session, numbers, drafts)
    many.set_collections(session, numbers, drafts)
    many.set_identifiers(session, numbers, drafts)
    many.index(session, numbers, [seen_of(draft) for draft in drafts])
