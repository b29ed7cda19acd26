"""The step that brings in a file of records: batch by batch, each row once."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from audiolib.catalogue.exchange import repository
from audiolib.catalogue.exchange.forms.faults import fault_of
from audiolib.catalogue.exchange.forms.parse import Parsed
from audiolib.catalogue.exchange.incoming.look import Act, Row, looked
from audiolib.catalogue.exchange.incoming.reading import Ordered, batches, kept, opened, ordered
from audiolib.catalogue.many import add_works, change_works
from audiolib.catalogue.works import add_work, change_work
from audiolib.errors import AudiolibError
from audiolib.jobs.errors import JobOutdatedError
from audiolib.jobs.progress import Telling
from audiolib.rights import audit
from audiolib.service import Service
from audiolib.tables.records import RecordState, RowState

WRITTEN = (Act.NEW, Act.CHANGE)
"""What a row does that is written."""


def bring_in_records(service: Service, telling: Telling, errand: int) -> None:
    """Write what a file says, faulty rows left out; what is in already is passed over.

    The catalogue is looked at anew: what others did since the first look counts.

    Raises:
        RecordsRefusedError: who said yes may not add works in the branch any more.
    """
    with service.database.transaction() as session:
        told = ordered(session, errand)
        number = told.file.id or 0
        first, count = repository.first_waiting(session, number, WRITTEN)
    if told.file.state != RecordState.ENTERING:
        return
    if count:
        telling.begin("enter", count)
        with opened(service, told.file, first - 1) as reading:
            for batch in batches(reading.rows):
                with service.database.transaction() as session:
                    done = _enter(session, told, batch, telling)
                telling.advance(done)
    with service.database.transaction() as session:
        _finish(session, number, told.reader.actor)


def _enter(session: Session, told: Ordered, batch: Sequence[Parsed], telling: Telling) -> int:
    """Write the rows of a batch that are still to be; tells how many."""
    number = told.file.id or 0
    waiting = repository.waiting(session, number, WRITTEN, [row.row for row in batch])
    if not waiting:
        return 0
    repository.take_turns(session)
    if repository.file(session, number, lock=True).state != RecordState.ENTERING:
        raise JobOutdatedError(telling.job_id)
    left = {row.row: row for row in batch if row.row in waiting}
    now = datetime.now(UTC)

    def see(*numbers: int) -> list[Row]:
        rows = [left[number] for number in numbers]
        return looked(session, rows, change=told.file.change, mine=told.mine)

    rows = see(*left)
    made = _together(session, told, rows, now)
    entered = [
        _in(told, row, made[row.number], row.version + 1)
        if row.number in made
        else _alone(session, told, row, see, now)
        for row in rows
    ]
    repository.write_rows(session, entered)
    return len(entered)


def _together(
    session: Session, told: Ordered, rows: Sequence[Row], now: datetime
) -> dict[int, int]:
    """Add and change works in one go, told by row; none where one stands in the way of that."""
    new = [row for row in rows if row.act is Act.NEW]
    changed = [row for row in rows if row.act is Act.CHANGE]
    changes = [(row.work, row.version, row.draft) for row in changed if row.work and row.draft]
    try:
        with session.begin_nested():
            drafts = [row.draft for row in new if row.draft is not None]
            terms = [row.accessibility for row in new]
            made = add_works(session, drafts, terms, told.file.branch_id, now)
            change_works(session, changes, now)
    except (AudiolibError, IntegrityError):
        return {}
    numbers = [*made, *(work for work, _version, _draft in changes)]
    return dict(zip((row.number for row in (*new, *changed)), numbers, strict=True))


def _alone(
    session: Session, told: Ordered, row: Row, see: Callable[[int], list[Row]], now: datetime
) -> dict[str, Any]:
    """Write one row; one that somebody was faster with is looked at once more."""
    for last in (False, True):
        try:
            with session.begin_nested():
                return _write(session, told, row, now)
        except AudiolibError as error:
            return kept(told.file, _faulty(row, error), RowState.LOOKED)
        except IntegrityError:
            if last:
                raise
            (row,) = see(row.number)
    raise AssertionError


def _write(session: Session, told: Ordered, row: Row, now: datetime) -> dict[str, Any]:
    if row.act not in WRITTEN or row.draft is None:
        state = RowState.LOOKED if row.act is Act.FAULTY else RowState.IN
        return kept(told.file, row, state)
    if row.work is not None:
        work = change_work(session, row.work, row.version, row.draft, now)
    else:
        work = add_work(session, row.draft, told.file.branch_id, now)
        work.accessibility = row.accessibility
        session.add(work)
        session.flush()
    return _in(told, row, work.id or 0, work.version)


def _in(told: Ordered, row: Row, work: int, version: int) -> dict[str, Any]:
    return kept(told.file, row, RowState.IN, work_id=work, version=version)


def _faulty(row: Row, error: AudiolibError) -> Row:
    return Row(row.number, Act.FAULTY, row.title, faults=(fault_of(row.number, error),))


def _finish(session: Session, number: int, actor: str) -> None:
    file = repository.file(session, number, lock=True)
    if file.state != RecordState.ENTERING:
        return
    now = datetime.now(UTC)
    file.state, file.done_at, file.blob = RecordState.IN, now, ""
    session.add(file)
    session.flush()
    counts = repository.counts(session, number)
    facts = {"file": file.name, "sha256": file.digest}
    told = {act.value: counts.get((act.value, RowState.IN), 0) for act in WRITTEN}
    audit.write(session, actor, "catalogue.brought-in", f"records:{number}", now, facts | told)
