"""The listening check: what is right, what is not, and sending it back."""

from collections import Counter
from datetime import datetime

from sqlmodel import Session

from audiolib.floor import repository as floor
from audiolib.floor.errors import FloorMoveError
from audiolib.listening import repository
from audiolib.listening.errors import NoSuchPlaceError, NothingFoundError
from audiolib.listening.made import Made
from audiolib.people.reader import Reader
from audiolib.proofing.listening import STATIONS, goes_back_to
from audiolib.tables import Defect, Production
from audiolib.tables.making import State

LONGEST = 1000


def right(
    session: Session, found: Production, made: Made, phrase: str, reader: Reader, now: datetime
) -> None:
    """Note that a phrase is right.

    Raises:
        NoSuchPlaceError: it does not sound.
        FloorError: the production is not listened to now, or the person has no such role.
    """
    _make_sure(found, reader)
    key = made.key(phrase)
    if not key:
        raise NoSuchPlaceError
    repository.mark_heard(session, found.id or 0, phrase, key, reader.account_id or 0, now)


def wrong(
    session: Session,
    found: Production,
    made: Made,
    phrase: str,
    code: str,
    note: str,
    reader: Reader,
    now: datetime,
) -> None:
    """Note a defect.

    Raises:
        NoSuchPlaceError: the phrase does not sound, or there is no such code.
        FloorError: the production is not listened to now, or the person has no such role.
    """
    _make_sure(found, reader)
    key = made.key(phrase)
    if not key or code not in STATIONS:
        raise NoSuchPlaceError
    row = Defect(
        production_id=found.id or 0,
        phrase=phrase,
        code=code,
        note=note[:LONGEST],
        heard=key,
        found_by=reader.account_id or 0,
        found_at=now,
    )
    repository.add(session, row)


def take_back(session: Session, found: Production, defect_id: int, reader: Reader) -> None:
    """Take back a defect that was none.

    Raises:
        NoSuchPlaceError: there is no such open defect.
        FloorError: the person has no such role.
    """
    _make_sure(found, reader)
    if not repository.remove(session, found.id or 0, defect_id):
        raise NoSuchPlaceError


def send_back(
    session: Session, production_id: int, reader: Reader, reason: str, now: datetime
) -> Production:
    """Send a production back to the earliest station that its open defects ask for.

    Raises:
        NothingFoundError: there is no open defect.
        FloorError: it is not listened to now, or the person has no such role.
    """
    found = floor.held(session, production_id)
    _make_sure(found, reader)
    codes = Counter(d.code for d in repository.open_defects(session, production_id))
    to = goes_back_to(codes)
    if to is None:
        raise NothingFoundError
    return floor.move(
        session, production_id, to, reader, reason=reason, now=now, facts={"defects": dict(codes)}
    )


def _make_sure(found: Production, reader: Reader) -> None:
    if found.state != State.LISTENING:
        raise FloorMoveError(found.id or 0, State(found.state), State.LISTENING)
    floor.make_sure_of_role(found, reader)
