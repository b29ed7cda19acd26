"""Deciding about words: entries put into the files of a scope, and taken out, several at a time.

A file is read, changed and replaced while nobody else may, so of two clerks none loses a word.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from audiolib import files
from audiolib.errors import AudiolibError
from audiolib.findings import Finding, Place, Severity
from audiolib.lexicons.faults import faults
from tts.errors import LexiconError
from tts.lexicon import Entry, edited, entries, write_pls

_PATIENCE_S = 30.0
_NAP_S = 0.02

Kind = Literal["added", "changed", "same", "kept"]


class LexiconBusyError(AudiolibError):
    """Another command has been changing the lexicons of a folder for half a minute."""

    code = "lexicon-busy"
    retryable = True

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an entry: `before` is what was decided earlier, if anything was."""

    kind: Kind
    entry: Entry
    before: Entry | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """The lexicon files of one scope: `<lang>.pls` in a folder."""

    scope: Literal["library", "book"]
    folder: Path

    def file(self, lang: str) -> Path:
        return self.folder / f"{primary(lang)}.pls"

    def read(self, lang: str | None = None) -> list[Entry]:
        """What has been decided, in a language or in all, by file.

        Raises:
            tts.SpeechError: a file is no lexicon.
        """
        paths = sorted(self.folder.glob("*.pls"))
        found = []
        for path in paths:
            read = _entries(path, self.scope)
            found += [e for e in read if lang is None or primary(e.lang) == primary(lang)]
        return found

    def put(
        self, wanted: Iterable[Entry], *, keep: bool = False, dry: bool = False
    ) -> tuple[list[Change], list[Finding]]:
        """Put entries into the files of their languages, each of which must be named.

        Args:
            wanted: Of two for the same words the first counts; a faulty one is a finding.
            keep: What was decided earlier stays.
            dry: Only tell what would become of them.

        Raises:
            LexiconBusyError: another command is at these files.
            tts.SpeechError: a file that is there is no lexicon; nothing was written.
        """
        findings: list[Finding] = []
        by_file: dict[Path, dict[tuple[str, ...], Entry]] = {}
        for entry in wanted:
            wrong = [*faults(entry)]
            findings += wrong
            if any(finding.severity == Severity.ERROR for finding in wrong):
                continue
            first = by_file.setdefault(self.file(entry.lang), {}).setdefault(entry.where, entry)
            if first.reading != entry.reading:
                facts = {"word": entry.grapheme, "first": first.reading, "second": entry.reading}
                findings.append(Finding("lexicon-008", Severity.WARNING, Place(), facts))
        changes: list[Change] = []
        with _alone(self.folder, dry=dry):
            for path, fresh in by_file.items():
                changes += _put(path, [*fresh.values()], self.scope, keep=keep, dry=dry)
        return changes, findings

    def drop(self, grapheme: str, lang: str | None = None) -> list[Entry]:
        """Take out every entry of a word, in a language or in all; gives them.

        Raises:
            LexiconBusyError: another command is at these files.
            tts.SpeechError: a file is no lexicon; nothing was written.
        """
        gone: list[Entry] = []
        if not self.folder.is_dir():
            return gone
        with _alone(self.folder, dry=False):
            for path in sorted(self.folder.glob("*.pls")):
                found = [
                    entry
                    for entry in _entries(path, self.scope)
                    if entry.grapheme == grapheme
                    and (lang is None or primary(entry.lang) == primary(lang))
                ]
                if found:
                    files.write(path, edited(path.read_bytes(), drop=found))
                    gone += found
        return gone


def primary(tag: str) -> str:
    """The primary language of a tag, in small letters."""
    return tag.replace("_", "-").partition("-")[0].lower()


def _entries(path: Path, scope: str) -> list[Entry]:
    try:
        return entries(path.read_bytes(), scope)
    except LexiconError as error:
        error.in_file(str(path))
        raise


def _put(
    path: Path, fresh: Sequence[Entry], scope: str, *, keep: bool, dry: bool
) -> Iterator[Change]:
    known: dict[tuple[str, ...], Entry] = {}
    if path.is_file():
        for entry in _entries(path, scope):
            known.setdefault(entry.where, entry)
    changes = [_change(replace(e, scope=scope), known.get(e.where), keep=keep) for e in fresh]
    made = [change.entry for change in changes if change.kind in ("added", "changed")]
    if made and not dry:
        content = path.read_bytes() if path.is_file() else write_pls((), path.stem)
        content = edited(content, put=made)
        entries(content)  # all expressions together may cost too much
        files.write(path, content)
    return iter(changes)


def _change(entry: Entry, before: Entry | None, *, keep: bool) -> Change:
    if before is None:
        return Change("added", entry)
    if not entry.note and before.note:
        entry = replace(entry, note=before.note)
    if before == entry:
        return Change("same", entry, before)
    return Change("kept" if keep and before.is_filled else "changed", entry, before)


@contextmanager
def _alone(folder: Path, *, dry: bool) -> Iterator[None]:
    if dry:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + _PATIENCE_S
    while True:
        with files.locked(folder) as alone:
            if alone:
                yield
                return
        if time.monotonic() > until:
            raise LexiconBusyError(str(folder))
        time.sleep(_NAP_S)
