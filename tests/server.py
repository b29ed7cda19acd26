"""A real PostgreSQL for the tests: one server a run, a database of its own for each test.

A new database is a copy of one whose tables were migrated once, which takes a few hundredths of a
second.
"""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from audiolib.database import Database
from audiolib.database.embedded import NAME, Embedded
from audiolib.migrations import migrate


class Server:
    """A running server, and its databases."""

    def __init__(self, embedded: Embedded) -> None:
        self._embedded = embedded
        self._url = embedded.start()
        self._numbers = itertools.count(1)
        template = Database(self._url)
        migrate(template)
        template.close()

    @property
    def embedded(self) -> Embedded:
        return self._embedded

    def url(self, name: str) -> str:
        return self._url.replace(f"@/{NAME}?", f"@/{name}?")

    @contextmanager
    def database(self, *, migrated: bool = True) -> Iterator[Database]:
        """A database that nobody else has; empty, or with our tables."""
        name = f"test_{next(self._numbers)}"
        template = NAME if migrated else "template0"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        database = Database(self.url(name), connections=4)
        try:
            yield database
        finally:
            database.close()
            with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def running() -> Iterator[Server]:
    """A server in a folder that its user can reach; both go at the end."""
    folder = Path(tempfile.mkdtemp(prefix="audiolib-tests-"))
    folder.chmod(0o711)
    embedded = Embedded(folder / "database")
    try:
        yield Server(embedded)
    finally:
        embedded.stop()
        shutil.rmtree(folder, ignore_errors=True)
