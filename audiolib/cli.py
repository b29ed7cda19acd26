"""The command `audiolib`: its sub-commands come by entry point, its errors leave as sentences."""

import argparse
import sys
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType

from audiolib.errors import AudiolibError, DiskFullError
from audiolib.exits import BAD_INPUT, INTERRUPTED, NO_DISK, OK, USAGE
from audiolib.messages import Messages, preferred

GROUP = "audiolib.commands"


def main(arguments: list[str] | None = None) -> int:
    """Run a command; gives the exit status that the module `exits` documents."""
    arguments = sys.argv[1:] if arguments is None else arguments
    messages = Messages(preferred())
    parser = argparse.ArgumentParser(prog="audiolib", description=messages("cli-about"))
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for entry in _wanted(arguments):
        _add(entry, commands, messages)
    try:
        options = parser.parse_args(arguments)
    except SystemExit as ended:
        return USAGE if ended.code else OK
    return _run(options, messages)


def _run(options: argparse.Namespace, messages: Messages) -> int:
    from media import MediaError
    from tts import SpeechError

    try:
        return int(options.run(options, messages))
    except KeyboardInterrupt:
        _say(messages("cli-interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        return OK
    except DiskFullError as error:
        _say(messages.error(error))
        return NO_DISK
    except OSError as error:
        if error.errno == 28:
            _say(messages("cli-disk-full", folder=error.filename or ""))
            return NO_DISK
        _say(messages("cli-file", file=error.filename or "", reason=error.strerror or str(error)))
        return BAD_INPUT
    except (AudiolibError, SpeechError, MediaError) as error:
        _say(messages.error(error))
        return BAD_INPUT


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
