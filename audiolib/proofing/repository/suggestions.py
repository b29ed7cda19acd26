"""Suggestions: readings that another one stood in the way of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from audiolib.proofing.apply import done
from audiolib.proofing.edits import Edit, as_json, from_json, target
from audiolib.proofing.errors import (
    EditError,
    NoSuchSuggestionError,
)
from audiolib.publication import Publication
from audiolib.tables import Account, Suggestion


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


def suggestions(session: Session, production_id: int) -> tuple[Waiting, ...]:
    """The suggestions that wait for a decision, the oldest first."""
    rows = session.exec(
        select(Suggestion)
        .where(col(Suggestion.production_id) == production_id, col(Suggestion.settled_at).is_(None))
        .order_by(col(Suggestion.id))
    ).all()
    return tuple(waiting(session, rows))


def suggest(
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


def waiting(session: Session, rows: Sequence[Suggestion]) -> Iterator[Waiting]:
    """Suggestions as they are shown."""
    authors = {row.author_id for row in rows if row.author_id is not None}
    found = session.exec(select(Account.id, Account.name).where(col(Account.id).in_(authors)))
    names = dict(found.all())
    for row in rows:
        (edit,) = from_json([row.edit])
        name = names.get(row.author_id, "")
        yield Waiting(row.id or 0, row.version, row.block, edit, name, row.at)


def open_suggestion(session: Session, suggestion_id: int) -> Suggestion:
    """A suggestion that waits, held until the transaction ends."""
    row = session.exec(
        select(Suggestion)
        .where(col(Suggestion.id) == suggestion_id, col(Suggestion.settled_at).is_(None))
        .with_for_update()
    ).first()
    if row is None:
        raise NoSuchSuggestionError(suggestion_id)
    return row


def settle(session: Session, row: Suggestion, by: int | None, *, accepted: bool) -> None:
    """Keep what was decided on a suggestion."""
    row.settled_at, row.settled_by, row.accepted = datetime.now(UTC), by, accepted
    session.add(row)
    session.flush()
