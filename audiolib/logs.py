"""The log of the service: a line of JSON for each event on standard error, nothing of a person.

Whoever runs the service keeps the lines (systemd, a container's log), and bounds them. What an
exception says is left out, since it may quote a name or a card's number: its class, code and place
in the code are written instead. Only the level `debug` writes the words too.
"""

import json
import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

OURS = ("audiolib", "api", "web", "tts", "media")
LEVELS = ("debug", "info", "warning", "error")
_FRAMES = 20
"""The outermost and the innermost ones of an exception; a runaway recursion has a thousand."""
_CAUSES = 5


@contextmanager
def written(level: str) -> Iterator[None]:
    """Write what is logged from `level` on while the context lasts; of other libraries, warnings.

    Args:
        level: One of `LEVELS`.
    """
    root = logging.getLogger()
    ours = [logging.getLogger(name) for name in OURS]
    before = [(logger, logger.level) for logger in (root, *ours)]
    lines = _Lines(with_words=level == "debug")
    root.addHandler(lines)
    root.setLevel(logging.WARNING)
    for logger in ours:
        logger.setLevel(level.upper())
    logging.captureWarnings(capture=True)
    try:
        yield
    finally:
        logging.captureWarnings(capture=False)
        for logger, old in before:
            logger.setLevel(old)
        root.removeHandler(lines)


class _Lines(logging.Handler):
    """Writes to whatever standard error is at the time, a line in one piece."""

    def __init__(self, *, with_words: bool) -> None:
        super().__init__()
        self._with_words = with_words

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(line(record, with_words=self._with_words) + "\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            pass  # nobody reads the log any more, or its disk is full: the service goes on


def line(record: logging.LogRecord, *, with_words: bool = False) -> str:
    """A record as one line of ASCII: time (UTC), level, logger, message, then its `facts`."""
    at = datetime.fromtimestamp(record.created, UTC)
    told: dict[str, Any] = {
        "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": _message(record),
    }
    facts = getattr(record, "facts", None)
    if isinstance(facts, dict):
        for name, value in facts.items():
            told.setdefault(str(name), value)
    if record.exc_info and record.exc_info[1] is not None:
        told["error"] = _error(record.exc_info[1], with_words=with_words)
    return json.dumps(told, default=str)


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return str(record.msg)


def _error(error: BaseException, *, with_words: bool) -> list[dict[str, Any]]:
    """An exception and what caused it, the outermost first."""
    told: list[dict[str, Any]] = []
    cause: BaseException | None = error
    while cause is not None and len(told) < _CAUSES:
        one: dict[str, Any] = {"type": f"{type(cause).__module__}.{type(cause).__qualname__}"}
        for name in ("code", "errno", "sqlstate"):
            if isinstance(fact := getattr(cause, name, None), str | int):
                one[name] = fact
        if with_words:
            one["words"] = str(cause)
        one["at"] = _places(cause)
        told.append(one)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return told


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    if len(places) <= 2 * _FRAMES:
        return places
    return [*places[:_FRAMES], "...", *places[-_FRAMES:]]


def _place(filename: str) -> str:
    """The end of a path; what stands before it may name the machine's user."""
    return "/".join(PurePath(filename).parts[-3:])
