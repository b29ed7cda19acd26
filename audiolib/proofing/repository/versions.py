"""Versions of a text: saved, restored, undone, compared."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from audiolib.proofing.apply import done
from audiolib.proofing.compare import BlockChange, compare
from audiolib.proofing.edits import ConfirmText, Edit, from_json
from audiolib.proofing.errors import (
    EditImpossibleError,
)
from audiolib.proofing.repository.rows import add, changes, locked, publication_of, row_of
from audiolib.proofing.repository.suggestions import (
    Waiting,
    open_suggestion,
    settle,
    suggest,
    waiting,
)
from audiolib.proofing.together import inverse, rebase
from audiolib.publication import Publication
from audiolib.store import Store
from audiolib.tables import Account, TextVersion

EDITED, RESTORED, UNDONE = "edited", "restored", "undone"


@dataclass(frozen=True, slots=True)
class Saved:
    """The newest version after a save, what was done to it, and what waits for a decision."""

    version: int
    placed: tuple[Edit, ...]
    suggestions: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """An entry of the history; `author` is empty where a machine made it.

    `reason` is `recognised`, `read`, `edited`, `undone`, `restored`, or another step's word.
    """

    number: int
    base: int
    author: str
    at: datetime
    reason: str
    edits: tuple[Edit, ...]


def newest(session: Session, production_id: int) -> int:
    """The number of the newest version.

    Raises:
        NoSuchVersionError: there is no text yet.
    """
    return row_of(session, production_id, None).number


def version(
    session: Session, store: Store, production_id: int, number: int | None = None
) -> Publication:
    """A version of the text; the newest one where no number is given.

    Raises:
        NoSuchVersionError: there is no such version.
        BlobLostError: the store lost it.
    """
    return publication_of(store, row_of(session, production_id, number))


def save(
    session: Session,
    store: Store,
    production_id: int,
    base: int,
    edits: Sequence[Edit],
    author: int | None,
    reason: str = EDITED,
) -> Saved:
    """Do edits that were made on version `base`, whatever others have saved since.

    The edits are one after the other, each on what the ones before left. Nothing is saved where
    one of them is impossible on `base` itself.

    Raises:
        EditError: an edit can't be done on `base`; its subclasses say why.
        NoSuchVersionError: there is no such version.
    """
    locked(session, production_id)
    head = row_of(session, production_id, None)
    there = publication_of(store, head)
    if base == head.number:
        after, placed = _done(there, edits)
        kept = add(session, store, head, there, after, placed, author, reason)
        return Saved(kept, placed, ())
    older = version(session, store, production_id, base)
    own = replace(older, next_id=max(older.next_id, there.next_id))
    _, mine = _done(own, edits)
    theirs = changes(session, store, production_id, base, head.number)
    met = rebase(mine, theirs, there)
    after = met.publication
    kept = add(session, store, head, there, after, met.placed, author, reason)
    left = [suggest(session, production_id, kept, e, after, author) for e in met.pending]
    return Saved(kept, met.placed, tuple(waiting(session, left)))


def history(session: Session, production_id: int) -> tuple[Version, ...]:
    """Every version: who made it, when, from which one and how; the newest first."""
    rows = session.exec(
        select(TextVersion, Account.name)
        .outerjoin(Account, col(Account.id) == col(TextVersion.author_id))
        .where(col(TextVersion.production_id) == production_id)
        .order_by(col(TextVersion.number).desc())
    ).all()
    return tuple(
        Version(row.number, row.base, name or "", row.at, row.reason, from_json(row.edits))
        for row, name in rows
    )


def difference(
    session: Session, store: Store, production_id: int, older: int, newer: int | None = None
) -> tuple[BlockChange, ...]:
    """What differs of two versions, block by block.

    Raises:
        NoSuchVersionError: there is no such version.
    """
    before = version(session, store, production_id, older)
    return compare(before, version(session, store, production_id, newer))


def restore(
    session: Session, store: Store, production_id: int, number: int, author: int | None
) -> int:
    """The text as it was in an older version, as a new one; gives its number.

    Raises:
        NoSuchVersionError: there is no such version.
    """
    locked(session, production_id)
    head = row_of(session, production_id, None)
    there, older = publication_of(store, head), version(session, store, production_id, number)
    again = replace(older, next_id=max(older.next_id, there.next_id))
    return add(session, store, head, there, again, (), author, RESTORED)


def undo(
    session: Session, store: Store, production_id: int, number: int, author: int | None
) -> Saved:
    """Take back what one version changed, and leave what others changed since.

    Raises:
        EditImpossibleError: it changed more than words, and others came after it.
        NoSuchVersionError: there is no such version, or nothing before it.
    """
    row = row_of(session, production_id, number)
    if number == newest(session, production_id):
        before = restore(session, store, production_id, number - 1, author)
        return Saved(before, (), ())
    back = [inverse(edit) for edit in reversed(from_json(row.edits)) if _changes(edit)]
    if not back or None in back:
        raise EditImpossibleError("", "undo")
    edits = [edit for edit in back if edit is not None]
    return save(session, store, production_id, number, edits, author, UNDONE)


def accept(session: Session, store: Store, suggestion_id: int, author: int | None) -> Saved:
    """Take a suggestion: its reading stands in the text, whatever was there.

    Raises:
        NoSuchSuggestionError: there is none of this number that waits.
        EditError: its place is gone; leave it, and type the words where they belong.
    """
    row = open_suggestion(session, suggestion_id)
    (edit,) = from_json([row.edit])
    saved = save(session, store, row.production_id, row.version, [edit], row.author_id)
    settle(session, row, author, accepted=True)
    return saved


def decline(session: Session, suggestion_id: int, author: int | None) -> None:
    """Leave a suggestion: the text stays as it is.

    Raises:
        NoSuchSuggestionError: there is none of this number that waits.
    """
    settle(session, open_suggestion(session, suggestion_id), author, accepted=False)


def _done(publication: Publication, edits: Sequence[Edit]) -> tuple[Publication, tuple[Edit, ...]]:
    kept: list[Edit] = []
    for edit in edits:
        after = done(publication, edit)
        publication = after.publication
        kept.append(after.edit)
    return publication, tuple(kept)


def _changes(edit: Edit) -> bool:
    return not isinstance(edit, ConfirmText)
