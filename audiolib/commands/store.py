"""`audiolib store`: how large the store is, and removing what nothing refers to."""

import argparse
import sys
from pathlib import Path

from audiolib.errors import AudiolibError, SourceMissingError
from audiolib.exits import OK
from audiolib.messages import Messages


class NothingKeptError(AudiolibError):
    """A folder that was to be kept holds no production: a wrong name would empty the store."""

    code = "store-nothing-kept"

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder


class UnreadableRecordError(AudiolibError):
    """A record of a production that can't be read, so what it refers to is unknown."""

    code = "store-record-unreadable"

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    size = actions.add_parser("size", help=messages("cli-store-size"))
    prune = actions.add_parser("prune", help=messages("cli-store-prune"))
    prune.add_argument("kept", nargs="+", type=Path, metavar="DIR", help=messages("cli-store-kept"))
    for action in (size, prune):
        action.add_argument("--store", metavar="PATH", help=messages("cli-opt-store"))
        action.add_argument("--json", action="store_true", help=messages("cli-opt-json"))


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Count, or remove all that no production under the given folders refers to."""
    from dataclasses import asdict

    from audiolib.commands.telling import tell_json
    from audiolib.settings import settings
    from audiolib.store import Store
    from audiolib.stores import location, prune

    if options.action == "prune":
        _make_sure_something_is_kept(options.kept)
    store = Store(location(options.store, settings()))
    size = store.size() if options.action == "size" else prune(store, options.kept)
    if options.json:
        tell_json({"store": store.location, **asdict(size)})
        return OK
    code = "cli-store-holds" if options.action == "size" else "cli-store-pruned"
    sentence = messages(
        code,
        megabytes=f"{size.bytes / 1e6:,.1f}",
        blobs=size.blobs,
        records=size.records,
        store=store.location,
    )
    sys.stdout.write(sentence + "\n")
    return OK


def _make_sure_something_is_kept(folders: list[Path]) -> None:
    from audiolib.production.record import NAME, read

    for folder in folders:
        if not folder.is_dir():
            raise SourceMissingError(str(folder))
        records = list(folder.rglob(NAME))
        if not records:
            raise NothingKeptError(str(folder))
        for record in records:
            if read(record.parent) is None:
                raise UnreadableRecordError(str(record))
