"""The command `audiolib`: its sub-commands come by entry point, its errors leave as sentences."""

import argparse
import atexit
import gc
import os
import sys
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType

from audiolib.commands.parser import Parser
from audiolib.exits import INTERRUPTED, OK, USAGE
from audiolib.messages import Messages, preferred

GROUP = "audiolib.commands"


_COLLECTING = (50_000, 20, 50)
"""A book is hundreds of thousands of objects that live to the end and hold no circles: looking
through them at Python's own pace took a tenth of a correction's processor time."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; gives the exit status that the module `exits` documents."""
    gc.set_threshold(*_COLLECTING)
    atexit.register(gc.freeze)  # what is left ends with the process, and needs no looking through
    arguments = sys.argv[1:] if arguments is None else arguments
    messages = Messages(preferred())
    parser = Parser(prog="audiolib", messages=messages, description=messages("cli-about"))
    parser.add_argument(
        "--version", action="version", version=_version(), help=messages("cli-help-version")
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for entry in _wanted(arguments):
        _add(entry, commands, messages)
    try:
        options = parser.parse_args(arguments)
    except SystemExit as ended:
        return USAGE if ended.code else OK
    return _run(options, messages)


def _run(options: argparse.Namespace, messages: Messages) -> int:
    from audiolib.commands.telling import TOLD, failure, tell_failure

    try:
        status = int(options.run(options, messages))
        sys.stdout.flush()
    except KeyboardInterrupt:
        _say(messages("cli-interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except TOLD as error:
        return tell_failure(failure(error, messages), as_json=getattr(options, "json", False))
    return status


def _wanted(arguments: list[str]) -> list[EntryPoint]:
    """The entry point of the command that is asked for; all of them where none is."""
    found = sorted(entry_points(group=GROUP), key=lambda e: e.name)
    named = [e for e in found if arguments and e.name == arguments[0]]
    return named or found


def _add(entry: EntryPoint, commands: argparse._SubParsersAction, messages: Messages) -> None:  # type: ignore[type-arg]
    try:
        module: ModuleType = entry.load()
    except Exception as error:  # noqa: BLE001 — the edge of a plugin
        _say(messages("cli-plugin", name=entry.name, reason=repr(error)))
        return
    parser = commands.add_parser(
        entry.name,
        help=messages(f"cli-{entry.name}"),
        description=messages(f"cli-{entry.name}"),
    )
    module.arguments(parser, messages)
    parser.set_defaults(run=module.run)


def _version() -> str:
    from audiolib import __version__

    return f"audiolib {__version__}"


def _say(sentence: str) -> None:
    sys.stderr.write(sentence.rstrip() + "\n")


if __name__ == "__main__":
    sys.exit(main())
