"""The queue's own tables, beside ours in the same database: laid, and brought up to date.

The queue's library brings its whole schema and, by version, what changed in it. Which of these
changes a database has is written down beside them, so that a newer library finds what is lacking.
"""

from importlib.resources import files
from typing import Any

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, text

from audiolib.database.errors import DatabaseNewerError

FIRST = "03.04.00_50_post_add_retry_failed_job_procedure.sql"
"""The newest change that the first service's schema had in it, when none was written down."""
_THERE = text("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")
_WRITTEN = text("SELECT to_regclass('procrastinate_changes') IS NOT NULL")
_MAKE = text(
    "CREATE TABLE procrastinate_changes"
    " (name text PRIMARY KEY, made_at timestamptz NOT NULL DEFAULT now())"
)
_HAS = text("SELECT name FROM procrastinate_changes")
_ADD = text("INSERT INTO procrastinate_changes (name) VALUES (:name)")


def known() -> tuple[str, ...]:
    """The changes that the installed library brings, in the order in which they are made."""
    found = (files("procrastinate") / "sql" / "migrations").iterdir()
    return tuple(sorted(part.name for part in found if part.name.endswith(".sql")))


def lay_queue(connection: Connection) -> None:
    """Make the queue's tables where there are none, in the connection's transaction.

    Where there are tables but nothing is written down of them, it is written what they have.
    """
    if not connection.execute(_THERE).scalar_one():
        # By the driver: the script has many statements, and `%` and `:` that are no parameters.
        _raw(connection).execute(SchemaManager.get_schema())
        has = known()
    elif connection.execute(_WRITTEN).scalar_one():
        return
    else:
        has = tuple(name for name in known() if name <= FIRST)
    connection.execute(_MAKE)
    for name in has:
        connection.execute(_ADD, {"name": name})


def lacking(connection: Connection) -> tuple[str, ...]:
    """The changes that the queue's tables still want, in order.

    Raises:
        DatabaseNewerError: they have one that the installed library does not know.
    """
    if not connection.execute(_WRITTEN).scalar_one():
        return tuple(name for name in known() if name > FIRST)
    has = {str(name) for (name,) in connection.execute(_HAS)}
    if unknown := sorted(has - {*known()}):
        raise DatabaseNewerError(unknown[-1], known()[-1])
    return tuple(name for name in known() if name not in has)


def change(connection: Connection, name: str) -> None:
    """Make one change, in the connection's transaction: PostgreSQL lets some not share one."""
    script = files("procrastinate") / "sql" / "migrations" / name
    _raw(connection).execute(script.read_text(encoding="utf-8"))
    connection.execute(_ADD, {"name": name})


def _raw(connection: Connection) -> Any:
    return connection.connection.driver_connection
