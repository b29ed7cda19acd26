"""Checks a finished Readium audiobook; codes: `docs/findings/readium.md`."""

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.packages.audiobook_check import synthetic
from audiolib.packages.audiobook_sound import TOLERANCE, measured
from audiolib.packages.readium import PROFILE, SELF

SEVERITIES = {
    "readium-001": Severity.ERROR,  # no manifest, or not JSON
    "readium-002": Severity.ERROR,  # profile
    "readium-003": Severity.ERROR,  # a required field
    "readium-004": Severity.ERROR,  # an entry that is no sound
    "readium-005": Severity.ERROR,  # listed, and not there
    "readium-006": Severity.WARNING,  # there, and not listed
    "readium-007": Severity.ERROR,  # an entry without title, length or rate
    "readium-008": Severity.ERROR,  # the total is not the sum
    "readium-009": Severity.ERROR,  # a stated length or size is not that of the file
    "readium-010": Severity.ERROR,  # no table of contents
    "readium-011": Severity.ERROR,  # an entry of the contents leads to nothing
    "readium-012": Severity.ERROR,  # accessibility metadata is missing
    "readium-013": Severity.ERROR,  # a synthetic voice is not disclosed
    "readium-014": Severity.ERROR,  # sound that can't be decoded
    "readium-015": Severity.ERROR,  # deep: silence
    "readium-016": Severity.ERROR,  # no link to itself
    "readium-017": Severity.ERROR,  # a file outside of the folder
}

_TIME = re.compile(r"t=(?:npt:)?(\d+(?:\.\d+)?)(?:,.*)?")
_REQUIRED = ("title", "language", "duration", "modified")
_ACCESS = ("accessMode", "feature", "hazard", "summary")


def _found(code: str, file: str = "", **facts: Fact) -> Finding:
    return Finding(code, SEVERITIES[code], Place(file=file), facts)


def check(path: Path, *, deep: bool = False) -> Iterator[Finding]:
    """What is wrong with the folder of an audiobook; `deep` decodes its sound."""
    try:
        told = json.loads((path / SELF).read_bytes())
        if not isinstance(told, dict):
            raise ValueError("not an object")
    except (OSError, ValueError, RecursionError) as error:
        yield _found("readium-001", SELF, reason=str(error))
        return
    yield from _fields(told)
    lengths: dict[str, int] = {}
    yield from _reading_order(path, told, lengths, deep=deep)
    yield from _files(path, told)
    yield from _contents(told, lengths)


def _entries(told: dict[str, Any], field: str) -> list[dict[str, Any]]:
    value = told.get(field)
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _fields(told: dict[str, Any]) -> Iterator[Finding]:
    metadata = told.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    profile = metadata.get("conformsTo")
    if PROFILE not in (profile if isinstance(profile, list) else [profile]):
        yield _found("readium-002", SELF)
    for field in _REQUIRED:
        if not metadata.get(field):
            yield _found("readium-003", SELF, field=field)
    if not metadata.get("identifier") and not metadata.get("altIdentifier"):
        yield _found("readium-003", SELF, field="identifier")
    if not any(entry.get("rel") == "self" for entry in _entries(told, "links")):
        yield _found("readium-016", SELF)
    claims = metadata.get("accessibility")
    for field in _ACCESS:
        if not isinstance(claims, dict) or not claims.get(field):
            yield _found("readium-012", SELF, field=field)
    if synthetic(metadata.get("audiolib")) and not metadata.get("narrator"):
        yield _found("readium-013", SELF)


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and ":" not in name


def _reading_order(
    folder: Path, told: dict[str, Any], lengths: dict[str, int], *, deep: bool
) -> Iterator[Finding]:
    total = 0
    for entry in _entries(told, "readingOrder"):
        name, stated = str(entry.get("href", "")), _milliseconds(entry.get("duration"))
        if not str(entry.get("type", "")).startswith("audio/"):
            yield _found("readium-004", name)
        if stated is None or not entry.get("title") or not entry.get("bitrate"):
            yield _found("readium-007", name)
        total += stated or 0
        if not _is_inside(name):
            yield _found("readium-017", name)
        elif not (folder / name).is_file():
            yield _found("readium-005", name)
        else:
            yield from _sound(folder, entry, lengths, deep=deep)
    metadata = told.get("metadata")
    whole = _milliseconds(metadata.get("duration")) if isinstance(metadata, dict) else None
    if whole is not None and whole != total:
        yield _found("readium-008", SELF, stated=whole, real=total)


def _sound(
    folder: Path, entry: dict[str, Any], lengths: dict[str, int], *, deep: bool
) -> Iterator[Finding]:
    name = str(entry["href"])
    file = folder / name
    with file.open("rb") as sound:
        real, silent = measured(sound, deep=deep)
    if real is None:
        yield _found("readium-014", name)
        return
    lengths[name] = real
    if silent:
        yield _found("readium-015", name)
    stated = _milliseconds(entry.get("duration"))
    size = entry.get("size")
    if stated is not None and abs(stated - real) > TOLERANCE:
        yield _found("readium-009", name, stated=stated, real=real)
    elif size is not None and size != file.stat().st_size:
        yield _found("readium-009", name, stated=str(size), real=file.stat().st_size)


def _milliseconds(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e9:
        return None
    return round(value * 1000)


def _files(folder: Path, told: dict[str, Any]) -> Iterator[Finding]:
    listed = {str(entry.get("href", "")) for entry in _entries(told, "resources")}
    for name in sorted(listed):
        if not _is_inside(name):
            yield _found("readium-017", name)
        elif not (folder / name).is_file():
            yield _found("readium-005", name)
    listed |= {str(entry.get("href", "")) for entry in _entries(told, "readingOrder")}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and name != SELF and name not in listed:
            yield _found("readium-006", name)


def _contents(told: dict[str, Any], lengths: dict[str, int]) -> Iterator[Finding]:
    links = list(_links(_entries(told, "toc")))
    if not links:
        yield _found("readium-010", SELF)
    for link in links:
        file, _, fragment = link.partition("#")
        match = _TIME.fullmatch(fragment)
        time = float(match[1]) * 1000 if match else 0
        known = file in lengths and (match or not fragment)
        if not known or time >= lengths[file]:
            yield _found("readium-011", SELF, href=link)


def _links(entries: list[dict[str, Any]]) -> Iterator[str]:
    for entry in entries:
        yield str(entry.get("href", ""))
        yield from _links(_entries(entry, "children"))
