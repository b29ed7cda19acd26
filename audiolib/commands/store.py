"""`audiolib store`: how large the store is, and removing what nothing refers to."""

import argparse
import sys
from pathlib import Path

from audiolib.exits import OK
from audiolib.messages import Messages


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    size = actions.add_parser("size", help=messages("cli-store-size"))
    prune = actions.add_parser("prune", help=messages("cli-store-prune"))
    prune.add_argument("kept", nargs="+", type=Path, metavar="DIR", help=messages("cli-store-kept"))
    for action in (size, prune):
        action.add_argument("--store", metavar="PATH", help=messages("cli-opt-store"))


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Count, or remove all that no production under the given folders refers to."""
    from audiolib.settings import Settings
    from audiolib.store import Store
    from audiolib.stores import location, prune

    store = Store(location(options.store, Settings()))
    size = store.size() if options.action == "size" else prune(store, options.kept)
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
