"""Migrations bring every older database to what the tables say, and refuse a newer one."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

from audiolib.database import Database, DatabaseNewerError, DatabaseOlderError
from audiolib.migrations import current, head, migrate
from audiolib.migrations.compare import other_type
from audiolib.migrations.migrate import make_sure
from tests.server import Server


def test_a_migrated_database_has_what_the_tables_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": other_type})
        found = compare_metadata(context, SQLModel.metadata)
    assert [d for d in found if "procrastinate" not in repr(d)] == []


def test_an_empty_database_is_brought_to_the_newest_revision(server: Server) -> None:
    with server.database(migrated=False) as database:
        assert current(database) == ""
        with pytest.raises(DatabaseOlderError):
            make_sure(database)
        migrate(database)
        assert current(database) == head()
        migrate(database)
        make_sure(database)


def test_tables_of_a_newer_audiolib_are_left_alone(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewerError):
        migrate(database)
