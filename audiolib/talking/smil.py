"""What sounds when: the pars of SMIL 1.0, 2.0 and 3.0, as DAISY 2.02, DAISY 3 and EPUB write them.

Sources: DAISY 2.02 §2.3, Z39.86-2005 §7, EPUB 3.3 §9.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audiolib.errors import SourceError
from audiolib.findings import Severity
from audiolib.packages.smil import clock, read_clock
from audiolib.recording import RecordedClip
from audiolib.sources.html_tree import get, name
from audiolib.talking.markup import document
from audiolib.talking.medium import Medium
from audiolib.talking.sounds import Sounds
from audiolib.xml import Element
from media import Milliseconds

_LOOSE = re.compile(r"(?:(\d{1,4}):)?(\d{1,6}):(\d{1,2})(?:\.(\d+))?")
_SLACK = 50
"""Milliseconds by which a clip may end after its file without anybody having meant it."""
_JOIN = 20
"""Clips of one par that are no further apart than this are one clip that was cut in two."""


@dataclass(frozen=True, slots=True)
class Par:
    """What sounds together: the ids that lead to it, the text it says, its clips in order.

    `text` is (file, fragment); `test` is what a listener can turn it off by (`pagenumber-on`,
    `note`), empty where nothing.
    """

    file: str
    line: int
    ids: tuple[str, ...]
    text: tuple[str, str]
    clips: tuple[RecordedClip, ...]
    test: str = ""


def pars(medium: Medium, smil: str, sounds: Sounds | None) -> list[Par]:
    """The pars of a file in order; without `sounds` they have no clips."""
    try:
        root = document(medium, smil)
    except SourceError as error:
        if sounds:
            sounds.find("talking-003", Severity.ERROR, smil, reason=error.reason[:120])
        return []
    return list(_Reader(medium, smil, sounds).walk(root))


class _Reader:
    def __init__(self, medium: Medium, smil: str, sounds: Sounds | None) -> None:
        self._medium = medium
        self._smil = smil
        self._sounds = sounds
        self._waiting: list[str] = []
        self._last: dict[int, int] = {}

    def walk(self, element: Element, test: str = "") -> Iterator[Par]:
        for child in element:
            kind = name(child)
            own = get(child, "system-required") or get(child, "customTest") or test
            outer = kind == "par" and any(name(e) == "par" for e in child.iterdescendants("*"))
            if kind in ("par", "audio") and not outer:
                yield self._par(child, own)
            elif kind not in ("head", "layout", "meta", "text"):
                self._waiting += [own_id] if (own_id := get(child, "id")) else []
                yield from self.walk(child, own)

    def _par(self, element: Element, test: str) -> Par:
        ids = [*self._waiting]
        self._waiting = []
        text = ("", "")
        clips: list[RecordedClip] = []
        for inner in element.iter("*"):
            if own := get(inner, "id"):
                ids.append(own)
            if name(inner) == "text" and text == ("", ""):
                text = self._text(inner)
            elif name(inner) == "audio" and (clip := self._clip(inner)):
                clips.append(clip)
        line = element.sourceline or 0
        return Par(self._smil, line, tuple(ids), text, tuple(clips), test)

    def _text(self, element: Element) -> tuple[str, str]:
        href = get(element, "src")
        file, fragment = self._medium.find(self._smil, href)
        if href and not file and self._sounds:
            self._find("talking-004", Severity.WARNING, element, href=href[:120])
        return file, fragment

    def _clip(self, element: Element) -> RecordedClip | None:
        sounds = self._sounds
        if sounds is None:
            return None
        src = get(element, "src")
        file = self._medium.find(self._smil, src)[0] if src else ""
        if not file:
            self._find("talking-001", Severity.ERROR, element, href=src[:120])
            return None
        track = sounds.number(file)
        if track is None:
            return None
        length = sounds.tracks[track].duration
        said = self._time(element, "clip-begin", "clipBegin")
        begin = self._last.get(track, 0) if said is None and _tells(element, "begin") else said or 0
        said = self._time(element, "clip-end", "clipEnd")
        end = length if said is None else said
        if end > length + _SLACK:
            self._find(
                "talking-006",
                Severity.WARNING,
                element,
                end=clock(end),
                length=clock(length),
                audio=file,
            )
        end = min(end, length)
        if end <= begin:
            self._find(
                "talking-007",
                Severity.WARNING,
                element,
                begin=clock(begin),
                end=clock(end),
                audio=file,
            )
            return None
        self._last[track] = end
        return RecordedClip(track, Milliseconds(begin), Milliseconds(end))

    def _time(self, element: Element, *names: str) -> Milliseconds | None:
        """The time of an attribute; None where it is missing, or means nothing, which is told."""
        value = next((v for n in names if (v := get(element, n) or get(element, n.lower()))), "")
        if not value:
            return None
        time = read_time(value)
        if time is None:
            self._find("talking-005", Severity.WARNING, element, value=value[:60])
        return time

    def _find(self, code: str, severity: Severity, element: Element, **facts: str | int) -> None:
        if self._sounds:
            self._sounds.find(code, severity, self._smil, element.sourceline or 0, **facts)


def read_time(value: str) -> Milliseconds | None:
    """A clock value as DAISY and EPUB write it, or as producers wrote it by mistake."""
    words = value.strip().lower().replace(",", ".").removeprefix("npt").lstrip("=: ")
    time = read_clock(words)
    if time is None and (found := _LOOSE.fullmatch(words)):
        seconds = (int(found[1] or 0) * 60 + int(found[2])) * 60 + int(found[3])
        time = Milliseconds(seconds * 1000 + round(float(f"0.{found[4] or 0}") * 1000))
    return time


def _tells(element: Element, edge: str) -> bool:
    return any(edge in str(key).lower() for key in element.attrib)


def joined(clips: Iterable[RecordedClip]) -> list[RecordedClip]:
    """Clips in order, those that go on where the one before ended made one."""
    found: list[RecordedClip] = []
    for clip in clips:
        last = found[-1] if found else None
        if last and last.track == clip.track and 0 <= clip.begin - last.end <= _JOIN:
            found[-1] = RecordedClip(clip.track, last.begin, clip.end)
        else:
            found.append(clip)
    return found
