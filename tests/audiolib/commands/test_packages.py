"""`check`, `inspect`, `store` and `say`."""

import io
import json
import shutil
import wave
from pathlib import Path

import pytest

from audiolib.exits import BAD_INPUT, ERRORS, OK, USAGE
from tests.audiolib.commands.calls import Said, call, produce, written

BOOK = "out/little-fish"


def damaged_book(made: tuple[Path, Said], folder: Path) -> Path:
    return Path(shutil.copytree(made[0] / BOOK, folder / "book"))


def test_check_finds_every_package_of_a_production_without_fault(made: tuple[Path, Said]) -> None:
    said = call("check", made[0] / BOOK, "--json")
    assert said.status == OK, said
    formats = sorted(told["format"] for told in said.json)
    assert formats == sorted(made[1].json["packages"])
    assert said.err == ""


def test_check_decodes_the_sound_when_asked(made: tuple[Path, Said]) -> None:
    said = call("check", "--deep", made[0] / BOOK / "daisy202", "--json")
    assert [told["format"] for told in said.json] == ["daisy202"]
    assert not [f for f in said.json[0]["findings"] if f["severity"] == "error"]


DAMAGE = {
    "daisy202": ("daisy202/master.smil", None),
    "daisy202-ncc": ("daisy202-ncc/m0001.smil", b"<smil>"),
    "daisy3": ("daisy3/book.ncx", None),
    "epub3": ("little-fish.epub", b"PK\x03\x04 cut off"),
    "audiobook": ("little-fish.lpf", b"PK\x03\x04 cut off"),
    "readium": ("readium/audio/001.mp3", None),
    "m4b": ("little-fish.m4b", b"\0\0\0\x20ftypM4B nothing follows"),
    "webvtt": ("little-fish.vtt", b"WEBVTT\n\n00:05.000 --> 00:01.000\nback\n"),
    "readalong": ("readalong.json", b"{}"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_check_tells_of_a_damaged_package(
    made: tuple[Path, Said], tmp_path: Path, name: str
) -> None:
    book = damaged_book(made, tmp_path)
    file, content = DAMAGE[name]
    if content is None:
        (book / file).unlink()
    else:
        (book / file).write_bytes(content)
    said = call("check", book / file.split("/")[0])
    assert said.status == ERRORS
    assert "Error " in said.err
    assert f": {name}, " in said.out
    assert "Traceback" not in said.err


def test_check_names_a_path_without_a_package_and_goes_on(
    made: tuple[Path, Said], tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    paths = (tmp_path / "empty", tmp_path / "none", made[0] / BOOK / "mp3")
    said = call("check", *paths, "--json")
    assert said.status == BAD_INPUT
    assert [told.get("error") for told in said.json] == ["no-package", "source-missing", None]
    assert "There is no package at" in said.err


def test_inspect_tells_structure_languages_and_needs(tmp_path: Path) -> None:
    source = written(tmp_path / "fish.md")
    said = call("inspect", source, "--lang", "en", "--json")
    told = said.json
    assert said.status == OK
    assert (told["title"], told["language"]) == ("Little fish", "en")
    assert [s["heading"] for s in told["sections"]][-2:] == ["Home", "Big sea"]
    assert told["duration_s"] >= 0
    assert {"languages", "blocks", "store_bytes", "package_bytes", "findings"} <= set(told)
    assert sorted(f.name for f in tmp_path.iterdir()) == ["fish.md"]


def test_inspect_tells_it_in_sentences_too(tmp_path: Path) -> None:
    said = call("inspect", written(tmp_path / "fish.md"), "--lang", "en")
    assert said.out.startswith("“Little fish”. Authors: –. Languages: en.")
    assert "Big sea" in said.out


def test_prune_keeps_what_a_production_refers_to(tmp_path: Path) -> None:
    kept, gone = (
        written(tmp_path / "kept.md"),
        written(tmp_path / "gone.md", "# Gone\n\n## One\n\nThis is not kept at all.\n"),
    )
    formats = ("--formats", "daisy202", "m4b")
    assert produce([kept, gone], tmp_path, *formats).status == OK
    store = ("--store", tmp_path / "store")
    before = call("store", "size", *store, "--json").json
    shutil.rmtree(tmp_path / "out/gone")
    pruned = call("store", "prune", tmp_path / "out", *store, "--json")
    after = call("store", "size", *store, "--json").json
    assert pruned.status == OK
    assert pruned.json["bytes"] > 0
    for count in ("bytes", "blobs", "records"):
        assert after[count] == before[count] - pruned.json[count]
    again = produce(kept, tmp_path, *formats, "--json")
    assert (again.status, again.json["spoken_anew"]) == (OK, 0)
    assert call("store", "size", *store, "--json").json == after
    assert call("store", "prune", tmp_path / "out", *store, "--json").json["bytes"] == 0


def test_prune_with_a_wrong_folder_removes_nothing(tmp_path: Path) -> None:
    assert produce(written(tmp_path / "a.md"), tmp_path, "--formats", "readalong").status == OK
    store = ("--store", tmp_path / "store")
    before = call("store", "size", *store, "--json").json
    (tmp_path / "other").mkdir()
    empty = call("store", "prune", tmp_path / "other", *store)
    missing = call("store", "prune", tmp_path / "outt", *store)
    (tmp_path / "out/little-fish/production.json").write_text("{")
    broken = call("store", "prune", tmp_path / "out", *store)
    assert [said.status for said in (empty, missing, broken)] == [BAD_INPUT] * 3
    assert "nothing was removed" in empty.err
    assert "production.json" in broken.err
    assert call("store", "size", *store, "--json").json == before


def test_the_size_of_the_store_is_told_in_megabytes(tmp_path: Path) -> None:
    said = call("store", "size", "--store", tmp_path)
    assert said.status == OK
    assert "holds 0.0 MB: 0 files of sound and 0 results" in said.out


def test_say_writes_a_sound_file(tmp_path: Path) -> None:
    file = tmp_path / "hello.wav"
    said = call("say", "Xin chào các bạn.", "--voice", "tone:sine", "--lang", "vi", "-o", file)
    assert said.status == OK
    with wave.open(io.BytesIO(file.read_bytes())) as sound:
        assert sound.getnchannels() == 1
        assert sound.getnframes() > sound.getframerate() // 2


def test_say_speaks_vietnamese_letters_in_vietnamese(tmp_path: Path) -> None:
    words = "Trời hôm nay đẹp quá, chúng ta đi chơi nhé."
    for name, told in (("a", ()), ("b", ("--lang", "vi")), ("c", ("--voice", "espeak:vi"))):
        assert call("say", words, *told, "-o", tmp_path / name).status == OK
    assert len({(tmp_path / name).read_bytes() for name in "abc"}) == 1


def test_say_tells_what_it_can_not_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "none/hello.wav"
    nowhere = call("say", "Hello.", "--voice", "tone:sine", "-o", file)
    unknown = call("say", "Hello.", "--voice", "tone:bass", "-o", tmp_path / "a.wav")
    monkeypatch.setenv("PATH", str(tmp_path))
    mute = call("say", "Hello.", "--voice", "tone:sine")
    assert (nowhere.status, unknown.status, mute.status) == (BAD_INPUT, USAGE, BAD_INPUT)
    assert "hello.wav" in nowhere.err
    assert "tone:sine" in unknown.err
    assert "-o FILE.wav" in mute.err
    assert json.dumps(list(tmp_path.iterdir())) == "[]"
