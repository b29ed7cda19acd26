import json
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from audiolib.exits import BAD_INPUT, ERRORS, NO_DISK, OK, USAGE
from tests.audiolib.commands.calls import Said, call, produce, written


def test_a_text_becomes_a_package_in_every_format(made: tuple[Path, Said]) -> None:
    folder, said = made
    assert said.status == OK, said.err
    book = folder / "out/little-fish"
    names = (
        *("publication.xhtml", "spans.json", "timing.json", "production.json", "report.json"),
        *("daisy202/ncc.html", "daisy202-ncc/ncc.html", "daisy3/book.opf", "little-fish.epub"),
        *("little-fish.lpf", "readium/manifest.json", "little-fish.m4b", "little-fish.vtt"),
        "readalong.json",
    )
    assert [name for name in names if not (book / name).is_file()] == []
    assert list((book / "mp3").glob("*.mp3"))


def test_json_tells_what_the_report_tells(made: tuple[Path, Said]) -> None:
    folder, said = made
    report = json.loads((folder / "out/little-fish/report.json").read_bytes())
    told = said.json
    assert told.pop("file") == str(folder / "fish.md")
    assert told == report
    assert {"findings", "duration_ms", "digests", "steps", "cpu_s", "peak_memory_mb"} <= set(report)
    assert said.err == ""


def test_making_it_again_speaks_nothing_anew(made: tuple[Path, Said]) -> None:
    folder, _said = made
    again = produce(folder / "fish.md", folder, "--formats", "readalong", "--json")
    assert (again.status, again.json["spoken_anew"]) == (OK, 0)
    assert sorted(f.name for f in (folder / "out").iterdir()) == ["little-fish"]


def test_another_publication_of_the_same_title_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    first = written(tmp_path / "a.md")
    second = written(tmp_path / "b.md", "# Little fish\n\n## Two\n\nQuite another tale.\n")
    said = produce([first, second], tmp_path, "--formats", "readalong", "--json")
    assert said.status == OK
    assert [Path(told["folder"]).name for told in said.json] == ["little-fish", "little-fish-2"]


def test_one_bad_file_does_not_keep_the_others_from_being_made(tmp_path: Path) -> None:
    good, last = (
        written(tmp_path / "good.md"),
        written(tmp_path / "last.md", "# Other\n\n## One\n\nWords.\n"),
    )
    bad = written(tmp_path / "bad.epub", b"no archive at all")
    said = produce([good, bad, last], tmp_path, "--formats", "readalong")
    assert said.status == BAD_INPUT
    assert "bad.epub" in said.err
    assert sorted(f.name for f in (tmp_path / "out").iterdir()) == ["little-fish", "other"]


def test_the_json_of_several_files_tells_of_the_bad_one_too(tmp_path: Path) -> None:
    good, bad = written(tmp_path / "good.md"), written(tmp_path / "bad.epub", b"no archive")
    said = produce([bad, good], tmp_path, "--formats", "readalong", "--json")
    assert said.status == BAD_INPUT
    assert said.json[0]["error"] == "source-damaged"
    assert said.json[1]["title"] == "Little fish"


def test_metadata_from_a_file_reaches_the_packages(tmp_path: Path) -> None:
    source = written(tmp_path / "a.md")
    meta = written(
        tmp_path / "a.toml",
        'title = "Cá nhỏ"\ncreators = ["Bà Ba"]\npublisher = "Thư viện tỉnh"\n'
        'identifier = "urn:x:fish"\ndate = "2024"\nrights = "CC0"\n',
    )
    said = produce(source, tmp_path, "--meta", meta, "--formats", "daisy202", "--json")
    assert (said.status, said.json["identifier"]) == (OK, "urn:x:fish")
    ncc = (tmp_path / "out/ca-nho/daisy202/ncc.html").read_text(encoding="utf-8")
    for word in ("Cá nhỏ", "Bà Ba", "Thư viện tỉnh", "urn:x:fish"):
        assert word in ncc


def test_the_library_in_the_settings_is_the_publisher(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOLIB_LIBRARY__NAME", "Thư viện Đồng Nai")
    monkeypatch.setenv("AUDIOLIB_STORE", str(tmp_path / "elsewhere"))
    source = written(tmp_path / "a.md")
    told = ("--voice", "tone:sine", "--lang", "en", "--formats", "readalong")
    said = call("produce", source, "-o", tmp_path / "out", *told)
    assert said.status == OK
    stored = (tmp_path / "out/little-fish/publication.xhtml").read_text(encoding="utf-8")
    assert "Thư viện Đồng Nai" in stored
    assert (tmp_path / "elsewhere/blob").is_dir()


def test_a_section_can_be_made_alone(tmp_path: Path) -> None:
    source = written(tmp_path / "a.md")
    said = produce(source, tmp_path, "--only", "Big sea", "--formats", "readalong")
    assert said.status == OK
    text = (tmp_path / "out/little-fish/readalong.json").read_text(encoding="utf-8")
    assert "deep and cold" in text
    assert "swims home" not in text


def test_a_section_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    source = written(tmp_path / "a.md")
    said = produce(source, tmp_path, "--only", "Small sea", "--formats", "readalong")
    assert said.status == BAD_INPUT
    assert "Small sea" in said.err
    assert "Big sea" in said.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--rate", "9", "0.5 to 3"),
        ("--rate", "fast", "0.5 to 3"),
        ("--rate", "nan", "0.5 to 3"),
        ("--pitch", "0", "0.5 to 2"),
        ("--jobs", "0", "from 1"),
        ("--slug", "../up", "hyphens"),
        ("--slug", "Sách", "hyphens"),
        ("--slug", "", "hyphens"),
        ("--lang", "x!", "vi, en-GB"),
        ("--formats", "daisy", "daisy202-ncc"),
        ("--voice", "tone:none", "tone:sine"),
        ("--voice", "none:none", "espeak"),
        ("--notes", "all", "inline"),
        ("--loudness", "loud", "ebu"),
        ("--colour", "red", "--colour"),
    ],
)
def test_a_wrong_value_is_told_at_once(tmp_path: Path, option: str, value: str, told: str) -> None:
    said = produce(written(tmp_path / "a.md"), tmp_path, option, value)
    assert said.status == USAGE
    assert told in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "out").exists()


def test_a_setting_that_means_nothing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOLIB_JOBS", "many")
    said = call("produce", written(tmp_path / "a.md"), "-o", tmp_path / "out")
    assert said.status == USAGE
    assert "AUDIOLIB_JOBS" in said.err


def test_a_language_that_nobody_speaks_is_told_before_anything_is_made(tmp_path: Path) -> None:
    source = written(tmp_path / "a.md")
    said = call("produce", source, "-o", tmp_path / "out", "--lang", "qaa")
    assert said.status == BAD_INPUT
    assert "qaa" in said.err
    assert not (tmp_path / "out").exists()


def test_too_little_room_on_the_disk_is_told_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10**9, 10**9, 4_000_000))
    said = produce(written(tmp_path / "a.md"), tmp_path, "--json")
    assert said.status == NO_DISK
    assert "4 MB are free" in said.err
    assert said.json["error"] == "disk-full"
    assert not (tmp_path / "out").exists()


def test_an_error_finding_in_the_source_is_exit_status_1(tmp_path: Path) -> None:
    source = written(tmp_path / "a.md", "# Signs\n\nThe sign \ue000 has no name.\n")
    said = produce(source, tmp_path, "--formats", "readalong", "--json")
    codes = {f["code"] for f in said.json["findings"] if f["severity"] == "error"}
    assert bool(codes) == (said.status == ERRORS)


def test_an_output_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    written(tmp_path / "out", "a file")
    said = produce(written(tmp_path / "a.md"), tmp_path, "--formats", "readalong")
    assert said.status == BAD_INPUT
    assert "a file where a folder is needed" in said.err
    assert (tmp_path / "out").read_text() == "a file"


def test_metadata_that_means_nothing_is_told(tmp_path: Path) -> None:
    meta = written(tmp_path / "a.toml", "titel = 'x'\n")
    said = produce(written(tmp_path / "a.md"), tmp_path, "--meta", meta)
    assert said.status == BAD_INPUT
    assert "titel" in said.err
    assert not (tmp_path / "out").exists()


def test_one_identifier_is_not_given_to_several_files(tmp_path: Path) -> None:
    meta = written(tmp_path / "a.toml", 'identifier = "urn:x:1"')
    files = [written(tmp_path / "a.md"), written(tmp_path / "b.md")]
    said = produce(files, tmp_path, "--meta", meta)
    assert said.status == USAGE
    assert "a.toml" in said.err
    assert not (tmp_path / "out").exists()
