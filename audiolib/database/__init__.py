"""The service's PostgreSQL: our own or one by URL, its tables brought up to date, transactions."""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import OperationalError as DriverError
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError, OperationalError
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

CONNECT_S = 10
"""For a server that does not even refuse."""
LINE = {
    "options": "-c timezone=UTC -c tcp_keepalives_idle=30"
    " -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3",
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
"""Of every connection by network: either side notices within a minute that the other is cut off.

Without it a row that a lost host had locked would stay locked for two hours, the system's default.
"""


class Database:
    """A database by its URL (`postgresql://…`), with a pool of connections of this process."""

    def __init__(self, url: str, *, connections: int = 10) -> None:
        self.url = url
        self.engine: Engine = create_engine(
            url.replace("postgresql://", "postgresql+psycopg://", 1),
            pool_size=connections,
            max_overflow=connections,
            # What was to be written must not come into a log by way of an exception.
            hide_parameters=True,
            connect_args={**LINE, "connect_timeout": CONNECT_S},
        )
        event.listen(self.engine, "checkout", _make_sure_it_is_open)

    def make_sure(self) -> None:
        """Raise unless a server answers.

        Raises:
            DatabaseAwayError: it does not, or lets us not in.
        """
        try:
            with self.engine.connect():
                pass
        except OperationalError as error:
            place = self.engine.url.render_as_string(hide_password=True)
            raise DatabaseAwayError(place, str(error.orig).strip().partition("\n")[0]) from error

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


def _make_sure_it_is_open(connection: Any, _record: Any, _fairy: Any) -> None:
    """Have the pool open a connection anew that the server has closed, before it is used.

    A server that ended, or sent us away, has closed its end, and a closed connection can be read:
    the system tells it without asking the server, which would be one more way there and back at
    each request. One that was merely cut off is told by the next statement, as it would be by a
    question before it (`LINE`).
    """
    watched = select.poll()
    try:
        watched.register(connection.fileno(), select.POLLIN)
        closed = bool(watched.poll(0))
    except (DriverError, ValueError):
        closed = True
    if closed:
        raise DisconnectionError
