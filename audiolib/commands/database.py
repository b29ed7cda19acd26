"""`audiolib database`: start, stop, look at, bring up to date, back up and restore."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from audiolib.exits import OK
from audiolib.messages import Messages

if TYPE_CHECKING:
    from audiolib.database import Database
    from audiolib.store import Store

ACTIONS = ("status", "start", "stop", "migrate", "backup", "restore")


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    added = {
        name: actions.add_parser(name, help=messages(f"cli-database-{name}")) for name in ACTIONS
    }
    for name in ("backup", "restore"):
        added[name].add_argument(
            "file", type=Path, metavar="FILE", help=messages(f"cli-database-{name}-file")
        )
    added["backup"].add_argument(
        "--with-store", action="store_true", help=messages("cli-database-with-store")
    )
    added["restore"].add_argument(
        "--replace", action="store_true", help=messages("cli-database-replace")
    )


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Do what was asked for, and tell it in a sentence."""
    from audiolib.database import Database
    from audiolib.migrations import current, head, migrate
    from audiolib.service import embedded
    from audiolib.settings import settings
    from audiolib.store import Store
    from audiolib.stores import location

    told = settings()
    server = embedded(told)
    if options.action == "stop":
        if server is not None:
            server.stop()
        return _tell(messages("cli-database-stopped"))
    database = Database(server.start() if server else told.database.url, connections=2)
    try:
        if options.action == "migrate":
            migrate(database)
        if options.action in ("backup", "restore"):
            store = Store(location(None, told))
            return _tell(_moved(options, messages, database, store))
        where = str(server.folder) if server else database.engine.url.host or ""
        revision = current(database) or "–"
        return _tell(messages("cli-database-is", place=where, revision=revision, newest=head()))
    finally:
        database.close()


def _moved(
    options: argparse.Namespace, messages: Messages, database: "Database", store: "Store"
) -> str:
    from audiolib.database.backup import backup, restore

    if options.action == "backup":
        made = backup(database, store, options.file, with_blobs=options.with_store)
    else:
        made = restore(options.file, database, store, replace=options.replace)
    return messages(
        "cli-database-backed-up" if options.action == "backup" else "cli-database-restored",
        file=str(options.file),
        rows=sum(table.rows for table in made.tables.values()),
        blobs=len(made.blobs) if made.with_blobs else 0,
        at=made.made_at,
    )


def _tell(sentence: str) -> int:
    sys.stdout.write(sentence + "\n")
    return OK
