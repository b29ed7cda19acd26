"""The queue's tables of an older library are brought to what the installed one wants."""

from importlib.resources import files

import pytest
from sqlalchemy import text

from audiolib.database import Database, DatabaseNewerError, DatabaseOlderError
from audiolib.jobs import repository as jobs
from audiolib.jobs.schema import FIRST, change, known, lacking
from audiolib.migrations import migrate
from audiolib.migrations.migrate import make_sure
from tests.server import Server

OLD = ("02.14.01_01_add_indexes_for_fetch_job.sql", "03.01.00_50_post_add_heartbeat.sql")
SHAPES = (
    """SELECT table_name, column_name, data_type, is_nullable, column_default
    FROM information_schema.columns WHERE table_name LIKE 'procrastinate_%'""",
    "SELECT indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'procrastinate_%'",
    """SELECT p.proname, pg_get_function_identity_arguments(p.oid), p.prosrc FROM pg_proc p
    WHERE p.proname LIKE 'procrastinate_%'""",
    "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname LIKE 'procrastinate_%'",
    """SELECT t.typname, e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid
    WHERE t.typname LIKE 'procrastinate_%'""",
)


def shape(database: Database) -> list[set[tuple[str, ...]]]:
    with database.engine.connect() as connection:
        return [
            {tuple(" ".join(str(part).split()) for part in row) for row in rows}
            for rows in (connection.execute(text(ask)) for ask in SHAPES)
        ]


def lay_old(database: Database, last: str) -> None:
    """The tables as a library laid them whose newest change was `last`."""
    with database.engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TABLE procrastinate_changes (name text PRIMARY KEY,"
                " made_at timestamptz NOT NULL DEFAULT now())"
            )
        )
    for name in known():
        if name <= last:
            with database.engine.begin() as connection:
                change(connection, name)


@pytest.mark.parametrize("last", OLD)
def test_an_older_queue_gets_every_change_and_keeps_its_jobs(
    server: Server, database: Database, last: str
) -> None:
    with server.database(migrated=False) as old:
        lay_old(old, last)
        with old.engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
                    """ VALUES ('narrate', 'narrate', '{"production_id": 7}')"""
                )
            )
        migrate(old)
        make_sure(old)
        for made, laid in zip(shape(old), shape(database), strict=True):
            assert (made - laid, laid - made) == (set(), set())
        with old.transaction() as session:
            (kept,) = jobs.waiting(session)
            assert (kept.task, kept.args) == ("narrate", {"production_id": 7})
            assert jobs.defer(session, "narrate", "narrate", production_id=8)


def test_a_queue_that_lacks_a_change_is_told_before_anything_works_with_it(
    database: Database,
) -> None:
    make_sure(database)
    newest = known()[-1]
    with database.engine.begin() as connection:
        gone = text("DELETE FROM procrastinate_changes WHERE name = :name")
        connection.execute(gone, {"name": newest})
        assert lacking(connection) == (newest,)
    with pytest.raises(DatabaseOlderError) as error:
        make_sure(database)
    assert newest in str(error.value)


def test_a_queue_of_a_newer_library_is_left_alone(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO procrastinate_changes VALUES ('99.00.00_01_more.sql')")
        )
    with pytest.raises(DatabaseNewerError):
        make_sure(database)
    with pytest.raises(DatabaseNewerError):
        migrate(database)


def test_tables_of_the_first_service_of_which_nothing_was_written_down_are_known(
    database: Database,
) -> None:
    assert FIRST in known()
    whole = shape(database)
    with database.engine.begin() as connection:
        connection.execute(text("DROP TABLE procrastinate_changes"))
    make_sure(database)
    migrate(database)
    assert shape(database) == whole
    with database.engine.connect() as connection:
        assert lacking(connection) == ()
        found = connection.execute(text("SELECT count(*) FROM procrastinate_changes"))
        assert found.scalar_one() == len(known())


def test_every_change_that_is_known_is_a_file_of_the_library() -> None:
    folder = files("procrastinate") / "sql" / "migrations"
    assert all((folder / name).is_file() for name in known())
    assert list(known()) == sorted(known())
