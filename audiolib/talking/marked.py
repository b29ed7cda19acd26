"""Recordings without text, and the headings and pages that somebody marked while listening.

The file of marks is described in `docs/formats/marks.md`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from audiolib.errors import SourceDamagedError, SourceMissingError
from audiolib.identify.tidy import tidy
from audiolib.publication import Contributor, Metadata, Publication
from audiolib.recording import RecordedClip, Recording
from audiolib.sources import Keep, KeepSound, Reading
from audiolib.sources.files import bytes_of
from audiolib.sources.limits import LIMITS
from audiolib.talking.errors import SoundlessError, WordlessError
from audiolib.talking.medium import Medium, opened
from audiolib.talking.navigation import Stop, mapped
from audiolib.talking.smil import Par
from audiolib.talking.sounds import Sounds
from media import Milliseconds
from media.decode import decode
from media.pauses import phrases

_RATE = 16_000

Words = Annotated[str, Field(max_length=2_000)]
Time = Annotated[int, Field(ge=0)]
Number = Annotated[int, Field(ge=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class MarkedHeading(_Strict):
    """A heading that is heard at a time of a track; tracks count from 1, times are ms."""

    track: Number
    time: Time
    level: Annotated[int, Field(ge=1, le=6)] = 1
    text: Words


class MarkedPage(_Strict):
    """The top of a page of the print edition."""

    track: Number
    time: Time
    label: Annotated[str, Field(min_length=1, max_length=40)]


class Marks(_Strict):
    """A file of marks."""

    format: Literal["audiolib-marks"]
    version: Literal[1]
    title: Words
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]
    identifier: Words = ""
    creators: list[Words] = []
    narrators: list[Words] = []
    publisher: Words = ""
    date: Words = ""
    rights: Words = ""
    tracks: Annotated[list[Words], Field(min_length=1, max_length=5_000)]
    headings: Annotated[list[MarkedHeading], Field(max_length=50_000)] = []
    pages: Annotated[list[MarkedPage], Field(max_length=50_000)] = []


def read_marked(path: Path, keep: Keep, keep_sound: KeepSound | None) -> Reading:
    """A draft of recordings without text: sections by their marks, phrases by the pauses.

    Raises:
        SourceDamagedError: the marks are not as they must be; `place` names the entry.
        SourceMissingError: a recording that they name is not there.
        SoundlessError: none of the recordings can be read.
        WordlessError: only a text is wanted.
    """
    if keep_sound is None:
        raise WordlessError(str(path))
    marks = _marks(path)
    with opened(path) as medium:
        sounds = Sounds(medium, keep_sound)
        names = [_named(medium, path, name) for name in marks.tracks]
        numbers = [sounds.number(name) for name in names]
        if not any(number is not None for number in numbers):
            raise SoundlessError(str(path))
        order: list[Par] = []
        stops: list[Stop] = []
        for number, (name, track) in enumerate(zip(names, numbers, strict=True), 1):
            if track is not None:
                _lay(marks, number, name, track, medium, order, stops)
    found = mapped(stops, order, path.name)
    recording = Recording(
        tuple(sounds.tracks), found.clips, {}, tuple(marks.narrators), False, "kept"
    )
    publication = Publication(metadata=_about(marks), sections=found.sections)
    return Reading(publication, (*sounds.findings, *found.findings), recording)


def _marks(path: Path) -> Marks:
    try:
        return Marks.model_validate_json(bytes_of(path, LIMITS.text))
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(part) for part in first["loc"])
        raise SourceDamagedError(str(path), place, first["msg"]) from error


def _named(medium: Medium, path: Path, name: str) -> str:
    found, _ = medium.find("", name)
    if not found:
        raise SourceMissingError(str(path), name, "no such recording")
    return found


def _lay(
    marks: Marks,
    number: int,
    name: str,
    track: int,
    medium: Medium,
    order: list[Par],
    stops: list[Stop],
) -> None:
    """The phrases of a track as pars, and its marks as places in them."""
    mine: list[MarkedHeading | MarkedPage] = [
        *(heading for heading in marks.headings if heading.track == number),
        *(page for page in marks.pages if page.track == number),
    ]
    mine.sort(key=lambda mark: (mark.time, isinstance(mark, MarkedPage)))
    edges = [Milliseconds(mark.time) for mark in mine]
    cut = phrases(decode(medium.path(name), _RATE), _RATE, edges)
    first = len(order)
    for index, (begin, end) in enumerate(cut):
        clip = RecordedClip(track, begin, end)
        order.append(Par(name, index, (f"p{index}",), ("", ""), (clip,)))
    if number == 1 and not any(isinstance(m, MarkedHeading) and not _at(cut, m.time) for m in mine):
        # A book begins with a heading: its title, where none is marked there.
        stops.append(Stop("heading", tidy(marks.title), name, "p0", 1))
    for mark in mine:
        place = f"p{_at(cut, mark.time)}" if len(order) > first else ""
        if isinstance(mark, MarkedHeading):
            stops.append(Stop("heading", mark.text, name, place, mark.level))
        else:
            stops.append(Stop("page", mark.label, name, place))


def _at(cut: Sequence[tuple[Milliseconds, Milliseconds]], time: int) -> int:
    """The phrase whose beginning is nearest to a time."""
    return min(range(len(cut)), key=lambda i: abs(cut[i][0] - time), default=0)


def _about(marks: Marks) -> Metadata:
    return Metadata(
        identifier=marks.identifier,
        title=marks.title,
        language=marks.language,
        contributors=tuple(Contributor(name) for name in marks.creators),
        publisher=marks.publisher,
        date=marks.date,
        rights=marks.rights,
    )
