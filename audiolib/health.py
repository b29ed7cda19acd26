"""Whether the service can work: database, tables, store, disk, workers, what waits and failed."""

import tempfile
from dataclasses import dataclass

from sqlalchemy.exc import OperationalError, ProgrammingError

from audiolib.bucket import StoreAwayError
from audiolib.database import Database
from audiolib.jobs import repository as jobs
from audiolib.migrations import current, head
from audiolib.store import Store

LEAST_FREE = 2_000_000_000
"""Bytes; below it a long book, or a day of scans, may no longer find room."""
_PROBE = b"audiolib"


@dataclass(frozen=True, slots=True)
class Health:
    """What was found; what depends on a database that is away is None.

    Args:
        database: It answers.
        revision: Its tables are those of this Audiolib.
        store: It takes bytes; a bucket: it answers.
        free: Bytes free where a local store lies; None for a bucket.
        workers: How many gave a sign of life within half a minute.
        waiting: Jobs that wait or run.
        failed: Jobs that failed, and that somebody should look at.
    """

    database: bool
    revision: bool | None
    store: bool
    free: int | None
    workers: int | None
    waiting: int | None
    failed: int | None

    @property
    def can_serve(self) -> bool:
        """Whether readers and staff can be served at all."""
        return self.database and bool(self.revision) and self.store

    @property
    def is_well(self) -> bool:
        """Whether nothing wants looking at."""
        roomy = self.free is None or self.free >= LEAST_FREE
        idle = self.waiting == 0 or bool(self.workers)
        return self.can_serve and roomy and idle and not self.failed


def health(database: Database, store: Store) -> Health:
    """Look at everything; a few milliseconds, and no longer than the database's own patience."""
    usable, free = can_be_used(store), _free(store)
    try:
        revision = current(database) == head()
        with database.transaction() as session:
            depth = jobs.depth(session) if revision else {}
            workers = jobs.workers(session) if revision else 0
    except (OperationalError, ProgrammingError):
        return Health(False, None, usable, free, None, None, None)
    counts = {"todo": 0, "doing": 0, "failed": 0}
    for (_queue, status), count in depth.items():
        counts[status] = counts.get(status, 0) + count
    waiting = counts["todo"] + counts["doing"]
    return Health(True, revision, usable, free, workers, waiting, counts["failed"])


def can_be_used(store: Store) -> bool:
    """Whether a local store takes bytes, or a bucket answers."""
    try:
        if store.folder is None:
            store.make_sure()
            return True
        with tempfile.TemporaryFile(dir=store.folder) as probe:
            probe.write(_PROBE)
    except (StoreAwayError, OSError):
        return False
    return True


def _free(store: Store) -> int | None:
    try:
        return store.free()
    except OSError:
        return 0
