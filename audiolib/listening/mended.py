"""Defects whose phrase sounds otherwise since it was narrated anew."""

from datetime import datetime

from sqlmodel import Session

from audiolib.floor import repository as floor
from audiolib.listening import repository
from audiolib.listening.made import made
from audiolib.store import Store
from audiolib.tables import Production


def mended(session: Session, store: Store, found: Production, now: datetime) -> int:
    """Mark them; gives how many there were. Without open defects nothing is read."""
    number = found.id or 0
    if not repository.open_defects(session, number):
        return 0
    sound = made(store, found)
    if sound is None:
        return 0
    changed = repository.mend(session, number, sound.key, now)
    if changed:
        floor.note(session, found, "mended", {"defects": len(changed)})
    return len(changed)
