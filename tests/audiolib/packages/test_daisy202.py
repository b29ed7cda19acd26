"""What a listener finds in a DAISY 2.02 package."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from audiolib.order import SoundOptions
from audiolib.packages._daisy.sounds import NothingSoundsError
from audiolib.packages.daisy202 import DAISY202, DAISY202_NCC, Daisy202
from audiolib.publication import Heading, Matter, Paragraph, Phrase, Publication, Section
from tests.audiolib.rendition import tiny_publication, tiny_rendition

X = "{http://www.w3.org/1999/xhtml}"


def package(
    folder: Path,
    publication: Publication | None = None,
    options: SoundOptions | None = None,
    kind: Daisy202 = DAISY202,
) -> Path:
    made = folder / "package"
    made.mkdir()
    kind.write(tiny_rendition(folder / "sound", publication, options), made)
    return made


def metas(file: Path) -> dict[str, str]:
    root = etree.parse(file).getroot()
    found = root.iter("{*}meta")
    return {m.get("name", ""): m.get("content", "") for m in found}


def section(number: int, *inside: Section, heading: bool = True) -> Section:
    head = Heading(
        id=f"s{number}1", text=f"H{number}", phrases=(Phrase(f"s{number}2", 0, len(f"H{number}")),)
    )
    text = Paragraph(id=f"s{number}3", text="Words.", phrases=(Phrase(f"s{number}4", 0, 6),))
    return Section(id=f"s{number}0", content=((head,) if heading else ()) + (text, *inside))


def test_the_sound_is_the_encoded_track_byte_for_byte(tmp_path: Path) -> None:
    rendition = tiny_rendition(tmp_path / "sound")
    made = tmp_path / "package"
    made.mkdir()
    DAISY202.write(rendition, made)
    for track in rendition.narration.tracks:
        expected = rendition.sound(track.number, "mp3").path.read_bytes()
        assert (made / f"a{track.number:04d}.mp3").read_bytes() == expected


def test_the_same_rendition_gives_the_same_bytes(tmp_path: Path) -> None:
    rendition = tiny_rendition(tmp_path / "sound")
    for kind in (DAISY202, DAISY202_NCC):
        found = []
        for name in ("one", "two"):
            made = tmp_path / f"{kind.name}-{name}"
            made.mkdir()
            kind.write(rendition, made)
            found.append({f.name: f.read_bytes() for f in made.iterdir()})
        assert found[0] == found[1]


def test_deep_and_headless_sections_never_skip_a_level(tmp_path: Path) -> None:
    deep = section(9)
    for number in range(8, 0, -1):
        deep = section(number, deep, heading=number != 3)
    body = Publication(
        metadata=tiny_publication().metadata,
        sections=(section(20, heading=False), replace(deep, matter=Matter.BODY)),
    )
    made = package(tmp_path, body)
    assert list(DAISY202.check(made)) == []
    content = etree.parse(made / "content.html")
    names = [str(e.tag).removeprefix(X) for e in content.iter()]
    levels = [name for name in names if name[0] == "h" and name[1:].isdigit()]
    assert levels == ["h1", "h2", "h3", "h4", "h5", "h6", "h6", "h6"]


def test_a_book_without_any_heading_has_its_title_to_go_to(tmp_path: Path) -> None:
    body = Publication(metadata=tiny_publication().metadata, sections=(section(2, heading=False),))
    made = package(tmp_path, body)
    items = list(etree.parse(made / "ncc.html").getroot().find(f"{X}body"))  # type: ignore[arg-type]
    assert [(i.tag, i.get("class")) for i in items] == [(f"{X}h1", "title")]
    assert list(DAISY202.check(made)) == []


def test_a_note_follows_its_reference_and_can_be_turned_off(tmp_path: Path) -> None:
    made = package(tmp_path)
    smil = etree.parse(made / "m0002.smil")
    (pair,) = smil.findall("body/seq/seq")
    assert [par.get("system-required") for par in pair] == [None, "footnote-on"]
    following = pair.getnext()
    assert following is not None
    assert following.get("system-required") == "footnote-on"


@pytest.mark.parametrize("notes", ["end", "skip"])
def test_notes_at_the_end_or_left_out_make_a_whole_package(notes: str, tmp_path: Path) -> None:
    options = SoundOptions(notes=notes)  # type: ignore[arg-type]
    made = package(tmp_path, options=options)
    assert list(DAISY202.check(made)) == []
    counted = metas(made / "ncc.html").get("ncc:footnotes")
    assert counted == ("1" if notes == "end" else None)
    assert "letter of three pages" in (made / "content.html").read_text("utf-8")


def test_text_in_persian_runs_from_right_to_left(tmp_path: Path) -> None:
    made = package(tmp_path, tiny_publication("fa"))
    root = etree.parse(made / "content.html").getroot()
    assert (root.get("lang"), root.get("dir")) == ("fa", "rtl")
    spans = [s for s in root.iter(f"{X}span") if s.get("lang") == "vi"]
    assert [s.get("dir") for s in spans] == ["ltr"]


def test_the_ncc_alone_is_all_text_there_is(tmp_path: Path) -> None:
    made = package(tmp_path, kind=DAISY202_NCC)
    assert not (made / "content.html").exists()
    assert metas(made / "ncc.html")["ncc:multimediaType"] == "audioNcc"
    texts = [t.get("src", "") for t in etree.parse(made / "m0002.smil").iter("text")]
    assert {text.split("#")[0] for text in texts} == {"ncc.html"}
    ids = {e.get("id") for e in etree.parse(made / "ncc.html").iter()}
    assert {text.split("#")[1] for text in texts} <= ids


def test_control_characters_never_break_a_document(tmp_path: Path) -> None:
    words = "a\x0b]]>\ud800&lt;"
    text = Paragraph(id="s1", text=words, phrases=(Phrase("s2", 0, len(words)),))
    meta = replace(tiny_publication().metadata, title='A\x01 <B>\n"C"')
    body = Publication(metadata=meta, sections=(Section(id="s0", content=(text,)),))
    made = package(tmp_path, body)
    assert list(DAISY202.check(made)) == []
    text_again = "".join(map(str, etree.parse(made / "content.html").getroot().itertext()))
    assert "a\ufffd]]>\ufffd&lt;" in text_again


def test_without_sound_there_is_no_package(tmp_path: Path) -> None:
    rendition = tiny_rendition(tmp_path / "sound")
    mute = replace(rendition, narration=replace(rendition.narration, clips={}))
    with pytest.raises(NothingSoundsError):
        DAISY202.write(mute, tmp_path)


@pytest.mark.corpus
@pytest.mark.external
def test_the_kit_has_nothing_to_say(tmp_path: Path, shared: Path) -> None:
    made = package(tmp_path)
    kit = shared / "validators" / "daisy" / "daisyval.py"
    command = [sys.executable, str(kit), str(made)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.stdout.splitlines() == [f"RESULT {made / 'ncc.html'} errors=0 warnings=0"]
