"""What listeners found: phrases that are right, defects, and those that were mended."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session, col, select

from audiolib.tables import Defect, Heard


def heard(session: Session, production_id: int) -> dict[str, str]:
    """The phrases that somebody found right, each with the key of what was heard."""
    rows = session.exec(
        select(Heard.phrase, Heard.heard).where(col(Heard.production_id) == production_id)
    )
    return dict(rows.all())


def mark_heard(
    session: Session, production_id: int, phrase: str, key: str, account_id: int, now: datetime
) -> None:
    """Note that somebody found a phrase right."""
    found = session.get(Heard, (production_id, phrase))
    row = found or Heard(
        production_id=production_id, phrase=phrase, heard=key, account_id=account_id, at=now
    )
    row.heard, row.account_id, row.at = key, account_id, now
    session.add(row)
    session.flush()


def defects(session: Session, production_id: int) -> list[Defect]:
    """Every defect of a production, the first found first."""
    rows = session.exec(
        select(Defect).where(col(Defect.production_id) == production_id).order_by(col(Defect.id))
    )
    return list(rows)


def open_defects(session: Session, production_id: int) -> list[Defect]:
    """The defects that nobody mended or took back yet."""
    return [d for d in defects(session, production_id) if d.mended_at is None]


def add(session: Session, row: Defect) -> None:
    """Keep a defect; the same one at the same phrase is kept once."""
    for same in open_defects(session, row.production_id):
        if (same.phrase, same.code) == (row.phrase, row.code):
            same.note, same.heard = row.note or same.note, row.heard
            session.add(same)
            session.flush()
            return
    session.add(row)
    session.flush()


def remove(session: Session, production_id: int, defect_id: int) -> bool:
    """Take back a defect that was none; tells whether it was there and open."""
    found = session.get(Defect, defect_id)
    if found is None or found.production_id != production_id or found.mended_at is not None:
        return False
    session.delete(found)
    session.flush()
    return True


def mend(
    session: Session, production_id: int, key: Callable[[str], str], now: datetime
) -> list[Defect]:
    """Mark the defects whose phrase sounds otherwise now, or is gone; gives them."""
    changed = [d for d in open_defects(session, production_id) if d.heard != key(d.phrase)]
    for row in changed:
        row.mended_at = now
        session.add(row)
    session.flush()
    return changed
