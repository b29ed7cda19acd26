"""Bringing a database up to date, and telling which revision it has."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from audiolib.database import Database, DatabaseNewerError, DatabaseOlderError
from audiolib.jobs.schema import change, lacking, lay_queue

_LOCK = 4_711_001
"""Of PostgreSQL's advisory locks: one process migrates, the others wait for it."""


def head() -> str:
    """The newest revision that this Audiolib knows."""
    return _scripts().get_current_head() or ""


def current(database: Database) -> str:
    """The revision of a database, empty where it has no tables yet."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def migrate(database: Database, to: str = "head") -> None:
    """Bring a database to a revision, all or nothing; then the queue's tables, change by change.

    Raises:
        DatabaseNewerError: it was made by a newer Audiolib.
    """
    _refuse_newer(database)
    with database.engine.begin() as connection:
        _alone(connection)
        command.upgrade(_config(connection), to)
        if to == "head":
            lay_queue(connection)
    while to == "head":
        with database.engine.begin() as connection:
            _alone(connection)
            wanted = lacking(connection)
            if not wanted:
                return
            change(connection, wanted[0])


def _alone(connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def make_sure(database: Database) -> None:
    """Raise unless the tables are those of this Audiolib.

    Raises:
        DatabaseOlderError: they want migrating.
        DatabaseNewerError: a newer Audiolib made them.
    """
    _refuse_newer(database)
    if current(database) != head():
        raise DatabaseOlderError(current(database), head())
    with database.engine.connect() as connection:
        if wanted := lacking(connection):
            raise DatabaseOlderError(current(database), wanted[-1])


def draft(database: Database, name: str, revision: str) -> None:
    """Write the draft of a revision: what the tables say beside what the database has."""
    with database.engine.begin() as connection:
        command.revision(_config(connection), name, autogenerate=True, rev_id=revision)


def _refuse_newer(database: Database) -> None:
    found = current(database)
    if found and found not in {script.revision for script in _scripts().walk_revisions()}:
        raise DatabaseNewerError(found, head())


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
