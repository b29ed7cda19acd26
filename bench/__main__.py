"""`python -m bench`: every benchmark and one table; `python -m bench NAME`: one of them."""

import argparse
import sys
from importlib import import_module

from audiolib.equipment import equipment
from audiolib.settings import settings
from bench.told import as_json, table
from tts.registry import equip

NAMES = (
    "all",
    "produce",
    "memory",
    "correct",
    "kill",
    "workers",
    "sync",
    "coverage",
    "levels",
    "profile",
    "align",
    "ears",
    "words",
    "intake",
    "proofing",
    "doubts",
    "desk",
    "newcomer",
    "scans",
    "search",
    "ranges",
    "records",
    "endings",
    "hosts",
    "heal",
    "long",
    "crew",
)


def main() -> int:
    given = sys.argv[1:]
    if not given or given[0] not in (*NAMES, "-h", "--help"):
        given = ["all", *given]
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(dest="name", metavar="NAME")
    # What one needs (a database, an extra) the others must not: only who asks for help has all.
    for name in (given[0],) if given[0] in NAMES else NAMES:
        module = import_module(f"bench.{'everything' if name == 'all' else name}")
        first = (module.__doc__ or "").partition("\n")[0]
        command = commands.add_parser(name, help=first, description=module.__doc__)
        command.add_argument("--json", action="store_true", help="figures for machines")
        module.arguments(command)
        command.set_defaults(run=module.run)
    options = parser.parse_args(given)
    equip(equipment(settings()))
    results = options.run(options)
    sys.stdout.write(as_json(results) if options.json else table(results))
    return 0 if all(told.met for told in results) else 1


if __name__ == "__main__":
    sys.exit(main())
