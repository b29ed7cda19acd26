"""A production ends in packages that hold, does nothing twice, and survives being killed."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from audiolib import files, stored
from audiolib.errors import FolderBusyError, NoSuchSectionError
from audiolib.formats import installed
from audiolib.production.intake import take_in
from audiolib.production.produce import produce
from audiolib.production.report import Report
from audiolib.production.request import Request
from audiolib.publication import texts
from audiolib.store import Store

STORY = """# The Heron

## On the river

A heron stood by the river. It waited for 3 days. Nobody came.

Then the miller said: "Go home, bird." The heron did not move.

## At the mill

The wheel turned, and turned again. In the evening it stood still.

- a sack of flour
- a sack of bran

> Slow the boat and long the day.
"""


def _request(tmp_path: Path, text: str = STORY, **more: object) -> Request:
    source = tmp_path / "heron.md"
    source.write_text(text, encoding="utf-8")
    given: dict[str, object] = {
        "file": source,
        "out": tmp_path / "out",
        "store": str(tmp_path / "store"),
        "formats": ("daisy202", "epub3", "readalong"),
        "lang": "en",
        "voice": "tone:sine",
    }
    return Request(**{**given, **more})  # type: ignore[arg-type]


def _digests(folder: Path) -> dict[str, str]:
    """Of every file but those that tell what making cost."""
    return {
        f.relative_to(folder).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest()
        for f in sorted(folder.rglob("*"))
        if f.is_file() and f.name not in ("report.json", "production.json", ".lock")
    }


def _ids(report: Report) -> dict[str, str]:
    file = report.folder / "publication.xhtml"
    publication = stored.read(file.read_bytes(), file.name)
    return {p.id: t.text[p.begin : p.end] for t in texts(publication) for p in t.phrases}


def test_every_format_is_made_and_found_without_fault(tmp_path: Path) -> None:
    report = produce(_request(tmp_path, formats=tuple(installed().formats)))
    assert [f for f in report.findings if f.severity != "note"] == []
    assert set(report.packages) == set(installed().formats)
    assert report.coverage["lost"] == 0
    assert not installed().broken


def test_what_was_made_once_is_not_made_again_and_has_the_same_bytes(tmp_path: Path) -> None:
    first = produce(_request(tmp_path))
    before = _digests(first.folder)
    again = produce(_request(tmp_path))
    assert first.spoken_anew > 0
    assert again.spoken_anew == 0
    assert _digests(again.folder) == before


def test_a_corrected_word_is_spoken_anew_and_no_phrase_loses_its_id(tmp_path: Path) -> None:
    first = produce(_request(tmp_path))
    ids = _ids(first)
    again = produce(_request(tmp_path, STORY.replace("Nobody came", "Somebody came")))
    assert again.folder == first.folder
    assert again.spoken_anew == 1
    changed = {i: t for i, t in _ids(again).items() if ids.get(i) != t}
    assert list(changed.values()) == ["Somebody came."]
    assert set(changed) <= set(ids)


def test_another_work_of_the_same_title_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    first = produce(_request(tmp_path))
    other = "# The Heron\n\nThis one is about a fishing boat, and its captain."
    second = produce(_request(tmp_path, other))
    assert first.folder.name == "the-heron"
    assert second.folder.name == "the-heron-2"


LEXICON = """<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
 alphabet="ipa" xml:lang="en"><lexeme><grapheme>heron</grapheme><alias>grey bird</alias></lexeme>
</lexicon>"""


def test_a_run_that_was_killed_before_its_first_record_leaves_the_folder_free(
    tmp_path: Path,
) -> None:
    left = tmp_path / "out" / "the-heron"
    left.mkdir(parents=True)
    (left / files.LOCK).touch()
    (left / ".production.json.x1y2z3").write_text("{", encoding="utf-8")
    report = produce(_request(tmp_path))
    assert report.folder == left
    assert not list(left.glob(".production.json.*"))


def test_a_lexicon_in_the_publication_s_folder_is_heard_there_and_nowhere_else(
    tmp_path: Path,
) -> None:
    first = produce(_request(tmp_path))
    folder = first.folder / "lexicons"
    folder.mkdir()
    (folder / "en.pls").write_text(LEXICON, encoding="utf-8")
    again = produce(_request(tmp_path))
    spans = (again.folder / "spans.json").read_text(encoding="utf-8")
    assert again.spoken_anew > 0
    assert spans.count('"spoken":"grey bird","rule":"lexicon.alias"') >= 2
    assert [f for f in again.findings if f.severity != "note"] == []


def test_a_second_click_waits_for_the_first_and_harms_nothing(tmp_path: Path) -> None:
    first = produce(_request(tmp_path))
    before = _digests(first.folder)
    with files.locked(first.folder) as alone:
        assert alone
        with pytest.raises(FolderBusyError):
            produce(_request(tmp_path, STORY.replace("Nobody", "Somebody")))
    assert _digests(first.folder) == before
    produce(_request(tmp_path))


def test_a_lost_sound_is_made_again(tmp_path: Path) -> None:
    first = produce(_request(tmp_path))
    before = _digests(first.folder)
    for blob in (tmp_path / "store" / "blob").rglob("*"):
        if blob.is_file():
            blob.write_bytes(b"x" * blob.stat().st_size)
    again = produce(_request(tmp_path))
    assert _digests(again.folder) == before


def test_one_section_can_be_heard_first(tmp_path: Path) -> None:
    by_number = produce(_request(tmp_path, only="3", formats=("readalong",)))
    by_heading = produce(_request(tmp_path, only="at the mill", formats=("readalong",)))
    assert by_number.digests["timing.json"] == by_heading.digests["timing.json"]
    with pytest.raises(NoSuchSectionError):
        produce(_request(tmp_path, only="No such heading"))


def test_a_part_takes_neither_packages_nor_ids_from_the_whole(tmp_path: Path) -> None:
    first = produce(_request(tmp_path))
    ids, before = _ids(first), _digests(first.folder)
    part = produce(_request(tmp_path, only="2"))
    assert part.folder.name == "the-heron-part"
    assert part.phrases < first.phrases
    assert _digests(first.folder) == before
    assert _ids(produce(_request(tmp_path))) == ids


def test_a_part_made_first_leaves_the_ids_that_the_whole_will_have(tmp_path: Path) -> None:
    part = produce(_request(tmp_path, only="2", formats=("readalong",)))
    ids = _ids(part)
    after = _ids(produce(_request(tmp_path, formats=("readalong",))))
    assert {text: i for i, text in ids.items() if "heron" in text} == {
        text: i for i, text in after.items() if "heron" in text
    }


def test_the_folder_says_what_stands_in_it(tmp_path: Path) -> None:
    report = produce(_request(tmp_path))
    names = {p.name for p in report.folder.iterdir()}
    assert {
        "publication.xhtml",
        "spans.json",
        "timing.json",
        "production.json",
        "report.json",
        "daisy202",
        "the-heron.epub",
        "readalong.json",
    } <= names
    assert json.loads((report.folder / "report.json").read_bytes())["coverage"]["lost"] == 0


LONG = STORY + "\n\n".join(
    f"The {n}th boat went by with {n} sacks, and its captain sang of the sea." for n in range(2, 60)
)


def test_a_production_that_is_killed_goes_on_and_ends_in_the_same_bytes(tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    for folder in (whole, broken):
        folder.mkdir()
        (folder / "heron.md").write_text(LONG, encoding="utf-8")

    def start(folder: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "audiolib.cli", "produce", str(folder / "heron.md")),
                *("-o", str(folder / "out"), "--store", str(folder / "store")),
                *("--lang", "en", "--formats", "daisy202,epub3,m4b", "--jobs", "2"),
            ],
            env={**os.environ, "SOURCE_DATE_EPOCH": "1767225600"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    began = time.monotonic()
    assert start(whole).wait(300) == 0
    lasted = time.monotonic() - began
    for part in (0.35, 0.6, 0.85):
        process = start(broken)
        time.sleep(lasted * part)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)
    assert start(broken).wait(300) == 0
    assert _digests(broken / "out") == _digests(whole / "out")


def test_a_settled_text_becomes_the_same_bytes_as_its_source(tmp_path: Path) -> None:
    """As the service makes it: read once, stored, and made from what was stored, elsewhere."""
    request = _request(tmp_path)
    intake = take_in(request, Store(request.store))
    away = tmp_path / "away" / intake.folder.name
    away.mkdir(parents=True)
    text = away / "text.xhtml"
    text.write_bytes(stored.write(intake.publication))
    intake.production.write(away)
    settled = replace(request, file=text, out=away.parent, slug=away.name, stored=True)
    made = produce(settled)
    text.unlink()
    intake.folder.mkdir(parents=True)
    intake.production.write(intake.folder)
    assert _digests(produce(request).folder) == _digests(made.folder)


def test_a_settled_text_keeps_the_ids_of_its_opening_however_often_it_is_made(
    tmp_path: Path,
) -> None:
    first = produce(_request(tmp_path))
    text = tmp_path / "text.xhtml"
    text.write_bytes((first.folder / "publication.xhtml").read_bytes())
    again = produce(_request(tmp_path, file=text, slug=first.folder.name, stored=True))
    assert _ids(again) == _ids(first)
    assert again.spoken_anew == 0
