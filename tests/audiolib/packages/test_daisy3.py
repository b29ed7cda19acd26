"""What a listener finds in a DAISY 3 package."""

import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from audiolib.order import Role, SoundOptions
from audiolib.packages.daisy3 import DAISY3
from audiolib.packages.smil import read_clock
from audiolib.publication import Publication
from tests.audiolib.packages.daisy.renditions import rendition, tone
from tests.audiolib.rendition import tiny_publication, tiny_rendition

S = "{http://www.w3.org/2001/SMIL20/}"
N = "{http://www.daisy.org/z3986/2005/ncx/}"
D = "{http://www.daisy.org/z3986/2005/dtbook/}"


def package(
    folder: Path, publication: Publication | None = None, options: SoundOptions | None = None
) -> Path:
    made = folder / "package"
    made.mkdir()
    DAISY3.write(tiny_rendition(folder / "sound", publication, options), made)
    return made


def test_nothing_but_page_numbers_is_ever_off(tmp_path: Path) -> None:
    for pages in ("spoken", "silent"):
        folder = tmp_path / pages
        folder.mkdir()
        made = package(folder, options=SoundOptions(pages=pages))
        tests = etree.parse(made / "m0002.smil").iter(f"{S}customTest")
        off = {t.get("id") for t in tests if t.get("defaultState") == "false"}
        assert off == (set() if pages == "spoken" else {"pagenum"})


def test_every_phrase_leads_to_its_sound_and_back(tmp_path: Path) -> None:
    made = package(tmp_path)
    cues = tiny_rendition(tmp_path / "again").cues
    book = {e.get("id"): e for e in etree.parse(made / "book.xml").iter() if e.get("id")}
    for cue in cues:
        file, _, fragment = (book[cue.id].get("smilref") or "").partition("#")
        pars = {p.get("id"): p for p in etree.parse(made / file).iter(f"{S}par")}
        assert pars[fragment].find(f"{S}text").get("src") == f"book.xml#{cue.id}"  # type: ignore[union-attr]


def test_elapsed_times_are_exact_to_the_millisecond(tmp_path: Path) -> None:
    made = package(tmp_path)
    elapsed = 0
    for file in sorted(made.glob("*.smil")):
        smil = etree.parse(file)
        (meta,) = (m for m in smil.iter(f"{S}meta") if m.get("name") == "dtb:totalElapsedTime")
        assert read_clock(meta.get("content")) == elapsed
        for audio in smil.iter(f"{S}audio"):
            end, begin = read_clock(audio.get("clipEnd")), read_clock(audio.get("clipBegin"))
            assert end is not None
            assert begin is not None
            elapsed += end - begin
    assert f'dtb:totalTime" content="0:00:{elapsed // 1000:02d}' in (made / "book.opf").read_text()


def test_a_note_is_a_structure_one_can_leave(tmp_path: Path) -> None:
    made = package(tmp_path)
    (note,) = (
        s for s in etree.parse(made / "m0002.smil").iter(f"{S}seq") if s.get("class") == "note"
    )
    assert note.get("end") == f"DTBuserEscape;{note[-1].get('id')}.end"
    assert note.get("customTest") == "note"
    book = etree.parse(made / "book.xml")
    (element,) = book.iter(f"{D}note")
    assert element.get("smilref") == f"m0002.smil#{note.get('id')}"


def test_labels_of_navigation_can_be_heard(tmp_path: Path) -> None:
    made = package(tmp_path)
    ncx = etree.parse(made / "book.ncx")
    points = [*ncx.iter(f"{N}navPoint"), *ncx.iter(f"{N}pageTarget"), *ncx.iter(f"{N}navTarget")]
    assert all(p.find(f"{N}navLabel/{N}audio") is not None for p in points)
    assert {e.get("class") for e in ncx.iter(f"{N}navList")} == {
        "note", "figure", "table", "sidebar",
    }  # fmt: skip


def test_notes_kept_for_the_end_do_not_reopen_what_refers_to_them(tmp_path: Path) -> None:
    made = package(tmp_path, options=SoundOptions(notes="end"))
    assert list(DAISY3.check(made)) == []
    for file in made.glob("*.smil"):
        ids = [e.get("id") for e in etree.parse(file).iter(f"{S}seq")]
        assert len(ids) == len(set(ids))


def test_the_same_rendition_gives_the_same_bytes(tmp_path: Path) -> None:
    made = tiny_rendition(tmp_path / "sound")
    found = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        DAISY3.write(made, tmp_path / name)
        found.append({f.name: f.read_bytes() for f in (tmp_path / name).iterdir()})
    assert found[0] == found[1]


def test_a_structure_cut_by_a_track_goes_on_in_the_next(tmp_path: Path) -> None:
    sound = tone(tmp_path)
    made = tmp_path / "package"
    made.mkdir()
    DAISY3.write(rendition(tiny_publication(), sound, cut=lambda cue: cue.id), made)
    assert list(DAISY3.check(made)) == []


def test_silent_pages_keep_their_place_in_navigation(tmp_path: Path) -> None:
    made = tmp_path / "package"
    made.mkdir()
    options = SoundOptions(pages="silent")
    silent = rendition(tiny_publication(), tone(tmp_path), options)
    DAISY3.write(silent, made)
    targets = list(etree.parse(made / "book.ncx").iter(f"{N}pageTarget"))
    assert len(targets) == sum(cue.role is Role.PAGE for cue in silent.cues) > 0
    assert all(t.find(f"{N}navLabel/{N}audio") is None for t in targets)
    assert list(DAISY3.check(made)) == []


@pytest.mark.corpus
@pytest.mark.external
def test_the_kit_has_nothing_to_say(tmp_path: Path, shared: Path) -> None:
    made = package(tmp_path)
    kit = shared / "validators" / "daisy" / "daisyval.py"
    command = [sys.executable, str(kit), "--time-tolerance-ms", "1", str(made)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.stdout.splitlines() == [f"RESULT {made / 'book.opf'} errors=0 warnings=0"]
