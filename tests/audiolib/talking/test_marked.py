"""Recordings without text, with headings and pages that somebody marked."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from audiolib.errors import SourceDamagedError, SourceMissingError
from audiolib.production.produce import produce
from audiolib.production.request import Request
from audiolib.publication import PageBreak, Publication, Section, Stretch, walk
from audiolib.recording import Recording
from audiolib.sources.read import read
from audiolib.talking.errors import WordlessError
from tests.audiolib.human.reading import SECTIONS, recorded, sentences
from tests.audiolib.talking import books

MARKS: dict[str, Any] = {
    "format": "audiolib-marks",
    "version": 1,
    "title": "Dab neeg",
    "language": "hmn",
    "narrators": ["Vaj Xyooj"],
    "tracks": ["side 1.wav", "side 2.wav"],
    "headings": [
        {"track": 1, "time": 200, "level": 1, "text": "Tus dej"},
        {"track": 2, "time": 0, "level": 2, "text": "Lub teeb"},
    ],
    "pages": [{"track": 2, "time": 7000, "label": "12"}],
}


def _tape(folder: Path, **changed: object) -> Path:
    for number, name in enumerate(list(SECTIONS)[:2], 1):
        recorded(folder, f"side {number}", sentences(name))
    path = folder / "tape.json"
    path.write_text(json.dumps({**MARKS, **changed}), encoding="utf-8")
    return path


def _read(path: Path) -> tuple[Publication, Recording]:
    reading = books.taken(path)
    assert reading.recording
    return reading.publication, reading.recording


def test_headings_and_pages_stand_where_they_were_marked(tmp_path: Path) -> None:
    publication, recording = _read(_tape(tmp_path))
    (top,) = publication.sections
    (inner,) = [child for child in top.content if isinstance(child, Section)]
    assert [s.heading.text for s in (top, inner) if s.heading] == ["Tus dej", "Lub teeb"]
    (page,) = [node for node in walk(publication) if isinstance(node, PageBreak)]
    ((clip,),) = [recording.clips[page.phrase]]
    assert (page.label, clip.track) == ("12", 1)
    assert abs(clip.begin - 7000) <= 1000


def test_all_of_the_sound_is_in_the_phrases(tmp_path: Path) -> None:
    publication, recording = _read(_tape(tmp_path))
    clips = sorted((c.track, c.begin, c.end) for mine in recording.clips.values() for c in mine)
    for number, track in enumerate(recording.tracks):
        heard = [(begin, end) for which, begin, end in clips if which == number]
        assert heard[0][0] == 0
        assert all(a[1] == b[0] for a, b in pairwise(heard))
        assert abs(heard[-1][1] - track.duration) <= 1
    assert any(isinstance(node, Stretch) for node in walk(publication))


def test_a_book_without_a_heading_has_its_title_for_one(tmp_path: Path) -> None:
    publication, _ = _read(_tape(tmp_path, headings=[], pages=[]))
    assert [s.heading.text for s in publication.sections if s.heading] == ["Dab neeg"]


def test_it_becomes_packages_in_a_language_that_no_engine_speaks(tmp_path: Path) -> None:
    request = Request(
        file=_tape(tmp_path),
        out=tmp_path / "out",
        store=str(tmp_path / "store"),
        formats=("daisy202-ncc", "daisy3", "epub3", "audiobook"),
    )
    report = produce(request)
    assert report.errors == 0
    assert report.spoken_anew == 0
    assert len(report.packages) == 4


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"pages": [{"track": 1, "time": -5, "label": "1"}]}, "pages/0/time"),
        ({"headings": [{"track": 1, "time": 0, "level": 9, "text": "x"}]}, "headings/0/level"),
        ({"language": "no such"}, "language"),
        ({"tracks": []}, "tracks"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_marks_that_are_wrong_say_where(
    tmp_path: Path, changed: dict[str, object], place: str
) -> None:
    with pytest.raises(SourceDamagedError) as raised:
        _read(_tape(tmp_path, **changed))
    assert raised.value.place == place


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError) as raised:
        _read(_tape(tmp_path, tracks=["side 1.wav", "side 9.wav"]))
    assert raised.value.place == "side 9.wav"
    with pytest.raises(SourceMissingError):
        _read(_tape(tmp_path, tracks=["../x.wav"]))
    with pytest.raises(WordlessError):
        read(_tape(tmp_path), lang=None, keep=lambda *_: pytest.fail("it has no pictures"))
