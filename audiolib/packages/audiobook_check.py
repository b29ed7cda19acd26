"""Checks a finished W3C audiobook; codes: `docs/findings/audiobook.md`."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html

from audiolib.errors import SourceError
from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.packages.audiobook import CONFORMS, CONTEXT
from audiolib.packages.audiobook_sound import TOLERANCE, measured, member
from audiolib.packages.epub3.read import PACKAGE_LIMITS
from audiolib.sources.archive import Archive

SEVERITIES = {
    "audiobook-001": Severity.ERROR,  # not a zip file that can be read
    "audiobook-002": Severity.ERROR,  # no manifest, or not JSON
    "audiobook-003": Severity.ERROR,  # context or profile
    "audiobook-004": Severity.ERROR,  # a required field
    "audiobook-005": Severity.ERROR,  # an entry that is no sound
    "audiobook-006": Severity.ERROR,  # listed, and not there
    "audiobook-007": Severity.WARNING,  # there, and not listed
    "audiobook-008": Severity.ERROR,  # an entry without name or length
    "audiobook-009": Severity.ERROR,  # the total is not the sum
    "audiobook-010": Severity.ERROR,  # a stated length is not that of the sound
    "audiobook-011": Severity.ERROR,  # no table of contents
    "audiobook-012": Severity.ERROR,  # an entry of the contents leads to nothing
    "audiobook-013": Severity.ERROR,  # accessibility metadata is missing
    "audiobook-014": Severity.ERROR,  # a synthetic voice is not disclosed
    "audiobook-015": Severity.ERROR,  # sound that can't be decoded
    "audiobook-016": Severity.ERROR,  # deep: silence
    "audiobook-017": Severity.WARNING,  # over 900 MB
}

LARGE = 900_000_000
ACCESS = (
    "accessMode",
    "accessModeSufficient",
    "accessibilityFeature",
    "accessibilityHazard",
    "accessibilitySummary",
)
_REQUIRED = ("name", "readingOrder", "id", "inLanguage", "duration", "dateModified")
_DURATION = re.compile(r"PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d+)?)S)?")
_TIME = re.compile(r"t=(?:npt:)?(\d+(?:\.\d+)?)(?:,.*)?")


def _found(code: str, file: str = "", **facts: Fact) -> Finding:
    return Finding(code, SEVERITIES[code], Place(file=file), facts)


def check(path: Path, *, deep: bool = False) -> Iterator[Finding]:
    """What is wrong with an audiobook; `deep` decodes its sound."""
    try:
        archive = Archive.open(path, PACKAGE_LIMITS)
    except SourceError as error:
        yield _found("audiobook-001", path.name, reason=error.reason)
        return
    with archive, zipfile.ZipFile(path) as members:
        if path.stat().st_size > LARGE:
            yield _found("audiobook-017", path.name, megabytes=path.stat().st_size // 1_000_000)
        try:
            told = json.loads(archive.read("publication.json"))
            if not isinstance(told, dict):
                raise ValueError("not an object")
        except (SourceError, ValueError, RecursionError) as error:
            reason = error.reason if isinstance(error, SourceError) else str(error)
            yield _found("audiobook-002", "publication.json", reason=reason)
            return
        yield from _fields(told)
        lengths: dict[str, int] = {}
        yield from _reading_order(archive, members, told, lengths, deep=deep)
        yield from _resources(archive, told, lengths)
        yield from _contents(archive, told, lengths)


def parse_duration(value: object) -> int | None:
    """An ISO 8601 duration of hours, minutes and seconds in milliseconds; None where it is none."""
    match = _DURATION.fullmatch(value) if isinstance(value, str) and value != "PT" else None
    if match is None:
        return None
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return round(((hours * 60 + minutes) * 60 + seconds) * 1000)


def _fields(told: dict[str, Any]) -> Iterator[Finding]:
    file = "publication.json"
    context, profile = told.get("@context"), told.get("conformsTo")
    profiles = profile if isinstance(profile, list) else [profile]
    if not isinstance(context, list) or context[:2] != CONTEXT or CONFORMS not in profiles:
        yield _found("audiobook-003", file)
    for field in _REQUIRED:
        if not told.get(field):
            yield _found("audiobook-004", file, field=field)
    for field in ACCESS:
        # Without a sufficient mode none can be told: some pictures have no description.
        if not told.get(field) and field != "accessModeSufficient":
            yield _found("audiobook-013", file, field=field)
    if synthetic(told.get("audiolib")) and not told.get("readBy"):
        yield _found("audiobook-014", file)


def synthetic(made: object) -> bool:
    """Whether the provenance of a package names a synthetic voice."""
    voices = made.get("voices") if isinstance(made, dict) else None
    if not isinstance(voices, list):
        return False
    return any(isinstance(voice, dict) and voice.get("synthetic") is True for voice in voices)


def _listed(told: dict[str, Any], field: str) -> list[dict[str, Any]]:
    value = told.get(field)
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _relations(entry: dict[str, Any]) -> list[Any]:
    value = entry.get("rel")
    return value if isinstance(value, list) else [value]


def _reading_order(
    archive: Archive,
    members: zipfile.ZipFile,
    told: dict[str, Any],
    lengths: dict[str, int],
    *,
    deep: bool,
) -> Iterator[Finding]:
    total = 0
    for entry in _listed(told, "readingOrder"):
        name = str(entry.get("url", ""))
        if not str(entry.get("encodingFormat", "")).startswith("audio/"):
            yield _found("audiobook-005", name)
        stated = parse_duration(entry.get("duration"))
        if stated is None or not entry.get("name"):
            yield _found("audiobook-008", name)
        total += stated or 0
        if name not in archive:
            yield _found("audiobook-006", name)
            continue
        try:
            with member(members, name) as sound:
                real, silent = measured(sound, deep=deep)
        except (OSError, zipfile.BadZipFile):
            real, silent = None, False
        if real is None:
            yield _found("audiobook-015", name)
            continue
        lengths[name] = real
        if silent:
            yield _found("audiobook-016", name)
        if stated is not None and abs(stated - real) > TOLERANCE:
            yield _found("audiobook-010", name, stated=stated, real=real)
    whole = parse_duration(told.get("duration"))
    if whole is not None and whole != total:
        yield _found("audiobook-009", "publication.json", stated=whole, real=total)


def _resources(
    archive: Archive, told: dict[str, Any], lengths: dict[str, int]
) -> Iterator[Finding]:
    listed = {str(entry.get("url", "")) for entry in _listed(told, "resources")}
    for name in sorted(listed):
        if name not in archive:
            yield _found("audiobook-006", name)
    sounds = {str(entry.get("url", "")) for entry in _listed(told, "readingOrder")}
    for name in archive.names:
        if name != "publication.json" and name not in listed | sounds | set(lengths):
            yield _found("audiobook-007", name)


def _contents(archive: Archive, told: dict[str, Any], lengths: dict[str, int]) -> Iterator[Finding]:
    name = next(
        (
            str(entry.get("url", ""))
            for entry in _listed(told, "resources")
            if "contents" in _relations(entry)
        ),
        "",
    )
    links: list[str] = []
    if name in archive:
        try:
            parser = html.HTMLParser(encoding="utf-8", no_network=True)
            root = html.document_fromstring(archive.read(name), parser=parser)
            links = [str(a.get("href")) for a in root.xpath('//nav[@role="doc-toc"]//a[@href]')]
        except (SourceError, etree.LxmlError):
            links = []
    if not links:
        yield _found("audiobook-011", name or "publication.json")
    for link in links:
        file, _, fragment = link.partition("#")
        match = _TIME.fullmatch(fragment)
        time = float(match[1]) * 1000 if match else 0
        known = file in lengths and (match or not fragment)
        if not known or time >= lengths[file]:
            yield _found("audiobook-012", name, href=link)
