"""A file of records from the store, batch by batch, as the steps of its errands want it."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from sqlmodel import Session

from audiolib.bucket import SILENT, StoreAwayError
from audiolib.catalogue import repository as catalogue
from audiolib.catalogue.exchange import repository
from audiolib.catalogue.exchange.errors import RecordsRefusedError
from audiolib.catalogue.exchange.forms.parse import Parsed, Reading, begun
from audiolib.catalogue.exchange.incoming import drafted
from audiolib.catalogue.exchange.incoming.look import Row
from audiolib.errands import repository as errands
from audiolib.people import sessions
from audiolib.people.reader import Reader
from audiolib.service import Service
from audiolib.tables import RecordFile
from audiolib.tables.people import Role
from audiolib.tables.records import RowState

MAKERS = (Role.CLERK, Role.EDITOR, Role.LIBRARIAN, Role.MANAGER)
"""Who may put in and change works of a branch."""
_BATCH = 200
"""Rows of a transaction."""
_LONGEST = 200
"""Letters of what a list of rows shows."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """A file, and who had something done with it, as they are today."""

    file: RecordFile
    reader: Reader

    def mine(self, branch_id: int) -> bool:
        """Whether they may put in and change works of a branch."""
        return any(self.reader.holds(role, branch_id) for role in MAKERS)


def ordered(session: Session, errand: int) -> Ordered:
    """What an errand is with, and who asked for it.

    Raises:
        RecordsRefusedError: they may not do it any more.
    """
    found = errands.errand(session, errand)
    file = repository.file(session, found.subject)
    reader = sessions.colleague(session, found.by, errands.today())
    told = Ordered(file, reader) if reader is not None else None
    if told is None or not told.mine(file.branch_id):
        raise RecordsRefusedError
    session.expunge(file)
    return told


@contextmanager
def opened(service: Service, file: RecordFile, after: int = 0) -> Iterator[Reading]:
    """The rows of a file behind a number, while the context lasts.

    Raises:
        StoreAwayError: the store does not give the file.
        RecordsError, SheetError, TableError, SourceError: see `parse.begun`.
    """
    with service.database.transaction() as session:
        columns = {column.code: column for column in catalogue.collections(session)}
        session.expunge_all()
    with tempfile.TemporaryDirectory(prefix="audiolib-") as scratch:
        path = service.store.file(file.blob, file.size, Path(scratch))
        if path is None:
            raise StoreAwayError(service.store.location, SILENT)
        with path.open("rb") as content:
            agency = service.settings.library.code
            yield begun(content, file.name, columns, agency, after)


def batches(rows: Iterable[Parsed]) -> Iterator[Sequence[Parsed]]:
    """Rows, some at a time."""
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        yield batch


def kept(file: RecordFile, row: Row, state: RowState, **told: Any) -> dict[str, Any]:
    """A row as its table has it; `told` are columns of which the row knows nothing."""
    people = "; ".join(person.name for person in row.draft.people) if row.draft else ""
    return {
        "file_id": file.id,
        "number": row.number,
        "act": row.act.value,
        "state": state.value,
        "title": row.title[:_LONGEST],
        "people": people[:_LONGEST],
        "language": row.draft.language if row.draft else "",
        "work_id": row.work,
        "like_id": row.like,
        "version": 0,
        "changes": [{"field": c.field, "before": c.before, "after": c.after} for c in row.changes],
        "faults": [{"code": fault.code, "facts": fault.facts} for fault in row.faults],
        "before": drafted.plain(row.before) if row.before and state is RowState.IN else {},
        **told,
    }
