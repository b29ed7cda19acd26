"""`audiolib database`: start, stop, look at, check, bring up to date, back up and restore."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from audiolib.commands.telling import tell_json
from audiolib.exits import ERRORS, OK
from audiolib.messages import Messages

if TYPE_CHECKING:
    from audiolib.database import Database
    from audiolib.settings import Settings
    from audiolib.store import Store

ACTIONS = ("status", "check", "start", "stop", "migrate", "backup", "restore")
_OF_A_LIBRARY = ("status", "check", "backup")
_SHOWN = 20


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
    added["check"].add_argument("--json", action="store_true", help=messages("cli-opt-json"))
    added["backup"].add_argument(
        "--with-store", action="store_true", help=messages("cli-database-with-store")
    )
    added["restore"].add_argument(
        "--replace", action="store_true", help=messages("cli-database-replace")
    )


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Do what was asked for, and tell it in a sentence."""
    from audiolib.commands.admin.errors import NoLibraryError
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
    if server is not None and not server.is_made and options.action in _OF_A_LIBRARY:
        raise NoLibraryError(str(server.folder))
    database = Database(server.start() if server else told.database.url, connections=2)
    try:
        database.make_sure()
        if options.action == "migrate":
            migrate(database)
        if options.action in ("backup", "restore"):
            store = Store(location(None, told))
            return _tell(_moved(options, messages, database, store, told))
        if options.action == "check":
            return _check(options, messages, database, Store(location(None, told)))
        where = str(server.folder) if server else database.engine.url.host or ""
        revision = current(database) or "–"
        return _tell(messages("cli-database-is", place=where, revision=revision, newest=head()))
    finally:
        database.close()


def _moved(
    options: argparse.Namespace,
    messages: Messages,
    database: "Database",
    store: "Store",
    told: "Settings",
) -> str:
    from audiolib.database.backup import backup, restore
    from audiolib.service import data_folder

    if options.action == "backup":
        made = backup(database, store, options.file, with_blobs=options.with_store)
    else:
        made = restore(options.file, database, store, replace=options.replace)
    sentence = messages(
        "cli-database-backed-up" if options.action == "backup" else "cli-database-restored",
        file=str(options.file),
        rows=sum(table.rows for table in made.tables.values()),
        blobs=len(made.blobs) if made.with_blobs else 0,
        at=made.made_at,
    )
    if told.service.secret:
        return sentence
    return sentence + "\n" + messages("cli-database-key", key=str(data_folder(told) / "key"))


def _check(
    options: argparse.Namespace, messages: Messages, database: "Database", store: "Store"
) -> int:
    from dataclasses import asdict

    from audiolib.database.blobs import missing
    from audiolib.health import health
    from audiolib.migrations.migrate import make_sure

    make_sure(database)
    found = health(database, store)
    with database.transaction() as session:
        lacking = [f"{one.table} {one.digest}" for one in missing(session, store)]
    status = OK if found.is_well and not lacking else ERRORS
    if options.json:
        tell_json({**asdict(found), "well": status == OK, "missing": lacking})
        return status
    code = "cli-database-well" if status == OK else "cli-database-unwell"
    _tell(messages(code))
    free = "–" if found.free is None else f"{found.free / 1e9:,.1f} GB"
    store_code = "cli-database-store" if found.store else "cli-database-store-away"
    _tell(messages(store_code, store=store.location, free=free, missing=len(lacking)))
    facts = {"workers": found.workers, "waiting": found.waiting, "failed": found.failed}
    _tell(messages("cli-database-work", **facts))
    for one in lacking[:_SHOWN]:
        sys.stderr.write(messages("cli-database-missing", blob=one) + "\n")
    return status


def _tell(sentence: str) -> int:
    sys.stdout.write(sentence + "\n")
    return OK
