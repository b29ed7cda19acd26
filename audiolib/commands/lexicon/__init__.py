"""`audiolib lexicon`: what people decide about words, and which words want a decision."""

import argparse
from importlib import import_module
from pathlib import Path

from audiolib.commands.values import count, factor, language
from audiolib.messages import Messages


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the actions of the command and their options."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, add in (
        ("add", _add),
        ("remove", _remove),
        ("list", _list),
        ("try", _try),
        ("import", _import),
        ("export", _export),
        ("suggest", _suggest),
    ):
        about = messages(f"cli-lexicon-{name}")
        action = actions.add_parser(name, help=about, description=about)
        add(action, messages)
        action.add_argument("--json", action="store_true", help=messages("cli-opt-json"))


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Do what was asked for; each group of actions is a module, imported when it is needed."""
    module = {
        "try": "audiolib.commands.lexicon.hearing",
        "suggest": "audiolib.commands.lexicon.suggesting",
    }.get(options.action, "audiolib.commands.lexicon.deciding")
    action = getattr(import_module(module), f"{options.action}_")
    return int(action(options, messages))


def _lang(parser: argparse.ArgumentParser, m: Messages) -> None:
    about = m("cli-lexicon-lang")
    parser.add_argument("--lang", metavar="TAG", type=language(m), help=about)


def _scope(parser: argparse.ArgumentParser, m: Messages) -> None:
    about = m("cli-lexicon-scope")
    parser.add_argument("--scope", nargs="+", default=["library"], metavar="NAME", help=about)


def _add(parser: argparse.ArgumentParser, m: Messages) -> None:
    add = parser.add_argument
    add("word", metavar="WORD", help=m("cli-lexicon-word"))
    add("--alias", default="", metavar="TEXT", help=m("cli-lexicon-alias"))
    add("--ipa", default="", metavar="IPA", help=m("cli-lexicon-ipa"))
    _lang(parser, m)
    _scope(parser, m)
    matches = ("word", "case", "any", "forms", "regex")
    add("--match", choices=matches, default=None, help=m("cli-lexicon-match"))
    for name in ("followed", "not-followed", "preceded", "not-preceded"):
        add(f"--{name}", default="", metavar="REGEX", help=m(f"cli-lexicon-{name}"))
    add("--note", default="", metavar="TEXT", help=m("cli-lexicon-note"))
    add("--author", default="", metavar="NAME", help=m("cli-lexicon-author"))


def _remove(parser: argparse.ArgumentParser, m: Messages) -> None:
    parser.add_argument("word", metavar="WORD", help=m("cli-lexicon-word"))
    _lang(parser, m)
    _scope(parser, m)


def _list(parser: argparse.ArgumentParser, m: Messages) -> None:
    parser.add_argument("word", nargs="?", metavar="WORD", help=m("cli-lexicon-list-word"))
    _lang(parser, m)
    _scope(parser, m)


def _try(parser: argparse.ArgumentParser, m: Messages) -> None:
    add = parser.add_argument
    add("text", metavar="TEXT", help=m("cli-say-text"))
    add("--word", metavar="WORD", help=m("cli-lexicon-try-word"))
    add("--alias", action="append", default=[], metavar="TEXT", help=m("cli-lexicon-try-alias"))
    add("--ipa", action="append", default=[], metavar="IPA", help=m("cli-lexicon-try-ipa"))
    _lang(parser, m)
    _scope(parser, m)
    add("--voice", metavar="NAME", help=m("cli-opt-voice"))
    add("--rate", type=factor(m, 0.5, 3), default=1.0, metavar="FACTOR", help=m("cli-opt-rate"))
    add("-o", dest="out", type=Path, metavar="FILE", help=m("cli-say-out"))


def _import(parser: argparse.ArgumentParser, m: Messages) -> None:
    add = parser.add_argument
    add("files", nargs="+", type=Path, metavar="FILE", help=m("cli-lexicon-import-file"))
    _lang(parser, m)
    _scope(parser, m)
    add("--keep", action="store_true", help=m("cli-lexicon-keep"))
    add("--dry-run", action="store_true", help=m("cli-lexicon-dry"))


def _export(parser: argparse.ArgumentParser, m: Messages) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=m("cli-lexicon-export-file"))
    _lang(parser, m)
    _scope(parser, m)


def _suggest(parser: argparse.ArgumentParser, m: Messages) -> None:
    add = parser.add_argument
    add("file", type=Path, metavar="FILE", help=m("cli-lexicon-suggest-file"))
    _lang(parser, m)
    _scope(parser, m)
    add("--limit", type=count(m), default=50, metavar="N", help=m("cli-lexicon-limit"))
    add("--as", dest="as_", type=Path, metavar="FILE", help=m("cli-lexicon-as"))
