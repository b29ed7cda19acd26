"""Handing in a file of records, saying yes to it, and taking back what came in by it."""

from datetime import datetime

from sqlmodel import Session

from audiolib.catalogue.exchange import repository
from audiolib.catalogue.exchange.errors import (
    RecordFileUnknownError,
    RecordsEmptyError,
    RecordsRefusedError,
    RecordsStateError,
    RecordsTooLargeError,
)
from audiolib.catalogue.exchange.incoming.reading import MAKERS
from audiolib.catalogue.exchange.incoming.steps import ENTER, LEAVE, LOOK
from audiolib.errands import repository as errands
from audiolib.jobs.steps import Step
from audiolib.people.reader import Reader
from audiolib.service import Service
from audiolib.settings import RecordsSettings
from audiolib.tables import Errand, RecordFile
from audiolib.tables.records import RecordState

_NAME = 200


def make_sure_of_size(size: int, limits: RecordsSettings) -> None:
    """Raise unless a file of so many bytes is taken in.

    Raises:
        RecordsEmptyError, RecordsTooLargeError: it is not.
    """
    if not size:
        raise RecordsEmptyError
    if size > limits.mb * 1_000_000:
        raise RecordsTooLargeError(limits.mb, limits.most)


def hand_in(
    session: Session,
    service: Service,
    reader: Reader,
    name: str,
    digest: str,
    size: int,
    *,
    branch_id: int,
    change: bool,
    now: datetime,
) -> RecordFile:
    """Have a file looked at whose bytes are in the store; the same file again is the same one.

    Raises:
        RecordsEmptyError, RecordsTooLargeError: it is not taken in.
        RecordsRefusedError: the person may not add works in the branch.
    """
    make_sure_of_size(size, service.settings.records)
    _make_sure_of_role(reader, branch_id)
    told = RecordFile(
        name=_plain(name),
        digest=digest,
        blob=digest,
        size=size,
        branch_id=branch_id,
        change=change,
        by=reader.account_id or 0,
        at=now,
    )
    file = repository.same(session, told)
    if file is None:
        repository.keep(session, told)
        file = told
    if file.state == RecordState.NEW:
        _order(session, LOOK, file, reader, now)
    return file


def say_yes(session: Session, number: int, reader: Reader, now: datetime) -> RecordFile:
    """Have a file brought in, once however often that is said; one that was stopped goes on.

    Raises:
        RecordFileUnknownError: there is none that concerns the person.
        RecordsStateError: it was not looked at yet.
    """
    file = concerning(session, number, reader, lock=True)
    _make_sure_of_role(reader, file.branch_id)
    if file.state == RecordState.NEW:
        raise RecordsStateError(number)
    if file.state in (RecordState.LOOKED, RecordState.ENTERING):
        file.state = RecordState.ENTERING
        session.add(file)
        _order(session, ENTER, file, reader, now)
    return file


def take_back(session: Session, number: int, reader: Reader, now: datetime) -> RecordFile:
    """Have what came in by a file taken back, where nobody worked on it.

    Raises:
        RecordFileUnknownError: there is none that concerns the person.
        RecordsStateError: nothing of it is in, or it is being brought in.
    """
    file = concerning(session, number, reader, lock=True)
    _make_sure_of_role(reader, file.branch_id)
    if file.state == RecordState.BACK:
        return file
    running = errand(session, file)
    is_in = file.state in (RecordState.IN, RecordState.ENTERING, RecordState.LEAVING)
    if not is_in or (running and running.step == ENTER.name and running.ended == errands.OPEN):
        raise RecordsStateError(number)
    file.state = RecordState.LEAVING
    session.add(file)
    _order(session, LEAVE, file, reader, now)
    return file


def concerning(session: Session, number: int, reader: Reader, *, lock: bool = False) -> RecordFile:
    """A file that somebody handed in, or that is of a branch whose head they are.

    Raises:
        RecordFileUnknownError: there is none.
    """
    file = repository.file(session, number, lock=lock)
    mine = file.by == reader.account_id and reader.is_staff
    if not mine and not any(reader.holds(role, file.branch_id) for role in errands.HEADS):
        raise RecordFileUnknownError(number)
    return file


def errand(session: Session, file: RecordFile) -> Errand | None:
    """The last errand with a file, as far as it tells of the file's state."""
    step = {
        RecordState.NEW: LOOK,
        RecordState.ENTERING: ENTER,
        RecordState.LEAVING: LEAVE,
    }.get(RecordState(file.state))
    return errands.newest(session, step.name, file.id or 0) if step else None


def _order(session: Session, step: Step, file: RecordFile, reader: Reader, now: datetime) -> None:
    session.flush()
    errands.order(
        session,
        step,
        file.id or 0,
        title=file.name,
        branch_id=file.branch_id,
        by=reader.account_id or 0,
        now=now,
        size=file.size,
    )


def _make_sure_of_role(reader: Reader, branch_id: int) -> None:
    if not any(reader.holds(role, branch_id) for role in MAKERS):
        raise RecordsRefusedError


def _plain(name: str) -> str:
    """A file's name without folders and signs that no name needs."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[:_NAME] or "?"
