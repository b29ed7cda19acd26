"""The devices of a card, in the database."""

from datetime import datetime

from sqlalchemy import delete, func, text
from sqlmodel import Session, col, select

from audiolib.tables.delivery import CardDevice
from audiolib.tables.people import LoginSession

_LOCK = 4_711_023


def one_at_a_time(session: Session, patron_id: int) -> None:
    """Wait for the patron's other devices that come in at this moment."""
    told = {"patron": patron_id, "lock": _LOCK}
    session.execute(text("SELECT pg_advisory_xact_lock(hashint8(:patron), :lock)"), told)


def note(session: Session, token_hash: str, patron_id: int, device_hash: str) -> None:
    """Note on which device a session was opened."""
    session.add(CardDevice(token_hash=token_hash, patron_id=patron_id, device_hash=device_hash))
    session.flush()


def signed_in(session: Session, patron_id: int, now: datetime) -> list[tuple[str, datetime]]:
    """The devices with an open session, with when they were last used, the latest first."""
    last = func.max(col(LoginSession.seen_at))
    wanted = (
        select(CardDevice.device_hash, last)
        .join(LoginSession, col(LoginSession.token_hash) == col(CardDevice.token_hash))
        .where(CardDevice.patron_id == patron_id, col(LoginSession.expires_at) > now)
        .group_by(col(CardDevice.device_hash))
        .order_by(last.desc(), col(CardDevice.device_hash))
    )
    return [(device, seen) for device, seen in session.exec(wanted)]


def of_session(session: Session, token_hash: str) -> str:
    """The device of a session; empty where it was not noted."""
    found = session.get(CardDevice, token_hash)
    return found.device_hash if found else ""


def sign_out(session: Session, patron_id: int, devices: list[str]) -> int:
    """End the sessions on devices of a patron; how many there were."""
    theirs = select(CardDevice.token_hash).where(
        CardDevice.patron_id == patron_id, col(CardDevice.device_hash).in_(devices)
    )
    gone = delete(LoginSession).where(col(LoginSession.token_hash).in_(theirs))
    return len(session.execute(gone.returning(col(LoginSession.token_hash))).all())
