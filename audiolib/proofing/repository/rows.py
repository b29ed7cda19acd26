"""Rows of versions, read and written."""

from collections.abc import Sequence
from itertools import pairwise

from sqlmodel import Session, col, select

from audiolib import stored
from audiolib.making.errors import BlobLostError
from audiolib.proofing.compare import between
from audiolib.proofing.edits import Edit, as_json, from_json
from audiolib.proofing.errors import (
    NoSuchVersionError,
)
from audiolib.publication import Publication
from audiolib.store import Store
from audiolib.tables import Production, TextVersion

RECOGNISED = "recognised"


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
            found += between(publication_of(store, before), publication_of(store, row))
    return tuple(found)


def locked(session: Session, production_id: int) -> None:
    """Wait until nobody else saves a version of this production."""
    session.exec(
        select(Production.id).where(col(Production.id) == production_id).with_for_update()
    ).all()


def row_of(session: Session, production_id: int, number: int | None) -> TextVersion:
    """The row of a version, or of the newest one."""
    found = select(TextVersion).where(col(TextVersion.production_id) == production_id)
    if number is not None:
        found = found.where(col(TextVersion.number) == number)
    row = session.exec(found.order_by(col(TextVersion.number).desc()).limit(1)).first()
    if row is None:
        raise NoSuchVersionError(production_id, number or 0)
    return row


def publication_of(store: Store, row: TextVersion) -> Publication:
    """The publication of a version."""
    content = store.get(row.digest)
    if content is None:
        raise BlobLostError(row.production_id, row.digest)
    return stored.read(content, f"{row.production_id}-{row.number}.xhtml")


def add(
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
