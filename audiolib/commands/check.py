"""`audiolib check`: what is wrong with packages."""

import argparse
import sys
from pathlib import Path
from typing import Any

from audiolib.errors import AudiolibError, SourceKindError
from audiolib.exits import ERRORS, OK
from audiolib.messages import Messages


class NoPackageError(AudiolibError):
    """There is something at the path, and no package in it."""

    code = "no-package"

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the options of the command."""
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help=messages("cli-check-path")
    )
    parser.add_argument("--deep", action="store_true", help=messages("cli-check-deep"))
    parser.add_argument("--json", action="store_true", help=messages("cli-opt-json"))


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Check every package at or below the paths; a path without one does not keep the others."""
    from audiolib.commands.telling import TOLD, failure, tell_failure, tell_json

    told: list[dict[str, Any]] = []
    worst = OK
    for path in options.paths:
        try:
            worst = max(worst, _check(path, options, messages, told))
        except TOLD as error:
            found = failure(error, messages)
            worst = max(worst, tell_failure(found, as_json=False))
            told.append({"path": str(path), **found.json()})
    if options.json:
        tell_json(told)
    return worst


def _check(
    path: Path, options: argparse.Namespace, messages: Messages, told: list[dict[str, Any]]
) -> int:
    from audiolib.commands.telling import tell_findings
    from audiolib.findings import Severity
    from audiolib.packages.recognise import packages_at
    from audiolib.production.report import findings_json

    try:
        packages = list(packages_at(path))
    except SourceKindError as error:
        raise NoPackageError(str(path)) from error
    status = OK
    for format_, target in packages:
        findings = tuple(format_.check(target, deep=options.deep))
        errors = sum(f.severity is Severity.ERROR for f in findings)
        status = max(status, ERRORS if errors else OK)
        found = findings_json(findings)
        told.append({"path": str(target), "format": format_.name, "findings": found})
        if options.json:
            continue
        tell_findings(findings, messages)
        sentence = messages(
            "cli-checked",
            path=target,
            format=format_.name,
            errors=errors,
            warnings=sum(f.severity is Severity.WARNING for f in findings),
        )
        sys.stdout.write(sentence + "\n")
    return status
