"""Versions of a production's text, and the suggestions that wait for a decision."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

from sqlmodel import Session, col, select

from audiolib import stored
from audiolib.making.errors import BlobLostError
from audiolib.proofing.apply import done
from audiolib.proofing.compare import BlockChange, between, compare
from audiolib.proofing.edits import ConfirmText, Edit, as_json, from_json, target
from audiolib.proofing.errors import (
    EditError,
    EditImpossibleError,
    NoSuchSuggestionError,
    NoSuchVersionError,
)
from audiolib.proofing.together import inverse, rebase
from audiolib.publication import Publication
from audiolib.store import Store
from audiolib.tables import Account, Production, Suggestion, TextVersion

EDITED, RESTORED, UNDONE = "edited", "restored", "undone"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A suggestion: an edit of version `version` that somebody must take or leave.

    `block` is empty where the place is gone; `author` is the name of an account.
    """

    id: int
    version: int
    block: str
    edit: Edit
    author: str
    at: datetime


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
    return _row(session, production_id, None).number


def version(
    session: Session, store: Store, production_id: int, number: int | None = None
) -> Publication:
    """A version of the text; the newest one where no number is given.

    Raises:
        NoSuchVersionError: there is no such version.
        BlobLostError: the store lost it.
    """
    return _publication(store, _row(session, production_id, number))


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
    _locked(session, production_id)
    head = _row(session, production_id, None)
    there = _publication(store, head)
    if base == head.number:
        after, placed = _done(there, edits)
        kept = _add(session, store, head, there, after, placed, author, reason)
        return Saved(kept, placed, ())
    older = version(session, store, production_id, base)
    own = replace(older, next_id=max(older.next_id, there.next_id))
    _, mine = _done(own, edits)
    theirs = changes(session, store, production_id, base, head.number)
    met = rebase(mine, theirs, there)
    after = met.publication
    kept = _add(session, store, head, there, after, met.placed, author, reason)
    waiting = [_suggest(session, production_id, kept, e, after, author) for e in met.pending]
    return Saved(kept, met.placed, tuple(_waiting(session, waiting)))


def changes(
    session: Session, store: Store, production_id: int, older: int, newer: int
) -> tuple[Edit, ...]:
    """The edits that lead from one version to a later one.

    A version that a machine made has none of its own: what differs, block by block, stands for
    them.
    """
    rows = session.exec(
        select(TextVersion)
        .where(
            col(TextVersion.production_id) == production_id,
            col(TextVersion.number) >= older,
            col(TextVersion.number) <= newer,
        )
        .order_by(col(TextVersion.number))
    ).all()
    found: list[Edit] = []
    for before, row in pairwise(rows):
        if row.edits or row.digest == before.digest:
            found += from_json(row.edits)
        else:
            found += between(_publication(store, before), _publication(store, row))
    return tuple(found)


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
    _locked(session, production_id)
    head = _row(session, production_id, None)
    there, older = _publication(store, head), version(session, store, production_id, number)
    again = replace(older, next_id=max(older.next_id, there.next_id))
    return _add(session, store, head, there, again, (), author, RESTORED)


def undo(
    session: Session, store: Store, production_id: int, number: int, author: int | None
) -> Saved:
    """Take back what one version changed, and leave what others changed since.

    Raises:
        EditImpossibleError: it changed more than words, and others came after it.
        NoSuchVersionError: there is no such version, or nothing before it.
    """
    row = _row(session, production_id, number)
    if number == newest(session, production_id):
        before = restore(session, store, production_id, number - 1, author)
        return Saved(before, (), ())
    back = [inverse(edit) for edit in reversed(from_json(row.edits)) if _changes(edit)]
    if not back or None in back:
        raise EditImpossibleError("", "undo")
    edits = [edit for edit in back if edit is not None]
    return save(session, store, production_id, number, edits, author, UNDONE)


def suggestions(session: Session, production_id: int) -> tuple[Waiting, ...]:
    """The suggestions that wait for a decision, the oldest first."""
    rows = session.exec(
        select(Suggestion)
        .where(col(Suggestion.production_id) == production_id, col(Suggestion.settled_at).is_(None))
        .order_by(col(Suggestion.id))
    ).all()
    return tuple(_waiting(session, rows))


def accept(session: Session, store: Store, suggestion_id: int, author: int | None) -> Saved:
    """Take a suggestion: its reading stands in the text, whatever was there.

    Raises:
        NoSuchSuggestionError: there is none of this number that waits.
        EditError: its place is gone; leave it, and type the words where they belong.
    """
    row = _open_suggestion(session, suggestion_id)
    (edit,) = from_json([row.edit])
    saved = save(session, store, row.production_id, row.version, [edit], row.author_id)
    _settle(session, row, author, accepted=True)
    return saved


def decline(session: Session, suggestion_id: int, author: int | None) -> None:
    """Leave a suggestion: the text stays as it is.

    Raises:
        NoSuchSuggestionError: there is none of this number that waits.
    """
    _settle(session, _open_suggestion(session, suggestion_id), author, accepted=False)


def _done(publication: Publication, edits: Sequence[Edit]) -> tuple[Publication, tuple[Edit, ...]]:
    kept: list[Edit] = []
    for edit in edits:
        after = done(publication, edit)
        publication = after.publication
        kept.append(after.edit)
    return publication, tuple(kept)


def _changes(edit: Edit) -> bool:
    return not isinstance(edit, ConfirmText)


def _locked(session: Session, production_id: int) -> None:
    """Wait until nobody else saves a version of this production."""
    session.exec(
        select(Production.id).where(col(Production.id) == production_id).with_for_update()
    ).all()


def _row(session: Session, production_id: int, number: int | None) -> TextVersion:
    found = select(TextVersion).where(col(TextVersion.production_id) == production_id)
    if number is not None:
        found = found.where(col(TextVersion.number) == number)
    row = session.exec(found.order_by(col(TextVersion.number).desc()).limit(1)).first()
    if row is None:
        raise NoSuchVersionError(production_id, number or 0)
    return row


def _publication(store: Store, row: TextVersion) -> Publication:
    content = store.get(row.digest)
    if content is None:
        raise BlobLostError(row.production_id, row.digest)
    return stored.read(content, f"{row.production_id}-{row.number}.xhtml")


def _add(
    session: Session,
    store: Store,
    head: TextVersion,
    before: Publication,
    after: Publication,
    edits: Sequence[Edit],
    author: int | None,
    reason: str,
) -> int:
    """The number of the newest version; a new one, unless nothing was done."""
    if not edits and after == before:
        return head.number
    number = head.number + 1
    session.add(
        TextVersion(
            production_id=head.production_id,
            number=number,
            digest=store.put(stored.write(after)) if after != before else head.digest,
            base=head.number,
            author_id=author,
            reason=reason,
            edits=as_json(edits),
        )
    )
    session.flush()
    return number


def _suggest(
    session: Session,
    production_id: int,
    number: int,
    edit: Edit,
    publication: Publication,
    author: int | None,
) -> Suggestion:
    """Keep an edit that could not be done; its place is named where it could be done now."""
    try:
        done(publication, edit)
        block = target(edit)
    except EditError:
        block = ""
    row = Suggestion(
        production_id=production_id,
        version=number,
        block=block,
        edit=as_json([edit])[0],
        author_id=author,
    )
    session.add(row)
    session.flush()
    return row


def _waiting(session: Session, rows: Sequence[Suggestion]) -> Iterator[Waiting]:
    authors = {row.author_id for row in rows if row.author_id is not None}
    found = session.exec(select(Account.id, Account.name).where(col(Account.id).in_(authors)))
    names = dict(found.all())
    for row in rows:
        (edit,) = from_json([row.edit])
        name = names.get(row.author_id, "")
        yield Waiting(row.id or 0, row.version, row.block, edit, name, row.at)


def _open_suggestion(session: Session, suggestion_id: int) -> Suggestion:
    row = session.exec(
        select(Suggestion)
        .where(col(Suggestion.id) == suggestion_id, col(Suggestion.settled_at).is_(None))
        .with_for_update()
    ).first()
    if row is None:
        raise NoSuchSuggestionError(suggestion_id)
    return row


def _settle(session: Session, row: Suggestion, by: int | None, *, accepted: bool) -> None:
    row.settled_at, row.settled_by, row.accepted = datetime.now(UTC), by, accepted
    session.add(row)
    session.flush()
