"""The queue's own tables, beside ours in the same database."""

from typing import Any

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, text

_THERE = text("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")


def lay_queue(connection: Connection) -> None:
    """Make the queue's tables where they are missing, in the connection's transaction."""
    if connection.execute(_THERE).scalar_one():
        return
    # By the driver: the script has many statements, and `%` and `:` that are no parameters.
    raw: Any = connection.connection.driver_connection
    raw.execute(SchemaManager.get_schema())
