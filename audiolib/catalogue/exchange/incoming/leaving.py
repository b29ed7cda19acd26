"""The step that takes back what came in by a file of records, where nobody worked on it."""

from datetime import UTC, datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from audiolib.catalogue.exchange import repository
from audiolib.catalogue.exchange.incoming import drafted
from audiolib.catalogue.exchange.incoming.entering import WRITTEN
from audiolib.catalogue.exchange.incoming.look import Act
from audiolib.catalogue.exchange.incoming.reading import ordered
from audiolib.catalogue.many import change_works
from audiolib.catalogue.works import change_work
from audiolib.errors import AudiolibError
from audiolib.jobs.errors import JobOutdatedError
from audiolib.jobs.progress import Telling
from audiolib.rights import audit
from audiolib.service import Service
from audiolib.tables import RecordRow
from audiolib.tables.records import RecordState, RowState

_AT_ONCE = 100


def take_back_records(service: Service, telling: Telling, errand: int) -> None:
    """Delete the works that came in, and make those as before that were changed, the last first.

    A work that is another version by now, or that something else refers to, stays.

    Raises:
        RecordsRefusedError: who takes them back may change no works in the branch any more.
    """
    with service.database.transaction() as session:
        told = ordered(session, errand)
        number = told.file.id or 0
        counts = repository.counts(session, number)
    if told.file.state != RecordState.LEAVING:
        return
    telling.begin("take_back", sum(counts.get((act, RowState.IN), 0) for act in WRITTEN))
    while True:
        with service.database.transaction() as session:
            repository.take_turns(session)
            if repository.file(session, number, lock=True).state != RecordState.LEAVING:
                raise JobOutdatedError(telling.job_id)
            rows = repository.entered(session, number, WRITTEN, _AT_ONCE)
            now = datetime.now(UTC)
            if not _together(session, rows, now):
                for row in rows:
                    _take_back(session, row, now)
            if not rows:
                _finish(session, number, told.reader.actor)
                return
        telling.advance(len(rows))


def _together(session: Session, rows: list[RecordRow], now: datetime) -> bool:
    """Make changed works as before in one go; tells whether these were all, and it was possible."""
    changes = [
        (row.work_id, row.version, drafted.draft(row.before))
        for row in rows
        if row.act == Act.CHANGE and row.work_id is not None
    ]
    if not rows or len(changes) < len(rows):
        return False
    try:
        with session.begin_nested():
            change_works(session, changes, now)
    except (AudiolibError, IntegrityError):
        return False
    for row in rows:
        row.state = RowState.BACK
        session.add(row)
    session.flush()
    return True


def _take_back(session: Session, row: RecordRow, now: datetime) -> None:
    state = RowState.KEPT
    try:
        with session.begin_nested():
            if _is_back(session, row, now):
                state = RowState.BACK
    except (AudiolibError, IntegrityError):
        session.refresh(row)
    row.state = state
    session.add(row)
    session.flush()


def _is_back(session: Session, row: RecordRow, now: datetime) -> bool:
    """Whether a row's work is now as it was before; it is not where it is another version."""
    if row.work_id is None:
        return True
    if row.act == Act.CHANGE:
        change_work(session, row.work_id, row.version, drafted.draft(row.before), now)
        return True
    gone = repository.delete_work(session, row.work_id, row.version)
    if gone:
        row.work_id = None
    return gone


def _finish(session: Session, number: int, actor: str) -> None:
    file = repository.file(session, number, lock=True)
    file.state, file.blob = RecordState.BACK, ""
    session.add(file)
    session.flush()
    counts = repository.counts(session, number)
    facts = {
        "file": file.name,
        "back": sum(counts.get((act, RowState.BACK), 0) for act in WRITTEN),
        "kept": sum(counts.get((act, RowState.KEPT), 0) for act in WRITTEN),
    }
    now = datetime.now(UTC)
    audit.write(session, actor, "catalogue.taken-back", f"records:{number}", now, facts)
