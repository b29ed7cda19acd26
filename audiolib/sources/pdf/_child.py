"""Runs the extracting process and reads what it tells, page by page."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audiolib.errors import (
    SourceDamagedError,
    SourceEncryptedError,
    SourceHostileError,
    SourceMissingError,
    SourceTooLargeError,
)
from audiolib.sources import pdf_words
from audiolib.sources.legacy import Ledger
from audiolib.sources.limits import LIMITS
from audiolib.sources.pdf._sheet import Sheet, sheet

SIGNS = 20_000_000
"""Of a whole document: some thirty long novels."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the outline: depth from 0, title, page from 0 or -1."""

    depth: int
    title: str
    page: int


@dataclass(slots=True)
class Document:
    """What a PDF holds, its pages read up to the last."""

    metadata: dict[str, str]
    language: str
    outline: tuple[Entry, ...]
    pages: int
    sheets: list[Sheet] = field(default_factory=list)
    legacy: Ledger = field(default_factory=Ledger)


def extract(path: Path) -> Document:
    """The document with the words of every page.

    Raises:
        SourceMissingError, SourceDamagedError, SourceEncryptedError, SourceHostileError,
        SourceTooLargeError: as their names say.
    """
    file = str(path)
    if not path.is_file():
        raise SourceMissingError(file)
    if path.stat().st_size > LIMITS.file:
        raise SourceTooLargeError(file, "", LIMITS.file)
    command = [sys.executable, "-P", "-m", pdf_words.__name__, str(path.resolve())]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            return _document(file, process)
        finally:
            process.kill()


def _document(file: str, process: "subprocess.Popen[bytes]") -> Document:
    told = _told(file, process)
    head = next(told)
    match head.get("error"):
        case "encrypted":
            raise SourceEncryptedError(file, reason=head["reason"])
        case "large":
            raise SourceTooLargeError(file, f"{head['reason']} pages", pdf_words.PAGES)
        case "damaged":
            raise SourceDamagedError(file, reason=head["reason"])
    document = Document(
        metadata=head["metadata"],
        language=head["language"],
        outline=tuple(Entry(*entry) for entry in head["outline"]),
        pages=head["pages"],
    )
    signs = 0
    for values in told:
        if "ledger" in values:
            found = values["ledger"]
            document.legacy = Ledger(
                words=Counter(found["words"]),
                fonts=found["fonts"],
                before=Counter(found["before"]),
                after=Counter(found["after"]),
                total=Counter(found["total"]),
            )
            continue
        page = sheet(values)
        document.sheets.append(page)
        signs += page.letters
        if signs > SIGNS:
            raise SourceTooLargeError(file, f"page {page.number + 1}", SIGNS)
    return document


def _told(file: str, process: "subprocess.Popen[bytes]") -> Iterator[dict[str, Any]]:
    """The process's lines up to its `null`, without which it did not end well."""
    assert process.stdout is not None  # noqa: S101 (Popen was asked for it)
    page = 0
    for line in process.stdout:
        values = json.loads(line)
        if values is None:
            return
        yield values
        if "error" in values:
            return
        page += 1
    code = process.wait()
    place = f"page {page}" if page else ""
    if code < 0:
        # Stopped by a limit it had taken upon itself, or by a fault in native code.
        raise SourceHostileError(file, place, f"the extracting process ended by signal {-code}")
    raise SourceDamagedError(file, place, f"the extracting process ended with {code}")
