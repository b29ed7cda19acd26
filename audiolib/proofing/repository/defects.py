"""Defects that listeners found, at their phrases."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from audiolib.proofing.errors import EditImpossibleError, NoSuchBlockError
from audiolib.proofing.listening import STATIONS
from audiolib.tables import Account, Defect


@dataclass(frozen=True, slots=True)
class Found:
    """A defect; `by` is the name of who found it, `mended_at` None while it is open."""

    id: int
    phrase: str
    code: str
    note: str
    by: str
    at: datetime
    mended_at: datetime | None


def report(
    session: Session, production_id: int, phrase: str, code: str, by: int, note: str = ""
) -> int:
    """Keep a defect; gives its number. The same one twice is one.

    Raises:
        EditImpossibleError: `code` is none of `listening.STATIONS`.
    """
    if code not in STATIONS:
        raise EditImpossibleError(phrase, code)
    known = session.exec(
        select(Defect).where(
            col(Defect.production_id) == production_id,
            col(Defect.phrase) == phrase,
            col(Defect.code) == code,
            col(Defect.mended_at).is_(None),
        )
    ).first()
    row = known or Defect(production_id=production_id, phrase=phrase, code=code, found_by=by)
    row.note = note or row.note
    session.add(row)
    session.flush()
    return row.id or 0


def defects(session: Session, production_id: int, *, mended: bool = False) -> tuple[Found, ...]:
    """The open defects of a production, the oldest first; with `mended` all there were."""
    asked = (
        select(Defect, Account.name)
        .join(Account, col(Account.id) == col(Defect.found_by))
        .where(col(Defect.production_id) == production_id)
        .order_by(col(Defect.id))
    )
    if not mended:
        asked = asked.where(col(Defect.mended_at).is_(None))
    return tuple(
        Found(d.id or 0, d.phrase, d.code, d.note, name, d.found_at, d.mended_at)
        for d, name in session.exec(asked).all()
    )


def mend(session: Session, defect_id: int, now: datetime | None = None) -> None:
    """Say that a defect is mended.

    Raises:
        NoSuchBlockError: there is no such defect, or it is mended.
    """
    row = session.exec(
        select(Defect).where(col(Defect.id) == defect_id, col(Defect.mended_at).is_(None))
    ).first()
    if row is None:
        raise NoSuchBlockError(str(defect_id))
    row.mended_at = now or datetime.now(UTC)
    session.add(row)
    session.flush()
