"""Reports of wrong readings, decisions about words, and the places they touch."""

from datetime import datetime

from sqlalchemy import or_
from sqlmodel import Session, col, select

from audiolib.tables import LexiconEntry, WordReport


def counting(session: Session, production_id: int) -> tuple[LexiconEntry, ...]:
    """The decisions that count for a production: its own, the library's, those for everywhere."""
    rows = session.exec(
        select(LexiconEntry)
        .where(
            col(LexiconEntry.ended_at).is_(None),
            or_(
                col(LexiconEntry.production_id) == production_id,
                col(LexiconEntry.scope) != "book",
            ),
        )
        .order_by(col(LexiconEntry.id))
    )
    return tuple(rows)


def healed(session: Session, production_id: int, now: datetime) -> None:
    """Mark the reports that a new release of a production answers: their word was decided."""
    rows = session.exec(
        select(WordReport).where(
            col(WordReport.production_id) == production_id,
            col(WordReport.entry_id).is_not(None),
            col(WordReport.healed_at).is_(None),
        )
    )
    for report in rows:
        report.healed_at = now
        session.add(report)
    session.flush()
