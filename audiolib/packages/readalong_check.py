"""Checks a finished read-along file; codes: `docs/findings/readalong.md`."""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from audiolib.findings import Fact, Finding, Place, Severity

SEVERITIES = {
    "readalong-001": Severity.ERROR,  # not there, not UTF-8, not JSON
    "readalong-002": Severity.ERROR,  # another format or version
    "readalong-003": Severity.ERROR,  # a field is missing, or of the wrong kind
    "readalong-004": Severity.ERROR,  # a text that is not NFC
    "readalong-005": Severity.ERROR,  # a phrase out of its text
    "readalong-006": Severity.ERROR,  # phrases of a block out of order
    "readalong-007": Severity.ERROR,  # a word out of its phrase, or words out of order
    "readalong-008": Severity.ERROR,  # times of a phrase or word
    "readalong-009": Severity.ERROR,  # a phrase after the end of its track
    "readalong-010": Severity.ERROR,  # a track that is not listed
    "readalong-011": Severity.ERROR,  # an id twice
    "readalong-012": Severity.ERROR,  # two phrases at once
    "readalong-013": Severity.ERROR,  # a generated phrase without what is spoken
}

_TOP = {
    "identifier": str,
    "title": str,
    "language": str,
    "direction": str,
    "offsets": str,
    "times": str,
    "tracks": list,
    "blocks": list,
}
_TRACK = {"track": int, "file": str, "sha256": str, "size": int, "duration": int, "delay": int}
_BLOCK = {"id": str, "kind": str, "text": str, "phrases": list}
_PHRASE = {
    "id": str,
    "begin": int,
    "end": int,
    "track": int,
    "start": int,
    "stop": int,
    "words": list,
}


def check(path: Path) -> Iterator[Finding]:
    """What is wrong with a read-along file."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        yield _found(path, "readalong-001", reason=str(error))
        return
    if not isinstance(told, dict) or (told.get("format"), told.get("version")) != (
        "audiolib-readalong",
        1,
    ):
        yield _found(path, "readalong-002")
        return
    faults = list(_shape(told))
    for field in faults:
        yield _found(path, "readalong-003", field=field)
    if not faults:
        yield from _Reading(path, told).findings()


def _found(path: Path, code: str, name: str = "", **facts: Fact) -> Finding:
    return Finding(code, SEVERITIES[code], Place(path.name, id=name), facts)


def _shape(told: dict[str, Any]) -> Iterator[str]:
    """Paths of fields that are missing or of the wrong kind."""
    yield from _fields("", told, _TOP)
    for number, track in enumerate(_list(told, "tracks")):
        yield from _fields(f"tracks/{number}/", track, _TRACK)
    for number, block in enumerate(_list(told, "blocks")):
        yield from _fields(f"blocks/{number}/", block, _BLOCK)
        for index, phrase in enumerate(_list(block, "phrases")):
            place = f"blocks/{number}/phrases/{index}/"
            yield from _fields(place, phrase, _PHRASE)
            if not _are_words(_list(phrase, "words")):
                yield f"{place}words"


def _fields(place: str, value: object, kinds: Mapping[str, type]) -> Iterator[str]:
    if not isinstance(value, dict):
        yield place.rstrip("/")
        return
    for name, kind in kinds.items():
        if not _is(value.get(name), kind):
            yield place + name


def _is(value: object, kind: type) -> bool:
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return isinstance(value, kind)


def _are_words(words: list[Any]) -> bool:
    """Whether each is a list of four whole numbers; there are half a million in a long file."""
    if not set(map(type, words)) <= {list} or not set(map(len, words)) <= {4}:
        return False
    numbers = list(chain.from_iterable(words))
    return set(map(type, numbers)) <= {int} and min(numbers, default=0) >= 0


def _list(value: object, name: str) -> list[Any]:
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


class _Reading:
    """The file once its shape is known to be right."""

    def __init__(self, path: Path, told: dict[str, Any]) -> None:
        self._path = path
        self._told = told
        self._ends = {track["track"]: track["duration"] for track in told["tracks"]}
        self._names: set[str] = set()
        self._times: list[tuple[int, int, int, str]] = []

    def findings(self) -> Iterator[Finding]:
        for block in self._told["blocks"]:
            yield from self._block(block)
        yield from self._together()

    def _found(self, code: str, name: str, **facts: Fact) -> Finding:
        return _found(self._path, code, name, **facts)

    def _block(self, block: dict[str, Any]) -> Iterator[Finding]:
        text, name = block["text"], block["id"]
        if not unicodedata.is_normalized("NFC", text):
            yield self._found("readalong-004", name)
        if block["kind"] != "page":  # whose id is that of its phrase
            yield from self._once(name)
        at = 0
        for phrase in block["phrases"]:
            yield from self._once(phrase["id"])
            empty = block["kind"] == "sound" and phrase["begin"] == phrase["end"]
            if not (empty or phrase["begin"] < phrase["end"]) or phrase["end"] > len(text):
                yield self._found("readalong-005", phrase["id"])
            if phrase.get("role") != "noteref":  # which lies inside a phrase
                if phrase["begin"] < at:
                    yield self._found("readalong-006", phrase["id"])
                at = phrase["end"]
            yield from self._phrase(phrase)

    def _once(self, name: str) -> Iterator[Finding]:
        if name in self._names:
            yield self._found("readalong-011", name)
        self._names.add(name)

    def _phrase(self, phrase: dict[str, Any]) -> Iterator[Finding]:
        name, track = phrase["id"], phrase["track"]
        at, time = phrase["begin"], phrase["start"]
        placed, timed = True, phrase["start"] < phrase["stop"]
        for begin, end, start, stop in phrase["words"]:
            placed = placed and at <= begin <= end <= phrase["end"]
            timed = timed and time <= start <= stop <= phrase["stop"]
            at, time = end, stop
        if not placed:
            yield self._found("readalong-007", name)
        if not timed:
            yield self._found("readalong-008", name)
        if track not in self._ends:
            yield self._found("readalong-010", name, track=track)
        elif phrase["stop"] > self._ends[track]:
            yield self._found("readalong-009", name, track=track)
        generated = phrase.get("origin") == "generated"
        if generated and not isinstance(phrase.get("spoken"), str):
            yield self._found("readalong-013", name)
        self._times.append((track, phrase["start"], phrase["stop"], name))

    def _together(self) -> Iterator[Finding]:
        self._times.sort()
        last, end = -1, 0
        for track, start, stop, name in self._times:
            if track == last and start < end:
                yield self._found("readalong-012", name, track=track)
            last, end = track, stop
