"""`audiolib inspect`: what a source holds, before anything is made of it."""

import argparse
import sys
from pathlib import Path

from audiolib.commands.values import language
from audiolib.exits import ERRORS, OK
from audiolib.messages import Messages


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    parser.add_argument("file", type=Path, metavar="FILE", help=messages("cli-produce-file"))
    parser.add_argument(
        "--lang", metavar="TAG", type=language(messages), help=messages("cli-opt-lang")
    )
    parser.add_argument("--json", action="store_true", help=messages("cli-opt-json"))


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Read the source, keep nothing, and tell its structure and findings."""
    from audiolib.commands.telling import tell_findings, tell_json
    from audiolib.production.report import findings_json
    from audiolib.production.survey import survey

    found = survey(options.file, options.lang)
    if options.json:
        tell_json({**found.json(), "findings": findings_json(found.findings)})
    else:
        for line in found.lines(messages):
            sys.stdout.write(line + "\n")
        tell_findings(found.findings, messages)
    return ERRORS if any(f.severity == "error" for f in found.findings) else OK
