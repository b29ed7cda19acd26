"""The listening check: what is right, what is not, and sending it back or on."""

from collections import Counter
from datetime import datetime

from sqlmodel import Session

from audiolib.errors import AudiolibError
from audiolib.floor import repository as floor
from audiolib.floor.errors import FloorMoveError
from audiolib.listening import repository
from audiolib.listening.made import Made
from audiolib.making import orders
from audiolib.people.reader import Reader
from audiolib.proofing.listening import STATIONS, goes_back_to
from audiolib.tables import Defect, Production
from audiolib.tables.making import State

LONGEST = 1000


class ListeningError(AudiolibError):
    """Something of the listening check that can't be done."""

    code = "listening"


class NoSuchPlaceError(ListeningError):
    """The phrase does not sound in what was narrated last, or there is no such code of defects."""

    code = "listening-place"


class OpenDefectsError(ListeningError):
    """There are defects that nobody mended: `count` of them."""

    code = "listening-open"

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


class NothingFoundError(ListeningError):
    """No defect was told, so that there is nowhere to send it back to."""

    code = "listening-nothing"


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


def approve(session: Session, production_id: int, reader: Reader, version: int | None) -> int:
    """Say that it is right: it is packaged, checked and published; gives the job's number.

    Raises:
        OpenDefectsError: a defect is neither mended nor taken back.
        FloorError: it was not narrated, or the person has no such role.
    """
    if count := len(repository.open_defects(session, production_id)):
        raise OpenDefectsError(count)
    return orders.approve(session, production_id, reader, version=version)


def _make_sure(found: Production, reader: Reader) -> None:
    if found.state != State.LISTENING:
        raise FloorMoveError(found.id or 0, State(found.state), State.LISTENING)
    floor.make_sure_of_role(found, reader)
