"""Findings and failures as a librarian, or a machine, reads them."""

import errno
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from audiolib.errors import AudiolibError, DiskFullError
from audiolib.exits import BAD_INPUT, NO_DISK, USAGE
from audiolib.findings import Finding, Severity
from audiolib.messages import Messages
from media import MediaError
from tts import SpeechError

ALIKE = 5
"""So many findings of one code are told one by one; of the rest only how many there are."""
TOLD = (AudiolibError, SpeechError, MediaError, OSError)
"""What ends a command with a sentence; anything else is a mistake of ours, with its traceback."""
_MISUSED = (
    *("format-unknown", "speech-voice-unknown", "speech-engine-unknown", "setting-wrong"),
    *("meta-for-many", "recording-for-many", "human-half-named"),
    *("voice-not-listed", "voice-not-public", "voice-many", "voice-untold"),
)
"""Errors of the command itself: their codes, since their classes cost more to import."""
_FULL = (errno.ENOSPC, errno.EDQUOT)
_SEPARATORS = str.maketrans({c: f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"})
"""Ends of a line to some programs, that JSON leaves as they are."""
_REASONS = {
    errno.EACCES: "cli-reason-denied",
    errno.EPERM: "cli-reason-denied",
    errno.EROFS: "cli-reason-read-only",
    errno.ENOENT: "cli-reason-missing",
    errno.ENOTDIR: "cli-reason-file",
    errno.EEXIST: "cli-reason-file",
    errno.EISDIR: "cli-reason-folder",
    errno.ENAMETOOLONG: "cli-reason-long",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something could not be done: the exit status, the code, the sentence."""

    status: int
    code: str
    sentence: str

    def json(self) -> dict[str, Any]:
        return {"error": self.code, "message": self.sentence}


def failure(
    error: AudiolibError | SpeechError | MediaError | OSError, messages: Messages
) -> Failure:
    """The failure that an error means to the user."""
    if isinstance(error, OSError):
        place = str(error.filename or "")
        if error.errno in _FULL:
            return Failure(NO_DISK, "cli-disk-full", messages("cli-disk-full", folder=place))
        code = _REASONS.get(error.errno or 0)
        reason = messages(code) if code else error.strerror or str(error)
        return Failure(BAD_INPUT, "cli-file", messages("cli-file", file=place, reason=reason))
    status = BAD_INPUT
    if isinstance(error, DiskFullError):
        status = NO_DISK
    elif error.code in _MISUSED:
        status = USAGE
    return Failure(status, error.code, messages.error(error))


def tell_failure(found: Failure, *, as_json: bool) -> int:
    """Write why a command failed; gives its exit status."""
    sys.stderr.write(found.sentence.rstrip() + "\n")
    if as_json:
        tell_json(found.json())
    return found.status


def tell_json(answer: Any) -> None:
    """Write an answer for programs, on what every program takes for one line."""
    text = json.dumps(answer, ensure_ascii=False).translate(_SEPARATORS)
    sys.stdout.write(text + "\n")


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
