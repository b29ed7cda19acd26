"""Findings and failures as a librarian, or a machine, reads them."""

import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from audiolib.errors import AudiolibError
from audiolib.exits import BAD_INPUT
from audiolib.findings import Finding, Severity
from audiolib.messages import Messages
from media import MediaError
from tts import SpeechError

ALIKE = 5
"""So many findings of one code are told one by one; of the rest only how many there are."""


def tell_findings(findings: Sequence[Finding], messages: Messages) -> None:
    """Write findings to standard error, errors first."""
    rank = list(Severity)
    ordered = sorted(findings, key=lambda f: (rank.index(f.severity), f.code))
    for (severity, code), same in groupby(ordered, key=lambda f: (f.severity, f.code)):
        alike = list(same)
        for finding in alike[:ALIKE]:
            word = messages(f"cli-severity-{severity}")
            sys.stderr.write(f"{word} {code}: {messages.finding(finding)}\n")
        if len(alike) > ALIKE:
            sys.stderr.write(messages("cli-more", code=code, count=len(alike) - ALIKE) + "\n")


def tell_failure(
    error: AudiolibError | SpeechError | MediaError,
    file: Path,
    messages: Messages,
    told: list[dict[str, Any]],
    as_json: bool,
) -> int:
    """Tell of a source that could not be made; gives the exit status."""
    sentence = messages.error(error)
    if as_json:
        told.append({"file": str(file), "error": error.code, "message": sentence})
    else:
        sys.stderr.write(sentence + "\n")
    return BAD_INPUT
