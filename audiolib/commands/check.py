"""`audiolib check`: what is wrong with packages."""

import argparse
import json
import sys
from pathlib import Path

from audiolib.exits import ERRORS, OK
from audiolib.messages import Messages


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help=messages("cli-check-path")
    )
    parser.add_argument("--deep", action="store_true", help=messages("cli-check-deep"))
    parser.add_argument("--json", action="store_true", help=messages("cli-opt-json"))


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Check every package at or below the paths."""
    from audiolib.commands.telling import tell_findings
    from audiolib.findings import Severity
    from audiolib.packages.recognise import packages_at
    from audiolib.production.report import findings_json

    told = []
    failed = False
    for path in options.paths:
        for format_, target in packages_at(path):
            findings = tuple(format_.check(target, deep=options.deep))
            errors = sum(f.severity is Severity.ERROR for f in findings)
            failed |= errors > 0
            told.append(
                {
                    "path": str(target),
                    "format": format_.name,
                    "findings": findings_json(findings),
                }
            )
            if not options.json:
                tell_findings(findings, messages)
                sys.stdout.write(
                    messages(
                        "cli-checked",
                        path=target,
                        format=format_.name,
                        errors=errors,
                        warnings=sum(f.severity is Severity.WARNING for f in findings),
                    )
                    + "\n"
                )
    if options.json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return ERRORS if failed else OK
