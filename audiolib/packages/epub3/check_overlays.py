"""Checks the media overlays of an EPUB against its text and its sound."""

import re
import zipfile
from collections.abc import Iterator

from audiolib.findings import Finding
from audiolib.packages.audiobook_sound import TOLERANCE, measured, member
from audiolib.packages.epub3.findings import found
from audiolib.packages.epub3.read import NS, SMIL, Opened, Part, target
from audiolib.xml import Element

_FULL = re.compile(r"(?:(\d{1,9}):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?)")
_COUNT = re.compile(r"(\d{1,12}(?:\.\d+)?)(h|min|s|ms)?")
_UNITS = {"h": 3_600_000, "min": 60_000, "s": 1000, "ms": 1, "": 1000}


def check_overlays(book: Opened, *, deep: bool) -> Iterator[Finding]:
    """Targets, clips and durations of every overlay; `deep` decodes every sound."""
    lengths: dict[str, int] = {}
    for part in _sounds(book):
        yield from _measure(book, part, lengths, deep=deep)
    overlay_of = {part.name: part.overlay for part in book.parts.values()}
    total = 0
    for part in book.of_type(SMIL):
        tree = book.trees.get(part.name)
        if tree is None:
            continue
        real = 0
        for pair in tree.iterfind(".//smil:par", NS):
            yield from _text(book, part, pair, overlay_of)
            times = list(_clip(book, part, pair, lengths))
            yield from (t for t in times if isinstance(t, Finding))
            real += sum(t for t in times if isinstance(t, int))
        total += real
        stated = _stated(book, part.id)
        if stated != real:
            yield found("ep3-015", part.name, stated=-1 if stated is None else stated, real=real)
    whole = _stated(book, "")
    if (book.of_type(SMIL) or whole is not None) and whole != total:
        yield found("ep3-016", book.package, stated=-1 if whole is None else whole, real=total)


def clock(value: str) -> int | None:
    """A SMIL 3.0 clock value in milliseconds; None where it is none."""
    if match := _FULL.fullmatch(value.strip()):
        hours, minutes, seconds = match.groups()
        return int(hours or 0) * 3_600_000 + int(minutes) * 60_000 + round(float(seconds) * 1000)
    if match := _COUNT.fullmatch(value.strip()):
        return round(float(match[1]) * _UNITS[match[2] or ""])
    return None


def _sounds(book: Opened) -> list[Part]:
    return [p for p in book.parts.values() if p.media_type.startswith("audio/")]


def _measure(book: Opened, part: Part, lengths: dict[str, int], *, deep: bool) -> Iterator[Finding]:
    if part.name not in book.archive:
        return
    try:
        with member(book.members, part.name) as sound:
            known, silent = measured(sound, deep=deep)
    except (OSError, zipfile.BadZipFile):
        known, silent = None, False
    if known is None:
        yield found("ep3-028", part.name)
        return
    lengths[part.name] = known
    if silent:
        yield found("ep3-029", part.name)


def _text(
    book: Opened, overlay: Part, pair: Element, overlay_of: dict[str, str]
) -> Iterator[Finding]:
    element = pair.find("smil:text", NS)
    file, name = target(overlay.name, "" if element is None else (element.get("src") or ""))
    if element is None or name not in book.ids.get(file, frozenset()):
        yield found("ep3-011", overlay.name, pair.get("id") or "", target=f"{file}#{name}")
        return
    # A file names one overlay; so this sees a text in two of them, too.
    if overlay_of.get(file) != overlay.id:
        yield found("ep3-027", overlay.name, pair.get("id") or "", target=f"{file}#{name}")


def _clip(
    book: Opened, overlay: Part, pair: Element, lengths: dict[str, int]
) -> Iterator[Finding | int]:
    """The length of the clip of a pair, or what is wrong with it."""
    sound = pair.find("smil:audio", NS)
    name = pair.get("id") or ""
    file = target(overlay.name, "" if sound is None else (sound.get("src") or ""))[0]
    listed = {part.name for part in _sounds(book)} if file not in lengths else {file}
    if sound is None or file not in listed or file not in book.archive:
        yield found("ep3-012", overlay.name, name, sound=file)
        return
    known = lengths.get(file)
    begin = clock(sound.get("clipBegin") or "0s")
    end = clock(sound.get("clipEnd") or "") if sound.get("clipEnd") else known
    if begin is None or end is None or end <= begin:
        begins, ends = sound.get("clipBegin") or "", sound.get("clipEnd") or ""
        yield found("ep3-013", overlay.name, name, begin=begins, end=ends)
        return
    if known is not None and end > known + TOLERANCE:
        yield found("ep3-014", overlay.name, name, end=end, length=known, sound=file)
    yield end - begin


def _stated(book: Opened, refined: str) -> int | None:
    for meta in book.root.iterfind("opf:metadata/opf:meta", NS):
        of = (meta.get("refines") or "").lstrip("#")
        if meta.get("property") == "media:duration" and of == refined:
            return clock(meta.text or "")
    return None
