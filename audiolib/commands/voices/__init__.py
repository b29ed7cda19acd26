"""`audiolib voices`: which voices there are, bringing one here, hearing it, what it costs."""

import argparse
from importlib import import_module
from pathlib import Path

from audiolib.commands.values import count, language
from audiolib.messages import Messages

_MODULES = {
    "list": "listing",
    "install": "installing",
    "remove": "installing",
    "try": "hearing",
    "bench": "measuring",
}


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the actions of the command and their options."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, add in (
        ("list", _list),
        ("install", _install),
        ("remove", _remove),
        ("try", _try),
        ("bench", _bench),
    ):
        about = messages(f"cli-voices-{name}")
        action = actions.add_parser(name, help=about, description=about)
        add(action, messages)
        action.add_argument("--json", action="store_true", help=messages("cli-opt-json"))


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Do what was asked for; each group of actions is a module, imported when it is needed."""
    module = import_module(f"audiolib.commands.voices.{_MODULES[options.action]}")
    return int(getattr(module, f"{options.action}_")(options, messages))


def _list(parser: argparse.ArgumentParser, m: Messages) -> None:
    add = parser.add_argument
    add("--lang", metavar="TAG", type=language(m), help=m("cli-voices-list-lang"))
    add("--installed", action="store_true", help=m("cli-voices-list-installed"))


def _install(parser: argparse.ArgumentParser, m: Messages) -> None:
    add = parser.add_argument
    add("voice", metavar="VOICE", help=m("cli-voices-what"))
    add("--engine", choices=("piper", "coqui"), help=m("cli-voices-engine"))
    add("--name", metavar="NAME", help=m("cli-voices-as"))
    add("--licence", metavar="TEXT", help=m("cli-voices-licence"))
    add("--public-audio", choices=("yes", "no"), help=m("cli-voices-public-audio"))
    add("--lang", action="append", metavar="TAG", type=language(m), help=m("cli-voices-lang"))
    add("--region", default="", metavar="TEXT", help=m("cli-voices-region"))
    add("--source", default="", metavar="TEXT", help=m("cli-voices-source"))
    add("--attribution", default="", metavar="TEXT", help=m("cli-voices-attributed"))
    add("--reference", default="", metavar="FILE", help=m("cli-voices-reference"))
    add("--agree", action="store_true", help=m("cli-voices-agree"))
    add("--no-measure", action="store_true", help=m("cli-voices-no-measure"))


def _remove(parser: argparse.ArgumentParser, m: Messages) -> None:
    parser.add_argument("voice", metavar="NAME", help=m("cli-voices-installed-name"))


def _try(parser: argparse.ArgumentParser, m: Messages) -> None:
    add = parser.add_argument
    add("voice", metavar="NAME", help=m("cli-voices-any-name"))
    add("text", nargs="?", metavar="TEXT", help=m("cli-voices-try-text"))
    add("--lang", metavar="TAG", type=language(m), help=m("cli-voices-try-lang"))
    add("-o", dest="out", type=Path, metavar="FILE", help=m("cli-voices-try-out"))


def _bench(parser: argparse.ArgumentParser, m: Messages) -> None:
    add = parser.add_argument
    add("voices", nargs="*", metavar="NAME", help=m("cli-voices-bench-name"))
    add("--jobs", metavar="N", type=count(m), help=m("cli-voices-bench-jobs"))
