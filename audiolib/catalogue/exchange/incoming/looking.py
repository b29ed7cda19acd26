"""The step that looks at a file of records: what each row would do, nothing is written of it."""

from functools import partial

from audiolib.catalogue.exchange import repository
from audiolib.catalogue.exchange.errors import RecordsEmptyError, RecordsTooLargeError
from audiolib.catalogue.exchange.incoming.look import looked
from audiolib.catalogue.exchange.incoming.reading import batches, kept, opened, ordered
from audiolib.jobs.errors import JobOutdatedError
from audiolib.jobs.progress import Telling
from audiolib.service import Service
from audiolib.tables.records import RecordState, RowState

_UNIT = 1_000
"""Bytes that progress is counted in."""


def look_at_records(service: Service, telling: Telling, errand: int) -> None:
    """Compare a file with the catalogue, row by row; goes on behind the last row that was.

    Raises:
        RecordsError, SheetError, TableError, SourceError: the file is not taken in.
        RecordsRefusedError: who handed it in may not do so any more.
    """
    with service.database.transaction() as session:
        told = ordered(session, errand)
        number = told.file.id or 0
        after = repository.last_row(session, number)
    file, most = told.file, service.settings.records
    if file.state != RecordState.NEW:
        return
    telling.begin("compare", file.size // _UNIT + 1)
    done = 0
    with opened(service, file, after) as reading:
        for batch in batches(reading.rows):
            if batch[-1].row > most.most + (reading.form == "sheet"):
                raise RecordsTooLargeError(most.mb, most.most)
            with service.database.transaction() as session:
                if repository.file(session, number, lock=True).state != RecordState.NEW:
                    raise JobOutdatedError(telling.job_id)
                first = partial(repository.first_rows, session, number)
                rows = looked(session, batch, change=file.change, mine=told.mine, first=first)
                repository.write_rows(session, [kept(file, r, RowState.LOOKED) for r in rows])
            by_now = min(reading.at(), file.size) // _UNIT
            telling.advance(max(0, by_now - done))
            done = max(done, by_now)
        with service.database.transaction() as session:
            found = repository.file(session, number, lock=True)
            if not repository.last_row(session, number):
                raise RecordsEmptyError
            repository.forget_marks(session, number)
            found.state = RecordState.LOOKED
            found.form, found.unknown = reading.form, list(reading.unknown)
            session.add(found)
