"""The service's PostgreSQL: our own or one by URL, its tables brought up to date, transactions."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine
from sqlmodel import Session

from audiolib.database.errors import (
    DatabaseAwayError,
    DatabaseError,
    DatabaseFolderError,
    DatabaseNewerError,
    DatabaseOlderError,
)

__all__ = [
    "Database",
    "DatabaseAwayError",
    "DatabaseError",
    "DatabaseFolderError",
    "DatabaseNewerError",
    "DatabaseOlderError",
]


class Database:
    """A database by its URL (`postgresql://…`), with a pool of connections of this process."""

    def __init__(self, url: str, *, connections: int = 10) -> None:
        self.url = url
        self.engine: Engine = create_engine(
            url.replace("postgresql://", "postgresql+psycopg://", 1),
            pool_size=connections,
            max_overflow=connections,
            pool_pre_ping=True,
            connect_args={"options": "-c timezone=UTC"},
        )

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose work counts as a whole: kept at the end, forgotten on an exception.

        One request, one command or one step of a job is one transaction; repositories never end
        it.
        """
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
