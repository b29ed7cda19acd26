"""`audiolib lexicon add, remove, list, import, export`."""

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from audiolib import files
from audiolib.commands.lexicon.scopes import LexiconKindError, is_global, shelf
from audiolib.commands.telling import tell_findings, tell_json
from audiolib.exits import BAD_INPUT, OK
from audiolib.findings import Finding, Place, Severity
from audiolib.lexicons import shipped
from audiolib.lexicons.decide import Change, primary
from audiolib.lexicons.faults import faults
from audiolib.messages import Messages
from audiolib.production.intake import PUBLICATION
from audiolib.production.report import findings_json
from tts import known
from tts.lexicon import COLUMNS, Entry, entries, read_table, write_pls, write_table

_LANGUAGE = re.compile(rb'xml:lang="([A-Za-z-]{2,35})"')
_HEAD = 2_000
_STARRED = 3
"""Characters of a word with a `*` at its end that means its forms; `A*` is a word."""


def add_(options: argparse.Namespace, messages: Messages) -> int:
    """Put one entry in."""
    word = options.word.strip()
    starred = word.endswith("*") and len(word) >= _STARRED and word[-2].isalpha()
    entry = Entry(
        word,
        options.alias.strip(),
        options.ipa.strip().strip("/"),
        _language(options, f"{word} {options.alias}", messages),
        options.match or ("forms" if starred else "word"),
        options.followed,
        options.not_followed,
        options.preceded,
        options.not_preceded,
        options.note,
        options.author or os.environ.get("USER", ""),
    )
    changes, findings = shelf(options).put([_normal(entry)])
    return _tell(changes, findings, options, messages)


def remove_(options: argparse.Namespace, messages: Messages) -> int:
    """Take out what was decided about one word."""
    gone = shelf(options).drop(_normal(Entry(options.word)).grapheme, options.lang)
    if options.json:
        tell_json([_json(entry) for entry in gone])
    elif gone:
        for entry in gone:
            _say(messages("cli-lexicon-removed", line=_line(entry)))
    else:
        sys.stderr.write(messages("cli-lexicon-none", word=options.word) + "\n")
    return OK if gone else BAD_INPUT


def list_(options: argparse.Namespace, messages: Messages) -> int:
    """Tell what has been decided, in the order of the file."""
    found = _read(options)
    if options.word:
        wanted = options.word.lower()
        found = [entry for entry in found if wanted in entry.grapheme.lower()]
    if options.json:
        tell_json([_json(entry) for entry in found])
        return OK
    for entry in found:
        _say(_line(entry))
    sys.stderr.write(messages("cli-lexicon-listed", count=len(found)) + "\n")
    return OK


def import_(options: argparse.Namespace, messages: Messages) -> int:
    """Put the entries of files in; what is faulty is told, and the rest goes in."""
    wanted: list[Entry] = []
    findings: list[Finding] = []
    for path in options.files:
        _import_one(path, options, messages, wanted, findings)
    changes, more = shelf(options).put(wanted, keep=options.keep, dry=options.dry_run)
    return _tell(changes, [*findings, *more], options, messages)


def export_(options: argparse.Namespace, messages: Messages) -> int:
    """Write what has been decided into one file, PLS or a table by its ending."""
    found = _read(options)
    languages = Counter(primary(entry.lang) for entry in found)
    lang = options.lang or max(languages, key=languages.__getitem__, default=messages.language)
    write_entries(options.file, found, lang)
    if options.json:
        tell_json({"file": str(options.file), "entries": len(found)})
    else:
        _say(messages("cli-lexicon-exported", count=len(found), file=options.file))
    return OK


def write_entries(path: Path, found: Sequence[Entry], lang: str) -> None:
    """Write entries as the ending of a file says: `.pls`, `.csv`, `.tsv`.

    Raises:
        LexiconKindError: the ending says nothing.
    """
    ending = path.suffix.lower()
    if ending in (".pls", ".xml"):
        content = write_pls(found, lang)
    elif ending in (".csv", ".tsv"):
        rows = [{name: getattr(entry, name) for name in COLUMNS} for entry in found]
        content = write_table(rows, "\t" if ending == ".tsv" else ",")
    else:
        raise LexiconKindError(str(path))
    files.write(path, content)


def _import_one(
    path: Path,
    options: argparse.Namespace,
    messages: Messages,
    wanted: list[Entry],
    findings: list[Finding],
) -> None:
    from audiolib.errors import SourceMissingError
    from tts.errors import LexiconError

    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceMissingError(str(path)) from error
    try:
        placed = [*_entries(path, content)]
    except LexiconError as error:
        error.in_file(str(path))
        raise
    waiting = 0
    for line, entry in placed:
        if not entry.is_filled:
            waiting += 1
            continue
        whole = replace(entry, lang=entry.lang or _language(options, entry.grapheme, messages))
        wrong = [*faults(whole, Place(path.name, line))]
        findings += [f for f in wrong if f.severity == Severity.ERROR]
        if not any(f.severity == Severity.ERROR for f in wrong):
            wanted.append(whole)
    if waiting:
        place = Place(path.name)
        findings.append(Finding("lexicon-009", Severity.NOTE, place, {"count": waiting}))


def _entries(path: Path, content: bytes) -> Iterable[tuple[int, Entry]]:
    """The entries of a file with their lines; of a PLS file only errors tell the line."""
    if path.suffix.lower() in (".pls", ".xml"):
        return [(0, entry) for entry in entries(content)]
    if path.suffix.lower() not in (".csv", ".tsv", ".txt"):
        raise LexiconKindError(str(path))
    return [(row.line, _entry(row.cells)) for row in read_table(content)]


def _entry(cells: Mapping[str, str]) -> Entry:
    texts: dict[str, Any] = dict(cells)
    texts["match"] = cells.get("match") or "word"  # an unknown one is a fault, told later
    return Entry(**texts)


def _read(options: argparse.Namespace) -> list[Entry]:
    if is_global(options):
        wanted = [primary(options.lang)] if options.lang else known()
        return [entry for lang in wanted for entry in shipped(lang).entries]
    return shelf(options).read(options.lang)


def _language(options: argparse.Namespace, text: str, messages: Messages) -> str:
    """What was said, what the letters prove, that of the book, else that of the messages."""
    from audiolib.sources.language import proven

    return primary(options.lang or proven(text) or _of_book(options) or messages.language)


def _of_book(options: argparse.Namespace) -> str:
    """The language of the talking book whose scope was named; empty where it is not known."""
    chosen = shelf(options)
    made = chosen.folder.parent / PUBLICATION
    if chosen.scope != "book" or not made.is_file():
        return ""
    with made.open("rb") as file:
        told = _LANGUAGE.search(file.read(_HEAD))
    return told[1].decode() if told else ""


def _normal(entry: Entry) -> Entry:
    from unicodedata import normalize

    def nfc(text: str) -> str:
        return " ".join(normalize("NFC", text).split())

    return replace(entry, grapheme=nfc(entry.grapheme), alias=nfc(entry.alias), ipa=nfc(entry.ipa))


def _tell(
    changes: Sequence[Change],
    findings: Sequence[Finding],
    options: argparse.Namespace,
    messages: Messages,
) -> int:
    refused = sum(finding.severity == Severity.ERROR for finding in findings)
    if options.json:
        told = [_change_json(change) for change in changes]
        tell_json({"changes": told, "findings": findings_json(findings)})
    else:
        tell_findings(findings, messages)
        if len(changes) == 1 and options.action == "add":
            _say(_told(changes[0], messages))
        elif options.action == "import":
            _tell_many(changes, refused, options, messages)
    return BAD_INPUT if refused else OK


def _tell_many(
    changes: Sequence[Change], refused: int, options: argparse.Namespace, messages: Messages
) -> None:
    for change in changes:
        if change.before is not None and change.kind != "same" and change.before.is_filled:
            _say(_told(change, messages))
    counts = {k: sum(c.kind == k for c in changes) for k in ("added", "changed", "same", "kept")}
    code = "cli-lexicon-would" if options.dry_run else "cli-lexicon-imported"
    _say(messages(code, **counts, refused=refused))


def _told(change: Change, messages: Messages) -> str:
    before = change.before.reading if change.before else ""
    return messages(
        f"cli-lexicon-{change.kind}",
        line=_line(change.entry),
        word=change.entry.grapheme,
        before=before,
        after=change.entry.reading,
        lang=change.entry.lang,
    )


def _line(entry: Entry) -> str:
    """An entry as people read it."""
    beside = [
        f"{name.replace('_', ' ')} {value!r}"
        for name in ("followed", "not_followed", "preceded", "not_preceded")
        if (value := getattr(entry, name))
    ]
    how = [entry.lang, *([entry.match] if entry.match != "word" else []), *beside]
    note = f"  # {entry.note}" if entry.note else ""
    return f"{entry.grapheme} → {entry.reading or '–'}  [{', '.join(filter(None, how))}]{note}"


def _json(entry: Entry) -> dict[str, Any]:
    return {name: value for name, value in asdict(entry).items() if value}


def _change_json(change: Change) -> dict[str, Any]:
    before = _json(change.before) if change.before else None
    return {"kind": change.kind, "entry": _json(change.entry), "before": before}


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
