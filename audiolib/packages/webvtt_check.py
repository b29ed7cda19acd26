"""Checks a finished WebVTT file; codes: `docs/findings/webvtt.md`."""

import re
from collections.abc import Iterator
from pathlib import Path

from audiolib.findings import Fact, Finding, Place, Severity

SEVERITIES = {
    "webvtt-001": Severity.ERROR,  # not UTF-8, or not there
    "webvtt-002": Severity.ERROR,  # no header
    "webvtt-003": Severity.ERROR,  # a timing line
    "webvtt-004": Severity.ERROR,  # a cue that ends before it begins
    "webvtt-005": Severity.ERROR,  # cues out of order
    "webvtt-006": Severity.ERROR,  # a cue without text
    "webvtt-007": Severity.ERROR,  # an identifier twice
    "webvtt-008": Severity.WARNING,  # a cue without identifier
    "webvtt-009": Severity.ERROR,  # markup that is none
    "webvtt-010": Severity.ERROR,  # no cues
}

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_TAG = re.compile(r"</?(?:c|i|b|u|ruby|rt|v|lang)(?:[.\s][^<>]*)?>|<(?:\d+:)?\d\d:\d\d\.\d{3}>")
_ENTITY = re.compile(r"&(?:amp|lt|gt|lrm|rlm|nbsp|#\d+|#x[0-9a-fA-F]+);")
_NO_CUE = ("NOTE", "STYLE", "REGION")


def check(path: Path) -> Iterator[Finding]:
    """What is wrong with a file of captions."""

    def found(code: str, line: int = 0, name: str = "", **facts: Fact) -> Finding:
        return Finding(code, SEVERITIES[code], Place(path.name, line, name), facts)

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        yield found("webvtt-001", reason=str(error))
        return
    blocks = list(_blocks(text))
    if not blocks or not re.fullmatch(r"WEBVTT(?:[ \t].*)?", blocks[0][1][0]):
        yield found("webvtt-002", 1)
    before, names, cues = -1, set[str](), 0
    for number, lines in blocks[1:]:
        if lines[0].split(maxsplit=1)[0] in _NO_CUE and "-->" not in lines[0]:
            continue
        cues += 1
        at = next((i for i, line in enumerate(lines[:2]) if "-->" in line), None)
        timing = _TIMING.fullmatch(lines[at].strip()) if at is not None else None
        name = lines[0] if at == 1 else ""
        if at is None or timing is None:
            yield found("webvtt-003", number + (at or 0), name, text=lines[at or 0])
            continue
        begin, end = _time(timing.groups()[:4]), _time(timing.groups()[4:])
        if end <= begin:
            yield found("webvtt-004", number + at, name)
        if begin < before:
            yield found("webvtt-005", number + at, name)
        before = begin
        if not name:
            yield found("webvtt-008", number + at)
        elif name in names:
            yield found("webvtt-007", number, name)
        names.add(name)
        words = "\n".join(lines[at + 1 :])
        if not _TAG.sub("", words).strip():
            yield found("webvtt-006", number + at, name)
        rest = _ENTITY.sub("", _TAG.sub("", words))
        if "<" in rest or "&" in rest:
            yield found("webvtt-009", number + at + 1, name, text=words[:80])
    if not cues:
        yield found("webvtt-010")


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines between blank ones, each with the number of its first line."""
    run: list[str] = []
    for number, line in enumerate([*text.replace("\r\n", "\n").split("\n"), ""], 1):
        if line.strip():
            run.append(line)
        elif run:
            yield number - len(run), run
            run = []


def _time(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
