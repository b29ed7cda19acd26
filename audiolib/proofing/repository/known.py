"""What is known of the words of the newest version."""

import json
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from audiolib.intake.doubts import Doubt
from audiolib.intake.doubts import from_json as doubts_from_json
from audiolib.proofing.carry import carried
from audiolib.proofing.edits import ConfirmText, Edit
from audiolib.proofing.repository.rows import RECOGNISED, changes, publication_of, row_of
from audiolib.publication import Publication
from audiolib.store import Store
from audiolib.tables import Production, TextVersion

DOUBTS = "doubts.json"
"""The blob of a production's record that holds what the recogniser saw."""


@dataclass(frozen=True, slots=True)
class Known:
    """The newest version of a text with what is known of its words, at their places in it.

    `doubts` are what the recogniser saw, `confirmed` what somebody looked at and found right.
    """

    version: int
    publication: Publication
    doubts: tuple[Doubt, ...]
    confirmed: tuple[ConfirmText, ...]


def known(session: Session, store: Store, production_id: int) -> Known:
    """The newest version, and what was seen and confirmed of the words that are still the same.

    Raises:
        NoSuchVersionError: there is no text yet.
        BlobLostError: the store lost a version.
    """
    head = row_of(session, production_id, None)
    read = session.exec(
        select(TextVersion.number)
        .where(
            col(TextVersion.production_id) == production_id,
            col(TextVersion.reason) == RECOGNISED,
        )
        .order_by(col(TextVersion.number).desc())
    ).first()
    since = head.number if read is None else read
    edits = changes(session, store, production_id, since, head.number)
    seen = _doubts(session, store, production_id) if read is not None else ()
    confirmed: tuple[ConfirmText, ...] = ()
    first = session.exec(
        select(func.min(TextVersion.number)).where(col(TextVersion.production_id) == production_id)
    ).one()
    later: list[Edit] = []
    for edit in changes(session, store, production_id, first or 0, head.number):
        if isinstance(edit, ConfirmText):
            confirmed = (*carried(confirmed, later), edit)
            later = []
        else:
            later.append(edit)
    return Known(
        head.number, publication_of(store, head), carried(seen, edits), carried(confirmed, later)
    )


def _doubts(session: Session, store: Store, production_id: int) -> tuple[Doubt, ...]:
    record = session.exec(
        select(Production.record).where(col(Production.id) == production_id)
    ).first()
    digest = (record or {}).get(DOUBTS)
    content = store.get(digest) if digest else None
    return doubts_from_json(json.loads(content)) if content else ()
