"""A text that people read aloud becomes a talking book, and what they left out is told."""

import json
from pathlib import Path

import pytest

from audiolib.errors import NoSuchSectionError
from audiolib.human import Readers, Take
from audiolib.human.errors import (
    HalfNamedError,
    RecordingUnreadableError,
    TooManyRecordingsError,
)
from audiolib.order import SoundOptions
from audiolib.production.produce import produce
from audiolib.production.report import Report
from audiolib.production.request import Request
from tests.audiolib.human.reading import SECTIONS, recorded, sentences, text


def _made(folder: Path, *takes: Take, formats: tuple[str, ...] = ("readalong",)) -> Report:
    request = Request(
        file=text(folder),
        out=folder / "out",
        store=str(folder / "store"),
        formats=formats,
        lang="en",
        options=SoundOptions(pages="silent"),
        recorder=Readers(takes, ("Lan Nguyen",)),
        jobs=1,
    )
    return produce(request)


def _takes(folder: Path, left_out: int | None = None) -> list[Take]:
    takes = []
    for number, name in enumerate(SECTIONS):
        parts = sentences(name)
        if number == 1 and left_out is not None:
            del parts[left_out]
        before = ["The Heron"] if number == 0 else []
        takes.append(Take(recorded(folder, f"{number}", [*before, *parts])))
    return takes


def _codes(report: Report) -> dict[str, int]:
    codes = [f.code for f in report.findings if f.code.startswith("human")]
    return {code: codes.count(code) for code in codes}


def test_recordings_are_fitted_to_their_sections_and_every_phrase_is_found(tmp_path: Path) -> None:
    report = _made(tmp_path, *_takes(tmp_path), formats=("daisy202", "epub3", "readalong"))
    assert report.errors == 0
    assert not _codes(report).keys() - {"human-008"}
    told = json.loads((report.folder / "timing.json").read_text())
    assert told["tracks"]
    production = json.loads((report.folder / "production.json").read_text())
    assert "human:Lan Nguyen" in [gain["voice"] for gain in production["gains"]]


def test_what_the_reader_left_out_is_spoken_and_told(tmp_path: Path) -> None:
    report = _made(tmp_path, *_takes(tmp_path, left_out=3))
    assert report.errors == 0
    (lost,) = [f for f in report.findings if f.code == "human-006"]
    assert str(lost.facts["text"]).startswith("Then somebody knocked")


def test_a_second_run_aligns_nothing_again(tmp_path: Path) -> None:
    takes = _takes(tmp_path)
    first = _made(tmp_path, *takes)
    kept = {p: p.stat().st_mtime_ns for p in (tmp_path / "store").rglob("*") if p.is_file()}
    again = _made(tmp_path, *takes)
    assert {p: p.stat().st_mtime_ns for p in kept} == kept
    assert again.digests == first.digests


def test_a_take_may_name_its_section(tmp_path: Path) -> None:
    take = Take(recorded(tmp_path, "lamp", sentences("The lamp")), "The lamp")
    report = _made(tmp_path, take)
    assert report.errors == 0
    assert "human-009" not in _codes(report)


def test_a_recording_of_another_text_is_an_error(tmp_path: Path) -> None:
    other = [
        "Whoever wants to bake bread needs flour, water, salt, and a good deal of patience.",
        "Take two cups of flour from the bag and sift them into a large wooden bowl.",
        "Add the salt, make a hollow in the middle, and pour the warm water into it slowly.",
    ]
    take = Take(recorded(tmp_path, "other", other), "The feather")
    assert "human-009" in _codes(_made(tmp_path, take))


def test_a_poor_recording_is_told(tmp_path: Path) -> None:
    parts = sentences("The lamp")
    soft = Take(recorded(tmp_path, "soft", parts, gain=0.03, noise=2), "The lamp")
    loud = Take(recorded(tmp_path, "loud", sentences("The feather"), gain=9), "The feather")
    noisy = Take(
        recorded(tmp_path, "noisy", ["The Heron", *sentences("The river")], noise=900), "The river"
    )
    told = {(f.code, f.place.file) for f in _made(tmp_path, soft, loud, noisy).findings}
    assert {
        ("human-002", "soft.wav"),
        ("human-003", "loud.wav"),
        ("human-004", "noisy.wav"),
    } <= told


def test_what_is_asked_wrongly_stops_with_a_reason(tmp_path: Path) -> None:
    take = Take(recorded(tmp_path, "lamp", sentences("The lamp")[:2]))
    with pytest.raises(RecordingUnreadableError):
        _made(tmp_path, Take(tmp_path / "nothing.wav"))
    (tmp_path / "words.wav").write_text("these are words")
    with pytest.raises(RecordingUnreadableError):
        _made(tmp_path, Take(tmp_path / "words.wav"))
    with pytest.raises(HalfNamedError):
        _made(tmp_path, take, Take(take.file, "The lamp"))
    with pytest.raises(NoSuchSectionError):
        _made(tmp_path, Take(take.file, "The castle"))
    with pytest.raises(TooManyRecordingsError):
        _made(tmp_path, *[take] * 9)
